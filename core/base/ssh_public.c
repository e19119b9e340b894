#include "core/base/ssh_public.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "core/base/sha256.h"
#include "core/base/str.h"
#include "core/base/utf8.h"

enum { RAW_MAX = SSH_PUBLIC_BLOB_BYTES, ED25519_BYTES = 32 };

/* The strings a key consists of, each behind its length (RFC 4251 5). */
struct piece_reader {
    const unsigned char *p;
    size_t n;
    bool bad;
};

static struct str next_piece(struct piece_reader *r)
{
    struct str piece = {"", 0};
    if (r->bad || r->n < 4) {
        r->bad = true;
        return piece;
    }
    size_t n = (size_t)r->p[0] << 24 | (size_t)r->p[1] << 16 | (size_t)r->p[2] << 8 | r->p[3];
    if (n > r->n - 4) {
        r->bad = true;
        return piece;
    }
    piece = (struct str){(const char *)r->p + 4, n};
    r->p += 4 + n;
    r->n -= 4 + n;
    return piece;
}

static size_t bits_of(struct str number)
{
    size_t i = 0;
    while (i < number.n && !number.p[i])
        i++;
    if (i == number.n)
        return 0;
    size_t bits = (number.n - i) * 8;
    for (unsigned char top = (unsigned char)number.p[i]; !(top & 0x80); top = (unsigned char)(top << 1))
        bits--;
    return bits;
}

static bool raw_of(const char *blob, unsigned char raw[RAW_MAX], size_t *n_r)
{
    return sodium_base642bin(raw, RAW_MAX, blob, strlen(blob), NULL, n_r, NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
}

static int check_key(const struct ssh_public *key, struct err *e)
{
    unsigned char raw[RAW_MAX];
    struct piece_reader r = {.p = raw};
    if (!raw_of(key->blob, raw, &r.n) || !str_is(next_piece(&r), key->type))
        return err_set(e, E_INPUT, "key.unreadable", NULL);
    size_t bits = SSH_PUBLIC_RSA_BITS_MIN;
    if (str_eq(key->type, "ssh-rsa")) {
        next_piece(&r);
        bits = bits_of(next_piece(&r));
    } else if (str_eq(key->type, "ssh-ed25519") || str_eq(key->type, "sk-ssh-ed25519@openssh.com")) {
        r.bad = next_piece(&r).n != ED25519_BYTES || r.bad;
        if (key->type[1] == 'k')
            next_piece(&r);
    } else {
        return err_set(e, E_INPUT, "key.type", key->type, NULL);
    }
    if (r.bad || r.n)
        return err_set(e, E_INPUT, "key.unreadable", NULL);
    if (bits < SSH_PUBLIC_RSA_BITS_MIN) {
        char have[24];
        snprintf(have, sizeof have, "%zu", bits);
        return err_set(e, E_INPUT, "key.too-short", have, NULL);
    }
    return 0;
}

/* Takes the next word, or all that is left, without blanks around it. */
static bool take(struct str *rest, bool all, char *to, size_t size)
{
    while (rest->n && strchr(" \t\r\n", rest->p[0]))
        rest->p++, rest->n--;
    while (rest->n && strchr(" \t\r\n", rest->p[rest->n - 1]))
        rest->n--;
    size_t n = 0;
    while (n < rest->n && (all || !strchr(" \t", rest->p[n])))
        n++;
    if (n >= size)
        return false;
    memcpy(to, rest->p, n);
    to[n] = '\0';
    rest->p += n;
    rest->n -= n;
    return n > 0 || all;
}

int ssh_public_read(const char *line, struct ssh_public *key_r, struct err *e)
{
    struct ssh_public key = {0};
    struct str rest = str_of(line);
    if (!take(&rest, false, key.type, sizeof key.type) || !take(&rest, false, key.blob, sizeof key.blob) ||
        !take(&rest, true, key.comment, sizeof key.comment) || !utf8_valid(key.comment, strlen(key.comment)) ||
        utf8_has_controls(key.comment, false))
        return err_set(e, E_INPUT, "key.unreadable", NULL);
    int rc = check_key(&key, e);
    if (rc)
        return rc;
    ssh_public_fingerprint(key.blob, key.fingerprint);
    *key_r = key;
    return 0;
}

bool ssh_public_fingerprint(const char *blob, char to[SSH_PUBLIC_FINGERPRINT_BYTES])
{
    unsigned char raw[RAW_MAX];
    size_t n;
    char text[sodium_base64_ENCODED_LEN(SHA256_BYTES, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)];
    if (!raw_of(blob, raw, &n))
        return false;
    struct sha256 hash = sha256_of(raw, n);
    sodium_bin2base64(text, sizeof text, hash.byte, sizeof hash.byte, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    snprintf(to, SSH_PUBLIC_FINGERPRINT_BYTES, "SHA256:%s", text);
    return true;
}
