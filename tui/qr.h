/* A QR code as rows of text for a terminal with light letters on a dark ground, or the other way round: a row of text shows
 * two rows of modules with half blocks. Where those characters are two columns wide it cannot be shown. */
#ifndef SHINSA_TUI_QR_H
#define SHINSA_TUI_QR_H

#include "core/base/mem.h"

enum { QR_TEXT_MAX = 300, QR_QUIET = 2 };

/* 0 rows: the text is too long. Rows live in the arena; *cols_r columns each where a half block is one. */
size_t qr_rows(struct arena *a, const char *text, bool dark_letters, const char ***row_r, int *cols_r);

#endif
