/* What the people of an invented office do between two actions of a case. Errors: those of app.h and of the verbs it
 * calls. */
#ifndef SHINSA_APP_DEMO_WORK_H
#define SHINSA_APP_DEMO_WORK_H

#include "core/app/act.h"
#include "core/app/demo_life.h"
#include "core/app/examples_stage.h"

/* Decided, refused, withdrawn: nothing is left but to tidy up and close. */
bool demo_is_over(const struct machine_def *m, const char *state);
/* Puts the received papers that the definition asks for, as if they had come with the application. */
int demo_papers(struct act *act, struct err *e) WARN_UNUSED;
/* One paper of a class comes in. */
int demo_receive(struct act *act, const struct received_def *def, struct err *e) WARN_UNUSED;
/* Fails an item and drafts the question about it that an action of this state would send. *done_r: there is such an action. */
int demo_ask(struct act *act, uint64_t *chance, bool *done_r, struct err *e) WARN_UNUSED;
/* One day at the desk, inside db_write, for an act that was begun: the review, tasks, the bank, the post. st: what the case's
 * specimen says of results; of payments only whether there are any. *done_r: something was done and committed, and the act is
 * used up. */
int demo_work(struct act *act, struct demo_life *life, const struct stage *st, bool *done_r, struct err *e) WARN_UNUSED;

#endif
