/* Everything that belongs to one case or one certificate, list by list: what a bundle is made of
 * (core/app/bundle.h). Errors: those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_ROWS_BUNDLE_H
#define SHINSA_DB_ROWS_BUNDLE_H

#include "db/rows.h"

/* The records a statement of db/sql/bundle.sql answers for an id ($1). */
int rows_of(struct db *db, enum stmt_id statement, int64_t id, const struct record_type *type, struct arena *a, struct rows *rows_r,
            struct err *e) WARN_UNUSED;
/* Facts of an owner: "case" or "certificate". */
int rows_facts(struct db *db, const char *owner, int64_t owner_id, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
/* Papers or checks of the other cases of a batch of the same party. */
int rows_of_batch(struct db *db, enum stmt_id statement, const char *batch, int64_t case_id, int64_t party_id,
                  const struct record_type *type, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
/* What stands about a certificate beside a case: its other cases, the papers that came with them. */
int rows_beside(struct db *db, enum stmt_id statement, int64_t certificate_id, int64_t case_id, const struct record_type *type,
                struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
int rows_party_certificates(struct db *db, int64_t party_id, const char *scheme, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
/* Certificates of the scheme whose subject is this one when both are folded, whoever holds them; the newest first. */
int rows_namesakes(struct db *db, const char *subject, const char *scheme, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
int rows_of_scheme(struct db *db, enum stmt_id statement, const char *scheme, const struct record_type *type, struct arena *a,
                   struct rows *rows_r, struct err *e) WARN_UNUSED;
int rows_params(struct db *db, const char *scheme, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;

#endif
