/* Cases: one, lists for screens, and what is open in them. All that belongs to one case: rows_bundle.h. Errors:
 * those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_ROWS_CASE_H
#define SHINSA_DB_ROWS_CASE_H

#include "core/model/case.h"
#include "core/model/check.h"
#include "core/model/form.h"
#include "db/rows.h"

enum case_order { CASE_ORDER_NEWEST, CASE_ORDER_NUMBER, CASE_ORDER_DUE };

struct case_query {
    const char *scheme, *state, *type, *assignee; /* "" or NULL: any */
    bool open_only;
    enum case_order order;
    int64_t after; /* next of the page before, 0 for the first */
    int64_t limit;
};
struct case_line {
    struct case_file c;
    const char *party_name;
    struct date next_due;  /* nearest pending deadline (open, or missed and not closed since), or none */
    const char *next_rule; /* its rule, "" if none */
    int64_t next_due_id;   /* its id, 0 if none */
};
struct case_lines {
    struct case_line *at;
    size_t n;
    int64_t next; /* 0: that was all */
};
/* A page of cases. CASE_ORDER_NUMBER leaves out cases without a number, CASE_ORDER_DUE closed ones and those without a
 * pending deadline. */
int case_lines(struct db *db, const struct case_query *query, struct arena *a, struct case_lines *lines_r, struct err *e) WARN_UNUSED;
/* The same; for tests, which have no 3,000 cases: up to sorted_max rows are read and sorted, of more an index is walked. */
int case_lines_sorting(struct db *db, const struct case_query *query, int64_t sorted_max, struct arena *a, struct case_lines *lines_r,
                       struct err *e) WARN_UNUSED;
/* How many cases fulfil its conditions, whatever their order, from tallies: cheap. */
int case_count(struct db *db, const struct case_query *query, int64_t *n_r, struct err *e) WARN_UNUSED;
/* E_NOTFOUND "db.no-row". */
int case_line(struct db *db, int64_t id, struct arena *a, struct case_line *line_r, struct err *e) WARN_UNUSED;

/* struct case_file, newest first. scheme may be NULL. */
int cases_of_certificate(struct db *db, int64_t certificate_id, int64_t limit, struct arena *a, struct rows *rows_r,
                         struct err *e) WARN_UNUSED;

/* struct case_file of a scheme received in these days (from none: from the first), newest first, after one (NULL: from the
 * newest). */
int cases_received(struct db *db, const char *scheme, struct date from, struct date until, const struct case_file *after, int64_t limit,
                   struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;

/* The newest other case of the scheme and type that has a form of this kind; 0 if none. */
int case_with_form(struct db *db, const struct case_file *other, const char *form, int64_t *id_r, struct err *e) WARN_UNUSED;

/* The greatest id of a case, 0 in an empty store. */
int case_last_id(struct db *db, int64_t *id_r, struct err *e) WARN_UNUSED;

#endif
