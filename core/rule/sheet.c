#include "core/rule/sheet.h"

#include <inttypes.h>

#include "core/base/money.h"
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

/* Whether a row of a matrix form (its ref: "b10", "b70@大阪DC") is withheld today: a wish was granted, its time has begun,
 * and nobody has released it. That its time is over does not publish it: somebody must (ASPIC-196). */
static bool register_withholds(struct facts *f, const char *ref)
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

/* Whether a column of a withheld row is masked: those that show what the applicant wrote, not the item's own words. */
static bool column_is_masked(const struct column_def *column)
{
    static const char *const own[] = {"it.no", "it.label", "it.describe", "it.class", "it.group", "it.item", "it.unit", "it.ref", "it.marks"};
    const char *text = column->value.text;
    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (str_starts(text, own[i]))
            return false;
    return true;
}

static const char *const *cells(const struct column_def *columns, size_t n, struct facts *f, const struct value *row,
                                const char *mask)
{
    const char **cell = ARENA_ARRAY(f->arena, const char *, n);
    for (size_t i = 0; i < n; i++)
        cell[i] = mask && column_is_masked(&columns[i]) ? mask : sheet_cell(&columns[i], f, row);
    return cell;
}

/* The form that the register shows: of the case at hand, else as it was approved. */
static const struct value_list *shown_rows(const struct register_def *def, struct facts *f)
{
    const struct value_list *rows = facts_list(f, arena_printf(f->arena, "form.%s", def->rows));
    return rows->n ? rows : facts_list(f, arena_printf(f->arena, "approved.%s", def->rows));
}

/* A line of the head: its label stands where the items' labels do, its value where the applicant's words do. */
static void put_head(const struct register_def *def, struct facts *f, struct sheet_lines *to, struct value order)
{
    size_t n = def->columns.n, label = 0, words = n;
    for (size_t i = 0; i < n; i++) {
        if (str_eq(def->columns.at[i].value.text, "it.label"))
            label = i;
        if (words == n && column_is_masked(&def->columns.at[i]))
            words = i;
    }
    for (size_t k = 0; k < def->head.n && words < n; k++) {
        const char **cell = ARENA_ARRAY(f->arena, const char *, n);
        for (size_t i = 0; i < n; i++)
            cell[i] = i == label ? def->head.at[k].rule.label : i == words ? sheet_cell(&def->head.at[k], f, NULL) : "";
        *LIST_ADD(f->arena, &to->all) = (struct sheet_line){.cell = cell, .order = order, .group = "", .ref = ""};
    }
}

void register_lines(const struct register_def *def, struct facts *f, struct sheet_lines *to)
{
    if (!register_visible(def, f))
        return;
    struct value order = expr_eval(def->order.expr, f);
    if (!def->rows) {
        *LIST_ADD(f->arena, &to->all) = (struct sheet_line){
            .cell = cells(def->columns.at, def->columns.n, f, NULL, NULL), .order = order, .group = "", .ref = ""};
        return;
    }
    put_head(def, f, to, order);
    const struct value_list *rows = shown_rows(def, f);
    for (size_t i = 0; i < rows->n; i++) {
        struct value ref = column_of(rows, i, "ref");
        const char *name = ref.type == VALUE_TEXT ? ref.text : "";
        bool withheld = register_withholds(f, name);
        *LIST_ADD(f->arena, &to->all) = (struct sheet_line){
            .cell = cells(def->columns.at, def->columns.n, f, rows->row[i], withheld ? def->withheld : NULL),
            .order = order, .group = "", .ref = name, .withheld = withheld};
    }
}

const char *ledger_list(const struct ledger_def *def)
{
    if (def->rows)
        return def->rows;
    return def->per == PER_FEE ? "bill" : def->per == PER_EVENT ? "event" : NULL;
}

/* 12 or 209,000; false for an empty cell. */
static bool cell_number(const char *cell, int64_t *value_r)
{
    char digits[MONEY_TEXT_BYTES];
    size_t n = 0;
    for (; *cell; cell++)
        if (*cell != ',') {
            if (n + 1 == sizeof digits)
                return false;
            digits[n++] = *cell;
        }
    digits[n] = '\0';
    return str_to_int(digits, INT64_MIN, INT64_MAX, value_r);
}

static bool is_yen(const struct column_def *column)
{
    const struct type *type = column->value.expr ? expr_type(column->value.expr) : NULL;
    return type && type->type == VALUE_YEN;
}

const char *sheet_tally(const struct column_def *column, const char *const *cell, size_t n, struct arena *a)
{
    char money[MONEY_TEXT_BYTES];
    int64_t sum = 0, counted = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t value;
        if (!cell_number(cell[i], &value))
            continue;
        counted++;
        if (__builtin_add_overflow(sum, value, &sum))
            return "";
    }
    if (!counted || column->tally == TALLY_SUM)
        return !counted ? "" : is_yen(column) ? arena_strdup(a, money_text((struct yen){sum}, money)) : arena_printf(a, "%" PRId64, sum);
    int64_t tenths;
    if (__builtin_mul_overflow(sum, 20, &tenths))
        return "";
    bool below = tenths < 0;
    uint64_t all = below ? 0 - (uint64_t)tenths : (uint64_t)tenths;
    all = (all + (uint64_t)counted) / (2 * (uint64_t)counted); /* half up, away from zero */
    return arena_printf(a, "%s%" PRIu64 ".%" PRIu64, below && all ? "-" : "", all / 10, all % 10);
}

static struct value eval(const struct formula *formula, struct facts *f, const struct value *row)
{
    return row ? expr_eval_row(formula->expr, f, row) : expr_eval(formula->expr, f);
}

void ledger_line(const struct ledger_def *def, struct facts *f, const struct value *row, struct sheet_lines *to)
{
    if (formula_given(&def->when) && !value_true(eval(&def->when, f, row)))
        return;
    *LIST_ADD(f->arena, &to->all) = (struct sheet_line){.cell = cells(def->columns.at, def->columns.n, f, row, NULL),
                                                        .order = eval(&def->order, f, row),
                                                        .group = value_print(f->arena, eval(&def->group, f, row)),
                                                        .ref = ""};
}

int sheet_line_compare(const struct sheet_line *a, const struct sheet_line *b)
{
    int order = 0;
    if (value_defined(a->order) != value_defined(b->order))
        return value_defined(a->order) ? -1 : 1;
    return value_compare(a->order, b->order, &order) ? order : 0;
}
