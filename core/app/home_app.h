/* The desk 机: what waits for me; and the history 履歴 of anything. Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_HOME_APP_H
#define SHINSA_APP_HOME_APP_H

#include "core/app/app.h"
#include "core/app/deadline_app.h"
#include "core/model/event.h"

struct scheme_count {
    const char *scheme, *label;
    size_t received, in_review, waiting, deciding; /* open cases by what they wait for */
    size_t in_force, expiring;                     /* certificates; within 90 days */
};
struct home {
    size_t overdue, today, this_week, mine, queries_open; /* this_week: the seven days after today */
    struct deadline_row *deadline;
    size_t n_deadlines;
    struct scheme_count *scheme;
    size_t n_schemes;
    const char *const *news;    /* one line each, newest first */
    size_t n_news;
    const char *verified;       /* last verification in words, "" if never */
    bool verified_ok;
    size_t intake[12];          /* cases received in the last twelve months, oldest first */
};
int home(struct app *app, struct arena *a, struct home *home_r, struct err *e) WARN_UNUSED;

/* Writes the outcome of a verification of the store (verify.h), for the line on the desk. */
int home_verified(struct app *app, bool sound, int64_t n_events, struct err *e) WARN_UNUSED;

struct history_row {
    struct event ev;            /* body is the raw one */
    const char *number;         /* of what it is about: receipt or certificate number, #12 before receipt; "" for neither */
    const char *text;           /* in words: 受付 c00→c10, 申請書A を訂正 3項目 */
    const char *who; /* the actor; the clock by a word */
};
/* What to tell: everything, what changed something, or who looked (view_log.h). */
enum { HISTORY_PAGE_MAX = 200 };
enum history_kind { HISTORY_ALL, HISTORY_CHANGES, HISTORY_VIEWS, HISTORY_KIND_COUNT };
/* Newest first, only what the actor may see. object: "case:12", "certificate:3", "user:1", or "" for all. before: seq, 0 for the newest. */
int history(struct app *app, const char *object, enum history_kind kind, int64_t before, size_t limit, struct arena *a,
            struct history_row **row_r, size_t *n_r, struct err *e) WARN_UNUSED;

/* True if another connection committed since the last call: cheap, call it twice a second. */
bool changes_waiting(struct app *app);

#endif
