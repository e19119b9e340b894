/* Fixed places: title line, body, message line, key line; and cutting rectangles. Same positions on every screen. */
#ifndef SHINSA_TUI_LAYOUT_H
#define SHINSA_TUI_LAYOUT_H

#include "tui/surface.h"

enum { LAYOUT_ROWS_MIN = 24, LAYOUT_COLS_MIN = 80 };

struct layout {
    struct rect title, body, message, keys;
    bool too_small; /* smaller than the minimum: only a request to widen the window is shown */
};

struct layout layout_of(int rows, int cols);

/* Cut n rows or columns off a side: *at keeps the rest, the piece is returned (smaller if at is). */
struct rect rect_top(struct rect *at, int rows);
struct rect rect_bottom(struct rect *at, int rows);
struct rect rect_left(struct rect *at, int cols);
struct rect rect_right(struct rect *at, int cols);
struct rect rect_inset(struct rect at, int cols, int rows);
/* w by h in the middle of at, never larger than at. */
struct rect rect_middle(struct rect at, int w, int h);
/* Row y of at as a rectangle. */
struct rect rect_row(struct rect at, int y);
bool rect_empty(struct rect at);
struct rect rect_cross(struct rect a, struct rect b);

#endif
