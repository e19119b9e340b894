#include "core/app/case_app.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/app/act.h"
#include "core/app/labels.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/form.h"
#include "db/db.h"
#include "db/rows.h"
#include "db/rows_case.h"

static const char *roles_text(const struct texts *roles, struct arena *a)
{
    const char *text = "";
    for (size_t i = 0; i < roles->n; i++)
        text = arena_printf(a, "%s%s%s", text, i ? " " : "", roles->at[i]);
    return text;
}

/* An answer becomes a fact: as people type it, by the fact's type. */
static int read_answer(struct act *act, const struct ask_def *ask, const char *typed, struct err *e)
{
    const struct fact_name *fact = fact_names_find(act->f.names, ask->fact);
    struct value v = value_undefined();
    if (!fact)
        return err_set(e, E_BUG, "act.fact", ask->fact, NULL);
    struct field_def field;
    struct field_value value = {.stored = arena_strdup(act->arena, typed)};
    int rc = 0;
    if (*typed && field_of_type(&fact->type, *ask->rule.label ? ask->rule.label : ask->fact, &field))
        rc = field_normalise(&field, NULL, &act->app->closed, act->today, typed, act->arena, &value, e);
    if (!rc && *typed)
        rc = value_read(act->arena, &fact->type, value.stored, &v, e);
    if (rc)
        return rc;
    return value_defined(v) || *typed ? act_set(act, ask->fact, v, e) : 0;
}

static const char *answer_for(const struct answer *answers, size_t n, const char *fact)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(answers[i].fact, fact))
            return answers[i].value;
    return NULL;
}

static bool asked_of(const struct ask_def *ask, const char *type)
{
    return !ask->types.n || texts_have(&ask->types, type);
}

/* Answers that were not given take their suggestion, afresh each time: the date of a second correction is not that of the
 * first. Answers to what is not asked are a mistake of the caller. */
int act_take_answers(struct act *act, const struct transition_def *t, const struct answer *answers, size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t j = 0; j < t->asks.n; j++)
            known |= str_eq(t->asks.at[j].fact, answers[i].fact) && asked_of(&t->asks.at[j], act->b.c.type);
        if (!known)
            return err_set(e, E_INPUT, "case.not-asked", answers[i].fact, t->rule.label, NULL);
    }
    for (size_t i = 0; i < t->asks.n; i++) {
        const struct ask_def *ask = &t->asks.at[i];
        if (!asked_of(ask, act->b.c.type))
            continue;
        const char *typed = answer_for(answers, n, ask->fact);
        struct value suggested = formula_given(&ask->fallback) ? expr_eval(ask->fallback.expr, &act->f) : value_undefined();
        int rc = 0;
        if (typed)
            rc = read_answer(act, ask, typed, e);
        else if (value_defined(suggested))
            rc = act_set(act, ask->fact, suggested, e);
        if (rc)
            return rc;
    }
    return 0;
}

int act_refuse_standard(const struct act *act, const char *guard, const char *msg, const char *arg0, const char *arg1, const char *src,
                           struct err *e)
{
    struct facts *f = (struct facts *)&act->f;
    if (guard)
        err_set(e, E_RULE, "rule.refused", refusal_text(act->b.scheme, guard, NULL, f), "", NULL);
    else
        err_set(e, E_RULE, msg, arg0, arg1, NULL);
    return err_rule(e, guard, src);
}

const struct machine_def *act_machine(const struct act *act, size_t i)
{
    const struct scheme *s = act->b.scheme;
    if (i == 0)
        return scheme_case_machine(s, act->b.c.type);
    for (size_t m = 0; m < s->machines.n; m++)
        if (s->machines.at[m].of != MACHINE_CASE && --i == 0)
            return &s->machines.at[m];
    return NULL;
}

/* The transition of the case or, for those an officer may do himself, of a track or the certificate. */
static const struct transition_def *find_transition(const struct act *act, const char *id, const struct machine_def **m_r)
{
    const struct machine_def *m;
    for (size_t i = 0; (m = act_machine(act, i)) != NULL; i++) {
        const struct transition_def *t = machine_transition(m, id);
        if (t && t->roles.n) {
            *m_r = m;
            return t;
        }
    }
    return NULL;
}

/* An action may name the unit it is about: I01@大阪施設. Returns the id of the transition. */
static const char *take_unit(struct act *act, const char *action, int *rc_r, struct err *e)
{
    const char *at = strchr(action, '@');
    *rc_r = act_about_unit(act, at ? at + 1 : NULL, e);
    return at ? arena_strndup(act->arena, action, (size_t)(at - action)) : action;
}

