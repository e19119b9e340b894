/* Signed checkpoints of the journal: how many events there were, the hash of the last, when, signed by the office's key. Kept
 * outside the office, one proves all that was written before it: a journal written anew from end to end does not have it.
 *
 *     shinsa checkpoint 1
 *     events 1234
 *     hash 64 hexadecimal digits
 *     at 2026-11-20T09:46:39.123Z
 *     signer 64 hexadecimal digits: the public key
 *     signature 128 hexadecimal digits: Ed25519 over the bytes of the lines before it
 *
 * The secret stands beside the store (office.db.checkpoint-key, readable by its owner alone), its public key next to it. */
#ifndef SHINSA_APP_CHECKPOINT_H
#define SHINSA_APP_CHECKPOINT_H

#include "core/app/app.h"
#include "core/base/buf.h"
#include "core/base/sign.h"

enum { CHECKPOINT_BYTES_MAX = 1024 };

/* Makes the key of a store, once; its public key in hex. E_CONFLICT "checkpoint.key-there", E_IO "checkpoint.key-write". */
int checkpoint_key_make(const char *store, char public_r[SIGN_KEY_HEX_BYTES], struct err *e) WARN_UNUSED;
/* The public key that stands beside the store. E_NOTFOUND "checkpoint.no-key". */
int checkpoint_key_public(const char *store, char public_r[SIGN_KEY_HEX_BYTES], struct err *e) WARN_UNUSED;
/* Writes the event that a checkpoint was taken, and the checkpoint of it, to out. E_NOTFOUND "checkpoint.no-key", E_DENIED
 * "checkpoint.key-open" (others may read the secret) and "app.admin", E_INPUT "checkpoint.key-format". */
int checkpoint_take(struct app *app, const char *store, struct buf *out, struct err *e) WARN_UNUSED;

struct checkpoint {
    int64_t events;
    char hash[65], at[40], signer[SIGN_KEY_HEX_BYTES];
};
/* Reads one and checks its signature by this public key (NULL: the one that stands in it). E_INPUT "checkpoint.format",
 * "checkpoint.signer" (another key), "checkpoint.signature". */
int checkpoint_read(const char *text, size_t n, const char *signer, struct checkpoint *c_r, struct err *e) WARN_UNUSED;
/* Does the journal of this store have that event with that hash? E_CONFLICT "checkpoint.shorter", "checkpoint.differs". That
 * the hash stands for all before it is verify_store's to say. */
int checkpoint_stands(struct app *app, const struct checkpoint *c, struct err *e) WARN_UNUSED;

#endif
