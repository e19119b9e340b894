#include "core/app/cert_state.h"

#include <string.h>

#include "core/app/bundle_internal.h"
#include "core/base/str.h"
#include "core/rule/computed.h"
#include "core/rule/expr.h"
#include "db/rows_bundle.h"

struct app app_on_day(const struct app *app, struct date on)
{
    struct app then = *app;
    if (date_compare(on, app_today(app)) != 0)
        then.clock = clock_fixed(on);
    return then;
}

/* What a scheme version lets happen by itself, and facts that show a certificate's own fields and nothing else. */
struct cert_rules {
    const struct scheme *scheme;
    const struct machine_def *machine;
    struct facts f;
    bool *alone; /* a transition: its day follows from those fields alone */
};

/* What is of today in the whole file is not the field of the record. */
static void check_fact(const struct fact_ref *ref, void *arg)
{
    bool *alone = arg;
    const char *name = ref->fact->name;
    bool is_field = str_starts(name, "cert.") && !str_eq(name, "cert.state") && !str_eq(name, "cert.state_since") &&
                    record_field_named(&certificate_type, name + strlen("cert."));
    *alone &= is_field && !ref->key;
}

static struct cert_rules *rules_of(struct cert_reader *r, const struct scheme *s, const struct machine_def *m)
{
    for (size_t i = 0; i < r->rules_.n; i++)
        if (r->rules_.at[i]->scheme == s)
            return r->rules_.at[i];
    struct cert_rules *rules = *LIST_ADD(r->a, &r->rules_) = ARENA_NEW(r->a, struct cert_rules);
    rules->scheme = s;
    rules->machine = m;
    scheme_facts_init(&rules->f, r->a, s, &r->app->closed);
    rules->alone = ARENA_ARRAY(r->a, bool, m->transitions.n);
    for (size_t i = 0; i < m->transitions.n; i++) {
        rules->alone[i] = true;
        if (formula_given(&m->transitions.at[i].automatic))
            expr_each_fact(m->transitions.at[i].automatic.expr, check_fact, &rules->alone[i]);
    }
    return rules;
}

/* The first thing that happens by itself in this state up to that day. False: the fields alone do not say. */
static bool next_alone(struct cert_rules *rules, const struct dated_state *now, struct date on,
                       struct dated_state *next_r)
{
    const struct machine_def *m = rules->machine;
    *next_r = (struct dated_state){.since = DATE_NONE};
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (!formula_given(&t->automatic) || !transition_leaves(m, t, now->state))
            continue;
        if (!rules->alone[i])
            return false;
        struct value v = expr_eval(t->automatic.expr, &rules->f);
        if (v.type != VALUE_DATE)
            continue;
        /* A day that was over before the state began happens on its first day. */
        struct date day = date_compare(v.date, now->since) < 0 ? now->since : v.date;
        if (date_compare(day, on) > 0)
            continue;
        if (t->guards.n)
            return false;
        if (!next_r->by || date_compare(day, next_r->since) < 0)
            *next_r = (struct dated_state){.state = t->to, .since = day, .by = t};
    }
    return true;
}

/* Lets time pass from what is on record, as certificate_state_on does with the whole file. False: only that one says. */
static bool pass_time_alone(struct cert_rules *rules, const struct certificate *c, struct dated_state *now,
                            struct date on)
{
    for (size_t i = 0; i < certificate_type.n_fields; i++)
        bundle_set_field(&rules->f, "cert.", c, &certificate_type.fields[i]);
    for (size_t step = 0; now->state && step < rules->machine->states.n; step++) {
        const struct state_def *state = machine_state(rules->machine, now->state);
        struct dated_state next;
        if (state && state->final)
            return true;
        if (!next_alone(rules, now, on, &next))
            return false;
        if (!next.by)
            return true;
        *now = next;
    }
    return true;
}

