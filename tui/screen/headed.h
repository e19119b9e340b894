/* A list with headings among its rows: the cursor passes over them, and the one above the first row stays in sight. */
#ifndef SHINSA_TUI_HEADED_H
#define SHINSA_TUI_HEADED_H

#include "tui/widget/table.h"

typedef bool headed_fn(const void *user, size_t row); /* true: a heading, no row */

enum list_event headed_key(struct list *l, const struct keymap *m, const struct key *k, headed_fn *heading, const void *user);
/* After list_fit: the cursor rests on a row near where it was. */
void headed_settle(struct list *l, headed_fn *heading, const void *user);
/* As table_draw, with the text of the first cell of a heading over its whole row. */
void headed_draw(const struct table *t, const struct list *l, struct surface *to, struct rect at, headed_fn *heading);

#endif
