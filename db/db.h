/* The store: opening, transactions, statements. What rows mean is rows.h's business, what a verb writes journal.h's.
 *
 * SQL is the interface, and all of it lives in the files of db/sql/. To add a statement:
 *   1. write it in db/sql/NOUN.sql under `-- name: case_row :one` (:one, :many or :exec), with $1 to $n, explicit
 *      columns (`@case_file@` stands for all columns of a record, `@case_file c@` for the same with an alias), an ORDER BY
 *      with NULLS LAST and a LIMIT where there may be many rows;
 *   2. write the function that binds and reads it in db/rows_NOUN.c, beside its declaration in db/rows_NOUN.h:
 *          struct stmt *s = db_stmt(db, STMT_case_row);
 *          stmt_int(s, 1, id);
 *          return rows_one(s, &case_file_type, c_r, a, e);
 * tests/unit/test_db_stmt.c then prepares it, compares its kind and refuses a full scan it does not list. A statement is
 * never put together at run time; an optional condition is (CAST($2 AS TEXT) IS NULL OR x = $2), with
 * stmt_text_or_null.
 *
 * Every statement runs inside db_read or db_write, there is no other way. A transaction holds no lock while a person
 * thinks: functions passed to db_read and db_write never wait for anything.
 *
 * Errors of the store, which every function that reads or writes may give and no header says again: E_BUSY "db.busy"
 * (a lock), E_IO (the disk: "db.full", "db.io", "db.corrupt"), E_LIMIT "db.too-large", and E_CONFLICT "db.duplicate"
 * where a row is put. */
#ifndef SHINSA_DB_DB_H
#define SHINSA_DB_DB_H

#include "core/base/date.h"
#include "core/base/err.h"
#include "core/base/mem.h"
#include "core/base/str.h"

struct db;
struct stmt;

enum db_open_flag {
    DB_READ_ONLY = 1 << 0,
    DB_BULK = 1 << 1,       /* loading: a large cache and few checkpoints */
    DB_ANY_VERSION = 1 << 2 /* migrate and diagnose only */
};

#define DB_MEMORY_URL ":memory:" /* fresh, gone on close: tests, worked examples */

/* Opens a store. The special name gives a fresh one with all tables. E_NOTFOUND "store.missing", E_INPUT
 * "store.not-a-store", E_VERSION "store.old" (run shinsa migrate) or "store.new" (made by a newer program), E_BUSY, E_IO. */
int db_open(const char *url, unsigned flags, struct db **db_r, struct err *e) WARN_UNUSED;
/* Makes a new store, readable by its owner only. E_CONFLICT "store.exists". */
int db_create(const char *path, instant_us now, unsigned flags, struct db **db_r, struct err *e) WARN_UNUSED;
void db_close(struct db *db); /* NULL is allowed */
const char *db_path(const struct db *db);

/* A piece of work on one snapshot. arg is the caller's; rc other than 0 undoes it and is handed up (a positive one is the
 * caller's own word and needs no err). */
typedef int db_fn(struct db *db, void *arg, struct err *e);

/* Runs fn on one snapshot of the store. It can only read. */
int db_read(struct db *db, db_fn *fn, void *arg, struct err *e) WARN_UNUSED;
/* Runs fn as the only writer; all of it is durable on return, or nothing is stored. fn runs again (DB_TRIES_MAX in all)
 * when the database asks for it, so it must change nothing but rows. E_BUSY "db.busy" after the last try, E_IO "db.full",
 * whatever fn returns. Transactions do not nest (asserted), and a db_read never grows into a write (asserted). */
int db_write(struct db *db, db_fn *fn, void *arg, struct err *e) WARN_UNUSED;
enum { DB_TRIES_MAX = 4 };
bool db_in_write(const struct db *db);

