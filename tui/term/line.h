/* The line a seat hangs on: bytes of keys in, sizes in, bytes of the screen out. A local terminal and a framed socket to
 * the door are the same to the loop. The loop polls `fd` for reading, then calls receive until it answers LINE_NONE. */
#ifndef SHINSA_TUI_LINE_H
#define SHINSA_TUI_LINE_H

#include "core/base/err.h"

enum line_event_kind {
    LINE_NONE,   /* nothing waits: poll fd */
    LINE_BYTES,  /* keys as the terminal sent them */
    LINE_RESIZE, /* rows, cols */
    LINE_TOLD,   /* p, n: somebody of the office tells this seat something */
    LINE_CLOSED, /* the other side is gone; nothing follows */
    LINE_END     /* the office ends this seat (drain, revoked): the loop leaves at once */
};

struct line_event {
    enum line_event_kind kind;
    const char *p; /* borrowed until the next receive */
    size_t n;
    int rows, cols;
};

struct line;

struct line_ops {
    /* Never blocks. E_IO on a broken line: as good as LINE_CLOSED. */
    int (*receive)(struct line *l, struct line_event *ev_r, struct err *e);
    /* All of p[n] in one piece; may block as long as the line allows; E_IO if the other side is gone or too slow. */
    int (*send)(struct line *l, const void *p, size_t n, struct err *e);
    /* Gives the line back as it was found (a tty leaves raw mode) and frees it. */
    void (*close)(struct line *l);
    /* The screens are hidden now, or shown again. NULL: nobody wants to know. */
    void (*locked)(struct line *l, bool on);
};

/* Embedded first in what implements it. */
struct line {
    const struct line_ops *ops;
    int fd;
};

/* The local terminal in raw mode; SIGWINCH arrives as LINE_RESIZE, SIGTERM and SIGHUP as LINE_END and LINE_CLOSED (through
 * a signalfd: the signals are blocked in this process meanwhile). The first event is LINE_RESIZE with the size.
 * E_IO "line.no-tty". */
int line_tty_open(struct line **l_r, struct err *e) WARN_UNUSED;

#endif
