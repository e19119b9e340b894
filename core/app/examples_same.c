/* Is what came what was expected? And the words for it when it is not. */
#include <string.h>

#include "core/app/examples_run.h"
#include "core/base/str.h"
#include "core/base/typed.h"

static const char *shown(const char *text)
{
    return text && *text ? text : "-";
}

void expect_differs(struct expecting *x, const char *key, const char *expected, const char *came)
{
    buf_printf(x->why, "%s%s: expected %s, came %s", x->good ? "" : "; ", key, shown(expected), shown(came));
    x->good = false;
}

void expect_nothing_named(struct expecting *x, const char *key, const char *const *known)
{
    size_t n = 0;
    while (known[n])
        n++;
    enum { SHOWN_MAX = 14 };
    const char *nearest = str_nearest(key, known, n);
    buf_printf(x->why, "%s%s: nothing of that name", x->good ? "" : "; ", key);
    if (nearest)
        buf_printf(x->why, " (%s?)", nearest);
    for (size_t i = 0; !nearest && i < n && i < SHOWN_MAX; i++)
        buf_printf(x->why, "%s%s", i ? ", " : "; there is ", known[i]);
    x->good = false;
}

static const char *joined(struct arena *a, const char *const *list, size_t n)
{
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        text = arena_printf(a, "%s%s%s", text, i ? ", " : "", shown(list[i]));
    return arena_printf(a, "[%s]", text);
}

static bool is_nothing(const char *text)
{
    return str_empty(text) || str_eq(text, "none") || str_eq(text, "null");
}

/* An amount without what is written around it: 209,000 209_000 209000円 10% +5. */
static bool plain_number(const char *text, char to[TYPED_BYTES])
{
    static const char *const behind[] = {"%", "\xE5\x86\x86" /* yen */, NULL};
    size_t n = 0, digits = 0;
    const char *s = text[0] == '+' ? text + 1 : text;
    if (*s == '-')
        to[n++] = *s++;
    for (; *s && n + 1 < TYPED_BYTES; s++) {
        if (*s >= '0' && *s <= '9') {
            to[n++] = *s;
            digits++;
        } else if (*s == '.' && digits) {
            to[n++] = *s;
        } else if ((*s != ',' && *s != '_') || !digits) {
            break;
        }
    }
    to[n] = '\0';
    while (strchr(to, '.') && (to[n - 1] == '0' || to[n - 1] == '.')) /* 0.80 is 0.8 */
        to[--n] = '\0';
    for (size_t i = 0; behind[i]; i++)
        if (*s && str_eq(s, behind[i]))
            s += strlen(behind[i]);
    return digits && !*s;
}

static const char *as_bool(const char *text)
{
    static const char *const yes[] = {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On"};
    static const char *const no[] = {"false", "False", "FALSE", "no", "No", "NO", "off", "Off"};
    for (size_t i = 0; i < COUNT_OF(yes); i++)
        if (str_eq(text, yes[i]))
            return "true";
    for (size_t i = 0; i < COUNT_OF(no); i++)
        if (str_eq(text, no[i]))
            return "false";
    return NULL;
}

bool expect_same(const struct yaml *expected, const char *came)
{
    const char *text = expected->kind == YAML_SCALAR ? expected->text : NULL;
    char a[TYPED_BYTES], b[TYPED_BYTES];
    if (is_nothing(text))
        return is_nothing(came);
    if (!came)
        return false;
    if (str_eq(text, came))
        return true;
    if (!expected->quoted && as_bool(text) && as_bool(came))
        return str_eq(as_bool(text), as_bool(came));
    return plain_number(text, a) && plain_number(came, b) && str_eq(a, b);
}

static const char *text_of(const struct yaml *v)
{
    return v->kind == YAML_SCALAR ? v->text : v->kind == YAML_NULL ? NULL : "{...}";
}

void expect_text(struct expecting *x, const char *key, const struct yaml *expected, const char *came)
{
    if (expected->kind == YAML_LIST && expected->n <= 1 && (expected->n == 0 || expected->item[0]->kind == YAML_SCALAR)) {
        static const struct yaml none = {.kind = YAML_NULL, .text = ""};
        expect_text(x, key, expected->n ? expected->item[0] : &none, came);
        return;
    }
    if (expected->kind == YAML_LIST || expected->kind == YAML_MAP || !expect_same(expected, came))
        expect_differs(x, key, text_of(expected), came);
}

static bool contains(const char *const *list, size_t n, const struct yaml *one)
{
    for (size_t i = 0; i < n; i++)
        if (expect_same(one, list[i]))
            return true;
    return false;
}

void expect_list(struct expecting *x, const char *key, const struct yaml *expected, const char *const *came, size_t n, bool in_order, bool whole)
{
    bool none = expected->kind == YAML_NULL || (expected->kind == YAML_SCALAR && is_nothing(expected->text));
    size_t m = none ? 0 : expected->kind == YAML_LIST ? expected->n : 1;
    const char **want = ARENA_ARRAY(x->r->a, const char *, m);
    bool good = (!whole && m) || m == n;
    for (size_t i = 0; i < m; i++) {
        const struct yaml *one = expected->kind == YAML_LIST ? expected->item[i] : expected;
        want[i] = text_of(one);
        good = good && (in_order ? i < n && expect_same(one, came[i]) : contains(came, n, one));
    }
    if (!good)
        expect_differs(x, key, joined(x->r->a, want, m), joined(x->r->a, came, n));
}
