/* A register as it read on a day that is over. Its entry holds only the case whose forms it shows now; the journal holds
 * those before. */
#include "core/app/sheet_internal.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/json.h"
#include "core/base/str.h"
#include "db/rows_case.h"
#include "db/rows_event.h"

enum { CASES_MAX = 200, EVENTS_PAGE = 100 };

struct past {
    struct db *db;
    const struct register_entry *entry;
    struct date on;
    int64_t seq, case_id; /* the newest event until that day that published it, and whose forms it showed then */
};

/* Whose forms an event put into the entry; 0: it did not. */
static int64_t published_by(const struct past *p, const struct event *ev, struct arena *a)
{
    struct json *body;
    struct err unreadable;
    if (!strstr(ev->body, "\"register_entry\"") || json_parse(a, ev->body, strlen(ev->body), &body, &unreadable))
        return 0;
    const struct json *changes = json_get(body, "changes");
    for (const struct json *change = changes ? changes->child : NULL; change; change = change->next) {
        const struct json *r = json_get(change, "r");
        if (r && str_eq(json_get_text(change, "t"), "register_entry") && str_eq(json_get_text(r, "register_id"), p->entry->register_id) &&
            json_get_int(r, "certificate_id", 0) == p->entry->certificate_id && str_eq(json_get_text(r, "state"), "published"))
            return json_get_int(r, "case_id", 0);
    }
    return 0;
}

static int look_back(struct past *p, int64_t case_id, struct err *e)
{
    int64_t before = 0;
    for (;;) {
        AUTO(arena) struct arena a = {0};
        struct events events;
        int rc = events_before(p->db, arena_printf(&a, "case:%" PRId64, case_id), before, EVENTS_PAGE, &a, &events, e);
        if (rc || !events.n)
            return rc;
        for (size_t i = 0; i < events.n; i++) {
            const struct event *ev = &events.at[i];
            before = ev->seq;
            if (ev->seq <= p->seq)
                return 0;
            int64_t shown = date_compare(instant_date_jst(ev->at), p->on) <= 0 ? published_by(p, ev, &a) : 0;
            if (!shown)
                continue;
            p->seq = ev->seq;
            p->case_id = shown;
            return 0;
        }
    }
}

int register_case_on(struct db *db, const struct certificate *cert, const struct register_entry *entry, struct date on,
                     int64_t *case_id_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct past p = {.db = db, .entry = entry, .on = on, .case_id = cert->case_id};
    struct rows rows;
    int rc = cases_of_certificate(db, cert->id, CASES_MAX, &a, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++)
        rc = look_back(&p, ((const struct case_file *)rows.at)[i].id, e);
    if (!rc)
        *case_id_r = p.case_id;
    return rc;
}
