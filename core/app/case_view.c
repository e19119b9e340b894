/* What a case looks like: its state, what can be done now, and why the rest cannot. */
#include "core/app/case_app.h"

#include <stdlib.h>
#include <string.h>

#include "core/app/act.h"
#include "core/app/case_days.h"
#include "core/app/labels.h"
#include "core/app/view_log.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
#include "db/db.h"
#include "db/rows_office.h"

struct view_case {
    struct app *app;
    int64_t case_id;
    struct arena *a;
    struct case_view *v;
    struct act act;
};

static const char *label_of(const struct app *app, const struct rule *rule)
{
    return label_of_rule(app, rule, "");
}

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
            words = arena_printf(view->a, "%s%s%s", words, *words ? LIST_COMMA : "", label_of(view->app, rule));
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
    action->label = label_of_transition(view->app, t, view->act.b.c.type);
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

static int by_possible(const void *a, const void *b)
{
    const struct action *x = a, *y = b;
    if (x->possible != y->possible)
        return x->possible ? -1 : 1;
    return x->mandatory == y->mandatory ? 0 : x->mandatory ? -1 : 1;
}

struct actions {
    LIST(struct action) all;
};

/* What a machine offers now, about the unit in hand or about the whole. */
static void list_machine(struct view_case *view, const struct machine_def *m, const char *unit, struct actions *actions)
{
    const char *state = act_state_of(&view->act, m);
    if (!state)
        return; /* a track that was not started, a certificate that is not there */
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (!t->roles.n || t->from_none || !transition_fits(m, t, state, view->act.b.c.type))
            continue;
        struct action *action = LIST_ADD(view->a, &actions->all);
        add_action(view, m, t, state, action);
        if (unit) {
            action->id = arena_printf(view->a, "%s@%s", action->id, unit);
            action->label = arena_printf(view->a, "%s %s", action->label, unit);
        }
    }
}

/* Tracks of units and certificates of units: once for every unit. */
static int list_units(struct view_case *view, const struct machine_def *m, struct actions *actions, struct err *e)
{
    const struct bundle *b = &view->act.b;
    int rc = 0;
    for (size_t i = 0; !rc && i < b->scheme->units.n; i++) {
        if (m->unit && !str_eq(m->unit, b->scheme->units.at[i].rule.id))
            continue;
        const struct texts units = bundle_units(b, &b->scheme->units.at[i], view->a);
        for (size_t u = 0; !rc && u < units.n; u++) {
            rc = act_about_unit(&view->act, units.at[u], e);
            if (!rc)
                list_machine(view, m, units.at[u], actions);
        }
    }
    return rc ? rc : act_about_unit(&view->act, NULL, e);
}

static int list_actions(struct view_case *view, struct err *e)
{
    const struct bundle *b = &view->act.b;
    const struct machine_def *m;
    struct actions actions = {0};
    for (size_t i = 0; (m = act_machine(&view->act, i)) != NULL; i++) {
        bool by_unit = (m->of == MACHINE_TRACK && m->unit) || (m->of == MACHINE_CERTIFICATE && b->unit_cert.n);
        int rc = by_unit ? list_units(view, m, &actions, e) : 0;
        if (rc)
            return rc;
        if (!by_unit && (m->of != MACHINE_CERTIFICATE || b->cert.id))
            list_machine(view, m, NULL, &actions);
    }
    /* A stable order: qsort on few rows by what matters, ties by place. */
    struct action *at = actions.all.at;
    for (size_t i = 1; i < actions.all.n; i++)
        for (size_t j = i; j > 0 && by_possible(&at[j - 1], &at[j]) > 0; j--) {
            struct action swap = at[j];
            at[j] = at[j - 1];
            at[j - 1] = swap;
        }
    view->v->action = at;
    view->v->n_actions = actions.all.n;
    return 0;
}

static void list_deadlines(struct view_case *view)
{
    const struct bundle *b = &view->act.b;
    struct case_view *v = view->v;
    v->deadline = ARENA_ARRAY(view->a, struct deadline, b->deadline.n);
    v->deadline_label = ARENA_ARRAY(view->a, const char *, b->deadline.n);
    for (size_t i = 0; i < b->deadline.n; i++) {
        const struct deadline *d = &b->deadline.at[i];
        const struct deadline_def *def = scheme_deadline(b->scheme, d->rule);
        if (str_eq(d->state, "met") || str_eq(d->state, "void"))
            continue;
        size_t at = v->n_deadlines++;
        for (; at > 0 && date_compare(v->deadline[at - 1].due_on, d->due_on) > 0; at--) {
            v->deadline[at] = v->deadline[at - 1];
            v->deadline_label[at] = v->deadline_label[at - 1];
        }
        v->deadline[at] = *d;
        v->deadline_label[at] = def ? label_of(view->app, &def->rule) : d->rule;
    }
}

