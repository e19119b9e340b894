/* The closed list of functions (func.def) and folds. */
#include <string.h>

#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/check_digit.h"
#include "core/rule/expr_internal.h"
#include "core/rule/pattern.h"

enum { DAYS_MAX = 200000, MONTHS_MAX = 4000, BUSINESS_DAYS_MAX = 5000, FORMAT_MAX = 40 };

static struct value checked_date(struct facts *f, struct date d)
{
    int year = date_ymd(d).year;
    return year < DATE_YEAR_MIN || year > DATE_YEAR_MAX ? facts_lack(f, "(number)") : value_date(d);
}

/* A period that date.h can count with without leaving its years. */
static bool sane(struct period p)
{
    switch (p.unit) {
    case PERIOD_DAYS: return p.n >= -DAYS_MAX && p.n <= DAYS_MAX;
    case PERIOD_WEEKS: return p.n >= -DAYS_MAX / 7 && p.n <= DAYS_MAX / 7;
    case PERIOD_BUSINESS_DAYS: return p.n >= -BUSINESS_DAYS_MAX && p.n <= BUSINESS_DAYS_MAX;
    case PERIOD_MONTHS: return p.n >= -MONTHS_MAX && p.n <= MONTHS_MAX;
    default: return p.n >= -MONTHS_MAX / 12 && p.n <= MONTHS_MAX / 12;
    }
}

struct value expr_date_plus(struct facts *f, struct date d, struct period p, bool first_day_counts)
{
    if (!sane(p))
        return facts_lack(f, "(number)");
    if (p.n < 0)
        return expr_date_minus(f, d, (struct period){-p.n, p.unit});
    if (p.unit != PERIOD_BUSINESS_DAYS)
        return checked_date(f, p.n ? date_period_end(d, p, first_day_counts) : d);
    if (!expr_charge(f, (size_t)p.n * 8))
        return value_undefined();
    int n = p.n - (first_day_counts && calendar_is_business_day(f->calendar, d));
    return checked_date(f, n > 0 ? calendar_add_business_days(f->calendar, d, n) : d);
}

struct value expr_date_minus(struct facts *f, struct date d, struct period p)
{
    if (!sane(p))
        return facts_lack(f, "(number)");
    if (p.n < 0)
        return expr_date_plus(f, d, (struct period){-p.n, p.unit}, false);
    if (p.unit != PERIOD_BUSINESS_DAYS)
        return checked_date(f, p.n ? date_before(d, p) : d);
    if (!expr_charge(f, (size_t)p.n * 8))
        return value_undefined();
    return checked_date(f, p.n ? calendar_add_business_days(f->calendar, d, -p.n) : d);
}

static struct value func_within(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_bool(date_compare(arg[1].date, arg[0].date) <= 0 && date_compare(arg[0].date, arg[2].date) <= 0);
}

static struct value func_months_between(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_int(date_months_between(arg[0].date, arg[1].date));
}

static struct value func_year(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_int(date_ymd(arg[0].date).year);
}

static struct value func_month(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_int(date_ymd(arg[0].date).month);
}

static struct value func_date(struct facts *f, const struct value *arg)
{
    struct date d;
    for (int i = 0; i < 3; i++)
        if (arg[i].i < 0 || arg[i].i > 9999)
            return facts_lack(f, "(number)");
    if (!date_from_ymd((int)arg[0].i, (int)arg[1].i, (int)arg[2].i, &d))
        return facts_lack(f, "(number)");
    return value_date(d);
}

static struct value func_fiscal_year(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_int(date_fiscal_year(arg[0].date));
}

static struct value func_end_of_fiscal_year(struct facts *f, const struct value *arg)
{
    return checked_date(f, date_end_of_fiscal_year(arg[0].date));
}

static struct value func_end_of_month(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_date(date_end_of_month(arg[0].date));
}

static struct value func_next_business_day(struct facts *f, const struct value *arg)
{
    return checked_date(f, calendar_next_business_day(f->calendar, arg[0].date));
}

static struct value func_previous_business_day(struct facts *f, const struct value *arg)
{
    return checked_date(f, calendar_previous_business_day(f->calendar, arg[0].date));
}

