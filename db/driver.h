/* What a database must do for db.c: one table of functions a database. Nothing above db.c sees it, and nothing in it
 * knows a table. SQL is the common subset of SQLite and PostgreSQL; parameters are $1 to $n.
 *
 * Errors of every driver are the same few: E_BUSY "db.busy" (run the transaction again), E_CONFLICT "db.duplicate",
 * E_LIMIT "db.too-large", E_IO "db.full" "db.io" "db.corrupt" "db.read-only" "store.cannot-open", E_INPUT
 * "store.not-a-store", E_BUG "db.constraint" "db.forbidden" "db.bug". The detail holds the database's own words. */
#ifndef SHINSA_DB_DRIVER_H
#define SHINSA_DB_DRIVER_H

#include "core/base/err.h"

struct driver_conn;
struct driver_stmt;

/* DRIVER_SCHEMA is a write that may also change tables and anything else: migrations only. */
enum driver_tx { DRIVER_READ, DRIVER_WRITE, DRIVER_SCHEMA };

enum driver_open_flag {
    DRIVER_CREATE = 1 << 0,    /* make it; E_CONFLICT "store.exists" if something is there */
    DRIVER_READ_ONLY = 1 << 1,
    DRIVER_BULK = 1 << 2,      /* large cache, few checkpoints: loading */
    DRIVER_MEMORY = 1 << 3     /* no name, gone with the connection */
};

/* A word of db/migrate/NNNN_name.sql between at signs and what this database says for it. */
struct driver_token {
    const char *token, *text;
};

/* The store's mark in the file, so that it can be told before any table is read. */
struct driver_mark {
    bool empty;     /* nothing in it at all */
    bool is_store;
    int64_t number; /* of the last migration */
};

struct driver {
    const char *name;
    const struct driver_token *tokens; /* ends with a NULL token */

    int (*open)(const char *path, unsigned flags, struct driver_conn **conn_r, struct err *e);
    void (*close)(struct driver_conn *conn);
    int (*mark)(struct driver_conn *conn, struct driver_mark *mark_r, struct err *e);
    int (*set_mark)(struct driver_conn *conn, int64_t number, struct err *e); /* inside DRIVER_SCHEMA */

    int (*begin)(struct driver_conn *conn, enum driver_tx tx, struct err *e);
    int (*commit)(struct driver_conn *conn, struct err *e);
    void (*rollback)(struct driver_conn *conn);
    int (*exec_script)(struct driver_conn *conn, const char *sql, struct err *e); /* inside DRIVER_SCHEMA */

    int (*prepare)(struct driver_conn *conn, const char *sql, int n_params, struct driver_stmt **stmt_r, struct err *e);
    void (*finalize)(struct driver_stmt *stmt); /* NULL is allowed */
    bool (*is_read_only)(const struct driver_stmt *stmt);
    /* n from 1. Bytes are borrowed until reset, unless `copy`. */
    void (*bind_null)(struct driver_stmt *stmt, int n);
    void (*bind_int)(struct driver_stmt *stmt, int n, int64_t v);
    void (*bind_text)(struct driver_stmt *stmt, int n, const char *s, size_t size, bool copy);
    void (*bind_blob)(struct driver_stmt *stmt, int n, const void *p, size_t size);
    int (*step)(struct driver_stmt *stmt, struct err *e); /* 1: a row, 0: done */
    void (*reset)(struct driver_stmt *stmt);              /* and forgets what was bound */
    /* column from 0; what they point to is borrowed until the next step or reset */
    bool (*column_is_null)(struct driver_stmt *stmt, int column);
    int64_t (*column_int)(struct driver_stmt *stmt, int column);
    const char *(*column_text)(struct driver_stmt *stmt, int column, size_t *size_r); /* never NULL */
    const void *(*column_blob)(struct driver_stmt *stmt, int column, size_t *size_r);
    int (*column_count)(struct driver_stmt *stmt);
    const char *(*column_name)(struct driver_stmt *stmt, int column);
    int64_t (*changes)(struct driver_conn *conn); /* rows of the last writing statement */

    /* A number that changes when another connection commits. */
    int (*change_counter)(struct driver_conn *conn, int64_t *counter_r, struct err *e);
    /* Copies the store as it is now into a new file, durable on return. E_CONFLICT "store.exists". */
    int (*backup)(struct driver_conn *conn, const char *path, struct err *e);
    /* Takes away a store that could not be made to its end, with all files that belong to it. */
    void (*discard)(const char *path);
    /* Keeps others out while the store is made over, or (false) lets them in again. E_BUSY "store.in-use". */
    int (*keep_alone)(struct driver_conn *conn, bool alone, struct err *e);
    /* Bounds the store's size; writing beyond it is E_IO "db.full". */
    int (*limit_bytes)(struct driver_conn *conn, int64_t bytes, struct err *e);
    /* Gives back memory that an idle seat does not need. */
    void (*shrink)(struct driver_conn *conn);
};

extern const struct driver driver_sqlite;

#endif
