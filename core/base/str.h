/* Slices and small helpers on NUL-terminated UTF-8. Columns are width.h's business, characters utf8.h's. */
#ifndef SHINSA_BASE_STR_H
#define SHINSA_BASE_STR_H

#include <string.h>

#include "core/base/base.h"

/* A borrowed run of bytes, not ended by NUL. */
struct str {
    const char *p;
    size_t n;
};

struct str str_of(const char *s); /* NULL reads as empty */
bool str_is(struct str s, const char *text);
bool str_empty(const char *s); /* NULL or "" */
bool str_starts(const char *s, const char *prefix);

/* NULL equals only NULL. Most names differ in their first byte, and names are compared by the hundred thousand. */
static inline bool str_eq(const char *a, const char *b)
{
    if (!a || !b)
        return a == b;
    return a[0] == b[0] && strcmp(a, b) == 0;
}

/* Copies s into to[size], cut at a UTF-8 character if it is too long, always ended. Returns true if all of it fitted. */
bool str_copy_cut(char *to, size_t size, const char *s);

/* Next piece of *rest up to sep; false when nothing is left. *rest moves behind the separator. */
bool str_split(struct str *rest, char sep, struct str *piece_r);

/* v in decimal digits, with '-' in front if it is negative. */
#define STR_INT_BYTES 24
const char *str_of_int(int64_t v, char to[STR_INT_BYTES]);

/* Decimal digits only, within [min, max]. False leaves *value_r alone. */
bool str_to_int(const char *s, int64_t min, int64_t max, int64_t *value_r);

/* The name of names[n] that is nearest to s by edits (at most a third of its length), or NULL: for "did you mean". */
const char *str_nearest(const char *s, const char *const *names, size_t n);

#endif
