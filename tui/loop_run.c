/* The loop on a line: what waits, what is due, one frame out. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "core/base/str.h"
#include "tui/loop.h"

enum {
    EVENTS_A_FRAME = 256, /* a flood of keys is drawn now and then */
    QUEUE_MAX = 512,
    NOT_ENDED = -1
};

struct run {
    struct ui *ui;
    struct line *line;
    struct buf out;
    struct arena ahead; /* of the queue */
    struct key *queue;  /* keys typed ahead while the terminal is asked for its widths */
    size_t queued;
    bool probing, lock_told;
    int ended; /* enum ui_end, or NOT_ENDED */
};

static void on_key(void *user, const struct key *k)
{
    struct run *r = user;
    if (!r->probing) {
        ui_key(r->ui, k);
        return;
    }
    if (probe_key(&r->ui->probe, k) || k->code == K_PASTE)
        return; /* nobody pastes in the first third of a second; its text would not outlive the decoder */
    if (!r->queue)
        r->queue = ARENA_ARRAY(&r->ahead, struct key, QUEUE_MAX);
    if (r->queued < QUEUE_MAX)
        r->queue[r->queued++] = *k;
}

static void send(struct run *r)
{
    struct err e;
    if (!r->out.n)
        return;
    r->ui->count.bytes += (int64_t)r->out.n;
    r->ui->count.last_frame_bytes = r->out.n;
    if (r->ended == NOT_ENDED && r->line->ops->send(r->line, r->out.p, r->out.n, &e) != 0)
        r->ended = UI_ENDED_LINE;
    buf_clear(&r->out);
}

static void take_told(struct ui *ui, const char *p, size_t n)
{
    char text[UI_MESSAGE_BYTES];
    snprintf(text, sizeof text, "%.*s", (int)n, p);
    str_copy_cut(ui->told, sizeof ui->told, text);
    ui->told_until_ms = clock_monotonic_ms() + UI_TOLD_MS;
    ui->message[0] = '\0';
    ui->bell = ui->draw_due = true;
}

/* Takes what waits on the line. */
static void take(struct run *r)
{
    for (int i = 0; i < EVENTS_A_FRAME && r->ended == NOT_ENDED && !r->ui->quit; i++) {
        if (r->probing && r->ui->probe.done)
            return; /* what else waits belongs to the screens */
        struct line_event ev;
        struct err e;
        if (r->line->ops->receive(r->line, &ev, &e) != 0)
            ev = (struct line_event){.kind = LINE_CLOSED};
        switch (ev.kind) {
        case LINE_NONE: return;
        case LINE_CLOSED: r->ended = UI_ENDED_LINE; break;
        case LINE_END: r->ended = UI_ENDED_OFFICE; break;
        case LINE_TOLD: take_told(r->ui, ev.p, ev.n); break;
        case LINE_RESIZE: ui_resize(r->ui, ev.rows, ev.cols); break;
        case LINE_BYTES:
            r->ui->last_bytes_ms = r->ui->last_key_ms = clock_monotonic_ms();
            r->ui->rest_told = false;
            keys_feed(&r->ui->keys, ev.p, ev.n, on_key, r);
            break;
        }
    }
}

/* Waits at most ms (-1: for ever) for the line. */
static void wait(struct run *r, int64_t ms)
{
    struct pollfd p = {.fd = r->line->fd, .events = POLLIN};
    if (poll(&p, 1, ms > 60000 ? 60000 : (int)ms) < 0 && errno != EINTR)
        r->ended = UI_ENDED_LINE;
}

static void ask_widths(struct run *r)
{
    struct ui *ui = r->ui;
    probe_init(&ui->probe, ui->o.glyphs.ambiguous, ui->o.glyphs.charset);
    if (ui->o.ambiguous_known)
        ui->probe.done = ui->probe.answered = true;
    probe_question(&ui->probe, &r->out);
    send(r);
    r->probing = true;
    int64_t asked = clock_monotonic_ms(), until = asked + PROBE_WAIT_MS;
    while (!ui->probe.done && r->ended == NOT_ENDED) {
        int64_t left = until - clock_monotonic_ms();
        if (left <= 0)
            probe_give_up(&ui->probe);
        else
            wait(r, left);
        take(r);
    }
    r->probing = false;
    if (ui->probe.answered && !ui->o.ambiguous_known) {
        /* The packets of one key may drift apart by as much as the line's delay varies. */
        int64_t wait_ms = 3 * (clock_monotonic_ms() - asked);
        ui->count.round_trip_ms = wait_ms / 3;
        ui->keys.esc_wait_ms = wait_ms < KEYS_ESC_WAIT_MIN_MS   ? KEYS_ESC_WAIT_MIN_MS
                               : wait_ms > KEYS_ESC_WAIT_MAX_MS ? KEYS_ESC_WAIT_MAX_MS
                                                                : (int)wait_ms;
    }
    for (size_t i = 0; i < r->queued; i++)
        ui_key(ui, &r->queue[i]);
    arena_done(&r->ahead);
}

