#include "tui/layout.h"

static int clamp(int v, int min, int max)
{
    return v < min ? min : v > max ? max : v;
}

struct layout layout_of(int rows, int cols)
{
    struct rect all = {0, 0, cols, rows};
    struct layout l = {.too_small = rows < LAYOUT_ROWS_MIN || cols < LAYOUT_COLS_MIN};
    l.title = rect_top(&all, 1);
    l.keys = rect_bottom(&all, 1);
    l.message = rect_bottom(&all, 1);
    l.body = all;
    return l;
}

struct rect rect_top(struct rect *at, int rows)
{
    rows = clamp(rows, 0, at->h > 0 ? at->h : 0);
    struct rect piece = {at->x, at->y, at->w, rows};
    at->y += rows;
    at->h -= rows;
    return piece;
}

struct rect rect_bottom(struct rect *at, int rows)
{
    rows = clamp(rows, 0, at->h > 0 ? at->h : 0);
    at->h -= rows;
    return (struct rect){at->x, at->y + at->h, at->w, rows};
}

struct rect rect_left(struct rect *at, int cols)
{
    cols = clamp(cols, 0, at->w > 0 ? at->w : 0);
    struct rect piece = {at->x, at->y, cols, at->h};
    at->x += cols;
    at->w -= cols;
    return piece;
}

struct rect rect_right(struct rect *at, int cols)
{
    cols = clamp(cols, 0, at->w > 0 ? at->w : 0);
    at->w -= cols;
    return (struct rect){at->x + at->w, at->y, cols, at->h};
}

struct rect rect_inset(struct rect at, int cols, int rows)
{
    return (struct rect){at.x + cols, at.y + rows, at.w - 2 * cols, at.h - 2 * rows};
}

struct rect rect_middle(struct rect at, int w, int h)
{
    w = clamp(w, 0, at.w);
    h = clamp(h, 0, at.h);
    return (struct rect){at.x + (at.w - w) / 2, at.y + (at.h - h) / 2, w, h};
}

struct rect rect_row(struct rect at, int y)
{
    if (y < 0 || y >= at.h)
        return (struct rect){at.x, at.y, 0, 0};
    return (struct rect){at.x, at.y + y, at.w, 1};
}

bool rect_empty(struct rect at)
{
    return at.w <= 0 || at.h <= 0;
}

struct rect rect_cross(struct rect a, struct rect b)
{
    int x1 = a.x > b.x ? a.x : b.x, y1 = a.y > b.y ? a.y : b.y;
    int x2 = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int y2 = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect){x1, y1, x2 > x1 ? x2 - x1 : 0, y2 > y1 ? y2 - y1 : 0};
}
