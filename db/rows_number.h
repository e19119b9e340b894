/* Numbers that were given. */
#ifndef SHINSA_DB_ROWS_NUMBER_H
#define SHINSA_DB_ROWS_NUMBER_H

#include "core/model/office.h"
#include "db/rows.h"

/* struct number. */
int numbers_by_value(struct db *db, const char *value, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
int numbers_of_owner(struct db *db, const char *owner, int64_t owner_id, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;

#endif
