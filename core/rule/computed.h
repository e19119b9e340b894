/* Computed facts: deadline.ID.due, fee.ID.gross, check.L.open, decision.D.x, calculated fields, parameters … asked from
 * the rules at their first use. */
#ifndef SHINSA_RULE_COMPUTED_H
#define SHINSA_RULE_COMPUTED_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

/* Fresh facts of a scheme, with the resolver installed: everything undefined, computed ones from the rules. All borrowed
 * for the life of the facts. calendar NULL: weekends and national holidays only. */
void scheme_facts_init(struct facts *f, struct arena *a, const struct scheme *s, const struct calendar *calendar);

/* For the resolver: a calculated field, and the rows of a matrix form with what is calculated in them. */
struct value computed_field(const struct scheme *s, struct facts *f, const struct fact_name *name);
struct value computed_form(const struct scheme *s, struct facts *f, const struct fact_name *name);

#endif
