/* Proofs about fields: their kind is complete, what is published has a consent, what is personal has a retention. */
#include "core/rule/scheme_proof.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/pattern.h"

/* Calls fn for every field of every form, columns of lists included; path is form.F.field as retention.yaml writes it. */
struct field_visit {
    const struct form_def *form;
    const struct field_def *field;
    const char *path;
    bool in_matrix, column;
};
typedef void field_fn(struct proving *p, const struct field_visit *visit);

static void visit_fields(struct proving *p, const struct form_def *form, const struct field_def *fields, size_t n,
                         const char *prefix, bool in_matrix, bool column, field_fn *fn)
{
    for (size_t i = 0; i < n; i++) {
        struct field_visit visit = {form, &fields[i], arena_printf(p->a, "%s.%s", prefix, fields[i].rule.id), in_matrix, column};
        fn(p, &visit);
        visit_fields(p, form, fields[i].of.at, fields[i].of.n, visit.path, in_matrix, true, fn);
    }
}

static void each_field(struct proving *p, field_fn *fn)
{
    for (size_t i = 0; i < p->s->forms.n; i++) {
        const struct form_def *form = &p->s->forms.at[i];
        const char *name = arena_printf(p->a, "form.%s", form->rule.id);
        const char *rows = form->rows ? arena_printf(p->a, "%s.*", name) : name;
        visit_fields(p, form, form->head.at, form->head.n, name, false, false, fn);
        visit_fields(p, form, form->fields.at, form->fields.n, rows, form->rows != NULL, false, fn);
    }
}

static void check_consent(struct proving *p, const struct field_visit *visit)
{
    if (visit->field->publish && !visit->field->consent)
        proof_fails(p, visit->field->rule.at, NULL, "scheme.no-consent", visit->path, visit->field->publish, NULL);
}

struct shown {
    struct proving *p;
    const struct register_def *reg;
    struct where at;
};

/* "approved.F-A.name" and "form.F-A.name" */
static const struct field_def *field_of_fact(const struct scheme *s, const char *name)
{
    const char *rest = strchr(name, '.');
    if (!rest || !(str_starts(name, "form.") || str_starts(name, "approved.") || str_starts(name, "original.")))
        return NULL;
    for (size_t i = 0; i < s->forms.n; i++) {
        size_t n = strlen(s->forms.at[i].rule.id);
        if (!s->forms.at[i].rows && strncmp(rest + 1, s->forms.at[i].rule.id, n) == 0 && rest[1 + n] == '.')
            return form_field(&s->forms.at[i], rest + n + 2);
    }
    return NULL;
}

static void check_shown(const struct fact_ref *ref, void *arg)
{
    struct shown *shown = arg;
    const struct field_def *field = field_of_fact(shown->p->s, ref->fact->name);
    if (field && !field->publish)
        proof_fails(shown->p, shown->at, NULL, "scheme.published-unmarked", ref->fact->name, shown->reg->rule.id, NULL);
}

void prove_consent(struct proving *p)
{
    each_field(p, check_consent);
    for (size_t i = 0; i < p->s->registers.n; i++) {
        const struct register_def *reg = &p->s->registers.at[i];
        for (size_t k = 0; k < reg->columns.n; k++) {
            struct shown shown = {p, reg, reg->columns.at[k].value.at};
            if (reg->columns.at[k].value.expr)
                expr_each_fact(reg->columns.at[k].value.expr, check_shown, &shown);
        }
    }
}

static void check_personal(struct proving *p, const struct field_visit *visit)
{
    if (!visit->field->personal)
        return;
    for (size_t i = 0; i < p->s->personal.n; i++)
        if (texts_have(&p->s->personal.at[i].fields, visit->path))
            return;
    proof_fails(p, visit->field->rule.at, NULL, "scheme.no-retention", visit->path, NULL);
}

void prove_personal(struct proving *p)
{
    each_field(p, check_personal);
    for (size_t i = 0; i < p->s->retention.n; i++) {
        const struct retention_def *rule = &p->s->retention.at[i];
        for (size_t k = 0; k < i; k++)
            for (size_t c = 0; c < rule->classes.n; c++)
                if (texts_have(&p->s->retention.at[k].classes, rule->classes.at[c]))
                    proof_fails(p, rule->rule.at, NULL, "scheme.two-retentions", rule->classes.at[c], NULL);
    }
}

