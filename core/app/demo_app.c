#include "core/app/demo_app.h"

#include <string.h>

#include "core/app/deadline_app.h"
#include "core/app/demo_bulk.h"
#include "core/app/demo_life.h"
#include "core/app/demo_morning.h"
#include "core/app/demo_names.h"
#include "core/app/demo_office.h"
#include "core/app/demo_plan.h"
#include "core/app/user_app.h"
#include "core/base/str.h"
#include "core/model/certificate.h"
#include "core/rule/scheme.h"
#include "db/db.h"
#include "db/rows_case.h"

enum { LIVES_A_TRANSACTION = 8, TRIES_MAX = 6, LEAVE_DAYS = 5, POOL_MAX = 4096 };

/* A certificate of the invented office, to which something may happen. */
struct pooled {
    const struct scheme *scheme;
    int64_t id;
    uint64_t number; /* of its party */
    struct date granted_on, until;
    int cases;       /* about it so far */
};

/* A life that came to stand where something is due: how many days after it began. */
struct example_life {
    struct planned plan;
    int days; /* 0: none yet */
};

struct fill {
    struct app *app;
    uint64_t number; /* of the next party */
    int64_t left, made; /* lives, and cases that came of them */
    struct date today;
    uint64_t chance;
    struct plan *plan;
    size_t next;     /* of the plan */
    int turn;        /* how often those that did not get where they were to go set out again */
    struct pooled *pool;
    size_t n_pool;
    LIST(const struct scheme *) schemes;
    struct example_life *example; /* by place in schemes */
    struct arena *a;
};

/* Nobody has looked at a case for longer than some days. */
static struct date last_day(struct fill *fill)
{
    return (struct date){fill->today.days - (int32_t)(demo_random(&fill->chance) % LEAVE_DAYS)};
}

static bool is_pooled(const struct fill *fill, int64_t id)
{
    for (size_t i = 0; i < fill->n_pool; i++)
        if (fill->pool[i].id == id)
            return true;
    return false;
}

static struct example_life *example_of(const struct fill *fill, const struct scheme *s)
{
    for (size_t i = 0; i < fill->schemes.n; i++)
        if (fill->schemes.at[i] == s)
            return &fill->example[i];
    return NULL;
}

/* A case that somebody works on. Some days must lie between beginning and due day: less is no time for what was done before. */
static void take_example(struct fill *fill, const struct planned *plan, const struct demo_life *life)
{
    enum { DAYS_MIN = 8, DAYS_MAX = 90 };
    struct example_life *to = example_of(fill, plan->scheme);
    const struct state_def *state = machine_state(plan->way.goal, plan->way.state);
    if (!state || state->final || state->settled || plan->way.goal->of == MACHINE_CERTIFICATE)
        return;
    int days = date_is_none(life->due) ? 0 : life->due.days - life->from.days;
    if (to && !to->days && days >= DAYS_MIN && days <= DAYS_MAX)
        *to = (struct example_life){*plan, days};
}

/* What a life was granted may be what another is about. */
static int take_certificates(struct fill *fill, const struct scheme *s, const struct demo_life *life, struct arena *a, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < life->n_granted && fill->n_pool < POOL_MAX; i++) {
        struct certificate cert;
        if (is_pooled(fill, life->granted[i]))
            continue;
        rc = rows_get_id(fill->app->db, &certificate_type, life->granted[i], &cert, a, e);
        if (!rc)
            fill->pool[fill->n_pool++] = (struct pooled){s, cert.id, life->number, cert.granted_on, cert.valid_until, 0};
    }
    return rc;
}

/* The certificate that fewest cases are about, of those that were there `day`. */
static struct pooled *pick(struct fill *fill, const struct scheme *s, struct date day)
{
    struct pooled *best = NULL;
    for (size_t i = 0; i < fill->n_pool; i++) {
        struct pooled *p = &fill->pool[i];
        bool there = p->scheme == s && date_compare(p->granted_on, day) < 0 && (date_is_none(p->until) || date_compare(p->until, day) >= 0);
        if (there && (!best || p->cases < best->cases))
            best = p;
    }
    return best;
}

static int live(struct fill *fill, const struct planned *plan, int age, const struct pooled *about, struct demo_life *life, struct arena *a,
                struct err *e)
{
    struct demo_way way = plan->way;
    *life = (struct demo_life){.scheme = plan->scheme->rule.id, .type = plan->type, .specimen = plan->specimen, .certificate_id = about ? about->id : 0,
                               .number = about ? about->number : fill->number, .from = {fill->today.days - age}, .last = last_day(fill),
                               .steps = DEMO_STEPS_MAX, .way = way.goal ? &way : NULL, .goes_on = plan->goes_on, .owes = fill->turn % 3 == 1,
                               .silent = fill->turn % 3 == 2, .chance = demo_random(&fill->chance)};
    if (date_compare(life->from, plan->scheme->version) < 0)
        life->from = plan->scheme->version;
    fill->number += about ? 0 : 1;
    int rc = demo_live(fill->app, life, a, e);
    life->way = NULL;
    fill->left--;
    fill->made += !rc;
    if (rc == E_RULE)
        rc = 0;
    if (!rc && life->reached && !about)
        take_example(fill, plan, life);
    return rc ? rc : take_certificates(fill, plan->scheme, life, a, e);
}

