#include "core/base/fold.h"

#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <uninorm.h>

#include "core/base/typed.h"
#include "core/base/utf8.h"

enum { COMBINING_VOICED = 0x3099, COMBINING_SEMIVOICED = 0x309A };

/* Selectors, joiners, soft hyphens: they change how a text looks, never what it says. */
static bool is_ignored(uint32_t cp)
{
    return utf8_is_variation_selector(cp) || cp == 0xAD || (cp >= 0x200B && cp <= 0x200D) || cp == 0x2060;
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F ||
           cp == 0x205F || cp == 0x3000;
}

/* Characters that NFKC leaves as they are and that nothing is joined with: nearly all text, spared the library. */
static bool is_plain(uint32_t cp)
{
    return cp < 0x80 || (cp >= 0x3001 && cp <= 0x3029) || (cp >= 0x3041 && cp <= 0x3096) ||
           (cp >= 0x30A1 && cp <= 0x30FC) || (cp >= 0x4E00 && cp <= 0x9FFF);
}

static uint32_t new_form(uint32_t cp)
{
    static const struct {
        uint32_t old, new;
    } variants[] = {
#define VARIANT(old, new) {old, new},
#include "core/base/variant.def"
#undef VARIANT
    };
    size_t low = 0, high = COUNT_OF(variants);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (variants[middle].old < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return low < COUNT_OF(variants) && variants[low].old == cp ? variants[low].new : cp;
}

/* One character of NFKC text as it is compared. */
static uint32_t fold_char(uint32_t cp)
{
    /* Nearly all characters of names, spared the questions below. */
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z' ? cp - 'A' + 'a' : cp;
    if (cp >= 0x3041 && cp <= 0x3094)
        return cp;
    if (cp >= 0x4E00 && cp <= 0x9FFF)
        return new_form(cp);
    if (typed_is_hyphen(cp))
        return '-';
    if (cp >= 0x30A1 && cp <= 0x30F6)
        cp -= 0x60;
    switch (cp) {
    case 0x30FD:
    case 0x30FE: return cp - 0x60;
    case 0x3095: return 0x304B; /* the small ka and ke of place names are often written large */
    case 0x3096: return 0x3051;
    case 0x301C: return '~'; /* wave dash; its twin U+FF5E becomes this by NFKC */
    case 0x2225: return 0x2016;
    default: return new_form(uc_tolower(cp));
    }
}

/* The characters of s without those that say nothing, normalised if any needs it (then not plain). In the arena. */
static uint32_t *characters(struct arena *a, const char *s, size_t *n_r, bool *plain_r)
{
    size_t bytes = strlen(s), n = 0;
    uint32_t *chars = ARENA_ARRAY(a, uint32_t, bytes);
    bool plain = true;
    for (size_t at = 0; at < bytes;) {
        uint32_t cp;
        int length = utf8_decode(s + at, bytes - at, &cp);
        at += length > 0 ? (size_t)length : 1;
        if (length <= 0 || is_blank(cp) || is_ignored(cp))
            continue;
        /* Typed sound marks are characters of their own; here they belong to the kana before them. */
        if (n > 0 && (cp == 0x309B || cp == 0x309C))
            cp = cp == 0x309B ? COMBINING_VOICED : COMBINING_SEMIVOICED;
        if (cp >= 0xFF01 && cp <= 0xFF5E)
            cp -= 0xFEE0; /* as NFKC would */
        plain = plain && is_plain(cp);
        chars[n++] = cp;
    }
    *n_r = n;
    *plain_r = plain;
    if (plain)
        return chars;
    uint32_t *normal = u32_normalize(UNINORM_NFKC, chars, n, NULL, n_r);
    assert(normal); /* only for want of memory */
    uint32_t *copy = ARENA_ARRAY(a, uint32_t, *n_r);
    if (*n_r)
        memcpy(copy, normal, *n_r * sizeof *copy);
    free(normal);
    return copy;
}

enum place { ANYWHERE, BEGIN, END };

static const struct {
    const char *text;
    size_t n;
    enum place place;
} forms[] = {
#define LEGAL_FORM(text, place) {text, sizeof(text) - 1, place},
#include "core/base/legal_form.def"
#undef LEGAL_FORM
};

/* The last bytes of legal forms: nearly no character of a name has one of them. */
struct last_bytes {
    uint64_t bits[4];
};

static struct last_bytes last_bytes_of_forms(void)
{
    struct last_bytes last = {{0}};
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        unsigned char byte = (unsigned char)forms[i].text[forms[i].n - 1];
        last.bits[byte / 64] |= UINT64_C(1) << byte % 64;
    }
    return last;
}

