/* What a typed number may mean. */
#include <stdio.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/rule/number_internal.h"

struct reading {
    const struct series_def *series;
    struct arena *a;
    bool strict;    /* dates must exist */
    bool candidate; /* letters were replaced */
    const char *prefix;
    struct number_reading *to;
    size_t n;
};

/* The fixed texts before the serial, joined. */
static const char *prefix_of(const struct series_def *series, struct arena *a)
{
    const char *prefix = "";
    for (size_t i = 0; i < series->parts.n && series->parts.at[i].kind == PART_TEXT; i++)
        prefix = arena_printf(a, "%s%s", prefix, series->parts.at[i].text);
    return prefix;
}

static void found(struct reading *r, const struct number_parts *parts)
{
    struct number_reading one = {.series = r->series, .parts = *parts, .candidate = r->candidate};
    if (r->strict && !number_date_exists(parts))
        return;
    if (!number_print(r->series, parts, one.number))
        one.number[0] = 0;
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->to[i].number, one.number) == 0 && r->to[i].parts.serial == parts->serial)
            return;
    if (r->n < NUMBER_READINGS_MAX && (one.number[0] || parts->serial >= 0))
        r->to[r->n++] = one;
}

static void match(struct reading *r, const struct accept_def *accept, size_t at, const char *s, const struct number_parts *parts);

static void match_text(struct reading *r, const struct accept_def *accept, size_t at, const char *s,
                       const struct number_parts *parts)
{
    const struct accept_token *token = &accept->tokens.at[at];
    const char *text = token->kind == ACCEPT_PREFIX ? r->prefix : token->text;
    size_t n = strlen(text);
    if (*text && str_starts(s, text))
        match(r, accept, at + 1, s + n, parts);
    else if (token->kind == ACCEPT_PREFIX && n > 1 && text[n - 1] == '-' && strncmp(s, text, n - 1) == 0)
        match(r, accept, at + 1, s + n - 1, parts); /* IPN2026 for IP-N2026 */
    else if (token->optional || !*text)
        match(r, accept, at + 1, s, parts);
}

static int64_t serial_of(const char *digits, size_t n)
{
    int64_t serial = 0;
    for (size_t i = 0; i < n; i++)
        serial = serial * 10 + (digits[i] - '0');
    return serial;
}

/* The longest run of digits first, then shorter ones. */
static void match_serial(struct reading *r, const struct accept_def *accept, size_t at, const char *s,
                         const struct number_parts *parts)
{
    const struct accept_token *token = &accept->tokens.at[at];
    size_t most = strspn(s, "0123456789");
    if (token->max > 0 && most > (size_t)token->max)
        most = (size_t)token->max;
    for (size_t n = most > 15 ? 15 : most; n >= (token->min > 0 ? (size_t)token->min : 1); n--) {
        struct number_parts next = *parts;
        next.serial = serial_of(s, n);
        match(r, accept, at + 1, s + n, &next);
    }
}

static void match_date(struct reading *r, const struct accept_def *accept, size_t at, const char *s,
                       const struct number_parts *parts)
{
    const struct accept_token *token = &accept->tokens.at[at];
    size_t n = (size_t)number_date_digits(token->as);
    struct number_parts next = *parts;
    if (strnlen(s, n) == n && number_is_digits(s, n) && number_date_take(token->as, s, &next))
        match(r, accept, at + 1, s + n, &next);
    else if (token->optional)
        match(r, accept, at + 1, s, parts);
}

/* The place in the series of the n-th text from a list. */
static const struct part_def *of_part(const struct series_def *series, size_t n)
{
    for (size_t i = 0; i < series->parts.n; i++)
        if (series->parts.at[i].kind == PART_OF && number_of_index(series, i) == n)
            return &series->parts.at[i];
    return NULL;
}

