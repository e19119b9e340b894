#include "db/rows_paper.h"

#include "core/base/str.h"

int blob_put(struct db *db, const void *p, size_t n, char hash_r[SHA256_HEX_BYTES], struct err *e)
{
    char hex[SHA256_HEX_BYTES];
    struct sha256 hash = sha256_of(p, n);
    if (n > BLOB_MAX_BYTES)
        return err_set(e, E_LIMIT, "db.too-large", NULL);
    struct stmt *s = db_stmt(db, STMT_blob_add);
    stmt_text(s, 1, sha256_hex(&hash, hex));
    stmt_int(s, 2, (int64_t)n);
    stmt_bytes(s, 3, p, n);
    int rc = stmt_run(s, NULL, e);
    if (!rc)
        str_copy_cut(hash_r, SHA256_HEX_BYTES, hex);
    return rc;
}

int blob_get(struct db *db, const char *hash, struct buf *out, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_blob_data);
    stmt_text(s, 1, hash);
    int rc = stmt_next(s, e);
    if (rc <= 0)
        return rc < 0 ? rc : err_set(e, E_NOTFOUND, "db.no-row", "blob", NULL);
    size_t n;
    char hex[SHA256_HEX_BYTES];
    const void *p = stmt_get_bytes(s, 0, &n);
    struct sha256 actual = sha256_of(p, n);
    bool same = str_eq(sha256_hex(&actual, hex), hash);
    if (same)
        buf_add(out, p, n);
    stmt_reset(s);
    if (!same)
        return err_set(e, E_IO, "db.corrupt", NULL);
    return out->full ? err_set(e, E_LIMIT, "db.too-large", NULL) : 0;
}

int rows_filed_gone(struct db *db, int64_t certificate_id, int64_t case_id, struct date since, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_paper_filed_gone);
    stmt_int(s, 1, certificate_id);
    stmt_int(s, 2, case_id);
    stmt_date(s, 3, since);
    return rows_all(s, &paper_type, a, rows_r, e);
}
