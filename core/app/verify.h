/* Proof of a store: the journal's chain is whole, its personal values are those of their digests, and the rows are what
 * the events say, every field of every row, by replaying all of them (row_match.h); attachments are the bytes of their
 * names. Memory is bounded; what does not fit goes to a temporary file in $TMPDIR, else /var/tmp, some 40 bytes a change
 * and a row, without any content. Other seats go on working meanwhile. */
#ifndef SHINSA_APP_VERIFY_H
#define SHINSA_APP_VERIFY_H

#include "core/base/sha256.h"
#include "db/db.h"

typedef void verify_progress_fn(void *arg, int64_t events_done, int64_t events_in_all);

struct verify_result {
    bool sound;
    int64_t n_events, n_rows, n_erased, n_blobs;
    struct sha256 tip;     /* hash of the last event: noted elsewhere, it proves all before it */
    struct err difference; /* the first one found, in words; when not sound */
};

/* rc 0 whether sound or not; other codes: it could not be examined (E_IO, E_BUSY; "verify.scratch" without room for the
 * temporary file). progress may be NULL. */
int verify_store(struct db *db, verify_progress_fn *progress, void *arg, struct verify_result *result_r, struct err *e) WARN_UNUSED;
/* The same; for tests, which have no long journals: of more than alone_max events, a process of its own walks the
 * first half. Errors as of verify_store, E_IO "verify.helper" when the other process cannot be started. */
int verify_store_alone(struct db *db, int64_t alone_max, verify_progress_fn *progress, void *arg, struct verify_result *result_r,
                       struct err *e) WARN_UNUSED;

/* Compares all records of two stores, and the tips of their journals. E_CONFLICT with the first difference in words. */
int verify_same(struct db *a, struct db *b, int64_t *n_rows_r, struct err *e) WARN_UNUSED;

#endif