static int open_term(struct run *r, struct err *e)
{
    struct ui *ui = r->ui;
    ui->surface.glyphs = (struct glyphs){ui->probe.ambiguous, ui->probe.charset};
    ui->keys.charset = ui->probe.charset;
    const struct term_options o = {
        .name = ui->o.term_name,
        .rows = ui->surface.rows,
        .cols = ui->surface.cols,
        .glyphs = ui->surface.glyphs,
        .theme = ui->o.theme,
        .mono = ui->o.mono,
    };
    ui_resize(ui, ui->surface.rows, ui->surface.cols);
    return term_open(&ui->term, &o, &r->out, e);
}

/* The answer came after the guess was taken: lay everything out again. */
static int late_answer(struct run *r, struct err *e)
{
    const struct ui *ui = r->ui;
    if (!ui->probe.answered ||
        (ui->probe.ambiguous == ui->surface.glyphs.ambiguous && ui->probe.charset == ui->surface.glyphs.charset))
        return 0;
    term_close(r->ui->term, &r->out);
    r->ui->term = NULL;
    return open_term(r, e);
}

static void frame(struct run *r)
{
    struct ui *ui = r->ui;
    if (ui->repaint)
        term_forget(ui->term);
    ui->repaint = false;
    ui_draw(ui);
    if (ui->bell)
        term_bell(ui->term, &r->out);
    ui->bell = false;
    term_flush(ui->term, &ui->surface, &r->out);
    ui->count.frames += r->out.n > 0;
    send(r);
}

/* Milliseconds until the earlier of *ms (-1: never) and `due`. */
static void sooner(int64_t *ms, int64_t now, int64_t due)
{
    int64_t left = due > now ? due - now : 0;
    if (*ms < 0 || left < *ms)
        *ms = left;
}

/* Says once that something happens soon; on a locked seat too, and there nothing else is said. */
static void warn(struct run *r, const char *message_id)
{
    struct ui *ui = r->ui;
    ui->idle_told = ui->bell = ui->draw_due = true;
    if (ui->lock.on)
        ui->lock.said = message_id;
    else
        ui_say(ui, STYLE_WARN, message_id, NULL);
}

/* First the screens are hidden, then the seat ends; a warning before each. */
static void idle(struct run *r, int64_t now, int64_t *wait_ms)
{
    struct ui *ui = r->ui;
    int64_t quiet = now - ui->last_key_ms;
    bool locks = ui->o.idle_lock_ms && !ui->lock.on;
    int64_t next_ms = locks ? ui->o.idle_lock_ms : ui->o.idle_end_ms;
    if (ui->o.idle_end_ms && quiet >= ui->o.idle_end_ms) {
        r->ended = UI_ENDED_IDLE;
    } else if (locks && quiet >= next_ms) {
        ui_lock(ui);
        idle(r, now, wait_ms);
    } else if (next_ms) {
        int64_t before_ms = ui->o.idle_warn_ms < next_ms / 2 ? ui->o.idle_warn_ms : next_ms / 2;
        if (before_ms && !ui->idle_told && quiet >= next_ms - before_ms)
            warn(r, locks ? "ui.idle-lock" : "ui.idle-end");
        sooner(wait_ms, now, ui->last_key_ms + (ui->idle_told ? next_ms : next_ms - before_ms));
    }
}

/* What was told goes after a while, but not unseen behind a lock. */
static void told_and_ticks(struct ui *ui, int64_t now, int64_t *wait_ms)
{
    if (*ui->told && ui->lock.on)
        ui->told_until_ms = now + UI_TOLD_MS;
    if (*ui->told && now >= ui->told_until_ms) {
        ui->told[0] = '\0';
        ui->draw_due = true;
    } else if (*ui->told) {
        sooner(wait_ms, now, ui->told_until_ms);
    }
    if (!ui->top || !ui->top->ops->tick || ui->lock.on)
        return;
    if (now - ui->last_tick_ms >= UI_TICK_MS) {
        ui->last_tick_ms = now;
        ui_tick(ui);
    }
    sooner(wait_ms, now, ui->last_tick_ms + UI_TICK_MS);
}

/* What others did. The longer it takes to show, the rarer it is shown: in an office of hundreds of seats each change is news
 * to all of them, and who types comes first. */
