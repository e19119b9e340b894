/* What may stand beside what. Integer literals adapt to yen; a text literal is a choice of one word, so that a word which
 * can never occur is found when the scheme is loaded. */
#include <string.h>

#include "core/base/str.h"
#include "core/rule/expr_internal.h"

static bool number(const struct type *t)
{
    return t->type == VALUE_INT || t->type == VALUE_DECIMAL;
}

static struct type plain(enum value_type type)
{
    return (struct type){.type = type};
}

static const char *describe(const struct expr *x)
{
    return value_type_name(x->type.type);
}

static struct expr *mismatch(struct expr_parser *p, const struct token *t, const char *wanted, const struct expr *is)
{
    return expr_fail_at(p, t, "expr.type", wanted, describe(is));
}

/* True if x is built from integer literals only; then it can be yen. */
static bool adapts_to_yen(const struct expr *x)
{
    if (x->type.type == VALUE_YEN)
        return true;
    if (x->type.type != VALUE_INT)
        return false;
    switch (x->kind) {
    case X_CONSTANT: return true;
    case X_NEGATE: return adapts_to_yen(x->arg[0]);
    case X_ELSE: return adapts_to_yen(x->arg[0]) && adapts_to_yen(x->arg[1]);
    case X_IF: return adapts_to_yen(x->arg[1]) && adapts_to_yen(x->arg[2]);
    default: return false;
    }
}

static void make_yen(struct expr *x)
{
    if (x->type.type == VALUE_YEN)
        return;
    x->type.type = VALUE_YEN;
    if (x->kind == X_CONSTANT)
        x->value.type = VALUE_YEN;
    for (size_t i = x->kind == X_IF ? 1 : 0; i < x->n_args; i++)
        make_yen(x->arg[i]);
}

static void adapt(struct expr *a, struct expr *b)
{
    if (a->type.type == VALUE_YEN && adapts_to_yen(b))
        make_yen(b);
    else if (b->type.type == VALUE_YEN && adapts_to_yen(a))
        make_yen(a);
}

static bool has_choice(const struct type *t, const char *word)
{
    for (size_t i = 0; i < t->n_choices; i++)
        if (strcmp(t->choices[i], word) == 0)
            return true;
    return false;
}

/* A literal that the other side can never be; or two enumerations without a common word. */
static struct expr *check_words(struct expr_parser *p, const struct token *t, const struct type *a, const struct type *b)
{
    static struct expr fine;
    if (!a->choices || !b->choices || !a->n_choices || !b->n_choices)
        return &fine;
    const struct type *few = a->n_choices <= b->n_choices ? a : b;
    const struct type *many = few == a ? b : a;
    for (size_t i = 0; i < few->n_choices; i++)
        if (has_choice(many, few->choices[i]))
            return &fine;
    const char *nearest = str_nearest(few->choices[0], many->choices, many->n_choices);
    return expr_fail_at(p, t, "expr.choice", few->choices[0], nearest ? nearest : many->choices[0]);
}

/* [] is a list of anything. */
static bool is_empty_list(const struct expr *x)
{
    return x->kind == X_LIST && x->n_args == 0;
}

/* The type of "one of the two": words are united. */
static bool unite(struct expr_parser *p, struct expr *a, struct expr *b, struct type *r)
{
    adapt(a, b);
    *r = a->type;
    if (number(&a->type) && number(&b->type)) {
        *r = plain(a->type.type == b->type.type ? a->type.type : VALUE_DECIMAL);
        return true;
    }
    if (a->type.type != b->type.type)
        return false;
    if (is_empty_list(a) || is_empty_list(b)) {
        *r = is_empty_list(a) ? b->type : a->type;
        return true;
    }
    if (a->type.of != b->type.of || a->type.columns != b->type.columns)
        return false;
    r->labels = NULL;
    if (!a->type.choices || !b->type.choices) {
        r->choices = NULL;
        r->n_choices = 0;
        return true;
    }
    LIST(const char *) words = {0};
    for (size_t i = 0; i < a->type.n_choices; i++)
        *LIST_ADD(p->a, &words) = a->type.choices[i];
    for (size_t i = 0; i < b->type.n_choices; i++)
        if (!has_choice(&a->type, b->type.choices[i]))
            *LIST_ADD(p->a, &words) = b->type.choices[i];
    r->choices = words.at;
    r->n_choices = words.n;
    return true;
}

