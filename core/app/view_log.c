#include "core/app/view_log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/app/app.h"
#include "core/app/journal.h"
#include "core/base/json.h"
#include "core/base/log.h"
#include "core/base/str.h"
#include "db/rows_event.h"

enum { SEEN_MIN = 64, SEEN_MAX = 1 << 14, HITS_AN_EVENT = 200, EVENTS_A_PAGE = 40, PAGES_MAX = 25 };

enum view_kind { VIEW_RECORD, VIEW_SHEET, VIEW_HIT };

struct view {
    enum view_kind kind;
    instant_us at;
    char actor[sizeof ((struct actor *)NULL)->login], seat[sizeof ((struct app *)NULL)->seat];
    char object[VIEW_OBJECT_BYTES];
};

struct view_log {
    uint64_t *seen; /* hashes of what was noted already; open addressing, 0 is empty */
    size_t n_seen, room;
    struct view *waiting;
    size_t n, waiting_room;
    bool lost; /* the log was told */
};

void views_keep(struct app *app)
{
    if (!app->views)
        app->views = xcalloc(1, sizeof *app->views);
}

void view_log_free(struct view_log *log)
{
    if (!log)
        return;
    free(log->seen);
    free(log->waiting);
    free(log);
}

static uint64_t hash_of(const struct view *v)
{
    const char *const texts[] = {v->actor, v->object};
    uint64_t h = UINT64_C(0xcbf29ce484222325) ^ ((uint64_t)v->kind << 32 ^ (uint32_t)instant_date_jst(v->at).days);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (const char *s = texts[i];; s++) {
            h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
            if (!*s)
                break;
        }
    return h ? h : 1;
}

static bool put_hash(uint64_t *at, size_t room, uint64_t h)
{
    size_t i = h & (room - 1);
    while (at[i] && at[i] != h)
        i = (i + 1) & (room - 1);
    bool is_new = !at[i];
    at[i] = h;
    return is_new;
}

/* True the first time. A table that is full begins anew: the journal itself is asked again before it is written. */
static bool is_first(struct view_log *log, const struct view *v)
{
    if (log->n_seen * 2 >= log->room) {
        bool over = log->room >= SEEN_MAX;
        size_t room = over || !log->room ? SEEN_MIN : log->room * 2;
        uint64_t *grown = xcalloc(room, sizeof *grown);
        for (size_t i = 0; !over && i < log->room; i++)
            if (log->seen[i])
                put_hash(grown, room, log->seen[i]);
        free(log->seen);
        log->seen = grown;
        log->room = room;
        log->n_seen = over ? 0 : log->n_seen;
    }
    bool is_new = put_hash(log->seen, log->room, hash_of(v));
    log->n_seen += is_new;
    return is_new;
}

static void note(struct app *app, enum view_kind kind, const char *object)
{
    struct view_log *log = app->views;
    struct view v = {.kind = kind, .at = clock_now(&app->clock)};
    (void)str_copy_cut(v.actor, sizeof v.actor, app->actor.login);
    (void)str_copy_cut(v.seat, sizeof v.seat, app->seat);
    (void)str_copy_cut(v.object, sizeof v.object, object);
    if (!is_first(log, &v))
        return;
    if (log->n == VIEWS_WAITING_MAX) {
        if (!log->lost)
            log_line(LOG_ERROR, "views waiting=%d the store cannot be written; further ones are not noted", VIEWS_WAITING_MAX);
        log->lost = true;
        return;
    }
    if (log->n == log->waiting_room) {
        log->waiting_room = log->waiting_room ? log->waiting_room * 2 : 16;
        log->waiting = xrealloc(log->waiting, log->waiting_room * sizeof *log->waiting);
    }
    log->waiting[log->n++] = v;
}

static void saw(struct app *app, enum view_kind kind, const char *what, int64_t id)
{
    char object[VIEW_OBJECT_BYTES];
    if (!app->views || !id)
        return;
    snprintf(object, sizeof object, "%s:%" PRId64, what, id);
    note(app, kind, object);
}

