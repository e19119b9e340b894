#include "core/rule/decision.h"

#include <string.h>

#include "core/rule/expr.h"

/* The text of a cell as a value of the kind of v. Scalars only: nothing is allocated. */
static bool cell_value(const char *text, struct value v, struct value *r)
{
    struct arena none = {0};
    struct err e;
    struct type type = {.type = v.type == VALUE_INT ? VALUE_DECIMAL : v.type};
    bool ok = type.type != VALUE_LIST && value_read(&none, &type, text, r, &e) == 0 && value_defined(*r);
    arena_done(&none);
    return ok;
}

static bool is_one_of(const struct texts *texts, struct value v)
{
    for (size_t i = 0; i < texts->n; i++) {
        struct value wanted;
        if (cell_value(texts->at[i], v, &wanted) && value_equal(wanted, v))
            return true;
    }
    return false;
}

static bool in_range(const struct cell_def *cell, struct value v)
{
    struct value low, high;
    int from, to;
    return cell->values.n == 2 && cell_value(cell->values.at[0], v, &low) && cell_value(cell->values.at[1], v, &high) &&
           value_compare(v, low, &from) && value_compare(v, high, &to) && from >= 0 && to <= 0;
}

static bool compares(const struct cell_def *cell, struct value v)
{
    struct value limit;
    int order;
    if (!cell->values.n || !cell_value(cell->values.at[0], v, &limit) || !value_compare(v, limit, &order))
        return false;
    switch (cell->op) {
    case CELL_LT: return order < 0;
    case CELL_LE: return order <= 0;
    case CELL_GT: return order > 0;
    default: return order >= 0;
    }
}

bool cell_fits(const struct cell_def *cell, struct value v)
{
    if (v.type == VALUE_LIST) {
        for (size_t i = 0; !v.list->columns && i < v.list->n; i++)
            if (cell_fits(cell, v.list->row[i][0]))
                return true;
        return cell->op == CELL_ANY;
    }
    switch (cell->op) {
    case CELL_ANY: return true;
    case CELL_IN: return is_one_of(&cell->values, v);
    case CELL_NE: return !is_one_of(&cell->values, v);
    case CELL_RANGE: return in_range(cell, v);
    default: return compares(cell, v);
    }
}

enum fit { FIT_NO, FIT_YES, FIT_UNKNOWN };

struct inputs {
    struct value *value;
    const char **missing;
};

/* A row with a cell that does not fit is out, whatever is still unknown. */
static enum fit row_fits(const struct decision_row_def *row, const struct inputs *in, const char **missing_r)
{
    enum fit fit = FIT_YES;
    for (size_t i = 0; !row->otherwise && i < row->when.n; i++) {
        const struct cell_def *cell = &row->when.at[i];
        if (cell->op == CELL_ANY)
            continue;
        if (!value_defined(in->value[cell->input])) {
            fit = FIT_UNKNOWN;
            *missing_r = in->missing[cell->input];
        } else if (!cell_fits(cell, in->value[cell->input])) {
            return FIT_NO;
        }
    }
    return fit;
}

static const struct value *outputs(const struct decision_def *def, const struct decision_row_def *row, struct facts *f)
{
    struct value *output = ARENA_ARRAY(f->arena, struct value, def->outputs.n);
    for (size_t i = 0; row && i < def->outputs.n && i < row->then.n; i++) {
        struct err e;
        if (value_read(f->arena, &def->outputs.at[i].type, row->then.at[i].text, &output[i], &e) != 0)
            output[i] = value_undefined();
    }
    return output;
}

struct decided decision_run(const struct decision_def *def, struct facts *f, const struct value *row)
{
    struct decided d = {0};
    struct inputs in = {ARENA_ARRAY(f->arena, struct value, def->inputs.n),
                        ARENA_ARRAY(f->arena, const char *, def->inputs.n)};
    for (size_t i = 0; !d.undefined && i < def->undefined_when.n; i++)
        if (value_true(expr_eval_row(def->undefined_when.at[i].cond.expr, f, row)))
            d.undefined = &def->undefined_when.at[i];
    for (size_t i = 0; i < def->inputs.n; i++) {
        in.value[i] = expr_eval_row(def->inputs.at[i].value.expr, f, row);
        in.missing[i] = f->missing;
    }
    for (size_t i = 0; !d.undefined && !d.row && !d.missing && i < def->rows.n; i++) {
        const char *missing = NULL;
        enum fit fit = row_fits(&def->rows.at[i], &in, &missing);
        if (fit == FIT_YES)
            d.row = &def->rows.at[i];
        else if (fit == FIT_UNKNOWN)
            d.missing = missing ? missing : def->inputs.at[0].name;
    }
    d.output = outputs(def, d.row, f);
    return d;
}

struct value decided_output(const struct decision_def *def, const struct decided *d, const char *name)
{
    for (size_t i = 0; i < def->outputs.n; i++)
        if (strcmp(def->outputs.at[i].name, name) == 0)
            return d->output[i];
    return value_undefined();
}

static struct value row_name(const struct value_list *list, size_t i)
{
    static const char *const names[] = {"ref", "title", "label"};
    if (!list->columns)
        return list->row[i][0];
    for (size_t k = 0; k < COUNT_OF(names); k++) {
        int column = type_column(list->columns, names[k]);
        if (column >= 0)
            return list->row[i][column];
    }
    return value_undefined();
}

const struct value_list *named_rows(struct facts *f, struct value v)
{
    struct value_list *named = ARENA_NEW(f->arena, struct value_list);
    size_t room = v.type == VALUE_LIST ? v.list->n : 1;
    const struct value **rows = ARENA_ARRAY(f->arena, const struct value *, room);
    for (size_t i = 0; i < room; i++) {
        struct value *cell = ARENA_NEW(f->arena, struct value);
        *cell = v.type == VALUE_LIST ? row_name(v.list, i) : v;
        if (cell->type == VALUE_TEXT)
            rows[named->n++] = cell;
    }
    named->row = rows;
    return named;
}

const struct value_list *decision_reasons(const struct decision_def *def, struct facts *f)
{
    return named_rows(f, expr_eval(def->reasons.expr, f));
}
