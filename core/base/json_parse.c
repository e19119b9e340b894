/* The reading half of json.h: recursive descent over a whole text, its depth bounded by JSON_DEPTH_MAX. */
#include "core/base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"

struct parser {
    struct arena *a;
    const char *begin, *at, *end;
    int depth;
    struct err *e;
};

static int syntax(const struct parser *p, const char *at)
{
    char offset[24];
    snprintf(offset, sizeof offset, "%zu", (size_t)(at - p->begin));
    return err_set(p->e, E_INPUT, "json.syntax", offset, NULL);
}

static void skip_blanks(struct parser *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r'))
        p->at++;
}

static bool take(struct parser *p, char c)
{
    if (p->at == p->end || *p->at != c)
        return false;
    p->at++;
    return true;
}

static bool take_word(struct parser *p, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(p->end - p->at) < n || memcmp(p->at, word, n) != 0)
        return false;
    p->at += n;
    return true;
}

/* Four hexadecimal digits, or -1. */
static int32_t hex4(struct parser *p)
{
    int32_t v = 0;
    if (p->end - p->at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = *p->at++;
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                                 : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                                        : -1;
        if (digit < 0)
            return -1;
        v = v << 4 | digit;
    }
    return v;
}

/* The code point of an escape after \u; 0 for what no text may hold (U+0000, a lone surrogate). */
static uint32_t unicode_escape(struct parser *p)
{
    int32_t first = hex4(p);
    if (first <= 0 || (first >= 0xDC00 && first <= 0xDFFF))
        return 0;
    if (first < 0xD800 || first > 0xDFFF)
        return (uint32_t)first;
    if (!take(p, '\\') || !take(p, 'u'))
        return 0;
    int32_t second = hex4(p);
    if (second < 0xDC00 || second > 0xDFFF)
        return 0;
    return 0x10000u + ((uint32_t)(first - 0xD800) << 10) + (uint32_t)(second - 0xDC00);
}

static int parse_escape(struct parser *p, char **to)
{
    static const char letters[] = "\"\\/bfnrtu", meanings[] = "\"\\/\b\f\n\r\t";
    const char *start = p->at - 1;
    const char *found = p->at < p->end && *p->at ? strchr(letters, *p->at) : NULL;
    if (!found)
        return syntax(p, start);
    p->at++;
    if (*found != 'u') {
        *(*to)++ = meanings[found - letters];
        return 0;
    }
    uint32_t cp = unicode_escape(p);
    if (cp == 0)
        return syntax(p, start);
    *to += utf8_encode(cp, *to);
    return 0;
}

/* After the opening quote. The text is never longer than its spelling. */
static int parse_string(struct parser *p, const char **text_r)
{
    const char *close = p->at;
    while (close < p->end && *close != '"')
        close += *close == '\\' ? 2 : 1;
    if (close >= p->end)
        return syntax(p, p->end);
    char *text = arena_alloc(p->a, (size_t)(close - p->at) + 1), *to = text;
    while (p->at < close) {
        unsigned char c = (unsigned char)*p->at;
        if (c < 0x20)
            return syntax(p, p->at);
        p->at++;
        if (c != '\\') {
            *to++ = (char)c;
            continue;
        }
        int rc = parse_escape(p, &to);
        if (rc < 0)
            return rc;
    }
    *to = '\0';
    p->at = close + 1;
    *text_r = text;
    return 0;
}

static size_t skip_digits(struct parser *p)
{
    const char *from = p->at;
    while (p->at < p->end && *p->at >= '0' && *p->at <= '9')
        p->at++;
    return (size_t)(p->at - from);
}

