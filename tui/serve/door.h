/* The door: one process a connection, and the only one that reads what strangers send. It speaks SSH on the accepted
 * socket and passes terminal bytes on as frames to its desk. It holds no store and no file; before the first byte of the
 * client is read it enters the sandbox. It decides nothing about people: every question goes to the desk.
 *
 * It never blocks in the library: the session is non-blocking from the first byte and this loop alone waits. */
#ifndef SHINSA_SERVE_DOOR_H
#define SHINSA_SERVE_DOOR_H

#include "core/base/err.h"

struct sandbox;

struct door_setup {
    int client_fd, desk_fd; /* owned */
    const char *host_key_path;
    const struct sandbox *sandbox;
    int64_t grace_ms;        /* from the connection to the login */
    int64_t silence_ms;      /* without a byte from the client: it is asked for a sign of life */
    int silences;            /* unanswered: the line is dead */
    int tries;
};

/* Exit status of a door, read by the hub. */
enum door_end {
    DOOR_ENDED = 0,
    DOOR_END_SETUP = 10, /* no host key, no sandbox: the office's own fault */
    DOOR_END_KEX = 11,   /* no common language, or not SSH at all */
    DOOR_END_GRACE = 12,
    DOOR_END_TRIES = 13
};

/* The life of a door process, which the hub has just forked. */
NORETURN void door_main(const struct door_setup *setup);

#endif
