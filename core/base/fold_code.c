/* The half of fold.h that deals with codes and with the width of kana and letters. */
#include "core/base/fold.h"

#include <string.h>

#include <uninorm.h>

#include "core/base/typed.h"
#include "core/base/utf8.h"

enum { HALF_KANA_FIRST = 0xFF61, HALF_KANA_LAST = 0xFF9F, VOICED = 0x3099, SEMIVOICED = 0x309A };

static const uint32_t full_kana[] = {
#define KANA(full) full,
#include "core/base/kana.def"
#undef KANA
};
_Static_assert(COUNT_OF(full_kana) == HALF_KANA_LAST - HALF_KANA_FIRST + 1, "one row for each half-width character");

static uint32_t half_ascii(uint32_t cp)
{
    if (cp == 0x3000)
        return ' ';
    return cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFEE0 : cp;
}

/* Bytes of the label words in front of a code; words with nothing behind them are no labels. */
static size_t label_bytes(const char *code)
{
    static const struct {
        const char *text;
        bool letters_end_it;
    } labels[] = {
#define CODE_LABEL(text, letters_end_it) {text, letters_end_it},
#define CODE_AROUND(before, after)
#include "core/base/code_label.def"
#undef CODE_LABEL
#undef CODE_AROUND
    };
    size_t at = 0;
    for (size_t i = 0; i < COUNT_OF(labels);) {
        size_t n = strlen(labels[i].text);
        char next = strncmp(code + at, labels[i].text, n) == 0 ? code[at + n] : '\0';
        bool found = next && !(labels[i].letters_end_it && next >= 'A' && next <= 'Z');
        at += found ? n : 0;
        i = found ? 0 : i + 1;
    }
    return at;
}

/* Takes away what encloses a code: 第 … 号. */
static char *without_brackets(char *code)
{
    static const struct {
        const char *before, *after;
    } around[] = {
#define CODE_LABEL(text, letters_end_it)
#define CODE_AROUND(before, after) {before, after},
#include "core/base/code_label.def"
#undef CODE_LABEL
#undef CODE_AROUND
    };
    for (size_t i = 0; i < COUNT_OF(around); i++) {
        size_t n = strlen(code), before = strlen(around[i].before), after = strlen(around[i].after);
        if (n > before + after && strncmp(code, around[i].before, before) == 0 &&
            strcmp(code + n - after, around[i].after) == 0) {
            code[n - after] = '\0';
            code += before;
        }
    }
    return code;
}

char *fold_code(struct arena *a, const char *s)
{
    size_t n = strlen(s), used = 0;
    char *to = arena_alloc(a, n + 1);
    for (size_t at = 0; at < n;) {
        uint32_t cp;
        int length = utf8_decode(s + at, n - at, &cp);
        at += length > 0 ? (size_t)length : 1;
        if (length <= 0)
            continue;
        cp = typed_is_hyphen(cp) ? '-' : half_ascii(cp);
        if (cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == ':')
            continue;
        if (cp >= 'a' && cp <= 'z')
            cp -= 'a' - 'A';
        used += (size_t)utf8_encode(cp, to + used);
    }
    to[used] = '\0';
    return without_brackets(to + label_bytes(to));
}

/* The half-width form of full-width kana, or 0. */
static uint32_t half_kana(uint32_t full)
{
    for (size_t i = 0; i < COUNT_OF(full_kana); i++)
        if (full_kana[i] == full)
            return (uint32_t)(HALF_KANA_FIRST + i);
    return 0;
}

static size_t add_half(char *to, uint32_t cp)
{
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH] = {cp};
    uint32_t half = half_kana(cp);
    if (half)
        return (size_t)utf8_encode(half, to);
    if (cp < 0x30AC || cp > 0x30FA || uc_canonical_decomposition(cp, parts) != 2)
        return (size_t)utf8_encode(half_ascii(cp), to);
    uint32_t base = half_kana(parts[0]), mark = half_kana(parts[1]);
    if (!base || !mark)
        return (size_t)utf8_encode(cp, to);
    size_t n = (size_t)utf8_encode(base, to);
    return n + (size_t)utf8_encode(mark, to + n);
}

/* One half-width character at s[n] and the sound mark behind it as one full-width character; its bytes. */
static size_t take_half_kana(const char *s, size_t n, uint32_t *full_r)
{
    uint32_t cp, mark;
    int length = utf8_decode(s, n, &cp);
    if (length <= 0 || cp < HALF_KANA_FIRST || cp > HALF_KANA_LAST)
        return 0;
    uint32_t full = full_kana[cp - HALF_KANA_FIRST];
    int more = utf8_decode(s + length, n - (size_t)length, &mark);
    if (more > 0 && mark >= HALF_KANA_LAST - 1 && mark <= HALF_KANA_LAST) {
        uint32_t joined = uc_composition(full, full_kana[mark - HALF_KANA_FIRST]);
        if (joined) {
            *full_r = joined;
            return (size_t)(length + more);
        }
    }
    /* A mark with nothing to join stands as a character of its own. */
    *full_r = full == VOICED ? 0x309B : full == SEMIVOICED ? 0x309C : full;
    return (size_t)length;
}

static size_t add_full(char *to, uint32_t cp)
{
    if (cp == ' ')
        cp = 0x3000;
    else if (cp > ' ' && cp < 0x7F)
        cp += 0xFEE0;
    return (size_t)utf8_encode(cp, to);
}

static uint32_t katakana(uint32_t cp)
{
    bool hiragana = (cp >= 0x3041 && cp <= 0x3096) || cp == 0x309D || cp == 0x309E;
    return hiragana ? cp + 0x60 : cp;
}

enum change { TO_HALF, TO_FULL, TO_KATAKANA };

static char *change(struct arena *a, const char *s, enum change what)
{
    size_t n = strlen(s), used = 0;
    char *to = arena_alloc(a, 3 * n + 1); /* a letter of one byte becomes one of three */
    for (size_t at = 0; at < n;) {
        uint32_t cp;
        size_t length = what == TO_HALF ? 0 : take_half_kana(s + at, n - at, &cp);
        if (length) {
            used += (size_t)utf8_encode(cp, to + used);
            at += length;
            continue;
        }
        int bytes = utf8_decode(s + at, n - at, &cp);
        at += bytes > 0 ? (size_t)bytes : 1;
        if (bytes <= 0)
            continue;
        if (what == TO_HALF)
            used += add_half(to + used, cp);
        else if (what == TO_FULL)
            used += add_full(to + used, cp);
        else
            used += (size_t)utf8_encode(katakana(cp), to + used);
    }
    return to;
}

char *fold_width(struct arena *a, const char *s, enum fold_width width)
{
    if (width == FOLD_WIDTH_KEEP)
        return arena_strdup(a, s);
    return change(a, s, width == FOLD_WIDTH_HALF ? TO_HALF : TO_FULL);
}

char *fold_katakana(struct arena *a, const char *s)
{
    return change(a, s, TO_KATAKANA);
}
