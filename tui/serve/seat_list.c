/* The desk's side of the list of seats: it tells the hub how it is, and asks about the others. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/str.h"
#include "tui/serve/seat.h"

/* Who looks at the list wants to know who has gone to lunch, not who has just pressed a key. */
enum { STATUS_EVERY_MS = 10 * 1000 };

void seat_status(struct seat *s, enum seat_state state)
{
    struct hub_word word = {.kind = HUB_STATUS};
    s->told_ms = clock_monotonic_ms();
    s->state = state;
    if (s->hub_fd < 0)
        return;
    word.status = (struct seat_status){.heard_ms = s->heard_ms, .state = (uint8_t)state, .rows = (uint16_t)s->start.rows,
                                       .cols = (uint16_t)s->start.cols};
    str_copy_cut(word.status.term, sizeof word.status.term, s->start.term);
    hub_word_send(s->hub_fd, &word);
}

void seat_status_key(struct seat *s)
{
    if (clock_monotonic_ms() - s->told_ms >= STATUS_EVERY_MS)
        seat_status(s, s->state);
}

void seat_take_word(struct seat *s, const struct hub_word *word)
{
    if (word->kind == HUB_DRAIN)
        s->desk.draining = true;
    else if (word->kind == HUB_STOP)
        s->end = SEAT_STOPPED;
    else if (word->kind == HUB_END_SEAT)
        s->end = SEAT_SENT_AWAY;
    else if (word->kind == HUB_TELL)
        snprintf(s->told, sizeof s->told, "%s: %s", word->user, word->text);
}

/* The hub's answer; what else comes meanwhile is taken as ever. */
static int wait_answer(struct seat *s, struct hub_word *word_r, struct err *e)
{
    while (s->hub_fd >= 0 && hub_word_receive(s->hub_fd, true, word_r) == 1) {
        if (word_r->kind == HUB_SEAT || word_r->kind == HUB_LISTED || word_r->kind == HUB_GIVEN || word_r->kind == HUB_FULL)
            return 0;
        seat_take_word(s, word_r);
    }
    return err_set(e, E_IO, "seats.no-answer", NULL);
}

static int ask(struct seat *s, const struct hub_word *word, struct err *e)
{
    return s->hub_fd >= 0 && hub_word_send(s->hub_fd, word) ? 0 : err_set(e, E_IO, "seats.no-answer", NULL);
}

static struct seat_info info_of(const struct seat *s, const struct hub_word *word)
{
    const struct seat_status *st = &word->status;
    int64_t now_ms = clock_monotonic_ms();
    struct seat_info info = {.number = st->number, .rows = st->rows, .cols = st->cols, .since_ms = now_ms - st->began_ms,
                             .idle_ms = st->heard_ms ? now_ms - st->heard_ms : 0, .own = st->number == s->setup->seat};
    info.state = st->state <= SEAT_IS_VERB ? (enum seat_state)st->state : SEAT_IS_LIVE;
    str_copy_cut(info.user, sizeof info.user, word->user);
    str_copy_cut(info.term, sizeof info.term, st->term);
    address_text(&word->from, info.from);
    if (info.own)
        info.idle_ms = now_ms - s->heard_ms;
    return info;
}

static int list(void *arg, struct arena *a, struct seat_info **seat_r, size_t *n_r, struct err *e)
{
    struct seat *s = arg;
    struct {
        LIST(struct seat_info) all;
    } seats = {0};
    struct hub_word question = {.kind = HUB_LIST}, word;
    do {
        int rc = ask(s, &question, e);
        while (!rc && !(rc = wait_answer(s, &word, e)) && word.kind == HUB_SEAT)
            if (seats.all.n < SEATS_MAX)
                *LIST_ADD(a, &seats.all) = info_of(s, &word);
        if (rc)
            return rc;
        question.status.number = word.kind == HUB_LISTED ? word.status.number : 0;
    } while (question.status.number);
    *seat_r = seats.all.at;
    *n_r = seats.all.n;
    return 0;
}

static int pass_on(struct seat *s, struct hub_word *word, uint32_t number, struct err *e)
{
    char text[16];
    word->status.number = number;
    int rc = ask(s, word, e);
    if (!rc)
        rc = wait_answer(s, word, e);
    if (rc || word->kind == HUB_GIVEN)
        return rc;
    snprintf(text, sizeof text, "%" PRIu32, number);
    return err_set(e, E_NOTFOUND, "seats.gone", text, NULL);
}

static int end(void *arg, uint32_t number, struct err *e)
{
    struct hub_word word = {.kind = HUB_END_SEAT};
    return pass_on(arg, &word, number, e);
}

static int tell(void *arg, uint32_t number, const char *text, struct err *e)
{
    struct hub_word word = {.kind = HUB_TELL};
    str_copy_cut(word.text, sizeof word.text, text);
    return pass_on(arg, &word, number, e);
}

const struct seats_ops seat_list_ops = {list, end, tell};
