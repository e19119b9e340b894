/* The office's host key: one Ed25519 key in OpenSSH's own format, beside the store, readable by its owner alone. Made
 * once, with the office (`shinsa init`, `shinsa demo`), never silently: a key that changes by itself teaches people to accept any key. */
#ifndef SHINSA_SERVE_HOSTKEY_H
#define SHINSA_SERVE_HOSTKEY_H

#include "core/base/mem.h"
#include "core/base/err.h"

struct ssh_key_struct;

enum { HOSTKEY_FINGERPRINT_BYTES = 64, HOSTKEY_SSHFP_BYTES = 96 };

/* The version of the library that reads keys and speaks SSH: "0.10.6/openssl/zlib". */
const char *hostkey_library(void);

/* The key stands beside the store, under its name: office.db.hostkey. */
const char *hostkey_beside(const char *store, struct arena *a);

/* Makes PATH (0600) and PATH.pub (0644). E_CONFLICT "hostkey.exists" if PATH is there; E_IO "hostkey.write". */
int hostkey_create(const char *path, struct err *e) WARN_UNUSED;

/* E_NOTFOUND "hostkey.missing", E_DENIED "hostkey.open-to-others" (others may read it), E_IO "hostkey.read",
 * E_INPUT "hostkey.format". The caller frees with ssh_key_free. */
int hostkey_load(const char *path, struct ssh_key_struct **key_r, struct err *e) WARN_UNUSED;

/* "SHA256:..." as OpenSSH prints it. Errors as hostkey_load. */
int hostkey_fingerprint(const char *path, char to[HOSTKEY_FINGERPRINT_BYTES], struct err *e) WARN_UNUSED;
/* The data of a DNS record, "4 2 HEX" (RFC 4255, 6594, 7479): Ed25519, SHA-256. Errors as hostkey_load. */
int hostkey_sshfp(const char *path, char to[HOSTKEY_SSHFP_BYTES], struct err *e) WARN_UNUSED;

#endif
