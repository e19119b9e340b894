/* A seat outlives its line: the desk keeps its screens, and its user's next connection goes on with them. */
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "tui/serve/seat.h"

static struct hub_pass pass;

bool seat_hand_over(struct seat *s)
{
    struct hub_word word = {.kind = HUB_RESUME};
    AUTO(buf) struct buf read = BUF(HUB_PASS_MAX);
    if (!s->parked_waits || s->hub_fd < 0 || s->wire.out.n)
        return false;
    protocol_put_start(&read, &s->start);
    buf_add(&read, buf_str(&s->wire.in), s->wire.in.n);
    if (read.full)
        return false;
    pass.fd = s->wire.fd;
    pass.n = read.n;
    memcpy(pass.bytes, read.p, read.n);
    if (!hub_word_pass(s->hub_fd, &word, &pass))
        return false;
    while (hub_word_receive(s->hub_fd, true, &word) == 1) {
        if (word.kind == HUB_GIVEN || word.kind == HUB_FULL)
            return word.kind == HUB_GIVEN;
        s->desk.draining = s->desk.draining || word.kind == HUB_DRAIN;
    }
    return false;
}

/* Takes the new door; false if it brought no start that can be read. */
static bool attach(struct seat *s, const struct hub_word *word)
{
    struct frame f;
    if (pass.fd < 0)
        return false;
    wire_init(&s->wire, pass.fd);
    buf_add(&s->wire.in, pass.bytes, pass.n);
    if (!wire_peek(&s->wire, &f) || f.kind != DOOR_START || !protocol_get_start(&f, &s->start) || !s->start.terminal) {
        wire_done(&s->wire);
        return false;
    }
    wire_drop(&s->wire, &f);
    address_text(&word->from, s->desk.source);
    s->heard_ms = clock_monotonic_ms();
    s->end = SEAT_GOES_ON;
    seat_hello(s);
    return true;
}

static bool tell_parked(const struct seat *s)
{
    struct hub_word word = {.kind = HUB_PARKED};
    return s->hub_fd >= 0 && hub_word_send(s->hub_fd, &word);
}

/* The hub's next word, or the end of ms. -1: the hub is gone. */
static int wait_word(const struct seat *s, int64_t ms, struct hub_word *word_r)
{
    struct pollfd p = {.fd = s->hub_fd, .events = POLLIN};
    if (poll(&p, 1, (int)ms) <= 0)
        return 0;
    return hub_word_receive_pass(s->hub_fd, false, word_r, &pass);
}

bool seat_may_park(const struct seat *s)
{
    return s->setup->park_ms && !s->desk.draining && s->hub_fd >= 0;
}

/* Until a new line is there, or the seat ends. */
static bool wait_line(struct seat *s)
{
    struct hub_word word;
    int64_t until_ms = clock_monotonic_ms() + s->setup->park_ms;
    for (int64_t left; (left = until_ms - clock_monotonic_ms()) > 0 && !s->end; seat_check_rules(s)) {
        int due = seat_check_due_ms(s);
        int rc = wait_word(s, left < due ? left : due, &word);
        if (rc < 0 || (rc == 1 && (word.kind == HUB_DRAIN || word.kind == HUB_STOP)))
            return false;
        if (rc == 1 && word.kind != HUB_RESUME)
            seat_take_word(s, &word);
        if (rc == 1 && word.kind == HUB_RESUME) {
            if (attach(s, &word)) {
                log_line(LOG_INFO, "user=%s resumed src=%s", s->desk.user, s->desk.source);
                return true;
            }
            tell_parked(s);
        }
    }
    return false;
}

bool seat_park(struct seat *s)
{
    wire_done(&s->wire);
    s->end = SEAT_GOES_ON;
    if (!seat_may_park(s) || !tell_parked(s))
        return false;
    log_line(LOG_INFO, "user=%s parked", s->desk.user);
    s->waiting = true;
    bool there = wait_line(s);
    s->waiting = false;
    return there;
}
