#include "tui/widget/field_fold.h"

#include <string.h>

#include "core/base/fold.h"

static const char *trimmed(struct arena *a, const char *text)
{
    size_t n = strlen(text);
    for (;;) {
        if (n && (*text == ' ' || *text == '\n'))
            text++, n--;
        else if (n >= 3 && memcmp(text, "\xe3\x80\x80", 3) == 0)
            text += 3, n -= 3;
        else if (n && (text[n - 1] == ' ' || text[n - 1] == '\n'))
            n--;
        else if (n >= 3 && memcmp(text + n - 3, "\xe3\x80\x80", 3) == 0)
            n -= 3;
        else
            return arena_strndup(a, text, n);
    }
}

/* Digits, sign and point of what was typed as a number: 10,000円 is 10000. */
static const char *number_text(struct arena *a, const char *text)
{
    char *out = arena_strdup(a, fold_width(a, text, FOLD_WIDTH_HALF));
    static const char *const dropped[] = {",", " ", "\u5186", "\\", "\u00a5"};
    char *to = out;
    for (const char *p = out; *p;) {
        size_t skip = 0;
        for (size_t i = 0; i < COUNT_OF(dropped) && !skip; i++)
            if (strncmp(p, dropped[i], strlen(dropped[i])) == 0)
                skip = strlen(dropped[i]);
        if (skip)
            p += skip;
        else
            *to++ = *p++;
    }
    *to = '\0';
    return out;
}

const char *field_folded(enum input_type type, struct arena *a, const char *typed)
{
    const char *text = trimmed(a, typed);
    switch (type) {
    case INPUT_KANA: return fold_katakana(a, text);
    case INPUT_FULL: return fold_width(a, text, FOLD_WIDTH_FULL);
    case INPUT_HALF:
    case INPUT_DATE: return fold_width(a, text, FOLD_WIDTH_HALF);
    case INPUT_CODE: return fold_code(a, text);
    case INPUT_NUMBER: return number_text(a, text);
    case INPUT_SECRET: return typed;
    case INPUT_TEXT: break;
    }
    return text;
}
