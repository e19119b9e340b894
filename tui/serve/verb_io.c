/* The streams of a verb: input frames as a file that is read, output as frames. */
#include <string.h>

#include "tui/serve/seat.h"

enum { VERB_SLOW_MS = 120 * 1000 };

/* Waits for the next frame; NULL-like 0 at the end of the line. */
static bool next_frame(struct seat *s, struct frame *frame_r)
{
    while (!wire_peek(&s->wire, frame_r)) {
        seat_check(s);
        if (s->wire.closed && !s->end)
            s->end = SEAT_CLIENT_GONE;
        if (s->end)
            return false;
        seat_wait(s);
    }
    return true;
}

static int verb_read(void *arg, void *p, size_t size, size_t *n_r, struct err *e)
{
    struct verb_streams *vs = arg;
    struct frame f;
    while (!vs->input_ended) {
        if (!next_frame(vs->seat, &f))
            return err_set(e, E_IO, "serve.client-gone", NULL);
        if (f.kind == DOOR_INPUT && vs->frame_used < f.n) {
            size_t n = f.n - vs->frame_used < size ? f.n - vs->frame_used : size;
            if (vs->read_bytes + n > vs->seat->setup->input_max)
                return err_set(e, E_LIMIT, "serve.input-long", NULL);
            memcpy(p, f.p + vs->frame_used, n);
            vs->frame_used += n;
            vs->read_bytes += n;
            *n_r = n;
            return 0;
        }
        seat_note(vs->seat, &f);
        vs->input_ended = f.kind == DOOR_INPUT_END;
        vs->frame_used = 0;
        wire_drop(&vs->seat->wire, &f);
    }
    *n_r = 0;
    return 0;
}

/* A client that asked for a terminal shows what it gets as it is: lines must also return, and there is one stream. */
static int write_lines(struct verb_streams *vs, const char *p, size_t n, struct err *e)
{
    while (n) {
        const char *feed = memchr(p, '\n', n);
        size_t piece = feed ? (size_t)(feed - p) : n;
        int rc = seat_send(vs->seat, DESK_OUTPUT, p, piece, VERB_SLOW_MS, e);
        if (rc == 0 && feed)
            rc = seat_send(vs->seat, DESK_OUTPUT, "\r\n", 2, VERB_SLOW_MS, e);
        if (rc)
            return rc;
        piece += feed ? 1 : 0;
        p += piece;
        n -= piece;
    }
    return 0;
}

static int verb_write(void *arg, const void *p, size_t n, struct err *e)
{
    struct verb_streams *vs = arg;
    if (vs->seat->hello.terminal)
        return write_lines(vs, p, n, e);
    return seat_send(vs->seat, DESK_OUTPUT, p, n, VERB_SLOW_MS, e);
}

static int verb_write_error(void *arg, const void *p, size_t n, struct err *e)
{
    struct verb_streams *vs = arg;
    if (vs->seat->hello.terminal)
        return write_lines(vs, p, n, e);
    return seat_send(vs->seat, DESK_ERROR, p, n, VERB_SLOW_MS, e);
}

void verb_streams_init(struct verb_streams *vs, struct seat *s, struct desk_io *io_r)
{
    *vs = (struct verb_streams){.seat = s};
    *io_r = (struct desk_io){.arg = vs, .read = verb_read, .write = verb_write, .write_error = verb_write_error,
                             .hello = &s->hello};
}
