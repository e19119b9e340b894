/* Users with keys and roles, closed days, installed scheme versions. Errors: those of the store (db.h), and what a
 * function says. */
#ifndef SHINSA_DB_ROWS_OFFICE_H
#define SHINSA_DB_ROWS_OFFICE_H

#include "core/model/office.h"
#include "db/rows.h"

/* E_NOTFOUND "db.no-row". */
int rows_user(struct db *db, const char *login, struct user *user_r, struct arena *a, struct err *e) WARN_UNUSED;
int rows_users(struct db *db, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
int rows_users_count(struct db *db, int64_t *n_r, struct err *e) WARN_UNUSED;
/* All keys and roles, revoked ones too. */
int rows_user_keys(struct db *db, int64_t user_id, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
int rows_user_roles(struct db *db, int64_t user_id, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
/* What ties a person to parties, withdrawn ones too; login NULL: of everybody, withdrawn ones not. */
int rows_interests(struct db *db, const char *login, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
/* Unrevoked keys with these bytes, of this active user or of anyone (login NULL). */
int rows_keys(struct db *db, const char *blob, const char *login, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
int rows_closed_days(struct db *db, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;

/* Addresses by postal code (seven digits). */
int postal_clear(struct db *db, struct err *e) WARN_UNUSED;
int postal_add(struct db *db, const char *code, const char *address, struct err *e) WARN_UNUSED;
/* At most limit; *any_r: is there any address of any code? */
int postal_of(struct db *db, const char *code, int64_t limit, struct arena *a, const char ***address_r, size_t *n_r, bool *any_r,
              struct err *e) WARN_UNUSED;

#endif
