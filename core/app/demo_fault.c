#include "core/app/demo_fault.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/demo_names.h"
#include "core/app/demo_work.h"
#include "core/app/examples_build.h"
#include "core/app/examples_form.h"
#include "core/base/str.h"
#include "core/rule/checklist.h"
#include "core/rule/expr.h"
#include "db/rows.h"

enum { CAUSES_MAX = 128, DEPTH_MAX = 4 };

/* A fact that a refusal hangs on. */
struct cause {
    enum { CAUSE_CHECK, CAUSE_FORM, CAUSE_PAPER, CAUSE_QUERY } kind;
    const char *of, *what; /* list and item; form and field; class */
};

struct causes {
    struct act *act;
    struct cause at[CAUSES_MAX];
    size_t n;
    int depth;
};

static void look_into(struct causes *c, const struct expr *x);

static void add(struct causes *c, int kind, const char *of, const char *what)
{
    for (size_t i = 0; i < c->n; i++)
        if ((int)c->at[i].kind == kind && str_eq(c->at[i].of, of) && str_eq(c->at[i].what, what))
            return;
    if (c->n < CAUSES_MAX)
        c->at[c->n++] = (struct cause){.kind = kind, .of = of, .what = what};
}

static void look_at_decision(struct causes *c, const struct decision_def *d)
{
    for (size_t i = 0; d && i < d->inputs.n; i++)
        look_into(c, d->inputs.at[i].value.expr);
    for (size_t i = 0; d && i < d->undefined_when.n; i++)
        look_into(c, d->undefined_when.at[i].cond.expr);
}

/* An item that is computed hangs on what it is computed from. */
static void look_at_item(struct causes *c, const struct checklist_def *list, const struct check_item_def *item)
{
    if (formula_given(&item->automatic))
        look_into(c, item->automatic.expr);
    else
        add(c, CAUSE_CHECK, list->rule.id, item->rule.id);
}

/* check.L, check.L.item, check.L.failed, check.L.outcome */
static void look_at_checklist(struct causes *c, const char *name)
{
    const char *id = name + strlen("check."), *dot = strchr(id, '.');
    const struct checklist_def *list = scheme_checklist(c->act->b.scheme, dot ? arena_strndup(c->act->arena, id, (size_t)(dot - id)) : id);
    if (!list)
        return;
    const struct check_item_def *item = dot ? checklist_item(list, dot + 1) : NULL;
    if (item) {
        look_at_item(c, list, item);
        return;
    }
    for (size_t i = 0; i < list->items.n; i++)
        look_at_item(c, list, &list->items.at[i]);
    if (list->rows)
        add(c, CAUSE_CHECK, list->rule.id, "");
    if (list->outcome)
        look_at_decision(c, scheme_decision(c->act->b.scheme, list->outcome));
}

static void look_at_form(struct causes *c, const char *name)
{
    const char *id = name + strlen("form."), *dot = strchr(id, '.');
    const char *form = dot ? arena_strndup(c->act->arena, id, (size_t)(dot - id)) : id;
    const struct form_def *def = scheme_form(c->act->b.scheme, form);
    if (!def)
        return;
    if (dot)
        add(c, CAUSE_FORM, def->rule.id, dot + 1);
    for (size_t i = 0; !dot && def->rows && i < def->fields.n; i++)
        add(c, CAUSE_FORM, def->rule.id, def->fields.at[i].rule.id);
}

static void look_at_fact(const struct fact_ref *ref, void *arg)
{
    struct causes *c = arg;
    const struct scheme *s = c->act->b.scheme;
    const char *name = ref->name;
    if (str_starts(name, "check.")) {
        look_at_checklist(c, name);
    } else if (str_starts(name, "form.")) {
        look_at_form(c, name);
    } else if (str_starts(name, "doc.") || str_starts(name, "group_doc")) {
        const char *class = name + strlen("doc."), *dot = strchr(class, '.');
        add(c, CAUSE_PAPER, dot ? arena_strndup(c->act->arena, class, (size_t)(dot - class)) : class, "");
    } else if (str_eq(name, "query")) {
        add(c, CAUSE_QUERY, "", "");
    } else if (ref->fact->origin == FACT_DECISION && (size_t)ref->fact->index < s->decisions.n) {
        look_at_decision(c, &s->decisions.at[ref->fact->index]);
    } else {
        const struct fact_def *fact = scheme_fact(s, name);
        if (fact && formula_given(&fact->is))
            look_into(c, fact->is.expr);
    }
}

static void look_into(struct causes *c, const struct expr *x)
{
    if (!x || c->depth >= DEPTH_MAX)
        return;
    c->depth++;
    expr_each_fact(x, look_at_fact, c);
    c->depth--;
}

