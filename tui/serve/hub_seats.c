/* What the hub knows of its seats, for an administrator's desk; and words from one desk to another. Whether the one who asks
 * may is the asking desk's business: it has the store. */
#include "core/base/log.h"
#include "core/base/str.h"
#include "tui/serve/hub_state.h"

enum { SEATS_AT_ONCE = 64 }; /* what a socket takes without anybody reading */

static struct hub_word describe(const struct connection *c)
{
    struct hub_word word = {.kind = HUB_SEAT, .from = c->from, .status = c->status};
    str_copy_cut(word.user, sizeof word.user, c->user);
    word.status.number = c->number;
    word.status.began_ms = c->began_ms;
    if (c->parked)
        word.status.state = SEAT_IS_PARKED;
    return word;
}

void hub_list(const struct hub *h, const struct connection *asks, uint32_t below)
{
    struct hub_word end = {.kind = HUB_LISTED};
    size_t n = 0;
    for (const struct connection *c = h->first; c; c = c->next) {
        if (!c->user[0] || c->desk.fd < 0 || (below && c->number >= below))
            continue;
        if (n++ == SEATS_AT_ONCE)
            break;
        struct hub_word word = describe(c);
        hub_word_send(asks->desk.fd, &word);
        end.status.number = c->number;
    }
    if (n <= SEATS_AT_ONCE)
        end.status.number = 0;
    hub_word_send(asks->desk.fd, &end);
}

bool hub_pass_on(const struct hub *h, const struct connection *from, const struct hub_word *word)
{
    struct hub_word copy = *word;
    str_copy_cut(copy.user, sizeof copy.user, from->user);
    for (const struct connection *c = h->first; c; c = c->next)
        if (c->number == word->status.number && c->user[0] && c->desk.fd >= 0) {
            log_line(LOG_INFO, "seat=s%u user=%s %s by=%s", c->number, c->user, word->kind == HUB_END_SEAT ? "end" : "tell", from->user);
            return hub_word_send(c->desk.fd, &copy);
        }
    return false;
}
