/* From bytes to keys. Bytes may arrive cut anywhere: any split of a stream gives the same keys.
 *
 * Knows xterm, VT, rxvt, linux and Tera Term sequences with modifiers, bracketed paste, and the terminal's answers (CPR,
 * DA, DECRPM), which are keys of their own kind. Unknown sequences are swallowed whole. There is no clock inside: when bytes
 * wait that may be a lone ESC (keys_waiting), the caller decides by its own timeout and calls keys_flush. */
#ifndef SHINSA_TUI_KEYS_H
#define SHINSA_TUI_KEYS_H

#include "core/base/buf.h"
#include "core/base/charset.h"
#include "tui/key.h"

enum { KEYS_PASTE_BYTES_MAX = 64 * 1024, KEYS_SEQUENCE_BYTES_MAX = 256, KEYS_ESC_WAIT_MS = 60 };

struct keys {
    enum charset charset;
    int state_;
    struct buf sequence_; /* parameters of the sequence under way */
    struct buf paste_;    /* a paste under way, then the one handed out */
    char text_[8];        /* a character under way, in the charset of the seat */
    size_t text_n_;
    bool alt_;            /* an ESC stood before what comes */
    bool pasting_, paste_full_;
    size_t fence_; /* bytes of the paste's end mark matched */
};

typedef void keys_fn(void *user, const struct key *k);

void keys_init(struct keys *k, enum charset charset);
void keys_done(struct keys *k);
/* Decodes p[n]; calls fn for each whole key. */
void keys_feed(struct keys *k, const char *p, size_t n, keys_fn *fn, void *user);
/* True if an ESC stands open that may be the Esc key or the start of a sequence. */
bool keys_waiting(const struct keys *k);
/* Time is up: what stands open becomes keys (Esc, Alt-[), an unfinished paste is handed out. */
void keys_flush(struct keys *k, keys_fn *fn, void *user);

#endif
