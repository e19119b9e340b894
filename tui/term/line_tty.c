#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "tui/term/line.h"

enum { TTY_SEND_WAIT_MS = 10000 };

struct line_tty {
    struct line line; /* its fd is an epoll of the terminal and the signals */
    int in, out, signals;
    struct termios before;
    sigset_t mask_before;
    bool size_due, closed;
    char bytes[4096];
};

static void raw_mode(struct termios *t)
{
    t->c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON | IXOFF | PARMRK);
    t->c_oflag &= ~(tcflag_t)OPOST;
    t->c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    t->c_cflag = (t->c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
    t->c_cc[VMIN] = 0;
    t->c_cc[VTIME] = 0;
}

static void size_event(struct line_tty *l, struct line_event *ev_r)
{
    struct winsize size = {0};
    l->size_due = false;
    if (ioctl(l->out, TIOCGWINSZ, &size) != 0 || !size.ws_row || !size.ws_col)
        size = (struct winsize){.ws_row = 24, .ws_col = 80};
    *ev_r = (struct line_event){.kind = LINE_RESIZE, .rows = size.ws_row, .cols = size.ws_col};
}

/* Takes the signals that wait; LINE_NONE if none of them ends the seat. */
static enum line_event_kind take_signals(struct line_tty *l)
{
    struct signalfd_siginfo info;
    while (read(l->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGWINCH)
            l->size_due = true;
        else
            return info.ssi_signo == SIGHUP ? LINE_CLOSED : LINE_END;
    }
    return LINE_NONE;
}

static int tty_receive(struct line *line, struct line_event *ev_r, struct err *e)
{
    struct line_tty *l = (struct line_tty *)line;
    enum line_event_kind kind = l->closed ? LINE_CLOSED : take_signals(l);
    if (kind != LINE_NONE) {
        l->closed = kind == LINE_CLOSED;
        *ev_r = (struct line_event){.kind = kind};
        return 0;
    }
    if (l->size_due) {
        size_event(l, ev_r);
        return 0;
    }
    struct pollfd ready = {.fd = l->in, .events = POLLIN};
    if (poll(&ready, 1, 0) <= 0 || !ready.revents) {
        *ev_r = (struct line_event){.kind = LINE_NONE};
        return 0;
    }
    ssize_t n = read(l->in, l->bytes, sizeof l->bytes);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) {
        *ev_r = (struct line_event){.kind = LINE_NONE};
        return 0;
    }
    if (n < 0 && errno != EIO) {
        err_set(e, E_IO, "line.broken", NULL);
        return err_detail(e, "read: %s", strerror(errno));
    }
    /* Readable without bytes: the terminal is gone. */
    l->closed = n <= 0;
    *ev_r = n > 0 ? (struct line_event){.kind = LINE_BYTES, .p = l->bytes, .n = (size_t)n}
                  : (struct line_event){.kind = LINE_CLOSED};
    return 0;
}

static int tty_send(struct line *line, const void *p, size_t n, struct err *e)
{
    struct line_tty *l = (struct line_tty *)line;
    for (const char *at = p; n;) {
        ssize_t sent = write(l->out, at, n);
        if (sent > 0) {
            at += sent;
            n -= (size_t)sent;
            continue;
        }
        struct pollfd ready = {.fd = l->out, .events = POLLOUT};
        bool again = sent < 0 && (errno == EINTR || errno == EAGAIN);
        if (!again || poll(&ready, 1, TTY_SEND_WAIT_MS) == 0) {
            err_set(e, E_IO, "line.broken", NULL);
            return err_detail(e, "write: %s", strerror(errno));
        }
    }
    return 0;
}

static void tty_close(struct line *line)
{
    struct line_tty *l = (struct line_tty *)line;
    tcsetattr(l->in, TCSADRAIN, &l->before);
    sigprocmask(SIG_SETMASK, &l->mask_before, NULL);
    close(l->signals);
    close(l->line.fd);
    free(l);
}

static bool watch(int epoll, int fd)
{
    struct epoll_event want = {.events = EPOLLIN, .data.fd = fd};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &want) == 0;
}

int line_tty_open(struct line **l_r, struct err *e)
{
    static const struct line_ops ops = {tty_receive, tty_send, tty_close, NULL};
    struct termios raw;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &raw) != 0)
        return err_set(e, E_IO, "line.no-tty", NULL);

    struct line_tty *l = xcalloc(1, sizeof *l);
    l->in = STDIN_FILENO;
    l->out = STDOUT_FILENO;
    l->before = raw;
    l->size_due = true;
    l->line.ops = &ops;
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGWINCH);
    sigaddset(&wanted, SIGTERM);
    sigaddset(&wanted, SIGHUP);
    sigprocmask(SIG_BLOCK, &wanted, &l->mask_before);
    l->signals = signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
    l->line.fd = epoll_create1(EPOLL_CLOEXEC);
    raw_mode(&raw);
    if (l->signals < 0 || l->line.fd < 0 || !watch(l->line.fd, l->in) || !watch(l->line.fd, l->signals) ||
        tcsetattr(l->in, TCSADRAIN, &raw) != 0) {
        int saved = errno;
        tty_close(&l->line);
        err_set(e, E_IO, "line.no-tty", NULL);
        return err_detail(e, "terminal: %s", strerror(saved));
    }
    *l_r = &l->line;
    return 0;
}