static void look_at_place(const struct expr *x, size_t at, void *arg)
{
    (void)at;
    look_into(arg, x);
}

/* No guard refuses it: a letter that goes with it lacks something. */
static void look_at_letters(struct causes *c, const struct transition_def *t)
{
    for (size_t i = 0; i < t->effects.n; i++) {
        const struct effect_def *effect = &t->effects.at[i];
        const struct issued_def *letter = effect->kind == EFFECT_PAPER_ISSUE ? scheme_issued(c->act->b.scheme, effect->id) : NULL;
        if (letter)
            tmpl_each_place(letter->text.tmpl, look_at_place, c);
    }
}

/* The day's record of an item: the first answer that fails, or, of what fails already, the first that passes. */
static bool fail_item(struct act *act, const struct cause *cause, uint64_t *chance)
{
    const struct checklist_def *list = scheme_checklist(act->b.scheme, cause->of);
    const struct checked_list all = list ? checklist_run(act->b.scheme, list, &act->f) : (struct checked_list){0};
    LIST(const char *) fails = {0};
    const char *passes = NULL;
    for (size_t i = 0; list && i < list->results.n; i++) {
        const struct result_def *r = &list->results.at[i];
        if (r->passes && !passes)
            passes = r->rule.id;
        else if (!r->passes && !r->open)
            *LIST_ADD(act->arena, &fails) = r->rule.id;
    }
    size_t from = demo_random(chance) % (all.n ? all.n : 1);
    for (size_t k = 0; fails.n && k < all.n; k++) {
        const struct checked_item *it = &all.at[(from + k) % all.n];
        if ((*cause->what && !str_eq(cause->what, it->id)) || it->source == CHECK_AUTOMATIC)
            continue;
        bool failed = it->source == CHECK_RECORDED && !it->passes;
        const struct check_result r = {.case_id = act->b.c.id, .checklist = list->rule.id, .item = it->id, .unit = it->unit,
                                       .result = failed && passes ? passes : fails.at[demo_random(chance) % fails.n], .evidence = "",
                                       .note = failed ? "" : demo_question(demo_random(chance)), .checked_by = "reviewer",
                                       .checked_on = act->today};
        act_put(act, &check_result_type, &r);
        return true;
    }
    return false;
}

static const struct yaml *scalar(struct arena *a, const char *text)
{
    struct yaml *y = ARENA_NEW(a, struct yaml);
    y->kind = text ? YAML_SCALAR : YAML_NULL;
    y->text = text ? text : "";
    return y;
}

/* Something else that could stand in the field. */
static const struct yaml *other_value(const struct act *act, const struct field_def *field, bool given, struct arena *a, uint64_t *chance)
{
    static const char *const whole[] = {"0", "1", "2", "5", "30", "1000"};
    static const int days[] = {0, -1, 1, -30, 30, -400, 400};
    char text[DATE_TEXT_BYTES];
    if (field->choices.n && demo_random(chance) % 8)
        return scalar(a, field->choices.at[demo_random(chance) % field->choices.n]);
    switch (field->type) {
    case INPUT_BOOL:
        return scalar(a, demo_random(chance) % 2 ? "true" : "false");
    case INPUT_INT:
    case INPUT_DECIMAL:
    case INPUT_YEN:
        return scalar(a, whole[demo_random(chance) % COUNT_OF(whole)]);
    case INPUT_DATE:
        return scalar(a, arena_strdup(a, date_iso((struct date){act->today.days + days[demo_random(chance) % COUNT_OF(days)]}, text)));
    case INPUT_TEXT:
    case INPUT_MULTILINE:
        return scalar(a, given && demo_random(chance) % 2 ? NULL : demo_answer());
    default:
        return scalar(a, NULL);
    }
}

/* Units keep their names. */
static bool names_units(const struct scheme *s, const struct field_def *cell)
{
    for (size_t i = 0; i < s->units.n; i++)
        if (str_eq(s->units.at[i].name, cell->rule.id))
            return true;
    return false;
}