static struct expr *binary_node(struct expr_parser *p, enum expr_kind kind, int op, struct type type, struct expr *a,
                                struct expr *b)
{
    struct expr *x = expr_node(p, kind, type, (struct expr *[]){a, b}, 2);
    if (x)
        x->op = op;
    return x;
}

static struct expr *type_logic(struct expr_parser *p, const struct token *t, enum expr_kind kind, struct expr *a,
                               struct expr *b)
{
    if (a->type.type != VALUE_BOOL || b->type.type != VALUE_BOOL)
        return mismatch(p, t, "bool", a->type.type != VALUE_BOOL ? a : b);
    return binary_node(p, kind, 0, plain(VALUE_BOOL), a, b);
}

static struct expr *type_compare(struct expr_parser *p, const struct token *t, int op, struct expr *a, struct expr *b)
{
    adapt(a, b);
    bool numbers = number(&a->type) && number(&b->type);
    if (!numbers && a->type.type != b->type.type)
        return mismatch(p, t, describe(a), b);
    bool equality = op == COMPARE_EQ || op == COMPARE_NE;
    if (a->type.type == VALUE_LIST || (a->type.type == VALUE_BOOL && !equality))
        return mismatch(p, t, "int", a);
    if (!check_words(p, t, &a->type, &b->type))
        return NULL;
    return binary_node(p, X_COMPARE, op, plain(VALUE_BOOL), a, b);
}

static struct expr *type_in(struct expr_parser *p, const struct token *t, struct expr *a, struct expr *list)
{
    if (list->type.type != VALUE_LIST || list->type.columns)
        return mismatch(p, t, "list", list);
    struct type of = {.type = list->type.of, .choices = list->type.choices, .n_choices = list->type.n_choices};
    bool same = a->type.type == of.type || (number(&a->type) && number(&of)) || of.type == VALUE_ANY;
    if (!same)
        return mismatch(p, t, value_type_name(of.type), a);
    if (!check_words(p, t, &a->type, &of))
        return NULL;
    return binary_node(p, X_IN, 0, plain(VALUE_BOOL), a, list);
}

/* The type of a + b or a - b; VALUE_UNDEFINED if there is none. */
static enum value_type sum_type(enum expr_kind kind, const struct type *a, const struct type *b)
{
    if (number(a) && number(b))
        return a->type == b->type ? a->type : VALUE_DECIMAL;
    if (a->type == VALUE_YEN && b->type == VALUE_YEN)
        return VALUE_YEN;
    if (a->type == VALUE_DATE && b->type == VALUE_PERIOD)
        return VALUE_DATE;
    if (kind == X_SUBTRACT && a->type == VALUE_DATE && b->type == VALUE_DATE)
        return VALUE_INT;
    if (kind == X_ADD && a->type == VALUE_TEXT && b->type == VALUE_TEXT)
        return VALUE_TEXT;
    return VALUE_UNDEFINED;
}

static enum value_type product_type(enum expr_kind kind, const struct type *a, const struct type *b)
{
    bool amount_a = number(a) || a->type == VALUE_YEN, amount_b = number(b) || b->type == VALUE_YEN;
    if (kind == X_DIVIDE)
        return amount_a && amount_b && (a->type == VALUE_YEN || b->type != VALUE_YEN) ? VALUE_DECIMAL : VALUE_UNDEFINED;
    if (a->type == VALUE_PERIOD && b->type == VALUE_INT)
        return VALUE_PERIOD;
    if (!amount_a || !amount_b || (a->type == VALUE_YEN && b->type == VALUE_YEN))
        return VALUE_UNDEFINED;
    if (a->type == VALUE_DECIMAL || b->type == VALUE_DECIMAL)
        return VALUE_DECIMAL;
    return a->type == VALUE_YEN || b->type == VALUE_YEN ? VALUE_YEN : VALUE_INT;
}

