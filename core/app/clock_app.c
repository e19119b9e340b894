/* The virtual clerk 時計: what time alone brings about, written with the day on which it took effect.
 *
 * Whatever is due is done in the order of its days, one thing a transaction, with the facts of that day: a clock that runs
 * late writes what one that runs every day would have written, down to the numbers of the letters. */
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

/* In this order on the same day. */
enum due_kind { DUE_CERTIFICATE, DUE_CASE, DUE_DEADLINE };

struct due {
    struct date on;
    enum due_kind kind;
    int64_t id;
};

/* One thing in one transaction and one event, as of its day; done: false if there was nothing to do. */
struct tick {
    struct app *app;
    struct due due;
    struct arena *a;
    bool done;
};

/* When the next thing of it is due; DATE_NONE: nothing by `today`. */
struct next {
    struct app *app;
    enum due_kind kind;
    int64_t id;
    struct arena *a;
    struct date on;
};

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

/* What waited is performed with the case that decided it: its effects read that case's forms. */
static int tick_certificate(struct tick *t, struct act *act, struct err *e)
{
    struct date on;
    int64_t case_id;
    int rc = act_begin(act, t->app, 0, t->due.id, t->due.on, t->a, e);
    if (!rc && act_due(act, t->due.on, &on, &case_id) && case_id)
        rc = act_begin(act, t->app, case_id, 0, t->due.on, t->a, e);
    return rc ? rc : act_catch_up(act, &t->done, e);
}

