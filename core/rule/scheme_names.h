/* The namespace of a scheme: every name that its formulas may read, with its type (scheme-language.md, "Facts"). Built
 * from the tables once they are read and before a formula is compiled. */
#ifndef SHINSA_RULE_SCHEME_NAMES_H
#define SHINSA_RULE_SCHEME_NAMES_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

/* Declares them in the arena. Of FACT_GIVEN are those that callers set; the others are computed by computed.h. The scheme's
 * tables are borrowed and must be in their final place. E_INPUT "fact.twice", "fact.name-shape", E_LIMIT. */
int scheme_names_declare(struct arena *a, const struct scheme *s, struct fact_names **names_r, struct err *e) WARN_UNUSED;

/* What `it` means in a rule about rows; NULL if there are none. */
const struct type_columns *scheme_names_list_columns(const struct fact_names *names, const char *list); /* "doc", "form.F-B" */
const struct type_columns *scheme_names_checklist_columns(const struct scheme *s, const struct fact_names *names,
                                                          const char *checklist);
/* Rows that a decision assesses: those of the first checklist that names it. */
const struct type_columns *scheme_names_decision_columns(const struct scheme *s, const struct fact_names *names,
                                                         const char *decision);
/* Input types to types of values. */
struct type field_value_type(struct arena *a, const struct field_def *field);

#endif
