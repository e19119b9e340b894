/* Numbers as pictures of text: a horizontal bar a row. ASCII and spaces only. */
#ifndef SHINSA_TUI_CHART_H
#define SHINSA_TUI_CHART_H

#include "tui/layout.h"

struct chart_bar {
    const char *label;
    int64_t value;   /* 0 and more */
    const char *text; /* shown behind the bar; NULL: the number */
    enum style style; /* STYLE_BAR usually */
};

/* One row a bar, labels in label_cols columns, bars scaled to the largest value (or `full` if above 0). */
void chart_draw_bars(const struct chart_bar *bar, size_t n, int label_cols, int64_t full, struct surface *to, struct rect at);

#endif
