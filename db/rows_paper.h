/* Bytes of papers: content-addressed, written once, outside the journal (the event names the hash). */
#ifndef SHINSA_DB_ROWS_PAPER_H
#define SHINSA_DB_ROWS_PAPER_H

#include "core/base/buf.h"
#include "db/db.h"

/* Stores bytes under their SHA-256 (hexadecimal); the same bytes twice are stored once. */
int rows_blob_put(struct db *db, const char *hash, const void *p, size_t n, struct err *e) WARN_UNUSED;
/* Appends the bytes to out. E_NOTFOUND "paper.no-bytes", E_LIMIT "paper.too-large" when they do not fit. */
int rows_blob_get(struct db *db, const char *hash, struct buf *out, struct err *e) WARN_UNUSED;

#endif
