#include "core/rule/pattern.h"

#include <locale.h>
#include <regex.h>
#include <string.h>

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

struct compiled {
    locale_t locale, before;
    regex_t regex;
    int rc;
};

static void open_pattern(struct compiled *c, const char *pattern)
{
    c->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    c->before = c->locale ? uselocale(c->locale) : (locale_t)0;
    c->rc = regcomp(&c->regex, pattern, REG_EXTENDED);
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