static struct value func_is_business_day(struct facts *f, const struct value *arg)
{
    return value_bool(calendar_is_business_day(f->calendar, arg[0].date));
}

static struct value func_business_days_between(struct facts *f, const struct value *arg)
{
    int64_t days = (int64_t)arg[1].date.days - arg[0].date.days;
    if (!expr_charge(f, (size_t)(days < 0 ? -days : days)))
        return value_undefined();
    return value_int(calendar_business_days_between(f->calendar, arg[0].date, arg[1].date));
}

static struct value func_end_period(struct facts *f, const struct value *arg)
{
    return expr_date_plus(f, arg[0].date, arg[1].period, strcmp(arg[2].text, "included") == 0);
}

static struct value func_isqrt(struct facts *f, const struct value *arg)
{
    int64_t n = arg[0].i, root = 0;
    if (n < 0)
        return facts_lack(f, "(number)");
    for (int64_t bit = INT64_C(1) << 31; bit; bit >>= 1) {
        int64_t next = root + bit;
        if (next <= n / next)
            root = next;
    }
    return value_int(root);
}

static struct value func_round_floor(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_round(arg[0], (int)arg[1].i, ROUND_FLOOR);
}

static struct value func_round_ceiling(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_round(arg[0], (int)arg[1].i, ROUND_CEILING);
}

static struct value func_round_half_up(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_round(arg[0], (int)arg[1].i, ROUND_HALF_UP);
}

/* round_…(a / b, digits): arguments a, b, digits. */
static struct value quotient_floor(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_round_quotient(arg[0], arg[1], (int)arg[2].i, ROUND_FLOOR);
}

static struct value quotient_ceiling(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_round_quotient(arg[0], arg[1], (int)arg[2].i, ROUND_CEILING);
}

static struct value quotient_half_up(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_round_quotient(arg[0], arg[1], (int)arg[2].i, ROUND_HALF_UP);
}

static const struct expr_func quotients[] = {{"round_floor", "NNK", 'R', quotient_floor},
                                             {"round_ceiling", "NNK", 'R', quotient_ceiling},
                                             {"round_half_up", "NNK", 'R', quotient_half_up}};

static struct value func_yen(struct facts *f, const struct value *arg)
{
    int64_t unit = arg[0].type == VALUE_DECIMAL ? DECIMAL_ONE : 1;
    if (arg[0].i % unit)
        return facts_lack(f, "(number)");
    return value_yen((struct yen){arg[0].i / unit});
}

static struct value func_check_digit_ok(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_bool(check_digit_ok(arg[0].text, arg[1].text));
}

static struct value func_matches(struct facts *f, const struct value *arg)
{
    if (!expr_charge(f, 1000))
        return value_undefined();
    return value_bool(pattern_matches(arg[1].text, arg[0].text));
}

static struct value func_fold_equal(struct facts *f, const struct value *arg)
{
    if (!expr_charge(f, 100 + strlen(arg[0].text) + strlen(arg[1].text)))
        return value_undefined();
    return value_bool(fold_equal(arg[0].text, arg[1].text));
}

static struct value func_has(struct facts *f, const struct value *arg)
{
    (void)f;
    for (size_t i = 0; i < arg[0].list->n; i++)
        if (value_equal(arg[0].list->row[i][0], arg[1]))
            return value_bool(true);
    return value_bool(false);
}

static struct value func_text(struct facts *f, const struct value *arg)
{
    if (arg[0].type == VALUE_TEXT)
        return arg[0];
    if (!expr_charge(f, arg[0].type == VALUE_LIST ? 100 + arg[0].list->n * 100 : 100))
        return value_undefined();
    return (struct value){.type = VALUE_TEXT, .text = value_print(f->arena, arg[0])};
}

