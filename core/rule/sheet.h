/* Rows as printed: registers 公表簿, ledgers 帳簿 and reports show the same columns on screen, in files and on paper. */
#ifndef SHINSA_RULE_SHEET_H
#define SHINSA_RULE_SHEET_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

/* One cell as it is printed; "" when its value is not there. row: of the list the sheet goes over, or NULL. In the facts'
 * arena. */
const char *sheet_cell(const struct column_def *column, struct facts *f, const struct value *row);
/* Whether the register shows this thing today. */
bool register_visible(const struct register_def *def, struct facts *f);
/* Whether a row of a matrix form (its ref: "b10", "b70@大阪DC") is withheld today: a wish was granted, its time has begun,
 * and nobody has released it. That its time is over does not publish it: somebody must (ASPIC-196). */
bool register_withholds(struct facts *f, const char *ref);
/* Whether a column of a withheld row is masked: those that show what the applicant wrote, not the item's own words. */
bool column_is_masked(const struct column_def *column);

#endif
