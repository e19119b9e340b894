#include "tui/serve/desk.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/str.h"
#include "tui/serve/sandbox.h"
#include "tui/serve/seat.h"
#include "tui/serve/words.h"

enum { GOODBYE_FORCED_MS = 3000, GOODBYE_SLOW_MS = 60 * 60 * 1000 };

/* The language of the texts the server itself writes: the screens have their own setting. */
static enum language seat_language(const struct desk_hello *hello)
{
    static const char *const names[] = {"SHINSA_LANG", "LC_ALL", "LANG"};
    enum language language;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = desk_hello_env(hello, names[i]);
        if (value && language_from_name(value, &language))
            return language;
    }
    return LANGUAGE_JA;
}

/* Waits until all that is queued has left, without asking any more whether the seat may go on. */
static void seat_flush(struct seat *s, int64_t most_ms)
{
    int64_t until_ms = clock_monotonic_ms() + most_ms;
    wire_flush(&s->wire);
    while (s->wire.out.n && !s->wire.out_closed) {
        int64_t left = until_ms - clock_monotonic_ms();
        if (left <= 0)
            break;
        wire_wait(&s->wire, (int)left);
    }
    if (s->wire.out.n || s->wire.out_closed)
        log_line(LOG_INFO, "user=%s exit-unheard", s->desk.user);
}

/* The last words to the client: as a line on its screen, and in ASCII with the exit. A client that reads slowly still gets
 * all of its output, unless it was the office that ended the seat. */
static void seat_goodbye(struct seat *s, int status, const struct err *why)
{
    struct arena a = {0};
    const char *reason = "";
    if (why && why->msg) {
        reason = message_of_err(&a, LANGUAGE_EN, why);
        char *text = arena_printf(&a, "shinsa: %s\r\n", message_of_err(&a, s->language, why));
        /* On a terminal it must come behind what left the screen: two streams have no order. */
        frame_put(&s->wire.out, s->hello.terminal ? DESK_OUTPUT : DESK_ERROR, text, strlen(text));
    }
    protocol_put_exit(&s->wire.out, (uint32_t)status, reason);
    seat_flush(s, s->end ? GOODBYE_FORCED_MS : GOODBYE_SLOW_MS);
    arena_done(&a);
}

static const char *seat_end_message(enum seat_end end)
{
    static const char *const id[] = {
        [SEAT_REVOKED] = "serve.revoked", [SEAT_STOPPED] = "serve.stopped", [SEAT_IDLE] = "serve.idle",
        [SEAT_SENT_AWAY] = "serve.sent-away", [SEAT_NO_INPUT] = "serve.no-input", [SEAT_OVER] = "serve.over",
    };
    return (size_t)end < COUNT_OF(id) ? id[end] : NULL;
}

/* Nobody types, or ever will on this line. A seat at which nobody has typed keeps nothing: that one ends. */
static bool line_rests(const struct seat *s)
{
    return s->end == SEAT_IDLE || (s->end == SEAT_NO_INPUT && s->typed) || (s->end == SEAT_GOES_ON && s->desk.parks);
}

/* The line ends and says so, the seat waits. False: it may not wait, and ends. */
static bool send_away(struct seat *s)
{
    struct err e = {0};
    s->end = s->end ? s->end : SEAT_IDLE;
    if (!seat_may_park(s))
        return false;
    err_set(&e, E_IO, s->end == SEAT_IDLE ? "serve.rests" : "serve.no-input", NULL);
    log_line(LOG_INFO, "user=%s rests", s->desk.user);
    seat_goodbye(s, err_exit_status(e.code), &e);
    return true;
}

/* The screens on one line after the other, for as long as lines that end are followed by new ones. */
static int run_lines(struct seat *s, struct err *e)
{
    for (;;) {
        struct line *line = line_frame_new(s, e);
        seat_status(s, SEAT_IS_LIVE);
        if (!line)
            return e->code;
        int rc = s->desk.ops->run_ui(&s->desk, line, &s->hello, e);
        line->ops->close(line);
        bool rests = !rc && line_rests(s);
        s->desk.parks = false;
        if ((s->end != SEAT_CLIENT_GONE && !rests) || !s->desk.ops->resumes)
            return rc;
        if (rests && !send_away(s))
            return rc;
        if (!seat_park(s)) {
            s->end = s->end ? s->end : SEAT_CLIENT_GONE;
            return rc;
        }
    }
}

