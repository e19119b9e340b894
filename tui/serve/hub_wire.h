/* What hub and desk say to each other, one datagram a word. A desk that lost its hub goes on: seats outlive a restart. */
#ifndef SHINSA_SERVE_HUB_WIRE_H
#define SHINSA_SERVE_HUB_WIRE_H

#include "tui/serve/protocol.h"

enum hub_word_kind {
    HUB_FAILED = 1, /* desk: a login was refused */
    HUB_TAKE,       /* desk: `user` has logged in and wants a seat; answered by HUB_GIVEN or HUB_FULL */
    HUB_GIVEN,
    HUB_FULL,       /* this user has as many seats as one may have */
    HUB_DRAIN,      /* hub: the server restarts; the seat should end at the next good moment */
    HUB_STOP        /* hub: the seat ends now */
};

struct hub_word {
    uint8_t kind;
    char user[USER_NAME_BYTES];
};

/* Never blocks. False if the other side is gone or does not read. */
bool hub_word_send(int fd, const struct hub_word *word);
/* 1: a word, 0: none waits (only if !wait), -1: the other side is gone. */
int hub_word_receive(int fd, bool wait, struct hub_word *word_r);

#endif
