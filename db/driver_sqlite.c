#include "db/driver.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/base/str.h"

enum {
    APPLICATION_ID = 0x53484e53, /* "SHNS", for file(1) and for telling our stores from others */
    BUSY_MILLISECONDS = 2000,    /* one writer queues behind another for so long */
    VALUE_MAX_BYTES = 64 << 20,
    SEAT_CACHE_KIB = 2048,
    BULK_CACHE_KIB = 128 << 10,
    SEAT_CHECKPOINT_PAGES = 1000,
    BULK_CHECKPOINT_PAGES = 16000,
};

struct driver_conn {
    sqlite3 *db;
    sqlite3_stmt *begin_read, *begin_write, *commit, *rollback, *data_version;
    bool anything_goes; /* opening or migrating: the authorizer looks away */
    bool durable;
};

struct driver_stmt {
    struct driver_conn *conn;
    sqlite3_stmt *handle;
    int n;
    bool in_order;  /* $n is SQLite's parameter n: true of most */
    bool too_large; /* a bound value was; step says so */
    int index[];    /* of $n, from 1 */
};

/* errno of the last write of one of the store's files that failed, 0 if none did. */
static int file_errno(sqlite3 *db, int which)
{
    sqlite3_file *file = NULL;
    int cause = 0;
    if (sqlite3_file_control(db, "main", which, &file) == SQLITE_OK && file && file->pMethods)
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &cause);
    return cause;
}

/* A quota or a limit of file size is a full disk to whoever wants to write; SQLite knows only ENOSPC. */
static bool is_no_room(const struct driver_conn *conn, int code)
{
    if ((code & 0xff) == SQLITE_FULL)
        return true;
    if (code != SQLITE_IOERR_WRITE || !conn->db)
        return false;
    int log = file_errno(conn->db, SQLITE_FCNTL_JOURNAL_POINTER), main = file_errno(conn->db, SQLITE_FCNTL_FILE_POINTER);
    return log == EDQUOT || log == EFBIG || main == EDQUOT || main == EFBIG;
}

/* SQLite's words to the house's. */
static int fail(const struct driver_conn *conn, int code, const char *what, struct err *e)
{
    int primary = code & 0xff;
    bool no_room = is_no_room(conn, code);
    if (no_room)
        err_set(e, E_IO, "db.full", NULL);
    else if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED)
        err_set(e, E_BUSY, "db.busy", NULL);
    else if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID)
        err_set(e, E_CONFLICT, "db.duplicate", NULL);
    else if (primary == SQLITE_CONSTRAINT)
        err_set(e, E_BUG, "db.constraint", NULL);
    else if (primary == SQLITE_TOOBIG)
        err_set(e, E_LIMIT, "db.too-large", NULL);
    else if (primary == SQLITE_NOTADB)
        err_set(e, E_INPUT, "store.not-a-store", what, NULL);
    else if (primary == SQLITE_CORRUPT)
        err_set(e, E_IO, "db.corrupt", NULL);
    else if (primary == SQLITE_CANTOPEN)
        err_set(e, E_IO, "store.cannot-open", what, NULL);
    else if (primary == SQLITE_READONLY)
        err_set(e, E_IO, "db.read-only", NULL);
    else if (primary == SQLITE_AUTH)
        err_set(e, E_BUG, "db.forbidden", NULL);
    else if (primary == SQLITE_IOERR)
        err_set(e, E_IO, "db.io", NULL);
    else
        err_set(e, E_BUG, "db.bug", NULL);
    return err_detail(e, "sqlite %d (%s) in: %s", code, conn->db ? sqlite3_errmsg(conn->db) : sqlite3_errstr(code), what);
}

/* What a statement may do: rows, and nothing else. Even SQL smuggled in could neither change the tables, read another
 * file, switch off a safeguard nor touch what the journal holds. */
