/* The line of the screens over the wire to the door. */
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/str.h"
#include "tui/serve/seat.h"

/* The loop polls one descriptor; behind it stand the door, the hub and the clock of seat_check. */
struct line_frame {
    struct line line; /* fd: the epoll of the three */
    struct seat *seat;
    int timer_fd;
    bool size_told;
    size_t used;         /* bytes of the input frame at the front that the loop already has */
    char told[sizeof((struct seat *)NULL)->told];
    char bytes[1024];    /* lent to the loop: the wire's own memory moves while a frame is sent */
};

/* A stalled client may take its time: only its death or the end of the seat ends the wait. */
enum { SCREEN_SLOW_MS = -1 };

static void timer_arm(struct line_frame *l)
{
    int ms = seat_check_due_ms(l->seat);
    struct itimerspec when = {.it_value = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000}};
    timerfd_settime(l->timer_fd, 0, &when, NULL);
}

/* Turns the frame at the front into an event and drops it, unless more of its keys are to come. */
static bool frame_to_event(struct line_frame *l, const struct frame *f, struct line_event *ev_r)
{
    uint32_t cols, rows;
    bool told = false;
    if (f->kind == DOOR_INPUT && f->n) {
        size_t n = f->n - l->used < sizeof l->bytes ? f->n - l->used : sizeof l->bytes;
        memcpy(l->bytes, f->p + l->used, n);
        *ev_r = (struct line_event){.kind = LINE_BYTES, .p = l->bytes, .n = n};
        l->seat->heard_ms = clock_monotonic_ms();
        l->seat->typed = true;
        seat_status_key(l->seat);
        l->used += n;
        if (l->used < f->n)
            return true;
        told = true;
    } else if (f->kind == DOOR_SIZE && protocol_get_size(f, &cols, &rows)) {
        *ev_r = (struct line_event){.kind = LINE_RESIZE, .rows = (int)rows, .cols = (int)cols};
        told = true;
    } else if (f->kind == DOOR_INPUT_END) {
        l->seat->end = SEAT_NO_INPUT; /* `ssh -tt HOST </dev/null`, or a terminal window that was closed */
        *ev_r = (struct line_event){.kind = LINE_END};
        told = true;
    } else {
        seat_note(l->seat, f);
    }
    l->used = 0;
    wire_drop(&l->seat->wire, f);
    return told;
}

static bool next_event(struct line_frame *l, struct line_event *ev_r)
{
    struct frame f;
    while (wire_peek(&l->seat->wire, &f))
        if (frame_to_event(l, &f, ev_r))
            return true;
    return false;
}

/* What the person must hear: that the server restarts, or what an administrator says. */
static bool told_event(struct line_frame *l, struct line_event *ev_r)
{
    struct seat *s = l->seat;
    struct arena a = {0};
    if (s->desk.draining && !s->drain_told && !s->told[0]) {
        s->drain_told = true;
        str_copy_cut(s->told, sizeof s->told, message_of(&a, s->language, "serve.draining", NULL));
        arena_done(&a);
    }
    if (!s->told[0])
        return false;
    str_copy_cut(l->told, sizeof l->told, s->told);
    s->told[0] = '\0';
    *ev_r = (struct line_event){.kind = LINE_TOLD, .p = l->told, .n = strlen(l->told)};
    return true;
}

static int line_frame_receive(struct line *line, struct line_event *ev_r, struct err *e)
{
    struct line_frame *l = (struct line_frame *)line;
    struct seat *s = l->seat;
    (void)e;
    if (!l->size_told) {
        l->size_told = true;
        *ev_r = (struct line_event){.kind = LINE_RESIZE, .rows = s->hello.rows, .cols = s->hello.cols};
        return 0;
    }
    wire_flush(&s->wire);
    seat_check(s);
    if (s->end && s->end != SEAT_CLIENT_GONE) {
        *ev_r = (struct line_event){.kind = LINE_END};
        return 0;
    }
    if (told_event(l, ev_r))
        return 0;
    if (next_event(l, ev_r))
        return 0;
    wire_fill(&s->wire);
    if (next_event(l, ev_r))
        return 0;
    if (s->wire.closed || s->wire.out_closed)
        s->end = SEAT_CLIENT_GONE;
    *ev_r = (struct line_event){.kind = s->end ? LINE_CLOSED : LINE_NONE};
    timer_arm(l);
    return 0;
}

static int line_frame_send(struct line *line, const void *p, size_t n, struct err *e)
{
    struct line_frame *l = (struct line_frame *)line;
    return seat_send(l->seat, DESK_OUTPUT, p, n, SCREEN_SLOW_MS, e);
}

static void line_frame_close(struct line *line)
{
    struct line_frame *l = (struct line_frame *)line;
    close(l->timer_fd);
    close(l->line.fd);
    free(l);
}

static void line_frame_locked(struct line *line, bool on)
{
    seat_status(((struct line_frame *)line)->seat, on ? SEAT_IS_LOCKED : SEAT_IS_LIVE);
}

static const struct line_ops line_frame_ops = {line_frame_receive, line_frame_send, line_frame_close, line_frame_locked};

struct line *line_frame_new(struct seat *s, struct err *e)
{
    struct line_frame *l = xcalloc(1, sizeof *l);
    int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event in = {.events = EPOLLIN};
    *l = (struct line_frame){.line = {&line_frame_ops, epoll_fd}, .seat = s};
    l->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (epoll_fd < 0 || l->timer_fd < 0 || epoll_ctl(epoll_fd, EPOLL_CTL_ADD, s->wire.fd, &in) != 0 ||
        epoll_ctl(epoll_fd, EPOLL_CTL_ADD, l->timer_fd, &in) != 0 ||
        (s->hub_fd >= 0 && epoll_ctl(epoll_fd, EPOLL_CTL_ADD, s->hub_fd, &in) != 0)) {
        line_frame_close(&l->line);
        err_set(e, E_IO, "serve.no-room", NULL);
        return NULL;
    }
    timer_arm(l);
    return &l->line;
}
