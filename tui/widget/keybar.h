/* The key line: the commands of a context, and of the widgets in it, that stand on the bar, with their keys, function keys first. Generic rows stand
 * only where the screen has no row for the same key; what does not fit is left out from the end, never cut; F1 and F10
 * always stand there. */
#ifndef SHINSA_TUI_KEYBAR_H
#define SHINSA_TUI_KEYBAR_H

#include "tui/keymap.h"
#include "tui/layout.h"

typedef bool keybar_fn(const void *user, enum command c); /* false: leave it out (no right, nothing behind it) */

void keybar_draw(const struct keymap *m, enum where where, uint64_t widgets, enum language language, keybar_fn *shows, const void *user,
                 struct surface *to, struct rect at);

#endif