/* ["a"] + ["b"]: lists of plain values of one type. */
static struct expr *type_joined(struct expr_parser *p, const struct token *t, struct expr *a, struct expr *b)
{
    struct type type;
    if (a->type.columns || b->type.columns || !unite(p, a, b, &type))
        return mismatch(p, t, describe(a), b);
    return binary_node(p, X_ADD, 0, type, a, b);
}

static struct expr *type_arithmetic(struct expr_parser *p, const struct token *t, enum expr_kind kind, struct expr *a,
                                    struct expr *b)
{
    bool sum = kind == X_ADD || kind == X_SUBTRACT;
    if (kind == X_ADD && a->type.type == VALUE_LIST && b->type.type == VALUE_LIST)
        return type_joined(p, t, a, b);
    if (sum)
        adapt(a, b);
    if (kind == X_MULTIPLY && a->type.type == VALUE_INT && b->type.type == VALUE_PERIOD) {
        struct expr *swap = a;
        a = b;
        b = swap;
    }
    enum value_type type = sum ? sum_type(kind, &a->type, &b->type) : product_type(kind, &a->type, &b->type);
    if (type == VALUE_UNDEFINED)
        return mismatch(p, t, a->type.type == VALUE_DATE ? "period" : describe(a), b);
    return binary_node(p, kind, 0, plain(type), a, b);
}

static struct expr *type_else(struct expr_parser *p, const struct token *t, struct expr *a, struct expr *b)
{
    struct type type;
    if (!unite(p, a, b, &type))
        return mismatch(p, t, describe(a), b);
    return binary_node(p, X_ELSE, 0, type, a, b);
}

struct expr *expr_type_binary(struct expr_parser *p, const struct token *t, enum expr_kind kind, int op, struct expr *a,
                              struct expr *b)
{
    if (!a || !b)
        return NULL;
    switch (kind) {
    case X_AND:
    case X_OR: return type_logic(p, t, kind, a, b);
    case X_COMPARE: return type_compare(p, t, op, a, b);
    case X_IN: return type_in(p, t, a, b);
    case X_ELSE: return type_else(p, t, a, b);
    default: return type_arithmetic(p, t, kind, a, b);
    }
}

struct expr *expr_type_not(struct expr_parser *p, const struct token *t, struct expr *a)
{
    if (a && a->type.type != VALUE_BOOL)
        return mismatch(p, t, "bool", a);
    return a ? expr_node(p, X_NOT, plain(VALUE_BOOL), &a, 1) : NULL;
}

struct expr *expr_type_negate(struct expr_parser *p, const struct token *t, struct expr *a)
{
    if (a && !number(&a->type) && a->type.type != VALUE_YEN && a->type.type != VALUE_PERIOD)
        return mismatch(p, t, "int", a);
    if (a && a->kind == X_CONSTANT) { /* literals are never below zero before */
        if (a->type.type == VALUE_PERIOD)
            a->value.period.n = -a->value.period.n;
        else
            a->value.i = -a->value.i;
        return a;
    }
    return a ? expr_node(p, X_NEGATE, plain(a->type.type), &a, 1) : NULL;
}

struct expr *expr_type_if(struct expr_parser *p, const struct token *t, struct expr *condition, struct expr *yes,
                          struct expr *no)
{
    struct type type;
    if (!condition || !yes || !no)
        return NULL;
    if (condition->type.type != VALUE_BOOL)
        return mismatch(p, t, "bool", condition);
    if (!unite(p, yes, no, &type))
        return mismatch(p, t, describe(yes), no);
    return expr_node(p, X_IF, type, (struct expr *[]){condition, yes, no}, 3);
}

/* ["a", "b"]: elements of one type. */
struct expr *expr_type_list(struct expr_parser *p, const struct token *t, struct expr **arg, size_t n)
{
    struct type type = {.type = VALUE_LIST};
    for (size_t i = 0; i < n; i++) {
        struct type one = arg[i]->type;
        if (one.type == VALUE_LIST)
            return mismatch(p, t, "text", arg[i]);
        if (i && !unite(p, arg[0], arg[i], &one))
            return mismatch(p, t, describe(arg[0]), arg[i]);
        if (i)
            arg[0]->type = one; /* collects the words */
        type.of = one.type;
        type.choices = one.choices;
        type.n_choices = one.n_choices;
    }
    return expr_node(p, X_LIST, type, arg, n);
}

