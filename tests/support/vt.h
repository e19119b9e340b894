/* A small terminal: takes the bytes a program sends and keeps the grid a person would see, with the width of characters
 * that a seat's terminal has. Understands what the xterm and vt100 entries of terminfo make curses send. Unknown sequences
 * are counted, so that a test can say there were none. */
#ifndef SHINSA_TESTS_VT_H
#define SHINSA_TESTS_VT_H

#include "core/base/buf.h"
#include "core/base/charset.h"

enum { VT_ROWS_MAX = 120, VT_COLS_MAX = 300 };

struct vt {
    int rows, cols, ambiguous;
    enum charset charset;
    int x, y, top, bottom, saved_x, saved_y;
    bool wrap_due, alternate, paste, reverse;
    int unknown; /* sequences it did not know */
    char cell[VT_ROWS_MAX][VT_COLS_MAX][16]; /* ended; "" right half of a wide glyph */
    bool reversed[VT_ROWS_MAX][VT_COLS_MAX];
    int state;
    char sequence[64];
    size_t sequence_n;
    char text[8];
    size_t text_n;
    char answer[256]; /* what it says back, to be sent and emptied by the caller */
    size_t answer_n;
};

void vt_init(struct vt *t, int rows, int cols, int ambiguous, enum charset charset);
void vt_feed(struct vt *t, const char *p, size_t n);
/* A row as text, without the blanks at its end. */
void vt_row(const struct vt *t, int row, struct buf *to);

#endif
