/* What a process of the server may still ask of the kernel.
 *
 * The door gives up everything but talking on the two sockets it holds: no file, no new socket, no other process, no
 * program. Opening something answers with an error, because libraries try and go on; what no library needs kills the
 * process. The desk works with files, but starts no programs and looks into no other process.
 *
 * The filters are compiled once, in the hub; entering one costs a system call. */
#ifndef SHINSA_SERVE_SANDBOX_H
#define SHINSA_SERVE_SANDBOX_H

#include "core/base/err.h"

struct sock_filter;

struct sandbox {
    struct sock_filter *rule; /* owned */
    uint16_t n;
};

enum sandbox_kind { SANDBOX_DOOR, SANDBOX_DESK };

/* E_IO "sandbox.prepare" where the kernel or the library cannot do it: the server does not run without. */
int sandbox_prepare(enum sandbox_kind kind, struct sandbox *sandbox_r, struct err *e) WARN_UNUSED;
void sandbox_done(struct sandbox *sandbox);

/* From here on there is no way back, for this process and its children. Also: no new privileges, no core file, not to
 * be traced by others of the same user. False if the kernel refuses; the process must then end. */
bool sandbox_enter(const struct sandbox *sandbox) WARN_UNUSED;

#endif
