/* People 人: who may take a task. Pure; actor.* facts are those of the person asked about. */
#ifndef SHINSA_RULE_PEOPLE_H
#define SHINSA_RULE_PEOPLE_H

#include "core/rule/lifecycle.h"

/* Asks every rule of the task (a transition, a checklist, "review"); adds what refuses. True if nothing did. A rule that
 * cannot be answered refuses and names the missing fact. */
bool people_may(const struct scheme *s, const char *task, struct facts *f, struct refusals *to);
/* The rows of `interest` that concern the case: same party by corporate number or folded name, or one of the names of
 * `conflict.also`; same subject where the tie names one; begun, and not over before `conflict.since`. Where that day is not
 * known, nothing is over. */
struct value people_interests(const struct scheme *s, struct facts *f, const struct fact_name *interest);
/* Is one of them the actor's? */
struct value people_conflict(struct facts *f);
/* Members needed for a decision of the committee; 0 if the scheme has none. Undefined counts as one more than there can be:
 * INT64_MAX. */
int64_t committee_quorum(const struct scheme *s, struct facts *f);
/* The rows of `member`: those that were set, then the rows of committee.members by the names of their columns. Whoever has a
 * login and a tie among `interest` is interested, whatever the list says. */
struct value committee_members(const struct scheme *s, struct facts *f, const struct fact_name *member);
/* Refuses a transition that the committee decides while fewer members than the quorum may take part. */
void committee_check(const struct scheme *s, const struct transition_def *t, struct facts *f, struct refusals *to);
/* Must this member (a row, or the actor's facts) stay out? Undefined: yes. */
bool committee_recuses(const struct scheme *s, struct facts *f, const struct value *member);

#endif
