/* The virtual clerk 時計: what time alone brings about, written with the day on which it took effect. */
#include <inttypes.h>

#include "core/app/act.h"
#include "core/app/deadline_app.h"
#include "core/base/str.h"
#include "core/rule/deadline.h"
#include "core/rule/expr.h"
#include "core/rule/scheme.h"
#include "db/db.h"
#include "db/rows_clock.h"

static const char clerk[] = "clock";

/* What came of a run: one thing that cannot be done must not keep time from passing for all others. */
struct outcome {
    size_t done, stuck;
    struct err first; /* of those that are stuck */
};

/* One thing in one transaction and one event; done: false if there was nothing to do. */
struct tick {
    struct app *app;
    int64_t certificate_id, case_id;
    const struct deadline *deadline; /* NULL: the certificate itself */
    struct date today;
    struct arena *a;
    bool done;
};

static int commit_certificate(struct act *act, struct tick *t, struct err *e)
{
    return act_commit(act, "clock.certificate", arena_printf(t->a, "certificate:%" PRId64, t->certificate_id), NULL, e);
}

/* The case whose transition waited for a day that has come; 0: none. */
static int64_t waiting_case(const struct act *act)
{
    for (size_t i = 0; i < act->b.event.n; i++) {
        const struct certificate_event *ev = &act->b.event.at[i];
        if (!ev->performed && ev->case_id && date_compare(ev->effective_on, act->today) <= 0)
            return ev->case_id;
    }
    return 0;
}

/* Transitions that waited for their day, each with the case that decided it; then those that happen by themselves. */
static int tick_certificate(struct db *db, void *arg, struct err *e)
{
    struct tick *t = arg;
    struct act act;
    bool caught_up = true;
    (void)db;
    t->done = false;
    for (int64_t case_id = -1; case_id && caught_up;) {
        int rc = act_begin(&act, t->app, 0, t->certificate_id, t->today, t->a, e);
        case_id = rc ? 0 : waiting_case(&act);
        if (!rc && case_id)
            rc = act_begin(&act, t->app, case_id, 0, t->today, t->a, e);
        if (!rc)
            rc = act_catch_up(&act, &caught_up, e);
        if (!rc && caught_up)
            rc = commit_certificate(&act, t, e);
        if (rc)
            return rc;
        t->done |= caught_up;
    }
    return 0;
}

/* The transition that is due first of those that happen by themselves; NULL: none by today. */
static const struct transition_def *due_by_itself(const struct machine_def *m, struct act *act, struct date today, struct date *on_r)
{
    const struct transition_def *first = NULL;
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (!formula_given(&t->automatic) || !transition_fits(m, t, act->b.c.state, act->b.c.type))
            continue;
        struct value on = expr_eval(t->automatic.expr, &act->f);
        if (on.type != VALUE_DATE || date_compare(on.date, today) > 0 || (first && date_compare(on.date, *on_r) >= 0))
            continue;
        first = t;
        *on_r = on.date;
    }
    return first;
}

static int tick_case(struct db *db, void *arg, struct err *e)
{
    struct tick *t = arg;
    struct act act;
    (void)db;
    enum { STEPS_MAX = 8 };
    t->done = false;
    int rc = act_begin(&act, t->app, t->case_id, 0, t->today, t->a, e);
    const struct machine_def *m = rc ? NULL : scheme_case_machine(act.b.scheme, act.b.c.type);
    for (int i = 0; !rc && m && i < STEPS_MAX; i++) {
        struct refusals refusals = {0};
        struct date on;
        const struct transition_def *due = due_by_itself(m, &act, t->today, &on);
        if (!due)
            break;
        rc = act_on_day(&act, on, e);
        if (rc || !transition_check(act.b.scheme, m, due, act.b.c.state, act.b.c.type, &act.f, &refusals))
            break;
        rc = act_move(&act, m, due, e);
        t->done = true;
    }
    if (rc || !t->done)
        return rc;
    return act_commit(&act, "clock.case", arena_printf(t->a, "case:%" PRId64, t->case_id), NULL, e);
}

