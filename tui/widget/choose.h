/* Candidates over the screen (F4): rows of value and text, filtered while one types; Enter gives one to the screen below
 * through `answered` as a dialog whose chosen() is not NULL. */
#ifndef SHINSA_TUI_CHOOSE_H
#define SHINSA_TUI_CHOOSE_H

#include "tui/screen.h"

enum { CHOOSE_ROWS_MAX = 2000 };

struct choose_row {
    const char *value, *text, *reading; /* the filter looks into all three, folded; reading may be NULL */
};

/* Wish: shows rows[n] (copied) over the screen; `tag` comes back. */
unsigned ui_choose(struct ui *ui, const char *title, const struct choose_row *row, size_t n, int64_t tag);
/* In `answered`: the chosen value, or NULL if d is not a list of candidates or nothing was chosen. */
const char *dialog_chosen(const struct dialog *d);
/* Its row as ui_choose got it, or -1. */
int dialog_chosen_row(const struct dialog *d);

#endif
