#include "core/base/sha256.h"

#include <string.h>

#include <sodium.h>

_Static_assert(SHA256_BYTES == crypto_hash_sha256_BYTES, "libsodium's SHA-256 is the one meant");

struct sha256 sha256_of(const void *p, size_t n)
{
    struct sha256 h;
    crypto_hash_sha256(h.byte, p, n);
    return h;
}

struct sha256 sha256_of_pieces(const struct sha256_piece *pieces)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (; pieces->p; pieces++)
        crypto_hash_sha256_update(&state, pieces->p, pieces->n);
    struct sha256 h;
    crypto_hash_sha256_final(&state, h.byte);
    return h;
}

const char *sha256_hex(const struct sha256 *h, char to[SHA256_HEX_BYTES])
{
    return sodium_bin2hex(to, SHA256_HEX_BYTES, h->byte, sizeof h->byte);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool sha256_from_hex(const char *hex, struct sha256 *h_r)
{
    struct sha256 h;
    if (strnlen(hex, SHA256_HEX_BYTES) != SHA256_HEX_BYTES - 1)
        return false;
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        h.byte[i] = (uint8_t)(high << 4 | low);
    }
    *h_r = h;
    return true;
}

bool sha256_equal(const struct sha256 *a, const struct sha256 *b)
{
    return sodium_memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}

void random_bytes(void *p, size_t n)
{
    randombytes_buf(p, n);
}
