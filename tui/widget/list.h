/* Where one is in a list of rows: pure state, no drawing, no rows. table.h draws one. A list may be longer than what its
 * screen holds in memory: the screen reloads the rows [list.top, list.top + list.height) when list_move says UI_RELOAD is
 * due (LIST_SCROLLED). */
#ifndef SHINSA_TUI_LIST_H
#define SHINSA_TUI_LIST_H

#include "tui/keymap.h"

enum list_event {
    LIST_IGNORED,
    LIST_STAYED,   /* taken, but already at the end */
    LIST_MOVED,    /* the cursor, within what is seen */
    LIST_SCROLLED  /* other rows are seen now */
};

struct list {
    size_t n;    /* rows in all */
    size_t at;   /* the row with the cursor; 0 when empty */
    size_t top;  /* first row seen */
    int height;  /* rows seen; at least 1 */
};

/* New number of rows or height: keeps the cursor where it is, or on the last row. */
void list_fit(struct list *l, size_t n, int height);
enum list_event list_go(struct list *l, size_t at);
enum list_event list_command(struct list *l, enum command c);
/* A key through WHERE_LIST of the map. */
enum list_event list_key(struct list *l, const struct keymap *m, const struct key *k);

#endif
