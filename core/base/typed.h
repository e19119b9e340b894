/* What people type for dates and amounts, before it is read: one spelling for full-width and half-width forms. Codes
 * and names have their own folding: fold.h. */
#ifndef SHINSA_BASE_TYPED_H
#define SHINSA_BASE_TYPED_H

#include "core/base/base.h"

enum { TYPED_BYTES = 64 };
/* What is typed for "-": hyphens, dashes, minus signs, long marks, horizontal lines, of any width. */
bool typed_is_hyphen(uint32_t cp);
/* Full-width forms to ASCII, letters to upper case, every hyphen to '-', blanks removed. False if the text is broken or
 * longer than any date or amount. */
bool typed_simplify(const char *s, char to[TYPED_BYTES]);
/* Decimal digits at *s, at most max (up to 9) of them; how many there were. Moves *s behind them. */
int typed_take_digits(const char **s, int max, int *value_r);
/* Moves *s behind word and says true if it stands there. */
bool typed_take(const char **s, const char *word);

#endif