static struct value func_fixed(struct facts *f, const struct value *arg)
{
    static const char zeros[] = "000000";
    const char *text = value_print(f->arena, arg[0].type == VALUE_YEN ? value_int(arg[0].i) : arg[0]);
    const char *point = strchr(text, '.');
    size_t has = point ? strlen(point + 1) : 0, want = arg[1].i > 0 ? (size_t)arg[1].i : 0;
    if (want > sizeof zeros - 1)
        return facts_lack(f, "(number)");
    size_t missing = want > has ? want - has : 0;
    return (struct value){.type = VALUE_TEXT,
                          .text = arena_printf(f->arena, "%s%s%.*s", text, missing && !point ? "." : "", (int)missing, zeros)};
}

/* arg[1]: the words and their labels in turn, put there by with_labels. */
static struct value func_label(struct facts *f, const struct value *arg)
{
    (void)f;
    const struct value_list *labels = arg[1].list;
    for (size_t i = 0; i + 1 < labels->n; i += 2)
        if (value_equal(labels->row[i][0], arg[0]))
            return labels->row[i + 1][0];
    return arg[0];
}

static struct value func_length(struct facts *f, const struct value *arg)
{
    (void)f;
    return value_int((int64_t)utf8_chars(arg[0].text));
}

/* Where the n-th character after s begins; the end if there are fewer. */
static const char *characters_on(const char *s, int64_t n)
{
    for (; n > 0 && *s; n--)
        for (s++; ((unsigned char)*s & 0xC0) == 0x80; s++)
            ;
    return s;
}

static struct value func_part(struct facts *f, const struct value *arg)
{
    if (arg[1].i < 1 || arg[2].i < 0)
        return facts_lack(f, "(number)");
    const char *from = characters_on(arg[0].text, arg[1].i - 1);
    return expr_text_of(f, from, (size_t)(characters_on(from, arg[2].i) - from));
}

static struct value func_int(struct facts *f, const struct value *arg)
{
    int64_t v;
    bool digits = strspn(arg[0].text, "0123456789") == strlen(arg[0].text);
    if (!digits || !str_to_int(arg[0].text, 0, INT64_C(999999999999999), &v))
        return facts_lack(f, "(number)");
    return value_int(v);
}

static struct value func_format(struct facts *f, const struct value *arg)
{
    char to[DATE_TEXT_BYTES];
    const char *text = date_format(arg[0].date, arg[1].text, to);
    return expr_text_of(f, text, strlen(text));
}

static const struct expr_func functions[] = {
#define FUNC(name, arguments, result, source) {#name, arguments, result, func_##name},
#include "core/rule/func.def"
#undef FUNC
};

static const char *const fold_names[] = {"any", "all", "count", "sum", "min", "max", "join", "lines", "where", "each"};

const struct expr_func *expr_func_named(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(functions); i++)
        if (strcmp(functions[i].name, name) == 0)
            return &functions[i];
    return NULL;
}

enum fold_op expr_fold_named(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(fold_names); i++)
        if (strcmp(fold_names[i], name) == 0)
            return (enum fold_op)i;
    return FOLD_NONE;
}

const char *expr_func_nearest(struct arena *a, const char *name)
{
    size_t n = COUNT_OF(functions) + COUNT_OF(fold_names);
    const char **names = ARENA_ARRAY(a, const char *, n);
    for (size_t i = 0; i < n; i++)
        names[i] = i < COUNT_OF(functions) ? functions[i].name : fold_names[i - COUNT_OF(functions)];
    return str_nearest(name, names, n);
}

static bool argument_fits(char letter, const struct expr *x)
{
    enum value_type type = x->type.type;
    bool literal = x->kind == X_CONSTANT;
    switch (letter) {
    case 'D': return type == VALUE_DATE;
    case 'I': return type == VALUE_INT;
    case 'K': return type == VALUE_INT && literal;
    case 'N': return type == VALUE_INT || type == VALUE_DECIMAL || type == VALUE_YEN;
    case 'T': return type == VALUE_TEXT;
    case 'C': return type == VALUE_TEXT && literal;
    case 'P': return type == VALUE_PERIOD;
    case 'L': return type == VALUE_LIST && !x->type.columns && (x->type.of == VALUE_TEXT || x->type.of == VALUE_ANY);
    default: return type != VALUE_LIST || !x->type.columns;
    }
}

