/* What leaves for the terminal. Text is turned from UTF-8 into the charset of an old terminal (CP932, EUC-JP-MS), character by
 * character; what has no code becomes 〓 (? if it took one column), and no raw C1 is ever sent there. Escape sequences pass as
 * they are, except those that choose a set for line drawing: most terminals' entries send one with every change of
 * attributes, no screen draws with it, and without them a step in a list is a tenth smaller. */
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