/* A copy of a list of rows with another value in one of its cells. */
static const struct yaml *other_rows(const struct act *act, const struct field_def *field, const struct yaml *rows, const char *column,
                                     struct arena *a, uint64_t *chance)
{
    if (!rows || rows->kind != YAML_LIST || !rows->n || !field->of.n)
        return NULL;
    const struct field_def *cell = column ? field_column(field, column) : &field->of.at[demo_random(chance) % field->of.n];
    size_t which = demo_random(chance) % rows->n;
    const struct yaml *row = rows->item[which];
    if (!cell || cell->personal || row->kind != YAML_MAP || names_units(act->b.scheme, cell))
        return NULL;
    struct yaml_entry *entries = ARENA_ARRAY(a, struct yaml_entry, row->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < row->n; i++)
        if (!str_eq(row->entry[i].key, cell->rule.id))
            entries[n++] = row->entry[i];
    entries[n++] = (struct yaml_entry){.key = cell->rule.id, .value = other_value(act, cell, yaml_get(row, cell->rule.id) != NULL, a, chance)};
    const struct yaml **items = ARENA_ARRAY(a, const struct yaml *, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        items[i] = i == which ? yaml_new_map(a, row->at, entries, n) : rows->item[i];
    return yaml_new_list(a, rows->at, items, rows->n);
}

/* Another revision of the form of the cause, with one answer changed. */
static bool change_form(struct act *act, struct stage *st, const struct cause *cause, uint64_t *chance)
{
    const struct form_def *form = scheme_form(act->b.scheme, cause->of);
    const struct case_type_def *type = scheme_case_type(act->b.scheme, act->b.c.type);
    const char *dot = strrchr(cause->what, '.');
    const char *id = form->rows && dot ? dot + 1 : cause->what;
    const char *column = !form->rows && dot ? dot + 1 : NULL;
    if (column)
        id = arena_strndup(act->arena, cause->what, (size_t)(dot - cause->what));
    const struct field_def *field = form_field(form, id);
    if (!field || field->personal || formula_given(&field->calculate) || form->record || !texts_have(&type->forms, form->rule.id))
        return false;
    const char *name = arena_printf(st->a, "form.%s.%s", form->rule.id, id);
    const struct item_list_def *rows = form->rows ? scheme_item_list(act->b.scheme, form->rows) : NULL;
    if (rows) {
        const char *row = dot ? arena_strndup(st->a, cause->what, (size_t)(dot - cause->what)) : rows->items.at[demo_random(chance) % rows->items.n].rule.id;
        name = arena_printf(st->a, "form.%s.%s.%s", form->rule.id, row, id);
    }
    const struct yaml *value = field->type == INPUT_LIST ? other_rows(act, field, stage_given(st, name), column, st->a, chance)
                                                         : other_value(act, field, stage_given(st, name) != NULL, st->a, chance);
    if (!value)
        return false;
    *LIST_ADD(st->a, &st->all) = (struct given){name, value};
    const char *body = stage_form_body(st, form, &(struct form_source){.prefix = {"form."}, .n = st->all.n});
    const struct bundle_form *before = bundle_form(&act->b, form->rule.id);
    if (!body)
        return false;
    const struct form record = {.case_id = act->b.c.id, .form = form->rule.id, .revision = before ? before->form.revision + 1 : 1,
                                .body = body, .saved_by = "reception", .saved_at = clock_now(&act->app->clock)};
    act_put(act, &form_type, &record);
    return true;
}

static int try_cause(struct act *act, struct stage *st, struct demo_life *life, const struct cause *cause, bool *done_r, struct err *e)
{
    const struct received_def *class;
    switch (cause->kind) {
    case CAUSE_CHECK:
        *done_r = fail_item(act, cause, &life->chance);
        return 0;
    case CAUSE_FORM:
        *done_r = change_form(act, st, cause, &life->chance);
        return 0;
    case CAUSE_PAPER:
        class = scheme_received(act->b.scheme, cause->of);
        *done_r = class != NULL;
        return class ? demo_receive(act, class, e) : 0;
    case CAUSE_QUERY:
        return demo_ask(act, &life->chance, done_r, e);
    }
    return 0;
}

int demo_fault(struct act *act, struct stage *st, struct demo_life *life, const struct demo_option *option, bool *done_r, struct err *e)
{
    struct causes causes = {.act = act};
    *done_r = false;
    for (size_t i = 0; i < option->t->guards.n; i++) {
        const struct guard_def *g = &option->t->guards.at[i];
        if ((!g->types.n || texts_have(&g->types, act->b.c.type)) && !expr_is_true(g->cond.expr, &act->f))
            look_into(&causes, g->cond.expr);
    }
    if (!causes.n)
        look_at_letters(&causes, option->t);
    /* The answers that were tried are none: what changes is written without them. */
    struct act fresh;
    size_t from = demo_random(&life->chance) % (causes.n ? causes.n : 1);
    int rc = act_begin(&fresh, act->app, life->case_id, 0, act->today, act->arena, e);
    for (size_t i = 0; !rc && !*done_r && i < causes.n; i++)
        rc = try_cause(&fresh, st, life, &causes.at[(from + i) % causes.n], done_r, e);
    return rc || !*done_r ? rc : act_commit(&fresh, "demo.work", arena_printf(act->arena, "case:%" PRId64, life->case_id), NULL, e);
}