static void match_of(struct reading *r, const struct accept_def *accept, size_t at, const char *s,
                     const struct number_parts *parts)
{
    size_t nth = 0;
    for (size_t i = 0; i < at; i++)
        nth += accept->tokens.at[i].kind == ACCEPT_OF;
    const struct part_def *part = nth < NUMBER_OF_MAX ? of_part(r->series, nth) : NULL;
    size_t n = part ? number_of_length(part, s) : 0;
    if (n) {
        struct number_parts next = *parts;
        size_t zeros = part->digits ? (size_t)part->digits - n : 0; /* typed without its zeros */
        memset(next.of[nth], '0', zeros);
        memcpy(next.of[nth] + zeros, s, n);
        next.of[nth][zeros + n] = 0;
        match(r, accept, at + 1, s + n, &next);
    } else if (accept->tokens.at[at].optional) {
        match(r, accept, at + 1, s, parts);
    }
}

/* A year of Reiwa: R7 is 2025. */
static void match_reiwa(struct reading *r, const struct accept_def *accept, size_t at, const char *s,
                        const struct number_parts *parts)
{
    size_t n = strspn(s, "0123456789");
    if (n < 1 || n > 2)
        return;
    struct number_parts next = *parts;
    char year[5];
    (void)snprintf(year, sizeof year, "%04d", 2018 + (n == 1 ? s[0] - '0' : (s[0] - '0') * 10 + s[1] - '0'));
    if (number_date_take(AS_FY, year, &next))
        match(r, accept, at + 1, s + n, &next);
}

static void match(struct reading *r, const struct accept_def *accept, size_t at, const char *s, const struct number_parts *parts)
{
    if (at == accept->tokens.n) {
        if (!*s)
            found(r, parts);
        return;
    }
    switch (accept->tokens.at[at].kind) {
    case ACCEPT_TEXT:
    case ACCEPT_PREFIX: match_text(r, accept, at, s, parts); break;
    case ACCEPT_SERIAL: match_serial(r, accept, at, s, parts); break;
    case ACCEPT_DATE: match_date(r, accept, at, s, parts); break;
    case ACCEPT_OF: match_of(r, accept, at, s, parts); break;
    case ACCEPT_REIWA: match_reiwa(r, accept, at, s, parts); break;
    case ACCEPT_CHECK:
        if (*s >= '0' && *s <= '9')
            match(r, accept, at + 1, s + 1, parts);
        break;
    }
}

static void try_all(struct reading *r, const char *code)
{
    struct number_parts parts;
    if (number_parse(r->series, code, &parts))
        found(r, &parts);
    for (size_t i = 0; i < r->series->accept.n; i++) {
        parts = (struct number_parts){.serial = -1};
        match(r, &r->series->accept.at[i], 0, code, &parts);
    }
}

/* Letters for digits, behind the prefix. */
static const char *replaced(const struct series_def *series, struct arena *a, const char *code, size_t from)
{
    AUTO(buf) struct buf out = BUF(4 * NUMBER_TYPED_MAX);
    buf_add(&out, code, from);
    for (const char *s = code + from; *s;) {
        const struct named_text *hit = NULL;
        for (size_t i = 0; i < series->confusable.n && !hit; i++)
            if (*series->confusable.at[i].name && str_starts(s, series->confusable.at[i].name))
                hit = &series->confusable.at[i];
        if (hit)
            buf_add_str(&out, hit->text);
        else
            buf_add_char(&out, *s);
        s += hit ? strlen(hit->name) : 1;
    }
    return arena_strdup(a, buf_str(&out));
}

/* The beginning of the series for another one that people write. */
static const char *begun(const struct series_def *series, struct arena *a, const char *code)
{
    for (size_t i = 0; i < series->beginnings.n; i++) {
        const struct named_text *other = &series->beginnings.at[i];
        if (*other->name && str_starts(code, other->name))
            return arena_printf(a, "%s%s", other->text, code + strlen(other->name));
    }
    return code;
}

