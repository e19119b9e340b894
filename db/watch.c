#include "db/watch.h"

static int read_tip(struct db *db, void *arg, struct err *e)
{
    struct watch *w = arg;
    struct sha256 unused;
    return event_tip(db, &w->seq, &unused, e);
}

/* The counter first: what comes between the two is announced once too often rather than never. */
int watch_start(struct db *db, struct watch *w_r, struct err *e)
{
    struct watch w = {.db = db};
    int rc = db_change_counter(db, &w.counter, e);
    if (!rc)
        rc = db_read(db, read_tip, &w, e);
    if (!rc)
        *w_r = w;
    return rc;
}

bool watch_changed(struct watch *w)
{
    struct err ignored;
    int64_t counter = 0;
    if (db_change_counter(w->db, &counter, &ignored))
        return true;
    bool changed = counter != w->counter;
    w->counter = counter;
    return changed;
}

struct wanted {
    int64_t seq, limit;
    struct arena *a;
    struct events events;
};

static int read_events(struct db *db, void *arg, struct err *e)
{
    struct wanted *wanted = arg;
    struct stmt *s = db_stmt(db, STMT_event_heads_after);
    stmt_int(s, 1, wanted->seq);
    stmt_int(s, 2, wanted->limit);
    LIST(struct event) list = {0};
    int rc;
    while ((rc = stmt_next(s, e)) > 0)
        *LIST_ADD(wanted->a, &list) = (struct event){
            .seq = stmt_get_int(s, 0),
            .at = stmt_get_instant(s, 1),
            .actor = stmt_get_text(s, 2, wanted->a),
            .seat = stmt_get_text(s, 3, wanted->a),
            .verb = stmt_get_text(s, 4, wanted->a),
            .object = stmt_get_text(s, 5, wanted->a),
            .body = "",
        };
    wanted->events = (struct events){list.at, list.n};
    return rc;
}

int watch_events(struct watch *w, int64_t limit, struct arena *a, struct events *events_r, struct err *e)
{
    struct wanted wanted = {w->seq, limit, a, {0}};
    int rc = db_read(w->db, read_events, &wanted, e);
    if (rc)
        return rc;
    if (wanted.events.n)
        w->seq = wanted.events.at[wanted.events.n - 1].seq;
    *events_r = wanted.events;
    return 0;
}
