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

static bool all_defined(const struct expr *x, size_t from)
{
    for (size_t i = from; i < x->n_args; i++)
        if (!expr_always_defined(x->arg[i]))
            return false;
    return true;
}

bool expr_always_defined(const struct expr *x)
{
    switch (x->kind) {
    case X_CONSTANT:
    case X_DEFINED: return true;
    case X_FACT: return x->type.type == VALUE_LIST || x->ref->fact->always || (x->ref->key && x->ref->column < 0);
    case X_ROW: return x->type.type == VALUE_LIST;
    case X_ELSE: return expr_always_defined(x->arg[1]);
    case X_FOLD:
        if (x->op == FOLD_MIN || x->op == FOLD_MAX)
            return false;
        return x->op == FOLD_ALL ? all_defined(x, 0) : expr_always_defined(x->arg[0]);
    case X_ADD:
    case X_SUBTRACT: return x->type.type != VALUE_DATE && all_defined(x, 0);
    case X_DIVIDE: return false;
    default: return all_defined(x, 0);
    }
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
