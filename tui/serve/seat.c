#include "tui/serve/seat.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/str.h"

void seat_init(struct seat *s, const struct desk_setup *setup)
{
    *s = (struct seat){.setup = setup, .hub_fd = setup->hub_fd, .desk = {.ops = setup->ops, .ended = ""}};
    wire_init(&s->wire, setup->door_fd);
    s->seats = (struct seats){&seat_list_ops, s};
    s->desk.seats = &s->seats;
    address_text(&setup->from, s->desk.source);
    s->began_ms = s->heard_ms = clock_monotonic_ms();
}

void seat_done(struct seat *s)
{
    if (s->opened)
        s->desk.ops->close(&s->desk);
    s->opened = false;
    wire_done(&s->wire);
    if (s->hub_fd >= 0)
        close(s->hub_fd);
    s->hub_fd = -1;
}

int seat_open(struct seat *s, struct err *e)
{
    if (s->opened)
        return 0;
    int rc = s->desk.ops->open(s->desk.ops->arg, &s->desk, e);
    if (rc == 0)
        s->opened = true;
    return rc;
}

static void check_hub(struct seat *s)
{
    struct hub_word word;
    while (s->hub_fd >= 0) {
        int rc = hub_word_receive(s->hub_fd, false, &word);
        if (rc == 0)
            return;
        if (rc < 0) {
            close(s->hub_fd);
            s->hub_fd = -1;
        } else {
            seat_take_word(s, &word);
        }
    }
}

/* A store that cannot be read is no reason to end a seat. */
static void check_active(struct seat *s, int64_t now_ms)
{
    if (!s->desk.ops->active || now_ms < s->active_at_ms)
        return;
    struct err e = {0};
    bool active = true;
    if (s->desk.ops->active(&s->desk, &active, &e) != 0)
        log_line(LOG_WARN, "user=%s active-unknown msg=%s detail=%s", s->desk.user, e.msg, e.detail);
    else if (!active)
        s->end = SEAT_REVOKED;
    s->active_at_ms = now_ms + s->setup->active_ms;
}

void seat_check(struct seat *s)
{
    check_hub(s);
    seat_check_rules(s);
}

void seat_check_rules(struct seat *s)
{
    if (s->end || !s->logged_in)
        return;
    int64_t now_ms = clock_monotonic_ms();
    check_active(s, now_ms);
    if (s->end)
        return;
    if (s->setup->seat_end_ms && now_ms - s->began_ms >= s->setup->seat_end_ms)
        s->end = SEAT_OVER;
    else if (s->setup->idle_end_ms && s->start.terminal && !s->waiting && now_ms - s->heard_ms >= s->setup->idle_end_ms)
        s->end = SEAT_IDLE;
}

static int64_t sooner(int64_t due_ms, int64_t at_ms, bool counts)
{
    return counts && at_ms < due_ms ? at_ms : due_ms;
}

int seat_check_due_ms(const struct seat *s)
{
    const struct desk_setup *setup = s->setup;
    int64_t now_ms = clock_monotonic_ms();
    int64_t due_ms = now_ms + 60 * 1000;
    due_ms = sooner(due_ms, s->active_at_ms, s->logged_in && s->desk.ops->active);
    due_ms = sooner(due_ms, s->began_ms + setup->seat_end_ms, s->logged_in && setup->seat_end_ms);
    due_ms = sooner(due_ms, s->heard_ms + setup->idle_end_ms, s->start.terminal && !s->waiting && setup->idle_end_ms);
    return due_ms <= now_ms ? 1 : (int)(due_ms - now_ms);
}

void seat_wait(struct seat *s)
{
    struct pollfd p[] = {{.fd = s->wire.fd, .events = wire_events(&s->wire)}, {.fd = s->hub_fd, .events = POLLIN}};
    if (!p[0].events && s->wire.closed)
        p[0].fd = -1;
    int n = poll(p, COUNT_OF(p), seat_check_due_ms(s));
    if (n > 0 && p[0].revents) {
        wire_fill(&s->wire);
        wire_flush(&s->wire);
    }
    seat_check(s);
}

/* Sends what is queued until at most `most` bytes are left. E_IO "serve.client-gone" if the seat ends meanwhile,
 * "serve.client-slow" if nothing moves for slow_ms (-1: for ever). */
static int seat_drain_out(struct seat *s, size_t most, int64_t slow_ms, struct err *e)
{
    wire_flush(&s->wire);
    size_t left = s->wire.out.n;
    int64_t moved_ms = clock_monotonic_ms();
    while (!s->wire.out_closed && s->wire.out.n > most) {
        if (s->end)
            return err_set(e, E_IO, "serve.client-gone", NULL);
        if (slow_ms >= 0 && clock_monotonic_ms() - moved_ms >= slow_ms)
            return err_set(e, E_IO, "serve.client-slow", NULL);
        seat_wait(s);
        if (s->wire.out.n < left) {
            left = s->wire.out.n;
            moved_ms = clock_monotonic_ms();
        }
    }
    if (!s->wire.out_closed)
        return 0;
    if (!s->end)
        s->end = SEAT_CLIENT_GONE;
    return err_set(e, E_IO, "serve.client-gone", NULL);
}

int seat_send(struct seat *s, uint8_t kind, const char *p, size_t n, int64_t slow_ms, struct err *e)
{
    while (n) {
        size_t piece = n < WIRE_CHUNK_BYTES ? n : WIRE_CHUNK_BYTES;
        frame_put(&s->wire.out, kind, p, piece);
        p += piece;
        n -= piece;
        int rc = seat_drain_out(s, WIRE_OUT_BUSY, slow_ms, e);
        if (rc)
            return rc;
    }
    return 0;
}

const char *desk_hello_env(const struct desk_hello *hello, const char *name)
{
    for (size_t i = 0; i < hello->env_n; i++)
        if (str_eq(hello->env[i].name, name))
            return hello->env[i].value;
    return NULL;
}
