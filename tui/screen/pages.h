/* Lists that are longer than what a screen holds: where each page begins that was passed, and the keys that turn one when
 * the cursor leaves the rows at hand. All zero is the first page. */
#ifndef SHINSA_TUI_PAGES_H
#define SHINSA_TUI_PAGES_H

#include "tui/loop.h"
#include "tui/widget/list.h"

enum { PAGES_MAX = 500 }; /* as far as one may turn */

struct pages {
    int64_t from[PAGES_MAX]; /* where each page behind the first begins; the one shown is the last */
    int n;
};

/* Behind which row the page shown begins, in the words of the query that reads it; 0 for the first. */
int64_t pages_after(const struct pages *p);
/* Back to the first page, and the cursor to its first row. Wish: to be read again. */
unsigned pages_first(struct pages *p, struct list *l);
/* Wish: a key of WHERE_LIST. next: where the page behind this one begins, 0 if there is none; rows: of a full page. */
unsigned pages_key(struct pages *p, struct list *l, const struct keymap *m, const struct key *k, int64_t next, size_t rows);

#endif