static int authorize(void *arg, int action, const char *a, const char *b, const char *database, const char *trigger)
{
    const struct driver_conn *conn = arg;
    (void)database;
    (void)trigger;
    if (conn->anything_goes)
        return SQLITE_OK;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_INSERT:
        return SQLITE_OK;
    case SQLITE_UPDATE: /* SQLite's own tables are asked for when FTS5 wakes up; no statement reaches them anyway */
    case SQLITE_DELETE:
        return str_eq(a, "event") ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
        return str_eq(a, "data_version") && !b ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

static int on_busy(void *arg, int tries)
{
    (void)arg;
    /* Short waits with jitter: SQLite's own steps of up to 100 ms let a queue of seats starve. */
    enum { TRY_MILLISECONDS_MAX = 12 };
    uint8_t dice;
    sqlite3_randomness(sizeof dice, &dice);
    int wait = 1 + dice % (tries < TRY_MILLISECONDS_MAX ? tries + 1 : TRY_MILLISECONDS_MAX);
    sqlite3_sleep(wait);
    return tries < BUSY_MILLISECONDS / (TRY_MILLISECONDS_MAX / 2);
}

static int run(struct driver_conn *conn, const char *sql, struct err *e)
{
    int code = sqlite3_exec(conn->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? 0 : fail(conn, code, sql, e);
}

static void sqlite_close(struct driver_conn *conn)
{
    if (!conn)
        return;
    sqlite3_stmt *own[] = {conn->begin_read, conn->begin_write, conn->commit, conn->rollback, conn->data_version};
    for (size_t i = 0; i < COUNT_OF(own); i++)
        sqlite3_finalize(own[i]);
    int code = sqlite3_close(conn->db);
    assert(code == SQLITE_OK); /* every statement was finalized */
    (void)code;
    free(conn);
}

/* A new store is readable by its owner alone; SQLite gives its side files the same mode. */
static int create_file(const char *path, struct err *e)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0) {
        int cause = errno;
        err_set(e, cause == EEXIST ? E_CONFLICT : E_IO, cause == EEXIST ? "store.exists" : "store.cannot-open", path, NULL);
        return err_detail(e, "open %s: %s", path, strerror(cause));
    }
    close(fd);
    return 0;
}