size_t number_read(const struct series_def *series, const char *typed, struct arena *a, struct number_reading *reading_r)
{
    struct reading r = {.series = series, .a = a, .strict = true, .prefix = prefix_of(series, a), .to = reading_r};
    if (strlen(typed) > NUMBER_TYPED_MAX || series->continues)
        return 0;
    const char *code = begun(series, a, fold_code(a, typed));
    try_all(&r, code);
    r.strict = false;
    if (!r.n)
        try_all(&r, code);
    if (r.n || !series->confusable.n)
        return r.n;
    size_t from = *r.prefix && str_starts(code, r.prefix) ? strlen(r.prefix) : 0;
    const struct part_def *first = series->parts.n ? &series->parts.at[0] : NULL;
    if (first && first->kind == PART_OF && first->letters) /* letters that stand where letters belong */
        from = number_of_length(first, code);
    const char *changed = replaced(series, a, code, from);
    r.candidate = true;
    r.strict = true;
    if (strcmp(changed, code) != 0)
        try_all(&r, changed);
    return r.n;
}

static const char *skip_digits_of(const char *text, const char *s)
{
    for (; *text; text++)
        if (*text >= '0' && *text <= '9' && *s++ != *text)
            return NULL;
    return s;
}

/* What the digits from s on say about the parts from at on. */
static void match_digits(struct reading *r, size_t at, const char *s, const struct number_parts *parts)
{
    if (at == r->series->parts.n) {
        if (!*s)
            found(r, parts);
        return;
    }
    const struct part_def *part = &r->series->parts.at[at];
    size_t n = part->kind == PART_SERIAL ? (size_t)part->digits : part->kind == PART_DATE ? (size_t)number_date_digits(part->as) : 1;
    struct number_parts next = *parts;
    if (part->kind == PART_OF) {
        size_t count = (size_t)part->digits;
        if (count && strnlen(s, count) == count) {
            memcpy(next.of[number_of_index(r->series, at)], s, count);
            match_digits(r, at + 1, s + count, &next);
        }
        for (size_t i = 0; i < part->allowed.n; i++) {
            const char *rest = skip_digits_of(part->allowed.at[i], s);
            if (rest && str_copy_cut(next.of[number_of_index(r->series, at)], NUMBER_OF_BYTES, part->allowed.at[i]))
                match_digits(r, at + 1, rest, &next);
        }
    } else if (part->kind == PART_TEXT) {
        const char *rest = skip_digits_of(part->text, s);
        if (rest)
            match_digits(r, at + 1, rest, parts);
    } else if (strnlen(s, n) == n && (part->kind != PART_DATE || number_date_take(part->as, s, &next))) {
        if (part->kind == PART_SERIAL)
            next.serial = serial_of(s, n);
        match_digits(r, at + 1, s + n, &next);
    }
}

size_t number_read_digits(const struct series_def *series, const char *typed, struct arena *a, struct number_reading *reading_r)
{
    struct reading r = {.series = series, .a = a, .strict = true, .prefix = "", .to = reading_r};
    const struct number_parts parts = {.serial = -1};
    if (strlen(typed) > NUMBER_TYPED_MAX || series->continues)
        return 0;
    const char *code = fold_code(a, typed);
    if (*code && number_is_digits(code, strlen(code)))
        match_digits(&r, 0, code, &parts);
    return r.n;
}

const char *number_suggest(const struct series_def *series, const struct number_parts *parts, const char *number, struct arena *a)
{
    int digits = 1;
    for (size_t i = 0; i < series->parts.n; i++)
        if (series->parts.at[i].kind == PART_SERIAL)
            digits = series->parts.at[i].digits;
    AUTO(buf) struct buf out = BUF(400);
    for (const char *s = series->suggest ? series->suggest : ""; *s;) {
        if (str_starts(s, "{serial}")) {
            buf_printf(&out, "%0*lld", digits, (long long)parts->serial);
            s += strlen("{serial}");
        } else if (str_starts(s, "{number}")) {
            buf_add_str(&out, number);
            s += strlen("{number}");
        } else {
            buf_add_char(&out, *s++);
        }
    }
    return arena_strdup(a, buf_str(&out));
}
