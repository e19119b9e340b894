/* Certificates: lists for screens, what is published of them, ledgers. All that belongs to one: rows_bundle.h.
 * Errors: those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_ROWS_CERTIFICATE_H
#define SHINSA_DB_ROWS_CERTIFICATE_H

#include "core/model/certificate.h"
#include "core/model/register.h"
#include "db/rows.h"

struct certificate_query {
    const char *scheme, *state;               /* "" or NULL: any; the state is the stored one, not that of today */
    struct date expires_from, expires_until;  /* both included; none: open-ended. Given one, the list is by valid_until */
    struct date granted_from, granted_until;  /* else, given one, by granted_on; else newest first */
    int64_t after;                            /* id of the last certificate of the page before, 0 for the first */
    int64_t limit;
};
struct certificate_line {
    struct certificate c;
    const char *party_name;
    bool published;
    bool waiting; /* a transition of it waits for its day */
};
int certificate_lines(struct db *db, const struct certificate_query *query, struct arena *a, struct certificate_line **line_r,
                      size_t *n_r, struct err *e) WARN_UNUSED;

/* E_NOTFOUND "db.no-row". */
int certificate_line(struct db *db, int64_t id, struct arena *a, struct certificate_line *line_r, struct err *e) WARN_UNUSED;
/* In this state although the period ended before that day, oldest first: what happened by itself and stands nowhere yet. */
int certificates_overdue(struct db *db, const char *scheme, const char *state, struct date today, int64_t limit, struct arena *a,
                         struct certificate_line **line_r, size_t *n_r, struct err *e) WARN_UNUSED;

/* struct certificate, newest first. scheme may be NULL. */
int certificates_by_number(struct db *db, const char *number, const char *scheme, struct arena *a, struct rows *rows_r,
                           struct err *e) WARN_UNUSED;
int certificates_by_serial(struct db *db, const char *scheme, int64_t serial, struct arena *a, struct rows *rows_r,
                           struct err *e) WARN_UNUSED;
/* struct certificate of a scheme in the order of serials, after one (NULL: from the first). */
int certificates_in_order(struct db *db, const char *scheme, const struct certificate *after, int64_t limit, struct arena *a,
                          struct rows *rows_r, struct err *e) WARN_UNUSED;
/* struct certificate granted in these days (from none: from the first), newest first, after one (NULL: from the newest). */
int certificates_granted(struct db *db, const char *scheme, struct date from, struct date until, const struct certificate *after,
                         int64_t limit, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
/* struct certificate_period decided in these days, likewise. */
int certificate_periods_decided(struct db *db, const char *scheme, struct date from, struct date until,
                                const struct certificate_period *after, int64_t limit, struct arena *a, struct rows *rows_r,
                                struct err *e) WARN_UNUSED;
int certificates_of_party(struct db *db, int64_t party_id, int64_t limit, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;

struct scheme_tally {
    const char *scheme;
    int64_t n;
};
/* Certificates whose period ends in these days, both included, a scheme. */
int certificates_expiring(struct db *db, struct date from, struct date until, struct arena *a, struct scheme_tally **tally_r,
                          size_t *n_r, struct err *e) WARN_UNUSED;

/* struct ledger_row in the order written, after id (0: from the first). */
int ledger_page(struct db *db, const char *scheme, const char *ledger, int64_t after_id, int64_t limit, struct arena *a,
                struct rows *rows_r, struct err *e) WARN_UNUSED;
int ledger_of_case(struct db *db, int64_t case_id, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;
int ledger_of_certificate(struct db *db, int64_t certificate_id, struct arena *a, struct rows *rows_r, struct err *e) WARN_UNUSED;

#endif