/* True from the moment the disk refused a write until one succeeds again: reading goes on, screens show a banner. */
bool db_is_read_only(const struct db *db);
/* Bounds the store's size; what would grow beyond it fails with E_IO "db.full" and changes nothing. */
int db_limit_bytes(struct db *db, int64_t bytes, struct err *e) WARN_UNUSED;
/* Gives back memory while nobody types, outside any transaction; statements are prepared again when next used. */
void db_shrink(struct db *db);
/* Copies the store as it is now into a new file (owner-readable, durable on return); writers are not kept waiting.
 * E_CONFLICT "store.exists", E_IO. On failure there is no file. */
int db_backup(struct db *db, const char *path, struct err *e) WARN_UNUSED;
/* A number that changes when another connection commits; cheap. */
int db_change_counter(struct db *db, int64_t *counter_r, struct err *e) WARN_UNUSED;

/* Brings a store to this program's version, after copying it to backup_path. n_r: migrations applied; with 0 there is no
 * backup. E_VERSION "store.new", "store.changed" (a released migration differs), E_BUSY "store.in-use" while any
 * seat has it open. */
int db_migrate(const char *path, const char *backup_path, instant_us now, int *n_r, struct err *e) WARN_UNUSED;
int64_t db_version_needed(void);

enum stmt_kind { STMT_ONE, STMT_MANY, STMT_EXEC };

enum stmt_id {
#define STMT(name_, kind_, n_params_, sql_) STMT_##name_,
#define RECORD_STMTS(type_)
#define RECORD_STMTS_VERSIONED(type_)
#include "db/stmt.inc"
#undef STMT
#undef RECORD_STMTS
#undef RECORD_STMTS_VERSIONED
    STMT_COUNT
};

/* The statement, ready to be bound; prepared once a connection. It stays in use until stmt_next says 0, stmt_run returns,
 * stmt_reset is called or the transaction ends; taking it again before that is a bug (asserted). A failure to prepare
 * shows at the first step. */
struct stmt *db_stmt(struct db *db, enum stmt_id id);
/* n from 1. Texts and bytes are borrowed until the statement is reset. */
void stmt_int(struct stmt *s, int n, int64_t v);
void stmt_id_or_null(struct stmt *s, int n, int64_t id);           /* 0: NULL */
void stmt_text(struct stmt *s, int n, const char *text);           /* never NULL */
void stmt_text_or_null(struct stmt *s, int n, const char *text);   /* NULL or "": NULL, for optional conditions */
void stmt_bytes(struct stmt *s, int n, const void *p, size_t size);
void stmt_date(struct stmt *s, int n, struct date d);              /* DATE_NONE: NULL */
void stmt_instant(struct stmt *s, int n, instant_us at);           /* 0: NULL */
/* 1: a row; 0: no more (and reset); negative: failed (and reset). */
int stmt_next(struct stmt *s, struct err *e) WARN_UNUSED;
/* Runs it to its end; rows it returns are dropped. n_changed_r may be NULL. */
int stmt_run(struct stmt *s, int64_t *n_changed_r, struct err *e) WARN_UNUSED;
/* First column of the first row as a number, `otherwise` without a row. */
int stmt_get_one_int(struct stmt *s, int64_t otherwise, int64_t *v_r, struct err *e) WARN_UNUSED;
void stmt_reset(struct stmt *s);

/* column from 0. Texts are copied into the arena, valid UTF-8, never NULL. */
bool stmt_is_null(struct stmt *s, int column);
int64_t stmt_get_int(struct stmt *s, int column);
const char *stmt_get_text(struct stmt *s, int column, struct arena *a);
const void *stmt_get_bytes(struct stmt *s, int column, size_t *n_r); /* borrowed until the next step */
struct str stmt_get_span(struct stmt *s, int column); /* a text as it stands there, unchecked; borrowed until the next step */
struct date stmt_get_date(struct stmt *s, int column);
instant_us stmt_get_instant(struct stmt *s, int column);

/* For tests and tools: what the catalogue says of a statement. */
const char *stmt_name(enum stmt_id id);
const char *stmt_sql(enum stmt_id id);
enum stmt_kind stmt_kind_of(enum stmt_id id);

#endif
