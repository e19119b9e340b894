/* Signatures by Ed25519 (RFC 8032, libsodium), with keys and signatures as hexadecimal digits. */
#ifndef SHINSA_BASE_SIGN_H
#define SHINSA_BASE_SIGN_H

#include "core/base/base.h"

enum { SIGN_KEY_BYTES = 32, SIGN_BYTES = 64, SIGN_KEY_HEX_BYTES = 65, SIGN_HEX_BYTES = 129 };

struct sign_seed {
    uint8_t byte[SIGN_KEY_BYTES]; /* the secret: whoever has it signs */
};
/* A fresh one, from the system. */
struct sign_seed sign_seed_new(void);
/* 64 lower-case digits, without anything behind them. */
bool sign_seed_from_hex(const char *hex, struct sign_seed *seed_r);
void sign_seed_hex(const struct sign_seed *seed, char to[SIGN_KEY_HEX_BYTES]);
void sign_seed_forget(struct sign_seed *seed);
/* The public key that belongs to it. */
void sign_public_hex(const struct sign_seed *seed, char to[SIGN_KEY_HEX_BYTES]);
void sign_text(const struct sign_seed *seed, const void *p, size_t n, char to[SIGN_HEX_BYTES]);
/* Was the text signed so by who has the secret of this public key? False also for what is no key or no signature. */
bool sign_holds(const char *public_hex, const void *p, size_t n, const char *signature_hex);

#endif
