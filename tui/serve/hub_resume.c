/* Gives a seat whose line was lost the door of its user's next connection. */
#include <unistd.h>

#include "core/base/log.h"
#include "core/base/str.h"
#include "tui/serve/hub_state.h"

struct connection *hub_parked(const struct hub *h, const char *user)
{
    for (struct connection *c = h->first; c; c = c->next)
        if (c->parked && c->desk.fd >= 0 && str_eq(c->user, user))
            return c; /* the newest: they stand in that order */
    return NULL;
}

bool hub_resume(struct hub *h, struct connection *newcomer, struct hub_pass *pass)
{
    struct connection *seat = newcomer->user[0] && newcomer->door_pid ? hub_parked(h, newcomer->user) : NULL;
    struct hub_word word = {.kind = HUB_RESUME, .from = newcomer->from};
    bool done = seat && pass->fd >= 0 && hub_word_pass(seat->desk.fd, &word, pass);
    if (pass->fd >= 0)
        close(pass->fd);
    if (!done)
        return false;
    log_line(LOG_INFO, "resume seat=s%u by=s%u user=%s", seat->number, newcomer->number, seat->user);
    seat->parked = false;
    seat->door_pid = newcomer->door_pid;
    seat->from = newcomer->from;
    newcomer->door_pid = 0;
    newcomer->user[0] = '\0';
    return true;
}
