#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "config.h"
#include "core/base/buf.h"
#include "core/base/sha256.h"
#include "core/base/str.h"
#include "db/db_internal.h"
#include "db/derive.h"

static const struct migration {
    int64_t number;
    const char *name, *tables, *indexes;
} migrations[] = {
#define MIGRATION(number_, name_, tables_, indexes_) {number_, name_, tables_, indexes_},
#define PLAN(driver_, sql_)
#include "db/migrate.inc"
#undef MIGRATION
#undef PLAN
};

/* What each database's planner is told; run after the migrations. */
static const struct plan {
    const char *driver, *sql;
} plans[] = {
#define MIGRATION(number_, name_, tables_, indexes_)
#define PLAN(driver_, sql_) {driver_, sql_},
#include "db/migrate.inc"
};

enum { SCRIPT_MAX_BYTES = 1 << 20, NUMBER_TEXT_BYTES = 24 };

int64_t db_version_needed(void)
{
    return migrations[COUNT_OF(migrations) - 1].number;
}

static const char *number_text(int64_t number, char to[NUMBER_TEXT_BYTES])
{
    snprintf(to, NUMBER_TEXT_BYTES, "%" PRId64, number);
    return to;
}

static int check(const struct driver_mark *mark, const char *path, bool may_be_old, struct err *e)
{
    char have[NUMBER_TEXT_BYTES], need[NUMBER_TEXT_BYTES];
    number_text(mark->number, have);
    number_text(db_version_needed(), need);
    if (!mark->is_store)
        return err_set(e, E_INPUT, "store.not-a-store", path, NULL);
    if (mark->number > db_version_needed())
        return err_set(e, E_VERSION, "store.new", path, have, need, NULL);
    if (mark->number < db_version_needed() && !may_be_old)
        return err_set(e, E_VERSION, "store.old", path, have, need, NULL);
    return 0;
}

int migrate_check(const struct driver_mark *mark, const char *path, struct err *e)
{
    return check(mark, path, false, e);
}

static const struct driver_token *token_at(const struct driver *driver, const char *s)
{
    for (const struct driver_token *token = driver->tokens; token->token; token++)
        if (str_starts(s, token->token))
            return token;
    return NULL;
}

/* The text in this database's words. */
static int script(struct db *db, const char *sql, struct err *e)
{
    AUTO(buf) struct buf to = BUF(SCRIPT_MAX_BYTES);
    while (*sql) {
        const struct driver_token *token = *sql == '@' ? token_at(db->driver, sql) : NULL;
        if (token) {
            buf_add_str(&to, token->text);
            sql += strlen(token->token);
        } else {
            buf_add_char(&to, *sql++);
        }
    }
    assert(!to.full);
    return db_script(db, buf_str(&to), e);
}

static struct sha256 hash_of(const struct migration *m)
{
    const struct sha256_piece pieces[] = {{m->tables, strlen(m->tables)}, {m->indexes, strlen(m->indexes)}, {NULL, 0}};
    return sha256_of_pieces(pieces);
}

static int note(struct db *db, const struct migration *m, instant_us now, struct err *e)
{
    char hex[SHA256_HEX_BYTES];
    struct sha256 hash = hash_of(m);
    struct stmt *s = db_stmt(db, STMT_schema_migration_add);
    stmt_int(s, 1, m->number);
    stmt_text(s, 2, m->name);
    stmt_text(s, 3, sha256_hex(&hash, hex));
    stmt_instant(s, 4, now);
    stmt_text(s, 5, PACKAGE_STRING);
    return stmt_run(s, NULL, e);
}

/* A migration that was applied must be the one this program knows under that number. */
static int check_applied(struct db *db, const struct migration *m, struct err *e)
{
    char hex[SHA256_HEX_BYTES];
    struct sha256 hash = hash_of(m);
    AUTO(arena) struct arena a = {0};
    struct stmt *s = db_stmt(db, STMT_schema_migration_hash);
    stmt_int(s, 1, m->number);
    int rc = stmt_next(s, e);
    if (rc < 0)
        return rc;
    bool same = rc && str_eq(stmt_get_text(s, 0, &a), sha256_hex(&hash, hex));
    stmt_reset(s);
    return same ? 0 : err_set(e, E_VERSION, "store.changed", db->path, m->name, NULL);
}

static int check_all_applied(struct db *db, void *unused, struct err *e)
{
    (void)unused;
    int rc = 0;
    for (size_t i = 0; !rc && i < COUNT_OF(migrations); i++)
        rc = check_applied(db, &migrations[i], e);
    return rc;
}

int migrate_apply(struct db *db, void *arg, struct err *e)
{
    struct migrate_run *run = arg;
    struct driver_mark mark;
    int rc = db->driver->mark(db->conn, &mark, e);
    if (!rc && !mark.empty)
        rc = check(&mark, db->path, true, e);
    for (size_t i = 0; !rc && i < COUNT_OF(migrations); i++) {
        const struct migration *m = &migrations[i];
        if (m->number <= mark.number) {
            rc = check_applied(db, m, e);
            continue;
        }
        rc = script(db, m->tables, e);
        if (!rc)
            rc = script(db, m->indexes, e);
        if (!rc)
            rc = note(db, m, run->now, e);
        run->n_applied++;
    }
    /* What is derived is not carried over but made again, in the same transaction. */
    if (!rc && !mark.empty && run->n_applied)
        rc = derive_all(db, NULL, e);
    for (size_t i = 0; !rc && i < COUNT_OF(plans); i++)
        if (str_eq(plans[i].driver, db->driver->name))
            rc = script(db, plans[i].sql, e);
    return rc ? rc : db->driver->set_mark(db->conn, db_version_needed(), e);
}

/* Alone with the store: a copy first, then all that is missing in one transaction. */
static int migrate_alone(struct db *db, const char *backup_path, struct migrate_run *run, struct err *e)
{
    int rc = db->driver->keep_alone(db->conn, true, e);
    if (rc)
        return rc;
    rc = db_backup(db, backup_path, e);
    if (!rc)
        rc = db_schema_change(db, migrate_apply, run, e);
    struct err ignored;
    int back = db->driver->keep_alone(db->conn, false, rc ? &ignored : e);
    return rc ? rc : back;
}

int db_migrate(const char *path, const char *backup_path, instant_us now, int *n_r, struct err *e)
{
    struct db *db;
    int rc = db_open(path, DB_ANY_VERSION | DB_BULK, &db, e); /* all that is derived is made again */
    if (rc)
        return rc;
    struct driver_mark mark;
    struct migrate_run run = {.now = now};
    rc = db->driver->mark(db->conn, &mark, e);
    if (!rc)
        rc = check(&mark, path, true, e);
    if (!rc && mark.number < db_version_needed())
        rc = migrate_alone(db, backup_path, &run, e);
    else if (!rc)
        rc = db_read(db, check_all_applied, NULL, e);
    if (!rc)
        *n_r = run.n_applied;
    db_close(db);
    return rc;
}
