/* Where the rows of a form stand: shared by its keys and its drawing. */
#ifndef SHINSA_TUI_FORM_PLACE_H
#define SHINSA_TUI_FORM_PLACE_H

#include "tui/widget/form.h"

/* Lines row takes; 0 if hidden. */
int form_row_lines(const struct form_view *f, int row);
/* Scrolls so that the row with the focus is seen. */
void form_show_focus(struct form_view *f);

#endif
