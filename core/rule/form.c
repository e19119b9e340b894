#include "core/rule/form.h"

#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/lifecycle.h"

struct checking {
    const struct scheme *s;
    struct facts *f;
    struct field_problems *to;
};

bool field_is_relevant(const struct field_def *field, struct facts *f, const struct value *row)
{
    struct value v = formula_given(&field->relevant) ? expr_eval_row(field->relevant.expr, f, row) : value_bool(true);
    return !value_defined(v) || v.b;
}

bool field_is_required(const struct field_def *field, struct facts *f, const struct value *row)
{
    return formula_given(&field->required) && value_true(expr_eval_row(field->required.expr, f, row));
}

static void problem(const struct checking *c, struct field_problem what)
{
    *LIST_ADD(c->f->arena, &c->to->all) = what;
}

static void missing(const struct checking *c, const struct field_def *field, const char *path)
{
    problem(c, (struct field_problem){.field = field, .path = path, .id = field->error, .src = field->rule.src,
                                      .text = field->error ? refusal_text(c->s, field->error, NULL, c->f) : "",
                                      .missing = true});
}

static bool is_empty(struct value v)
{
    return !value_defined(v) || (v.type == VALUE_LIST && v.list->n == 0);
}

static void check_constraint(const struct checking *c, const struct constraint_def *constraint, const struct field_def *field,
                             const char *path, const struct value *row)
{
    struct value good = expr_eval_row(constraint->cond.expr, c->f, row);
    if (!value_defined(good) || good.b) /* what is missing is said where it is missing */
        return;
    const char *src = constraint->rule.src ? constraint->rule.src : field ? field->rule.src : NULL;
    problem(c, (struct field_problem){.field = field, .path = path, .id = constraint->rule.id, .src = src,
                                      .text = refusal_text(c->s, constraint->rule.id, &constraint->say, c->f)});
}

static void check_value(const struct checking *c, const struct field_def *field, struct value v, const char *path,
                        const struct value *row);

/* Rows of a list field, each with its columns. */
static void check_rows(const struct checking *c, const struct field_def *field, const struct value_list *list, const char *path,
                       const struct value *row)
{
    struct value least = formula_given(&field->min_rows) ? expr_eval_row(field->min_rows.expr, c->f, row) : value_undefined();
    if (least.type == VALUE_INT && (int64_t)list->n < least.i)
        missing(c, field, path);
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < field->of.n; k++) {
            const struct field_def *of = &field->of.at[k];
            int at = type_column(list->columns, of->rule.id);
            if (at >= 0)
                check_value(c, of, list->row[i][at], arena_printf(c->f->arena, "%s[%zu].%s", path, i, of->rule.id),
                            list->row[i]);
        }
}

static void check_value(const struct checking *c, const struct field_def *field, struct value v, const char *path,
                        const struct value *row)
{
    static const struct value_list none;
    if (!field_is_relevant(field, c->f, row))
        return;
    if (field->type == INPUT_LIST)
        check_rows(c, field, v.type == VALUE_LIST ? v.list : &none, path, row);
    if (is_empty(v)) {
        if (field_is_required(field, c->f, row))
            missing(c, field, path);
        return;
    }
    for (size_t i = 0; i < field->constraints.n; i++)
        check_constraint(c, &field->constraints.at[i], field, path, row);
}

static void check_plain(const struct checking *c, const struct form_def *form, const struct field_def *field)
{
    const char *name = arena_printf(c->f->arena, "form.%s.%s", form->rule.id, field->rule.id);
    check_value(c, field, facts_get(c->f, name), field->rule.id, NULL);
}

void form_check_field(const struct scheme *s, const struct form_def *form, const struct field_def *field, struct facts *f,
                      struct field_problems *to)
{
    struct checking c = {s, f, to};
    check_plain(&c, form, field);
}

void form_check_cell(const struct scheme *s, const struct form_def *form, const struct field_def *field, const char *ref, struct facts *f,
                     struct field_problems *to)
{
    struct checking c = {s, f, to};
    const struct value_list *rows = facts_list(f, arena_printf(f->arena, "form.%s", form->rule.id));
    int at_ref = rows->columns ? type_column(rows->columns, "ref") : -1;
    int at = rows->columns ? type_column(rows->columns, field->rule.id) : -1;
    for (size_t i = 0; at_ref >= 0 && at >= 0 && i < rows->n; i++)
        if (rows->row[i][at_ref].type == VALUE_TEXT && str_eq(rows->row[i][at_ref].text, ref))
            check_value(&c, field, rows->row[i][at], arena_printf(f->arena, "%s.%s", ref, field->rule.id), rows->row[i]);
}

static void check_matrix(const struct checking *c, const struct form_def *form)
{
    const struct value_list *rows = facts_list(c->f, arena_printf(c->f->arena, "form.%s", form->rule.id));
    int ref = rows->columns ? type_column(rows->columns, "ref") : -1;
    for (size_t i = 0; ref >= 0 && i < rows->n; i++)
        for (size_t k = 0; k < form->fields.n; k++) {
            const struct field_def *field = &form->fields.at[k];
            int at = type_column(rows->columns, field->rule.id);
            const char *row_name = rows->row[i][ref].type == VALUE_TEXT ? rows->row[i][ref].text : "";
            if (at >= 0)
                check_value(c, field, rows->row[i][at], arena_printf(c->f->arena, "%s.%s", row_name, field->rule.id),
                            rows->row[i]);
        }
}

void form_check(const struct scheme *s, const struct form_def *form, struct facts *f, struct field_problems *to)
{
    struct checking c = {s, f, to};
    for (size_t i = 0; i < form->head.n; i++)
        check_plain(&c, form, &form->head.at[i]);
    for (size_t i = 0; !form->rows && i < form->fields.n; i++)
        check_plain(&c, form, &form->fields.at[i]);
    if (form->rows)
        check_matrix(&c, form);
    for (size_t i = 0; i < form->constraints.n; i++)
        check_constraint(&c, &form->constraints.at[i], NULL, "", NULL);
}
