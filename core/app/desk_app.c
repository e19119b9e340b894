#include "core/app/desk_app.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/home_app.h"
#include "core/base/str.h"
#include "db/rows_draft.h"
#include "db/rows_event.h"

#define SEEN "seen"

struct desk {
    struct app *app;
    const char *owner, *key, *body;
    struct arena *a;
    struct draft_row *row;
    size_t n;
    int64_t case_id, seq, seen;
    bool known;
};

static const char *views_of(const char *list, struct arena *a)
{
    return arena_printf(a, "view:%s", list);
}

static int list_views(struct db *db, void *arg, struct err *e)
{
    struct desk *d = arg;
    return draft_list(db, d->app->actor.user_id, d->owner, DESK_VIEWS_MAX, d->a, &d->row, &d->n, e);
}

int desk_views(struct app *app, const char *list, struct arena *a, struct desk_view **view_r, size_t *n_r, struct err *e)
{
    struct desk d = {.app = app, .owner = views_of(list, a), .a = a};
    int rc = db_read(app->db, list_views, &d, e);
    if (rc)
        return rc;
    *view_r = ARENA_ARRAY(a, struct desk_view, d.n);
    for (size_t i = 0; i < d.n; i++)
        (*view_r)[i] = (struct desk_view){d.row[i].key, d.row[i].body};
    *n_r = d.n;
    return 0;
}

static int save_view(struct db *db, void *arg, struct err *e)
{
    struct desk *d = arg;
    bool there = false;
    int rc = list_views(db, d, e);
    for (size_t i = 0; !rc && i < d->n; i++)
        there |= str_eq(d->row[i].key, d->key);
    if (!rc && !there && d->n == DESK_VIEWS_MAX)
        rc = err_set(e, E_LIMIT, "desk.views", NULL);
    return rc ? rc : draft_put(db, d->app->actor.user_id, d->owner, d->key, d->body, clock_now(&d->app->clock), e);
}

int desk_view_save(struct app *app, const char *list, const char *name, const char *body, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct desk d = {.app = app, .owner = views_of(list, &a), .key = name, .body = body, .a = &a};
    if (str_empty(name) || strlen(name) > DESK_VIEW_NAME_MAX || strlen(body) > DESK_VIEW_BODY_MAX)
        return err_set(e, E_INPUT, "desk.view-name", NULL);
    return db_write(app->db, save_view, &d, e);
}

static int drop_view(struct db *db, void *arg, struct err *e)
{
    struct desk *d = arg;
    return draft_drop(db, d->app->actor.user_id, d->owner, d->key, e);
}

int desk_view_drop(struct app *app, const char *list, const char *name, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct desk d = {.app = app, .owner = views_of(list, &a), .key = name, .a = &a};
    return db_write(app->db, drop_view, &d, e);
}

/* How far the case was seen, and how far it is; what was never seen costs one statement. */
static int read_seen(struct db *db, struct desk *d, bool always, int64_t *seen_r, struct err *e)
{
    const char *body;
    instant_us at;
    *seen_r = 0;
    d->owner = SEEN;
    d->key = arena_printf(d->a, "case:%" PRId64, d->case_id);
    int rc = draft_get(db, d->app->actor.user_id, d->owner, d->key, d->a, &body, &at, e);
    d->known = !rc && str_to_int(body, 0, INT64_MAX, seen_r);
    return rc || (!d->known && !always) ? rc : event_last_of(db, d->key, &d->seq, e);
}

static int is_news(struct db *db, void *arg, struct err *e)
{
    struct desk *d = arg;
    int64_t seen;
    int rc = read_seen(db, d, true, &seen, e);
    d->known = d->known && seen == d->seq;
    return rc;
}

static int write_seen(struct db *db, void *arg, struct err *e)
{
    struct desk *d = arg;
    const char *body = arena_printf(d->a, "%" PRId64, d->seq);
    return draft_put(db, d->app->actor.user_id, SEEN, d->key, body, clock_now(&d->app->clock), e);
}

static int read_how_far(struct db *db, void *arg, struct err *e)
{
    struct desk *d = arg;
    return read_seen(db, d, true, &d->seen, e);
}

int desk_seen_case(struct app *app, int64_t case_id, int64_t *seq_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct desk d = {.app = app, .case_id = case_id, .a = &a};
    int rc = db_read(app->db, read_how_far, &d, e);
    if (!rc)
        *seq_r = d.known ? d.seen : 0;
    return rc;
}

int desk_news(struct app *app, int64_t case_id, int64_t since, struct arena *a, struct history_row **row_r, size_t *n_r,
              struct err *e)
{
    struct desk d = {.app = app, .case_id = case_id, .a = a};
    struct history_row *row;
    size_t n = 0, kept = 0;
    int rc = since ? db_read(app->db, read_how_far, &d, e) : 0;
    if (!rc && since && d.seq > since)
        rc = history(app, d.key, HISTORY_CHANGES, 0, DESK_NEWS_MAX, a, &row, &n, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < n && row[i].ev.seq > since; i++)
        if (!str_eq(row[i].ev.actor, app->actor.login))
            row[kept++] = row[i];
    *row_r = kept ? row : NULL;
    *n_r = kept;
    return 0;
}

void desk_saw_case(struct app *app, int64_t case_id)
{
    AUTO(arena) struct arena a = {0};
    struct desk d = {.app = app, .case_id = case_id, .a = &a};
    struct err ignored = {0};
    int rc = db_read(app->db, is_news, &d, &ignored);
    if (!rc && !d.known)
        rc = db_write(app->db, write_seen, &d, &ignored);
    (void)rc;
}

int desk_case_changed(struct app *app, int64_t case_id, bool *changed_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct desk d = {.app = app, .case_id = case_id, .a = &a};
    int64_t seen;
    int rc = read_seen(app->db, &d, false, &seen, e);
    *changed_r = !rc && d.known && d.seq > seen;
    return rc;
}
