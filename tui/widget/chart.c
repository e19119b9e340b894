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

/* A round number not below v: 1, 2 or 5 times a power of ten. */
static int64_t round_up(int64_t v)
{
    for (int64_t power = 1; power <= INT64_MAX / 100; power *= 10)
        for (int i = 1; i <= 5; i += i == 1 ? 1 : 3)
            if (power * i >= v)
                return power * i;
    return INT64_MAX;
}

void chart_draw_line(const int64_t *value, size_t n, const char *const *marks, struct surface *to, struct rect at)
{
    struct rect plot = at;
    rect_left(&plot, SCALE_COLS);
    if (marks)
        rect_bottom(&plot, 1);
    if (rect_empty(plot) || !n)
        return;
    size_t first = n > (size_t)plot.w ? n - (size_t)plot.w : 0;
    int64_t max = 1;
    for (size_t i = first; i < n; i++)
        max = value[i] > max ? value[i] : max;
    max = round_up(max);

    char number[24];
    snprintf(number, sizeof number, "%" PRId64, max);
    surface_column(to, at, 0, 0, SCALE_COLS - 1, STYLE_DIM, true, number);
    if (plot.h > 1)
        surface_column(to, at, 0, plot.h - 1, SCALE_COLS - 1, STYLE_DIM, true, "0");
    for (size_t i = first; i < n; i++) {
        int x = (int)(i - first);
        /* In quarters of a row, so that small differences show in the character on top. */
        int64_t quarters = max > INT64_MAX / (4 * SURFACE_ROWS_MAX) ? 0 : value[i] * plot.h * 4 / max;
        for (int y = 0; y < plot.h && quarters > 0; y++, quarters -= 4)
            surface_text(to, plot, x, plot.h - 1 - y, STYLE_BAR, quarters >= 4 ? "#" : quarters == 3 ? "=" : quarters == 2 ? "-" : ".");
        if (marks && marks[i])
            surface_text(to, rect_row((struct rect){plot.x, plot.y + plot.h, plot.w, 1}, 0), x, 0, STYLE_DIM, marks[i]);
    }
}
