/* Inside of struct db, for the files of db/ and their tests only. Errors: those of the store (db.h), and what a
 * function says. */
#ifndef SHINSA_DB_DB_INTERNAL_H
#define SHINSA_DB_DB_INTERNAL_H

#include "core/model/record.h"
#include "db/db.h"
#include "db/driver.h"

enum db_tx { DB_TX_NONE, DB_TX_READ, DB_TX_WRITE };

struct stmt {
    struct db *db;
    struct driver_stmt *handle; /* NULL until first used */
    struct stmt *next_in_use;
    enum stmt_id id;
    bool in_use;
    int rc; /* of preparing; the reason stands in db->stmt_err */
};

/* Ids given and written in this transaction, one a record type. */
struct row_ids {
    int64_t stored; /* counter's value */
    int64_t given;  /* highest one handed out, at least stored */
    int64_t put;    /* highest one written */
    bool loaded;
};
enum { ROW_TYPES_MAX = 40 };

/* A change of the search index that waits for the end of the transaction (derive_flush says why). */
struct index_change {
    enum stmt_id statement;
    size_t turn; /* among the changes of the transaction */
    int64_t row;
    const char *tokens;
};
struct index_changes {
    struct arena a;
    LIST(struct index_change) change;
};

struct db {
    const struct driver *driver;
    struct driver_conn *conn;
    char *path;
    enum db_tx tx;
    bool full;
    struct stmt *in_use;
    struct row_ids ids[ROW_TYPES_MAX];
    struct index_changes index;
    struct err stmt_err;
    struct stmt stmt[STMT_COUNT];
};

/* Runs fn in a transaction that may do anything, DDL included. Not retried. */
int db_schema_change(struct db *db, db_fn *fn, void *arg, struct err *e) WARN_UNUSED;
int db_script(struct db *db, const char *sql, struct err *e) WARN_UNUSED; /* inside it */

/* Applies the missing migrations inside db_schema_change. now 0: not noted. */
struct migrate_run {
    instant_us now;
    int n_applied;
};
int migrate_apply(struct db *db, void *run, struct err *e) WARN_UNUSED;
/* Refuses a store that this program may not touch. */
int migrate_check(const struct driver_mark *mark, const char *path, struct err *e) WARN_UNUSED;

/* Writes the counters of ids put in this transaction; called before COMMIT. */
int rows_flush_ids(struct db *db, struct err *e) WARN_UNUSED;

/* Carries out the changes of the search index that wait; called before COMMIT. */
int derive_flush(struct db *db, struct err *e) WARN_UNUSED;
void derive_forget(struct db *db); /* drops them: the transaction is over */

#endif
