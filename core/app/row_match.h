/* Compares what a journal says last of each row with the rows, in one pass over each and in bounded memory, however many
 * there are.
 *
 * A record becomes two fingerprints (of its key, of all of it) under a random key that dies with the comparison. Those of
 * the journal and those of the rows go to one of many parts by their keys, on disk where they do not fit, and the parts
 * are compared one after the other. Records that differ have different fingerprints but for one chance in 2^128, and
 * nobody can prepare two that do not.
 *
 * Errors: E_IO "verify.scratch" when the temporary file cannot be made, written or read. */
#ifndef SHINSA_APP_ROW_MATCH_H
#define SHINSA_APP_ROW_MATCH_H

#include "core/base/err.h"
#include "core/base/sha256.h"
#include "core/model/record.h"

struct row_match;

struct row_match *row_match_new(void);
void row_match_free(struct row_match *m); /* NULL is allowed */

/* A change of event seq (from 1, never falling), the type as its place in record_types(). All of them come before the
 * first row. E_IO "verify.scratch": no room for temporary files. */
int row_match_change(struct row_match *m, size_t type, const struct record_value *values, bool removed, int64_t seq,
                     struct err *e) WARN_UNUSED;
int row_match_row(struct row_match *m, size_t type, const struct record_value *values, struct err *e) WARN_UNUSED;

/* A row that is not as the journal says: missing or different (the journal's last word on it is event seq), or one that
 * should not be (seq 0). */
struct row_mismatch {
    size_t type;
    int64_t seq;
    struct fingerprint key;
};
/* For a journal that two processes walk: `first` takes the changes of a process to be forked, `m` those that come after.
 * The child hands over through a pipe what it has gathered, the parent takes it over; both return 0, or -1 if the other end
 * is gone. */
int row_match_new_before(struct row_match *m, struct row_match **first_r, struct err *e) WARN_UNUSED;
int row_match_hand_over(const struct row_match *first, int fd) WARN_UNUSED;
int row_match_take_over(struct row_match *first, int fd) WARN_UNUSED;
/* m takes it as its own: row_match_end then compares with both. */
void row_match_put_before(struct row_match *m, struct row_match *first);

/* found: whether there is any; then *mismatch_r is the first of the first type. n_r: rows that are as they should. */
int row_match_end(struct row_match *m, int64_t *n_r, bool *found_r, struct row_mismatch *mismatch_r, struct err *e) WARN_UNUSED;
/* Whether these are the values of a mismatch. */
bool row_match_is(struct row_match *m, size_t type, const struct record_value *values, const struct row_mismatch *mismatch);

#endif
