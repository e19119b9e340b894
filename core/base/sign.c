#include "core/base/sign.h"

#include <sodium.h>
#include <string.h>

#include "core/base/sha256.h"

static_assert(SIGN_KEY_BYTES == crypto_sign_SEEDBYTES && SIGN_KEY_BYTES == crypto_sign_PUBLICKEYBYTES, "keys of Ed25519");
static_assert(SIGN_BYTES == crypto_sign_BYTES, "signatures of Ed25519");

struct sign_seed sign_seed_new(void)
{
    struct sign_seed seed;
    random_bytes(seed.byte, sizeof seed.byte);
    return seed;
}

static bool from_hex(const char *hex, uint8_t *to, size_t n)
{
    size_t read;
    if (strlen(hex) != 2 * n || strspn(hex, "0123456789abcdef") != 2 * n)
        return false;
    return sodium_hex2bin(to, n, hex, 2 * n, NULL, &read, NULL) == 0 && read == n;
}

bool sign_seed_from_hex(const char *hex, struct sign_seed *seed_r)
{
    return from_hex(hex, seed_r->byte, sizeof seed_r->byte);
}

void sign_seed_hex(const struct sign_seed *seed, char to[SIGN_KEY_HEX_BYTES])
{
    sodium_bin2hex(to, SIGN_KEY_HEX_BYTES, seed->byte, sizeof seed->byte);
}

void sign_seed_forget(struct sign_seed *seed)
{
    sodium_memzero(seed, sizeof *seed);
}

static void key_pair(const struct sign_seed *seed, uint8_t public_r[crypto_sign_PUBLICKEYBYTES], uint8_t secret_r[crypto_sign_SECRETKEYBYTES])
{
    int rc = crypto_sign_seed_keypair(public_r, secret_r, seed->byte);
    assert(rc == 0);
}

void sign_public_hex(const struct sign_seed *seed, char to[SIGN_KEY_HEX_BYTES])
{
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES], secret_key[crypto_sign_SECRETKEYBYTES];
    key_pair(seed, public_key, secret_key);
    sodium_memzero(secret_key, sizeof secret_key);
    sodium_bin2hex(to, SIGN_KEY_HEX_BYTES, public_key, sizeof public_key);
}

void sign_text(const struct sign_seed *seed, const void *p, size_t n, char to[SIGN_HEX_BYTES])
{
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES], secret_key[crypto_sign_SECRETKEYBYTES], signature[crypto_sign_BYTES];
    key_pair(seed, public_key, secret_key);
    int rc = crypto_sign_detached(signature, NULL, p, n, secret_key);
    assert(rc == 0);
    sodium_memzero(secret_key, sizeof secret_key);
    sodium_bin2hex(to, SIGN_HEX_BYTES, signature, sizeof signature);
}

bool sign_holds(const char *public_hex, const void *p, size_t n, const char *signature_hex)
{
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
    return from_hex(public_hex, public_key, sizeof public_key) && from_hex(signature_hex, signature, sizeof signature) &&
           crypto_sign_verify_detached(signature, p, n, public_key) == 0;
}
