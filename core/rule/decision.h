/* Decision tables 判定表: inputs, rows, outputs, and why. Pure. */
#ifndef SHINSA_RULE_DECISION_H
#define SHINSA_RULE_DECISION_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

struct decided {
    const struct decision_row_def *row;     /* that hit; NULL: no decision */
    const struct value *output;             /* in the order of the outputs; undefined when there is no decision */
    const struct guard_def *undefined;      /* the condition under which there is no decision yet, or NULL */
    const char *missing;                    /* the fact an input lacked, or NULL */
};

/* Decides now. row: what `it` means for a decision over rows, else NULL. The rows are asked in order; the first whose cells
 * all fit is hit. A row that would be hit but for an input that is undefined ends the search: no decision, and `missing`
 * names what was lacking. */
struct decided decision_run(const struct decision_def *def, struct facts *f, const struct value *row);
/* Value of one output by name, undefined if there is none. */
struct value decided_output(const struct decision_def *def, const struct decided *d, const char *name);
/* Texts of `reasons` (ids of what decided it); never NULL. */
const struct value_list *decision_reasons(const struct decision_def *def, struct facts *f);
/* True if the defined value fits the cell of its input; of a list, if one of its elements does. */
bool cell_fits(const struct cell_def *cell, struct value v);
/* A list of records as texts, by the first of its columns ref, title, label; texts stay; anything else is empty. */
const struct value_list *named_rows(struct facts *f, struct value v);

#endif
