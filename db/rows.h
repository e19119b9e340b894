/* Records to rows and back, for every record type alike. Column n of a statement that answers records is field n; columns
 * behind them are the statement's own.
 *
 * Ids: rows_next_id gives the next id of a table; the counter in table `counter` moves, in the same transaction, to the
 * highest id that was put, so replaying the same puts gives the same counters.
 *
 * Errors: those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_ROWS_H
#define SHINSA_DB_ROWS_H

#include "core/model/record.h"
#include "db/db.h"

/* Inserts the record, or replaces the one with its key. E_CONFLICT "db.duplicate" (a unique column), E_BUG
 * "db.constraint" with the table in the detail (a reference to nothing). */
int rows_put(struct db *db, const struct record_type *type, const void *record, struct err *e) WARN_UNUSED;
/* Deletes the row of the record's key; no such row is no error. Retention only: what happened stays as a state. */
int rows_remove(struct db *db, const struct record_type *type, const void *record, struct err *e) WARN_UNUSED;
/* Reads the row of the key that stands in *record into *record. E_NOTFOUND "db.no-row". */
int rows_get(struct db *db, const struct record_type *type, void *record, struct arena *a, struct err *e) WARN_UNUSED;
int rows_get_id(struct db *db, const struct record_type *type, int64_t id, void *record_r, struct arena *a, struct err *e) WARN_UNUSED;
/* Compares record.version with the stored one (0: not stored yet) and adds one to it. E_CONFLICT "db.changed".
 * Types without a version pass. */
int rows_raise_version(struct db *db, const struct record_type *type, void *record, struct err *e) WARN_UNUSED;
int rows_next_id(struct db *db, const struct record_type *type, int64_t *id_r, struct err *e) WARN_UNUSED;

/* Current row of a statement into a record; texts in the arena. */
void rows_read(struct stmt *s, const struct record_type *type, void *record_r, struct arena *a);
/* First row and reset. E_NOTFOUND "db.no-row". */
int rows_one(struct stmt *s, const struct record_type *type, void *record_r, struct arena *a, struct err *e) WARN_UNUSED;

/* All rows a statement answers, as an array in the arena: struct fee *fee = rows.at. */
struct rows {
    void *at;
    size_t n;
};
int rows_all(struct stmt *s, const struct record_type *type, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;

/* At most `limit` records after the key in *after (NULL: from the start), in key order: for tools that walk a table. */
int rows_page(struct db *db, const struct record_type *type, const void *after, int64_t limit, struct arena *a, struct rows *rows_r,
              struct err *e) WARN_UNUSED;

/* All records in key order, one at a time by stmt_next, for rows_values. */
struct stmt *rows_walk(struct db *db, const struct record_type *type);
/* Current row of a statement, as it stands there (values[RECORD_FIELDS_MAX], borrowed until the next step). */
void rows_values(struct stmt *s, const struct record_type *type, struct record_value *values_r);

#endif
