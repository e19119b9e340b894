#include "tui/seats.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/user_app.h"
#include "core/base/str.h"
#include "core/base/utf8.h"

int seats_list(struct app *app, const struct seats *seats, struct arena *a, struct seat_info **seat_r, size_t *n_r, struct err *e)
{
    int rc = app_need_admin(app, e);
    if (!rc && !seats)
        rc = err_set(e, E_NOTFOUND, "seats.not-here", NULL);
    return rc ? rc : seats->ops->list(seats->arg, a, seat_r, n_r, e);
}

/* Whose seat it is: the journal names people, the numbers of seats begin anew with each start. */
static int owner_of(struct app *app, const struct seats *seats, uint32_t number, struct arena *a, const char **login_r, struct err *e)
{
    struct seat_info *seat;
    size_t n;
    int rc = seats_list(app, seats, a, &seat, &n, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < n; i++)
        if (seat[i].number == number) {
            *login_r = seat[i].user;
            return 0;
        }
    return err_set(e, E_NOTFOUND, "seats.gone", arena_printf(a, "%" PRIu32, number), NULL);
}

int seats_end(struct app *app, const struct seats *seats, uint32_t number, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const char *login;
    int rc = owner_of(app, seats, number, &a, &login, e);
    if (!rc)
        rc = user_seat_event(app, login, "seat.end", e);
    return rc ? rc : seats->ops->end(seats->arg, number, e);
}

int seats_tell(struct app *app, const struct seats *seats, uint32_t number, const char *text, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const char *login;
    size_t n = strlen(text);
    if (!n || n > SEATS_TEXT_MAX || !utf8_valid(text, n) || utf8_has_controls(text, false))
        return err_set(e, E_INPUT, "seats.text", NULL);
    int rc = owner_of(app, seats, number, &a, &login, e);
    if (!rc)
        rc = user_seat_event(app, login, "seat.tell", e);
    return rc ? rc : seats->ops->tell(seats->arg, number, text, e);
}

const char *seat_state_word(enum seat_state state)
{
    switch (state) {
    case SEAT_IS_LOCKED: return "seats.locked";
    case SEAT_IS_PARKED: return "seats.parked";
    case SEAT_IS_VERB: return "seats.verb";
    case SEAT_IS_LIVE: break;
    }
    return "seats.live";
}

const char *seat_duration(struct arena *a, int64_t ms)
{
    int64_t minutes = ms / 60000;
    return arena_printf(a, "%" PRId64 ":%02" PRId64, minutes / 60, minutes % 60);
}