static enum value_type result_type(char letter, struct expr *const *arg)
{
    switch (letter) {
    case 'D': return VALUE_DATE;
    case 'I': return VALUE_INT;
    case 'B': return VALUE_BOOL;
    case 'T': return VALUE_TEXT;
    case 'Y': return VALUE_YEN;
    default: return arg[0]->type.type == VALUE_DECIMAL && arg[1]->value.i <= 0 ? VALUE_INT : arg[0]->type.type;
    }
}

/* Literals that only some words or patterns can be. */
static bool check_literals(struct expr_parser *p, const struct token *t, const char *name, struct expr *const *arg)
{
    if (strcmp(name, "matches") == 0) {
        struct err bad;
        if (pattern_check(arg[1]->value.text, &bad) != 0)
            return expr_fail_at(p, t, "expr.regex", arg[1]->value.text, bad.arg[1]);
    }
    if (strcmp(name, "check_digit_ok") == 0 && !check_digit_known(arg[1]->value.text))
        return expr_fail_at(p, t, "expr.choice", arg[1]->value.text, "corporate_number");
    if (strcmp(name, "format") == 0 && strlen(arg[1]->value.text) > FORMAT_MAX)
        return expr_fail_at(p, t, "expr.format", arg[1]->value.text, NULL);
    if (strcmp(name, "end_period") == 0 && strcmp(arg[2]->value.text, "included") != 0 &&
        strcmp(arg[2]->value.text, "excluded") != 0)
        return expr_fail_at(p, t, "expr.choice", arg[2]->value.text, "included");
    return true;
}

/* The labels of an argument's words as a second, constant one: a value does not know its type. */
static struct expr *labels_of(struct arena *a, const struct type *type)
{
    size_t n = type->labels ? type->n_choices : 0;
    struct value *cells = ARENA_ARRAY(a, struct value, 2 * n);
    const struct value **rows = ARENA_ARRAY(a, const struct value *, 2 * n);
    struct value_list *list = ARENA_NEW(a, struct value_list);
    for (size_t i = 0; i < 2 * n; i++) {
        cells[i] = value_text(i % 2 ? type->labels[i / 2] : type->choices[i / 2]);
        rows[i] = &cells[i];
    }
    *list = (struct value_list){.n = 2 * n, .row = rows};
    struct expr *x = ARENA_NEW(a, struct expr);
    x->kind = X_CONSTANT;
    x->type = (struct type){.type = VALUE_LIST, .of = VALUE_TEXT};
    x->value = value_list(list);
    return x;
}

/* Rounds a quotient from its exact value: the six digits of a decimal could hide what makes the next step. */
static struct expr *round_quotient(struct expr_parser *p, const char *name, struct expr **arg)
{
    struct type type = {.type = arg[1]->value.i > 0 ? VALUE_DECIMAL : VALUE_INT};
    struct expr *x = expr_node(p, X_CALL, type, (struct expr *[]){arg[0]->arg[0], arg[0]->arg[1], arg[1]}, 3);
    for (size_t i = 0; x && i < COUNT_OF(quotients); i++)
        if (strcmp(quotients[i].name, name) == 0)
            x->func = &quotients[i];
    return x;
}

struct expr *expr_func_call(struct expr_parser *p, const struct token *t, const struct expr_func *func,
                            struct expr **arg, size_t n)
{
    bool fits = n == strlen(func->arguments);
    for (size_t i = 0; fits && i < n; i++)
        fits = argument_fits(func->arguments[i], arg[i]);
    if (!fits)
        return expr_fail_at(p, t, "expr.arguments", func->name, func->arguments);
    if (!check_literals(p, t, func->name, arg))
        return NULL;
    if (func->result == 'R' && arg[0]->kind == X_DIVIDE)
        return round_quotient(p, func->name, arg);
    struct expr *with[2] = {n ? arg[0] : NULL, NULL};
    if (strcmp(func->name, "label") == 0) {
        with[1] = labels_of(p->a, &arg[0]->type);
        arg = with;
        n = 2;
    }
    struct expr *x = expr_node(p, X_CALL, (struct type){.type = result_type(func->result, arg)}, arg, n);
    if (x)
        x->func = func;
    return x;
}
