/* Life cycles: which transitions a thing may take now, why not, and what a certificate is on a given day.
 *
 * Pure: the tables of the scheme and the facts go in, refusals and states come out. Rights of the actor are the app's
 * business; rules about people (evaluator and decider differ) are asked here because a definition says them. */
#ifndef SHINSA_RULE_LIFECYCLE_H
#define SHINSA_RULE_LIFECYCLE_H

#include "core/model/certificate.h"
#include "core/rule/facts.h"
#include "core/rule/scheme.h"

/* One reason why not. Texts live in the facts' arena or the scheme. */
struct refused {
    const char *id;      /* guard id: E_FEE_UNPAID */
    const char *text;    /* for people, values filled in; never NULL */
    const char *src;     /* article, or NULL */
    const char *missing; /* name of the fact that nobody has set, or NULL: the guard is simply false */
    const char *jump;    /* the first fact the guard reads: where to mend it; or NULL */
    bool role;           /* the actor lacks a role: text names those that may */
};

struct refusals {
    LIST(struct refused) all; /* in the order of the definition */
};

/* True if t may be taken from this state by a case of this type at all (before any guard). type NULL: not asked. */
bool transition_fits(const struct machine_def *m, const struct transition_def *t, const char *state, const char *type);

/* Asks everything that may refuse t: answers still missing, guards, rules about people, and another transition of the same
 * state that is mandatory now. Adds to `to` (in the facts' arena); returns true if nothing refused. state and type as in
 * transition_fits. Answers must have been set as facts before. */
bool transition_check(const struct scheme *s, const struct machine_def *m, const struct transition_def *t, const char *state,
                      const char *type, struct facts *f, struct refusals *to);

/* The mandatory transition that is due in this state, or NULL. */
const struct transition_def *transition_due(const struct machine_def *m, const char *state, const char *type, struct facts *f);

/* Text of a guard id: its own `say`, else the scheme's refusals, else the id. */
const char *refusal_text(const struct scheme *s, const char *id, const struct merge *say, struct facts *f);

/* Adds a refusal unless the condition is true: false refuses, and so does undefined, which names the missing fact. */
void refuse_unless(const struct scheme *s, const struct formula *cond, const char *id, const char *src, const struct merge *say,
                   struct facts *f, struct refusals *to);

/* What a thing with dated events is on a day. */
struct dated_state {
    const char *state;                /* NULL: not yet in being */
    struct date since;                /* first day of it */
    const struct transition_def *by;  /* the automatic transition that brought it there by itself, or NULL */
};

/* State of a certificate at the end of the day `on`: its events in the order in which they took effect (a final state
 * stays, whatever was recorded later with a later date), then what happens by itself up to that day. Automatic
 * transitions see `today` as their own day. events: sorted by effective_on, then position. ASPIC-037. */
struct dated_state certificate_state_on(const struct machine_def *m, const struct certificate_event *events, size_t n,
                                        const struct facts *f, struct date on);

/* What the events alone say, without what happens by itself. */
struct dated_state certificate_state_recorded(const struct machine_def *m, const struct certificate_event *events, size_t n,
                                              struct date on);

/* The automatic transitions that happened by themselves up to `on` and stand in no event yet, oldest first, at most max;
 * returns their number. What the clock writes. */
size_t certificate_due_by_itself(const struct machine_def *m, const struct certificate_event *events, size_t n,
                                 const struct facts *f, struct date on, struct dated_state *due_r, size_t max);

#endif
