#include "db/rows_draft.h"

int draft_put(struct db *db, int64_t user_id, const char *owner, const char *key, const char *body, instant_us at, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_draft_put);
    stmt_int(s, 1, user_id);
    stmt_text(s, 2, owner);
    stmt_text(s, 3, key);
    stmt_text(s, 4, body);
    stmt_instant(s, 5, at);
    return stmt_run(s, NULL, e);
}

int draft_get(struct db *db, int64_t user_id, const char *owner, const char *key, struct arena *a, const char **body_r,
              instant_us *at_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_draft_get);
    stmt_int(s, 1, user_id);
    stmt_text(s, 2, owner);
    stmt_text(s, 3, key);
    int rc = stmt_next(s, e);
    if (rc < 0)
        return rc;
    *body_r = rc ? stmt_get_text(s, 0, a) : "";
    *at_r = rc ? stmt_get_instant(s, 1) : 0;
    stmt_reset(s);
    return 0;
}

int draft_list(struct db *db, int64_t user_id, const char *owner, int64_t limit, struct arena *a, struct draft_row **row_r, size_t *n_r,
               struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_draft_list);
    stmt_int(s, 1, user_id);
    stmt_text(s, 2, owner);
    stmt_int(s, 3, limit);
    LIST(struct draft_row) list = {0};
    int rc;
    while ((rc = stmt_next(s, e)) > 0)
        *LIST_ADD(a, &list) = (struct draft_row){stmt_get_text(s, 0, a), stmt_get_text(s, 1, a)};
    if (!rc) {
        *row_r = list.at;
        *n_r = list.n;
    }
    return rc;
}

int draft_drop(struct db *db, int64_t user_id, const char *owner, const char *key, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_draft_drop);
    stmt_int(s, 1, user_id);
    stmt_text(s, 2, owner);
    stmt_text(s, 3, key);
    return stmt_run(s, NULL, e);
}
