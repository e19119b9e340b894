/* Deadlines 期限 over all cases and certificates, and why each is that day. Errors: those of app.h, and what a
 * function says. */
#ifndef SHINSA_APP_DEADLINE_APP_H
#define SHINSA_APP_DEADLINE_APP_H

#include "core/app/app.h"
#include "core/model/deadline.h"

enum { DEADLINE_PAGE_MAX = 500 };

struct deadline_filter {
    struct date from, until;      /* none: open-ended */
    const char *scheme, *rule, *assignee;
    bool open_only;
    int64_t after;                /* next of the page before; 0 for the first */
    size_t limit;                 /* 1 to DEADLINE_PAGE_MAX */
};

struct deadline_row {
    struct deadline d;
    const char *label, *number, *party_name, *scheme_short;
    const char *kind_label;       /* 法定 内規 目安 目途 … */
    int days_left;                /* negative: overdue */
};

struct deadline_list {
    struct deadline_row *row; /* by day */
    size_t n;
    int64_t next; /* 0 at the end */
};
int deadline_list(struct app *app, const struct deadline_filter *filter, struct arena *a, struct deadline_list *list_r,
                  struct err *e) WARN_UNUSED;

/* Open deadlines a day, for a month view; one entry a day that has any. */
struct day_count {
    struct date day;
    size_t n, overdue;
};
int deadline_count_days(struct app *app, struct date from, struct date until, const char *scheme, struct arena *a,
                        struct day_count **day_r, size_t *n_r, struct err *e) WARN_UNUSED;

/* Lines of label and text: 起点, 規則, 数え方, 休日, 過ぎると, 確認. */
struct why_line {
    const char *label, *text;
};
/* E_NOTFOUND "deadline.unknown", E_VERSION "deadline.no-rule". */
int deadline_why(struct app *app, int64_t deadline_id, struct arena *a, struct why_line **line_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* "If it were received on that day": the rules of the case's scheme with the base fact replaced. E_NOTFOUND
 * "deadline.unknown", E_VERSION "deadline.no-rule". */
int deadline_what_if(struct app *app, int64_t deadline_id, struct date base, struct arena *a, struct deadline *d_r, struct err *e) WARN_UNUSED;
/* Another day for an open deadline whose rule is `editable`, with the reason; DATE_NONE: the rule's own again. E_RULE
 * "deadline.not-editable" "deadline.not-open", E_INPUT "deadline.reason" "deadline.before-base", E_NOTFOUND "deadline.unknown",
 * E_DENIED "app.role". */
int deadline_set(struct app *app, int64_t deadline_id, struct date day, const char *reason, struct err *e) WARN_UNUSED;
/* iCalendar text of all filtered deadlines, whatever the filter's limit. */
struct buf;
/* E_LIMIT "deadline.ical". */
int deadline_ical(struct app *app, const struct deadline_filter *filter, struct buf *out, struct err *e) WARN_UNUSED;
/* Lets time pass up to today: missed deadlines, expiry, what the scheme says of them, in the order of their days. Safe to
 * run late, twice or never: the history is the same. n_r gets the number of events written, also when it fails: what
 * cannot be done (E_RULE of an effect, E_VERSION) is passed over and told as the first of its kind; E_IO and E_BUSY end it. */
int clock_run(struct app *app, size_t *n_r, struct err *e) WARN_UNUSED;

#endif
