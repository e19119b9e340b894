/* What can be asked of a compiled expression without running it. */
#include "core/rule/expr.h"

#include "core/rule/expr_internal.h"

const struct type *expr_type(const struct expr *x)
{
    return &x->type;
}

const char *expr_text(const struct expr *x)
{
    return x->text ? x->text : "";
}

bool expr_is_constant(const struct expr *x, struct value *v_r)
{
    if (x->kind != X_CONSTANT)
        return false;
    *v_r = x->value;
    return true;
}

struct known {
    expr_known_fn *fn;
    void *arg;
};

static bool is_defined(const struct expr *x, const struct known *known);

static bool all_defined(const struct expr *x, const struct known *known)
{
    for (size_t i = 0; i < x->n_args; i++)
        if (!is_defined(x->arg[i], known))
            return false;
    return true;
}

static bool fact_defined(const struct expr *x, const struct known *known)
{
    if (x->type.type == VALUE_LIST || x->ref->fact->always || (x->ref->key && x->ref->column < 0))
        return true;
    return known->fn && known->fn(x->ref, known->arg);
}

static bool is_defined(const struct expr *x, const struct known *known)
{
    switch (x->kind) {
    case X_CONSTANT:
    case X_DEFINED: return true;
    case X_FACT: return fact_defined(x, known);
    case X_ROW: return x->type.type == VALUE_LIST;
    case X_ELSE: return is_defined(x->arg[0], known) || is_defined(x->arg[1], known);
    case X_FOLD:
        if (x->op == FOLD_MIN || x->op == FOLD_MAX)
            return false;
        return x->op == FOLD_ALL ? all_defined(x, known) : is_defined(x->arg[0], known);
    case X_ADD:
    case X_SUBTRACT: return x->type.type != VALUE_DATE && all_defined(x, known);
    case X_DIVIDE: return false;
    default: return all_defined(x, known);
    }
}

bool expr_always_defined(const struct expr *x)
{
    return is_defined(x, &(struct known){NULL, NULL});
}

bool expr_defined_if(const struct expr *x, expr_known_fn *fn, void *arg)
{
    return is_defined(x, &(struct known){fn, arg});
}

void expr_each_fact(const struct expr *x, void (*fn)(const struct fact_ref *ref, void *arg), void *arg)
{
    if (x->kind == X_FACT)
        fn(x->ref, arg);
    for (size_t i = 0; i < x->n_args; i++)
        expr_each_fact(x->arg[i], fn, arg);
}

static void keep_first(const struct fact_ref *ref, void *arg)
{
    const char **first = arg;
    if (!*first)
        *first = ref->name;
}

const char *expr_first_fact(const struct expr *x)
{
    const char *first = NULL;
    if (x)
        expr_each_fact(x, keep_first, &first);
    return first;
}
