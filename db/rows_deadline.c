#include "db/rows_deadline.h"

#include "core/base/str.h"

int deadline_lines(struct db *db, const struct deadline_query *query, struct arena *a, struct deadline_line **line_r, size_t *n_r,
                   struct err *e)
{
    struct stmt *s = db_stmt(db, str_empty(query->state) ? STMT_deadline_list : STMT_deadline_list_state);
    stmt_text_or_null(s, 1, query->scheme);
    stmt_text_or_null(s, 2, query->rule);
    stmt_text_or_null(s, 3, query->assignee);
    stmt_date(s, 4, query->from);
    stmt_date(s, 5, query->until);
    stmt_int(s, 6, query->after);
    stmt_int(s, 7, query->limit);
    if (!str_empty(query->state))
        stmt_text(s, 8, query->state);
    LIST(struct deadline_line) list = {0};
    int rc, n = (int)deadline_type.n_fields;
    while ((rc = stmt_next(s, e)) > 0) {
        struct deadline_line *line = LIST_ADD(a, &list);
        rows_read(s, &deadline_type, &line->d, a);
        line->number = stmt_get_text(s, n, a);
        line->party_name = stmt_get_text(s, n + 1, a);
    }
    if (!rc) {
        *line_r = list.at;
        *n_r = list.n;
    }
    return rc;
}

int deadline_days(struct db *db, struct date from, struct date until, const char *scheme, struct arena *a, struct day_tally **day_r,
                  size_t *n_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_deadline_days);
    stmt_date(s, 1, from);
    stmt_date(s, 2, until);
    stmt_text_or_null(s, 3, scheme);
    LIST(struct day_tally) list = {0};
    int rc;
    while ((rc = stmt_next(s, e)) > 0)
        *LIST_ADD(a, &list) = (struct day_tally){stmt_get_date(s, 0), stmt_get_int(s, 1)};
    if (!rc) {
        *day_r = list.at;
        *n_r = list.n;
    }
    return rc;
}

int deadline_count(struct db *db, struct date from, struct date until, int64_t *n_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_deadline_count);
    stmt_date(s, 1, from);
    stmt_date(s, 2, until);
    return stmt_get_one_int(s, 0, n_r, e);
}
