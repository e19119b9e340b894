#include "db/db.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "db/db_internal.h"

static struct db *db_new(const char *path)
{
    struct db *db = xcalloc(1, sizeof *db);
    db->driver = &driver_sqlite;
    db->path = xstrdup(path);
    for (size_t i = 0; i < STMT_COUNT; i++) {
        db->stmt[i].db = db;
        db->stmt[i].id = (enum stmt_id)i;
    }
    return db;
}

static void drop_statements(struct db *db)
{
    for (size_t i = 0; i < STMT_COUNT; i++) {
        db->driver->finalize(db->stmt[i].handle);
        db->stmt[i].handle = NULL;
    }
}

void db_close(struct db *db)
{
    if (!db)
        return;
    assert(db->tx == DB_TX_NONE);
    drop_statements(db);
    db->driver->close(db->conn);
    arena_done(&db->index.a);
    free(db->path);
    free(db);
}

static unsigned driver_flags(const char *url, unsigned flags)
{
    unsigned to = 0;
    if (str_eq(url, DB_MEMORY_URL))
        to |= DRIVER_MEMORY;
    if (flags & DB_READ_ONLY)
        to |= DRIVER_READ_ONLY;
    if (flags & DB_BULK)
        to |= DRIVER_BULK;
    return to;
}

int db_open(const char *url, unsigned flags, struct db **db_r, struct err *e)
{
    struct db *db = db_new(url);
    unsigned open_flags = driver_flags(url, flags);
    bool fresh = open_flags & DRIVER_MEMORY;
    int rc = db->driver->open(url, open_flags, &db->conn, e);
    if (!rc && fresh) {
        struct migrate_run run = {0};
        rc = db_schema_change(db, migrate_apply, &run, e);
    } else if (!rc) {
        struct driver_mark mark;
        rc = db->driver->mark(db->conn, &mark, e);
        if (!rc && !(flags & DB_ANY_VERSION))
            rc = migrate_check(&mark, url, e);
        else if (!rc && !mark.is_store)
            rc = err_set(e, E_INPUT, "store.not-a-store", url, NULL);
    }
    if (rc) {
        db_close(db);
        return rc;
    }
    *db_r = db;
    return 0;
}

int db_create(const char *path, instant_us now, unsigned flags, struct db **db_r, struct err *e)
{
    struct db *db = db_new(path);
    struct migrate_run run = {.now = now};
    int rc = db->driver->open(path, driver_flags(path, flags) | DRIVER_CREATE, &db->conn, e);
    if (rc) {
        db_close(db);
        return rc;
    }
    rc = db_schema_change(db, migrate_apply, &run, e);
    if (rc) {
        const struct driver *driver = db->driver;
        db_close(db);
        driver->discard(path); /* half a store would be in the way of the next attempt */
        return rc;
    }
    *db_r = db;
    return 0;
}

const char *db_path(const struct db *db)
{
    return db->path;
}

bool db_in_write(const struct db *db)
{
    return db->tx == DB_TX_WRITE;
}

bool db_is_read_only(const struct db *db)
{
    return db->full;
}

int db_limit_bytes(struct db *db, int64_t bytes, struct err *e)
{
    return db->driver->limit_bytes(db->conn, bytes, e);
}

void db_shrink(struct db *db)
{
    assert(db->tx == DB_TX_NONE);
    drop_statements(db);
    db->driver->shrink(db->conn);
}

int db_backup(struct db *db, const char *path, struct err *e)
{
    assert(db->tx == DB_TX_NONE);
    return db->driver->backup(db->conn, path, e);
}

int db_change_counter(struct db *db, int64_t *counter_r, struct err *e)
{
    return db->driver->change_counter(db->conn, counter_r, e);
}

static void reset_all(struct db *db)
{
    while (db->in_use)
        stmt_reset(db->in_use);
}

/* One try. On failure nothing of it remains. */
static int run_once(struct db *db, enum driver_tx tx, db_fn *fn, void *arg, struct err *e)
{
    assert(db->tx == DB_TX_NONE);
    int rc = db->driver->begin(db->conn, tx, e);
    if (rc)
        return rc;
    db->tx = tx == DRIVER_READ ? DB_TX_READ : DB_TX_WRITE;
    memset(db->ids, 0, sizeof db->ids);
    rc = fn(db, arg, e);
    if (!rc && tx == DRIVER_WRITE)
        rc = rows_flush_ids(db, e);
    if (!rc && tx != DRIVER_READ)
        rc = derive_flush(db, e);
    derive_forget(db);
    reset_all(db);
    if (!rc)
        rc = db->driver->commit(db->conn, e);
    if (rc)
        db->driver->rollback(db->conn);
    db->tx = DB_TX_NONE;
    return rc;
}

static bool may_try_again(int rc, const struct err *e, int tries)
{
    return rc == E_BUSY && str_eq(e->msg, "db.busy") && tries < DB_TRIES_MAX;
}

/* What a function got over on its way (a row that may be missing, a busy try) is no failure: *e is filled only with one. */
static int outcome(int rc, const struct err *trouble, struct err *e)
{
    if (rc < 0)
        *e = *trouble;
    return rc;
}

int db_read(struct db *db, db_fn *fn, void *arg, struct err *e)
{
    for (int tries = 1;; tries++) {
        struct err trouble = {0};
        int rc = run_once(db, DRIVER_READ, fn, arg, &trouble);
        if (!may_try_again(rc, &trouble, tries))
            return outcome(rc, &trouble, e);
    }
}

/* Each try has waited in the driver, with jitter, for the writer before it. */
int db_write(struct db *db, db_fn *fn, void *arg, struct err *e)
{
    for (int tries = 1;; tries++) {
        struct err trouble = {0};
        int rc = run_once(db, DRIVER_WRITE, fn, arg, &trouble);
        if (!rc)
            db->full = false;
        else if (rc < 0 && str_eq(trouble.msg, "db.full"))
            db->full = true;
        if (!may_try_again(rc, &trouble, tries))
            return outcome(rc, &trouble, e);
    }
}

int db_schema_change(struct db *db, db_fn *fn, void *arg, struct err *e)
{
    return run_once(db, DRIVER_SCHEMA, fn, arg, e);
}

int db_script(struct db *db, const char *sql, struct err *e)
{
    return db->driver->exec_script(db->conn, sql, e);
}
