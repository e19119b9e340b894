/* Evaluation: a walk over the nodes. What is undefined stays so, except where the answer does not depend on it: `false and
 * x` is false, `true or x` true, any() is true once one row is. */
#include <string.h>

#include "core/base/buf.h"
#include "core/rule/expr_internal.h"

struct run {
    struct facts *f;
    const struct value *frame[EXPR_FRAMES_MAX];
};

static struct value eval(const struct expr *x, struct run *r);

bool expr_charge(struct facts *f, size_t n)
{
    if (f->steps_left < n) {
        f->steps_left = 0;
        f->missing = "(limit)"; /* whatever else is missing: the answer is cut off here */
        return false;
    }
    f->steps_left -= n;
    return true;
}

struct value expr_text_of(struct facts *f, const char *p, size_t n)
{
    if (n > VALUE_TEXT_MAX)
        return facts_lack(f, "(limit)");
    if (!expr_charge(f, 1 + n / 16))
        return value_undefined();
    return (struct value){.type = VALUE_TEXT, .text = arena_strndup(f->arena, p, n)};
}

static struct value eval_logic(const struct expr *x, struct run *r)
{
    const char *before = r->f->missing;
    bool decisive = x->kind == X_OR;
    struct value a = eval(x->arg[0], r);
    if (value_defined(a) && a.b == decisive)
        return a;
    struct value b = eval(x->arg[1], r);
    if (value_defined(b) && b.b == decisive) {
        r->f->missing = before;
        return b;
    }
    return value_defined(a) ? b : a;
}

static struct value eval_compare(const struct expr *x, struct run *r)
{
    struct value a = eval(x->arg[0], r);
    if (!value_defined(a))
        return a;
    struct value b = eval(x->arg[1], r);
    if (!value_defined(b))
        return b;
    if (x->op == COMPARE_EQ || x->op == COMPARE_NE)
        return value_bool(value_equal(a, b) == (x->op == COMPARE_EQ));
    int order;
    if (!value_compare(a, b, &order))
        return facts_lack(r->f, "(number)");
    switch (x->op) {
    case COMPARE_LT: return value_bool(order < 0);
    case COMPARE_LE: return value_bool(order <= 0);
    case COMPARE_GT: return value_bool(order > 0);
    default: return value_bool(order >= 0);
    }
}

static struct value eval_in(const struct expr *x, struct run *r)
{
    struct value a = eval(x->arg[0], r);
    if (!value_defined(a))
        return a;
    struct value list = eval(x->arg[1], r);
    if (!value_defined(list))
        return list;
    for (size_t i = 0; i < list.list->n; i++) {
        if (!expr_charge(r->f, 1))
            return value_undefined();
        if (value_equal(a, list.list->row[i][0]))
            return value_bool(true);
    }
    return value_bool(false);
}

static struct value new_list(struct run *r, const struct type_columns *columns, const struct value *const *row, size_t n);

static struct value joined(struct run *r, const struct value_list *a, const struct value_list *b)
{
    if (!expr_charge(r->f, (a->n + b->n) * 2 + 1))
        return value_undefined();
    const struct value **row = ARENA_ARRAY(r->f->arena, const struct value *, a->n + b->n);
    for (size_t i = 0; i < a->n + b->n; i++)
        row[i] = i < a->n ? a->row[i] : b->row[i - a->n];
    return new_list(r, NULL, row, a->n + b->n);
}

static struct value add(const struct expr *x, struct run *r, struct value a, struct value b)
{
    bool plus = x->kind == X_ADD;
    if (a.type == VALUE_DATE && b.type == VALUE_PERIOD)
        return plus ? expr_date_plus(r->f, a.date, b.period, false) : expr_date_minus(r->f, a.date, b.period);
    if (a.type == VALUE_DATE)
        return value_int((int64_t)a.date.days - b.date.days);
    if (a.type == VALUE_LIST)
        return joined(r, a.list, b.list);
    if (a.type != VALUE_TEXT)
        return plus ? value_add(a, b) : value_subtract(a, b);
    AUTO(buf) struct buf both = BUF(VALUE_TEXT_MAX + 1);
    buf_add_str(&both, a.text);
    buf_add_str(&both, b.text);
    return both.full ? facts_lack(r->f, "(limit)") : expr_text_of(r->f, buf_str(&both), both.n);
}

