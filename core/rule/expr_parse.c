/* Tokens to typed nodes, by recursive descent. From loosest to tightest: if, or, and, not, comparison and in, ??, + -,
 * * /, unary -. */
#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/expr_internal.h"

static struct expr *parse_any(struct expr_parser *p);

struct expr *expr_fail_at(struct expr_parser *p, const struct token *t, const char *msg, const char *arg0,
                          const char *arg1)
{
    p->where->at = t->at;
    p->where->length = t->length;
    err_set(p->e, E_INPUT, msg, arg0 ? arg0 : "", arg1 ? arg1 : "", NULL);
    return NULL;
}

static struct expr *too_long(struct expr_parser *p)
{
    expr_fail_at(p, &p->token, "expr.too-long", NULL, NULL);
    p->e->code = E_LIMIT;
    return NULL;
}

struct expr *expr_node(struct expr_parser *p, enum expr_kind kind, struct type type, struct expr **arg, size_t n)
{
    if (++p->nodes > EXPR_NODES_MAX)
        return too_long(p);
    struct expr *x = ARENA_NEW(p->a, struct expr);
    x->kind = kind;
    x->type = type;
    x->n_args = n;
    x->arg = ARENA_ARRAY(p->a, struct expr *, n);
    for (size_t i = 0; i < n; i++)
        x->arg[i] = arg[i];
    return x;
}

static void next(struct expr_parser *p)
{
    p->token = expr_lex(p->a, p->text, p->token.at + p->token.length);
}

static bool at_sign(const struct expr_parser *p, const char *sign)
{
    return p->token.kind == TOKEN_SIGN && strcmp(p->token.sign, sign) == 0;
}

static bool take(struct expr_parser *p, const char *sign)
{
    if (!at_sign(p, sign))
        return false;
    next(p);
    return true;
}

/* The sign that was meant by one of another language, or NULL. */
static const char *sign_meant(const char *found)
{
    static const struct {
        const char *typed, *meant;
    } signs[] = {
#define SIGN(typed, meant) {typed, meant},
#include "core/rule/expr_sign.def"
#undef SIGN
    };
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (strcmp(signs[i].typed, found) == 0)
            return signs[i].meant;
    return NULL;
}

/* What stands there, and what to write instead where that can be told. */
static struct expr *unexpected(struct expr_parser *p, const char *wanted)
{
    const struct token *t = &p->token;
    bool value = strcmp(wanted, "value") == 0, end = strcmp(wanted, "end") == 0;
    if (t->kind == TOKEN_END)
        return value ? expr_fail_at(p, t, "expr.ends", NULL, NULL) : expr_fail_at(p, t, "expr.ends-before", wanted, NULL);
    const char *found = arena_strndup(p->a, p->text + t->at, t->length), *meant = sign_meant(found);
    if (meant)
        return expr_fail_at(p, t, "expr.sign", found, meant);
    if (value && found[0] >= '0' && found[0] <= '9')
        return expr_fail_at(p, t, "expr.number-word", found, NULL);
    return expr_fail_at(p, t, value ? "expr.no-value" : end ? "expr.goes-on" : "expr.syntax", value || end ? found : wanted, found);
}

static bool expect(struct expr_parser *p, const char *sign)
{
    if (take(p, sign))
        return true;
    unexpected(p, sign);
    return false;
}

static struct expr *constant(struct expr_parser *p, struct value v)
{
    struct type type = {.type = v.type};
    if (v.type == VALUE_TEXT) { /* a literal can only be its own word */
        const char **word = ARENA_NEW(p->a, const char *);
        *word = v.text;
        type.choices = word;
        type.n_choices = 1;
    }
    struct expr *x = expr_node(p, X_CONSTANT, type, NULL, 0);
    if (x)
        x->value = v;
    return x;
}

