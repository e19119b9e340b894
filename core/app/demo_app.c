#include "core/app/demo_app.h"

#include <string.h>

#include "core/app/deadline_app.h"
#include "core/app/demo_bulk.h"
#include "core/app/demo_life.h"
#include "core/app/demo_morning.h"
#include "core/app/demo_names.h"
#include "core/app/user_app.h"
#include "core/base/str.h"
#include "core/model/certificate.h"
#include "core/rule/scheme.h"
#include "db/db.h"
#include "db/rows_case.h"

enum { LIVES_A_TRANSACTION = 8, LATER_TRIES = 3, DEMO_DAYS = 1100, LEAVE_DAYS = 5, DAYS_OF_A_PERIOD = 720, RENEWAL_FORGOTTEN = 4, LAST_LIVES = 20 };

struct fill {
    struct app *app;
    uint64_t number;       /* of the next life */
    int64_t left, in_all;
    struct date today;
    uint64_t chance;
    LIST(const struct scheme *) schemes;
    struct arena *a;
};

/* Does a fee ask for this value whatever happens? With a condition of its own it may wait until the office enters it. */
static bool is_needed(const struct scheme *s, const struct param_def *param, struct arena *a)
{
    const char *name = arena_printf(a, "param.%s", param->rule.id);
    for (size_t i = 0; i < s->fees.n; i++)
        for (size_t k = 0; k < s->fees.at[i].rows.n; k++) {
            const struct price_def *price = &s->fees.at[i].rows.at[k];
            if (formula_given(&price->entered) && !formula_given(&price->cond) && str_eq(price->entered.text, name))
                return true;
        }
    return false;
}

/* A scheme with a value that the office must still enter (a price) cannot be lived through. */
static bool is_ready(const struct scheme *s, struct arena *a)
{
    for (size_t i = 0; i < s->params.n; i++)
        if (s->params.at[i].type.type == VALUE_YEN && str_empty(s->params.at[i].value) && is_needed(s, &s->params.at[i], a))
            return false;
    return !s->abstract && s->specimen;
}

/* A first case of a scheme opens without a certificate. */
static const struct case_type_def *first_type(const struct scheme *s, uint64_t *chance)
{
    const struct case_type_def *fit[16];
    size_t n = 0;
    for (size_t i = 0; i < s->case_types.n && n < COUNT_OF(fit); i++)
        if (s->case_types.at[i].certificate == CERT_NONE)
            fit[n++] = &s->case_types.at[i];
    /* Most of what comes in is the first kind: applications. */
    return !n ? NULL : demo_random(chance) % 8 ? fit[0] : fit[demo_random(chance) % n];
}

/* The first kind of case about a certificate: in every scheme its renewal. */
static const struct case_type_def *renewal_type(const struct scheme *s)
{
    for (size_t i = 0; i < s->case_types.n; i++)
        if (s->case_types.at[i].certificate != CERT_NONE && s->case_types.at[i].certificate != CERT_OPTIONAL)
            return &s->case_types.at[i];
    return NULL;
}

/* Nobody has looked at a case for longer than some days. */
static struct date last_day(struct fill *fill)
{
    return (struct date){fill->today.days - (int32_t)(demo_random(&fill->chance) % LEAVE_DAYS)};
}

/* Something that happens to a certificate later: its renewal shortly before it ends, or a change, a report, its end. */
static int later_case(struct fill *fill, const struct demo_life *first, const struct scheme *s, struct arena *a, struct err *e)
{
    struct certificate cert;
    const struct case_type_def *type = renewal_type(s);
    int rc = rows_get_id(fill->app->db, &certificate_type, first->granted_id, &cert, a, e);
    if (rc || !type)
        return rc;
    struct date day = {cert.valid_until.days - 45};
    /* By the life's number, not by chance: whatever the schemes are, some certificates of an office expire. */
    bool renews = date_compare(day, fill->today) <= 0 && first->number % RENEWAL_FORGOTTEN;
    for (int i = 0; !renews && i < LATER_TRIES; i++) {
        type = &s->case_types.at[demo_random(&fill->chance) % s->case_types.n];
        day.days = first->until.days + 20 + (int32_t)(demo_random(&fill->chance) % 200);
        if (type->certificate != CERT_NONE && type != renewal_type(s) && date_compare(day, fill->today) <= 0)
            break;
        type = NULL;
    }
    if (!type)
        return 0;
    struct demo_life life = {.scheme = s->rule.id, .type = type->rule.id, .certificate_id = cert.id, .number = first->number, .from = day,
                             .last = last_day(fill), .steps = DEMO_STEPS_MAX, .chance = demo_random(&fill->chance)};
    rc = demo_live(fill->app, &life, a, e);
    if (!rc)
        fill->left--;
    return rc == E_RULE ? 0 : rc;
}

