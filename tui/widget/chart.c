#include "tui/widget/chart.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SCALE_COLS = 6 };

static int64_t largest_bar(const struct chart_bar *bar, size_t n)
{
    int64_t max = 1;
    for (size_t i = 0; i < n; i++)
        max = bar[i].value > max ? bar[i].value : max;
    return max;
}

void chart_draw_bars(const struct chart_bar *bar, size_t n, int label_cols, int64_t full, struct surface *to, struct rect at)
{
    int64_t max = full > 0 ? full : largest_bar(bar, n);
    int text_cols = 1;
    for (size_t i = 0; i < n; i++) {
        char number[24];
        snprintf(number, sizeof number, "%" PRId64, bar[i].value);
        const char *text = bar[i].text ? bar[i].text : number;
        int cols = glyphs_cols(&to->glyphs, text, strlen(text));
        text_cols = cols > text_cols ? cols : text_cols;
    }
    int room = at.w - label_cols - 2 - text_cols;
    for (size_t i = 0; i < n && (int)i < at.h; i++) {
        int y = (int)i;
        char number[24];
        snprintf(number, sizeof number, "%" PRId64, bar[i].value);
        surface_column(to, at, 0, y, label_cols, STYLE_NORMAL, false, bar[i].label);
        int64_t value = bar[i].value < max ? bar[i].value : max;
        int cols = room > 0 ? (int)(value * room / max) : 0;
        if (!cols && bar[i].value > 0 && room > 0)
            cols = 1; /* something is never nothing */
        for (int x = 0; x < cols; x++)
            surface_text(to, at, label_cols + 1 + x, y, bar[i].style, "#");
        surface_text(to, at, label_cols + 2 + cols, y, STYLE_NORMAL, bar[i].text ? bar[i].text : number);
    }
}
