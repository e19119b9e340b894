/* The inside of a door process, shared by door.c (the loop), door_auth.c (the login) and door_channel.c (what a session
 * may ask for). */
#ifndef SHINSA_SERVE_DOOR_STATE_H
#define SHINSA_SERVE_DOOR_STATE_H

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>

#include "tui/serve/door.h"
#include "tui/serve/wire.h"

enum { REFUSED_KINDS = 12 };

struct door {
    const struct door_setup *setup;
    int linger_fd;       /* the client's socket once more, see linger() */
    ssh_session session;
    ssh_event event;     /* NULL until the key exchange is done */
    ssh_channel channel; /* the only one; NULL until it is opened */
    struct wire wire;    /* to the desk */
    struct ssh_server_callbacks_struct server_callbacks;
    struct ssh_channel_callbacks_struct channel_callbacks;
    struct ssh_counter_struct counter;

    /* Why the door closes: set once, acted on by the loop. NULL: it goes on. */
    const char *quit;    /* id of a message; "" for a plain end */
    enum door_end end;

    /* login */
    int64_t deadline_ms; /* of the login, then of the first request; monotonic */
    int tries;
    bool authenticated;  /* set by a proof and by nothing else */
    bool code_due;       /* the key is proved, the code is not */
    bool code_asked;
    char code_user[USER_NAME_BYTES];

    /* the session */
    struct start start;
    bool started;
    bool size_due;       /* start.cols, start.rows are newer than what the desk knows */
    int64_t size_at_ms;  /* not before */
    bool input_left;     /* the library holds bytes the wire had no room for */
    bool input_end_due, input_end_sent;
    size_t output_used;  /* bytes of the output frame at the front that are on their way */
    bool exited;         /* the desk has said how the seat ended */
    bool channel_closed; /* by the client */
    int64_t exit_by_ms;
    char reason[REASON_BYTES];

    /* signs of life */
    uint64_t heard_bytes;
    int64_t heard_ms, asked_ms;
    int silences;

    const char *refused[REFUSED_KINDS]; /* each kind is reported once */
};

void door_quit(struct door *d, enum door_end end, const char *message_id);
/* Tells the desk what was refused; `what` is static. */
void door_refuse(struct door *d, const char *what);
/* Asks the desk and waits for its answer, no longer than the login may take. */
enum desk_answer door_wait_answer(struct door *d);

/* door_auth.c */
void door_auth_init(struct door *d);

/* door_channel.c */
ssh_channel door_channel_open(ssh_session session, void *arg);
/* Names what a message of the library asked for: "tcpip-forward". */
const char *door_request_name(ssh_message message);
/* Moves input held by the library to the wire as far as there is room. */
void door_channel_input(struct door *d);

#endif
