#include "db/rows_factor.h"

int factor_get(struct db *db, int64_t user_id, struct factor_row *row_r, struct arena *a, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_factor_get);
    stmt_int(s, 1, user_id);
    int rc = stmt_next(s, e);
    if (rc < 0)
        return rc;
    if (rc)
        *row_r = (struct factor_row){
            .secret = stmt_get_text(s, 0, a),
            .confirmed = stmt_get_int(s, 1),
            .last_step = stmt_get_int(s, 2),
            .wrong = stmt_get_int(s, 3),
            .wrong_at = stmt_get_int(s, 4),
            .recovery = stmt_get_text(s, 5, a),
        };
    stmt_reset(s);
    return rc ? 0 : err_set(e, E_NOTFOUND, "db.no-row", "second_factor", NULL);
}

int factor_put(struct db *db, int64_t user_id, const struct factor_row *row, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_factor_put);
    stmt_int(s, 1, user_id);
    stmt_text(s, 2, row->secret);
    stmt_int(s, 3, row->confirmed);
    stmt_int(s, 4, row->last_step);
    stmt_int(s, 5, row->wrong);
    stmt_int(s, 6, row->wrong_at);
    stmt_text(s, 7, row->recovery);
    return stmt_run(s, NULL, e);
}

int factor_drop(struct db *db, int64_t user_id, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_factor_drop);
    stmt_int(s, 1, user_id);
    return stmt_run(s, NULL, e);
}