static struct value multiply(struct value a, struct value b)
{
    if (a.type != VALUE_PERIOD)
        return value_multiply(a, b);
    int64_t n;
    if (__builtin_mul_overflow((int64_t)a.period.n, b.i, &n) || n < -1000000 || n > 1000000)
        return value_undefined();
    return value_period((struct period){(int32_t)n, a.period.unit});
}

static struct value eval_arithmetic(const struct expr *x, struct run *r)
{
    struct value a = eval(x->arg[0], r);
    if (!value_defined(a))
        return a;
    struct value b = eval(x->arg[1], r);
    if (!value_defined(b))
        return b;
    struct value v = x->kind == X_MULTIPLY ? multiply(a, b) : x->kind == X_DIVIDE ? value_divide(a, b) : add(x, r, a, b);
    return value_defined(v) ? v : facts_lack(r->f, "(number)");
}

static struct value eval_negate(const struct expr *x, struct run *r)
{
    struct value v = eval(x->arg[0], r);
    if (!value_defined(v))
        return v;
    if (v.type == VALUE_PERIOD)
        return value_period((struct period){-v.period.n, v.period.unit});
    if (v.i == INT64_MIN)
        return facts_lack(r->f, "(number)");
    v.i = -v.i;
    return v;
}

static struct value eval_else(const struct expr *x, struct run *r)
{
    const char *before = r->f->missing;
    struct value v = eval(x->arg[0], r);
    if (value_defined(v))
        return v;
    r->f->missing = before;
    return eval(x->arg[1], r);
}

static struct value eval_if(const struct expr *x, struct run *r)
{
    struct value condition = eval(x->arg[0], r);
    return value_defined(condition) ? eval(x->arg[condition.b ? 1 : 2], r) : condition;
}

static struct value new_list(struct run *r, const struct type_columns *columns, const struct value *const *row, size_t n)
{
    struct value_list *list = ARENA_NEW(r->f->arena, struct value_list);
    list->columns = columns;
    list->row = row;
    list->n = n;
    return value_list(list);
}

static struct value eval_list(const struct expr *x, struct run *r)
{
    if (!expr_charge(r->f, x->n_args * 4 + 1))
        return value_undefined();
    const struct value **row = ARENA_ARRAY(r->f->arena, const struct value *, x->n_args);
    for (size_t i = 0; i < x->n_args; i++) {
        struct value *cell = ARENA_NEW(r->f->arena, struct value);
        *cell = eval(x->arg[i], r);
        if (!value_defined(*cell))
            return *cell;
        row[i] = cell;
    }
    return new_list(r, NULL, row, x->n_args);
}

static struct value eval_least(const struct expr *x, struct run *r)
{
    struct value best = value_undefined();
    for (size_t i = 0; i < x->n_args; i++) {
        struct value v = eval(x->arg[i], r);
        int order = 0;
        if (!value_defined(v))
            return v;
        if (value_defined(best) && !value_compare(v, best, &order))
            return facts_lack(r->f, "(number)");
        if (!value_defined(best) || (x->op == FOLD_MIN ? order < 0 : order > 0))
            best = v;
    }
    return best;
}

static struct value eval_defined(const struct expr *x, struct run *r)
{
    const char *before = r->f->missing;
    struct value v = eval(x->arg[0], r);
    r->f->missing = before;
    return value_bool(v.type == VALUE_LIST ? v.list->n > 0 : value_defined(v));
}

