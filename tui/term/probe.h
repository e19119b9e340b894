/* Asks the terminal how wide it draws a character of ambiguous width: prints one at the left margin, asks where the cursor
 * is (CPR), and asks for its attributes (DA1) as a fence that almost every terminal answers. Pure: the loop sends
 * probe_question, feeds the keys that come, and decides how long to wait. Answers that come late are swallowed by the loop. */
#ifndef SHINSA_TUI_PROBE_H
#define SHINSA_TUI_PROBE_H

#include "core/base/buf.h"
#include "core/base/charset.h"
#include "tui/key.h"

enum { PROBE_WAIT_MS = 300, PROBE_SLOW_WAIT_MS = 1500 };

struct probe {
    bool done;
    bool answered;      /* false when done: the terminal told nothing, `ambiguous` is the guess */
    int ambiguous;      /* 1 or 2 */
    bool utf8;          /* false: a three-byte character took three or more columns, the terminal is not in UTF-8 */
    bool synchronised;  /* knows mode 2026 (synchronised output) */
    enum charset charset_;
    int columns_[2];
    int n_;
};

void probe_init(struct probe *p, enum charset charset);
/* What to send. */
void probe_question(const struct probe *p, struct buf *out);
/* True if the key was an answer and is used up. */
bool probe_key(struct probe *p, const struct key *k);
/* Time is up. */
void probe_give_up(struct probe *p);

#endif
