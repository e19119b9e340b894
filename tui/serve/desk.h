/* The desk: one process a seat, which alone of the three touches the store. It answers the door's questions while a
 * client logs in, then runs the screens or one verb, and ends with its client.
 *
 * What an office is stands behind `struct desk_ops`; the server knows nothing of it. All functions of one desk run in one
 * process, one at a time, open first and close last. */
#ifndef SHINSA_SERVE_DESK_H
#define SHINSA_SERVE_DESK_H

#include "tui/serve/address.h"
#include "tui/serve/protocol.h"
#include "tui/term/line.h"

struct sandbox;
struct seats;

struct desk {
    const struct desk_ops *ops;
    void *app;                       /* what open made; the server does not look at it */
    char source[ADDRESS_TEXT_BYTES]; /* the client's address, as the hub saw it */
    char client[CLIENT_BYTES];       /* the client's software, as it calls itself: hostile */
    char user[USER_NAME_BYTES];      /* "" until somebody has logged in */
    bool parks;                      /* set by run_ui: this line ends, the seat waits for its user's next one */
    bool draining;                   /* the server restarts: tell the person, end at the next good moment */
    const struct seats *seats;       /* those of this server */
    const char *ended;               /* for close: quit, verb, line, serve.revoked, serve.idle...; "" before */
};

/* Somebody who has proved to own a key. */
struct desk_login {
    const char *user;                /* the syntax is right, the person may be unknown */
    const char *key_type, *key_blob; /* as in an authorized_keys line */
    const char *source, *client;
};

/* The line as it begins. */
struct desk_hello {
    bool terminal;
    const char *term;
    int rows, cols;
    const struct env_pair *env; /* LANG LC_ALL LC_CTYPE NO_COLOR COLORTERM TERM_PROGRAM SHINSA_* */
    size_t env_n;
    int64_t idle_warn_ms, idle_lock_ms, idle_end_ms; /* so long before; without a key; 0: never */
};

/* NULL if the client did not send it. */
const char *desk_hello_env(const struct desk_hello *hello, const char *name);

/* The streams of a verb. No transaction may be open when one of these is called: each may wait for the client. */
struct desk_io {
    void *arg;
    /* Waits for input; *n_r = 0 at its end. E_LIMIT "serve.input-long" behind the office's limit, E_IO
     * "serve.client-gone". */
    int (*read)(void *arg, void *p, size_t size, size_t *n_r, struct err *e);
    /* E_IO "serve.client-gone", or "serve.client-slow" when nothing went for two minutes. */
    int (*write)(void *arg, const void *p, size_t n, struct err *e);
    int (*write_error)(void *arg, const void *p, size_t n, struct err *e);
    const struct desk_hello *hello;
};

struct desk_ops {
    void *arg;
    /* Opens the store. Called when the door asks its first question, not before. What all desks share and none changes
     * (schemes) is loaded before serve_run: then each desk has it in its memory for nothing. */
    int (*open)(void *arg, struct desk *d, struct err *e);
    /* Is this key this user's, and may the user log in? The same work and time whether the user is unknown, disabled or has
     * other keys. A yes proves nothing yet. */
    int (*key_known)(struct desk *d, const char *user, const char *key_type, const char *key_blob, bool *known_r,
                     struct err *e);
    /* The key's owner has signed. Journals the login and decides: ANSWER_YES, ANSWER_NO, or ANSWER_CODE_NEEDED if the
     * person must also give a code; then the login is journalled by check_code. */
    int (*login)(struct desk *d, const struct desk_login *login, enum desk_answer *answer_r, struct err *e);
    /* The second factor of the last login. May be NULL if login never asks for one. */
    int (*check_code)(struct desk *d, const char *code, bool *right_r, struct err *e);
    /* May this user go on? Asked every few seconds while a seat is open: a revoked key ends its seat. NULL: always. */
    int (*active)(struct desk *d, bool *active_r, struct err *e);
    /* Runs the screens until the seat ends or its line is lost; the line is closed by the caller. If `resumes`, it may be
     * called again with a new line and a new hello, and then goes on where it was: after a lost line, after d->parks, and
     * after nobody typed for idle_end_ms. */
    bool resumes;
    int (*run_ui)(struct desk *d, struct line *line, const struct desk_hello *hello, struct err *e);
    /* Runs one verb with the rights of the user. argv is ended by NULL. The status is the client's. */
    void (*run_verb)(struct desk *d, int argc, char **argv, const struct desk_io *io, int *exit_status_r);
    void (*close)(struct desk *d);
};

struct desk_setup {
    const struct desk_ops *ops;
    const struct sandbox *sandbox;
    int door_fd, hub_fd; /* owned */
    struct address from;
    uint32_t seat;       /* its number, for the log */
    int tries;
    int64_t idle_warn_ms, idle_lock_ms, idle_end_ms, seat_end_ms;
    int64_t park_ms;     /* 0: a seat ends with its line */
    int64_t active_ms;   /* how often to ask whether the user may go on */
    uint64_t input_max;  /* bytes of standard input a verb may be sent */
};

/* The life of a desk process, which the hub has just forked. */
NORETURN void desk_main(const struct desk_setup *setup);

#endif
