/* A list drawn in columns: a marker column ('>' at the cursor, the screen's own mark beside it), headings, cells cut on
 * glyph borders with '>', numbers to the right. Only the marker and one column change when the cursor steps: that is
 * what keeps a step under 64 bytes on a thin line. */
#ifndef SHINSA_TUI_TABLE_H
#define SHINSA_TUI_TABLE_H

#include "tui/layout.h"
#include "tui/surface.h"
#include "tui/widget/list.h"

enum { TABLE_COLUMNS_MAX = 16 };

struct column {
    const char *heading; /* "" for none */
    int cols;            /* 0: what is left, shared among all columns of 0 */
    bool right;          /* numbers */
    int from_cols;       /* shown only if the table is at least this wide; 0 always */
};

/* Text of a cell, valid until the next call; style_r is STYLE_NORMAL before the call. */
typedef const char *table_cell_fn(const void *user, size_t row, int column, enum style *style_r);
/* One or two ASCII characters before the row ("!!", "*", ""). */
typedef const char *table_mark_fn(const void *user, size_t row, enum style *style_r);

struct table {
    const struct column *column;
    int columns;
    int focus_column;    /* the one highlighted in the row of the cursor */
    int mark_cols;       /* columns of the screen's mark, 0 for none */
    bool headings;
    table_cell_fn *cell;
    table_mark_fn *mark; /* may be NULL */
    const void *user;
};

/* Rows that fit into at: give them to list_fit in layout. */
int table_height(const struct table *t, struct rect at);
/* Draws; if focused, the cursor of the terminal rests on the row of the list (a table with the focus, not one below a
 * field with the caret). Text `empty` stands in the middle when there are no rows. */
void table_draw(const struct table *t, const struct list *l, struct surface *to, struct rect at, bool focused,
                const char *empty);

#endif
