/* Own days against applicant's days: how long each was waited for since receipt. Errors: those of app.h, and what a
 * function says. */
#ifndef SHINSA_APP_CASE_DAYS_H
#define SHINSA_APP_CASE_DAYS_H

#include "core/app/app.h"
#include "core/model/case.h"
#include "core/rule/scheme.h"

/* From the states that the journal says the case was in; 0 before receipt. Days on which nobody was waited for count for
 * none. Inside db_read. */
int case_days(struct app *app, const struct case_file *c, const struct machine_def *m, struct arena *a, int *own_r, int *applicant_r,
              struct err *e) WARN_UNUSED;

#endif
