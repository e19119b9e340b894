/* What a case looks like: its state, what can be done now, and why the rest cannot. */
#include <stdlib.h>
#include <string.h>

#include "core/app/case_days.h"
#include "core/app/case_view_internal.h"
#include "core/app/labels.h"
#include "core/app/view_log.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
#include "db/db.h"
#include "db/rows_office.h"

static const char *label_of(const struct app *app, const struct rule *rule)
{
    return label_of_rule(app, rule, "");
}

static bool is_pending(const struct deadline *d)
{
    return !str_eq(d->state, "met") && !str_eq(d->state, "void");
}

void case_view_deadlines(const struct view_case *view, const struct deadline *d, size_t n, const char *note,
                         struct due_list *to)
{
    for (size_t i = 0; i < n; i++) {
        const struct deadline_def *def = scheme_deadline(view->act.b.scheme, d[i].rule);
        if (!is_pending(&d[i]) || (note && !str_eq(d[i].note, note)))
            continue;
        struct due *at = LIST_ADD(view->a, to);
        for (; at > to->at && date_compare(at[-1].d.due_on, d[i].due_on) > 0; at--)
            *at = at[-1];
        *at = (struct due){d[i], def ? label_of(view->app, &def->rule) : d[i].rule};
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
    view->db = db;
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
    rc = case_view_actions(view, e);
    if (rc)
        return rc;
    case_view_deadlines(view, b->deadline.at, b->deadline.n, NULL, &view->v->due);
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