static int parse_number(struct parser *p, struct json *v)
{
    const char *from = p->at;
    take(p, '-');
    const char *digits = p->at;
    size_t n = skip_digits(p);
    if (n == 0 || (n > 1 && *digits == '0'))
        return syntax(p, from);
    bool integer = true;
    if (take(p, '.')) {
        integer = false;
        if (skip_digits(p) == 0)
            return syntax(p, from);
    }
    if (take(p, 'e') || take(p, 'E')) {
        integer = false;
        if (!take(p, '+'))
            take(p, '-');
        if (skip_digits(p) == 0)
            return syntax(p, from);
    }
    char small[24]; /* any int64_t */
    size_t length = (size_t)(p->at - from);
    if (integer && length < sizeof small) {
        memcpy(small, from, length);
        small[length] = '\0';
        v->kind = JSON_INT;
        if (str_to_int(small, INT64_MIN, INT64_MAX, &v->integer))
            return 0;
    }
    v->kind = JSON_TEXT;
    v->text = arena_strndup(p->a, from, length);
    return 0;
}

static int parse_value(struct parser *p, struct json **value_r);

static int compare_keys(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Two readers disagree about which of two equal keys counts, so neither does. */
static bool has_equal_keys(struct parser *p, const struct json *object, size_t n)
{
    if (n < 2)
        return false;
    const char **keys = ARENA_ARRAY(p->a, const char *, n);
    size_t i = 0;
    for (const struct json *member = object->child; member; member = member->next)
        keys[i++] = member->key;
    qsort(keys, n, sizeof *keys, compare_keys);
    for (i = 1; i < n; i++)
        if (strcmp(keys[i - 1], keys[i]) == 0)
            return true;
    return false;
}

/* After the opening bracket, up to and with the closing one. */
static int parse_members(struct parser *p, struct json *parent, char close)
{
    const char *from = p->at - 1;
    struct json **last = &parent->child;
    size_t n = 0;
    skip_blanks(p);
    if (take(p, close))
        return 0;
    do {
        const char *key = NULL;
        int rc = 0;
        skip_blanks(p);
        if (parent->kind == JSON_OBJECT) {
            rc = take(p, '"') ? parse_string(p, &key) : syntax(p, p->at);
            if (rc < 0)
                return rc;
            skip_blanks(p);
            if (!take(p, ':'))
                return syntax(p, p->at);
        }
        rc = parse_value(p, last);
        if (rc < 0)
            return rc;
        (*last)->key = key;
        last = &(*last)->next;
        n++;
        skip_blanks(p);
    } while (take(p, ','));
    if (!take(p, close))
        return syntax(p, p->at);
    if (parent->kind == JSON_OBJECT && has_equal_keys(p, parent, n))
        return syntax(p, from);
    return 0;
}

static int parse_nested(struct parser *p, struct json *v)
{
    v->kind = *p->at++ == '{' ? JSON_OBJECT : JSON_ARRAY;
    if (p->depth == JSON_DEPTH_MAX)
        return err_set(p->e, E_LIMIT, "json.depth", NULL);
    p->depth++;
    int rc = parse_members(p, v, v->kind == JSON_OBJECT ? '}' : ']');
    p->depth--;
    return rc;
}

static int parse_value(struct parser *p, struct json **value_r)
{
    struct json *v = *value_r = ARENA_NEW(p->a, struct json);
    skip_blanks(p);
    if (p->at == p->end)
        return syntax(p, p->at);
    if (*p->at == '{' || *p->at == '[')
        return parse_nested(p, v);
    if (*p->at == '-' || (*p->at >= '0' && *p->at <= '9'))
        return parse_number(p, v);
    if (take(p, '"')) {
        v->kind = JSON_TEXT;
        return parse_string(p, &v->text);
    }
    v->kind = JSON_BOOL;
    v->integer = take_word(p, "true");
    if (v->integer || take_word(p, "false"))
        return 0;
    v->kind = JSON_NULL;
    return take_word(p, "null") ? 0 : syntax(p, p->at);
}

int json_parse(struct arena *a, const char *text, size_t n, struct json **json_r, struct err *e)
{
    if (n > JSON_BYTES_MAX)
        return err_set(e, E_LIMIT, "json.size", NULL);
    struct parser p = {a, text, text, text + n, 0, e};
    size_t valid = utf8_valid_prefix(text, n);
    if (valid < n)
        return syntax(&p, text + valid);
    struct json *root;
    int rc = parse_value(&p, &root);
    if (rc < 0)
        return rc;
    skip_blanks(&p);
    if (p.at != p.end)
        return syntax(&p, p.at);
    *json_r = root;
    return 0;
}
