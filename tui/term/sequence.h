/* What the sequences behind ESC [ and ESC O mean, as xterm, VT, rxvt and the Linux console send them: parameters and final
 * byte in, a key out. Pure; the states in which bytes arrive are keys.c. Sources: ECMA-48, and the control sequences of
 * xterm (ctlseqs). */
#ifndef SHINSA_TUI_SEQUENCE_H
#define SHINSA_TUI_SEQUENCE_H

#include "tui/key.h"

enum sequence_meaning {
    SEQUENCE_NOTHING, /* unknown, or nobody asked: it is swallowed */
    SEQUENCE_KEY,
    SEQUENCE_ANSWER,  /* of the terminal, as a key of its own kind: an ESC before it is no Alt */
    SEQUENCE_PASTE    /* a paste begins */
};

/* ESC [ p[bytes] final. *key_r is set for keys and answers only. */
enum sequence_meaning sequence_control(const char *p, size_t bytes, char final, struct key *key_r);
/* ESC O p[bytes] final: the keypad and function keys; a digit before the final byte is a modifier. */
enum sequence_meaning sequence_single(const char *p, size_t bytes, char final, struct key *key_r);

#endif
