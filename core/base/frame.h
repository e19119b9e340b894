/* Length-prefixed frames between door and desk: 1 byte kind, 4 bytes big-endian length, payload. */
#ifndef SHINSA_BASE_FRAME_H
#define SHINSA_BASE_FRAME_H

#include "core/base/buf.h"
#include "core/base/err.h"

enum { FRAME_HEADER_BYTES = 5, FRAME_PAYLOAD_MAX = 256 * 1024 };

struct frame {
    uint8_t kind;
    const char *p; /* payload, borrowed from the buffer until it changes */
    uint32_t n;
};
/* Appends a whole frame or, if it does not fit, nothing (out->full says so). n is at most FRAME_PAYLOAD_MAX: larger
 * things travel in several frames. */
void frame_put(struct buf *out, uint8_t kind, const void *p, size_t n);
/* 1: a whole frame stands at the front of in (drop it with frame_drop), 0: more bytes are needed, E_INPUT "frame.length":
 * a length above the maximum, E_INPUT "frame.kind": kind 0. */
int frame_peek(const struct buf *in, struct frame *frame_r, struct err *e) WARN_UNUSED;
void frame_drop(struct buf *in, const struct frame *frame);

/* Fields inside a payload: integers big-endian, texts with a 4-byte length; a reader that runs over the end sets bad. */
struct frame_reader {
    const char *p;
    size_t n;
    bool bad;
};
uint32_t frame_read_u32(struct frame_reader *r);
/* A text of less than size bytes, copied and ended; "" and bad if longer, cut, or holding a NUL. */
const char *frame_read_text(struct frame_reader *r, char *to, size_t size);
void frame_add_u32(struct buf *b, uint32_t v);
void frame_add_text(struct buf *b, const char *s);

#endif
