/* The desk's part of a login: it alone decides who is who. What the door says is a claim by a process that talks to
 * strangers; that a key was proved is the door's word, everything else is looked up here. */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/ssh_public.h"
#include "core/base/str.h"
#include "tui/serve/seat.h"

/* The n-th refusal is answered after 50 ms times 2^n, at most two seconds: guessing is slow, a mistyped code is not. */
enum { DELAY_FIRST_MS = 50, DELAY_MAX_MS = 2000, DELAY_FREE = 2 };

static void delay_refusal(struct seat *s)
{
    if (s->failures <= DELAY_FREE)
        return;
    unsigned doublings = s->failures - DELAY_FREE;
    int64_t ms = doublings > 6 ? DELAY_MAX_MS : (int64_t)DELAY_FIRST_MS << doublings;
    int64_t until_ms = clock_monotonic_ms() + (ms < DELAY_MAX_MS ? ms : DELAY_MAX_MS);
    for (int64_t left; !s->wire.closed && (left = until_ms - clock_monotonic_ms()) > 0;)
        wire_wait(&s->wire, (int)left);
}

/* Every refusal passes here, whatever its cause. */
static enum desk_answer refuse(struct seat *s)
{
    struct hub_word word = {.kind = HUB_FAILED};
    s->failures++;
    if (s->hub_fd >= 0)
        hub_word_send(s->hub_fd, &word);
    delay_refusal(s);
    return ANSWER_NO;
}

static void log_failure(const struct seat *s, const char *user, const char *why)
{
    log_line(LOG_WARN, "auth-fail src=%s user=%s why=%s tries=%u", s->desk.source, user_name_ok(user) ? user : "?", why,
             s->failures);
}

static void log_error(const struct seat *s, const char *what, const struct err *e)
{
    log_line(LOG_ERROR, "auth-error src=%s at=%s msg=%s detail=%s", s->desk.source, what, e->msg, e->detail);
}

/* A name that cannot exist goes the same way as one that does not. */
static const char *name_to_look_up(const char *user)
{
    return user_name_ok(user) ? user : "-";
}

static enum desk_answer answer_ask_key(struct seat *s, const struct key_claim *claim)
{
    struct err e = {0};
    bool known = false;
    str_copy_cut(s->proved.user, sizeof s->proved.user, name_to_look_up(claim->user));
    int rc = seat_open(s, &e);
    if (rc == 0)
        rc = s->desk.ops->key_known(&s->desk, name_to_look_up(claim->user), claim->type, claim->blob, &known, &e);
    if (rc) {
        log_error(s, "key", &e);
        return refuse(s);
    }
    return known && user_name_ok(claim->user) ? ANSWER_YES : refuse(s);
}

/* Puts the person at the desk. A person without a free seat is let in to be told so. */
static enum desk_answer take_seat(struct seat *s)
{
    struct hub_word word = {.kind = HUB_TAKE};
    char key[SSH_PUBLIC_FINGERPRINT_BYTES];
    str_copy_cut(word.user, sizeof word.user, s->proved.user);
    bool asked = s->hub_fd >= 0 && hub_word_send(s->hub_fd, &word);
    while (asked && hub_word_receive(s->hub_fd, true, &word) == 1) {
        s->full = word.kind == HUB_FULL;
        s->parked_waits = word.kind == HUB_GIVEN_PARKED;
        s->desk.draining = s->desk.draining || word.kind == HUB_DRAIN;
        if (word.kind == HUB_STOP)
            s->end = SEAT_STOPPED;
        asked = !s->full && !s->parked_waits && word.kind != HUB_GIVEN;
    }
    str_copy_cut(s->desk.user, sizeof s->desk.user, s->proved.user);
    s->logged_in = true;
    s->code_due = false;
    s->began_ms = s->heard_ms = clock_monotonic_ms();
    s->active_at_ms = s->began_ms + s->setup->active_ms;
    if (!ssh_public_fingerprint(s->proved.blob, key))
        str_copy_cut(key, sizeof key, "?");
    log_line(LOG_INFO, "auth-ok src=%s user=%s key=%s client=%s", s->desk.source, s->desk.user, key, s->desk.client);
    return ANSWER_YES;
}

static enum desk_answer answer_proved(struct seat *s, const struct key_claim *claim)
{
    struct err e = {0};
    bool known = false;
    enum desk_answer answer = ANSWER_NO;
    /* This key and this name, whatever was asked before: the last proof counts, never an earlier question. */
    s->proved = *claim;
    s->code_due = false;
    int rc = seat_open(s, &e);
    if (rc == 0)
        rc = s->desk.ops->key_known(&s->desk, name_to_look_up(claim->user), claim->type, claim->blob, &known, &e);
    if (rc == 0 && known && user_name_ok(claim->user)) {
        struct desk_login login = {claim->user, claim->type, claim->blob, s->desk.source, s->desk.client};
        rc = s->desk.ops->login(&s->desk, &login, &answer, &e);
    }
    if (rc) {
        log_error(s, "login", &e);
        answer = ANSWER_NO;
    }
    if (answer == ANSWER_NO) {
        refuse(s);
        log_failure(s, claim->user, rc ? "error" : "key");
        return ANSWER_NO;
    }
    s->code_due = answer == ANSWER_CODE_NEEDED;
    return s->code_due ? ANSWER_CODE_NEEDED : take_seat(s);
}

static enum desk_answer answer_code(struct seat *s, const char *code)
{
    struct err e = {0};
    bool right = false;
    if (!s->code_due || !s->desk.ops->check_code)
        return refuse(s);
    int rc = s->desk.ops->check_code(&s->desk, code, &right, &e);
    if (rc)
        log_error(s, "code", &e);
    if (rc == 0 && right)
        return take_seat(s);
    refuse(s);
    log_failure(s, s->proved.user, "code");
    return ANSWER_NO;
}

static bool login_answer(struct seat *s, const struct frame *f, enum desk_answer *answer_r)
{
    if (f->kind == DOOR_CODE) {
        char code[CODE_BYTES];
        bool ok = protocol_get_text(f, code, sizeof code);
        if (ok)
            *answer_r = answer_code(s, code);
        explicit_bzero(code, sizeof code);
        return ok;
    }
    struct key_claim claim;
    if (!protocol_get_claim(f, &claim))
        return false;
    *answer_r = f->kind == DOOR_PROVED ? answer_proved(s, &claim) : answer_ask_key(s, &claim);
    return true;
}

bool seat_login_frame(struct seat *s, const struct frame *f)
{
    enum desk_answer answer = ANSWER_NO;
    if (s->logged_in || (f->kind != DOOR_ASK_KEY && f->kind != DOOR_PROVED && f->kind != DOOR_CODE))
        return false;
    if (s->failures >= (unsigned)s->setup->tries)
        return false;
    if (!login_answer(s, f, &answer))
        return false;
    protocol_put_u32(&s->wire.out, DESK_ANSWER, answer);
    wire_flush(&s->wire);
    return true;
}

void seat_login_missed(struct seat *s)
{
    if (s->failures)
        log_failure(s, s->proved.user, "gave-up");
    else
        log_line(LOG_INFO, "auth-none src=%s client=%s", s->desk.source, s->desk.client);
}
