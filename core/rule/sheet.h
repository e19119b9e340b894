/* Registers 一覧・詳細 and ledgers 帳簿: rows as printed, from the facts of one case, certificate, period or fee. Pure.
 * Which certificates or cases there are, and their order on the page, is the caller's; it sorts by `order`. */
#ifndef SHINSA_RULE_SHEET_H
#define SHINSA_RULE_SHEET_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

struct sheet_line {
    const char *const *cell; /* one a column; "" where a value is undefined */
    struct value order;      /* to sort by; undefined if the sheet has none */
    const char *group;       /* heading, "" if none */
    const char *ref;         /* registers with rows: b10@大阪DC; else "" */
    bool withheld;
};
struct sheet_lines {
    LIST(struct sheet_line) all; /* in the facts' arena */
};

/* One cell as it is printed; "" when its value is not there. row: of the list the sheet goes over, or NULL. In the facts'
 * arena. */
const char *sheet_cell(const struct column_def *column, struct facts *f, const struct value *row);
/* Whether the register shows this thing today. */
bool register_visible(const struct register_def *def, struct facts *f);

/* The lines of what is shown: one, or one a row of the matrix form, with masked cells where a row is withheld. */
void register_lines(const struct register_def *def, struct facts *f, struct sheet_lines *to);
/* Line of a ledger or report for these facts; adds nothing when its `when` is false. row: of `bill` or `event`, where the
 * sheet goes over fees or events; else NULL. */
void ledger_line(const struct ledger_def *def, struct facts *f, const struct value *row, struct sheet_lines *to);
/* The list whose rows a ledger or report goes over, or NULL. */
const char *ledger_list(const struct ledger_def *def);
/* A tallied cell from the printed cells of its rows ("" are passed over): their sum, or their average to one place. */
const char *sheet_tally(const struct column_def *column, const char *const *cell, size_t n, struct arena *a);
/* Order of two lines: by `order`, undefined last; for qsort and merges. */
int sheet_line_compare(const struct sheet_line *a, const struct sheet_line *b);

#endif
