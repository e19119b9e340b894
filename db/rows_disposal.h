/* Rows of disposal lists, and what is read to find what may go. Errors: those of the store (db.h), and what a
 * function says. */
#ifndef SHINSA_DB_ROWS_DISPOSAL_H
#define SHINSA_DB_ROWS_DISPOSAL_H

#include "db/rows.h"

/* Lists of a scheme, newest first. */
int rows_disposals(struct db *db, const char *scheme, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
int rows_disposal_items(struct db *db, int64_t disposal_id, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
int rows_disposal_approvals(struct db *db, int64_t disposal_id, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
/* At most max ids of closed cases behind after_id, in order; returns how many in n_r. */
int cases_closed_after(struct db *db, const char *scheme, int64_t after_id, int64_t *id_r, size_t max, size_t *n_r, struct err *e) WARN_UNUSED;
/* Every revision of every form of a case, and its written ledger rows. */
int rows_form_revisions(struct db *db, int64_t case_id, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
int rows_ledger_of_case(struct db *db, int64_t case_id, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
/* Has the party another case whose personal values are still here, beside those that this list takes before it? */
int party_has_others(struct db *db, int64_t party_id, int64_t case_id, int64_t disposal_id, bool *others_r, struct err *e) WARN_UNUSED;
/* What people typed about the owner and did not save ("case:12"). */
int draft_drop_owner(struct db *db, const char *owner, struct err *e) WARN_UNUSED;
/* The bytes of this name, once no paper has them any more. */
int blob_drop_unused(struct db *db, const char *hash, struct err *e) WARN_UNUSED;
/* Rewrites the word index, so that words that were taken out of it are in its pages no more. */
int search_index_merge(struct db *db, struct err *e) WARN_UNUSED;

#endif
