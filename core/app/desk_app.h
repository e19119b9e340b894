/* What somebody keeps for oneself: saved views of lists, and how far one has seen a case. It stands beside the journal, as
 * drafts do: it is nobody else's business, and nothing of the office depends on it.
 *
 * Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_DESK_APP_H
#define SHINSA_APP_DESK_APP_H

#include "core/app/app.h"

enum { DESK_VIEWS_MAX = 50, DESK_VIEW_NAME_MAX = 60, DESK_VIEW_BODY_MAX = 1000 };

struct desk_view {
    const char *name, *body; /* body: the screen's own text of it */
};
/* The actor's views of a list ("cases"), by name. */
int desk_views(struct app *app, const char *list, struct arena *a, struct desk_view **view_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* Saves one under its name, over one of the same name. E_INPUT "desk.view-name"; E_LIMIT "desk.views" beyond DESK_VIEWS_MAX. */
int desk_view_save(struct app *app, const char *list, const char *name, const char *body, struct err *e) WARN_UNUSED;
int desk_view_drop(struct app *app, const char *list, const char *name, struct err *e) WARN_UNUSED;

/* The actor has seen the case as it is now. Writes nothing if nothing happened since the last time; that it could not be
 * written (a full disk) keeps nobody from reading. */
void desk_saw_case(struct app *app, int64_t case_id);
/* How far the actor had seen it: a seq of the journal, 0 for never. */
int desk_seen_case(struct app *app, int64_t case_id, int64_t *seq_r, struct err *e) WARN_UNUSED;
/* What others did to the case behind that seq, newest first, at most DESK_NEWS_MAX. Nothing if it is 0. */
enum { DESK_NEWS_MAX = 20 };
struct history_row;
int desk_news(struct app *app, int64_t case_id, int64_t since, struct arena *a, struct history_row **row_r, size_t *n_r,
              struct err *e) WARN_UNUSED;
/* Has anything been recorded of the case since the actor saw it? Not if the actor never did. Inside db_read. */
int desk_case_changed(struct app *app, int64_t case_id, bool *changed_r, struct err *e) WARN_UNUSED;

#endif