static struct value eval_call(const struct expr *x, struct run *r)
{
    struct value arg[4];
    assert(x->n_args <= COUNT_OF(arg));
    for (size_t i = 0; i < x->n_args; i++) {
        arg[i] = eval(x->arg[i], r);
        if (!value_defined(arg[i]))
            return arg[i];
    }
    struct value v = x->func->run(r->f, arg);
    return value_defined(v) ? v : facts_lack(r->f, "(number)");
}

/* any, all, count. A row whose condition is undefined is passed over; only all() needs to know every row. */
static struct value fold_conditions(const struct expr *x, struct run *r, const struct value_list *list)
{
    const char *before = r->f->missing;
    bool open = false;
    int64_t count = 0;
    if (x->n_args == 1)
        return value_int((int64_t)list->n);
    for (size_t i = 0; i < list->n; i++) {
        r->frame[x->frame] = list->row[i];
        struct value v = eval(x->arg[1], r);
        open = open || !value_defined(v);
        count += value_true(v);
        if (value_defined(v) && v.b == (x->op == FOLD_ANY) && x->op != FOLD_COUNT) {
            r->f->missing = before;
            return v;
        }
    }
    if (open && (x->op == FOLD_ALL || r->f->steps_left == 0))
        return value_undefined();
    r->f->missing = before;
    return x->op == FOLD_COUNT ? value_int(count) : value_bool(x->op == FOLD_ALL);
}

/* The value of one row; undefined ones are passed over, unless the evaluation is at its end. */
static bool row_value(const struct expr *x, struct run *r, const struct value *row, struct value *v_r)
{
    const char *before = r->f->missing;
    r->frame[x->frame] = row;
    *v_r = x->n_args > 1 ? eval(x->arg[1], r) : row[0];
    if (value_defined(*v_r))
        return true;
    if (r->f->steps_left)
        r->f->missing = before;
    return false;
}

static struct value fold_amounts(const struct expr *x, struct run *r, const struct value_list *list)
{
    struct value best = value_undefined();
    if (x->op == FOLD_SUM)
        best = (struct value){.type = x->type.type};
    for (size_t i = 0; i < list->n && r->f->steps_left; i++) {
        struct value v;
        int order = 0;
        if (!row_value(x, r, list->row[i], &v))
            continue;
        if (x->op == FOLD_SUM)
            best = value_add(best, v);
        else if (!value_defined(best) ||
                 (value_compare(v, best, &order) && (x->op == FOLD_MIN ? order < 0 : order > 0)))
            best = v;
        if (!value_defined(best))
            return facts_lack(r->f, "(number)");
    }
    if (!r->f->steps_left)
        return value_undefined();
    return value_defined(best) ? best : facts_lack(r->f, "(empty)");
}

static struct value fold_join(const struct expr *x, struct run *r, const struct value_list *list)
{
    static const char list_comma[] = "\u3001";
    const char *separator = x->op == FOLD_LINES ? "\n" : list_comma;
    if (x->n_args > 2) {
        struct value v = eval(x->arg[2], r);
        if (!value_defined(v))
            return v;
        separator = v.text;
    }
    AUTO(buf) struct buf out = BUF(VALUE_TEXT_MAX);
    bool first = true;
    for (size_t i = 0; i < list->n && !out.full; i++) {
        struct value v;
        if (!row_value(x, r, list->row[i], &v))
            continue;
        if (!first)
            buf_add_str(&out, separator);
        buf_add_str(&out, v.text);
        first = false;
    }
    if (!r->f->steps_left)
        return value_undefined();
    return out.full ? facts_lack(r->f, "(limit)") : expr_text_of(r->f, buf_str(&out), out.n);
}

static struct value fold_rows(const struct expr *x, struct run *r, const struct value_list *list)
{
    if (!expr_charge(r->f, list->n * 2))
        return value_undefined();
    const struct value **row = ARENA_ARRAY(r->f->arena, const struct value *, list->n);
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct value v;
        if (!row_value(x, r, list->row[i], &v) || (x->op == FOLD_WHERE && !v.b))
            continue;
        struct value *cell = ARENA_NEW(r->f->arena, struct value);
        *cell = v;
        row[n++] = x->op == FOLD_WHERE ? list->row[i] : cell;
    }
    if (!r->f->steps_left)
        return value_undefined();
    return new_list(r, x->op == FOLD_WHERE ? list->columns : NULL, row, n);
}

