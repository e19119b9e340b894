/* Tallies for the desk and the dashboard. Errors: those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_ROWS_TALLY_H
#define SHINSA_DB_ROWS_TALLY_H

#include "db/rows.h"

struct state_tally {
    const char *scheme, *state;
    int64_t n;
};
/* How many cases ("case") or certificates ("certificate") stand in each state; kept while they change. */
int state_tallies(struct db *db, const char *owner, struct arena *a, struct state_tally **tally_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* Open cases of a person, counted up to 10,000; open queries. */
int case_count_assignee(struct db *db, const char *login, int64_t *n_r, struct err *e) WARN_UNUSED;
int query_count_open(struct db *db, int64_t *n_r, struct err *e) WARN_UNUSED;
/* Open cases of a scheme under one version, counted up to 10,000. */
int case_count_edition(struct db *db, const char *scheme, const char *edition, int64_t *n_r, struct err *e) WARN_UNUSED;

/* What db/derive.c counts a month. */
struct month_count {
    const char *month, *scheme, *state; /* state: of "closed" and "until", else "" */
    int64_t n, yen;
};
/* what: "received", "closed" (cases), "until" (certificates that end), "billed", "paid" (fees, of all schemes together). Months
 * as 2026-11, both included; scheme "" or NULL: all. */
int month_counts(struct db *db, const char *what, const char *scheme, const char *first, const char *last, struct arena *a,
                 struct month_count **count_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* The newest closed cases of a scheme whose id is above after_id. */
int cases_closed_newest(struct db *db, const char *scheme, int64_t after_id, int64_t limit, struct arena *a, struct rows *rows_r,
                        struct err *e) WARN_UNUSED;

#endif
