/* Terminal columns. East Asian Width and grapheme rules come from libunistring; a character of ambiguous width counts as
 * `ambiguous` columns, 1 or 2, which is a property of the seat found by asking its terminal. */
#ifndef SHINSA_BASE_WIDTH_H
#define SHINSA_BASE_WIDTH_H

#include "core/base/mem.h"

/* Columns of one code point: 0 (combining, joiners, variation selectors), 1 or 2. Controls count 0. */
int width_of_char(uint32_t cp, int ambiguous);
/* Columns of one grapheme cluster p[n] (at most 2). */
int width_of_grapheme(const char *p, size_t n, int ambiguous);
/* Columns of a whole text. */
int width_of(const char *s, int ambiguous);
/* Bytes of the longest prefix, cut on a glyph border, that fits into cols; *cols_r (may be NULL) gets its columns. */
size_t width_fit(const char *s, int cols, int ambiguous, int *cols_r);
/* Text of exactly cols columns: cut on a glyph border with '>' as its last column if something is missing, padded with
 * spaces on the right (or left, for numbers). */
char *width_pad(struct arena *a, const char *s, int cols, int ambiguous, bool left);
/* Lines of at most cols columns, broken by the Unicode line breaking rules with 禁則; line feeds break too.
 * Returns the number of lines (at least 1); lines_r is an arena array. */
size_t width_wrap(struct arena *a, const char *s, int cols, int ambiguous, char ***lines_r);

#endif
