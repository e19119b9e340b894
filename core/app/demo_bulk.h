/* Many cases stamped after a few that were lived: as fast as rows can be written, each with its event. Errors: those
 * of app.h and of the verbs it calls. */
#ifndef SHINSA_APP_DEMO_BULK_H
#define SHINSA_APP_DEMO_BULK_H

#include "core/app/demo_app.h"
#include "core/rule/scheme_number.h"

/* n more cases after those in the store, named from `number` on. */
int demo_stamp(struct app *app, int64_t n, uint64_t number, demo_progress_fn *progress, void *arg, struct err *e) WARN_UNUSED;

/* A number of the series' own form with another serial; beyond the last one the digits say the rest. "" if `like` is none. */
const char *demo_number(const struct series_def *series, const char *like, int64_t serial, struct arena *a);

#endif