/* it, it.column, outer.column */
static struct expr *parse_row(struct expr_parser *p, const struct token *t, const char *name)
{
    bool outer = str_starts(name, "outer");
    int frame = p->n_frames - 1 - outer;
    const char *column = strchr(name, '.');
    if (frame < 0 || p->frame[frame].list.type != VALUE_LIST)
        return expr_fail_at(p, t, "expr.no-row", name, NULL);
    struct type list = p->frame[frame].list;
    struct type type = {.type = list.of, .choices = list.choices, .n_choices = list.n_choices, .labels = list.labels};
    int at = -1;
    if (list.columns) {
        const char *names[64];
        size_t n = list.columns->n < COUNT_OF(names) ? list.columns->n : COUNT_OF(names);
        for (size_t i = 0; i < n; i++)
            names[i] = list.columns->at[i].name;
        at = column ? type_column(list.columns, column + 1) : -1;
        if (at < 0)
            return expr_fail_at(p, t, "expr.unknown-column", name, column ? str_nearest(column + 1, names, n) : NULL);
        type = list.columns->at[at].type;
    } else if (column) {
        return expr_fail_at(p, t, "expr.unknown-column", name, NULL);
    }
    struct expr *x = expr_node(p, X_ROW, type, NULL, 0);
    if (x) {
        x->frame = frame;
        x->column = at < 0 ? 0 : at;
    }
    return x;
}

static struct expr *parse_local(struct expr_parser *p, const char *name, bool *found_r)
{
    for (size_t i = 0; i < p->scope->n_locals; i++) {
        if (strcmp(p->scope->locals[i].name, name) != 0)
            continue;
        *found_r = true;
        struct expr *local = (struct expr *)p->scope->locals[i].expr; /* only read */
        return expr_node(p, X_LOCAL, local->type, &local, 1);
    }
    return NULL;
}

/* The longest prefix up to a hyphen that is a name: "case.received_on-3mo" is a subtraction. */
static bool resolve_cut(struct expr_parser *p, struct token *t, char *name, struct fact_ref *ref_r, struct err *e)
{
    if (fact_names_resolve(p->scope->names, p->a, name, ref_r, e) == 0)
        return true;
    struct err ignored;
    for (char *cut = strrchr(name, '-'); cut; cut = strrchr(name, '-')) {
        *cut = 0;
        if (fact_names_resolve(p->scope->names, p->a, name, ref_r, &ignored) == 0) {
            t->length = strlen(name);
            return true;
        }
    }
    return false;
}

static struct expr *parse_fact(struct expr_parser *p, struct token *t, char *name)
{
    struct fact_ref *ref = ARENA_NEW(p->a, struct fact_ref);
    struct err e = {0};
    const char *whole = arena_strdup(p->a, name);
    if (!p->scope->names || !resolve_cut(p, t, name, ref, &e))
        return expr_fail_at(p, t, "expr.unknown-name", whole, e.arg[1]);
    struct expr *x = expr_node(p, X_FACT, ref->type, NULL, 0);
    if (x)
        x->ref = ref;
    p->token = *t;
    next(p);
    return x;
}

static bool parse_arguments(struct expr_parser *p, struct expr **arg, size_t *n_r, const char *end)
{
    if (take(p, end))
        return true;
    do {
        if (*n_r >= EXPR_ARGS_MAX) {
            unexpected(p, end);
            return false;
        }
        arg[*n_r] = parse_any(p);
        if (!arg[*n_r])
            return false;
        *n_r += 1;
    } while (take(p, ","));
    return expect(p, end);
}

/* any(list, cond) and its like: what follows the list sees its rows as `it`. */
static struct expr *parse_fold(struct expr_parser *p, const struct token *t, const char *name, int op)
{
    struct expr *arg[EXPR_ARGS_MAX] = {parse_any(p)};
    size_t n = 1;
    if (!arg[0])
        return NULL;
    bool least = (op == FOLD_MIN || op == FOLD_MAX) && arg[0]->type.type != VALUE_LIST;
    if (!least && arg[0]->type.type != VALUE_LIST)
        return expr_fail_at(p, t, "expr.type", "list", value_type_name(arg[0]->type.type));
    if (p->n_frames == EXPR_FRAMES_MAX)
        return expr_fail_at(p, t, "expr.arguments", name, NULL);
    if (!least)
        p->frame[p->n_frames++].list = arg[0]->type;
    bool ok = take(p, ",") ? parse_arguments(p, arg, &n, ")") : expect(p, ")");
    if (!least)
        p->n_frames -= 1;
    if (!ok)
        return NULL;
    return least ? expr_type_least(p, t, op, arg, n) : expr_type_fold(p, t, op, arg, n);
}

