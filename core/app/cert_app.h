/* Certificates 認定, the public register 公表, ledgers 帳簿. Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_CERT_APP_H
#define SHINSA_APP_CERT_APP_H

#include "core/app/app.h"
#include "core/base/buf.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/model/party.h"
#include "core/model/register.h"

enum { CERT_PAGE_MAX = 200 };

struct cert_filter {
    const char *scheme, *state, *text;   /* "" or NULL: any; state as of today; words as in the look-up box */
    struct date expires_from, expires_until, granted_from, granted_until; /* both included; none: open-ended */
    int64_t after;                       /* next of the page before; 0 for the first */
    size_t limit;                        /* 1 to CERT_PAGE_MAX */
};
struct cert_row {
    struct certificate c;
    const char *state;        /* of today */
    const char *state_label, *state_short, *party_name, *scheme_short;
    bool in_force, on_register;
};
struct cert_list {
    struct cert_row *row;
    size_t n;      /* may be fewer than asked for although there are more */
    int64_t next;  /* 0 at the end */
};
/* Of the schemes that the actor sees: by the end of the period if asked for by it, else by the day granted if asked for by
 * that, else newest first. */
int cert_list(struct app *app, const struct cert_filter *filter, struct arena *a, struct cert_list *list_r, struct err *e) WARN_UNUSED;

struct cert_view {
    struct cert_row row;
    struct party party;
    const char *scheme_label;
    struct certificate_period *period;
    size_t n_periods;
    struct certificate_event *event;
    const char **event_label;
    size_t n_events;
    struct case_file *c;      /* its cases, newest first */
    const char **case_label;  /* of their types */
    size_t n_cases;
    struct register_entry *entry;
    size_t n_entries;
    struct withholding *withheld;
    size_t n_withheld;
    const char *const *may_open; /* case types that may be opened for it now */
    const char *const *may_open_label;
    size_t n_may_open;
};
/* E_NOTFOUND "certificate.unknown", E_DENIED "app.not-yours", E_VERSION "scheme.not-installed"; here and below. */
int cert_view(struct app *app, int64_t certificate_id, struct arena *a, struct cert_view *view_r, struct err *e) WARN_UNUSED;
/* State on a day: dated events, then what happens by itself. "" before it came into being. */
int cert_state_on(struct app *app, int64_t certificate_id, struct date on, struct arena *a, const char **state_r, const char **label_r,
                  struct err *e) WARN_UNUSED;

/* Rows as printed, for registers and ledgers alike. */
struct sheet_column {
    const char *label;
    int width;
    bool number;
};
struct sheet {
    const char *id, *label;
    struct sheet_column *column;
    size_t n_columns;
    const char **cell;           /* n_rows * n_columns */
    bool *struck;                /* a row a correction replaced */
    int64_t *certificate_id;     /* of each row, 0 if none */
    int64_t *case_id;
    int64_t *row_id;             /* of ledgers: the row written of it last, for ledger_correct; 0 if none was */
    const char **group;          /* heading each row stands under, "" if none */
    size_t n_rows;
    int year;                    /* fiscal year that was shown, 0: all */
    bool more;                   /* limit reached */
    bool is_register;
    bool correctable;            /* a ledger: ledger_correct may strike its rows */
    bool cut;                    /* so many things were examined that there may be others in between */
};
struct sheet_kind {
    const char *scheme, *id, *label, *scheme_short;
    bool is_register;
};
int sheet_kinds(struct app *app, struct arena *a, struct sheet_kind **kind_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* A register or ledger of a scheme as of a day. No more than some thousand cases or certificates are examined for a page,
 * and 100,000 for a file; a year keeps below that what has grown over many. */
enum { SHEET_ALL_YEARS = 0, SHEET_THIS_YEAR = -1 };
struct sheet_query {
    const char *scheme, *id;
    int64_t certificate_id; /* for registers with one page a certificate, else 0 */
    struct date on;
    /* Fiscal year: of the group, where it is one; else in which a case was received or a certificate granted.
     * SHEET_THIS_YEAR: that of the day for what is grouped by years, all of others. */
    int year;
    size_t offset, limit;   /* of sheet_rows */
};
/* E_NOTFOUND "scheme.unknown", "sheet.unknown", E_INPUT "sheet.needs-certificate". */
int sheet_rows(struct app *app, const struct sheet_query *query, struct arena *a, struct sheet *sheet_r, struct err *e) WARN_UNUSED;
/* All rows of the year. E_LIMIT "sheet.too-many" "sheet.too-long": to be asked for by years. */
int sheet_csv(struct app *app, const struct sheet_query *query, struct buf *out, struct err *e) WARN_UNUSED;
/* A correction of a ledger row by a new one, with a reason; the old stays and prints struck. E_NOTFOUND
 * "ledger.no-row", E_CONFLICT "ledger.corrected", E_INPUT "ledger.needs-reason", "ledger.no-column", E_LIMIT
 * "ledger.too-long". */
int ledger_correct(struct app *app, int64_t row_id, const char *column, const char *value, const char *reason, struct err *e) WARN_UNUSED;

#endif
