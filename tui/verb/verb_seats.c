/* seats: list, end, tell */
#include "tui/message.h"
#include "tui/seats.h"
#include "tui/verb/verb.h"

int verb_seats(struct verb_call *call, struct err *e)
{
    struct seat_info *seat;
    size_t n;
    int rc = verb_done(call, e);
    if (!rc)
        rc = seats_list(call->app, call->seats, call->arena, &seat, &n, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < n; i++) {
        const struct seat_info *s = &seat[i];
        verb_list_row(&l);
        verb_list_id(&l, s->number, 6);
        verb_list_text(&l, "user", s->user, 16);
        verb_list_text(&l, "from", s->from, 24);
        verb_list_text(&l, "since", seat_duration(call->arena, s->since_ms), 7);
        verb_list_text(&l, "idle", seat_duration(call->arena, s->idle_ms), 7);
        verb_list_text(&l, "terminal", s->term, 16);
        verb_list_text(&l, "size", *s->term ? arena_printf(call->arena, "%dx%d", s->cols, s->rows) : "", 8);
        verb_list_text(&l, "state", message_text(call->language, seat_state_word(s->state)), 0);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}

static int need_seat(struct verb_call *call, uint32_t *number_r, struct err *e)
{
    int64_t id;
    int rc = verb_need_id(call, "SEAT", &id, e);
    if (!rc)
        *number_r = id > 0 && id <= UINT32_MAX ? (uint32_t)id : 0;
    return rc;
}

int verb_seats_end(struct verb_call *call, struct err *e)
{
    uint32_t number;
    int rc = need_seat(call, &number, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = seats_end(call->app, call->seats, number, e);
    if (!rc)
        verb_say(call, "seats.ended", NULL);
    return rc;
}

int verb_seats_tell(struct verb_call *call, struct err *e)
{
    uint32_t number;
    const char *text;
    int rc = need_seat(call, &number, e);
    if (!rc)
        rc = verb_need(call, "TEXT", &text, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = seats_tell(call->app, call->seats, number, text, e);
    if (!rc)
        verb_say(call, "seats.told", NULL);
    return rc;
}
