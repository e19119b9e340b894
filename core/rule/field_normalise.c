/* What a typed text becomes, type by type. */
#include <string.h>

#include "core/base/buf.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/base/typed.h"
#include "core/base/utf8.h"
#include "core/rule/check_digit.h"
#include "core/rule/form.h"
#include "core/rule/form_facts.h"
#include "core/rule/pattern.h"
#include "core/rule/scheme_names.h"

enum { EMAIL_MAX = 254, URL_MAX = 2000, LOGIN_CHARS_MAX = 32 };

struct typing {
    const struct field_def *field;
    const struct item_def *item;
    const struct calendar *calendar;
    struct date today;
    struct arena *a;
    struct field_value *to;
    struct err *e;
};

static int refuse(const struct typing *t, const char *msg, const char *what)
{
    err_set(t->e, E_INPUT, msg, t->field->rule.label, what, NULL);
    return t->field->error ? err_rule(t->e, t->field->error, t->field->rule.src) : t->e->code;
}

enum input_type field_input_type(const struct field_def *field, const struct item_def *item)
{
    return field->type == INPUT_FROM_ITEM ? (item ? item->type : INPUT_TEXT) : field->type;
}

static int keep(const struct typing *t, const char *stored)
{
    t->to->stored = stored;
    return 0;
}

/* Half-width, in capitals, without blanks: how patterns of codes see what was typed. */
static const char *plain_code(struct arena *a, const char *typed)
{
    char *s = fold_width(a, typed, FOLD_WIDTH_HALF);
    size_t n = 0;
    for (const char *from = s; *from; from++)
        if (*from != ' ')
            s[n++] = *from >= 'a' && *from <= 'z' ? (char)(*from - 'a' + 'A') : *from;
    s[n] = 0;
    return s;
}

/* A code as the scheme writes it; NULL if it fits none of its ways. */
static const char *rewritten(const struct typing *t, const char *typed)
{
    const char *code = plain_code(t->a, typed), *to = NULL;
    for (size_t i = 0; !to && i < t->field->rewrite.n; i++)
        to = pattern_rewrite(t->field->rewrite.at[i].from, code, t->field->rewrite.at[i].to, t->a);
    return to;
}

static int normalise_text(const struct typing *t, enum input_type type, const char *typed)
{
    const char *s = typed;
    if (t->field->rewrite.n && !(s = rewritten(t, typed)))
        return refuse(t, "field.code", typed);
    if (t->field->fold == INPUT_HALF)
        s = fold_width(t->a, typed, FOLD_WIDTH_HALF);
    else if (t->field->fold == INPUT_FULL)
        s = fold_width(t->a, typed, FOLD_WIDTH_FULL);
    else if (t->field->fold == INPUT_KATAKANA)
        s = fold_katakana(t->a, typed);
    else if (t->field->fold == INPUT_CODE)
        s = fold_code(t->a, typed);
    size_t max = type == INPUT_MULTILINE ? FIELD_MULTILINE_CHARS : FIELD_TEXT_CHARS;
    if (t->field->max > 0 && (size_t)t->field->max < max)
        max = (size_t)t->field->max;
    if (utf8_has_controls(s, type == INPUT_MULTILINE))
        return refuse(t, "field.control", "");
    if (utf8_chars(s) <= max)
        return keep(t, s);
    (void)refuse(t, "field.too-long", arena_printf(t->a, "%zu", max));
    t->e->code = E_LIMIT;
    return E_LIMIT;
}

/* Half-width, without blanks and separators of thousands. */
static const char *plain_number(struct arena *a, const char *typed)
{
    AUTO(buf) struct buf out = BUF(64);
    for (const char *s = fold_width(a, typed, FOLD_WIDTH_HALF); *s; s++)
        if (*s != ',' && *s != ' ')
            buf_add_char(&out, *s);
    return arena_strdup(a, buf_str(&out));
}

static int normalise_number(const struct typing *t, enum value_type type, const char *typed)
{
    struct type wanted = {.type = type};
    struct value v;
    struct err ignored;
    if (value_read(t->a, &wanted, plain_number(t->a, typed), &v, &ignored) != 0 || !value_defined(v))
        return refuse(t, "field.number", typed);
    return keep(t, value_store_text(t->a, v));
}