static struct value eval_fold(const struct expr *x, struct run *r)
{
    struct value list = eval(x->arg[0], r);
    if (!value_defined(list))
        return list;
    switch (x->op) {
    case FOLD_SUM:
    case FOLD_MIN:
    case FOLD_MAX: return fold_amounts(x, r, list.list);
    case FOLD_JOIN:
    case FOLD_LINES: return fold_join(x, r, list.list);
    case FOLD_WHERE:
    case FOLD_EACH: return fold_rows(x, r, list.list);
    default: return fold_conditions(x, r, list.list);
    }
}

/* A value that somebody put in with another type than declared counts as not there. */
static struct value typed(const struct expr *x, struct run *r, struct value v, const char *name)
{
    static const struct value_list nothing;
    bool fits = v.type == x->type.type || x->type.type == VALUE_ANY ||
                (v.type == VALUE_INT && x->type.type == VALUE_DECIMAL);
    if (fits && v.type == VALUE_LIST && v.list->columns != x->type.columns && v.list->n)
        fits = false;
    if (fits && value_defined(v))
        return v;
    return x->type.type == VALUE_LIST ? value_list(&nothing) : facts_lack(r->f, name);
}

static struct value eval_row(const struct expr *x, struct run *r)
{
    const struct value *row = r->frame[x->frame];
    return typed(x, r, row ? row[x->column] : value_undefined(), "it");
}

static struct value eval_fact(const struct expr *x, struct run *r)
{
    return typed(x, r, facts_get_ref(r->f, x->ref), x->ref->name);
}

static struct value eval_local(const struct expr *x, struct run *r)
{
    struct run own = {.f = r->f, .frame = {r->frame[0]}};
    return eval(x->arg[0], &own);
}

static struct value eval_not(const struct expr *x, struct run *r)
{
    struct value v = eval(x->arg[0], r);
    return value_defined(v) ? value_bool(!v.b) : v;
}

static struct value eval(const struct expr *x, struct run *r)
{
    if (!expr_charge(r->f, 1))
        return value_undefined();
    switch (x->kind) {
    case X_CONSTANT: return x->value;
    case X_FACT: return eval_fact(x, r);
    case X_ROW: return eval_row(x, r);
    case X_LOCAL: return eval_local(x, r);
    case X_NOT: return eval_not(x, r);
    case X_AND:
    case X_OR: return eval_logic(x, r);
    case X_COMPARE: return eval_compare(x, r);
    case X_IN: return eval_in(x, r);
    case X_ADD:
    case X_SUBTRACT:
    case X_MULTIPLY:
    case X_DIVIDE: return eval_arithmetic(x, r);
    case X_NEGATE: return eval_negate(x, r);
    case X_ELSE: return eval_else(x, r);
    case X_IF: return eval_if(x, r);
    case X_LIST: return eval_list(x, r);
    case X_DEFINED: return eval_defined(x, r);
    case X_LEAST: return eval_least(x, r);
    case X_CALL: return eval_call(x, r);
    case X_FOLD: return eval_fold(x, r);
    }
    return value_undefined();
}

struct value expr_eval_row(const struct expr *x, struct facts *f, const struct value *row)
{
    f->missing = NULL;
    if (!x)
        return value_undefined();
    struct run r = {.f = f, .frame = {row}};
    facts_begin(f);
    struct value v = eval(x, &r);
    facts_end(f);
    if (value_defined(v))
        f->missing = NULL;
    return v;
}

struct value expr_eval(const struct expr *x, struct facts *f)
{
    return expr_eval_row(x, f, NULL);
}

bool expr_is_true(const struct expr *x, struct facts *f)
{
    return value_true(expr_eval(x, f));
}