const char *act_state_of(struct act *act, const struct machine_def *m)
{
    if (m->of == MACHINE_TRACK)
        return act_track_state(act, m, m->unit ? act->b.about : NULL);
    if (m->of == MACHINE_CASE)
        return act->b.c.state;
    return certificate_state_on(m, act->b.event.at, act->b.event.n, &act->f, act->today).state;
}

/* Labels of the roles that may, for a refusal. */
static const char *role_labels(const struct act *act, const struct transition_def *t)
{
    const char *labels = "";
    for (size_t i = 0; i < t->roles.n; i++) {
        const struct role_def *role = scheme_role(act->b.scheme, t->roles.at[i]);
        const char *label = role ? app_label(act->app, role->rule.label, role->rule.label_en) : t->roles.at[i];
        labels = arena_printf(act->arena, "%s%s%s", labels, i ? LIST_COMMA : "", label);
    }
    return labels;
}

bool act_refuse_role(struct act *act, const struct transition_def *t, struct refusals *to)
{
    const struct scheme *s = act->b.scheme;
    const char *id = s->standard_refusals.role;
    if (app_has_role(act->app, s->rule.id, roles_text(&t->roles, act->arena)))
        return false;
    *LIST_ADD(act->arena, &to->all) = (struct refused){.id = id ? id : "role", .text = role_labels(act, t), .src = t->rule.src, .role = true};
    return true;
}

int act_need_role(struct act *act, const struct transition_def *t, struct err *e)
{
    const struct scheme *s = act->b.scheme;
    int rc = app_need_role(act->app, s->rule.id, roles_text(&t->roles, act->arena), e);
    return rc ? err_rule(e, s->standard_refusals.role, t->rule.src) : 0;
}

static int check_allowed(struct act *act, const struct machine_def *m, const struct transition_def *t, struct err *e)
{
    const struct scheme *s = act->b.scheme;
    const char *state = act_state_of(act, m);
    struct refusals refusals = {0};
    if (!transition_fits(m, t, state, act->b.c.type)) {
        const struct state_def *now = state ? machine_state(m, state) : NULL;
        return act_refuse_standard(act, s->standard_refusals.state, "case.state", t->rule.label, now ? now->rule.label : "", t->rule.src, e);
    }
    if (transition_check(s, m, t, state, act->b.c.type, &act->f, &refusals))
        return 0;
    act_tell_empty(act, &act->f, &refusals);
    return act_refused(&refusals, e);
}

/* Takes the answers. With the day of receipt the version is settled that the case keeps to its end: where a draft changes
 * over, the action is that of the new version. */
static int take_and_settle(struct act *act, const char *action, const struct answer *answers, size_t n, const struct machine_def **m_r,
                           const struct transition_def **t_r, struct err *e)
{
    bool received = !date_is_none(act->b.c.received_on), changed = false;
    int rc = act_take_answers(act, *t_r, answers, n, e);
    if (!rc && !received && !date_is_none(act->b.c.received_on))
        rc = act_settle_edition(act, &changed, e);
    if (rc || !changed)
        return rc;
    *t_r = find_transition(act, action, m_r);
    return *t_r ? act_take_answers(act, *t_r, answers, n, e) : err_set(e, E_NOTFOUND, "case.no-action", action, NULL);
}

int act_try(struct act *act, const char *action, const struct answer *answers, size_t n, struct refusals *refusals_r, struct err *e)
{
    const struct machine_def *m;
    int rc;
    const char *id = take_unit(act, action, &rc, e);
    const struct transition_def *t = rc ? NULL : find_transition(act, id, &m);
    if (!rc && !t)
        return err_set(e, E_NOTFOUND, "case.no-action", action, NULL);
    if (!rc)
        rc = take_and_settle(act, id, answers, n, &m, &t, e);
    if (rc)
        return rc;
    const char *state = act_state_of(act, m);
    if (!transition_fits(m, t, state, act->b.c.type))
        return check_allowed(act, m, t, e);
    act_refuse_role(act, t, refusals_r);
    transition_check(act->b.scheme, m, t, state, act->b.c.type, &act->f, refusals_r);
    return 0;
}

int act_move(struct act *act, const struct machine_def *m, const struct transition_def *t, struct err *e)
{
    int rc = 0;
    if (t->to) { /* else the state stays */
        const struct state_def *to = machine_state(m, t->to);
        act->b.c.state = t->to;
        act->b.c.state_since = act->today;
        act->b.c.closed_on = to && to->final ? act->today : DATE_NONE;
        act_reached(act, t->to);
        rc = act_put_case(act, e);
    }
    return rc ? rc : act_effects(act, t->effects.at, t->effects.n, e);
}