static int normalise_yen(const struct typing *t, const char *typed)
{
    struct yen y;
    struct err ignored;
    if (money_parse(typed, &y, &ignored) != 0)
        return refuse(t, "field.number", typed);
    char text[MONEY_TEXT_BYTES];
    t->to->echo = arena_strdup(t->a, money_text(y, text));
    return keep(t, arena_printf(t->a, "%lld", (long long)y.v));
}

static int normalise_date(const struct typing *t, const char *typed)
{
    struct date d;
    char iso[DATE_TEXT_BYTES], era[DATE_TEXT_BYTES];
    int rc = calendar_date_parse(t->calendar, typed, t->today, &d, t->e);
    if (rc != 0)
        return t->field->error ? err_rule(t->e, t->field->error, t->field->rule.src) : rc;
    t->to->echo = arena_printf(t->a, "%s (%s) %s", date_era(d, era), date_iso(d, iso), date_weekday_name(d));
    return keep(t, arena_strdup(t->a, date_iso(d, iso)));
}

static bool period_of_words(const char *typed, struct period *p_r)
{
    static const struct {
        const char *word;
        enum period_unit unit;
    } words[] = {
#define DATE_UNIT(text, unit) {text, unit},
#include "core/base/date_units.def"
#undef DATE_UNIT
#define PERIOD_WORD(text, unit) {text, unit},
#include "core/rule/input_words.def"
#undef PERIOD_WORD
    };
    char simple[TYPED_BYTES], literal[24];
    int64_t n;
    if (value_period_read(typed, p_r))
        return true;
    if (!typed_simplify(typed, simple))
        return false;
    size_t digits = strspn(simple, "0123456789");
    if (!digits || digits > 5 || !simple[digits])
        return false;
    memcpy(literal, simple, digits);
    literal[digits] = 0;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strcmp(words[i].word, simple + digits) != 0 || !str_to_int(literal, 0, 99999, &n))
            continue;
        *p_r = (struct period){(int32_t)n, words[i].unit};
        return true;
    }
    return false;
}

static int normalise_period(const struct typing *t, const char *typed)
{
    struct period p;
    char text[PERIOD_TEXT_BYTES];
    if (!period_of_words(typed, &p))
        return refuse(t, "field.period", typed);
    return keep(t, arena_strdup(t->a, value_period_text(p, text)));
}

/* A period, then words of any kind behind a blank. */
static int normalise_leadtime(const struct typing *t, const char *typed)
{
    static const char wide_blank[] = "\u3000";
    size_t n = strcspn(typed, " \n");
    const char *wide = strstr(typed, wide_blank);
    size_t blank = n < strlen(typed) ? 1 : 0;
    if (wide && (size_t)(wide - typed) < n) {
        n = (size_t)(wide - typed);
        blank = strlen(wide_blank);
    }
    int rc = normalise_period(t, arena_strndup(t->a, typed, n));
    if (rc == 0 && typed[n + blank])
        t->to->stored = arena_printf(t->a, "%s %s", t->to->stored, typed + n + blank);
    return rc;
}

static int normalise_bool(const struct typing *t, const char *typed)
{
    static const struct {
        const char *word;
        bool is;
    } words[] = {
#define BOOL_WORD(text, is) {text, is},
#include "core/rule/input_words.def"
#undef BOOL_WORD
    };
    char simple[TYPED_BYTES];
    if (!typed_simplify(typed, simple))
        return refuse(t, "field.bool", typed);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i].word, simple) == 0)
            return keep(t, words[i].is ? "true" : "false");
    return refuse(t, "field.bool", typed);
}

static const struct texts *choices_of(const struct typing *t, const struct texts **labels_r)
{
    bool of_item = t->field->type == INPUT_FROM_ITEM && t->item;
    *labels_r = of_item ? &t->item->choice_labels : &t->field->choice_labels;
    return of_item ? &t->item->choices : &t->field->choices;
}

/* A choice by its word, its label, or folded; NULL if it is none. */
static const char *find_choice(const struct typing *t, const char *typed)
{
    const struct texts *labels, *choices = choices_of(t, &labels);
    for (size_t i = 0; i < choices->n; i++)
        if (strcmp(choices->at[i], typed) == 0)
            return choices->at[i];
    for (size_t i = 0; i < choices->n; i++)
        if (fold_equal(choices->at[i], typed) || (i < labels->n && fold_equal(labels->at[i], typed)))
            return choices->at[i];
    for (size_t i = 0; i < t->field->spellings.n; i++) {
        struct str choice = str_of(t->field->spellings.at[i]), other;
        if (!str_split(&choice, '=', &other) || !fold_equal(arena_strndup(t->a, other.p, other.n), typed))
            continue;
        for (size_t k = 0; k < choices->n; k++)
            if (strlen(choices->at[k]) == choice.n && memcmp(choices->at[k], choice.p, choice.n) == 0)
                return choices->at[k];
    }
    return NULL;
}

