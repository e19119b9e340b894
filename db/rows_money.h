/* Fees and payments over all cases: for the desk, the bank file and the accounts. Those of one case: rows_bundle.h.
 * Errors: those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_ROWS_MONEY_H
#define SHINSA_DB_ROWS_MONEY_H

#include "core/model/fee.h"
#include "db/rows.h"

struct fee_line {
    struct fee f;
    const char *case_number, *scheme, *edition, *assignee, *party_name;
    struct yen paid; /* for its case in all */
    struct yen before; /* gross of the fees of its case that were billed before it and count */
};
struct fee_lines {
    struct fee_line *at;
    size_t n;
};
/* Billed and not paid, earliest due day first. scheme "" or NULL: all. */
int fees_unpaid(struct db *db, const char *scheme, int64_t after, int64_t limit, struct arena *a, struct fee_lines *lines_r, struct err *e) WARN_UNUSED;

#endif
