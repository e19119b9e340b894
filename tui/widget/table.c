#include "tui/widget/table.h"

#include "core/base/str.h"

int table_height(const struct table *t, struct rect at)
{
    int h = at.h - t->headings;
    return h < 1 ? 1 : h;
}

/* Columns before the first cell: the cursor's marker, the screen's mark, a space. */
static int margin(const struct table *t)
{
    return 1 + (t->mark_cols ? t->mark_cols + 1 : 0);
}

/* Width of each column for a table of w columns; 0 for one that is not shown. One space stands between columns. */
static void column_widths(const struct table *t, int w, int cols[TABLE_COLUMNS_MAX])
{
    int left = w - margin(t), shares = 0, shown = 0;
    for (int i = 0; i < t->columns; i++) {
        const struct column *c = &t->column[i];
        bool seen = !c->from_cols || w >= c->from_cols;
        cols[i] = seen ? c->cols : -1;
        left -= seen ? c->cols : 0;
        shares += seen && c->cols == 0;
        shown += seen;
    }
    left -= shown > 1 ? shown - 1 : 0;
    for (int i = 0; i < t->columns; i++) {
        if (cols[i] == 0) {
            cols[i] = left > 0 ? left / shares : 0;
            left -= cols[i];
            shares--;
        } else if (cols[i] < 0) {
            cols[i] = 0;
        }
    }
}

static void draw_headings(const struct table *t, const int *cols, struct surface *to, struct rect row)
{
    int x = margin(t);
    for (int i = 0; i < t->columns; i++)
        if (cols[i])
            x = surface_column(to, row, x, 0, cols[i], STYLE_HEADING, t->column[i].right, t->column[i].heading) + 1;
}

static void draw_row(const struct table *t, const int *cols, size_t index, bool current, struct surface *to, struct rect row)
{
    surface_text(to, row, 0, 0, STYLE_NORMAL, current ? ">" : " ");
    if (t->mark && t->mark_cols) {
        enum style style = STYLE_NORMAL;
        const char *mark = t->mark(t->user, index, &style);
        surface_column(to, row, 1, 0, t->mark_cols, style, true, mark);
    }
    int x = margin(t);
    for (int i = 0; i < t->columns; i++) {
        if (!cols[i])
            continue;
        enum style style = STYLE_NORMAL;
        const char *text = t->cell(t->user, index, i, &style);
        if (current && i == t->focus_column)
            style = STYLE_FOCUS;
        x = surface_column(to, row, x, 0, cols[i], style, t->column[i].right, text) + 1;
    }
}

void table_draw(const struct table *t, const struct list *l, struct surface *to, struct rect at, bool focused,
                const char *empty)
{
    assert(t->columns <= TABLE_COLUMNS_MAX);
    int cols[TABLE_COLUMNS_MAX];
    column_widths(t, at.w, cols);
    if (t->headings)
        draw_headings(t, cols, to, rect_top(&at, 1));
    if (!l->n && !str_empty(empty))
        surface_text(to, at, margin(t), 0, STYLE_DIM, empty);
    for (int y = 0; y < at.h && l->top + (size_t)y < l->n; y++) {
        size_t index = l->top + (size_t)y;
        struct rect row = rect_row(at, y);
        draw_row(t, cols, index, index == l->at, to, row);
        if (focused && index == l->at)
            surface_cursor(to, row, 0, 0);
    }
}
