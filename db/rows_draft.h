/* Beside the journal: drafts. Errors: those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_ROWS_DRAFT_H
#define SHINSA_DB_ROWS_DRAFT_H

#include "core/base/date.h"
#include "db/db.h"

/* Drafts: what a person typed and did not save yet; not journalled. */
int draft_put(struct db *db, int64_t user_id, const char *owner, const char *key, const char *body, instant_us at,
              struct err *e) WARN_UNUSED;
/* body_r "" and at_r 0 if there is none. */
int draft_get(struct db *db, int64_t user_id, const char *owner, const char *key, struct arena *a, const char **body_r,
              instant_us *at_r, struct err *e) WARN_UNUSED;
struct draft_row {
    const char *key, *body;
};
/* All of one owner, by key. */
int draft_list(struct db *db, int64_t user_id, const char *owner, int64_t limit, struct arena *a, struct draft_row **row_r, size_t *n_r,
               struct err *e) WARN_UNUSED;
int draft_drop(struct db *db, int64_t user_id, const char *owner, const char *key, struct err *e) WARN_UNUSED;

#endif