static int one_life(struct fill *fill, struct arena *a, struct err *e)
{
    const struct scheme *s = fill->schemes.at[fill->number % fill->schemes.n];
    const struct case_type_def *type = first_type(s, &fill->chance);
    if (!type)
        return 0;
    /* Lives began one after the other in the last three years, so that numbers grow with their dates. */
    int32_t age = (int32_t)(DEMO_DAYS - (int64_t)fill->number * DEMO_DAYS / (fill->in_all * 9 / 20 + 1));
    if (age < 1)
        age = 1 + (int32_t)(demo_random(&fill->chance) % 40);
    struct demo_life life = {.scheme = s->rule.id, .type = type->rule.id, .number = fill->number, .from = {fill->today.days - age},
                             .last = last_day(fill), .steps = DEMO_STEPS_MAX, .chance = demo_random(&fill->chance)};
    if (date_compare(life.from, s->version) < 0)
        life.from = s->version;
    int rc = demo_live(fill->app, &life, a, e);
    fill->left--;
    if (!rc && life.granted_id && fill->left > 0 && (age > DAYS_OF_A_PERIOD || demo_random(&fill->chance) % 3))
        rc = later_case(fill, &life, s, a, e);
    return rc == E_RULE ? 0 : rc;
}

static int some_lives(struct db *db, void *arg, struct err *e)
{
    struct fill *fill = arg;
    (void)db;
    /* The work may run again when the database asks: it begins where it began. */
    struct fill now = *fill;
    int rc = 0;
    for (int i = 0; !rc && i < LIVES_A_TRANSACTION && now.left > 0; i++) {
        AUTO(arena) struct arena a = {0};
        rc = one_life(&now, &a, e);
        now.number++;
    }
    if (!rc)
        *fill = now;
    return rc;
}

static int count_cases(struct db *db, void *arg, struct err *e)
{
    return case_last_id(db, arg, e);
}

/* Lives, and then what the passing of time brought them. */
static int fill_lives(struct fill *fill, demo_progress_fn *progress, void *arg, int64_t n, struct err *e)
{
    int rc = 0;
    while (!rc && fill->left > 0) {
        rc = db_write(fill->app->db, some_lives, fill, e);
        if (!rc && progress)
            progress(arg, fill->in_all - fill->left, n);
    }
    size_t n_events;
    if (!rc)
        rc = clock_run(fill->app, &n_events, e);
    return rc == E_RULE ? 0 : rc; /* what a rule refuses today waits, as it does in an office */
}

int demo_fill(struct app *app, int64_t n, demo_progress_fn *progress, void *arg, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct fill fill = {.app = app, .today = app_today(app), .chance = 20260401, .left = n < DEMO_LIVES ? n : DEMO_LIVES, .a = &a};
    fill.in_all = fill.left;
    int64_t there = 0;
    int rc = db_read(app->db, count_cases, &there, e);
    if (!rc && there)
        rc = err_set(e, E_CONFLICT, "demo.not-empty", NULL);
    for (size_t i = 0; i < app->schemes->n; i++) {
        const struct scheme *s = app->schemes->at[i];
        if (is_ready(s, &a) && s == schemes_on(app->schemes, s->rule.id, fill.today))
            *LIST_ADD(&a, &fill.schemes) = s;
    }
    if (!rc && !fill.schemes.n)
        rc = err_set(e, E_NOTFOUND, "demo.no-specimen", NULL);
    const int64_t lives = fill.left, last = lives / LAST_LIVES;
    fill.left = lives - last;
    if (!rc)
        rc = fill_lives(&fill, progress, arg, n, e);
    if (!rc)
        rc = demo_morning(app, e);
    if (!rc && n > lives)
        rc = demo_stamp(app, n - lives, fill.number + (uint64_t)last, progress, arg, e);
    /* The last lives come last, so that the newest of the journal is what people did. */
    fill.left = last;
    return rc ? rc : fill_lives(&fill, progress, arg, n, e);
}

int demo_people(struct app *app, const char *key_line, struct err *e)
{
    int rc = user_add_for_all(app, "demo", e);
    return rc || !key_line ? rc : user_add_key(app, "demo", key_line, e);
}