static bool ordered(const struct type *t)
{
    return number(t) || t->type == VALUE_YEN || t->type == VALUE_DATE;
}

/* min(a, b), max(a, b, c) */
struct expr *expr_type_least(struct expr_parser *p, const struct token *t, int op, struct expr **arg, size_t n)
{
    struct type type = arg[0]->type;
    for (size_t i = 0; i < n; i++) {
        if (!ordered(&arg[i]->type))
            return mismatch(p, t, "int", arg[i]);
        if (i && !unite(p, arg[0], arg[i], &type))
            return mismatch(p, t, describe(arg[0]), arg[i]);
    }
    struct expr *x = expr_node(p, X_LEAST, type, arg, n);
    if (x)
        x->op = op;
    return x;
}

static struct expr *fold_node(struct expr_parser *p, int op, struct type type, struct expr **arg, size_t n)
{
    struct expr *x = expr_node(p, X_FOLD, type, arg, n);
    if (x) {
        x->op = op;
        x->frame = p->n_frames; /* where its rows go */
    }
    return x;
}

static struct type fold_result(int op, const struct expr *list, const struct expr *each)
{
    switch (op) {
    case FOLD_ANY:
    case FOLD_ALL: return plain(VALUE_BOOL);
    case FOLD_COUNT: return plain(VALUE_INT);
    case FOLD_JOIN:
    case FOLD_LINES: return plain(VALUE_TEXT);
    case FOLD_WHERE: return list->type;
    case FOLD_EACH:
        return (struct type){.type = VALUE_LIST, .of = each->type.type, .choices = each->type.choices,
                             .n_choices = each->type.n_choices};
    default: return each->type;
    }
}

struct expr *expr_type_fold(struct expr_parser *p, const struct token *t, int op, struct expr **arg, size_t n)
{
    static const char *const wants[] = {"bool", "bool", "bool", "number", "date", "date", "text", "text", "bool", "text"};
    bool whole = n == 1 && (op == FOLD_COUNT || (!arg[0]->type.columns && op >= FOLD_SUM && op <= FOLD_LINES));
    if (!whole && n != 2 && !(op == FOLD_JOIN && n == 3))
        return expr_fail_at(p, t, "expr.arguments", wants[op], "2");
    struct type element = {.type = arg[0]->type.of};
    const struct type *each = n > 1 ? &arg[1]->type : &element;
    bool fits = true;
    switch (op) {
    case FOLD_ANY:
    case FOLD_ALL:
    case FOLD_COUNT:
    case FOLD_WHERE: fits = n == 1 || each->type == VALUE_BOOL; break;
    case FOLD_SUM: fits = number(each) || each->type == VALUE_YEN; break;
    case FOLD_MIN:
    case FOLD_MAX: fits = ordered(each); break;
    case FOLD_JOIN:
    case FOLD_LINES: fits = each->type == VALUE_TEXT; break;
    default: fits = each->type != VALUE_LIST; break;
    }
    if (!fits)
        return expr_fail_at(p, t, "expr.type", wants[op], value_type_name(each->type));
    if (n == 3 && arg[2]->type.type != VALUE_TEXT)
        return mismatch(p, t, "text", arg[2]);
    struct expr one = {.type = element};
    return fold_node(p, op, fold_result(op, arg[0], n > 1 ? arg[1] : &one), arg, n);
}

struct expr *expr_type_want(struct expr_parser *p, const struct token *t, enum value_type want, struct expr *x)
{
    if (!x || want == VALUE_ANY || x->type.type == want)
        return x;
    if (want == VALUE_YEN && adapts_to_yen(x)) {
        make_yen(x);
        return x;
    }
    if (want == VALUE_DECIMAL && x->type.type == VALUE_INT)
        return x;
    return mismatch(p, t, value_type_name(want), x);
}
