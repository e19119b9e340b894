#include "db/rows_disposal.h"

#include "core/model/disposal.h"
#include "core/model/form.h"
#include "core/model/register.h"

static int rows_of_id(struct db *db, enum stmt_id statement, int64_t id, const struct record_type *type, struct arena *a, struct rows *rows_r,
                      struct err *e)
{
    struct stmt *s = db_stmt(db, statement);
    stmt_int(s, 1, id);
    return rows_all(s, type, a, rows_r, e);
}

int rows_disposals(struct db *db, const char *scheme, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_disposals_of_scheme);
    stmt_text(s, 1, scheme);
    return rows_all(s, &disposal_type, a, rows_r, e);
}

int rows_disposal_items(struct db *db, int64_t disposal_id, struct arena *a, struct rows *rows_r, struct err *e)
{
    return rows_of_id(db, STMT_disposal_items, disposal_id, &disposal_item_type, a, rows_r, e);
}

int rows_disposal_approvals(struct db *db, int64_t disposal_id, struct arena *a, struct rows *rows_r, struct err *e)
{
    return rows_of_id(db, STMT_disposal_approvals, disposal_id, &disposal_approval_type, a, rows_r, e);
}

int cases_closed_after(struct db *db, const char *scheme, int64_t after_id, int64_t *id_r, size_t max, size_t *n_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_closed_after);
    int rc;
    size_t n = 0;
    stmt_text(s, 1, scheme);
    stmt_int(s, 2, after_id);
    stmt_int(s, 3, (int64_t)max);
    while ((rc = stmt_next(s, e)) > 0 && n < max)
        id_r[n++] = stmt_get_int(s, 0);
    stmt_reset(s);
    *n_r = n;
    return rc < 0 ? rc : 0;
}

int rows_form_revisions(struct db *db, int64_t case_id, struct arena *a, struct rows *rows_r, struct err *e)
{
    return rows_of_id(db, STMT_form_revisions, case_id, &form_type, a, rows_r, e);
}

int rows_ledger_of_case(struct db *db, int64_t case_id, struct arena *a, struct rows *rows_r, struct err *e)
{
    return rows_of_id(db, STMT_ledger_rows_of_case, case_id, &ledger_row_type, a, rows_r, e);
}

int party_has_others(struct db *db, int64_t party_id, int64_t case_id, int64_t disposal_id, bool *others_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_party_other_cases);
    stmt_int(s, 1, party_id);
    stmt_int(s, 2, case_id);
    stmt_int(s, 3, disposal_id);
    int rc = stmt_next(s, e);
    if (rc >= 0)
        *others_r = rc > 0;
    stmt_reset(s);
    return rc < 0 ? rc : 0;
}

int draft_drop_owner(struct db *db, const char *owner, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_draft_drop_owner);
    stmt_text(s, 1, owner);
    return stmt_run(s, NULL, e);
}

int blob_drop_unused(struct db *db, const char *hash, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_blob_drop_unused);
    stmt_text(s, 1, hash);
    return stmt_run(s, NULL, e);
}

int search_index_merge(struct db *db, struct err *e)
{
    return stmt_run(db_stmt(db, STMT_search_index_merge), NULL, e);
}
