/* What is calculated in forms: fields, and in rows of matrix forms also whether they changed and whether their evidence
 * is stale. */
#include <string.h>

#include "core/base/str.h"
#include "core/rule/computed.h"
#include "core/rule/diff.h"
#include "core/rule/expr.h"

/* The rows of a list with their calculated columns, each from the columns before it. */
static struct value list_rows(const struct field_def *field, struct facts *f, const struct fact_name *name)
{
    const struct value_list *rows = facts_rows(f, name);
    struct value_list *list = ARENA_NEW(f->arena, struct value_list);
    const struct value **out = ARENA_ARRAY(f->arena, const struct value *, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        struct value *row = ARENA_ARRAY(f->arena, struct value, field->of.n);
        memcpy(row, rows->row[i], field->of.n * sizeof *row);
        for (size_t k = 0; k < field->of.n; k++)
            if (formula_given(&field->of.at[k].calculate))
                row[k] = expr_eval_row(field->of.at[k].calculate.expr, f, row);
        out[i] = row;
    }
    *list = (struct value_list){.columns = name->type.columns, .n = rows->n, .row = out};
    return value_list(list);
}

struct value computed_field(const struct scheme *s, struct facts *f, const struct fact_name *name)
{
    const struct form_def *form = &s->forms.at[name->index];
    const struct field_def *field = form->rows ? &form->head.at[name->part] : &form->fields.at[name->part];
    if (field->type == INPUT_LIST)
        return list_rows(field, f, name);
    return expr_eval(field->calculate.expr, f);
}

/* Prefix of the form that this one is compared with: original, approved; NULL: with none. */
static const char *diff_prefix(const struct scheme *s, struct facts *f, const char *form)
{
    for (size_t i = 0; i < s->diffs.n; i++) {
        if (!str_eq(s->diffs.at[i].form, form))
            continue;
        struct value base = expr_eval(s->diffs.at[i].base.expr, f);
        return base.type == VALUE_TEXT && str_eq(base.text, "last_approved") ? "approved" : "original";
    }
    return NULL;
}

static bool cells_differ(struct facts *f, struct value now, struct value was)
{
    if (now.type == VALUE_LIST || was.type == VALUE_LIST) {
        bool now_empty = now.type != VALUE_LIST || now.list->n == 0, was_empty = was.type != VALUE_LIST || was.list->n == 0;
        return now_empty || was_empty ? now_empty != was_empty : !value_equal(now, was);
    }
    return !diff_equal(value_store_text(f->arena, now), value_store_text(f->arena, was));
}

/* Only what the applicant filled in is compared: the fields of the form. */
static struct value row_changed(struct facts *f, const struct form_def *form, const struct type_columns *columns,
                                const struct value_list *was, const struct value *row)
{
    int ref = type_column(columns, "ref");
    if (!was || !was->n || ref < 0)
        return value_undefined();
    const struct value *old = NULL;
    for (size_t i = 0; i < was->n && !old; i++)
        if (value_equal(was->row[i][ref], row[ref]))
            old = was->row[i];
    for (size_t i = 0; i < form->fields.n; i++) {
        int at = type_column(columns, form->fields.at[i].rule.id);
        if (at >= 0 && cells_differ(f, row[at], old ? old[at] : value_undefined()))
            return value_bool(true);
    }
    return value_bool(false);
}

/* items: refs or ids, separated by spaces. */
static bool names_item(struct value items, struct value item, struct value ref)
{
    struct str rest = str_of(items.type == VALUE_TEXT ? items.text : ""), piece;
    while (str_split(&rest, ' ', &piece))
        if ((item.type == VALUE_TEXT && str_is(piece, item.text)) || (ref.type == VALUE_TEXT && str_is(piece, ref.text)))
            return true;
    return false;
}

/* A received paper of the list with this item that has run out before the case was received, or that another replaces. */
static bool is_stale_by(struct facts *f, const struct value_list *docs, const struct type_columns *columns, const struct value *row)
{
    const char *before = f->missing;
    struct value received = facts_get(f, "case.received_on");
    f->missing = before;
    int item = type_column(columns, "item"), ref = type_column(columns, "ref");
    for (size_t i = 0; i < docs->n; i++) {
        struct value items = docs->row[i][type_column(docs->columns, "items")];
        struct value expires = docs->row[i][type_column(docs->columns, "expires_on")];
        int order;
        if (!names_item(items, row[item], row[ref]))
            continue;
        if (value_defined(docs->row[i][type_column(docs->columns, "superseded_by")]))
            return true;
        if (value_compare(expires, received, &order) && order < 0)
            return true;
    }
    return false;
}

/* By the papers of this case, or by those on file from the certificate's other cases. */
static bool row_is_stale(struct facts *f, const struct type_columns *columns, const struct value *row)
{
    return is_stale_by(f, facts_list(f, "doc"), columns, row) || is_stale_by(f, facts_list(f, "file_doc"), columns, row);
}

struct value computed_form(const struct scheme *s, struct facts *f, const struct fact_name *name)
{
    const struct form_def *form = &s->forms.at[name->index];
    const struct type_columns *columns = name->type.columns;
    const struct value_list *rows = facts_rows(f, name);
    const char *prefix = diff_prefix(s, f, form->rule.id);
    const struct value_list *was =
        prefix ? facts_list(f, arena_printf(f->arena, "%s.%s", prefix, form->rule.id)) : NULL;
    struct value_list *list = ARENA_NEW(f->arena, struct value_list);
    const struct value **out = ARENA_ARRAY(f->arena, const struct value *, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        struct value *row = ARENA_ARRAY(f->arena, struct value, columns->n);
        memcpy(row, rows->row[i], columns->n * sizeof *row);
        row[type_column(columns, "changed")] = row_changed(f, form, columns, was, row);
        row[type_column(columns, "stale")] = value_bool(row_is_stale(f, columns, row));
        for (size_t k = 0; k < form->fields.n; k++)
            if (formula_given(&form->fields.at[k].calculate))
                row[type_column(columns, form->fields.at[k].rule.id)] =
                    expr_eval_row(form->fields.at[k].calculate.expr, f, row);
        out[i] = row;
    }
    *list = (struct value_list){.columns = columns, .n = rows->n, .row = out};
    return value_list(list);
}