static void list_tasks_and_flags(struct view_case *view)
{
    const struct bundle *b = &view->act.b;
    struct case_view *v = view->v;
    v->task = ARENA_ARRAY(view->a, struct task, b->task.n);
    v->task_label = ARENA_ARRAY(view->a, const char *, b->task.n);
    v->task_who = ARENA_ARRAY(view->a, const char *, b->task.n);
    for (size_t i = 0; i < b->task.n; i++) {
        const struct task_def *def = scheme_task(b->scheme, b->task.at[i].kind);
        const struct return_def *back = scheme_return(b->scheme, b->task.at[i].kind);
        if (!date_is_none(b->task.at[i].done_on))
            continue;
        v->task[v->n_tasks] = b->task.at[i];
        v->task_label[v->n_tasks++] = def    ? label_of(view->app, &def->rule)
                                      : back ? label_of(view->app, &back->rule)
                                             : b->task.at[i].kind;
    }
    LIST(const char *) flags = {0};
    for (size_t i = 0; i < b->scheme->flags.n; i++) {
        const struct flag_def *flag = &b->scheme->flags.at[i];
        if (value_true(facts_get(&view->act.f, arena_printf(view->a, "flag.%s", flag->rule.id))))
            *LIST_ADD(view->a, &flags) = label_of(view->app, &flag->rule);
    }
    v->flag = flags.at;
    v->n_flags = flags.n;
}

static void list_parts(struct view_case *view, const struct case_type_def *type)
{
    const struct bundle *b = &view->act.b;
    struct case_view *v = view->v;
    v->form = ARENA_ARRAY(view->a, struct case_part, type->forms.n);
    for (size_t i = 0; i < type->forms.n; i++) {
        const struct form_def *form = scheme_form(b->scheme, type->forms.at[i]);
        const struct bundle_form *saved = bundle_form(b, type->forms.at[i]);
        if (form_has_own_screen(form))
            continue;
        v->form[v->n_forms++] = (struct case_part){form->rule.id, label_of(view->app, &form->rule), saved ? saved->form.revision : 0};
    }
    v->checklist = ARENA_ARRAY(view->a, struct case_part, type->checklists.n);
    for (size_t i = 0; i < type->checklists.n; i++) {
        const struct checklist_def *list = scheme_checklist(b->scheme, type->checklists.at[i]);
        int64_t recorded = 0;
        for (size_t j = 0; j < b->check.n; j++)
            recorded += str_eq(b->check.at[j].checklist, list->rule.id);
        v->checklist[v->n_checklists++] = (struct case_part){list->rule.id, label_of(view->app, &list->rule), recorded};
    }
}

static int find_assignee(struct view_case *view, struct db *db, struct err *e)
{
    struct user user;
    int rc = *view->v->c.assignee ? rows_user(db, view->v->c.assignee, &user, view->a, e) : E_NOTFOUND;
    if (!rc)
        view->v->assignee_name = user.name;
    for (size_t i = 0; (!rc || rc == E_NOTFOUND) && i < view->v->n_tasks; i++) {
        const char *login = view->v->task[i].assignee;
        view->v->task_who[i] = login;
        rc = *login ? rows_user(db, login, &user, view->a, e) : 0;
        if (!rc && *login)
            view->v->task_who[i] = user.name;
    }
    return rc == E_NOTFOUND ? 0 : rc;
}

static int view_case(struct db *db, void *arg, struct err *e)
{
    struct view_case *view = arg;
    int rc = act_begin(&view->act, view->app, view->case_id, 0, app_today(view->app), view->a, e);
    if (!rc)
        rc = app_need_sight(view->app, view->act.b.c.scheme, view->act.b.c.assignee, e);
    if (rc)
        return rc;
    const struct bundle *b = &view->act.b;
    const struct case_type_def *type = scheme_case_type(b->scheme, b->c.type);
    const struct machine_def *m = scheme_case_machine(b->scheme, b->c.type), *cm = scheme_certificate_machine(b->scheme);
    const struct state_def *state = machine_state(m, b->c.state);
    const char *cert_state = b->cert.id && cm ? act_state_of(&view->act, cm) : NULL;
    const struct state_def *cert = cert_state ? machine_state(cm, cert_state) : NULL;
    *view->v = (struct case_view){.c = b->c,
                                  .party = b->party,
                                  .certificate = b->cert,
                                  .certificate_state_label = cert ? label_of(view->app, &cert->rule) : "",
                                  .scheme = b->scheme,
                                  .scheme_label = label_of(view->app, &b->scheme->rule),
                                  .type_label = label_of(view->app, &type->rule),
                                  .state_label = state ? label_of_state(view->app, state, b->c.type) : b->c.state,
                                  .assignee_name = b->c.assignee,
                                  .party_name = b->party.name,
                                  .waits_for_applicant = state && state->waits == WAITS_APPLICANT};
    rc = list_actions(view, e);
    if (rc)
        return rc;
    list_deadlines(view);
    list_tasks_and_flags(view);
    list_parts(view, type);
    rc = find_assignee(view, db, e);
    return rc ? rc : case_days(view->app, &b->c, m, view->a, &view->v->days_own, &view->v->days_applicant, e);
}

int case_view(struct app *app, int64_t case_id, struct arena *a, struct case_view *view_r, struct err *e)
{
    struct view_case view = {.app = app, .case_id = case_id, .a = a, .v = view_r};
    int rc = db_read(app->db, view_case, &view, e);
    if (!rc)
        views_saw(app, "case", case_id);
    return rc;
}
