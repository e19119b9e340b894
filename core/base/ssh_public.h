/* A public key as people hand it over: one line of an authorized_keys or .pub file (sshd(8), RFC 4253 6.6). Nothing here
 * signs or verifies; the server's library does that. */
#ifndef SHINSA_BASE_SSH_PUBLIC_H
#define SHINSA_BASE_SSH_PUBLIC_H

#include "core/base/err.h"

enum {
    SSH_PUBLIC_TYPE_BYTES = 48,
    SSH_PUBLIC_BLOB_BYTES = 1536, /* base64 of an RSA key of 8192 bits */
    SSH_PUBLIC_COMMENT_BYTES = 128,
    SSH_PUBLIC_FINGERPRINT_BYTES = 51, /* "SHA256:" and 43 characters */
    SSH_PUBLIC_RSA_BITS_MIN = 3072
};

struct ssh_public {
    char type[SSH_PUBLIC_TYPE_BYTES];
    char blob[SSH_PUBLIC_BLOB_BYTES]; /* base64 */
    char comment[SSH_PUBLIC_COMMENT_BYTES];
    char fingerprint[SSH_PUBLIC_FINGERPRINT_BYTES];
};

/* "TYPE BASE64 [COMMENT]", blanks and a line feed around it are forgiven, options before the type are not.
 * E_INPUT "key.unreadable" (not such a line, or the type is not what the key says), "key.type" (only ssh-ed25519,
 * sk-ssh-ed25519@openssh.com and ssh-rsa), "key.too-short" (RSA below SSH_PUBLIC_RSA_BITS_MIN). */
int ssh_public_read(const char *line, struct ssh_public *key_r, struct err *e) WARN_UNUSED;

/* The fingerprint of a key in base64, as ssh-keygen -l prints it. False if it is no base64. */
bool ssh_public_fingerprint(const char *blob, char to[SSH_PUBLIC_FINGERPRINT_BYTES]);

#endif