/* Several choices, one a line or separated by commas; stored in the order of the scheme. */
static int normalise_choices(const struct typing *t, const char *typed)
{
    static const char list_comma[] = "\u3001";
    const struct texts *labels, *choices = choices_of(t, &labels);
    bool *chosen = ARENA_ARRAY(t->a, bool, choices->n);
    for (const char *s = typed; *s;) {
        const char *wide = strstr(s, list_comma);
        size_t n = strcspn(s, "\n,");
        size_t end = wide && (size_t)(wide - s) < n ? (size_t)(wide - s) : n;
        const char *word = arena_strndup(t->a, s, end);
        const char *choice = *word ? find_choice(t, word) : NULL;
        if (*word && !choice)
            return refuse(t, "field.choice", word);
        for (size_t i = 0; choice && i < choices->n; i++)
            chosen[i] = chosen[i] || choices->at[i] == choice;
        s += end < n ? end + strlen(list_comma) : n + (s[n] != 0);
    }
    const char *stored = "";
    for (size_t i = 0; i < choices->n; i++)
        if (chosen[i])
            stored = arena_printf(t->a, "%s%s%s", stored, *stored ? "\n" : "", choices->at[i]);
    return keep(t, stored);
}

static int normalise_choice(const struct typing *t, const char *typed)
{
    if (t->field->multi)
        return normalise_choices(t, typed);
    const char *choice = find_choice(t, typed);
    return choice ? keep(t, choice) : refuse(t, "field.choice", typed);
}

static int normalise_email(const struct typing *t, const char *typed)
{
    const char *s = fold_width(t->a, typed, FOLD_WIDTH_HALF);
    const char *at = strchr(s, '@');
    bool good = at && at > s && strchr(at + 1, '.') && !strchr(at + 1, '@') && strlen(s) <= EMAIL_MAX;
    for (const char *c = s; *c; c++)
        good = good && (unsigned char)*c > ' ' && (unsigned char)*c < 0x7F;
    return good ? keep(t, s) : refuse(t, "field.email", typed);
}

static int normalise_url(const struct typing *t, const char *typed)
{
    const char *s = fold_width(t->a, typed, FOLD_WIDTH_HALF);
    bool good = (str_starts(s, "https://") || str_starts(s, "http://")) && !strpbrk(s, " \t\n\"<>") && strlen(s) <= URL_MAX;
    return good && !utf8_has_controls(s, false) ? keep(t, s) : refuse(t, "field.url", typed);
}

/* Digits, with hyphens where they were typed. */
static int normalise_tel(const struct typing *t, const char *typed)
{
    AUTO(buf) struct buf out = BUF(24);
    size_t digits = 0;
    for (const char *s = fold_code(t->a, typed); *s; s++) {
        bool digit = *s >= '0' && *s <= '9';
        if (!digit && *s != '-' && *s != '(' && *s != ')' && !(*s == '+' && !out.n))
            return refuse(t, "field.tel", typed);
        digits += digit;
        bool hyphen = *s == '-' || *s == '(' || *s == ')';
        if (hyphen && (!out.n || buf_str(&out)[out.n - 1] == '-'))
            continue;
        buf_add_char(&out, hyphen ? '-' : *s);
    }
    if (digits < 9 || digits > 15 || out.full)
        return refuse(t, "field.tel", typed);
    return keep(t, arena_strdup(t->a, buf_str(&out)));
}

static const char *only_digits(struct arena *a, const char *typed)
{
    AUTO(buf) struct buf out = BUF(40);
    for (const char *s = fold_code(a, typed); *s; s++)
        if (*s != '-')
            buf_add_char(&out, *s);
    return arena_strdup(a, buf_str(&out));
}

static int normalise_postal(const struct typing *t, const char *typed)
{
    static const char mark[] = "\u3012";
    const char *s = only_digits(t->a, str_starts(typed, mark) ? typed + strlen(mark) : typed);
    if (strlen(s) != 7 || strspn(s, "0123456789") != 7)
        return refuse(t, "field.postal", typed);
    return keep(t, arena_printf(t->a, "%.3s-%s", s, s + 3));
}

