#include "core/app/case_days.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/json.h"
#include "core/base/str.h"
#include "db/rows_event.h"

enum { EVENTS_MAX = 5000, PAGE = 200 };

struct stay {
    const char *state;
    struct date since;
};
struct stays {
    LIST(struct stay) all; /* newest first */
};

/* The case as the event left it, if it did. */
static void take_event(const struct event *ev, int64_t case_id, struct arena *a, struct stays *to)
{
    struct json *body;
    struct err ignored;
    struct stay stay;
    if (!strstr(ev->body, "\"t\":\"case_file\"") || json_parse(a, ev->body, strlen(ev->body), &body, &ignored))
        return;
    const struct json *changes = json_get(body, "changes");
    for (const struct json *change = changes ? changes->child : NULL; change; change = change->next) {
        const struct json *record = json_get(change, "r");
        const char *since = json_get_text(record, "state_since");
        stay.state = json_get_text(record, "state");
        if (!str_eq(json_get_text(change, "t"), "case_file") || json_get_int(record, "id", 0) != case_id || !stay.state)
            continue;
        if (!since || !date_from_iso(since, &stay.since))
            stay.since = instant_date_jst(ev->at);
        size_t n = to->all.n;
        if (n && str_eq(to->all.at[n - 1].state, stay.state))
            to->all.at[n - 1].since = stay.since; /* the older word on when it began */
        else
            *LIST_ADD(a, &to->all) = stay;
    }
}

static int take_history(struct app *app, const struct case_file *c, struct arena *a, struct stays *to, struct err *e)
{
    const char *object = arena_printf(a, "case:%" PRId64, c->id);
    int64_t before = 0;
    *LIST_ADD(a, &to->all) = (struct stay){c->state, c->state_since};
    for (size_t n = 0; n < EVENTS_MAX;) {
        struct events events;
        int rc = events_before(app->db, object, before, PAGE, a, &events, e);
        for (size_t i = 0; !rc && i < events.n; i++)
            take_event(&events.at[i], c->id, a, to);
        if (rc || !events.n)
            return rc;
        n += events.n;
        before = events.at[events.n - 1].seq;
    }
    return 0;
}

int case_days(struct app *app, const struct case_file *c, const struct machine_def *m, struct arena *a, int *own_r, int *applicant_r,
              struct err *e)
{
    struct stays stays = {0};
    *own_r = *applicant_r = 0;
    if (date_is_none(c->received_on))
        return 0;
    int rc = take_history(app, c, a, &stays, e);
    struct date until = date_is_none(c->closed_on) ? app_today(app) : c->closed_on;
    for (size_t i = 0; !rc && i < stays.all.n; i++) {
        const struct stay *stay = &stays.all.at[i];
        const struct state_def *state = machine_state(m, stay->state);
        bool first = i + 1 == stays.all.n || date_compare(stay->since, c->received_on) < 0;
        struct date since = first ? c->received_on : stay->since;
        int days = until.days > since.days ? until.days - since.days : 0;
        if (state && state->waits == WAITS_APPLICANT)
            *applicant_r += days;
        else if (state && state->waits == WAITS_OFFICE)
            *own_r += days;
        until = since;
    }
    return rc;
}
