/* The namespace of a scheme: every name that its formulas may read, with its type (scheme-language.md, "Facts"). Built
 * from the tables once they are read and before a formula is compiled. */
#ifndef SHINSA_RULE_SCHEME_NAMES_H
#define SHINSA_RULE_SCHEME_NAMES_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

/* Computed names say what computes them: origin, index of the rule in its table of struct scheme, and part of its answer.
 * FACT_DEADLINE: scheme.deadlines; `.state` is given. FACT_FEE: scheme.fees. FACT_CHECKLIST: scheme.checklists.
 * FACT_DECISION: scheme.decisions, part: the output. FACT_FIELD: scheme.forms, part: the field (of head, where the form has
 * rows). FACT_FORM: scheme.forms, the rows of a matrix form. FACT_PARAM: scheme.params. */
enum deadline_part { DEADLINE_PART_DUE, DEADLINE_PART_BASE, DEADLINE_PART_RAW, DEADLINE_PART_OPENS };
enum fee_part { FEE_PART_NET, FEE_PART_TAX, FEE_PART_GROSS, FEE_PART_RATE, FEE_PART_COUNT, FEE_PART_DUE };
enum check_part { CHECK_PART_ROWS, CHECK_PART_OPEN, CHECK_PART_FAILED, CHECK_PART_DONE, CHECK_PART_OUTCOME, CHECK_PART_SIGNED };
/* FACT_OTHER */
enum other_part {
    OTHER_PART_IS,     /* `is` of scheme.facts[index] */
    OTHER_PART_OFFICE, /* text of scheme.office[index] */
    OTHER_PART_BODY,   /* scheme_body today */
    OTHER_PART_OWED,   /* gross of all fees that are due and not waived */
    OTHER_PART_INTEREST, /* ties of people of the office that concern the case */
    OTHER_PART_MEMBER,   /* who sat, as committee.members lists them */
    OTHER_PART_CONFLICT, /* one of them is the actor's */
};

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