void views_saw(struct app *app, const char *kind, int64_t id)
{
    saw(app, VIEW_RECORD, kind, id);
}

void views_saw_hit(struct app *app, const char *kind, int64_t id)
{
    saw(app, VIEW_HIT, kind, id);
}

void views_saw_sheet(struct app *app, const char *scheme, const char *sheet)
{
    char object[VIEW_OBJECT_BYTES];
    if (!app->views)
        return;
    snprintf(object, sizeof object, "sheet:%s/%s", scheme, sheet);
    note(app, VIEW_SHEET, object);
}

bool views_wait(const struct app *app)
{
    return app->views && app->views->n > 0;
}

/* Another sitting of the same person may have written it today. */
static int is_written(struct db *db, const struct view *v, const char *verb, bool *written_r, struct err *e)
{
    int64_t before = 0;
    *written_r = false;
    for (int page = 0; page < PAGES_MAX; page++) {
        AUTO(arena) struct arena a = {0};
        struct events events;
        int rc = events_before(db, v->object, before, EVENTS_A_PAGE, &a, &events, e);
        if (rc || !events.n)
            return rc;
        for (size_t i = 0; i < events.n; i++) {
            const struct event *ev = &events.at[i];
            if (date_compare(instant_date_jst(ev->at), instant_date_jst(v->at)) < 0)
                return 0;
            *written_r = *written_r || (str_eq(ev->verb, verb) && str_eq(ev->actor, v->actor));
        }
        if (*written_r)
            return 0;
        before = events.at[events.n - 1].seq;
    }
    return 0;
}

static int write_event(struct db *db, const struct view *v, const char *verb, const char *object, const char *text, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const struct change_set none = change_set_in(&a);
    const struct journal_entry entry = {.at = v->at, .actor = v->actor, .seat = v->seat, .verb = verb, .object = object, .note = text};
    return journal_commit(db, &entry, &none, NULL, e);
}

/* Hits of one person that follow each other are one event; *i is behind them then. */
static int write_hits(struct db *db, const struct view_log *log, size_t *i, struct err *e)
{
    AUTO(buf) struct buf text = BUF(JOURNAL_NOTE_MAX_BYTES);
    struct json_writer w = json_writer_to(&text);
    const struct view *first = &log->waiting[*i];
    json_begin_object(&w);
    json_key(&w, "hits");
    json_begin_array(&w);
    for (int n = 0; *i < log->n && n < HITS_AN_EVENT; ++*i, n++) {
        const struct view *v = &log->waiting[*i];
        if (v->kind != VIEW_HIT || !str_eq(v->actor, first->actor))
            break;
        json_text(&w, v->object);
    }
    json_end_array(&w);
    json_end_object(&w);
    return write_event(db, first, "lookup.view", "lookup", buf_str(&text), e);
}

static int write_all(struct db *db, void *arg, struct err *e)
{
    const struct view_log *log = arg;
    int rc = 0;
    for (size_t i = 0; !rc && i < log->n;) {
        const struct view *v = &log->waiting[i];
        if (v->kind == VIEW_HIT) {
            rc = write_hits(db, log, &i, e);
            continue;
        }
        char verb[VIEW_OBJECT_BYTES];
        bool written;
        snprintf(verb, sizeof verb, "%.*s.view", (int)strcspn(v->object, ":"), v->object);
        rc = is_written(db, v, verb, &written, e);
        if (!rc && !written)
            rc = write_event(db, v, verb, v->object, NULL, e);
        i++;
    }
    return rc;
}

int views_write(struct app *app, struct err *e)
{
    int rc = views_wait(app) ? db_write(app->db, write_all, app->views, e) : 0;
    if (!rc && app->views) {
        app->views->n = 0;
        app->views->lost = false;
    }
    return rc;
}
