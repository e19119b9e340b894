#include "core/rule/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/str.h"
#include "core/rule/table.h"

struct value value_text(const char *s)
{
    if (str_empty(s))
        return value_undefined();
    return (struct value){.type = VALUE_TEXT, .text = s};
}

struct value value_date(struct date d)
{
    if (date_is_none(d))
        return value_undefined();
    return (struct value){.type = VALUE_DATE, .date = d};
}

int type_column(const struct type_columns *columns, const char *name)
{
    for (size_t i = 0; columns && i < columns->n; i++)
        if (strcmp(columns->at[i].name, name) == 0)
            return (int)i;
    return -1;
}

static const char *const type_names[] = {"undefined", "bool", "int", "decimal", "yen", "text", "date", "period", "list"};

const char *value_type_name(enum value_type type)
{
    return (size_t)type < COUNT_OF(type_names) ? type_names[type] : "undefined";
}

bool value_type_named(const char *name, enum value_type *type_r)
{
    for (size_t i = 1; i < COUNT_OF(type_names); i++) {
        if (strcmp(type_names[i], name) == 0) {
            *type_r = (enum value_type)i;
            return true;
        }
    }
    return false;
}

static bool is_number(struct value v)
{
    return v.type == VALUE_INT || v.type == VALUE_DECIMAL;
}

static __int128 scaled(struct value v)
{
    return v.type == VALUE_DECIMAL ? (__int128)v.i : (__int128)v.i * DECIMAL_ONE;
}

static bool list_equal(const struct value_list *a, const struct value_list *b)
{
    size_t cells = a->columns ? a->columns->n : 1;
    if (a->n != b->n || (b->columns ? b->columns->n : 1) != cells)
        return false;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < cells; k++)
            if (!value_equal(a->row[i][k], b->row[i][k]))
                return false;
    return true;
}

bool value_equal(struct value a, struct value b)
{
    if (is_number(a) && is_number(b))
        return scaled(a) == scaled(b);
    if (a.type != b.type)
        return false;
    switch (a.type) {
    case VALUE_BOOL: return a.b == b.b;
    case VALUE_TEXT: return strcmp(a.text, b.text) == 0;
    case VALUE_DATE: return a.date.days == b.date.days;
    case VALUE_PERIOD: return a.period.n == b.period.n && a.period.unit == b.period.unit;
    case VALUE_LIST: return list_equal(a.list, b.list);
    case VALUE_UNDEFINED: return true;
    case VALUE_INT:
    case VALUE_DECIMAL:
    case VALUE_YEN: break;
    }
    return a.i == b.i;
}

bool value_compare(struct value a, struct value b, int *order_r)
{
    if (is_number(a) && is_number(b)) {
        __int128 x = scaled(a), y = scaled(b);
        *order_r = x < y ? -1 : x > y;
        return true;
    }
    if (a.type != b.type)
        return false;
    switch (a.type) {
    case VALUE_YEN: *order_r = a.i < b.i ? -1 : a.i > b.i; return true;
    case VALUE_DATE: *order_r = date_compare(a.date, b.date); return true;
    case VALUE_TEXT: {
        int c = strcmp(a.text, b.text);
        *order_r = c < 0 ? -1 : c > 0;
        return true;
    }
    case VALUE_PERIOD:
        if (a.period.unit != b.period.unit)
            return false;
        *order_r = a.period.n < b.period.n ? -1 : a.period.n > b.period.n;
        return true;
    default: return false;
    }
}

/* 1.5, -0.25, 3: no trailing zeros. */
static const char *decimal_text(struct arena *a, int64_t v)
{
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    uint64_t whole = u / (uint64_t)DECIMAL_ONE, part = u % (uint64_t)DECIMAL_ONE;
    if (!part)
        return arena_printf(a, "%s%llu", v < 0 ? "-" : "", (unsigned long long)whole);
    char digits[8];
    snprintf(digits, sizeof digits, "%06u", (unsigned)part);
    size_t n = 6;
    while (digits[n - 1] == '0')
        digits[--n] = 0;
    return arena_printf(a, "%s%llu.%s", v < 0 ? "-" : "", (unsigned long long)whole, digits);
}

static const char *list_text(struct arena *a, const struct value_list *list, const char *separator, bool store)
{
    AUTO(buf) struct buf out = BUF(VALUE_TEXT_MAX);
    for (size_t i = 0; i < list->n; i++) {
        if (i)
            buf_add_str(&out, separator);
        if (!list->columns || list->columns->n)
            buf_add_str(&out, store ? value_store_text(a, list->row[i][0]) : value_print(a, list->row[i][0]));
    }
    return arena_strdup(a, buf_str(&out));
}

static const char *plain_text(struct arena *a, struct value v)
{
    char to[DATE_TEXT_BYTES];
    char period[PERIOD_TEXT_BYTES];
    switch (v.type) {
    case VALUE_BOOL: return v.b ? "true" : "false";
    case VALUE_INT:
    case VALUE_YEN: return arena_printf(a, "%lld", (long long)v.i);
    case VALUE_DECIMAL: return decimal_text(a, v.i);
    case VALUE_TEXT: return v.text;
    case VALUE_DATE: return arena_strdup(a, date_iso(v.date, to));
    case VALUE_PERIOD: return arena_strdup(a, value_period_text(v.period, period));
    case VALUE_LIST:
    case VALUE_UNDEFINED: break;
    }
    return "";
}

