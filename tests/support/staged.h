/* An office in memory under the real schemes, on a fixed day, with the specimen of a case type on its desk: case 3, the
 * cases behind it 1 and 2, and, where the type is about one, certificate 1. */
#ifndef SHINSA_TESTS_STAGED_H
#define SHINSA_TESTS_STAGED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/app/app.h"
#include "core/app/examples_stage.h"
#include "core/app/journal.h"
#include "core/base/str.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/rule/scheme.h"
#include "db/rows.h"
#include "db/rows_event.h"
#include "tests/support/unit.h"

enum { STAGED_CASE = 3, STAGED_CERTIFICATE = 1 };

struct staged {
    struct schemes *schemes;
    struct app *app;
    struct arena arena;
    struct stage stage;
    const struct scheme *scheme;
};

static inline int staged_schemes(void **state, const char *folder)
{
    struct staged *o = xcalloc(1, sizeof *o);
    struct err e;
    char dir[600];
    const char *srcdir = getenv("SRCDIR");
    snprintf(dir, sizeof dir, "%s/%s", srcdir ? srcdir : ".", folder);
    assert_ok(schemes_load(dir, &o->schemes, NULL, &e), &e);
    *state = o;
    return 0;
}

/* Once for a test program: the installed schemes, or the invented ones of the worked examples. */
static inline int staged_group_setup(void **state)
{
    return staged_schemes(state, "schemes");
}

static inline int staged_examples_setup(void **state)
{
    return staged_schemes(state, "tests/examples/schemes");
}

static inline void staged_close(struct staged *o)
{
    app_close(o->app);
    o->app = NULL;
    arena_done(&o->arena);
}

static inline int staged_group_teardown(void **state)
{
    struct staged *o = *state;
    staged_close(o);
    schemes_free(o->schemes);
    free(o);
    return 0;
}

static inline struct date staged_day(const char *iso)
{
    struct date d;
    assert_true(date_from_iso(iso, &d));
    return d;
}

/* An empty office on a day, acted in by the office itself. */
static inline struct app *staged_open(struct staged *o, const char *today)
{
    struct err e;
    staged_close(o);
    o->arena = (struct arena){0};
    assert_ok(app_open(":memory:", 0, o->schemes, clock_fixed(staged_day(today)), &o->app, &e), &e);
    app_act_for_office(o->app, "office");
    return o->app;
}

/* With the specimen of a case type of a scheme. */
static inline struct app *staged_stage(struct staged *o, const char *scheme, const char *type, const char *today)
{
    struct err e;
    staged_open(o, today);
    o->scheme = schemes_on(o->schemes, scheme, staged_day(today));
    assert_non_null(o->scheme);
    assert_ok(stage_build(&o->stage, o->app, o->scheme, type, NULL, &o->arena, &e), &e);
    return o->app;
}

struct staged_put_arg {
    struct app *app;
    const struct record_type *type;
    const void *record;
    const char *object;
};

static inline int staged_put_fn(struct db *db, void *arg, struct err *e)
{
    struct staged_put_arg *put = arg;
    AUTO(arena) struct arena a = {0};
    struct change_set set = change_set_in(&a);
    change_put(&set, put->type, put->record);
    const struct journal_entry entry = {.at = clock_now(&put->app->clock), .actor = "office", .seat = "test", .verb = "test.put", .object = put->object};
    return journal_commit(db, &entry, &set, NULL, e);
}

/* One more record on file, journalled as about an object. */
static inline void staged_put_about(struct staged *o, const struct record_type *type, const void *record, const char *object)
{
    struct staged_put_arg put = {o->app, type, record, object};
    struct err e;
    assert_ok(db_write(o->app->db, staged_put_fn, &put, &e), &e);
}

static inline void staged_put(struct staged *o, const struct record_type *type, const void *record)
{
    staged_put_about(o, type, record, "test");
}

/* A first application under aspic, for the caller to fill in and put. */
static inline struct case_file staged_case(int64_t id)
{
    struct case_file c;
    record_init(&case_file_type, &c);
    c.id = id;
    c.scheme = "aspic";
    c.edition = "2022-04-01";
    c.type = "new";
    return c;
}

struct staged_event_arg {
    struct arena *a;
    int64_t back;
    struct event event;
};

static inline int staged_event_fn(struct db *db, void *arg, struct err *e)
{
    struct staged_event_arg *last = arg;
    struct events events;
    int rc = events_before(db, "", 0, last->back + 1, last->a, &events, e);
    assert_true(rc || (int64_t)events.n > last->back);
    if (!rc)
        last->event = events.at[last->back];
    return rc;
}

/* The newest event, or one that many before it. */
static inline struct event staged_event(struct staged *o, int64_t back)
{
    struct staged_event_arg last = {.a = &o->arena, .back = back};
    struct err e;
    assert_ok(db_read(o->app->db, staged_event_fn, &last, &e), &e);
    return last.event;
}

/* The refusal that is expected, by code and message. */
#define assert_refused(rc, e, code, msg) staged_refused_((rc), (e), (code), (msg), __FILE__, __LINE__)

static inline void staged_refused_(int rc, const struct err *e, int code, const char *msg, const char *file, int line)
{
    if (rc != code || strcmp(e->msg, msg) != 0) {
        print_error("%s %s [%s], not %s %s\n", rc ? err_name(rc) : "done", rc ? e->msg : "", rc ? e->arg[0] : "", err_name(code), msg);
        _fail(file, line);
    }
}

/* A user with roles ("reviewer accounting") in a scheme; acts from now on. */
static inline void staged_act_as(struct staged *o, int64_t id, const char *login, const char *scheme, const char *roles)
{
    struct err e;
    struct user user = {.id = id, .login = login, .name = login, .state = "active", .language = "ja", .created_on = app_today(o->app)};
    struct str rest = str_of(roles), one;
    staged_put(o, &user_type, &user);
    while (*roles && str_split(&rest, ' ', &one)) {
        const struct user_role role = {.user_id = id, .scheme = scheme, .role = arena_strndup(&o->arena, one.p, one.n),
                                       .granted_on = app_today(o->app), .revoked_on = DATE_NONE};
        staged_put(o, &user_role_type, &role);
    }
    assert_ok(app_act_as(o->app, login, &e), &e);
}

/* A certificate with its first event, of nobody. */
static inline void staged_add_certificate(struct staged *o, int64_t id, const char *scheme, const char *number, int64_t serial, const char *granted,
                                          const char *subject)
{
    struct certificate c;
    record_init(&certificate_type, &c);
    const struct scheme *s = schemes_on(o->schemes, scheme, app_today(o->app));
    assert_non_null(s);
    c.id = id;
    c.scheme = scheme;
    c.edition = s->version_text;
    c.number = number;
    c.serial = serial;
    c.state = "valid";
    c.subject = subject;
    c.granted_on = c.valid_from = c.state_since = staged_day(granted);
    c.valid_until = (struct date){c.granted_on.days + 730};
    staged_put(o, &certificate_type, &c);
    const struct certificate_event ev = {.certificate_id = id, .transition = "K01", .from_state = "", .to_state = "valid",
                                         .effective_on = c.granted_on, .reason = "", .performed = true};
    staged_put(o, &certificate_event_type, &ev);
}

#endif
