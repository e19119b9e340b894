#include "db/rows_paper.h"

int rows_blob_put(struct db *db, const char *hash, const void *p, size_t n, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_blob_put);
    stmt_text(s, 1, hash);
    stmt_int(s, 2, (int64_t)n);
    stmt_bytes(s, 3, p, n);
    return stmt_run(s, NULL, e);
}

int rows_blob_get(struct db *db, const char *hash, struct buf *out, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_blob_get);
    stmt_text(s, 1, hash);
    int rc = stmt_next(s, e);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return err_set(e, E_NOTFOUND, "paper.no-bytes", NULL);
    size_t n;
    const void *p = stmt_get_bytes(s, 0, &n);
    buf_add(out, p, n);
    stmt_reset(s);
    return out->full ? err_set(e, E_LIMIT, "paper.too-large", NULL) : 0;
}