static void run_screens(struct seat *s)
{
    struct err e = {0};
    int rc = run_lines(s, &e);
    enum seat_end end = s->end;
    const char *id = seat_end_message(end);
    s->desk.ended = id ? id : end == SEAT_CLIENT_GONE ? "line" : rc ? "error" : "quit";
    log_line(LOG_INFO, "user=%s seat-end why=%s seconds=%lld", s->desk.user, s->desk.ended,
             (long long)((clock_monotonic_ms() - s->began_ms) / 1000));
    if (end == SEAT_CLIENT_GONE || s->wire.fd < 0)
        return;
    if (id)
        err_set(&e, E_IO, id, NULL);
    else if (rc)
        log_line(LOG_ERROR, "user=%s screens msg=%s detail=%s", s->desk.user, e.msg, e.detail);
    seat_goodbye(s, id || rc ? err_exit_status(e.code) : 0, id || rc ? &e : NULL);
}

static void run_command(struct seat *s)
{
    struct words words;
    struct err e = {0};
    if (words_cut(s->start.command, &words, &e) != 0) {
        seat_goodbye(s, err_exit_status(e.code), &e);
        return;
    }
    struct verb_streams vs;
    struct desk_io io;
    int status = 0;
    int64_t from_ms = clock_monotonic_ms();
    verb_streams_init(&vs, s, &io);
    seat_status(s, SEAT_IS_VERB);
    s->desk.ended = "verb";
    s->desk.ops->run_verb(&s->desk, words.n, words.at, &io, &status);
    log_line(LOG_INFO, "user=%s verb=%s status=%d ms=%lld", s->desk.user, words.n ? words.at[0] : "", status,
             (long long)(clock_monotonic_ms() - from_ms));
    const char *id = seat_end_message(s->end);
    if (id)
        err_set(&e, E_IO, id, NULL);
    seat_goodbye(s, status, id ? &e : NULL);
}

void seat_hello(struct seat *s)
{
    s->hello = (struct desk_hello){
        .terminal = s->start.terminal, .term = s->start.term, .rows = (int)s->start.rows, .cols = (int)s->start.cols,
        .env = s->start.env, .env_n = s->start.env_n, .idle_warn_ms = s->setup->idle_warn_ms,
        .idle_lock_ms = s->setup->idle_lock_ms, .idle_end_ms = s->setup->idle_end_ms,
    };
    s->language = seat_language(&s->hello);
}

static void seat_start(struct seat *s)
{
    struct err e = {0};
    seat_hello(s);
    s->heard_ms = clock_monotonic_ms();
    if (s->full) {
        err_set(&e, E_DENIED, "serve.full", s->desk.user, NULL);
        log_line(LOG_WARN, "user=%s seats-full src=%s", s->desk.user, s->desk.source);
        seat_goodbye(s, err_exit_status(e.code), &e);
    } else if (s->start.is_command) {
        run_command(s);
    } else if (!s->start.terminal) {
        err_set(&e, E_INPUT, "serve.no-terminal", NULL);
        seat_goodbye(s, err_exit_status(e.code), &e);
    } else if (seat_hand_over(s)) {
        s->desk.ended = "resumed";
    } else {
        run_screens(s);
    }
}

void seat_note(const struct seat *s, const struct frame *f)
{
    char what[REFUSED_BYTES];
    if (f->kind == DOOR_REFUSED && protocol_get_text(f, what, sizeof what))
        log_line(LOG_WARN, "refused src=%s user=%s what=%s", s->desk.source, s->logged_in ? s->desk.user : "-", what);
}

/* One frame before the seat runs; drops it. False: the seat has run, or the door broke the rules. */
static bool seat_frame(struct seat *s, const struct frame *f)
{
    bool goes_on = true, started = false;
    if (f->kind == DOOR_CLIENT)
        goes_on = protocol_get_text(f, s->desk.client, sizeof s->desk.client);
    else if (f->kind == DOOR_REFUSED)
        seat_note(s, f);
    else if (f->kind == DOOR_START)
        started = s->logged_in && protocol_get_start(f, &s->start);
    else
        goes_on = seat_login_frame(s, f);
    goes_on = goes_on && f->kind != DOOR_START;
    wire_drop(&s->wire, f);
    if (started)
        seat_start(s);
    return goes_on;
}

static void seat_run(struct seat *s)
{
    struct frame f;
    while (!s->end) {
        if (wire_peek(&s->wire, &f)) {
            if (!seat_frame(s, &f))
                return;
        } else if (s->wire.closed) {
            return;
        } else {
            seat_wait(s);
        }
    }
}

void desk_main(const struct desk_setup *setup)
{
    static struct seat seat;
    char number[16];
    snprintf(number, sizeof number, "s%u", setup->seat);
    log_seat(number);
    if (!sandbox_enter(setup->sandbox))
        _exit(1);
    seat_init(&seat, setup);
    seat_run(&seat);
    if (!seat.logged_in)
        seat_login_missed(&seat);
    seat_done(&seat);
    _exit(0);
}
