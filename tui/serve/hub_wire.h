/* What hub and desk say to each other, one datagram a word. A desk that lost its hub goes on: seats outlive a restart. */
#ifndef SHINSA_SERVE_HUB_WIRE_H
#define SHINSA_SERVE_HUB_WIRE_H

#include "tui/serve/address.h"
#include "tui/seats.h"
#include "tui/serve/wire.h"

enum hub_word_kind {
    HUB_FAILED = 1, /* desk: a login was refused */
    HUB_TAKE,       /* desk: `user` has logged in and wants a seat; answered by HUB_GIVEN or HUB_FULL */
    HUB_GIVEN,
    HUB_GIVEN_PARKED, /* given, and a parked seat of this user waits for a line */
    HUB_FULL,       /* this user has as many seats as one may have */
    HUB_PARKED,     /* desk: the line is lost, the seat waits for another */
    HUB_RESUME,     /* desk: give this door to the parked seat of `user`; answered by HUB_GIVEN or HUB_FULL. hub, to the
                       parked desk: here is a door; `from` is its client. A struct hub_pass goes along */
    HUB_STATUS,     /* desk: how this seat is, see status */
    HUB_LIST,       /* desk: which seats are there, with a number below status.number (0: all)? answered by HUB_SEAT, newest
                       first, and HUB_LISTED */
    HUB_SEAT,
    HUB_LISTED,     /* status.number: ask again below it; 0: these were all */
    HUB_END_SEAT,   /* desk: end seat status.number; answered by HUB_GIVEN or HUB_FULL. hub, to that seat: `user` ends it */
    HUB_TELL,       /* the same with a text to be shown there */
    HUB_DRAIN,      /* hub: the server restarts; the seat should end at the next good moment */
    HUB_STOP        /* hub: the seat ends now */
};

/* Times are of the one monotonic clock of the machine. */
struct seat_status {
    uint32_t number;
    int64_t began_ms, heard_ms; /* heard: the last key; 0 unknown */
    char term[TERM_BYTES];
    uint16_t rows, cols;
    uint8_t state;              /* enum seat_state */
};

struct hub_word {
    uint8_t kind;
    char user[USER_NAME_BYTES];
    struct address from;
    struct seat_status status;
    char text[SEATS_TEXT_MAX + 1];
};

/* The socket to a door, and the frames that were already read from it. */
enum { HUB_PASS_MAX = WIRE_IN_MAX + 32 * 1024 };
struct hub_pass {
    int fd; /* -1: none came; else owned by the receiver */
    size_t n;
    char bytes[HUB_PASS_MAX];
};

/* Never blocks. False if the other side is gone or does not read. */
bool hub_word_send(int fd, const struct hub_word *word);
/* The same with a door; the sender keeps its own descriptor. */
bool hub_word_pass(int fd, const struct hub_word *word, const struct hub_pass *pass);
/* 1: a word, 0: none waits (only if !wait), -1: the other side is gone. */
int hub_word_receive(int fd, bool wait, struct hub_word *word_r);
/* The same, with the door that may go along. */
int hub_word_receive_pass(int fd, bool wait, struct hub_word *word_r, struct hub_pass *pass_r);

#endif
