/* The desk of an invented office on the morning one looks at it. Errors: those of app.h and of the verbs it calls. */
#ifndef SHINSA_APP_DEMO_MORNING_H
#define SHINSA_APP_DEMO_MORNING_H

#include "core/app/app.h"

/* What was due and is not done gets done, as of its day, but for a handful of the last days: a healthy office has some
 * deadlines behind and some for the day, in each of its schemes, not hundreds. */
int demo_morning(struct app *app, size_t schemes, struct err *e) WARN_UNUSED;

#endif
