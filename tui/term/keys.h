/* From bytes to keys. Bytes may arrive cut anywhere: any split of a stream gives the same keys.
 *
 * Knows xterm, VT, rxvt, linux and Tera Term sequences with modifiers, bracketed paste, and the terminal's answers (CPR,
 * DA, DECRPM), which are keys of their own kind. Unknown sequences are swallowed whole; bytes that are no text are dropped.
 * There is no clock inside: what stands open (a lone ESC that may be a key or the start of a sequence) waits keys_wait_ms,
 * then the caller calls keys_flush. */
#ifndef SHINSA_TUI_KEYS_H
#define SHINSA_TUI_KEYS_H

#include "core/base/buf.h"
#include "core/base/charset.h"
#include "tui/key.h"

enum {
    KEYS_PASTE_BYTES_MAX = 64 * 1024,
    KEYS_SEQUENCE_BYTES_MAX = 64, /* of a control sequence; longer ones are swallowed */
    KEYS_ESC_WAIT_MS = 60,  /* until the round trip is known */
    KEYS_ESC_WAIT_MIN_MS = 50,
    KEYS_ESC_WAIT_MAX_MS = 400,
    KEYS_PASTE_WAIT_MS = 3000     /* a paste whose end never comes */
};

struct keys {
    enum charset charset;
    int esc_wait_ms; /* for a lone ESC; set it from the line's round trip */
    int state_;
    char sequence_[KEYS_SEQUENCE_BYTES_MAX]; /* parameters and intermediates of the sequence under way */
    size_t sequence_n_;
    char text_[8]; /* a character under way, in the charset of the seat */
    size_t text_n_;
    bool alt_;     /* an ESC stood before what comes */
    int skip_;     /* bytes of a mouse report still to swallow */
    size_t fence_; /* bytes of the paste's end mark seen */
    bool paste_cut_;
    struct buf paste_, paste_text_;
};

typedef void keys_fn(void *user, const struct key *k);

void keys_init(struct keys *k, enum charset charset);
void keys_done(struct keys *k);
/* Decodes p[n]; calls fn for each whole key. */
void keys_feed(struct keys *k, const char *p, size_t n, keys_fn *fn, void *user);
/* Milliseconds after the last byte until keys_flush is due; 0: nothing stands open. */
int keys_wait_ms(const struct keys *k);
/* Time is up: what stands open becomes keys (Esc, Alt-[), an unfinished paste is handed out. */
void keys_flush(struct keys *k, keys_fn *fn, void *user);

#endif
