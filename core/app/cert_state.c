#include "core/app/cert_state.h"

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

/* Facts that show the certificate's own fields and nothing else. False: they cannot. */
static bool show_fields(struct cert_reader *r, const struct scheme *s, const struct certificate *c)
{
    struct err e;
    if (r->scheme_ != s) {
        r->f_ = ARENA_NEW(r->a, struct facts);
        scheme_facts_init(r->f_, r->a, s, &r->app->closed);
        r->scheme_ = s;
    }
    return bundle_set_record(r->f_, "cert", &certificate_type, c, &e) == 0 && facts_set(r->f_, "today", value_date(r->on), &e) == 0;
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

/* May a transition that happens by itself have left this state by that day? Asked of the certificate's own fields; what
 * they cannot answer may have. */
static bool may_have_moved(struct cert_reader *r, const struct scheme *s, const struct machine_def *m, const struct certificate *c,
                           const char *state)
{
    bool ready = false;
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (!formula_given(&t->automatic) || !transition_leaves(m, t, state))
            continue;
        if (!ready && !show_fields(r, s, c))
            return true;
        ready = true;
        struct value day = expr_eval(t->automatic.expr, r->f_);
        if (day.type != VALUE_DATE || date_compare(day.date, r->on) <= 0)
            return true;
    }
    return false;
}

static int by_whole_file(struct app *app, int64_t id, struct date on, struct arena *a, const char **state_r, struct date *since_r, struct err *e)
{
    struct app then = app_on_day(app, on);
    struct bundle b;
    struct facts f;
    int rc = bundle_load_certificate(&then, id, a, &b, e);
    if (rc)
        return rc;
    scheme_facts_init(&f, a, b.scheme, &app->closed);
    rc = bundle_facts(&then, &b, &f, e);
    if (rc)
        return rc;
    struct dated_state now = certificate_state_on(scheme_certificate_machine(b.scheme), b.event.at, b.event.n, &f, on);
    *state_r = now.state;
    *since_r = now.since;
    return 0;
}

static int state_from_events(struct cert_reader *r, const struct scheme *s, const struct machine_def *m, const struct certificate *c,
                             struct cert_state *state_r, struct err *e)
{
    struct rows rows;
    int rc = rows_of(r->app->db, STMT_bundle_events, c->id, &certificate_event_type, r->a, &rows, e);
    if (rc)
        return rc;
    struct dated_state now = certificate_state_recorded(m, rows.at, rows.n, r->on);
    if (now.state && (has_waited(&rows, r->on) || may_have_moved(r, s, m, c, now.state)))
        rc = by_whole_file(r->app, c->id, r->on, r->a, &now.state, &now.since, e);
    if (rc)
        return rc;
    const struct state_def *def = now.state ? machine_state(m, now.state) : NULL;
    *state_r = (struct cert_state){.scheme = s, .def = def, .since = now.since, .in_force = def && def->in_force};
    return 0;
}

int cert_state_of(struct app *app, const struct certificate *c, struct date on, struct arena *a, struct cert_state *state_r, struct err *e)
{
    const struct scheme *s = schemes_find(app->schemes, c->scheme, c->edition);
    const struct machine_def *m = s ? scheme_certificate_machine(s) : NULL;
    struct cert_reader r = {.app = app, .on = on, .a = a};
    return m ? state_from_events(&r, s, m, c, state_r, e) : err_set(e, E_VERSION, "scheme.not-installed", c->scheme, c->edition, NULL);
}

int cert_reader_state(struct cert_reader *r, const struct certificate *c, bool waiting, struct cert_state *state_r, struct err *e)
{
    const struct scheme *s = schemes_find(r->app->schemes, c->scheme, c->edition);
    const struct machine_def *m = s ? scheme_certificate_machine(s) : NULL;
    const struct state_def *def = m ? machine_state(m, c->state) : NULL;
    if (!m) {
        *state_r = (struct cert_state){.since = c->state_since};
        return 0;
    }
    /* What the record says still holds unless something waited for its day or happened by itself. */
    if (waiting || !def || date_is_none(c->state_since) || date_compare(c->state_since, r->on) > 0 || may_have_moved(r, s, m, c, c->state))
        return state_from_events(r, s, m, c, state_r, e);
    *state_r = (struct cert_state){.scheme = s, .def = def, .since = c->state_since, .in_force = def->in_force};
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
