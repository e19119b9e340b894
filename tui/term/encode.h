/* Turns the UTF-8 screen stream into the charset of an old terminal (CP932, EUC-JP-MS): escape sequences pass as they are,
 * text is converted character by character, what has no code becomes 〓 (? if it took one column). No raw C1 is ever sent. */
#ifndef SHINSA_TUI_ENCODE_H
#define SHINSA_TUI_ENCODE_H

#include "core/base/buf.h"
#include "core/base/charset.h"

struct encode {
    enum charset charset;
    int state_;
    char text_[4];
    size_t text_n_;
};

void encode_init(struct encode *s, enum charset charset);
/* Appends the conversion of p[n] to out; a character cut at the end waits for the next call. */
void encode_feed(struct encode *s, const char *p, size_t n, struct buf *out);
/* True if the charset has the character p[n] (one or more code points). */
bool encode_can(enum charset charset, const char *p, size_t n);

#endif
