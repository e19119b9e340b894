#include "core/rule/sheet.h"

#include "core/base/str.h"
#include "core/rule/expr.h"

const char *sheet_cell(const struct column_def *column, struct facts *f, const struct value *row)
{
    struct value v = row ? expr_eval_row(column->value.expr, f, row) : expr_eval(column->value.expr, f);
    return value_print(f->arena, v);
}

bool register_visible(const struct register_def *def, struct facts *f)
{
    return !formula_given(&def->visible) || expr_is_true(def->visible.expr, f);
}

static struct value column_of(const struct value_list *list, size_t row, const char *name)
{
    int column = list->columns ? type_column(list->columns, name) : -1;
    return column < 0 ? value_undefined() : list->row[row][column];
}

static bool text_is(struct value v, const char *text)
{
    return v.type == VALUE_TEXT && str_eq(v.text, text);
}

bool register_withholds(struct facts *f, const char *ref)
{
    const struct value_list *withheld = facts_list(f, "withheld");
    struct date today = facts_today(f);
    for (size_t i = 0; i < withheld->n; i++) {
        struct value from = column_of(withheld, i, "from_on");
        if (!text_is(column_of(withheld, i, "item"), ref) || !text_is(column_of(withheld, i, "decision"), "granted"))
            continue;
        if (from.type == VALUE_DATE && date_compare(today, from.date) < 0)
            continue;
        if (!value_defined(column_of(withheld, i, "released_on")))
            return true;
    }
    return false;
}

bool column_is_masked(const struct column_def *column)
{
    static const char *const own[] = {"it.no", "it.label", "it.describe", "it.class", "it.group", "it.item", "it.unit", "it.ref", "it.marks"};
    const char *text = column->value.text;
    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (str_starts(text, own[i]))
            return false;
    return true;
}
