/* Second factors of users, beside the journal. */
#ifndef SHINSA_DB_ROWS_FACTOR_H
#define SHINSA_DB_ROWS_FACTOR_H

#include "db/db.h"

struct factor_row {
    const char *secret;   /* base32 */
    int64_t confirmed;    /* 0: begun, does not count yet */
    int64_t last_step;    /* of the last code that was taken: neither it nor an older one is taken again */
    int64_t wrong;        /* codes in a row */
    int64_t wrong_at;     /* seconds since 1970 of the last of them */
    const char *recovery; /* digests of the codes not used yet, parted by blanks */
};

/* E_NOTFOUND "db.no-row". */
int factor_get(struct db *db, int64_t user_id, struct factor_row *row_r, struct arena *a, struct err *e) WARN_UNUSED;
int factor_put(struct db *db, int64_t user_id, const struct factor_row *row, struct err *e) WARN_UNUSED;
int factor_drop(struct db *db, int64_t user_id, struct err *e) WARN_UNUSED;

#endif
