/* How a seat shows one grapheme cluster. */
#include <string.h>

#include "core/base/utf8.h"
#include "core/base/width.h"
#include "tui/surface.h"
#include "tui/term/encode.h"

/* What curses keeps in a cell: a base and four marks. */
enum { GLYPH_CHARS = 5 };

static bool is_selector(uint32_t cp)
{
    return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF) || (cp >= 0x180B && cp <= 0x180F);
}

/* Base and marks that are drawn, composed where Unicode has one character for them (か + U+3099). Returns their number,
 * 0 if there is nothing to draw; *dropped_r: characters were left out. */
static int glyph_chars(const char *p, size_t n, uint32_t out[GLYPH_CHARS], bool *dropped_r)
{
    int count = 0;
    while (n) {
        uint32_t cp;
        int bytes = utf8_decode(p, n, &cp);
        if (bytes <= 0)
            return 0;
        p += bytes;
        n -= (size_t)bytes;
        bool first = count == 0;
        if (first && utf8_is_shapeless(cp))
            return 0;
        uint32_t composed = count == 1 ? utf8_composed(out[0], cp) : 0;
        if (first && utf8_is_mark(cp)) {
            out[count++] = ' ';
            out[count++] = cp;
        } else if (first) {
            out[count++] = cp;
        } else if (composed) {
            out[0] = composed;
        } else if (utf8_is_mark(cp) && !is_selector(cp) && count < GLYPH_CHARS) {
            out[count++] = cp;
        } else {
            /* Variation selectors and joined emoji: the first glyph stands for the whole. */
            *dropped_r = true;
            if (cp == 0x200D)
                return count;
        }
    }
    return count;
}

static int replacement(int cols, char to[CELL_BYTES], size_t *bytes_r, bool *replaced_r)
{
    const char *text = cols == 1 ? "?" : "\u3013" /* the geta mark */;
    *bytes_r = strlen(text);
    memcpy(to, text, *bytes_r);
    if (replaced_r)
        *replaced_r = true;
    return cols == 1 ? 1 : 2;
}

int glyph_show(const struct glyphs *g, const char *p, size_t n, char to[CELL_BYTES], size_t *bytes_r, bool *replaced_r)
{
    uint32_t chars[GLYPH_CHARS];
    bool dropped = false;
    if (n && (*p == '\n' || *p == '\t')) {
        to[0] = ' ';
        *bytes_r = 1;
        return 1;
    }
    int count = glyph_chars(p, n, chars, &dropped);
    if (!count)
        return replacement(2, to, bytes_r, replaced_r);

    int cols = width_of_char(chars[0], g->ambiguous);
    if (cols < 1)
        return replacement(2, to, bytes_r, replaced_r);
    size_t bytes = 0;
    for (int i = 0; i < count; i++) {
        char one[4];
        size_t more = (size_t)utf8_encode(chars[i], one);
        if (bytes + more > CELL_BYTES || !encode_can(g->charset, one, more)) {
            if (i == 0)
                return replacement(cols, to, bytes_r, replaced_r);
            dropped = true;
            break;
        }
        memcpy(to + bytes, one, more);
        bytes += more;
    }
    *bytes_r = bytes;
    if (replaced_r)
        *replaced_r = dropped;
    return cols;
}
