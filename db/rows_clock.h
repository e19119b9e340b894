/* Things whose day has come: what the clock acts on. Pages by id, 200 at a time. Errors: those of the store (db.h),
 * and what a function says. */
#ifndef SHINSA_DB_ROWS_CLOCK_H
#define SHINSA_DB_ROWS_CLOCK_H

#include "db/rows.h"

struct ids {
    LIST(int64_t) all;
};
/* Certificates whose validity is over and to which nothing happened since. */
int rows_clock_certificates(struct db *db, struct date today, int64_t after, struct arena *a, struct ids *ids_r, struct err *e) WARN_UNUSED;
/* Certificates with a transition that waited for its day. */
int rows_clock_waiting(struct db *db, struct date today, int64_t after, struct arena *a, struct ids *ids_r, struct err *e) WARN_UNUSED;
/* Open cases of a scheme in a state that is left by itself. */
int rows_clock_cases(struct db *db, const char *scheme, const char *state, int64_t after, struct arena *a, struct ids *ids_r,
                     struct err *e) WARN_UNUSED;
/* Deadlines that are open and over. */
int rows_clock_deadlines(struct db *db, struct date today, int64_t after, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;

#endif
