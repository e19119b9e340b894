/* What the people of an invented office do between two actions of a case. Errors: those of app.h and of the verbs it
 * calls. */
#ifndef SHINSA_APP_DEMO_WORK_H
#define SHINSA_APP_DEMO_WORK_H

#include "core/app/act.h"
#include "core/app/demo_life.h"

/* Decided, refused, withdrawn: nothing is left but to tidy up and close. */
bool demo_is_over(const struct machine_def *m, const char *state);
/* Puts the received papers that the definition asks for, as if they had come with the application. */
int demo_papers(struct act *act, struct err *e) WARN_UNUSED;
/* One day at the desk, inside db_write: the review, tasks, the bank, the post. */
int demo_work(struct app *app, struct demo_life *life, struct date day, struct arena *a, struct err *e) WARN_UNUSED;

#endif
