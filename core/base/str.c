#include "core/base/str.h"

#include <string.h>

struct str str_of(const char *s)
{
    return (struct str){s ? s : "", s ? strlen(s) : 0};
}

bool str_is(struct str s, const char *text)
{
    return strlen(text) == s.n && memcmp(s.p, text, s.n) == 0;
}

bool str_empty(const char *s)
{
    return !s || !*s;
}

bool str_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_copy_cut(char *to, size_t size, const char *s)
{
    assert(size > 0);
    size_t n = strlen(s);
    bool fits = n < size;
    if (!fits) {
        n = size - 1;
        /* Step back over continuation bytes, so that no character is cut in half. */
        while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
            n--;
    }
    memcpy(to, s, n);
    to[n] = '\0';
    return fits;
}

const char *str_of_int(int64_t v, char to[STR_INT_BYTES])
{
    char digits[STR_INT_BYTES];
    uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    size_t n = 0;
    do
        digits[n++] = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    char *end = to;
    if (v < 0)
        *end++ = '-';
    while (n)
        *end++ = digits[--n];
    *end = '\0';
    return to;
}

bool str_split(struct str *rest, char sep, struct str *piece_r)
{
    if (!rest->p)
        return false;
    const char *end = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
    if (!end) {
        *piece_r = *rest;
        *rest = (struct str){0};
        return true;
    }
    *piece_r = (struct str){rest->p, (size_t)(end - rest->p)};
    *rest = (struct str){end + 1, rest->n - piece_r->n - 1};
    return true;
}

bool str_to_int(const char *s, int64_t min, int64_t max, int64_t *value_r)
{
    bool negative = *s == '-';
    if (negative)
        s++;
    if (!*s)
        return false;
    int64_t v = 0;
    for (; *s; s++) {
        if (*s < '0' || *s > '9')
            return false;
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, *s - '0', &v))
            return false; /* counted downwards, so that INT64_MIN can be read */
    }
    if (!negative && __builtin_sub_overflow(0, v, &v))
        return false;
    if (v < min || v > max)
        return false;
    *value_r = v;
    return true;
}

enum { NEAREST_MAX_BYTES = 64 };

/* Edit distance of two short names; names longer than the maximum are never near. */
static size_t distance(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b);
    if (na > NEAREST_MAX_BYTES || nb > NEAREST_MAX_BYTES)
        return SIZE_MAX;
    size_t row[NEAREST_MAX_BYTES + 1];
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            size_t best = change < row[j] + 1 ? change : row[j] + 1;
            row[j] = best < row[j - 1] + 1 ? best : row[j - 1] + 1;
        }
    }
    return row[nb];
}

const char *str_nearest(const char *s, const char *const *names, size_t n)
{
    const char *nearest = NULL;
    size_t best = strlen(s) / 3 + 2;
    for (size_t i = 0; i < n; i++) {
        size_t d = distance(s, names[i]);
        if (d < best) {
            best = d;
            nearest = names[i];
        }
    }
    return nearest;
}
