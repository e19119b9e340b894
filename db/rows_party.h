/* Parties by what identifies them. Errors: those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_ROWS_PARTY_H
#define SHINSA_DB_ROWS_PARTY_H

#include "core/model/party.h"
#include "db/rows.h"

int rows_parties_by_corporate_number(struct db *db, const char *number, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
/* The name exactly as stored. */
int rows_parties_by_name(struct db *db, const char *name, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;

#endif