/* An application that is granted, some time before what is to happen to its certificate. */
static int grant(struct fill *fill, const struct planned *wanted, int age, struct arena *a, struct err *e)
{
    const struct scheme *s = wanted->scheme;
    const struct case_type_def *type = plan_first_type(s);
    const struct machine_def *m = scheme_certificate_machine(s);
    struct demo_life life;
    struct planned plan = {.scheme = s, .type = type ? type->rule.id : "", .specimen = wanted->about, .goes_on = true};
    for (size_t k = 0; m && k < m->states.n && !plan.way.goal; k++)
        if (m->states.at[k].in_force)
            plan.way = (struct demo_way){.goal = m, .state = m->states.at[k].rule.id, .type = plan.type};
    return type && plan.way.goal ? live(fill, &plan, age, NULL, &life, a, e) : 0;
}

/* The certificate that a case is about: any that was in force that day, or one that is granted for it; `before`: by an
 * application of so many days ago. */
static int find_certificate(struct fill *fill, const struct planned *plan, int age, int before, struct pooled **about_r, struct arena *a,
                            struct err *e)
{
    const struct date day = {fill->today.days - age};
    int rc = 0;
    *about_r = plan->about || before ? NULL : pick(fill, plan->scheme, day);
    if (!*about_r && fill->left > 1) {
        enum { BEFORE_DAYS = 90 };
        size_t known = fill->n_pool;
        rc = grant(fill, plan, before ? before : age + BEFORE_DAYS, a, e);
        *about_r = fill->n_pool > known ? &fill->pool[known] : pick(fill, plan->scheme, day);
    }
    if (*about_r)
        (*about_r)->cases++;
    return rc;
}

/* How long certificates of the scheme are valid, as far as one was granted. */
static int validity(const struct fill *fill, const struct scheme *s)
{
    enum { TWO_YEARS = 730 };
    for (size_t i = 0; i < fill->n_pool; i++)
        if (fill->pool[i].scheme == s && !date_is_none(fill->pool[i].until))
            return fill->pool[i].until.days - fill->pool[i].granted_on.days;
    return TWO_YEARS;
}

static int one_life(struct fill *fill, struct planned *plan, struct arena *a, struct err *e)
{
    enum { AHEAD_DAYS = 45, NEAR_DAYS = 20, LONG_AGO = 60, GRANT_DAYS = 10 };
    const struct case_type_def *type = scheme_case_type(plan->scheme, plan->type);
    const int oldest = fill->today.days - plan->scheme->version.days;
    struct pooled *about = NULL;
    struct demo_life life;
    /* What was too short a time for one may be too long for another. */
    int age = plan->age > LONG_AGO ? plan->age / (1 + fill->turn) : plan->age * (1 + fill->turn), before = 0, rc = 0;
    bool needs = type->certificate != CERT_NONE && (type->certificate != CERT_OPTIONAL || fill->turn % 2 == 0);
    /* What time brings to a certificate about which a case is open, or takes from it, comes when it ends: about today. */
    const int over = plan_waits(plan) ? NEAR_DAYS : -NEAR_DAYS;
    if (needs && plan_passes(plan) && !plan->about && fill->turn % 2 == 0) {
        before = validity(fill, plan->scheme) + over + GRANT_DAYS;
        age = AHEAD_DAYS + over;
    }
    age = age < oldest ? age : oldest;
    if (needs)
        rc = find_certificate(fill, plan, age, before, &about, a, e);
    if (rc || (!about && needs))
        return rc;
    if (before && fill->today.days - about->until.days + AHEAD_DAYS > 0)
        age = fill->today.days - about->until.days + AHEAD_DAYS;
    rc = live(fill, plan, age, about, &life, a, e);
    plan->reached = life.reached || !plan->way.goal;
    return rc;
}

static int some_lives(struct db *db, void *arg, struct err *e)
{
    struct fill *fill = arg;
    (void)db;
    /* The work may run again when the database asks: it begins where it began. */
    struct fill now = *fill;
    int rc = 0;
    for (int i = 0; !rc && i < LIVES_A_TRANSACTION && now.left > 0 && now.next < now.plan->all.n; now.next++) {
        AUTO(arena) struct arena a = {0};
        struct planned *plan = &now.plan->all.at[now.next];
        if (now.turn && (!plan->way.goal || plan->goes_on || plan->reached))
            continue;
        if (now.turn && !plan_turn(plan, (size_t)now.turn, now.a))
            continue;
        rc = one_life(&now, plan, &a, e);
        i++;
    }
    if (!rc)
        *fill = now;
    return rc;
}

