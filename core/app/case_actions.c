/* What can be done with a case now, and why the rest cannot. */
#include "core/app/case_view_internal.h"
#include "core/app/labels.h"
#include "core/base/str.h"
#include "core/rule/expr.h"

/* From the name of a fact to the place of the screen where it is entered. */
static const char *jump_to(struct arena *a, const char *fact)
{
    struct str rest = str_of(fact), kind, id, field;
    if (str_empty(fact) || !str_split(&rest, '.', &kind))
        return "";
    bool has_id = str_split(&rest, '.', &id);
    if (str_is(kind, "form") && has_id) {
        field = rest.p ? rest : (struct str){"", 0};
        return arena_printf(a, "form:%.*s:%.*s", (int)id.n, id.p, (int)field.n, field.p);
    }
    if (str_is(kind, "check") && has_id)
        return arena_printf(a, "checklist:%.*s", (int)id.n, id.p);
    if (str_is(kind, "fee") || str_is(kind, "paid") || str_is(kind, "payment") || str_is(kind, "owed"))
        return "fee";
    if (str_is(kind, "doc"))
        return has_id ? arena_printf(a, "paper:%.*s", (int)id.n, id.p) : "paper:";
    if (str_is(kind, "query"))
        return "query";
    return "";
}

static void take_refusals(struct view_case *view, const struct refusals *refusals, struct action *action)
{
    action->refusal = ARENA_ARRAY(view->a, struct refusal, refusals->all.n);
    action->n_refusals = refusals->all.n;
    for (size_t i = 0; i < refusals->all.n; i++) {
        const struct refused *r = &refusals->all.at[i];
        action->refusal[i] = (struct refusal){.id = r->id,
                                              .text = r->text,
                                              .src = r->src ? r->src : "",
                                              .missing = r->missing,
                                              .jump = jump_to(view->a, r->jump),
                                              .role = r->role};
    }
}

/* What will happen, in the scheme's own words. */
static const char *effects_in_words(struct view_case *view, const struct transition_def *t)
{
    const struct scheme *s = view->act.b.scheme;
    const char *words = "";
    for (size_t i = 0; i < t->effects.n; i++) {
        const struct effect_def *effect = &t->effects.at[i];
        const struct rule *rule = NULL;
        if (effect->kind == EFFECT_PAPER_ISSUE)
            rule = &scheme_issued(s, effect->id)->rule;
        else if (effect->kind == EFFECT_NUMBER)
            rule = &scheme_series(s, effect->id)->rule;
        else if (effect->kind == EFFECT_FEE_BILL)
            rule = &scheme_fee(s, effect->id)->rule;
        else if (effect->kind == EFFECT_DEADLINE_OPEN)
            rule = &scheme_deadline(s, effect->id)->rule;
        if (rule && (!formula_given(&effect->cond) || expr_is_true(effect->cond.expr, &view->act.f)))
            words = arena_printf(view->a, "%s%s%s", words, *words ? LIST_COMMA : "", label_of_rule(view->app, rule, ""));
    }
    return words;
}

/* What is only an answer still to be given does not make an action impossible, and where something else does it is no
 * reason to tell. */
static void leave_out_asked(struct action *action)
{
    size_t n = 0;
    for (size_t i = 0; i < action->n_refusals; i++) {
        bool only_asked = false;
        for (size_t j = 0; j < action->n_asks; j++)
            only_asked |= str_eq(action->refusal[i].missing, action->ask[j].fact);
        if (!only_asked)
            action->refusal[n++] = action->refusal[i];
    }
    action->n_refusals = n;
    action->possible = n == 0;
}

static void add_action(struct view_case *view, const struct machine_def *m, const struct transition_def *t, const char *state,
                       struct action *action)
{
    struct refusals refusals = {0};
    struct facts *f = &view->act.f;
    act_refuse_role(&view->act, t, &refusals);
    struct facts asked;
    facts_copy(&asked, f);
    act_asks(&view->act, t, view->act.b.c.type, &action->ask, &action->n_asks);
    /* Answers that the officer will be asked for stand with their suggestion, so that only real reasons refuse. */
    for (size_t i = 0; i < action->n_asks; i++) {
        struct err e;
        const struct ask *ask = &action->ask[i];
        if (*ask->suggestion && facts_set_text(&asked, ask->fact, ask->suggestion, &e) != 0)
            continue;
    }
    transition_check(view->act.b.scheme, m, t, state, view->act.b.c.type, &asked, &refusals);
    const struct state_def *to = machine_state(m, t->to);
    act_tell_empty(&view->act, &asked, &refusals);
    action->id = t->rule.id;
    action->label = action->bare_label = label_of_transition(view->app, t, view->act.b.c.type);
    action->unit = "";
    action->to_label = to ? label_of_state(view->app, to, view->act.b.c.type) : "";
    action->mandatory = transition_due(m, state, view->act.b.c.type, f) == t;
    action->effects = effects_in_words(view, t);
    action->src = t->rule.src ? t->rule.src : "";
    take_refusals(view, &refusals, action);
    leave_out_asked(action);
    if (!action->possible)
        return;
    struct refusals foreseen = {0};
    act_foresee(&view->act, t, &asked, &foreseen);
    take_refusals(view, &foreseen, action);
    leave_out_asked(action);
}

/* What a machine offers now, about the unit in hand or about the whole. */
void case_view_machine(struct view_case *view, const struct machine_def *m, const char *unit)
{
    const char *state = act_state_of(&view->act, m);
    if (!state)
        return; /* a track that was not started, a certificate that is not there */
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (!t->roles.n || t->from_none || !transition_fits(m, t, state, view->act.b.c.type))
            continue;
        struct action *action = LIST_ADD(view->a, &view->actions);
        add_action(view, m, t, state, action);
        if (unit) {
            action->unit = unit;
            action->id = arena_printf(view->a, "%s@%s", action->id, unit);
            action->label = arena_printf(view->a, "%s %s", action->bare_label, unit);
        }
    }
}

bool case_view_by_unit(const struct view_case *view, const struct machine_def *m)
{
    return (m->of == MACHINE_TRACK && m->unit) || (m->of == MACHINE_CERTIFICATE && view->units_have_certificates);
}

static int rank(const struct action *a)
{
    return (a->possible ? 0 : 2) + (a->mandatory ? 0 : 1);
}

enum { RANKS = 4 };

int case_view_actions(struct view_case *view, struct err *e)
{
    const struct bundle *b = &view->act.b;
    const struct machine_def *m;
    for (size_t i = 0; i < b->other_cert.n; i++)
        view->units_have_certificates |= b->other_cert.at[i].cert.id != 0;
    for (size_t i = 0; (m = act_machine(&view->act, i)) != NULL; i++)
        if (!case_view_by_unit(view, m) && (m->of != MACHINE_CERTIFICATE || b->cert.id))
            case_view_machine(view, m, NULL);
    int rc = case_view_units(view, e);
    if (rc)
        return rc;
    struct case_view *v = view->v;
    v->action = ARENA_ARRAY(view->a, struct action, view->actions.n);
    for (int r = 0; r < RANKS; r++)
        for (size_t i = 0; i < view->actions.n; i++)
            if (rank(&view->actions.at[i]) == r)
                v->action[v->n_actions++] = view->actions.at[i];
    return 0;
}
