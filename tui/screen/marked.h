/* Old and new text in one, as core/rule/diff.h writes it: {-went out-}{+came in+}, wrapped, the marks kept and styled. */
#ifndef SHINSA_TUI_MARKED_H
#define SHINSA_TUI_MARKED_H

#include "tui/layout.h"

/* Draws text into at; returns the number of lines it has, also those that did not fit. */
int marked_draw(struct surface *to, struct rect at, const char *text);

#endif
