#include "db/rows_certificate.h"

#include "core/base/str.h"

static bool by_until(const struct certificate_query *q)
{
    return !date_is_none(q->expires_from) || !date_is_none(q->expires_until);
}

static bool by_granted(const struct certificate_query *q)
{
    return !by_until(q) && (!date_is_none(q->granted_from) || !date_is_none(q->granted_until));
}

static enum stmt_id list_for(const struct certificate_query *q)
{
    if (by_until(q))
        return STMT_certificate_list_until;
    if (by_granted(q))
        return STMT_certificate_list_granted;
    if (!str_empty(q->state))
        return str_empty(q->scheme) ? STMT_certificate_list_state : STMT_certificate_list_scheme_state;
    return str_empty(q->scheme) ? STMT_certificate_list_any : STMT_certificate_list_scheme;
}

static void read_line(struct stmt *s, struct certificate_line *line, struct arena *a)
{
    int n = (int)certificate_type.n_fields;
    rows_read(s, &certificate_type, &line->c, a);
    line->party_name = stmt_get_text(s, n, a);
    line->published = stmt_get_int(s, n + 1) != 0;
    line->waiting = stmt_get_int(s, n + 2) != 0;
}

static int read_lines(struct stmt *s, struct arena *a, struct certificate_line **line_r, size_t *n_r, struct err *e)
{
    LIST(struct certificate_line) list = {0};
    int rc;
    while ((rc = stmt_next(s, e)) > 0)
        read_line(s, LIST_ADD(a, &list), a);
    if (!rc) {
        *line_r = list.at;
        *n_r = list.n;
    }
    return rc;
}

int certificate_line(struct db *db, int64_t id, struct arena *a, struct certificate_line *line_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_certificate_row);
    stmt_int(s, 1, id);
    int rc = stmt_next(s, e);
    if (rc <= 0)
        return rc < 0 ? rc : err_set(e, E_NOTFOUND, "db.no-row", "certificate", NULL);
    read_line(s, line_r, a);
    stmt_reset(s);
    return 0;
}

int certificates_overdue(struct db *db, const char *scheme, const char *state, struct date today, int64_t limit, struct arena *a,
                         struct certificate_line **line_r, size_t *n_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_certificate_overdue);
    stmt_text(s, 1, scheme);
    stmt_text(s, 2, state);
    stmt_date(s, 3, today);
    stmt_int(s, 4, limit);
    return read_lines(s, a, line_r, n_r, e);
}

int certificate_lines(struct db *db, const struct certificate_query *query, struct arena *a, struct certificate_line **line_r,
                      size_t *n_r, struct err *e)
{
    bool newest = !by_until(query) && !by_granted(query);
    struct stmt *s = db_stmt(db, list_for(query));
    stmt_text_or_null(s, 1, query->scheme);
    stmt_text_or_null(s, 2, query->state);
    stmt_date(s, 3, query->expires_from);
    stmt_date(s, 4, query->expires_until);
    stmt_date(s, 5, query->granted_from);
    stmt_date(s, 6, query->granted_until);
    stmt_int(s, 7, query->after || !newest ? query->after : INT64_MAX);
    stmt_int(s, 8, query->limit);
    return read_lines(s, a, line_r, n_r, e);
}

int certificates_by_number(struct db *db, const char *number, const char *scheme, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_certificate_by_number);
    stmt_text(s, 1, number);
    stmt_text_or_null(s, 2, scheme);
    return rows_all(s, &certificate_type, a, rows_r, e);
}

int certificates_by_serial(struct db *db, const char *scheme, int64_t serial, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_certificate_by_serial);
    stmt_text(s, 1, scheme);
    stmt_int(s, 2, serial);
    return rows_all(s, &certificate_type, a, rows_r, e);
}

int certificates_in_order(struct db *db, const char *scheme, const struct certificate *after, int64_t limit, struct arena *a,
                          struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_certificate_serial_page);
    stmt_text(s, 1, scheme);
    stmt_int(s, 2, after ? after->serial : -1);
    stmt_int(s, 3, after ? after->id : 0);
    stmt_int(s, 4, limit);
    return rows_all(s, &certificate_type, a, rows_r, e);
}

int certificates_granted(struct db *db, const char *scheme, struct date from, struct date until, const struct certificate *after,
                         int64_t limit, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_certificate_granted_page);
    stmt_text(s, 1, scheme);
    stmt_date(s, 2, from);
    stmt_date(s, 3, after ? after->granted_on : (struct date){until.days + 1});
    stmt_int(s, 4, after ? after->id : 0);
    stmt_int(s, 5, limit);
    return rows_all(s, &certificate_type, a, rows_r, e);
}

int certificate_periods_decided(struct db *db, const char *scheme, struct date from, struct date until,
                                const struct certificate_period *after, int64_t limit, struct arena *a, struct rows *rows_r,
                                struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_certificate_period_decided);
    stmt_text(s, 1, scheme);
    stmt_date(s, 2, from);
    stmt_date(s, 3, after ? after->decided_on : (struct date){until.days + 1});
    stmt_int(s, 4, after ? after->certificate_id : 0);
    stmt_int(s, 5, after ? after->position : 0);
    stmt_int(s, 6, limit);
    return rows_all(s, &certificate_period_type, a, rows_r, e);
}

int certificates_of_party(struct db *db, int64_t party_id, int64_t limit, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_certificate_of_party);
    stmt_int(s, 1, party_id);
    stmt_int(s, 2, limit);
    return rows_all(s, &certificate_type, a, rows_r, e);
}

int certificates_expiring(struct db *db, struct date from, struct date until, struct arena *a, struct scheme_tally **tally_r,
                          size_t *n_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_certificate_expiring);
    stmt_date(s, 1, from);
    stmt_date(s, 2, until);
    LIST(struct scheme_tally) list = {0};
    int rc;
    while ((rc = stmt_next(s, e)) > 0)
        *LIST_ADD(a, &list) = (struct scheme_tally){stmt_get_text(s, 0, a), stmt_get_int(s, 1)};
    if (!rc) {
        *tally_r = list.at;
        *n_r = list.n;
    }
    return rc;
}

int ledger_page(struct db *db, const char *scheme, const char *ledger, int64_t after_id, int64_t limit, struct arena *a,
                struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_ledger_list);
    stmt_text(s, 1, scheme);
    stmt_text(s, 2, ledger);
    stmt_int(s, 3, after_id);
    stmt_int(s, 4, limit);
    return rows_all(s, &ledger_row_type, a, rows_r, e);
}

int ledger_of_case(struct db *db, int64_t case_id, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_ledger_of_case);
    stmt_int(s, 1, case_id);
    return rows_all(s, &ledger_row_type, a, rows_r, e);
}

int ledger_of_certificate(struct db *db, int64_t certificate_id, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_ledger_of_certificate);
    stmt_int(s, 1, certificate_id);
    return rows_all(s, &ledger_row_type, a, rows_r, e);
}