const char *value_print(struct arena *a, struct value v)
{
    static const char list_comma[] = "\u3001";
    if (v.type == VALUE_YEN) {
        char to[MONEY_TEXT_BYTES];
        return arena_strdup(a, money_text((struct yen){v.i}, to));
    }
    return v.type == VALUE_LIST ? list_text(a, v.list, list_comma, false) : plain_text(a, v);
}

const char *value_store_text(struct arena *a, struct value v)
{
    return v.type == VALUE_LIST ? list_text(a, v.list, "\n", true) : plain_text(a, v);
}

static const struct {
    const char *word;
    enum period_unit unit;
} period_units[] = {{"d", PERIOD_DAYS},    {"bd", PERIOD_BUSINESS_DAYS}, {"w", PERIOD_WEEKS},
                    {"mo", PERIOD_MONTHS}, {"y", PERIOD_YEARS},          {"fy", PERIOD_FISCAL_YEARS}};

bool value_period_read(const char *s, struct period *p_r)
{
    bool minus = *s == '-';
    size_t n = 0;
    int32_t count = 0;
    for (s += minus; s[n] >= '0' && s[n] <= '9'; n++) {
        if (n > 5)
            return false;
        count = count * 10 + (s[n] - '0');
    }
    for (size_t i = 0; n && i < COUNT_OF(period_units); i++) {
        if (strcmp(s + n, period_units[i].word) == 0) {
            *p_r = (struct period){minus ? -count : count, period_units[i].unit};
            return true;
        }
    }
    return false;
}

const char *value_period_text(struct period p, char to[PERIOD_TEXT_BYTES])
{
    const char *word = "?";
    for (size_t i = 0; i < COUNT_OF(period_units); i++)
        if (period_units[i].unit == p.unit)
            word = period_units[i].word;
    snprintf(to, PERIOD_TEXT_BYTES, "%d%s", p.n, word);
    return to;
}

static bool decimal_read(const char *s, int64_t *v_r)
{
    bool minus = *s == '-';
    __int128 v = 0;
    int behind = -1, digits = 0;
    for (s += minus; *s; s++) {
        if (*s == '.' && behind < 0 && digits) {
            behind = 0;
            continue;
        }
        if (*s < '0' || *s > '9' || behind == 6 || digits == 18)
            return false;
        v = v * 10 + (*s - '0');
        digits += 1;
        behind += behind >= 0;
    }
    if (!digits || behind == 0)
        return false;
    for (int i = behind < 0 ? 0 : behind; i < 6; i++)
        v *= 10;
    if (v > INT64_MAX)
        return false;
    *v_r = (int64_t)(minus ? -v : v);
    return true;
}

static int choice_check(const struct type *type, const char *s, struct err *e)
{
    if (!type->choices)
        return 0;
    for (size_t i = 0; i < type->n_choices; i++)
        if (strcmp(type->choices[i], s) == 0)
            return 0;
    const char *nearest = str_nearest(s, type->choices, type->n_choices);
    return err_set(e, E_INPUT, "value.not-choice", s, nearest ? nearest : type->n_choices ? type->choices[0] : "", NULL);
}

static int read_list(struct arena *a, const struct type *type, const char *s, struct value *v_r, struct err *e)
{
    struct type one = {.type = type->of, .choices = type->choices, .n_choices = type->n_choices};
    LIST(const struct value *) rows = {0};
    struct str rest = str_of(s), piece;
    while (str_split(&rest, '\n', &piece)) {
        struct value *cell = ARENA_NEW(a, struct value);
        int rc = value_read(a, &one, arena_strndup(a, piece.p, piece.n), cell, e);
        if (rc != 0)
            return rc;
        if (value_defined(*cell))
            *LIST_ADD(a, &rows) = cell;
    }
    struct value_list *list = ARENA_NEW(a, struct value_list);
    list->n = rows.n;
    list->row = rows.at;
    *v_r = value_list(list);
    return 0;
}

static int read_number(const struct type *type, const char *s, struct value *v_r, struct err *e)
{
    int64_t i;
    if (type->type == VALUE_DECIMAL ? !decimal_read(s, &i) : !str_to_int(s, INT64_MIN, INT64_MAX, &i))
        return err_set(e, E_INPUT, "value.not-number", s, NULL);
    *v_r = (struct value){.type = type->type, .i = i};
    return 0;
}

