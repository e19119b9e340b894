/* From a surface to the bytes of one terminal. The only place of curses; it writes into a buffer of the caller, who sends
 * it in one piece, so a frame is one write. One terminal at a time in a process (curses is process-wide). */
#ifndef SHINSA_TUI_TERM_H
#define SHINSA_TUI_TERM_H

#include "tui/surface.h"
#include "tui/theme.h"

struct term;

struct term_options {
    const char *name; /* TERM as the terminal calls itself; hostile: unknown or odd names fall back to xterm, vt100 */
    int rows, cols;
    struct glyphs glyphs;
    const struct theme *theme;
    bool mono; /* NO_COLOR, or the user's wish */
};

enum { TERM_FRAME_BYTES_MAX = 4 * 1024 * 1024 };

/* Appends what opens the screen to out (alternate screen, bracketed paste). E_IO "term.unusable" if nothing in the
 * fallback list can place a cursor. */
int term_open(struct term **t_r, const struct term_options *o, struct buf *out, struct err *e) WARN_UNUSED;
/* Appends what turns the terminal's screen into s: nothing at all if it already is. The cursor's place comes last. */
void term_flush(struct term *t, const struct surface *s, struct buf *out);
/* Forgets what the terminal shows: the next flush paints everything (Ctrl-L, a new line for a parked seat). */
void term_forget(struct term *t);
void term_bell(struct term *t, struct buf *out);
/* Appends what leaves the screen as it was found, and frees. NULL is allowed. */
void term_close(struct term *t, struct buf *out);
const char *term_name(const struct term *t); /* the entry in use, for 端末診断 */

/* The same farewell as a constant, for paths on which nothing may run any more. */
extern const char term_farewell[];

#endif