/* How often the reminder of a missed deadline went out: a declared-by-nobody fact of its owner. */
static int64_t reminders_sent(const struct act *act, const char *name)
{
    int64_t n = 0;
    for (size_t i = 0; i < act->b.fact.n; i++)
        if (str_eq(act->b.fact.at[i].name, name))
            (void)str_to_int(act->b.fact.at[i].value, 0, INT32_MAX, &n);
    return n;
}

/* Effects of a missed deadline: once when it is missed, again at each reminder. */
static int remind(struct act *act, const struct deadline_def *def, struct deadline *d, struct date today, bool *done_r, struct err *e)
{
    const struct deadline_day day = {.base = d->base_on, .raw = d->raw_on, .due = d->due_on, .opens = d->opens_on};
    const char *name = arena_printf(act->arena, "reminded.%" PRId64, d->id);
    act->item = *d->note ? d->note : NULL;
    int64_t sent = reminders_sent(act, name);
    for (int n = (int)sent;; n++) {
        struct date on = n == 0 ? (struct date){d->due_on.days + 1} : deadline_reminder(def, &day, n);
        if (date_is_none(on) || date_compare(on, today) > 0)
            break;
        int rc = act_on_day(act, on, e);
        if (!rc)
            rc = act_effects(act, def->missed.at, def->missed.n, e);
        if (rc)
            return rc;
        act_note(act, name, n + 1);
        *done_r = true;
    }
    if (!str_eq(d->state, "missed")) {
        d->state = "missed";
        act_put(act, &deadline_type, d);
        *done_r = true;
    }
    return 0;
}

static int tick_deadline(struct db *db, void *arg, struct err *e)
{
    struct tick *t = arg;
    struct act act;
    (void)db;
    t->done = false;
    int rc = act_begin(&act, t->app, t->deadline->case_id, t->deadline->certificate_id, t->today, t->a, e);
    if (rc)
        return rc;
    const struct deadline_def *def = scheme_deadline(act.b.scheme, t->deadline->rule);
    if (!def)
        return 0; /* a rule of an edition that is no longer installed: the day stays, nothing is done by itself */
    for (size_t i = 0; i < act.b.deadline.n; i++)
        if (act.b.deadline.at[i].id == t->deadline->id)
            rc = remind(&act, def, &act.b.deadline.at[i], t->today, &t->done, e);
    if (rc || !t->done)
        return rc;
    return act_commit(&act, "clock.deadline", arena_printf(t->a, "deadline:%" PRId64, t->deadline->id), NULL, e);
}

struct page {
    struct date today;
    int64_t after;
    const char *scheme, *state; /* of cases */
    struct arena *a;
    struct ids ids;
    struct rows deadlines;
};

static int page_waiting(struct db *db, void *arg, struct err *e)
{
    struct page *p = arg;
    return rows_clock_waiting(db, p->today, p->after, p->a, &p->ids, e);
}

static int page_certificates(struct db *db, void *arg, struct err *e)
{
    struct page *p = arg;
    return rows_clock_certificates(db, p->today, p->after, p->a, &p->ids, e);
}

static int page_cases(struct db *db, void *arg, struct err *e)
{
    struct page *p = arg;
    return rows_clock_cases(db, p->scheme, p->state, p->after, p->a, &p->ids, e);
}

static int page_deadlines(struct db *db, void *arg, struct err *e)
{
    struct page *p = arg;
    return rows_clock_deadlines(db, p->today, p->after, p->a, &p->deadlines, e);
}

static int tick(struct app *app, db_fn *fn, struct tick *t, struct outcome *outcome, struct err *e)
{
    int rc = db_write(app->db, fn, t, e);
    if (rc != E_RULE) {
        outcome->done += !rc && t->done;
        return rc;
    }
    if (!outcome->stuck++)
        outcome->first = *e;
    return 0;
}

