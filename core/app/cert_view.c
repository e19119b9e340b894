/* One certificate: what it is, what happened to it, what may be asked for it now. */
#include "core/app/act.h"
#include "core/app/cert_app.h"
#include "core/app/cert_state.h"
#include "core/app/labels.h"
#include "core/app/view_log.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
#include "db/rows_case.h"
#include "db/rows_certificate.h"

enum { CASES_MAX = 200 };

int cert_row_of(struct cert_reader *r, const struct certificate_line *line, struct cert_row *row_r, struct err *e)
{
    struct cert_state now;
    const struct certificate *c = &line->c;
    int rc = cert_reader_state(r, c, line->waiting, &now, e);
    if (rc)
        return rc;
    const char *state = now.def ? now.def->rule.id : now.scheme ? "" : c->state;
    const char *label = now.def ? label_of_state(r->app, now.def, NULL) : state;
    *row_r =
        (struct cert_row){.c = *c,
                          .state = state,
                          .state_label = label,
                          .state_short = now.def && !str_empty(now.def->short_label) ? now.def->short_label : label,
                          .party_name = line->party_name,
                          .scheme_short = now.scheme ? now.scheme->short_label : c->scheme,
                          .in_force = now.in_force,
                          .on_register = line->published};
    return 0;
}

struct viewing {
    struct app *app;
    int64_t id;
    struct arena *a;
    struct cert_view *v;
};

/* The line of a certificate that the actor may see. */
static int find_line(struct app *app, int64_t id, struct arena *a, struct certificate_line *line_r, struct err *e)
{
    int rc = certificate_line(app->db, id, a, line_r, e);
    if (rc == E_NOTFOUND)
        return err_set(e, E_NOTFOUND, "certificate.unknown", arena_printf(a, "%lld", (long long)id), NULL);
    return rc ? rc : app_need_sight(app, line_r->c.scheme, "", e);
}

static void list_events(const struct viewing *view, const struct bundle *b, const struct machine_def *m)
{
    struct cert_view *v = view->v;
    v->period = b->period.at;
    v->n_periods = b->period.n;
    v->event = b->event.at;
    v->n_events = b->event.n;
    v->event_label = ARENA_ARRAY(view->a, const char *, b->event.n);
    for (size_t i = 0; i < b->event.n; i++) {
        const struct transition_def *t = m ? machine_transition(m, b->event.at[i].transition) : NULL;
        const struct state_def *to = m ? machine_state(m, b->event.at[i].to_state) : NULL;
        v->event_label[i] = t    ? label_of_rule(view->app, &t->rule, "")
                            : to ? label_of_state(view->app, to, NULL)
                                 : b->event.at[i].transition;
    }
    v->entry = b->entry.at;
    v->n_entries = b->entry.n;
    v->withheld = b->withholding.at;
    v->n_withheld = b->withholding.n;
}

