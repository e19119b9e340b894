/* One end of the socket pair between door and desk: frames gathered in memory, sent and received without ever blocking.
 * The caller polls. Neither side's memory grows with the other's slowness: `out` has a maximum, and whoever fills it
 * must stop taking input from where it came. */
#ifndef SHINSA_SERVE_WIRE_H
#define SHINSA_SERVE_WIRE_H

#include "tui/serve/protocol.h"

enum {
    WIRE_OUT_MAX = 256 * 1024,      /* more than this is a programming error of the sender */
    WIRE_OUT_BUSY = 32 * 1024,      /* from here on the sender should wait */
    WIRE_IN_MAX = 64 * 1024         /* one start frame or three full chunks */
};

struct wire {
    int fd; /* owned; non-blocking */
    struct buf in, out;
    bool closed;     /* nothing more will arrive; in may still hold the last frames */
    bool out_closed; /* the other side reads no more: what is put into out is dropped */
};

void wire_init(struct wire *w, int fd);
void wire_done(struct wire *w);

/* Reads what has arrived, at most up to WIRE_IN_MAX. */
void wire_fill(struct wire *w);
/* Sends what the socket takes. */
void wire_flush(struct wire *w);
/* poll events to wait for: POLLIN if there is room for input, POLLOUT if something waits to go. */
short wire_events(const struct wire *w);
/* Waits up to timeout_ms (-1: for ever) until the wire can be read or written, and does both. Returns false at the end
 * of the time. */
bool wire_wait(struct wire *w, int timeout_ms);

/* The next frame, as frame_peek. A frame that breaks the rules closes the wire and reads as 0. */
int wire_peek(struct wire *w, struct frame *frame_r);
void wire_drop(struct wire *w, const struct frame *frame);

#endif
