/* Says in fewer bytes what curses says of a frame: one sequence for attributes where curses takes two or three, and a line
 * feed where the cursor goes to the beginning of the next line. Whatever else it does not understand passes as it is. */
#ifndef SHINSA_TUI_TERSE_H
#define SHINSA_TUI_TERSE_H

#include "core/base/buf.h"

enum { TERSE_COLOUR_BYTES = 24 };

struct terse_look {
    bool on[8];                         /* by the number that switches it on: 1 bold, 2 dim, 4 underline, 7 reverse */
    char fore[TERSE_COLOUR_BYTES], back[TERSE_COLOUR_BYTES]; /* "31", "38;5;208"; "" the terminal's own */
};

struct terse {
    struct terse_look now, wanted; /* what the terminal has, and what the next character shall have */
    bool known;                         /* `now` is true of it: since it was last told all of its attributes */
    bool due;                           /* not known, but `wanted` is all of them */
};

/* Appends a whole frame for a terminal with so many columns. Attributes are right again at its end. */
void terse_frame(struct terse *t, const char *p, size_t n, int cols, struct buf *out);

#endif