static int run_certificates(struct app *app, db_fn *find, struct outcome *outcome, struct err *e)
{
    int64_t after = 0;
    for (;;) {
        AUTO(arena) struct arena a = {0};
        struct page p = {.today = app_today(app), .after = after, .a = &a};
        int rc = db_read(app->db, find, &p, e);
        if (rc || !p.ids.all.n)
            return rc;
        for (size_t i = 0; i < p.ids.all.n; i++) {
            AUTO(arena) struct arena one = {0};
            struct tick t = {.app = app, .certificate_id = after = p.ids.all.at[i], .today = p.today, .a = &one};
            rc = tick(app, tick_certificate, &t, outcome, e);
            if (rc)
                return rc;
        }
    }
}

static int run_state(struct app *app, const char *scheme, const char *state, struct outcome *outcome, struct err *e)
{
    int64_t after = 0;
    for (;;) {
        AUTO(arena) struct arena a = {0};
        struct page p = {.today = app_today(app), .after = after, .scheme = scheme, .state = state, .a = &a};
        int rc = db_read(app->db, page_cases, &p, e);
        if (rc || !p.ids.all.n)
            return rc;
        for (size_t i = 0; i < p.ids.all.n; i++) {
            AUTO(arena) struct arena one = {0};
            struct tick t = {.app = app, .case_id = after = p.ids.all.at[i], .today = p.today, .a = &one};
            rc = tick(app, tick_case, &t, outcome, e);
            if (rc)
                return rc;
        }
    }
}

/* Cases in states that some edition of their scheme leaves by itself. */
static int run_cases(struct app *app, struct outcome *outcome, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; i < app->schemes->n; i++) {
        const struct scheme *s = app->schemes->at[i];
        for (size_t k = 0; k < s->machines.n; k++) {
            const struct machine_def *m = &s->machines.at[k];
            for (size_t j = 0; m->of == MACHINE_CASE && j < m->transitions.n; j++) {
                const struct transition_def *t = &m->transitions.at[j];
                for (size_t q = 0; !rc && formula_given(&t->automatic) && q < m->states.n; q++)
                    if (transition_leaves(m, t, m->states.at[q].rule.id))
                        rc = run_state(app, s->rule.id, m->states.at[q].rule.id, outcome, e);
            }
        }
    }
    return rc;
}

static int run_deadlines(struct app *app, struct outcome *outcome, struct err *e)
{
    int64_t after = 0;
    for (;;) {
        AUTO(arena) struct arena a = {0};
        struct page p = {.today = app_today(app), .after = after, .a = &a};
        int rc = db_read(app->db, page_deadlines, &p, e);
        if (rc || !p.deadlines.n)
            return rc;
        for (size_t i = 0; i < p.deadlines.n; i++) {
            AUTO(arena) struct arena one = {0};
            const struct deadline *d = &((struct deadline *)p.deadlines.at)[i];
            struct tick t = {.app = app, .deadline = d, .today = p.today, .a = &one};
            after = d->id;
            rc = tick(app, tick_deadline, &t, outcome, e);
            if (rc)
                return rc;
        }
    }
}

int clock_run(struct app *app, size_t *n_r, struct err *e)
{
    /* The clock writes in its own name, whoever wound it. */
    struct actor actor = app->actor;
    struct outcome outcome = {0};
    app->actor = (struct actor){.admin = true, .everything = true};
    str_copy_cut(app->actor.login, sizeof app->actor.login, clerk);
    int rc = run_certificates(app, page_waiting, &outcome, e);
    if (!rc)
        rc = run_certificates(app, page_certificates, &outcome, e);
    if (!rc)
        rc = run_cases(app, &outcome, e);
    if (!rc)
        rc = run_deadlines(app, &outcome, e);
    app->actor = actor;
    *n_r = outcome.done;
    if (!rc && outcome.stuck) {
        *e = outcome.first;
        rc = e->code;
    }
    return rc;
}
