#include "core/rule/pattern.h"

#include <locale.h>
#include <regex.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/utf8.h"

enum { EXPANDED_BYTES = 8192, RANGE_MAX = 1000 };

/* Counts such as {255} multiply when they are nested; glibc would build every copy. */
static bool tame(const char *s)
{
    long product = 1;
    if (strlen(s) > PATTERN_MAX)
        return false;
    for (; *s; s++) {
        if (s[0] == '\\' && s[1] >= '1' && s[1] <= '9')
            return false;
        if (s[0] == '\\' && s[1]) {
            s++;
            continue;
        }
        if (*s != '{')
            continue;
        long greatest = 1, count = 0;
        for (s++; *s && *s != '}'; s++) {
            count = *s >= '0' && *s <= '9' ? count * 10 + (*s - '0') : 0;
            greatest = count > greatest ? count : greatest;
            if (greatest > PATTERN_REPEAT_MAX)
                return false;
        }
        product *= greatest;
        if (product > PATTERN_REPEAT_MAX || !*s)
            return false;
    }
    return true;
}

/* glibc knows no ranges of other than ASCII characters in C.UTF-8: [\u3041-\u3093] is written out. */
static bool expand_range(struct buf *out, const char **s)
{
    uint32_t from, to;
    int n = utf8_decode(*s, strlen(*s), &from);
    if (n < 2 || (*s)[n] != '-')
        return false;
    int m = utf8_decode(*s + n + 1, strlen(*s + n + 1), &to);
    if (m < 2 || to < from || to - from > RANGE_MAX)
        return false;
    for (uint32_t cp = from; cp <= to; cp++) {
        char bytes[4];
        buf_add(out, bytes, (size_t)utf8_encode(cp, bytes));
    }
    *s += n + 1 + m;
    return true;
}

static void expand(struct buf *out, const char *s)
{
    bool inside = false;
    while (*s) {
        if (inside && expand_range(out, &s))
            continue;
        if (!inside && *s == '\\' && s[1]) {
            buf_add_char(out, *s++);
        } else if (!inside && *s == '[') {
            inside = true;
            for (buf_add_char(out, *s++); *s == '^' || (*s == ']' && s[-1] != ']'); s++)
                buf_add_char(out, *s); /* ] is an ordinary character at the front */
            continue;
        } else if (inside && *s == ']') {
            inside = false;
        }
        buf_add_char(out, *s++);
    }
}

struct compiled {
    locale_t locale, before;
    regex_t regex;
    int rc;
};

static void open_pattern(struct compiled *c, const char *pattern)
{
    c->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    c->before = c->locale ? uselocale(c->locale) : (locale_t)0;
    AUTO(buf) struct buf expanded = BUF(EXPANDED_BYTES);
    expand(&expanded, pattern);
    c->rc = expanded.full ? REG_ESPACE : regcomp(&c->regex, buf_str(&expanded), REG_EXTENDED);
}

static void close_pattern(struct compiled *c)
{
    if (c->rc == 0)
        regfree(&c->regex);
    if (c->locale) {
        uselocale(c->before);
        freelocale(c->locale);
    }
}

int pattern_check(const char *pattern, struct err *e)
{
    if (!tame(pattern))
        return err_set(e, E_INPUT, "pattern.bad", pattern, "", NULL);
    struct compiled c;
    open_pattern(&c, pattern);
    int rc = 0;
    if (c.rc != 0) {
        char why[80];
        regerror(c.rc, &c.regex, why, sizeof why);
        rc = err_set(e, E_INPUT, "pattern.bad", pattern, why, NULL);
    }
    close_pattern(&c);
    return rc;
}

bool pattern_matches(const char *pattern, const char *text)
{
    if (!tame(pattern) || strlen(text) > PATTERN_SUBJECT_MAX)
        return false;
    struct compiled c;
    open_pattern(&c, pattern);
    bool found = c.rc == 0 && regexec(&c.regex, text, 0, NULL, 0) == 0;
    close_pattern(&c);
    return found;
}

const char *pattern_rewrite(const char *pattern, const char *text, const char *to, struct arena *a)
{
    regmatch_t group[10];
    if (!tame(pattern) || strlen(text) > PATTERN_SUBJECT_MAX)
        return NULL;
    struct compiled c;
    open_pattern(&c, pattern);
    bool found = c.rc == 0 && regexec(&c.regex, text, COUNT_OF(group), group, 0) == 0;
    close_pattern(&c);
    if (!found)
        return NULL;
    AUTO(buf) struct buf out = BUF(PATTERN_SUBJECT_MAX);
    for (; *to; to++) {
        if (to[0] != '\\' || to[1] < '1' || to[1] > '9') {
            buf_add_char(&out, *to);
            continue;
        }
        const regmatch_t *of = &group[*++to - '0'];
        if (of->rm_so >= 0)
            buf_add(&out, text + of->rm_so, (size_t)(of->rm_eo - of->rm_so));
    }
    return out.full ? NULL : arena_strdup(a, buf_str(&out));
}
