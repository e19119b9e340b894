#include "tui/screen/marked.h"

#include <string.h>

#include "core/base/str.h"
#include "core/base/width.h"

/* Bytes up to the next mark, or past it if one stands here; the style they have, and the one behind them. */
static size_t piece_of(const char *p, enum style *style, enum style *after)
{
    if (str_starts(p, "{-") || str_starts(p, "{+")) {
        *style = *after = p[1] == '-' ? STYLE_CHANGED_OLD : STYLE_CHANGED_NEW;
        return 2;
    }
    if ((*style == STYLE_CHANGED_OLD && str_starts(p, "-}")) || (*style == STYLE_CHANGED_NEW && str_starts(p, "+}"))) {
        *after = STYLE_NORMAL;
        return 2;
    }
    *after = *style;
    size_t n = 1;
    while (p[n] && p[n] != '{' && p[n] != '-' && p[n] != '+')
        n++;
    return n;
}

int marked_draw(struct surface *to, struct rect at, const char *text)
{
    AUTO(arena) struct arena a = {0};
    char **line;
    size_t n = width_wrap(&a, text, at.w > 0 ? at.w : 1, to->glyphs.ambiguous, &line);
    enum style style = STYLE_NORMAL, after;
    for (size_t y = 0; y < n && (int)y < at.h; y++) {
        int x = 0;
        for (const char *p = line[y]; *p; style = after) {
            size_t bytes = piece_of(p, &style, &after);
            x = surface_text_n(to, at, x, (int)y, style, p, bytes);
            p += bytes;
        }
    }
    return (int)n;
}
