/* SHA-256 (libcrypto, which uses what the processor has for it) with a text form; random bytes; fingerprints. */
#ifndef SHINSA_BASE_SHA256_H
#define SHINSA_BASE_SHA256_H

#include "core/base/base.h"

enum { SHA256_BYTES = 32, SHA256_HEX_BYTES = 65 };

struct sha256 {
    uint8_t byte[SHA256_BYTES];
};

struct sha256 sha256_of(const void *p, size_t n);
/* Several pieces as one text: pieces end with p = NULL. */
struct sha256_piece {
    const void *p;
    size_t n;
};
struct sha256 sha256_of_pieces(const struct sha256_piece *pieces);
const char *sha256_hex(const struct sha256 *h, char to[SHA256_HEX_BYTES]);
bool sha256_equal(const struct sha256 *a, const struct sha256 *b); /* constant time */
void random_bytes(void *p, size_t n);                              /* from the system, never fails */

/* 128 bits that stand for a piece of data as long as one process lives (SipHash-2-4, libsodium): under a key of
 * random_bytes that leaves it nowhere, nobody can prepare two pieces with one fingerprint. Not to be stored. */
struct fingerprint {
    uint64_t half[2];
};
enum { FINGERPRINT_KEY_BYTES = 16 };
struct fingerprint fingerprint_of(const uint8_t key[FINGERPRINT_KEY_BYTES], const void *p, size_t n);

#endif