/* Everything that is on file about it; in an arena of its own, which may be large. */
static int by_whole_file(struct app *app, int64_t id, struct date on, struct cert_state *state_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct app then = app_on_day(app, on);
    struct bundle b;
    struct facts f;
    int rc = bundle_load_certificate(&then, id, &a, &b, e);
    if (rc)
        return rc;
    scheme_facts_init(&f, &a, b.scheme, &app->closed);
    rc = bundle_facts(&then, &b, &f, e);
    if (rc)
        return rc;
    const struct machine_def *m = scheme_certificate_machine(b.scheme);
    struct dated_state now = certificate_state_on(m, b.event.at, b.event.n, &f, on);
    const struct state_def *def = now.state ? machine_state(m, now.state) : NULL;
    *state_r =
        (struct cert_state){.scheme = b.scheme, .def = def, .since = now.since, .in_force = def && def->in_force};
    return 0;
}

/* A transition waits for a day that has come: the clock has not written it yet. */
static bool has_waited(const struct rows *events, struct date on)
{
    for (size_t i = 0; i < events->n; i++) {
        const struct certificate_event *ev = &((const struct certificate_event *)events->at)[i];
        if (!ev->performed && date_compare(ev->effective_on, on) <= 0)
            return true;
    }
    return false;
}

static int by_events(struct cert_reader *r, struct cert_rules *rules, const struct certificate *c,
                     struct cert_state *state_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct rows rows;
    int rc = rows_of(r->app->db, STMT_bundle_events, c->id, &certificate_event_type, &a, &rows, e);
    if (rc)
        return rc;
    struct dated_state now = certificate_state_recorded(rules->machine, rows.at, rows.n, r->on);
    if (now.state && (has_waited(&rows, r->on) || !pass_time_alone(rules, c, &now, r->on)))
        return by_whole_file(r->app, c->id, r->on, state_r, e);
    const struct state_def *def = now.state ? machine_state(rules->machine, now.state) : NULL;
    *state_r =
        (struct cert_state){.scheme = rules->scheme, .def = def, .since = now.since, .in_force = def && def->in_force};
    return 0;
}

int cert_state_of(struct app *app, const struct certificate *c, struct date on, struct arena *a,
                  struct cert_state *state_r, struct err *e)
{
    const struct scheme *s = schemes_find(app->schemes, c->scheme, c->edition);
    const struct machine_def *m = s ? scheme_certificate_machine(s) : NULL;
    struct cert_reader r = {.app = app, .on = on, .a = a};
    if (!m)
        return err_set(e, E_VERSION, "scheme.not-installed", c->scheme, c->edition, NULL);
    return by_events(&r, rules_of(&r, s, m), c, state_r, e);
}

int cert_reader_state(struct cert_reader *r, const struct certificate *c, bool waiting, struct cert_state *state_r,
                      struct err *e)
{
    const struct scheme *s = schemes_find(r->app->schemes, c->scheme, c->edition);
    const struct machine_def *m = s ? scheme_certificate_machine(s) : NULL;
    const struct state_def *def = m ? machine_state(m, c->state) : NULL;
    struct dated_state now = {.state = c->state, .since = c->state_since};
    if (!m) {
        *state_r = (struct cert_state){.since = c->state_since};
        return 0;
    }
    /* The record says what the events say unless one waits for its day, or the day asked for is an earlier one. */
    struct cert_rules *rules = rules_of(r, s, m);
    bool earlier = date_is_none(c->state_since) || date_compare(c->state_since, r->on) > 0;
    if (waiting || !def || earlier || !pass_time_alone(rules, c, &now, r->on))
        return by_events(r, rules, c, state_r, e);
    def = machine_state(m, now.state);
    *state_r = (struct cert_state){.scheme = s, .def = def, .since = now.since, .in_force = def && def->in_force};
    return 0;
}

int cert_is_published(struct app *app, int64_t certificate_id, struct arena *a, bool *published_r, struct err *e)
{
    struct rows rows;
    int rc = rows_of(app->db, STMT_bundle_entries, certificate_id, &register_entry_type, a, &rows, e);
    bool published = false;
    for (size_t i = 0; !rc && i < rows.n; i++)
        published |= str_eq(((struct register_entry *)rows.at)[i].state, "published");
    if (!rc)
        *published_r = published;
    return rc;
}
