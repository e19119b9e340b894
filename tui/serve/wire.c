#include "tui/serve/wire.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Memory kept between bursts; more is given back, there are hundreds of idle seats. */
enum { IDLE_ROOM_BYTES = 4096 };

void wire_init(struct wire *w, int fd)
{
    *w = (struct wire){.fd = fd, .in = BUF(WIRE_IN_MAX), .out = BUF(WIRE_OUT_MAX)};
}

void wire_done(struct wire *w)
{
    if (w->fd >= 0)
        close(w->fd);
    w->fd = -1;
    buf_done(&w->in);
    buf_done(&w->out);
}

void wire_fill(struct wire *w)
{
    while (!w->closed && w->in.n < WIRE_IN_MAX) {
        char bytes[IDLE_ROOM_BYTES];
        size_t room = WIRE_IN_MAX - w->in.n;
        ssize_t n = recv(w->fd, bytes, room < sizeof bytes ? room : sizeof bytes, 0);
        if (n > 0) {
            buf_add(&w->in, bytes, (size_t)n);
            if ((size_t)n < sizeof bytes)
                return;
        } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
            w->closed = true;
        } else if (errno == EAGAIN) {
            return;
        }
    }
}

void wire_flush(struct wire *w)
{
    assert(!w->out.full);
    size_t sent = 0;
    while (!w->out_closed && sent < w->out.n) {
        ssize_t n = send(w->fd, w->out.p + sent, w->out.n - sent, MSG_NOSIGNAL);
        if (n > 0)
            sent += (size_t)n;
        else if (errno == EAGAIN)
            break;
        else if (errno != EINTR)
            w->out_closed = true;
    }
    if (w->out_closed)
        sent = w->out.n;
    buf_drop(&w->out, sent);
    if (!w->out.n && w->out.room_ > IDLE_ROOM_BYTES)
        buf_done(&w->out);
}

short wire_events(const struct wire *w)
{
    short events = 0;
    if (!w->closed && w->in.n < WIRE_IN_MAX)
        events |= POLLIN;
    if (w->out.n)
        events |= POLLOUT;
    return events;
}

bool wire_wait(struct wire *w, int timeout_ms)
{
    struct pollfd p = {.fd = w->fd, .events = wire_events(w)};
    int n = poll(&p, 1, timeout_ms);
    if (n <= 0)
        return n < 0 && errno == EINTR;
    if (p.revents & (POLLIN | POLLHUP | POLLERR))
        wire_fill(w);
    if (w->out.n)
        wire_flush(w);
    return true;
}

int wire_peek(struct wire *w, struct frame *frame_r)
{
    struct err e;
    int rc = frame_peek(&w->in, frame_r, &e);
    if (rc == 0 && w->in.n >= WIRE_IN_MAX)
        rc = E_INPUT;
    if (rc < 0) {
        w->closed = true;
        buf_clear(&w->in);
        return 0;
    }
    return rc;
}

void wire_drop(struct wire *w, const struct frame *frame)
{
    frame_drop(&w->in, frame);
    if (!w->in.n && w->in.room_ > IDLE_ROOM_BYTES)
        buf_done(&w->in);
}
