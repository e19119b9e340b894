/* Bytes to characters and back. Text inside the program is valid, NUL-terminated UTF-8, checked once at each edge. */
#ifndef SHINSA_BASE_UTF8_H
#define SHINSA_BASE_UTF8_H

#include "core/base/base.h"

/* One code point from p[n]; returns its bytes (1 to 4), 0 for n = 0, -1 for an invalid or cut sequence (surrogates,
 * overlong forms and values above U+10FFFF are invalid). */
int utf8_decode(const char *p, size_t n, uint32_t *cp_r);
/* Writes 1 to 4 bytes, not ended; cp must be a Unicode scalar value. */
int utf8_encode(uint32_t cp, char to[4]);
bool utf8_valid(const char *p, size_t n);
/* Bytes of the longest valid prefix of p[n]: where an edge says "here it breaks". */
size_t utf8_valid_prefix(const char *p, size_t n);
/* True if s holds a C0 or C1 control, DEL, a bidi control (U+061C, 200E, 200F, 202A-202E, 2066-2069), U+FEFF, a tag or
 * a noncharacter. Line feed and tab are allowed if `lines`. Such text never enters the store and never leaves to a terminal. */
bool utf8_has_controls(const char *s, bool lines);
/* U+FE00-FE0F and U+E0100-E01EF (the ideographic ones): which glyph of a character is meant. */
bool utf8_is_variation_selector(uint32_t cp);
/* No cluster is longer: a letter under a thousand marks is cut into several. */
enum { UTF8_GRAPHEME_BYTES_MAX = 64 };
/* End of the grapheme cluster that begins at s (UAX 29 by libunistring); s itself at the end of the text. Marks that
 * terminals draw in columns of their own stand alone: half-width sound marks (U+FF9E, FF9F), skin tones behind letters. */
const char *utf8_next_grapheme(const char *s);
/* Controls, format characters, private use, line separators and what Unicode has not assigned: nothing a terminal can draw.
 * The planes of ideographs are not, because a font may be newer than the tables. */
bool utf8_is_shapeless(uint32_t cp);
/* A mark that is drawn over the character before it (categories Mn and Me). */
bool utf8_is_mark(uint32_t cp);
/* The one character for base and mark (U+304B and U+3099: U+304C), 0 if Unicode has none. */
uint32_t utf8_composed(uint32_t base, uint32_t mark);
size_t utf8_chars(const char *s);

#endif