static int tick_case(struct tick *t, struct act *act, struct err *e)
{
    struct refusals refusals = {0};
    struct date on;
    int rc = act_begin(act, t->app, t->due.id, 0, t->due.on, t->a, e);
    const struct machine_def *m = rc ? NULL : scheme_case_machine(act->b.scheme, act->b.c.type);
    const struct transition_def *due = m ? due_by_itself(m, act, t->due.on, &on) : NULL;
    if (rc || !due || !transition_check(act->b.scheme, m, due, act->b.c.state, act->b.c.type, &act->f, &refusals))
        return rc;
    t->done = true;
    return act_move(act, m, due, e);
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

/* The day of the n-th reminder, the first being the day after the last; DATE_NONE: there are no more. */
static struct date reminder_day(const struct deadline_def *def, const struct deadline *d, int n)
{
    const struct deadline_day day = {.base = d->base_on, .raw = d->raw_on, .due = d->due_on, .opens = d->opens_on};
    return n == 0 ? (struct date){d->due_on.days + 1} : deadline_reminder(def, &day, n);
}

/* Effects of a missed deadline: once when it is missed, again at each reminder. */
static int remind(struct act *act, const struct deadline_def *def, struct deadline *d, struct date today, bool *done_r, struct err *e)
{
    const char *name = arena_printf(act->arena, "reminded.%" PRId64, d->id);
    act->item = *d->note ? d->note : NULL;
    int64_t sent = reminders_sent(act, name);
    for (int n = (int)sent;; n++) {
        struct date on = reminder_day(def, d, n);
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

/* The deadline in the file of its case or certificate, with its rule; NULL: it is not open, or no rule knows it. */
static struct deadline *open_deadline(struct act *act, struct app *app, int64_t id, struct date today, const struct deadline_def **def_r,
                                      struct arena *a, int *rc_r, struct err *e)
{
    struct deadline d;
    *rc_r = rows_get_id(app->db, &deadline_type, id, &d, a, e);
    if (!*rc_r)
        *rc_r = act_begin(act, app, d.case_id, d.case_id ? 0 : d.certificate_id, today, a, e);
    *def_r = *rc_r ? NULL : scheme_deadline(act->b.scheme, d.rule);
    for (size_t i = 0; *def_r && i < act->b.deadline.n; i++) {
        struct deadline *own = &act->b.deadline.at[i];
        if (own->id == id && (str_eq(own->state, "open") || str_eq(own->state, "missed")))
            return own;
    }
    return NULL;
}

static int tick_deadline(struct tick *t, struct act *act, struct err *e)
{
    const struct deadline_def *def;
    int rc;
    struct deadline *d = open_deadline(act, t->app, t->due.id, t->due.on, &def, t->a, &rc, e);
    return d ? remind(act, def, d, t->due.on, &t->done, e) : rc;
}

static int tick(struct db *db, void *arg, struct err *e)
{
    static const struct {
        int (*tick)(struct tick *t, struct act *act, struct err *e);
        const char *verb, *object;
    } kinds[] = {[DUE_CERTIFICATE] = {tick_certificate, "clock.certificate", "certificate"},
                 [DUE_CASE] = {tick_case, "clock.case", "case"},
                 [DUE_DEADLINE] = {tick_deadline, "clock.deadline", NULL}};
    struct tick *t = arg;
    struct act act;
    (void)db;
    t->done = false;
    int rc = kinds[t->due.kind].tick(t, &act, e);
    if (rc || !t->done)
        return rc;
    /* A deadline stands in the history of what it is a deadline of. */
    bool of_case = act.b.c.id != 0;
    const char *object = t->due.kind != DUE_DEADLINE ? arena_printf(t->a, "%s:%" PRId64, kinds[t->due.kind].object, t->due.id)
                         : of_case                   ? arena_printf(t->a, "case:%" PRId64, act.b.c.id)
                                                     : arena_printf(t->a, "certificate:%" PRId64, act.b.cert.id);
    const char *note = t->due.kind == DUE_DEADLINE ? arena_printf(t->a, "{\"deadline\":%" PRId64 "}", t->due.id) : NULL;
    return act_commit(&act, kinds[t->due.kind].verb, object, note, e);
}

static int next_of_deadline(struct next *n, struct act *act, struct err *e)
{
    const struct deadline_def *def;
    struct date today = app_today(n->app);
    int rc;
    struct deadline *d = open_deadline(act, n->app, n->id, today, &def, n->a, &rc, e);
    if (!d)
        return rc;
    int64_t sent = reminders_sent(act, arena_printf(n->a, "reminded.%" PRId64, d->id));
    n->on = reminder_day(def, d, (int)sent);
    if (date_is_none(n->on) && !str_eq(d->state, "missed"))
        n->on = (struct date){d->due_on.days + 1};
    return 0;
}

static int find_next(struct db *db, void *arg, struct err *e)
{
    struct next *n = arg;
    struct act act;
    struct date today = app_today(n->app);
    (void)db;
    n->on = DATE_NONE;
    int rc;
    if (n->kind == DUE_DEADLINE) {
        rc = next_of_deadline(n, &act, e);
    } else {
        bool of_case = n->kind == DUE_CASE;
        rc = act_begin(&act, n->app, of_case ? n->id : 0, of_case ? 0 : n->id, today, n->a, e);
        const struct machine_def *m = rc || !of_case ? NULL : scheme_case_machine(act.b.scheme, act.b.c.type);
        int64_t decided_by;
        bool due = !rc && (of_case ? m && due_by_itself(m, &act, today, &n->on) : act_due(&act, today, &n->on, &decided_by));
        if (!due)
            n->on = DATE_NONE;
    }
    if (!rc && !date_is_none(n->on) && date_compare(n->on, today) > 0)
        n->on = DATE_NONE;
    return rc;
}

/* A heap: what is due first lies on top. */
struct queue {
    struct arena *a;
    LIST(struct due) heap;
};

static bool is_before(const struct due *a, const struct due *b)
{
    int order = date_compare(a->on, b->on);
    if (!order)
        order = a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : 0;
    return order ? order < 0 : a->id < b->id;
}

static void swap(struct due *a, struct due *b)
{
    struct due kept = *a;
    *a = *b;
    *b = kept;
}

static void push(struct queue *q, struct due due)
{
    *LIST_ADD(q->a, &q->heap) = due;
    struct due *at = q->heap.at;
    for (size_t i = q->heap.n - 1; i > 0 && is_before(&at[i], &at[(i - 1) / 2]); i = (i - 1) / 2)
        swap(&at[i], &at[(i - 1) / 2]);
}

static bool pop(struct queue *q, struct due *due_r)
{
    struct due *at = q->heap.at;
    if (!q->heap.n)
        return false;
    *due_r = at[0];
    at[0] = at[--q->heap.n];
    for (size_t i = 0;;) {
        size_t first = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < q->heap.n; child++)
            if (is_before(&at[child], &at[first]))
                first = child;
        if (first == i)
            return true;
        swap(&at[i], &at[first]);
        i = first;
    }
}


/* What the office asks the clock to look at. */
struct watch {
    struct app *app;
    struct queue q;
    int64_t newest_deadline;
    size_t n_done;
    struct err failed; /* the first thing that could not be done; the others are done all the same */
};

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

/* The store itself fails, or somebody else holds it: there is no sense in going on. */
static bool is_general(int rc)
{
    return rc == E_IO || rc == E_BUSY;
}

static int note_failure(struct watch *w, int rc, const struct err *e)
{
    if (is_general(rc))
        return rc;
    if (!w->failed.code)
        w->failed = *e;
    return 0;
}

static int look_at(struct watch *w, enum due_kind kind, int64_t id, struct err *e)
{
    AUTO(arena) struct arena one = {0};
    struct next n = {.app = w->app, .kind = kind, .id = id, .a = &one};
    int rc = db_read(w->app->db, find_next, &n, e);
    if (rc)
        return note_failure(w, rc, e);
    if (!date_is_none(n.on))
        push(&w->q, (struct due){n.on, kind, id});
    return 0;
}

static int gather(struct watch *w, db_fn *find, enum due_kind kind, const char *scheme, const char *state, struct err *e)
{
    int64_t after = 0;
    for (;;) {
        AUTO(arena) struct arena a = {0};
        struct page p = {.today = app_today(w->app), .after = after, .scheme = scheme, .state = state, .a = &a};
        int rc = db_read(w->app->db, find, &p, e);
        if (rc || !p.ids.all.n)
            return rc;
        for (size_t i = 0; !rc && i < p.ids.all.n; i++)
            rc = look_at(w, kind, after = p.ids.all.at[i], e);
        if (rc)
            return rc;
    }
}

/* Cases in states that some edition of their scheme leaves by itself. */
static int gather_cases(struct watch *w, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; i < w->app->schemes->n; i++) {
        const struct scheme *s = w->app->schemes->at[i];
        for (size_t k = 0; k < s->machines.n; k++) {
            const struct machine_def *m = &s->machines.at[k];
            for (size_t j = 0; m->of == MACHINE_CASE && j < m->transitions.n; j++) {
                const struct transition_def *t = &m->transitions.at[j];
                for (size_t q = 0; !rc && formula_given(&t->automatic) && q < m->states.n; q++)
                    if (transition_leaves(m, t, m->states.at[q].rule.id))
                        rc = gather(w, page_cases, DUE_CASE, s->rule.id, m->states.at[q].rule.id, e);
            }
        }
    }
    return rc;
}

/* Deadlines behind an id: all of them, or those that came into being on the way. */
static int gather_deadlines(struct watch *w, struct err *e)
{
    for (;;) {
        AUTO(arena) struct arena a = {0};
        struct page p = {.today = app_today(w->app), .after = w->newest_deadline, .a = &a};
        int rc = db_read(w->app->db, page_deadlines, &p, e);
        if (rc || !p.deadlines.n)
            return rc;
        for (size_t i = 0; !rc && i < p.deadlines.n; i++)
            rc = look_at(w, DUE_DEADLINE, w->newest_deadline = ((struct deadline *)p.deadlines.at)[i].id, e);
        if (rc)
            return rc;
    }
}

static int gather_all(struct watch *w, struct err *e)
{
    w->newest_deadline = 0;
    int rc = gather(w, page_waiting, DUE_CERTIFICATE, NULL, NULL, e);
    if (!rc)
        rc = gather(w, page_certificates, DUE_CERTIFICATE, NULL, NULL, e);
    if (!rc)
        rc = gather_cases(w, e);
    return rc ? rc : gather_deadlines(w, e);
}

static int do_due(struct watch *w, const struct due *due, struct err *e)
{
    AUTO(arena) struct arena one = {0};
    struct tick t = {.app = w->app, .due = *due, .a = &one};
    int rc = db_write(w->app->db, tick, &t, e);
    if (rc)
        return note_failure(w, rc, e);
    if (!t.done)
        return 0;
    w->n_done++;
    rc = look_at(w, due->kind, due->id, e);
    return rc ? rc : gather_deadlines(w, e);
}

/* Until nothing more is due: what was done may have brought about more. */
static int run_all(struct watch *w, struct err *e)
{
    for (;;) {
        AUTO(arena) struct arena a = {0};
        size_t before = w->n_done;
        struct due due;
        w->q = (struct queue){.a = &a};
        int rc = gather_all(w, e);
        while (!rc && pop(&w->q, &due))
            rc = do_due(w, &due, e);
        if (rc || w->n_done == before)
            return rc;
    }
}

int clock_run(struct app *app, size_t *n_r, struct err *e)
{
    /* The clock writes in its own name, whoever wound it. */
    struct actor actor = app->actor;
    struct watch w = {.app = app};
    app->actor = (struct actor){.admin = true, .everything = true};
    str_copy_cut(app->actor.login, sizeof app->actor.login, clerk);
    int rc = run_all(&w, e);
    app->actor = actor;
    *n_r = w.n_done;
    if (!rc && w.failed.code) {
        *e = w.failed;
        rc = e->code;
    }
    return rc;
}
