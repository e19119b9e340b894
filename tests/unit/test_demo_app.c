#include "core/app/demo_app.h"

#include "core/app/bundle.h"
#include "core/app/cert_app.h"
#include "core/app/demo_office.h"
#include "core/app/home_app.h"
#include "core/app/verify.h"
#include "db/db.h"
#include "db/rows_case.h"
#include "db/rows_deadline.h"
#include "tests/support/staged.h"

enum { STAMPED = 60, SEEN_MAX = 2000 };

/* States that no made-up office can show, and why. */
static const struct impossible {
    const char *scheme, *machine, *state;
} impossible[] = {
    {"bels", "evaluation", "disposed"},    /* papers are kept for ten years, and the rules are of 2025 */
    {"bels", "copy", "disposed"},
    {"bels", "evaluation", "handed_over"}, /* only when the body gives up its work, which a made-up office does not */
};

struct seen {
    struct staged *o;
    struct one {
        const char *scheme, *machine, *state;
    } at[SEEN_MAX];
    size_t n;
    struct unpaid {
        const char *scheme;
        int fees;
    } unpaid[32];
    size_t n_unpaid;
    int64_t cases;
};

static bool is_seen(const struct seen *s, const char *scheme, const char *machine, const char *state)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_eq(s->at[i].scheme, scheme) && str_eq(s->at[i].machine, machine) && str_eq(s->at[i].state, state))
            return true;
    return false;
}

static void see(struct seen *s, const char *scheme, const char *machine, const char *state)
{
    struct arena *a = &s->o->arena;
    if (is_seen(s, scheme, machine, state))
        return;
    assert_true(s->n < SEEN_MAX);
    s->at[s->n++] = (struct one){arena_strdup(a, scheme), arena_strdup(a, machine), arena_strdup(a, state)};
}

static int unpaid(const struct seen *s, const char *scheme)
{
    for (size_t i = 0; i < s->n_unpaid; i++)
        if (str_eq(s->unpaid[i].scheme, scheme))
            return s->unpaid[i].fees;
    return 0;
}

static void see_fees(struct seen *s, const struct bundle *b)
{
    for (size_t i = 0; i < b->fee.n; i++)
        if (str_eq(b->fee.at[i].state, "billed") && !unpaid(s, b->c.scheme) && s->n_unpaid < COUNT_OF(s->unpaid))
            s->unpaid[s->n_unpaid++] = (struct unpaid){arena_strdup(&s->o->arena, b->c.scheme), 1};
}

static void see_case(struct seen *s, const struct bundle *b)
{
    const struct machine_def *cert = scheme_certificate_machine(b->scheme);
    see(s, b->c.scheme, scheme_case_machine(b->scheme, b->c.type)->rule.id, b->c.state);
    if (b->cert.id && cert)
        see(s, b->c.scheme, cert->rule.id, b->cert.state);
    for (size_t i = 0; i < b->other_cert.n; i++)
        see(s, b->c.scheme, cert->rule.id, b->other_cert.at[i].cert.state);
    for (size_t i = 0; i < b->track.n; i++)
        see(s, b->c.scheme, b->track.at[i].track, b->track.at[i].state);
    see_fees(s, b);
}

static int look(struct db *db, void *arg, struct err *e)
{
    struct seen *s = arg;
    int64_t last = 0;
    int rc = case_last_id(db, &last, e);
    for (int64_t id = 1; !rc && id <= last; id++) {
        AUTO(arena) struct arena a = {0};
        struct bundle b;
        rc = bundle_load(s->o->app, id, &a, &b, e);
        s->cases += !rc;
        if (!rc)
            see_case(s, &b);
        else if (rc == E_NOTFOUND) /* a number that was not used after all */
            rc = 0;
    }
    return rc;
}

static bool is_impossible(const char *scheme, const char *machine, const char *state)
{
    for (size_t i = 0; i < COUNT_OF(impossible); i++)
        if (str_eq(impossible[i].scheme, scheme) && str_eq(impossible[i].machine, machine) && str_eq(impossible[i].state, state))
            return true;
    return false;
}

