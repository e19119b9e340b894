#include "core/base/typed.h"

#include <string.h>

#include "core/base/utf8.h"

bool typed_is_hyphen(uint32_t cp)
{
    static const uint16_t others[] = {'-', 0x2212, 0x2500, 0x2501, 0x30FC, 0xFE58, 0xFE63, 0xFF0D, 0xFF70};
    if (cp >= 0x2010 && cp <= 0x2015)
        return true;
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (others[i] == cp)
            return true;
    return false;
}

bool typed_simplify(const char *s, char to[TYPED_BYTES])
{
    size_t n = strlen(s), used = 0;
    uint32_t cp;
    for (int bytes; (bytes = utf8_decode(s, n, &cp)) != 0; s += bytes, n -= (size_t)bytes) {
        if (bytes < 0 || used + 5 > TYPED_BYTES)
            return false;
        if (cp >= 0xFF01 && cp <= 0xFF5E)
            cp -= 0xFEE0;
        if (cp == ' ' || cp == '\t' || cp == 0x3000)
            continue;
        if (typed_is_hyphen(cp))
            cp = '-';
        if (cp >= 'a' && cp <= 'z')
            cp -= 'a' - 'A';
        used += (size_t)utf8_encode(cp, to + used);
    }
    to[used] = '\0';
    return true;
}

int typed_take_digits(const char **s, int max, int *value_r)
{
    int n = 0, value = 0;
    for (; n < max && **s >= '0' && **s <= '9'; n++, (*s)++)
        value = value * 10 + (**s - '0');
    *value_r = value;
    return n;
}

bool typed_take(const char **s, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*s, word, n) != 0)
        return false;
    *s += n;
    return true;
}