static int list_cases(const struct viewing *view, struct err *e)
{
    struct rows rows;
    struct cert_view *v = view->v;
    int rc = cases_of_certificate(view->app->db, view->id, CASES_MAX, view->a, &rows, e);
    if (rc)
        return rc;
    v->c = rows.at;
    v->n_cases = rows.n;
    v->case_label = ARENA_ARRAY(view->a, const char *, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        v->case_label[i] = label_of_case_type(
            view->app, schemes_find(view->app->schemes, v->c[i].scheme, v->c[i].edition), v->c[i].type);
    return 0;
}

static bool is_asked(const struct transition_def *t, const char *fact)
{
    for (size_t i = 0; fact && i < t->asks.n; i++)
        if (str_eq(t->asks.at[i].fact, fact))
            return true;
    return false;
}

/* Would its opening be refused for a reason other than an answer still to be given? */
static bool opening_is_refused(const struct act *act, const struct machine_def *m, const struct transition_def *t,
                               const char *type)
{
    struct facts f;
    struct err e;
    struct refusals refusals = {0};
    facts_copy(&f, &act->f);
    if (facts_set(&f, "case.type", value_text(type), &e) != 0)
        return true;
    for (size_t i = 0; i < t->asks.n; i++) {
        const struct ask_def *ask = &t->asks.at[i];
        struct value v = formula_given(&ask->fallback) ? expr_eval(ask->fallback.expr, &f) : value_undefined();
        if (value_defined(v) && facts_set(&f, ask->fact, v, &e) != 0)
            return true;
    }
    transition_check(act->b.scheme, m, t, NULL, type, &f, &refusals);
    for (size_t i = 0; i < refusals.all.n; i++)
        if (!is_asked(t, refusals.all.at[i].missing))
            return true;
    return false;
}

static bool may_open(const struct act *act, const struct case_type_def *type, bool in_force)
{
    const struct scheme *s = act->b.scheme;
    const struct machine_def *m = scheme_case_machine(s, type->rule.id);
    const struct transition_def *t = act_opening(m, type->rule.id);
    bool may = t ? act->app->actor.everything : app_may_work(act->app, s->rule.id, act->app->actor.login);
    if (type->certificate == CERT_NONE || (type->certificate == CERT_IN_FORCE && !in_force))
        return false;
    if (act_in_the_way(act, type))
        return false;
    for (size_t i = 0; t && i < t->roles.n; i++)
        may |= app_has_role(act->app, s->rule.id, t->roles.at[i]);
    return may && !(t && opening_is_refused(act, m, t, type->rule.id));
}

/* New cases are received under the newest version. */
static void list_openings(const struct viewing *view, const struct act *act)
{
    const struct scheme *s = act->b.scheme;
    struct cert_view *v = view->v;
    const char **ids = ARENA_ARRAY(view->a, const char *, s->case_types.n);
    const char **labels = ARENA_ARRAY(view->a, const char *, s->case_types.n);
    for (size_t i = 0; i < s->case_types.n; i++) {
        if (!may_open(act, &s->case_types.at[i], v->row.in_force))
            continue;
        ids[v->n_may_open] = s->case_types.at[i].rule.id;
        labels[v->n_may_open++] = label_of_rule(view->app, &s->case_types.at[i].rule, "");
    }
    v->may_open = ids;
    v->may_open_label = labels;
}

static int view_certificate(struct db *db, void *arg, struct err *e)
{
    struct viewing *view = arg;
    struct cert_view *v = view->v;
    struct certificate_line line;
    struct cert_reader reader = {.app = view->app, .on = app_today(view->app), .a = view->a};
    struct act act;
    (void)db;
    *v = (struct cert_view){0};
    int rc = find_line(view->app, view->id, view->a, &line, e);
    if (!rc)
        rc = cert_row_of(&reader, &line, &v->row, e);
    const struct scheme *granted = rc ? NULL : schemes_find(view->app->schemes, line.c.scheme, line.c.edition);
    const struct scheme *newest = rc ? NULL : schemes_on(view->app->schemes, line.c.scheme, app_today(view->app));
    if (!rc)
        rc = act_begin_new(&act, view->app, newest ? newest : granted, view->id, app_today(view->app), view->a, e);
    if (!rc)
        rc = list_cases(view, e);
    if (rc)
        return rc;
    v->party = act.b.party;
    v->scheme_label = label_of_rule(view->app, &granted->rule, "");
    list_events(view, &act.b, scheme_certificate_machine(granted));
    if (newest)
        list_openings(view, &act);
    return 0;
}

int cert_view(struct app *app, int64_t certificate_id, struct arena *a, struct cert_view *view_r, struct err *e)
{
    struct cert_view v;
    struct viewing view = {.app = app, .id = certificate_id, .a = a, .v = &v};
    int rc = db_read(app->db, view_certificate, &view, e);
    if (!rc) {
        *view_r = v;
        views_saw(app, "certificate", certificate_id);
    }
    return rc;
}

struct dating {
    struct app *app;
    int64_t id;
    struct date on;
    struct arena *a;
    struct cert_state state;
};

static int date_state(struct db *db, void *arg, struct err *e)
{
    struct dating *d = arg;
    struct certificate_line line;
    (void)db;
    int rc = find_line(d->app, d->id, d->a, &line, e);
    return rc ? rc : cert_state_of(d->app, &line.c, d->on, d->a, &d->state, e);
}

int cert_state_on(struct app *app, int64_t certificate_id, struct date on, struct arena *a, const char **state_r,
                  const char **label_r, struct err *e)
{
    struct dating d = {.app = app, .id = certificate_id, .on = on, .a = a};
    int rc = db_read(app->db, date_state, &d, e);
    if (rc)
        return rc;
    *state_r = d.state.def ? d.state.def->rule.id : "";
    *label_r = d.state.def ? label_of_state(app, d.state.def, NULL) : "";
    return 0;
}