static int normalise_corporate_number(const struct typing *t, const char *typed)
{
    const char *s = only_digits(t->a, typed);
    return check_digit_ok(s, "corporate_number") ? keep(t, s) : refuse(t, "field.corporate-number", typed);
}

static int normalise_code(const struct typing *t, const char *typed)
{
    const char *s = fold_code(t->a, typed);
    return *s && strlen(s) < 64 ? keep(t, s) : refuse(t, "field.code", typed);
}

/* A login as the office writes them: small letters. */
static int normalise_user(const struct typing *t, const char *typed)
{
    const char *s = fold_text(t->a, typed);
    size_t n = strlen(s);
    return n && n <= LOGIN_CHARS_MAX && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789._-") == n ? keep(t, s) : refuse(t, "field.user", typed);
}

static int normalise(const struct typing *t, const char *typed)
{
    enum input_type type = field_input_type(t->field, t->item);
    switch (type) {
    case INPUT_INT: return normalise_number(t, VALUE_INT, typed);
    case INPUT_DECIMAL: return normalise_number(t, VALUE_DECIMAL, typed);
    case INPUT_YEN: return normalise_yen(t, typed);
    case INPUT_DATE: return normalise_date(t, typed);
    case INPUT_PERIOD: return normalise_period(t, typed);
    case INPUT_LEADTIME: return normalise_leadtime(t, typed);
    case INPUT_BOOL: return normalise_bool(t, typed);
    case INPUT_ENUM: return normalise_choice(t, typed);
    case INPUT_EMAIL: return normalise_email(t, typed);
    case INPUT_URL: return normalise_url(t, typed);
    case INPUT_TEL: return normalise_tel(t, typed);
    case INPUT_POSTAL: return normalise_postal(t, typed);
    case INPUT_CORPORATE_NUMBER: return normalise_corporate_number(t, typed);
    case INPUT_CERTIFICATE_NUMBER:
    case INPUT_CASE_NUMBER: return normalise_code(t, typed);
    case INPUT_USER: return normalise_user(t, typed);
    case INPUT_LIST: return refuse(t, "field.rows", "");
    default: return normalise_text(t, type, typed);
    }
}

int field_normalise(const struct field_def *field, const struct item_def *item, const struct calendar *calendar,
                    struct date today, const char *typed, struct arena *a, struct field_value *value_r, struct err *e)
{
    struct field_value value = {"", ""};
    struct typing t = {field, item, calendar, today, a, &value, e};
    if (!utf8_valid(typed, strlen(typed)) || utf8_has_controls(typed, true))
        return refuse(&t, "field.control", "");
    int rc = *typed ? normalise(&t, typed) : 0;
    if (rc == 0)
        *value_r = value;
    return rc;
}

bool field_of_type(const struct type *type, const char *label, struct field_def *field_r)
{
    static const enum input_type inputs[] = {[VALUE_DATE] = INPUT_DATE,       [VALUE_BOOL] = INPUT_BOOL, [VALUE_INT] = INPUT_INT,
                                             [VALUE_DECIMAL] = INPUT_DECIMAL, [VALUE_YEN] = INPUT_YEN,   [VALUE_PERIOD] = INPUT_LEADTIME};
    *field_r = (struct field_def){.rule = {.id = label, .label = label}};
    if (type->type == VALUE_TEXT && type->n_choices) {
        field_r->type = INPUT_ENUM;
        field_r->choices = (struct texts){type->choices, type->n_choices};
        field_r->choice_labels = (struct texts){type->labels, type->labels ? type->n_choices : 0};
        return true;
    }
    if ((size_t)type->type >= COUNT_OF(inputs) || !inputs[type->type])
        return false;
    field_r->type = inputs[type->type];
    return true;
}

struct value field_stored_value(struct arena *a, const struct field_def *field, const struct item_def *item, const char *stored)
{
    struct field_def as = {.type = field_input_type(field, item), .choices = field->choices, .multi = field->multi};
    if (field->type == INPUT_FROM_ITEM && item)
        as.choices = item->choices;
    struct type type = field_value_type(a, &as);
    struct value v;
    struct period p;
    struct err e;
    if (str_empty(stored) || as.type == INPUT_LIST)
        return value_undefined();
    if (type.type == VALUE_PERIOD)
        return leadtime_period(stored, &p) ? value_period(p) : value_undefined();
    return value_read(a, &type, stored, &v, &e) == 0 ? v : value_undefined();
}
