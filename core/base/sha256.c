/* The plain functions, since they allocate nothing: OpenSSL 3 would have each hash look up its provider. */
#define OPENSSL_API_COMPAT 10100

#include "core/base/sha256.h"

#include <string.h>

#include <openssl/sha.h>
#include <sodium.h>

static_assert(SHA256_BYTES == SHA256_DIGEST_LENGTH, "SHA-256 is the one meant");
static_assert(FINGERPRINT_KEY_BYTES == crypto_shorthash_siphashx24_KEYBYTES, "SipHash-2-4 is the one meant");
static_assert(sizeof(struct fingerprint) == crypto_shorthash_siphashx24_BYTES, "with 128 bits");

struct sha256 sha256_of(const void *p, size_t n)
{
    const struct sha256_piece pieces[] = {{p, n}, {NULL, 0}};
    return sha256_of_pieces(pieces);
}

struct sha256 sha256_of_pieces(const struct sha256_piece *pieces)
{
    SHA256_CTX state;
    SHA256_Init(&state);
    for (; pieces->p; pieces++)
        SHA256_Update(&state, pieces->p, pieces->n);
    struct sha256 h;
    SHA256_Final(h.byte, &state);
    return h;
}

const char *sha256_hex(const struct sha256 *h, char to[SHA256_HEX_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        to[2 * i] = digits[h->byte[i] >> 4];
        to[2 * i + 1] = digits[h->byte[i] & 15];
    }
    to[SHA256_HEX_BYTES - 1] = '\0';
    return to;
}

bool sha256_equal(const struct sha256 *a, const struct sha256 *b)
{
    return sodium_memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}

void random_bytes(void *p, size_t n)
{
    randombytes_buf(p, n);
}

struct fingerprint fingerprint_of(const uint8_t key[FINGERPRINT_KEY_BYTES], const void *p, size_t n)
{
    struct fingerprint f;
    crypto_shorthash_siphashx24((unsigned char *)&f, p, n, key);
    return f;
}
