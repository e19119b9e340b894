#include "core/rule/scheme_compile.h"

#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/scheme_names.h"
#include "core/rule/sheet.h"

struct compile {
    struct scheme *s;
    struct arena *a;
    struct problems *problems;
};

static void note(struct compile *c, const struct formula_use *use, const struct expr_error *where, const struct err *e)
{
    const char *near = str_eq(e->msg, "expr.unknown-name") || str_eq(e->msg, "expr.unknown-column") ||
                               str_eq(e->msg, "expr.unknown-function") || str_eq(e->msg, "expr.choice")
                           ? e->arg[1]
                           : NULL;
    struct where at = yaml_place(use->node, where->at);
    problem_add(c->problems, at, "formula", str_empty(near) ? NULL : near, e->msg, e->arg[0], e->arg[1], e->arg[2], NULL);
}

/* The inputs that were compiled before: an input may use those above it. */
static void add_locals(const struct compile *c, const char *id, struct expr_scope *scope)
{
    const struct decision_def *decision = scheme_decision(c->s, id);
    if (!decision)
        return;
    struct expr_local *locals = ARENA_ARRAY(c->a, struct expr_local, decision->inputs.n);
    size_t n = 0;
    for (size_t i = 0; i < decision->inputs.n; i++)
        if (decision->inputs.at[i].value.expr)
            locals[n++] = (struct expr_local){decision->inputs.at[i].name, decision->inputs.at[i].value.expr};
    scope->locals = locals;
    scope->n_locals = n;
}

/* What `it` means in a ledger or report. */
static const struct type_columns *ledger_rows(const struct compile *c, const char *id)
{
    const struct ledger_def *ledger = scheme_ledger(c->s, id);
    if (!ledger)
        ledger = scheme_report(c->s, id);
    const char *rows = ledger ? ledger_list(ledger) : NULL;
    return rows ? scheme_names_list_columns(c->s->names, rows) : NULL;
}

static struct expr_scope scope_of(const struct compile *c, const struct formula_use *use)
{
    struct expr_scope scope = {.names = c->s->names};
    switch (use->scope) {
    case SCOPE_PLAIN:
        break;
    case SCOPE_LEDGER:
        scope.it = ledger_rows(c, use->list);
        break;
    case SCOPE_LIST:
        scope.it = scheme_names_list_columns(c->s->names, use->list);
        break;
    case SCOPE_CHECKLIST:
        scope.it = scheme_names_checklist_columns(c->s, c->s->names, use->list);
        break;
    case SCOPE_DECISION:
        scope.it = scheme_names_decision_columns(c->s, c->s->names, use->list);
        add_locals(c, use->list, &scope);
        break;
    }
    return scope;
}

static void compile_use(struct compile *c, const struct formula_use *use)
{
    struct expr_scope scope = scope_of(c, use);
    struct expr_error where = {0};
    struct err e;
    if (use->merge) {
        if (tmpl_compile(c->a, &scope, use->merge->text, &use->merge->tmpl, &where, &e) != 0)
            note(c, use, &where, &e);
    } else if (expr_compile(c->a, &scope, use->formula->text, (enum value_type)use->want, &use->formula->expr, &where, &e) !=
               0)
        note(c, use, &where, &e);
}

static void find_always(struct scheme *s, struct arena *a)
{
    LIST(const struct fact_name *) always = {0};
    for (size_t i = 0; i < fact_names_count(s->names); i++) {
        const struct fact_name *name = fact_names_at(s->names, i);
        if (name->always && name->origin == FACT_GIVEN)
            *LIST_ADD(a, &always) = name;
    }
    s->always.at = always.at;
    s->always.n = always.n;
}

static const struct fact_name *find_of_form(const struct scheme *s, struct arena *a, const char *view, const struct form_def *form,
                                            const char *field)
{
    return fact_names_find(s->names, arena_join(a, view, ".", form->rule.id, ".", field, NULL));
}

static void find_form_facts(struct scheme *s, struct arena *a)
{
    AUTO(arena) struct arena work = {0};
    struct form_facts_of *all = ARENA_ARRAY(a, struct form_facts_of, s->forms.n);
    for (size_t i = 0; i < s->forms.n; i++) {
        const struct form_def *form = &s->forms.at[i];
        const struct field_def *fields = form->rows ? form->head.at : form->fields.at;
        size_t n = form->rows ? form->head.n : form->fields.n;
        for (int view = 0; view < FORM_VIEWS; view++) {
            const struct fact_name **found = ARENA_ARRAY(a, const struct fact_name *, n);
            for (size_t k = 0; k < n; k++)
                found[k] = find_of_form(s, &work, form_view_names[view], form, fields[k].rule.id);
            all[i].field[view] = found;
            all[i].rows[view] = fact_names_find(s->names, arena_join(&work, form_view_names[view], ".", form->rule.id, NULL));
        }
        all[i].saved_by = find_of_form(s, &work, "form", form, "saved_by");
        all[i].revision = find_of_form(s, &work, "form", form, "revision");
    }
    s->form_facts = all;
}

void scheme_compile(struct scheme *s, struct arena *a, struct problems *problems)
{
    struct compile c = {s, a, problems};
    struct fact_names *names;
    struct err e;
    if (scheme_names_declare(c.a, s, &names, &e) != 0) {
        problem_add(problems, s->rule.at, "formula", NULL, e.msg, e.arg[0], NULL);
        return;
    }
    s->names = names;
    find_always(s, c.a);
    find_form_facts(s, c.a);
    for (size_t i = 0; i < s->uses->formulas.n; i++)
        compile_use(&c, &s->uses->formulas.at[i]);
}