static void look_for_news(struct ui *ui, int64_t now, int64_t *wait_ms)
{
    if (now - ui->last_changed_ms >= ui->news_every_ms) {
        int64_t due_ms = 0;
        if (ui->o.changed(ui->o.app)) {
            ui_changed(ui);
            ui->rest_told = false;
            ui->last_news_ms = clock_monotonic_ms();
            due_ms = (ui->last_news_ms - now) * UI_NEWS_SHARE;
        }
        if (due_ms > UI_NEWS_MAX_MS)
            due_ms = UI_NEWS_MAX_MS;
        ui->last_changed_ms = now;
        ui->news_every_ms = due_ms > ui->o.changed_ms ? due_ms : ui->o.changed_ms;
    }
    sooner(wait_ms, now, ui->last_changed_ms + ui->news_every_ms);
}

/* Does what is due; returns how long nothing else will be. */
static int64_t timers(struct run *r)
{
    struct ui *ui = r->ui;
    int64_t now = clock_monotonic_ms(), wait_ms = -1;
    int esc = keys_wait_ms(&ui->keys);
    if (esc && now - ui->last_bytes_ms >= esc)
        keys_flush(&ui->keys, on_key, r);
    else if (esc)
        sooner(&wait_ms, now, ui->last_bytes_ms + esc);

    if (!ui->paused_told && now - ui->last_key_ms >= UI_PAUSE_MS)
        ui_paused(ui);
    else if (!ui->paused_told)
        sooner(&wait_ms, now, ui->last_key_ms + UI_PAUSE_MS);

    if (ui->o.settled && ui->paused_told && !ui->settled_told && !ui->draw_due) {
        ui->settled_told = true;
        ui->o.settled(ui->o.app);
    }

    if (ui->o.rest && !ui->rest_told) {
        int64_t at_ms = (ui->last_key_ms > ui->last_news_ms ? ui->last_key_ms : ui->last_news_ms) + UI_REST_MS;
        if (now >= at_ms) {
            ui->rest_told = true;
            ui->o.rest(ui->o.app);
        } else {
            sooner(&wait_ms, now, at_ms);
        }
    }

    if (ui->o.changed)
        look_for_news(ui, now, &wait_ms);
    idle(r, now, &wait_ms);
    told_and_ticks(ui, now, &wait_ms);
    return wait_ms;
}

static int run(struct run *r, struct err *e)
{
    struct ui *ui = r->ui;
    while (r->ended == NOT_ENDED && !ui->quit && ui->top) {
        take(r);
        if (ui->lock.leaves && r->ended == NOT_ENDED)
            r->ended = UI_ENDED_LOCKED;
        int rc = late_answer(r, e);
        if (rc != 0)
            return rc;
        int64_t ms = r->ended == NOT_ENDED && !ui->quit ? timers(r) : 0;
        if (r->ended != NOT_ENDED || ui->quit || !ui->top)
            break;
        if (ui->lock.on != r->lock_told && r->line->ops->locked)
            r->line->ops->locked(r->line, ui->lock.on);
        r->lock_told = ui->lock.on;
        if (ui->draw_due)
            frame(r);
        else
            wait(r, ms);
    }
    return 0;
}

int ui_run(struct ui *ui, struct line *line, enum ui_end *end_r, struct err *e)
{
    struct run r = {.ui = ui, .line = line, .out = BUF(TERM_FRAME_BYTES_MAX), .ended = NOT_ENDED};
    ui->quit = false;
    ui->last_key_ms = ui->last_bytes_ms = ui->last_changed_ms = clock_monotonic_ms();
    ask_widths(&r);
    int rc = r.ended == NOT_ENDED ? open_term(&r, e) : 0;
    if (rc == 0 && r.ended == NOT_ENDED)
        rc = run(&r, e);
    if (rc != 0)
        buf_add_str(&r.out, term_farewell); /* the question about widths had opened the other screen */
    term_close(ui->term, &r.out);
    ui->term = NULL;
    if (r.ended != UI_ENDED_LINE && r.out.n) {
        struct err ignored;
        if (line->ops->send(line, r.out.p, r.out.n, &ignored) != 0)
            r.ended = UI_ENDED_LINE;
    }
    buf_done(&r.out);
    if (r.ended == UI_ENDED_LINE && !ui->paused_told)
        ui_paused(ui); /* what was typed last becomes a draft before the seat waits */
    if (rc == 0)
        *end_r = r.ended == NOT_ENDED ? UI_ENDED_QUIT : (enum ui_end)r.ended;
    return rc;
}