static struct expr *parse_call(struct expr_parser *p, const struct token *t, const char *name)
{
    next(p); /* ( */
    enum fold_op fold = expr_fold_named(name);
    if (fold != FOLD_NONE)
        return parse_fold(p, t, name, fold);
    struct expr *arg[EXPR_ARGS_MAX];
    size_t n = 0;
    const struct expr_func *func = expr_func_named(name);
    bool defined = strcmp(name, "defined") == 0;
    if (!func && !defined)
        return expr_fail_at(p, t, "expr.unknown-function", name, expr_func_nearest(p->a, name));
    if (!parse_arguments(p, arg, &n, ")"))
        return NULL;
    if (!defined)
        return expr_func_call(p, t, func, arg, n);
    if (n != 1)
        return expr_fail_at(p, t, "expr.arguments", name, "1");
    return expr_node(p, X_DEFINED, (struct type){.type = VALUE_BOOL}, arg, 1);
}

static struct expr *parse_name(struct expr_parser *p)
{
    struct token t = p->token;
    char *name = arena_strndup(p->a, p->text + t.at, t.length);
    if (p->text[t.at + t.length] == '(') {
        next(p);
        return parse_call(p, &t, name);
    }
    bool found = false;
    struct expr *x = parse_local(p, name, &found);
    if (!found && (strcmp(name, "it") == 0 || str_starts(name, "it.") || str_starts(name, "outer."))) {
        char *hyphen = strchr(name, '-'); /* columns have none: it.due-3d subtracts */
        if (hyphen) {
            *hyphen = 0;
            t.length = strlen(name);
        }
        x = parse_row(p, &t, name);
        found = true;
        p->token = t;
    }
    if (!found)
        return parse_fact(p, &t, name);
    next(p);
    return x;
}

static struct expr *parse_primary(struct expr_parser *p)
{
    struct token t = p->token;
    if (t.kind == TOKEN_CONSTANT) {
        next(p);
        return constant(p, t.value);
    }
    if (t.kind == TOKEN_NAME)
        return parse_name(p);
    if (take(p, "(")) {
        struct expr *x = parse_any(p);
        return x && expect(p, ")") ? x : NULL;
    }
    if (take(p, "[")) {
        struct expr *arg[EXPR_ARGS_MAX];
        size_t n = 0;
        return parse_arguments(p, arg, &n, "]") ? expr_type_list(p, &t, arg, n) : NULL;
    }
    return unexpected(p, "value");
}

static struct expr *parse_unary(struct expr_parser *p)
{
    struct token t = p->token;
    if (!take(p, "-"))
        return parse_primary(p);
    if (++p->depth > EXPR_DEPTH_MAX)
        return too_long(p);
    struct expr *x = expr_type_negate(p, &t, parse_unary(p));
    p->depth -= 1;
    return x;
}

static struct expr *parse_product(struct expr_parser *p)
{
    struct expr *x = parse_unary(p);
    while (x && (at_sign(p, "*") || at_sign(p, "/"))) {
        struct token t = p->token;
        next(p);
        x = expr_type_binary(p, &t, t.sign[0] == '*' ? X_MULTIPLY : X_DIVIDE, 0, x, parse_unary(p));
    }
    return x;
}

static struct expr *parse_sum(struct expr_parser *p)
{
    struct expr *x = parse_product(p);
    while (x && (at_sign(p, "+") || at_sign(p, "-"))) {
        struct token t = p->token;
        next(p);
        x = expr_type_binary(p, &t, t.sign[0] == '+' ? X_ADD : X_SUBTRACT, 0, x, parse_product(p));
    }
    return x;
}