static int configure(struct driver_conn *conn, const char *path, unsigned flags, struct err *e)
{
    char text[160];
    int on = 0;
    sqlite3_extended_result_codes(conn->db, 1);
    sqlite3_busy_handler(conn->db, on_busy, NULL);
    sqlite3_limit(conn->db, SQLITE_LIMIT_LENGTH, VALUE_MAX_BYTES);
    sqlite3_limit(conn->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(conn->db, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
    sqlite3_db_config(conn->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &on);
    sqlite3_db_config(conn->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, &on);
    sqlite3_set_authorizer(conn->db, authorize, conn);
    conn->anything_goes = true;

    /* The first read of the file: here it turns out whether it is one of SQLite's at all. */
    struct driver_mark mark;
    int rc = driver_sqlite.mark(conn, &mark, e);
    if (rc && str_eq(e->msg, "store.not-a-store"))
        str_copy_cut(e->arg[0], sizeof e->arg[0], path);
    if (!rc) {
        snprintf(text, sizeof text, "PRAGMA cache_size = -%d; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;",
                 flags & DRIVER_BULK ? BULK_CACHE_KIB : SEAT_CACHE_KIB);
        rc = run(conn, text, e);
    }
    if (!rc && !conn->durable)
        rc = run(conn, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF;", e);
    if (!rc && conn->durable) {
        /* Pages are read where the system keeps them, for all seats once; a seat has copies only of what the log holds. */
        snprintf(text, sizeof text, "%s PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = %d; PRAGMA mmap_size = 1073741824;",
                 flags & DRIVER_READ_ONLY ? "PRAGMA query_only = ON;" : mark.empty ? "PRAGMA journal_mode = WAL;" : "",
                 flags & DRIVER_BULK ? BULK_CHECKPOINT_PAGES : SEAT_CHECKPOINT_PAGES);
        rc = run(conn, text, e);
    }
    conn->anything_goes = false;
    return rc;
}

/* A process has one thread and nobody asks for memory statistics: no mutexes. Pages are taken one by one, since a seat reads
 * most of them where the system keeps them. Refused, harmlessly, once SQLite runs. */
static void configure_library(void)
{
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
}

static int sqlite_open(const char *path, unsigned flags, struct driver_conn **conn_r, struct err *e)
{
    configure_library();
    struct driver_conn *conn = xcalloc(1, sizeof *conn);
    conn->durable = !(flags & DRIVER_MEMORY);
    const char *file = flags & DRIVER_MEMORY ? ":memory:" : path;
    bool created = false;
    int rc = 0;
    if (conn->durable && (flags & DRIVER_CREATE)) {
        rc = create_file(path, e);
        created = !rc;
    } else if (conn->durable && access(path, F_OK) != 0 && errno == ENOENT) {
        rc = err_set(e, E_NOTFOUND, "store.missing", path, NULL);
    }
    if (!rc) {
        /* A read-only seat still needs the WAL's shared memory: query_only, not
         * SQLITE_OPEN_READONLY. */
        int mode = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (conn->durable ? 0 : SQLITE_OPEN_CREATE);
        int code = sqlite3_open_v2(file, &conn->db, mode, NULL);
        rc = code == SQLITE_OK ? configure(conn, path, flags, e) : fail(conn, code, path, e);
    }
    if (rc) {
        sqlite_close(conn);
        if (created)
            unlink(path);
        return rc;
    }
    *conn_r = conn;
    return 0;
}

static int pragma_int(struct driver_conn *conn, const char *sql, int64_t *v_r, struct err *e)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(conn->db, sql, -1, &stmt, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(stmt);
    int rc = code == SQLITE_ROW ? 0 : fail(conn, code, sql, e);
    if (!rc)
        *v_r = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return rc;
}

static int sqlite_mark(struct driver_conn *conn, struct driver_mark *mark_r, struct err *e)
{
    bool before = conn->anything_goes;
    conn->anything_goes = true;
    int64_t tables = 0, id = 0, number = 0;
    int rc = pragma_int(conn, "SELECT count(*) FROM sqlite_schema", &tables, e);
    if (!rc)
        rc = pragma_int(conn, "PRAGMA application_id", &id, e);
    if (!rc)
        rc = pragma_int(conn, "PRAGMA user_version", &number, e);
    conn->anything_goes = before;
    if (!rc)
        *mark_r = (struct driver_mark){tables == 0 && id == 0, id == APPLICATION_ID, number};
    return rc;
}

static int sqlite_set_mark(struct driver_conn *conn, int64_t number, struct err *e)
{
    char text[100];
    snprintf(text, sizeof text, "PRAGMA application_id = %d; PRAGMA user_version = %lld;", APPLICATION_ID, (long long)number);
    return run(conn, text, e);
}

/* Steps one of the connection's own statements, prepared on first use. */
static int own_step(struct driver_conn *conn, sqlite3_stmt **stmt, const char *sql, int64_t *v_r, struct err *e)
{
    int code = SQLITE_OK;
    if (!*stmt)
        code = sqlite3_prepare_v3(conn->db, sql, -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(*stmt);
        if (code == SQLITE_ROW && v_r)
            *v_r = sqlite3_column_int64(*stmt, 0);
    }
    int rc = code == SQLITE_DONE || code == SQLITE_ROW ? 0 : fail(conn, code, sql, e);
    sqlite3_reset(*stmt);
    return rc;
}

static int sqlite_begin(struct driver_conn *conn, enum driver_tx tx, struct err *e)
{
    int rc = tx == DRIVER_READ ? own_step(conn, &conn->begin_read, "BEGIN", NULL, e)
                               : own_step(conn, &conn->begin_write, "BEGIN IMMEDIATE", NULL, e);
    if (!rc)
        conn->anything_goes = tx == DRIVER_SCHEMA;
    return rc;
}

static int sqlite_commit(struct driver_conn *conn, struct err *e)
{
    int rc = own_step(conn, &conn->commit, "COMMIT", NULL, e);
    if (!rc)
        conn->anything_goes = false;
    return rc;
}

static void sqlite_rollback(struct driver_conn *conn)
{
    struct err ignored;
    conn->anything_goes = false;
    /* After some failures SQLite has already rolled back by itself. */
    if (!sqlite3_get_autocommit(conn->db))
        (void)own_step(conn, &conn->rollback, "ROLLBACK", NULL, &ignored);
}

static int sqlite_exec_script(struct driver_conn *conn, const char *sql, struct err *e)
{
    assert(conn->anything_goes);
    return run(conn, sql, e);
}

static int sqlite_prepare(struct driver_conn *conn, const char *sql, int n_params, struct driver_stmt **stmt_r, struct err *e)
{
    sqlite3_stmt *handle = NULL;
    int code = sqlite3_prepare_v3(conn->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
    if (code != SQLITE_OK)
        return fail(conn, code, sql, e);
    struct driver_stmt *stmt = xcalloc(1, sizeof *stmt + ((size_t)n_params + 1) * sizeof stmt->index[0]);
    stmt->conn = conn;
    stmt->handle = handle;
    stmt->n = n_params;
    stmt->in_order = true;
    for (int i = 1; i <= n_params; i++) {
        /* To SQLite $n is a name; it numbers names as they appear. */
        char name[16];
        snprintf(name, sizeof name, "$%d", i);
        stmt->index[i] = sqlite3_bind_parameter_index(handle, name);
        if (stmt->index[i] != i)
            stmt->in_order = false;
    }
    *stmt_r = stmt;
    return 0;
}

static void sqlite_finalize(struct driver_stmt *stmt)
{
    if (!stmt)
        return;
    sqlite3_finalize(stmt->handle);
    free(stmt);
}

static bool sqlite_is_read_only(const struct driver_stmt *stmt)
{
    return sqlite3_stmt_readonly(stmt->handle);
}

static int index_of(const struct driver_stmt *stmt, int n)
{
    assert(n >= 1 && n <= stmt->n);
    return stmt->in_order ? n : stmt->index[n];
}

static void bound(struct driver_stmt *stmt, int code)
{
    assert(code == SQLITE_OK || code == SQLITE_TOOBIG);
    if (code == SQLITE_TOOBIG)
        stmt->too_large = true;
}

static void sqlite_bind_null(struct driver_stmt *stmt, int n)
{
    bound(stmt, sqlite3_bind_null(stmt->handle, index_of(stmt, n)));
}

static void sqlite_bind_int(struct driver_stmt *stmt, int n, int64_t v)
{
    bound(stmt, sqlite3_bind_int64(stmt->handle, index_of(stmt, n), v));
}

static void sqlite_bind_text(struct driver_stmt *stmt, int n, const char *s, size_t size, bool copy)
{
    bound(stmt, sqlite3_bind_text64(stmt->handle, index_of(stmt, n), s, size, copy ? SQLITE_TRANSIENT : SQLITE_STATIC,
                                    SQLITE_UTF8));
}

static void sqlite_bind_blob(struct driver_stmt *stmt, int n, const void *p, size_t size)
{
    bound(stmt, sqlite3_bind_blob64(stmt->handle, index_of(stmt, n), size ? p : "", size, SQLITE_STATIC));
}

static int sqlite_step(struct driver_stmt *stmt, struct err *e)
{
    if (stmt->too_large)
        return fail(stmt->conn, SQLITE_TOOBIG, sqlite3_sql(stmt->handle), e);
    int code = sqlite3_step(stmt->handle);
    if (code == SQLITE_ROW)
        return 1;
    return code == SQLITE_DONE ? 0 : fail(stmt->conn, code, sqlite3_sql(stmt->handle), e);
}

static void sqlite_reset(struct driver_stmt *stmt)
{
    sqlite3_reset(stmt->handle);
    sqlite3_clear_bindings(stmt->handle);
    stmt->too_large = false;
}

static bool sqlite_column_is_null(struct driver_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt->handle, column) == SQLITE_NULL;
}

static int64_t sqlite_column_int(struct driver_stmt *stmt, int column)
{
    return sqlite3_column_int64(stmt->handle, column);
}

static const char *sqlite_column_text(struct driver_stmt *stmt, int column, size_t *size_r)
{
    const char *s = (const char *)sqlite3_column_text(stmt->handle, column);
    *size_r = s ? (size_t)sqlite3_column_bytes(stmt->handle, column) : 0;
    return s ? s : "";
}

static const void *sqlite_column_blob(struct driver_stmt *stmt, int column, size_t *size_r)
{
    const void *p = sqlite3_column_blob(stmt->handle, column);
    *size_r = p ? (size_t)sqlite3_column_bytes(stmt->handle, column) : 0;
    return p ? p : "";
}

static int sqlite_column_count(struct driver_stmt *stmt)
{
    return sqlite3_column_count(stmt->handle);
}

static const char *sqlite_column_name(struct driver_stmt *stmt, int column)
{
    return sqlite3_column_name(stmt->handle, column);
}

static int64_t sqlite_changes(struct driver_conn *conn)
{
    return sqlite3_changes64(conn->db);
}

static int sqlite_change_counter(struct driver_conn *conn, int64_t *counter_r, struct err *e)
{
    return own_step(conn, &conn->data_version, "PRAGMA data_version", counter_r, e);
}

/* One step copies all pages under one read lock, which in WAL mode keeps no writer waiting. */
static void sqlite_discard(const char *path)
{
    static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        AUTO(arena) struct arena a = {0};
        unlink(arena_printf(&a, "%s%s", path, endings[i]));
    }
}

static int sqlite_backup(struct driver_conn *conn, const char *path, struct err *e)
{
    int rc = create_file(path, e);
    if (rc)
        return rc;
    struct driver_conn to = {0};
    int code = sqlite3_open_v2(path, &to.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(to.db, 1);
        sqlite3_backup *copy = sqlite3_backup_init(to.db, "main", conn->db, "main");
        if (copy) {
            code = sqlite3_backup_step(copy, -1);
            int finished = sqlite3_backup_finish(copy);
            if (code == SQLITE_DONE)
                code = finished;
        } else {
            code = sqlite3_extended_errcode(to.db);
        }
    }
    rc = code == SQLITE_OK ? 0 : fail(&to, code, path, e);
    sqlite3_close(to.db);
    if (rc)
        sqlite_discard(path);
    return rc;
}

static int sqlite_limit_bytes(struct driver_conn *conn, int64_t bytes, struct err *e)
{
    int64_t page_size = 0;
    conn->anything_goes = true;
    int rc = pragma_int(conn, "PRAGMA page_size", &page_size, e);
    if (!rc) {
        char text[80];
        snprintf(text, sizeof text, "PRAGMA max_page_count = %lld", (long long)(bytes / page_size));
        rc = run(conn, text, e);
    }
    conn->anything_goes = false;
    return rc;
}

/* Leaving the write-ahead log needs a store that nobody else has open; writers wait from then on. */
static int sqlite_keep_alone(struct driver_conn *conn, bool alone, struct err *e)
{
    conn->anything_goes = true;
    int rc = run(conn, alone ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL", e);
    conn->anything_goes = false;
    return rc == E_BUSY ? err_set(e, E_BUSY, "store.in-use", NULL) : rc;
}

static void sqlite_shrink(struct driver_conn *conn)
{
    sqlite3_db_release_memory(conn->db);
}

/* Tokens of two characters of folded text, cut by db/search.c: only white space divides them. The text itself stands in
 * search_text, so the index keeps none, nor positions nor lengths. What one transaction adds is gathered in memory up to
 * hashsize bytes: large transactions then make few pieces to be merged. */
#define SEARCH_INDEX                                                                                     \
    "CREATE VIRTUAL TABLE search_index USING fts5(tokens, content='', detail=none, columnsize=0, "       \
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co Cn'\");"                      \
    "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 16777216);"

static const struct driver_token tokens[] = {
    {"@ID@", "INTEGER PRIMARY KEY"},
    {"@INT@", "INTEGER"},
    {"@TEXT@", "TEXT"},
    {"@BLOB@", "BLOB"},
    {"@END@", "STRICT"},
    {"@KEYED@", "STRICT, WITHOUT ROWID"}, /* rows live in the key's tree: small rows found by a key of several parts */
    {"@APPEND_ONLY_EVENT@",
     "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;\n"
     "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;"},
    {"@SEARCH_INDEX@", SEARCH_INDEX},
    {NULL, NULL},
};

const struct driver driver_sqlite = {
    .name = "sqlite",
    .tokens = tokens,
    .open = sqlite_open,
    .close = sqlite_close,
    .mark = sqlite_mark,
    .set_mark = sqlite_set_mark,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .exec_script = sqlite_exec_script,
    .prepare = sqlite_prepare,
    .finalize = sqlite_finalize,
    .is_read_only = sqlite_is_read_only,
    .bind_null = sqlite_bind_null,
    .bind_int = sqlite_bind_int,
    .bind_text = sqlite_bind_text,
    .bind_blob = sqlite_bind_blob,
    .step = sqlite_step,
    .reset = sqlite_reset,
    .column_is_null = sqlite_column_is_null,
    .column_int = sqlite_column_int,
    .column_text = sqlite_column_text,
    .column_blob = sqlite_column_blob,
    .column_count = sqlite_column_count,
    .column_name = sqlite_column_name,
    .changes = sqlite_changes,
    .change_counter = sqlite_change_counter,
    .backup = sqlite_backup,
    .discard = sqlite_discard,
    .keep_alone = sqlite_keep_alone,
    .limit_bytes = sqlite_limit_bytes,
    .shrink = sqlite_shrink,
};
