/* The bytes of attachments, which are named by their SHA-256 and never change. Errors: those of the store (db.h),
 * and what a function says. */
#ifndef SHINSA_DB_ROWS_PAPER_H
#define SHINSA_DB_ROWS_PAPER_H

#include "core/base/buf.h"
#include "core/base/sha256.h"
#include "core/model/paper.h"
#include "db/rows.h"

enum { BLOB_MAX_BYTES = 32 << 20 };
/* Stores bytes under their hash; storing them again is no error. E_LIMIT "db.too-large". */
int blob_put(struct db *db, const void *p, size_t n, char hash_r[SHA256_HEX_BYTES], struct err *e) WARN_UNUSED;
/* Appends the bytes. E_NOTFOUND "db.no-row", E_IO "db.corrupt" when they are not those of the hash, E_LIMIT "db.too-large". */
int blob_get(struct db *db, const char *hash, struct buf *out, struct err *e) WARN_UNUSED;

/* Received with the certificate's other cases than this one and gone back to the applicant on a day or later. */
int rows_filed_gone(struct db *db, int64_t certificate_id, int64_t case_id, struct date since, struct arena *a, struct rows *rows_r,
                    struct err *e) WARN_UNUSED;

#endif
