/* Many cases stamped after a few that were lived: as fast as rows can be written, each with its event. Errors: those
 * of app.h and of the verbs it calls. */
#ifndef SHINSA_APP_DEMO_BULK_H
#define SHINSA_APP_DEMO_BULK_H

#include "core/app/demo_app.h"

/* n more cases after those in the store, named from `number` on. */
int demo_stamp(struct app *app, int64_t n, uint64_t number, demo_progress_fn *progress, void *arg, struct err *e) WARN_UNUSED;

#endif