static int count_missing(const struct seen *s, const struct scheme *scheme)
{
    int missing = 0;
    for (size_t i = 0; i < scheme->machines.n; i++)
        for (size_t k = 0; k < scheme->machines.at[i].states.n; k++) {
            const char *machine = scheme->machines.at[i].rule.id, *state = scheme->machines.at[i].states.at[k].rule.id;
            bool seen = is_seen(s, scheme->rule.id, machine, state), cannot = is_impossible(scheme->rule.id, machine, state);
            if (seen == cannot) {
                print_error("%s %s %s is %s\n", scheme->rule.id, machine, state, seen ? "possible after all" : "nowhere");
                missing++;
            }
        }
    return missing;
}

struct due {
    struct staged *o;
    struct deadline_query query;
    size_t n;
};

static int read_due(struct db *db, void *arg, struct err *e)
{
    struct due *due = arg;
    struct deadline_line *line;
    return deadline_lines(db, &due->query, &due->o->arena, &line, &due->n, e);
}

/* Pending deadlines of a scheme from `from` to `until` days after today. */
static int count_due(struct staged *o, const char *scheme, int from, int until)
{
    enum { MANY = 200 };
    struct err e;
    const int32_t today = app_today(o->app).days;
    struct due due = {o, {.from = {today + from}, .until = {today + until}, .scheme = scheme, .limit = MANY}, 0};
    assert_ok(db_read(o->app->db, read_due, &due, &e), &e);
    return (int)due.n;
}

/* What a healthy office finds on its desk: a little behind, something for today, some more for the week; of each scheme its
 * share. */
static void assert_is_a_morning(struct staged *o, const struct seen *s)
{
    enum { LATE_DAYS = 6 };
    struct home desk;
    struct err e;
    assert_ok(home(o->app, &o->arena, &desk, &e), &e);
    assert_in_range(desk.overdue, 1, 9);
    assert_in_range(desk.today, 1, 9);
    assert_in_range(desk.this_week, 3, 60);
    assert_in_range(desk.queries_open, 1, 40);
    assert_true(desk.n_news > 0 && *desk.news[0] != '#'); /* the number of a case that was received, of whichever scheme */
    for (size_t i = 0; i < o->schemes->n; i++) {
        const struct scheme *scheme = o->schemes->at[i];
        if (!demo_ready(scheme))
            continue;
        if (!count_due(o, scheme->rule.id, -LATE_DAYS, -1) || !count_due(o, scheme->rule.id, 0, 0) || !count_due(o, scheme->rule.id, 1, 7) ||
            !unpaid(s, scheme->rule.id))
            fail_msg("%s: %d late, %d today, %d this week, %d unpaid", scheme->rule.id, count_due(o, scheme->rule.id, -LATE_DAYS, -1),
                     count_due(o, scheme->rule.id, 0, 0), count_due(o, scheme->rule.id, 1, 7), unpaid(s, scheme->rule.id));
    }
}

/* One office for all questions: the lives take a while. */
static void test_demo__fills_a_sound_office_in_which_everything_has_happened(void **state)
{
    static struct seen s;
    struct staged *o = *state;
    struct err e;
    struct verify_result proof;
    int64_t cases = STAMPED;
    int missing = 0;
    staged_open(o, "2026-11-20");
    s.o = o;
    for (size_t i = 0; i < o->schemes->n; i++)
        cases += demo_ready(o->schemes->at[i]) ? DEMO_LIVES_OF_A_SCHEME : 0;
    assert_ok(demo_fill(o->app, cases, NULL, NULL, &e), &e);
    assert_ok(db_read(o->app->db, look, &s, &e), &e);
    assert_true(s.cases >= cases);
    for (size_t i = 0; i < o->schemes->n; i++)
        missing += demo_ready(o->schemes->at[i]) ? count_missing(&s, o->schemes->at[i]) : 0;
    assert_int_equal(missing, 0);
    assert_is_a_morning(o, &s);
    assert_ok(verify_store(o->app->db, NULL, NULL, &proof, &e), &e);
    if (!proof.sound)
        fail_msg("%s %s", proof.difference.msg, proof.difference.arg[0]);
    assert_refused(demo_fill(o->app, cases, NULL, NULL, &e), &e, E_CONFLICT, "demo.not-empty");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_demo__fills_a_sound_office_in_which_everything_has_happened),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