static int count_cases(struct db *db, void *arg, struct err *e)
{
    return case_last_id(db, arg, e);
}

/* A case of this scheme with something due on a day: the example's life again, begun so many days before; a few tries, as closed
 * days come between. */
static int live_until_due(struct fill *fill, struct example_life *example, struct date due, struct err *e)
{
    enum { TRIES = 4 };
    int rc = 0, age = fill->today.days - due.days + example->days;
    for (int i = 0; !rc && i < TRIES && fill->left > 0 && age > 0; i++) {
        AUTO(arena) struct arena a = {0};
        struct demo_life life;
        rc = live(fill, &example->plan, age, NULL, &life, &a, e);
        if (rc || date_is_none(life.due) || date_compare(life.due, due) == 0)
            return rc;
        age += life.due.days - due.days;
    }
    return rc;
}

/* Every scheme has something that is late, something for the day, and something for the week. */
static int some_due(struct db *db, void *arg, struct err *e)
{
    static const int days[] = {-2, 0, 3};
    struct fill *fill = arg, now = *fill;
    int rc = 0;
    (void)db;
    now.turn = 0;
    for (size_t i = 0; !rc && i < now.schemes.n; i++)
        for (size_t k = 0; !rc && now.example[i].days && k < COUNT_OF(days); k++)
            rc = live_until_due(&now, &now.example[i], (struct date){now.today.days + days[k]}, e);
    if (!rc)
        *fill = now;
    return rc;
}

/* Lives, and then what the passing of time brought them. */
static int fill_lives(struct fill *fill, size_t until, demo_progress_fn *progress, void *arg, int64_t n, struct err *e)
{
    int64_t in_all = fill->left;
    int rc = 0;
    while (!rc && fill->left > 0 && fill->next < until) {
        rc = db_write(fill->app->db, some_lives, fill, e);
        if (!rc && progress)
            progress(arg, in_all - fill->left, n);
    }
    size_t n_events;
    if (!rc)
        rc = clock_run(fill->app, &n_events, e);
    return rc == E_RULE ? 0 : rc; /* what a rule refuses today waits, as it does in an office */
}

static int find_schemes(struct fill *fill, struct err *e)
{
    const struct app *app = fill->app;
    for (size_t i = 0; i < app->schemes->n; i++) {
        const struct scheme *s = app->schemes->at[i];
        if (demo_ready(s) && s == schemes_on(app->schemes, s->rule.id, fill->today))
            *LIST_ADD(fill->a, &fill->schemes) = s;
    }
    int rc = fill->schemes.n ? 0 : err_set(e, E_NOTFOUND, "demo.no-specimen", NULL);
    for (size_t i = 0; !rc && i < fill->schemes.n; i++)
        rc = demo_params(fill->app, fill->schemes.at[i], e);
    return rc;
}

int demo_fill(struct app *app, int64_t n, demo_progress_fn *progress, void *arg, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct plan plan = {0};
    struct fill fill = {.app = app, .today = app_today(app), .chance = 20260401, .plan = &plan, .a = &a,
                        .pool = ARENA_ARRAY(&a, struct pooled, POOL_MAX)};
    int64_t there = 0;
    int rc = db_read(app->db, count_cases, &there, e);
    if (!rc && there)
        rc = err_set(e, E_CONFLICT, "demo.not-empty", NULL);
    if (!rc)
        rc = find_schemes(&fill, e);
    const int64_t most = (int64_t)(DEMO_LIVES_OF_A_SCHEME * fill.schemes.n), lives = n < most ? n : most;
    const int64_t due = lives / 10; /* kept for what makes a morning */
    fill.left = lives - due;
    if (!rc)
        fill.example = ARENA_ARRAY(&a, struct example_life, fill.schemes.n);
    if (!rc)
        plan_lives(&plan, fill.schemes.at, fill.schemes.n, (size_t)(lives * 2 / 3), fill.today, &fill.chance, &a);
    for (; !rc && fill.left > 0 && fill.turn < TRIES_MAX; fill.turn++, fill.next = 0)
        rc = fill_lives(&fill, plan.all.n, progress, arg, n, e);
    fill.left += due;
    if (!rc)
        rc = db_write(app->db, some_due, &fill, e);
    if (!rc)
        rc = demo_morning(app, fill.schemes.n, e);
    if (!rc && n > fill.made)
        rc = demo_stamp(app, n - fill.made, fill.number, progress, arg, e);
    return rc;
}

int demo_people(struct app *app, const char *key_line, struct err *e)
{
    int rc = user_add_for_all(app, "demo", e);
    return rc || !key_line ? rc : user_add_key(app, "demo", key_line, e);
}
