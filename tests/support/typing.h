/* What a terminal sends for a key, as xterm does: the other way round of tui/term/keys.h. */
#ifndef SHINSA_TESTS_TYPING_H
#define SHINSA_TESTS_TYPING_H

#include "core/base/buf.h"
#include "tui/key.h"

/* Appends the bytes of one key; false for what no terminal sends. */
bool typing_key(const struct key *k, struct buf *to);
/* Appends the bytes of keys in the notation of tui/key.h: `<F2>認証<Enter>`. E_INPUT "key.unknown". */
int typing_keys(const char *keys, struct buf *to, struct err *e) WARN_UNUSED;

#endif