int act_transition(struct act *act, const char *action, const struct answer *answers, size_t n, struct err *e)
{
    const struct machine_def *m;
    int rc;
    const char *id = take_unit(act, action, &rc, e);
    const struct transition_def *t = rc ? NULL : find_transition(act, id, &m);
    if (!rc && !t)
        return err_set(e, E_NOTFOUND, "case.no-action", action, NULL);
    if (!rc)
        rc = act_need_role(act, t, e);
    if (!rc)
        rc = take_and_settle(act, id, answers, n, &m, &t, e);
    if (!rc)
        rc = check_allowed(act, m, t, e);
    if (rc)
        return rc;
    if (m->of == MACHINE_CERTIFICATE)
        return act_certificate(act, id, DATE_NONE, e);
    return m->of == MACHINE_TRACK ? act_move_track(act, m, t, e) : act_move(act, m, t, e);
}

struct do_action {
    struct app *app;
    int64_t case_id, version;
    const char *action;
    const struct answer *answers;
    size_t n;
    struct arena *a;
    struct act act;
};

static const char *action_note(struct act *act, const char *action, const char *from)
{
    struct buf note = BUF(JOURNAL_NOTE_MAX_BYTES);
    struct json_writer w = json_writer_to(&note);
    json_begin_object(&w);
    json_put_text(&w, "action", action);
    json_put_text(&w, "from", from);
    json_put_text(&w, "to", act->b.c.state);
    json_end_object(&w);
    const char *text = arena_strdup(act->arena, buf_str(&note));
    buf_done(&note);
    return text;
}

static int do_action(struct db *db, void *arg, struct err *e)
{
    struct do_action *d = arg;
    (void)db;
    int rc = act_begin(&d->act, d->app, d->case_id, 0, app_today(d->app), d->a, e);
    if (!rc && d->version && d->act.b.c.version != d->version)
        rc = err_set(e, E_CONFLICT, "case.changed", d->act.b.c.number, NULL);
    const char *from = rc ? "" : d->act.b.c.state;
    if (!rc)
        rc = act_transition(&d->act, d->action, d->answers, d->n, e);
    if (!rc)
        rc = act_commit(&d->act, "case.act", arena_printf(d->a, "case:%" PRId64, d->case_id), action_note(&d->act, d->action, from), e);
    return rc;
}

static void answer_act(const struct app *app, struct act *act, struct act_result *r)
{
    const struct machine_def *m = scheme_case_machine(act->b.scheme, act->b.c.type);
    const struct state_def *state = machine_state(m, act->b.c.state);
    const char *said = "";
    for (size_t i = 0; i < act->said.n; i++)
        said = arena_printf(act->arena, "%s%s%s", said, i ? LIST_COMMA : "", act->said.at[i]);
    *r = (struct act_result){.c = act->b.c,
                             .state_label = state ? label_of_state(app, state, act->b.c.type) : "",
                             .said = said,
                             .paper = act->issued.at,
                             .n_papers = act->issued.n,
                             .opened_case_id = act->opened.n ? act->opened.at[0] : 0};
}

int case_act(struct app *app, int64_t case_id, int64_t version, const char *action, const struct answer *answers, size_t n, struct arena *a,
             struct act_result *result_r, struct err *e)
{
    struct do_action d = {.app = app, .case_id = case_id, .version = version, .action = action, .answers = answers, .n = n, .a = a};
    int rc = db_write(app->db, do_action, &d, e);
    if (!rc)
        answer_act(app, &d.act, result_r);
    return rc;
}

struct open_case {
    struct app *app;
    const char *scheme, *type;
    int64_t certificate_id;
    const struct answer *answers;
    size_t n;
    struct arena *a;
    int64_t case_id;
};

static int open_case(struct db *db, void *arg, struct err *e)
{
    struct open_case *o = arg;
    struct act act;
    const struct scheme *s = schemes_on(o->app->schemes, o->scheme, app_today(o->app));
    const struct case_type_def *type = s ? scheme_case_type(s, o->type) : NULL;
    (void)db;
    if (!s || s->abstract)
        return err_set(e, E_NOTFOUND, "scheme.unknown", o->scheme, NULL);
    if (!type)
        return err_set(e, E_NOTFOUND, "case.unknown-type", o->type, s->rule.label, NULL);
    int rc = act_open_new(&act, o->app, s, type, o->certificate_id, o->answers, o->n, o->a, e);
    o->case_id = act.b.c.id;
    return rc ? rc : act_commit(&act, "case.new", arena_printf(o->a, "case:%" PRId64, act.b.c.id), NULL, e);
}

int case_new(struct app *app, const char *scheme, const char *type, int64_t certificate_id, const struct answer *answers, size_t n,
             struct arena *a, int64_t *case_id_r, struct err *e)
{
    struct open_case o = {.app = app, .scheme = scheme, .type = type, .certificate_id = certificate_id, .answers = answers, .n = n, .a = a};
    int rc = db_write(app->db, open_case, &o, e);
    if (!rc)
        *case_id_r = o.case_id;
    return rc;
}
