#include "tui/widget/steps.h"

#include <string.h>

#include "core/base/utf8.h"

size_t steps_before(const char *text, size_t at)
{
    size_t start = 0;
    for (const char *p = text; *p;) {
        const char *next = utf8_next_grapheme(p);
        if ((size_t)(next - text) >= at)
            return (size_t)(p - text);
        p = next;
        start = (size_t)(p - text);
    }
    return start;
}

size_t steps_after(const char *text, size_t at)
{
    const char *p = text;
    while (*p && (size_t)(p - text) <= at)
        p = utf8_next_grapheme(p);
    return (size_t)(p - text);
}

enum word_class { WORD_SPACE, WORD_SIGN, WORD_LATIN, WORD_HIRAGANA, WORD_KATAKANA, WORD_OTHER };

static enum word_class class_at(const char *text, size_t at)
{
    uint32_t cp = ' ';
    utf8_decode(text + at, strlen(text + at), &cp);
    if (cp == ' ' || cp == 0x3000 || cp == '\n')
        return WORD_SPACE;
    if (cp < 0x80)
        return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ? WORD_LATIN : WORD_SIGN;
    if (cp >= 0x3041 && cp <= 0x309F)
        return WORD_HIRAGANA;
    return cp >= 0x30A0 && cp <= 0x30FF ? WORD_KATAKANA : WORD_OTHER;
}

size_t steps_word_before(const char *text, size_t at)
{
    while (at && class_at(text, steps_before(text, at)) == WORD_SPACE)
        at = steps_before(text, at);
    if (!at)
        return 0;
    enum word_class class = class_at(text, steps_before(text, at));
    while (at && class_at(text, steps_before(text, at)) == class)
        at = steps_before(text, at);
    return at;
}

size_t steps_word_after(const char *text, size_t at)
{
    size_t n = strlen(text);
    enum word_class class = at < n ? class_at(text, at) : WORD_SPACE;
    while (at < n && class_at(text, at) == class)
        at = steps_after(text, at);
    while (at < n && class_at(text, at) == WORD_SPACE)
        at = steps_after(text, at);
    return at;
}
