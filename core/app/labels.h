/* What people call states, types and rules, in the seat's language. */
#ifndef SHINSA_APP_LABELS_H
#define SHINSA_APP_LABELS_H

#include "core/app/app.h"
#include "core/rule/scheme.h"

/* Label of a rule; fallback (an id) where there is no rule. */
const char *label_of_rule(const struct app *app, const struct rule *rule, const char *fallback);
/* Of a state, in the words for that type of case where it has its own. type may be NULL. */
const char *label_of_state(const struct app *app, const struct state_def *state, const char *type);
/* Of a transition, likewise. */
const char *label_of_transition(const struct app *app, const struct transition_def *t, const char *type);
/* State of a case of a scheme version; the id where the version is not installed. */
const char *label_of_case_state(const struct app *app, const struct scheme *s, const char *type, const char *state);
const char *label_of_case_type(const struct app *app, const struct scheme *s, const char *type);
const char *label_of_deadline(const struct app *app, const struct scheme *s, const char *rule);
/* What a fact is called, for every reason that names one; the name itself where it has no words. In the arena. */
const char *label_of_fact(const struct app *app, const struct scheme *s, const char *name, struct arena *a);

/* A value as people read it: 更新申請, 2年, はい; several in a line; how many rows a table has. In the arena; "" undefined. */
const char *label_of_value(const struct app *app, const struct type *type, struct value v, struct arena *a);

#endif