static struct expr *parse_else(struct expr_parser *p)
{
    struct expr *x = parse_sum(p);
    struct token t = p->token;
    if (!x || !take(p, "??"))
        return x;
    if (++p->depth > EXPR_DEPTH_MAX)
        return too_long(p);
    x = expr_type_binary(p, &t, X_ELSE, 0, x, parse_else(p)); /* a ?? b ?? c: from the right */
    p->depth -= 1;
    return x;
}

static struct expr *parse_comparison(struct expr_parser *p)
{
    static const char *const signs[] = {"==", "!=", "<", "<=", ">", ">="}; /* as enum compare_op */
    struct expr *x = parse_else(p);
    struct token t = p->token;
    for (size_t i = 0; x && i < COUNT_OF(signs); i++)
        if (take(p, signs[i]))
            return expr_type_binary(p, &t, X_COMPARE, (int)i, x, parse_else(p));
    if (x && take(p, "in"))
        return expr_type_binary(p, &t, X_IN, 0, x, parse_else(p));
    return x;
}

static struct expr *parse_not(struct expr_parser *p)
{
    struct token t = p->token;
    if (!take(p, "not"))
        return parse_comparison(p);
    if (++p->depth > EXPR_DEPTH_MAX)
        return too_long(p);
    struct expr *x = expr_type_not(p, &t, parse_not(p));
    p->depth -= 1;
    return x;
}

static struct expr *parse_and(struct expr_parser *p)
{
    struct expr *x = parse_not(p);
    for (struct token t = p->token; x && take(p, "and"); t = p->token)
        x = expr_type_binary(p, &t, X_AND, 0, x, parse_not(p));
    return x;
}

static struct expr *parse_or(struct expr_parser *p)
{
    struct expr *x = parse_and(p);
    for (struct token t = p->token; x && take(p, "or"); t = p->token)
        x = expr_type_binary(p, &t, X_OR, 0, x, parse_and(p));
    return x;
}

static struct expr *parse_if(struct expr_parser *p)
{
    struct token t = p->token;
    next(p);
    struct expr *condition = parse_any(p);
    if (!condition || !expect(p, "then"))
        return NULL;
    struct expr *yes = parse_any(p);
    if (!yes || !expect(p, "else"))
        return NULL;
    return expr_type_if(p, &t, condition, yes, parse_any(p));
}

static struct expr *parse_any(struct expr_parser *p)
{
    if (++p->depth > EXPR_DEPTH_MAX)
        return too_long(p);
    struct expr *x = at_sign(p, "if") ? parse_if(p) : parse_or(p);
    p->depth -= 1;
    return x;
}

static int compile(struct expr_parser *p, const char *text, enum value_type want, const struct expr **expr_r)
{
    next(p);
    struct token first = p->token;
    struct expr *x = parse_any(p);
    if (x && p->token.kind != TOKEN_END)
        x = unexpected(p, "end");
    first.length = strlen(text) - first.at;
    x = expr_type_want(p, &first, want, x);
    if (!x)
        return p->e->code;
    x->text = arena_strdup(p->a, text);
    *expr_r = x;
    return 0;
}

int expr_compile(struct arena *a, const struct expr_scope *scope, const char *text, enum value_type want,
                 const struct expr **expr_r, struct expr_error *where_r, struct err *e)
{
    struct expr_parser p = {.a = a, .scope = scope, .text = text, .n_frames = 1, .where = where_r, .e = e};
    if (scope->it)
        p.frame[0].list = (struct type){.type = VALUE_LIST, .columns = scope->it};
    *where_r = (struct expr_error){0};
    if (strlen(text) > EXPR_TEXT_MAX)
        return err_set(e, E_LIMIT, "expr.too-long", NULL);
    if (!utf8_valid(text, strlen(text)))
        return err_set(e, E_INPUT, "expr.syntax", "UTF-8", "", NULL);
    return compile(&p, text, want, expr_r);
}
