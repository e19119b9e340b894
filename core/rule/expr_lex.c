/* Bytes to tokens. A hyphen between letters and digits belongs to a dotted name (check.CL-F.F10); the parser takes the
 * shorter name when the longer one does not exist. */
#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/expr_internal.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_word(char c)
{
    return is_letter(c) || is_digit(c);
}

static struct token bad(size_t at, size_t length)
{
    return (struct token){.kind = TOKEN_BAD, .at = at, .length = length};
}

static size_t name_length(const char *s)
{
    size_t n = 0;
    bool dotted = false;
    for (;; n++) {
        if (is_word(s[n]))
            continue;
        bool joins = s[n] == '.' || s[n] == '@' || (s[n] == '-' && dotted);
        if (!joins || !is_word(s[n + 1]))
            return n;
        dotted = true;
    }
}

static struct token name_token(const char *text, size_t at)
{
    static const char *const words[] = {"and", "or", "not", "in", "if", "then", "else"};
    struct token t = {.kind = TOKEN_NAME, .at = at, .length = name_length(text + at)};
    struct str s = {text + at, t.length};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (words[i][0] == *s.p && str_is(s, words[i])) {
            t.kind = TOKEN_SIGN;
            str_copy_cut(t.sign, sizeof t.sign, words[i]);
        }
    }
    if (str_is(s, "true") || str_is(s, "false")) {
        t.kind = TOKEN_CONSTANT;
        t.value = value_bool(text[at] == 't');
    }
    return t;
}

static bool date_here(const char *s, struct date *d_r)
{
    char iso[11];
    for (size_t i = 0; i < 10; i++) {
        if (i == 4 || i == 7 ? s[i] != '-' : !is_digit(s[i]))
            return false;
        iso[i] = s[i];
    }
    iso[10] = 0;
    return !is_word(s[10]) && date_from_iso(iso, d_r);
}

/* 12, 1.5, 190_000yen, 60d, 10bd: digits, then perhaps a unit. */
static struct token number_token(struct arena *a, const char *text, size_t at)
{
    const char *s = text + at;
    struct date d;
    if (date_here(s, &d))
        return (struct token){.kind = TOKEN_CONSTANT, .at = at, .length = 10, .value = value_date(d)};
    char digits[40];
    size_t n = 0, kept = 0;
    bool point = false;
    for (; is_digit(s[n]) || s[n] == '_' || (s[n] == '.' && !point && is_digit(s[n + 1])); n++) {
        point = point || s[n] == '.';
        if (s[n] != '_' && kept + 1 < sizeof digits)
            digits[kept++] = s[n];
    }
    digits[kept] = 0;
    size_t unit = n;
    while (is_word(s[n]))
        n++;
    if (kept + 1 >= sizeof digits)
        return bad(at, n);
    struct token t = {.kind = TOKEN_CONSTANT, .at = at, .length = n};
    struct err ignored;
    struct type type = {.type = point ? VALUE_DECIMAL : VALUE_INT};
    struct period period;
    bool yen = str_is((struct str){s + unit, n - unit}, "yen");
    if (yen)
        type.type = VALUE_YEN;
    if (n > unit && !yen) {
        const char *literal = arena_printf(a, "%s%.*s", digits, (int)(n - unit), s + unit);
        if (!value_period_read(literal, &period))
            return bad(at, n);
        t.value = value_period(period);
    } else if (value_read(a, &type, digits, &t.value, &ignored) != 0) {
        return bad(at, n);
    }
    return t;
}

/* "text" with \" and \\ and \n. */
static struct token text_token(struct arena *a, const char *text, size_t at)
{
    const char *s = text + at + 1;
    char *to = arena_alloc(a, strlen(s) + 1);
    size_t n = 0, kept = 0;
    for (; s[n] && s[n] != '"'; n++) {
        char c = s[n];
        if (c == '\\') {
            c = s[++n];
            if (c != '"' && c != '\\' && c != 'n')
                return bad(at + n, 2);
            c = c == 'n' ? '\n' : c;
        }
        to[kept++] = c;
    }
    if (!s[n])
        return bad(at, n + 1);
    struct token t = {.kind = TOKEN_CONSTANT, .at = at, .length = n + 2};
    t.value = (struct value){.type = VALUE_TEXT, .text = to}; /* "" is a text here: x == "" */
    return t;
}

static struct token sign_token(const char *text, size_t at)
{
    static const char *const signs[] = {"==", "!=", "<=", ">=", "??", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ","};
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        if (signs[i][0] != text[at])
            continue;
        size_t n = strlen(signs[i]);
        if (strncmp(text + at, signs[i], n) == 0) {
            struct token t = {.kind = TOKEN_SIGN, .at = at, .length = n};
            str_copy_cut(t.sign, sizeof t.sign, signs[i]);
            return t;
        }
    }
    return bad(at, 1);
}

struct token expr_lex(struct arena *a, const char *text, size_t from)
{
    while (text[from] == ' ' || text[from] == '\t' || text[from] == '\n' || text[from] == '\r')
        from++;
    char c = text[from];
    if (!c)
        return (struct token){.kind = TOKEN_END, .at = from};
    if (is_letter(c))
        return name_token(text, from);
    if (is_digit(c))
        return number_token(a, text, from);
    if (c == '"')
        return text_token(a, text, from);
    return sign_token(text, from);
}
