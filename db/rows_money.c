#include "db/rows_money.h"

static int read_all(struct stmt *s, struct arena *a, struct fee_lines *lines_r, struct err *e)
{
    LIST(struct fee_line) list = {0};
    int rc, n = (int)fee_type.n_fields;
    while ((rc = stmt_next(s, e)) > 0) {
        struct fee_line *line = LIST_ADD(a, &list);
        rows_read(s, &fee_type, &line->f, a);
        line->case_number = stmt_get_text(s, n, a);
        line->scheme = stmt_get_text(s, n + 1, a);
        line->edition = stmt_get_text(s, n + 2, a);
        line->assignee = stmt_get_text(s, n + 3, a);
        line->party_name = stmt_get_text(s, n + 4, a);
        line->paid.v = stmt_get_int(s, n + 5);
        line->before.v = stmt_get_int(s, n + 6);
    }
    if (!rc)
        *lines_r = (struct fee_lines){list.at, list.n};
    return rc;
}

int fees_unpaid(struct db *db, const char *scheme, int64_t after, int64_t limit, struct arena *a, struct fee_lines *lines_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_fee_unpaid);
    stmt_text_or_null(s, 1, scheme);
    stmt_int(s, 2, after);
    stmt_int(s, 3, limit);
    return read_all(s, a, lines_r, e);
}