int value_read(struct arena *a, const struct type *type, const char *s, struct value *v_r, struct err *e)
{
    struct value v = value_undefined();
    if (!*s && type->type != VALUE_LIST) {
        *v_r = v;
        return 0;
    }
    switch (type->type) {
    case VALUE_BOOL:
        if (strcmp(s, "true") != 0 && strcmp(s, "false") != 0)
            return err_set(e, E_INPUT, "value.not-bool", s, NULL);
        v = value_bool(*s == 't');
        break;
    case VALUE_INT:
    case VALUE_DECIMAL:
    case VALUE_YEN: return read_number(type, s, v_r, e);
    case VALUE_DATE: {
        struct date d;
        if (!date_from_iso(s, &d))
            return err_set(e, E_INPUT, "value.not-date", s, NULL);
        v = value_date(d);
        break;
    }
    case VALUE_PERIOD: {
        struct period p;
        if (!value_period_read(s, &p))
            return err_set(e, E_INPUT, "value.not-period", s, NULL);
        v = value_period(p);
        break;
    }
    case VALUE_LIST: return type->columns ? table_read(a, type, s, v_r, e) : read_list(a, type, s, v_r, e);
    case VALUE_TEXT:
    case VALUE_UNDEFINED: {
        int rc = choice_check(type, s, e);
        if (rc != 0)
            return rc;
        v = value_text(s);
        break;
    }
    }
    *v_r = v;
    return 0;
}

static struct value fitting(enum value_type type, __int128 v)
{
    if (v > INT64_MAX || v < INT64_MIN)
        return value_undefined();
    return (struct value){.type = type, .i = (int64_t)v};
}

static bool is_amount(struct value v)
{
    return is_number(v) || v.type == VALUE_YEN;
}

static struct value add_scaled(struct value a, struct value b, int sign)
{
    if (!is_amount(a) || !is_amount(b) || (a.type == VALUE_YEN) != (b.type == VALUE_YEN))
        return value_undefined();
    if (a.type == b.type)
        return fitting(a.type, (__int128)a.i + (__int128)sign * b.i);
    return fitting(VALUE_DECIMAL, scaled(a) + sign * scaled(b));
}

struct value value_add(struct value a, struct value b)
{
    return add_scaled(a, b, 1);
}

struct value value_subtract(struct value a, struct value b)
{
    return add_scaled(a, b, -1);
}

struct value value_multiply(struct value a, struct value b)
{
    if (!is_amount(a) || !is_amount(b) || (a.type == VALUE_YEN && b.type == VALUE_YEN))
        return value_undefined();
    if (a.type == VALUE_DECIMAL && b.type == VALUE_DECIMAL)
        return fitting(VALUE_DECIMAL, (__int128)a.i * b.i / DECIMAL_ONE);
    if (a.type == VALUE_DECIMAL || b.type == VALUE_DECIMAL) /* yen * decimal is a decimal: somebody must round it */
        return fitting(VALUE_DECIMAL, (__int128)a.i * b.i);
    return fitting(a.type == VALUE_YEN || b.type == VALUE_YEN ? VALUE_YEN : VALUE_INT, (__int128)a.i * b.i);
}

struct value value_divide(struct value a, struct value b)
{
    if (!is_amount(a) || !is_amount(b) || b.i == 0)
        return value_undefined();
    if (a.type == b.type && a.type != VALUE_DECIMAL)
        return fitting(VALUE_DECIMAL, (__int128)a.i * DECIMAL_ONE / b.i);
    return fitting(VALUE_DECIMAL, scaled(a) * DECIMAL_ONE / scaled(b));
}

static __int128 round_to(__int128 v, __int128 unit, enum rounding rounding)
{
    __int128 q = v / unit, rest = v % unit;
    if (rest == 0)
        return v;
    if (rounding == ROUND_FLOOR)
        q -= v < 0;
    else if (rounding == ROUND_CEILING)
        q += v > 0;
    else if ((rest < 0 ? -rest : rest) * 2 >= unit)
        q += v < 0 ? -1 : 1;
    return q * unit;
}

struct value value_round_quotient(struct value a, struct value b, int digits, enum rounding rounding)
{
    if (!is_amount(a) || !is_amount(b) || b.i == 0 || digits < -6 || digits > 6)
        return value_undefined();
    /* scaled values are below 10^25, so a million times one still fits 128 bits */
    __int128 over = scaled(a), under = scaled(b);
    for (int i = 0; i < digits; i++)
        over *= 10;
    for (int i = 0; i > digits; i--)
        under *= 10;
    if (under < 0) {
        over = -over;
        under = -under;
    }
    __int128 steps = round_to(over, under, rounding) / under;
    for (int i = digits; i < (digits > 0 ? 6 : 0); i++)
        steps *= 10;
    return fitting(digits > 0 ? VALUE_DECIMAL : VALUE_INT, steps);
}

struct value value_round(struct value v, int digits, enum rounding rounding)
{
    if (!is_amount(v) || digits < -15 || digits > 6)
        return value_undefined();
    __int128 unit = v.type == VALUE_DECIMAL ? DECIMAL_ONE : 1;
    for (int i = 0; i < digits; i++)
        unit = unit > 1 ? unit / 10 : 1;
    for (int i = 0; i > digits; i--)
        unit *= 10;
    __int128 rounded = round_to(v.i, unit, rounding);
    if (v.type == VALUE_DECIMAL && digits <= 0)
        return fitting(VALUE_INT, rounded / DECIMAL_ONE);
    return fitting(v.type, rounded);
}
