/* What a screen looks like: a grid of cells, composed with the widths of one seat's terminal.
 *
 * A cell holds one grapheme cluster as the seat can show it, its columns (0: right half of the glyph before, 1, 2) and a
 * style, never a colour. Drawing is clipped to a rectangle and never cuts a glyph: half of an overwritten glyph becomes a
 * space. Nothing that is not a cell reaches a terminal: controls, private use, unassigned characters and what the seat's
 * charset lacks are drawn as 〓 (or ? in one column); the text itself is not touched. */
#ifndef SHINSA_TUI_SURFACE_H
#define SHINSA_TUI_SURFACE_H

#include "core/base/buf.h"
#include "core/base/charset.h"

enum style {
#define STYLE(id, letter, name) STYLE_##id,
#include "tui/style.def"
#undef STYLE
    STYLE_COUNT
};

char style_letter(enum style style);      /* one ASCII letter for goldens; '.' for normal */
const char *style_name(enum style style); /* "changed-old" */

struct rect {
    int x, y, w, h; /* columns and rows from 0; w or h of 0 or less: nothing */
};

enum { CELL_BYTES = 13, SURFACE_ROWS_MAX = 300, SURFACE_COLS_MAX = 500 };

struct cell {
    char text[CELL_BYTES]; /* not ended; n bytes */
    uint8_t n;             /* 0: right half of a wide glyph */
    uint8_t cols;
    uint8_t style;
};

/* How a seat shows characters. */
struct glyphs {
    int ambiguous; /* columns of characters of ambiguous width: 1 or 2 */
    enum charset charset;
};

/* The cluster p[n] as this seat shows it, into to (not ended); *bytes_r 1 to CELL_BYTES. Returns its columns, 1 or 2;
 * *replaced_r (may be NULL) says that the glyph shown is not the one given. Marks that stand alone are shown on a space. */
int glyph_show(const struct glyphs *g, const char *p, size_t n, char to[CELL_BYTES], size_t *bytes_r, bool *replaced_r);
/* Columns text takes on this seat: what surface_text would draw without a clip. Differs from width_of() for replaced glyphs. */
int glyphs_cols(const struct glyphs *g, const char *text, size_t n);

struct surface {
    int rows, cols;
    struct glyphs glyphs;
    struct cell *cells; /* rows * cols; heap */
    int cursor_x, cursor_y;
};

void surface_init(struct surface *s, int rows, int cols, struct glyphs glyphs);
void surface_done(struct surface *s);
/* New size, all blank. Sizes are clamped to 1 and the maxima. */
void surface_resize(struct surface *s, int rows, int cols);
/* All blank, cursor at the lower right cell. */
void surface_clear(struct surface *s);
struct rect surface_rect(const struct surface *s);
const struct cell *surface_cell(const struct surface *s, int x, int y);

/* All drawing counts x and y from the corner of `at` and stays inside it. Line feeds and tabs draw as a space.
 * Returns the column behind the last cell drawn, relative to `at`. */
int surface_text(struct surface *s, struct rect at, int x, int y, enum style style, const char *text);
int surface_text_n(struct surface *s, struct rect at, int x, int y, enum style style, const char *text, size_t n);
int surface_printf(struct surface *s, struct rect at, int x, int y, enum style style, const char *format, ...)
    PRINTF_LIKE(6, 7);
/* Exactly cols columns: padded with spaces (of no style: they would cost bytes), or cut with '>' in its last column.
 * right: aligned right (numbers). */
int surface_column(struct surface *s, struct rect at, int x, int y, int cols, enum style style, bool right, const char *text);
/* Text wrapped (禁則) into at; draws from line `from` on; returns the number of lines it has. */
int surface_paragraph(struct surface *s, struct rect at, int from, enum style style, const char *text);
/* Blanks the rectangle. */
void surface_fill(struct surface *s, struct rect at, enum style style);
/* Where the real cursor rests after the frame: the caret, for input methods and Braille. Clamped into at. */
void surface_cursor(struct surface *s, struct rect at, int x, int y);

/* The surface as text for goldens: one line a row without trailing spaces, then a line "--", then the styles: lines
 * "y x-x name" for each run that is not normal, and "cursor y x". */
void surface_print(const struct surface *s, struct buf *out);

#endif
