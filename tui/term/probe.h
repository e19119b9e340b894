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
    bool answered;        /* false when done: the terminal told nothing and the rest is the guess it began with */
    int ambiguous;        /* 1 or 2 */
    enum charset charset; /* CHARSET_CP932 if the terminal turned out not to read UTF-8 */
    int answers_;
    int column_[2];
};

/* The guess stands until the terminal answers; a charset other than UTF-8 was chosen by the user and is not asked about. */
void probe_init(struct probe *p, int ambiguous, enum charset charset);
/* What to send: on the second row of the alternate screen, erased again. */
void probe_question(const struct probe *p, struct buf *out);
/* True if the key was an answer and is used up. */
bool probe_key(struct probe *p, const struct key *k);
/* Time is up: done, with the guess. Answers that come later are still taken, and may conclude it after all. */
void probe_give_up(struct probe *p);

#endif
