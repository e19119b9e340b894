/* Numbers as pictures of text: a horizontal bar a row, and a line of columns over time. ASCII and spaces only. */
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
/* Values over time as columns of '#', the scale at the left, one column of the screen a value (the last ones if there are
 * more than fit); `marks[i]` (may be NULL) is written under column i. */
void chart_draw_line(const int64_t *value, size_t n, const char *const *marks, struct surface *to, struct rect at);

#endif