static void check_field(struct proving *p, const struct field_visit *visit)
{
    const struct field_def *field = visit->field;
    for (size_t i = 0; i < field->spellings.n; i++) {
        const char *choice = strchr(field->spellings.at[i], '=');
        if (!choice || choice == field->spellings.at[i] || !texts_have(&field->choices, choice + 1))
            proof_fails(p, field->rule.at, NULL, "scheme.spelling", field->spellings.at[i], NULL);
    }
    if (formula_given(&field->calculate) && visit->in_matrix && visit->column)
        proof_fails(p, field->rule.at, NULL, "scheme.calculated-column", visit->path, NULL);
    for (size_t i = 0; i < field->rewrite.n; i++) {
        const struct rewrite_def *rewrite = &field->rewrite.at[i];
        struct err e = {0};
        if (field->type != INPUT_TEXT || !rewrite->from || !rewrite->to || pattern_check(rewrite->from, &e) != 0)
            proof_fails(p, rewrite->at, NULL, "scheme.rewrite", visit->path, rewrite->from ? rewrite->from : "", NULL);
    }
    if ((field->type == INPUT_ENUM) != (field->choices.n > 0))
        proof_fails(p, field->rule.at, NULL, field->choices.n ? "scheme.choices-unused" : "scheme.no-choices", visit->path, NULL);
    if ((field->type == INPUT_LIST) != (field->of.n > 0))
        proof_fails(p, field->rule.at, NULL, "scheme.list-columns", visit->path, NULL);
    if (field->type == INPUT_FROM_ITEM && (!visit->in_matrix || visit->column))
        proof_fails(p, field->rule.at, NULL, "scheme.from-item", visit->path, NULL);
}

static void check_items(struct proving *p)
{
    for (size_t i = 0; i < p->s->item_lists.n; i++)
        for (size_t k = 0; k < p->s->item_lists.at[i].items.n; k++) {
            const struct item_def *item = &p->s->item_lists.at[i].items.at[k];
            if ((item->type == INPUT_ENUM) != (item->choices.n > 0))
                proof_fails(p, item->rule.at, NULL, item->choices.n ? "scheme.choices-unused" : "scheme.no-choices",
                            item->rule.id, NULL);
            if (item->type == INPUT_LIST || item->type == INPUT_FROM_ITEM)
                proof_fails(p, item->rule.at, NULL, "scheme.item-type", item->rule.id, input_type_name(item->type), NULL);
        }
}

static const struct field_def *list_field(const struct scheme *s, const char *path)
{
    for (size_t i = 0; i < s->forms.n; i++) {
        const struct form_def *form = &s->forms.at[i];
        size_t n = strlen(form->rule.id);
        if (!str_starts(path, "form.") || strncmp(path + 5, form->rule.id, n) != 0 || path[5 + n] != '.')
            continue;
        const char *id = path + 6 + n;
        for (size_t k = 0; k < form->head.n; k++)
            if (str_eq(form->head.at[k].rule.id, id))
                return &form->head.at[k];
        const struct field_def *field = form->rows ? NULL : form_field(form, id);
        if (field)
            return field;
    }
    return NULL;
}

void prove_fields(struct proving *p)
{
    static const char *const records[] = {"payment", "paper", "withholding"};
    const struct texts known = {records, COUNT_OF(records)};
    each_field(p, check_field);
    check_items(p);
    for (size_t i = 0; i < p->s->units.n; i++) {
        const struct unit_def *unit = &p->s->units.at[i];
        const struct field_def *list = list_field(p->s, unit->list);
        if (list && !field_column(list, unit->name))
            proof_fails(p, unit->rule.at, NULL, "scheme.unknown-id", unit->name, "column", NULL);
    }
    for (size_t i = 0; i < p->s->forms.n; i++) {
        const struct form_def *form = &p->s->forms.at[i];
        if (form->record && !texts_have(&known, form->record))
            proof_fails(p, form->rule.at, str_nearest(form->record, records, known.n), "scheme.unknown-id", form->record,
                        "record", NULL);
        if (form->head.n > 0 && !form->rows)
            proof_fails(p, form->rule.at, NULL, "scheme.head-without-rows", form->rule.id, NULL);
    }
}
