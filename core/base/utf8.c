#include "core/base/utf8.h"

#include <string.h>

#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

int utf8_decode(const char *p, size_t n, uint32_t *cp_r)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (n == 0)
        return 0;
    unsigned char lead = (unsigned char)p[0];
    if (lead < 0x80) {
        *cp_r = lead;
        return 1;
    }
    int bytes = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (bytes == 0 || n < (size_t)bytes)
        return -1;
    uint32_t cp = lead & (0x7Fu >> bytes);
    for (int i = 1; i < bytes; i++) {
        if (!is_continuation(p[i]))
            return -1;
        cp = cp << 6 | ((unsigned char)p[i] & 0x3Fu);
    }
    if (cp < least[bytes] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        return -1;
    *cp_r = cp;
    return bytes;
}

int utf8_encode(uint32_t cp, char to[4])
{
    assert(cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF));
    if (cp < 0x80) {
        to[0] = (char)cp;
        return 1;
    }
    int bytes = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (int i = bytes - 1; i > 0; i--) {
        to[i] = (char)(0x80 | (cp & 0x3F));
        cp >>= 6;
    }
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    to[0] = (char)(lead[bytes] | cp);
    return bytes;
}

/* Bytes of ASCII that p[n] begins with, counted eight at a time: most of what is stored is. */
static size_t ascii_run(const char *p, size_t n)
{
    size_t at = 0;
    for (uint64_t eight; n - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, p + at, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    return at;
}

size_t utf8_valid_prefix(const char *p, size_t n)
{
    size_t at = 0;
    while (at < n) {
        at += ascii_run(p + at, n - at);
        if (at == n)
            break;
        uint32_t cp;
        int bytes = utf8_decode(p + at, n - at, &cp);
        if (bytes <= 0)
            break;
        at += (size_t)bytes;
    }
    return at;
}

bool utf8_valid(const char *p, size_t n)
{
    return utf8_valid_prefix(p, n) == n;
}

bool utf8_is_variation_selector(uint32_t cp)
{
    return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

static bool is_bidi_control(uint32_t cp)
{
    return cp == 0x061C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

static bool is_noncharacter(uint32_t cp)
{
    return (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF);
}

static bool is_forbidden(uint32_t cp, bool lines)
{
    if (cp < 0x20)
        return !(lines && (cp == '\n' || cp == '\t'));
    if (cp < 0x7F)
        return false;
    if (cp < 0xA0)
        return true; /* DEL and C1 */
    return is_bidi_control(cp) || cp == 0xFEFF || (cp >= 0xE0000 && cp <= 0xE007F) || is_noncharacter(cp);
}

/* Bytes that p[n] begins with and that need no look at each: printing ASCII, eight at a time. */
static size_t printing_run(const char *p, size_t n)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
    size_t at = 0;
    for (uint64_t eight; n - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, p + at, sizeof eight);
        /* A top bit: of a byte from 0x80, of one below 0x20 that borrowed, of DEL or more that carried. */
        if ((eight | (eight - ones * 0x20) | (eight + ones)) & tops)
            break;
    }
    return at;
}

/* Three bytes of U+3000 to U+CFFF, kana and kanji and Hangul: none of them is forbidden. */
static bool is_common(const char *p, size_t n)
{
    return n >= 3 && (unsigned char)p[0] >= 0xE3 && (unsigned char)p[0] <= 0xEC && is_continuation(p[1]) && is_continuation(p[2]);
}

bool utf8_has_controls(const char *s, bool lines)
{
    const char *end = s + strlen(s);
    while (s < end) {
        if (is_common(s, (size_t)(end - s))) {
            s += 3;
            continue;
        }
        s += printing_run(s, (size_t)(end - s));
        if (s == end)
            break;
        uint32_t cp;
        int bytes = utf8_decode(s, (size_t)(end - s), &cp);
        /* Broken bytes are not text; whoever asks only whether it is safe to show must hear no. */
        if (bytes <= 0 || is_forbidden(cp, lines))
            return true;
        s += bytes;
    }
    return false;
}

/* Kana, kanji and full-width forms that neither extend nor are joined with what follows: a border stands before each. */
static bool stands_alone(uint32_t cp)
{
    return (cp >= 0x20 && cp < 0x7F) || (cp >= 0x3000 && cp <= 0x3029) || (cp >= 0x3041 && cp <= 0x3096) ||
           (cp >= 0x30A0 && cp <= 0x30FF) || (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0xFF01 && cp <= 0xFF9F);
}

/* Marks that UAX 29 joins with any base and terminals draw in columns of their own: half-width sound marks always, skin
 * tones and Hangul tone marks behind what is neither emoji nor Hangul. */
static bool is_drawn_apart(uint32_t base, uint32_t mark)
{
    return mark == 0xFF9E || mark == 0xFF9F ||
           (base < 0x1100 && ((mark >= 0x1F3FB && mark <= 0x1F3FF) || mark == 0x302E || mark == 0x302F));
}

const char *utf8_next_grapheme(const char *s)
{
    if (!*s)
        return s;
    size_t n = strnlen(s, UTF8_GRAPHEME_BYTES_MAX + 4);
    uint32_t cp, next = 0;
    int bytes = utf8_decode(s, n, &cp);
    if (bytes < 0)
        return s + 1;
    int more = utf8_decode(s + bytes, n - (size_t)bytes, &next);
    if (more <= 0 || (cp >= 0x20 && stands_alone(next)))
        return s + bytes;

    n = utf8_valid_prefix(s, n);
    while (n > UTF8_GRAPHEME_BYTES_MAX) {
        do
            n--;
        while (is_continuation(s[n]));
    }
    char border[UTF8_GRAPHEME_BYTES_MAX];
    u8_grapheme_breaks((const uint8_t *)s, n, border);
    size_t at = (size_t)bytes;
    while (at < n && !border[at] && !(utf8_decode(s + at, n - at, &next) > 0 && is_drawn_apart(cp, next)))
        at++;
    return s + at;
}

bool utf8_is_shapeless(uint32_t cp)
{
    if (cp >= 0x20000 && cp <= 0x3FFFD)
        return false;
    return uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp);
}

bool utf8_is_mark(uint32_t cp)
{
    return uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me);
}

uint32_t utf8_composed(uint32_t base, uint32_t mark)
{
    return uc_composition(base, mark);
}

size_t utf8_chars(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += !is_continuation(*s);
    return n;
}
