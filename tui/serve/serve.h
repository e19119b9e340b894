/* The SSH server of an office: screens and verbs for the people it knows, and nothing else.
 *
 * serve_run is the hub: it listens, decides by source who may come in, starts a door and a desk for each connection and
 * counts seats. It never reads a byte of SSH and never opens the store. */
#ifndef SHINSA_SERVE_SERVE_H
#define SHINSA_SERVE_SERVE_H

#include "tui/serve/desk.h"
#include "tui/serve/limits.h"

enum { SERVE_LISTEN_MAX = 8 };

struct serve_options {
    struct address listen[SERVE_LISTEN_MAX];
    size_t listen_n;
    const char *host_key_path;
    const struct desk_ops *ops;
    struct limits_config limits;
    uint32_t seats_all, seats_user; /* at one time */
    int tries;
    int64_t grace_ms;               /* from connection to login */
    int64_t silence_ms;             /* a client that sends nothing is asked for a sign of life so often */
    int silences;                   /* unanswered, until its line is given up */
    int64_t idle_warn_ms, idle_lock_ms, idle_end_ms, seat_end_ms; /* 0: never */
    int64_t park_ms;                /* a seat that lost its line waits so long for its user; 0: not at all */
    int64_t active_ms;              /* how often a seat asks whether its user may go on */
    uint64_t input_max;             /* bytes of standard input a verb may be sent */
    int ready_fd;                   /* where the line "ready ADDRESS FINGERPRINT" goes; -1: nowhere */
};

/* 30 s grace, 6 tries, 15 s times 3 of silence, 500 seats, 3 a user, lock at 15 and end at 60 minutes without a key with
 * a minute's warning, 12 hours at most, parked for 30 minutes; listens nowhere yet. */
struct serve_options serve_defaults(void);

/* Runs until told to stop. SIGTERM, SIGINT or SIGHUP: listens no more, tells the seats, returns when the last has ended;
 * the second one ends them. Log lines go where log_open said.
 * E_CONFLICT "serve.port-taken", E_IO "serve.listen", errors of hostkey_fingerprint and sandbox_prepare. */
int serve_run(const struct serve_options *options, struct err *e) WARN_UNUSED;

#endif