static bool may_end_form(const struct last_bytes *last, char c)
{
    unsigned char byte = (unsigned char)c;
    return (last->bits[byte / 64] >> byte % 64 & 1) != 0;
}

/* Bytes of the longest legal form that ends at text + n, 0 if none does; `ends` where the name ends there too. */
static size_t legal_form_before(const char *text, size_t n, bool ends)
{
    size_t longest = 0;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        size_t length = forms[i].n;
        if (length <= longest || length > n || (forms[i].place == BEGIN && length != n) ||
            (forms[i].place == END) != ends || text[n - 1] != forms[i].text[length - 1])
            continue;
        if (memcmp(text + n - length, forms[i].text, length) == 0)
            longest = length;
    }
    return longest;
}

/* 医療法人 before 社団: the form goes on with what follows, and is taken away when it is complete. */
static bool goes_on(const char *form, size_t n, const char *rest)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (forms[i].n > n && forms[i].place == ANYWHERE && memcmp(forms[i].text, form, n) == 0 &&
            strncmp(rest, forms[i].text + n, forms[i].n - n) == 0)
            return true;
    return false;
}

/* Takes the legal forms out of folded text[n], in place; returns the bytes that stay. A form goes as soon as it is
 * complete, so that what closes up around it is looked at too. */
static size_t remove_legal_forms(char *text, size_t n)
{
    const struct last_bytes last = last_bytes_of_forms();
    size_t used = 0, form;
    for (size_t at = 0; at < n;) {
        do
            text[used++] = text[at++];
        while (at < n && ((unsigned char)text[at] & 0xC0) == 0x80);
        form = may_end_form(&last, text[used - 1]) ? legal_form_before(text, used, false) : 0;
        if (form && !goes_on(text + used - form, form, text + at))
            used -= form;
    }
    while ((form = legal_form_before(text, used, true)) > 0)
        used -= form;
    text[used] = '\0';
    return used;
}

static size_t fold_into(char *to, const uint32_t *chars, size_t n)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (!is_blank(chars[i]))
            used += (size_t)utf8_encode(fold_char(chars[i]), to + used);
    to[used] = '\0';
    return used;
}

static char *fold_once(struct arena *a, const char *s, bool *plain_r)
{
    size_t n;
    const uint32_t *chars = characters(a, s, &n, plain_r);
    char *to = arena_alloc(a, 4 * n + 1);
    /* Who looks for nothing but 株式会社 means the word. */
    if (remove_legal_forms(to, fold_into(to, chars, n)) == 0)
        fold_into(to, chars, n);
    return to;
}

char *fold_text(struct arena *a, const char *s)
{
    bool plain;
    char *folded = fold_once(a, s, &plain);
    /* What was taken away can bring a mark to a letter that it joins with; that ends soon. */
    for (int rounds = 0; !plain && rounds < 4; rounds++) {
        char *again = fold_once(a, folded, &plain);
        plain = plain || strcmp(again, folded) == 0;
        folded = again;
    }
    return folded;
}

bool fold_equal(const char *a, const char *b)
{
    struct arena scratch = {0};
    bool equal = strcmp(fold_text(&scratch, a), fold_text(&scratch, b)) == 0;
    arena_done(&scratch);
    return equal;
}

char *fold_bigrams(struct arena *a, const char *folded)
{
    size_t n = strlen(folded);
    char *to = arena_alloc(a, 3 * n + 1), *at = to;
    const char *end = folded + n, *first = folded;
    uint32_t cp;
    int length = utf8_decode(first, n, &cp);
    if (length <= 0)
        return to;
    const char *second = first + length;
    if (second == end)
        return memcpy(to, folded, n);
    while (second < end) {
        length = utf8_decode(second, (size_t)(end - second), &cp);
        const char *next = second + (length > 0 ? length : 1);
        if (at > to)
            *at++ = ' ';
        memcpy(at, first, (size_t)(next - first));
        at += next - first;
        first = second;
        second = next;
    }
    return to;
}
