/* Deadlines over all cases and certificates: lists and counts for screens. Errors: those of the store (db.h), and
 * what a function says. */
#ifndef SHINSA_DB_ROWS_DEADLINE_H
#define SHINSA_DB_ROWS_DEADLINE_H

#include "core/model/deadline.h"
#include "db/rows.h"

struct deadline_query {
    struct date from, until;            /* both included; none: open-ended */
    const char *scheme, *rule, *assignee; /* "" or NULL: any */
    const char *state;                  /* "" or NULL: pending, that is open, or missed and not closed since */
    int64_t after;                      /* id of the last deadline of the page before, 0 for the first */
    int64_t limit;
};
struct deadline_line {
    struct deadline d;
    const char *number;     /* of its case, else of its certificate */
    const char *party_name;
};
/* By day, those without a day left out. */
int deadline_lines(struct db *db, const struct deadline_query *query, struct arena *a, struct deadline_line **line_r, size_t *n_r,
                   struct err *e) WARN_UNUSED;

struct day_tally {
    struct date day;
    int64_t n;
};
/* Pending deadlines a day, for days that have any. scheme "" or NULL: all. */
int deadline_days(struct db *db, struct date from, struct date until, const char *scheme, struct arena *a, struct day_tally **day_r,
                  size_t *n_r, struct err *e) WARN_UNUSED;
/* Pending deadlines in these days, both included. from none: from the first on. */
int deadline_count(struct db *db, struct date from, struct date until, int64_t *n_r, struct err *e) WARN_UNUSED;

#endif
