/* The inside of a desk process: its two sockets, what the client is, and why the seat must end. Shared by the files that
 * make up the desk (desk.c, desk_login.c, line_frame.c, verb_io.c); nobody else needs it. */
#ifndef SHINSA_SERVE_SEAT_H
#define SHINSA_SERVE_SEAT_H

#include "tui/message.h"
#include "tui/serve/desk.h"
#include "tui/serve/hub_wire.h"
#include "tui/serve/wire.h"

enum seat_end {
    SEAT_GOES_ON,
    SEAT_CLIENT_GONE,
    SEAT_REVOKED, /* the user may no longer */
    SEAT_STOPPED, /* the server ends */
    SEAT_IDLE,
    SEAT_NO_INPUT, /* the client will never send a key again */
    SEAT_SENT_AWAY, /* by an administrator */
    SEAT_OVER     /* open for longer than one may be */
};

struct seat {
    const struct desk_setup *setup;
    struct desk desk;
    struct wire wire;    /* to the door */
    int hub_fd;          /* -1 once the hub is gone */
    struct start start;
    struct desk_hello hello;
    enum language language;
    enum seat_end end;
    bool opened;         /* ops->open has succeeded */
    bool full;           /* logged in, but the user has no seat left */
    bool typed;          /* a key has come: there may be something to keep */
    bool waiting;        /* parked: no line, so nobody can type */
    bool parked_waits;   /* another seat of the user has lost its line */
    int64_t began_ms, heard_ms, active_at_ms; /* monotonic: login, last key, next question whether the user may go on */

    /* For the list of seats, see seat_list.c. */
    enum seat_state state;
    int64_t told_ms;     /* when the hub heard last how this seat is */
    char told[USER_NAME_BYTES + SEATS_TEXT_MAX + 4]; /* for the person; "" once it is shown */
    bool drain_told;
    struct seats seats;

    /* The login, see desk_login.c. */
    struct key_claim proved;
    unsigned failures;
    bool code_due, logged_in;
};

void seat_init(struct seat *s, const struct desk_setup *setup);
void seat_done(struct seat *s);
/* Opens the store at its first call. Errors as of app_open. */
int seat_open(struct seat *s, struct err *e) WARN_UNUSED;

/* Sets s->end and desk.draining by what the hub, the clock and the store say now. Never blocks on a socket. */
void seat_check(struct seat *s);
/* The part of it that needs no hub. */
void seat_check_rules(struct seat *s);
/* Until the next seat_check is due, at least 1 ms. */
int seat_check_due_ms(const struct seat *s);
/* Waits for the door or the hub, or until the next check is due; then checks and moves frames. */
void seat_wait(struct seat *s);
/* Queues p[n] for the client in frames of `kind` (DESK_OUTPUT, DESK_ERROR); waits while too much is queued. E_IO
 * "serve.client-gone" if the seat ends meanwhile, "serve.client-slow" if nothing moves for slow_ms (-1: for ever). */
int seat_send(struct seat *s, uint8_t kind, const char *p, size_t n, int64_t slow_ms, struct err *e) WARN_UNUSED;

/* Logs what the door says it refused; any other frame is not looked at. */
void seat_note(const struct seat *s, const struct frame *f);

/* Tells the hub how this seat is: now, or after a key if that was long ago. */
void seat_status(struct seat *s, enum seat_state state);
void seat_status_key(struct seat *s);
/* A word of the hub that may come at any time. */
void seat_take_word(struct seat *s, const struct hub_word *word);
extern const struct seats_ops seat_list_ops;

/* desk_login.c: answers one frame of the login. False if it does not belong here: the seat ends. */
bool seat_login_frame(struct seat *s, const struct frame *f);
/* Writes the line of a connection that ended without a login. */
void seat_login_missed(struct seat *s);

/* Fills hello and language from the start of the line. */
void seat_hello(struct seat *s);

/* seat_park.c: gives this seat's door, with a start and all that was read behind it, to the user's parked seat. True: done,
 * this desk ends without a word. */
bool seat_hand_over(struct seat *s);
/* Would seat_park wait at all? */
bool seat_may_park(const struct seat *s);
/* The line is lost: waits for another. True: it is there, and s->start is its start. False: the seat ends. */
bool seat_park(struct seat *s);

/* line_frame.c: the line of the screens over the wire. The caller closes it through its ops. NULL and E_IO
 * "serve.no-room" when the kernel gives it no descriptor. */
struct line *line_frame_new(struct seat *s, struct err *e);

/* verb_io.c: the streams of a verb over the wire; io_r borrows vs. */
struct verb_streams {
    struct seat *seat;
    size_t frame_used;  /* bytes already read of the input frame at the front */
    uint64_t read_bytes;
    bool input_ended;
};
void verb_streams_init(struct verb_streams *vs, struct seat *s, struct desk_io *io_r);

#endif
