#include "db/rows_tally.h"

#include "core/model/case.h"

int state_tallies(struct db *db, const char *owner, struct arena *a, struct state_tally **tally_r, size_t *n_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_state_tally);
    stmt_text(s, 1, owner);
    LIST(struct state_tally) list = {0};
    int rc;
    while ((rc = stmt_next(s, e)) > 0)
        *LIST_ADD(a, &list) = (struct state_tally){stmt_get_text(s, 0, a), stmt_get_text(s, 1, a), stmt_get_int(s, 2)};
    if (!rc) {
        *tally_r = list.at;
        *n_r = list.n;
    }
    return rc;
}

int case_count_assignee(struct db *db, const char *login, int64_t *n_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_count_assignee);
    stmt_text(s, 1, login);
    return stmt_get_one_int(s, 0, n_r, e);
}

int case_count_edition(struct db *db, const char *scheme, const char *edition, int64_t *n_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_count_edition);
    stmt_text(s, 1, scheme);
    stmt_text(s, 2, edition);
    return stmt_get_one_int(s, 0, n_r, e);
}

int query_count_open(struct db *db, int64_t *n_r, struct err *e)
{
    return stmt_get_one_int(db_stmt(db, STMT_query_count_open), 0, n_r, e);
}

int month_counts(struct db *db, const char *what, const char *scheme, const char *first, const char *last, struct arena *a,
                 struct month_count **count_r, size_t *n_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_month_tally);
    stmt_text(s, 1, what);
    stmt_text_or_null(s, 2, scheme);
    stmt_text(s, 3, first);
    stmt_text(s, 4, last);
    LIST(struct month_count) list = {0};
    int rc;
    while ((rc = stmt_next(s, e)) > 0)
        *LIST_ADD(a, &list) = (struct month_count){stmt_get_text(s, 0, a), stmt_get_text(s, 1, a), stmt_get_text(s, 2, a),
                                                   stmt_get_int(s, 3), stmt_get_int(s, 4)};
    if (!rc) {
        *count_r = list.at;
        *n_r = list.n;
    }
    return rc;
}

int cases_closed_newest(struct db *db, const char *scheme, int64_t after_id, int64_t limit, struct arena *a, struct rows *rows_r,
                        struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_closed_newest);
    stmt_text(s, 1, scheme);
    stmt_int(s, 2, after_id);
    stmt_int(s, 3, limit);
    return rows_all(s, &case_file_type, a, rows_r, e);
}
