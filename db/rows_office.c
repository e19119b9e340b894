#include "db/rows_office.h"

int rows_user(struct db *db, const char *login, struct user *user_r, struct arena *a, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_user_by_login);
    stmt_text(s, 1, login);
    return rows_one(s, &user_type, user_r, a, e);
}

int rows_users(struct db *db, struct arena *a, struct rows *rows_r, struct err *e)
{
    return rows_all(db_stmt(db, STMT_users_all), &user_type, a, rows_r, e);
}

int rows_users_count(struct db *db, int64_t *n_r, struct err *e)
{
    return stmt_get_one_int(db_stmt(db, STMT_users_count), 0, n_r, e);
}

int rows_user_keys(struct db *db, int64_t user_id, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_user_keys);
    stmt_int(s, 1, user_id);
    return rows_all(s, &user_key_type, a, rows_r, e);
}

int rows_user_roles(struct db *db, int64_t user_id, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_user_roles);
    stmt_int(s, 1, user_id);
    return rows_all(s, &user_role_type, a, rows_r, e);
}

int rows_interests(struct db *db, const char *login, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, login ? STMT_interests_of_user : STMT_interests_in_force);
    if (login)
        stmt_text(s, 1, login);
    return rows_all(s, &interest_type, a, rows_r, e);
}

int rows_keys(struct db *db, const char *blob, const char *login, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, login ? STMT_key_of_user : STMT_keys_by_blob);
    stmt_text(s, 1, blob);
    if (login)
        stmt_text(s, 2, login);
    return rows_all(s, &user_key_type, a, rows_r, e);
}

int rows_closed_days(struct db *db, struct arena *a, struct rows *rows_r, struct err *e)
{
    return rows_all(db_stmt(db, STMT_closed_days), &office_closed_day_type, a, rows_r, e);
}

int postal_clear(struct db *db, struct err *e)
{
    return stmt_run(db_stmt(db, STMT_postal_drop_all), NULL, e);
}

int postal_add(struct db *db, const char *code, const char *address, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_postal_add);
    stmt_text(s, 1, code);
    stmt_text(s, 2, address);
    return stmt_run(s, NULL, e);
}

int postal_of(struct db *db, const char *code, int64_t limit, struct arena *a, const char ***address_r, size_t *n_r, bool *any_r,
              struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_postal_any);
    int rc = stmt_next(s, e);
    *any_r = rc > 0;
    stmt_reset(s);
    if (rc < 0)
        return rc;
    s = db_stmt(db, STMT_postal_of);
    stmt_text(s, 1, code);
    stmt_int(s, 2, limit);
    LIST(const char *) list = {0};
    while ((rc = stmt_next(s, e)) > 0)
        *LIST_ADD(a, &list) = stmt_get_text(s, 0, a);
    if (!rc) {
        *address_r = list.at;
        *n_r = list.n;
    }
    return rc;
}
