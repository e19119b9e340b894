#include "db/rows_clock.h"

#include "core/model/deadline.h"

static int take_ids(struct stmt *s, struct arena *a, struct ids *ids_r, struct err *e)
{
    struct ids ids = {0};
    int rc;
    while ((rc = stmt_next(s, e)) > 0)
        *LIST_ADD(a, &ids.all) = stmt_get_int(s, 0);
    if (!rc)
        *ids_r = ids;
    return rc;
}

static int read_ids(struct stmt *s, struct date today, int64_t after, struct arena *a, struct ids *ids_r, struct err *e)
{
    stmt_date(s, 1, today);
    stmt_int(s, 2, after);
    return take_ids(s, a, ids_r, e);
}

int rows_clock_cases(struct db *db, const char *scheme, const char *state, int64_t after, struct arena *a, struct ids *ids_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_clock_cases);
    stmt_text(s, 1, scheme);
    stmt_text(s, 2, state);
    stmt_int(s, 3, after);
    return take_ids(s, a, ids_r, e);
}

int rows_clock_certificates(struct db *db, struct date today, int64_t after, struct arena *a, struct ids *ids_r, struct err *e)
{
    return read_ids(db_stmt(db, STMT_clock_certificates), today, after, a, ids_r, e);
}

int rows_clock_waiting(struct db *db, struct date today, int64_t after, struct arena *a, struct ids *ids_r, struct err *e)
{
    return read_ids(db_stmt(db, STMT_clock_waiting), today, after, a, ids_r, e);
}

int rows_clock_deadlines(struct db *db, struct date today, int64_t after, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_clock_deadlines);
    stmt_date(s, 1, today);
    stmt_int(s, 2, after);
    return rows_all(s, &deadline_type, a, rows_r, e);
}
