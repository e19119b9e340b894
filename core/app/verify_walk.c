#include "core/app/verify_walk.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/app/change_read.h"
#include "core/app/journal.h"
#include "core/base/str.h"

enum { CHUNK_EVENTS = 20000, PROGRESS_EVENTS = 1000, NUMBER_BYTES = 24 };

int verify_differs(struct verify_walk *w, const char *msg, const char *a, const char *b, const char *c)
{
    w->result.sound = false;
    err_set(&w->result.difference, E_CONFLICT, msg, a, b, c, NULL);
    return VERIFY_DIFFERS;
}

static const char *number(int64_t n, char to[NUMBER_BYTES])
{
    snprintf(to, NUMBER_BYTES, "%" PRId64, n);
    return to;
}

static int check_chain(struct verify_walk *w, const struct event_text *ev)
{
    char text[NUMBER_BYTES];
    if (ev->seq != w->seq + 1)
        return verify_differs(w, "verify.gap", number(w->seq + 1, text), NULL, NULL);
    if (!sha256_equal(&ev->prev_hash, &w->hash))
        return verify_differs(w, "verify.link", number(ev->seq, text), NULL, NULL);
    struct sha256 hash = journal_text_hash(ev);
    if (!sha256_equal(&ev->hash, &hash))
        return verify_differs(w, "verify.hash", number(ev->seq, text), NULL, NULL);
    w->seq = ev->seq;
    w->hash = ev->hash;
    return 0;
}

size_t verify_type_index(const struct record_type *type)
{
    size_t n, i = 0;
    const struct record_type *const *types = record_types(&n);
    while (types[i] != type)
        i++;
    assert(i < VERIFY_TYPES_MAX);
    return i;
}

static int replay_change(struct verify_walk *w, const struct change_text *c, struct err *e)
{
    size_t type = verify_type_index(c->type);
    if (!c->removed && record_has_id(c->type) && c->value[0].number > w->ids[type])
        w->ids[type] = c->value[0].number;
    return row_match_change(w->match, type, c->value, c->removed, w->seq, e);
}

/* A body that cannot be read is a difference; a temporary file that cannot be written is a failure. */
static int replay_changes(struct verify_walk *w, const struct event_text *ev, const struct private_values *values, struct arena *a,
                          struct err *e)
{
    struct change_reader reader = change_reader_of(ev->body, *values, a);
    struct change_text c;
    struct err unreadable;
    char text[NUMBER_BYTES];
    int rc;
    while ((rc = change_next(&reader, &c, &unreadable)) > 0)
        if (replay_change(w, &c, e))
            return e->code;
    if (rc < 0 && str_eq(unreadable.msg, "verify.body"))
        return verify_differs(w, unreadable.msg, number(ev->seq, text), NULL, NULL);
    if (rc < 0)
        return verify_differs(w, unreadable.msg, unreadable.arg[0], unreadable.arg[1], number(ev->seq, text));
    if (reader.n_values != values->n)
        return verify_differs(w, "verify.value-extra", number(ev->seq, text), NULL, NULL);
    w->result.n_erased += (int64_t)reader.n_erased;
    return 0;
}

static int replay_event(struct verify_walk *w, const struct event_text *ev, struct private_stream *private, struct arena *a, struct err *e)
{
    struct private_values values;
    int rc = check_chain(w, ev);
    if (!rc)
        rc = private_take(private, ev->seq, a, &values, e);
    if (!rc)
        rc = replay_changes(w, ev, &values, a, e);
    if (rc)
        return rc;
    w->result.n_events++;
    if (w->progress && ev->seq % PROGRESS_EVENTS == 0)
        w->progress(w->arg, ev->seq, w->in_all);
    return 0;
}

/* limit: events at most; n_r: how many there were. */
static int walk(struct verify_walk *w, int64_t limit, int64_t *n_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct stmt *s = events_stream(w->db, w->seq, limit);
    struct private_stream private = private_stream_after(w->db, w->seq);
    struct event_text ev;
    int rc;
    while ((rc = events_next(s, &ev, e)) > 0) {
        ++*n_r;
        rc = replay_event(w, &ev, &private, &a, e);
        if (rc)
            break;
        arena_reset(&a);
    }
    stmt_reset(s);
    stmt_reset(private.s);
    return rc;
}

struct chunk {
    struct verify_walk *walk;
    int64_t limit, n;
};

static int walk_chunk(struct db *db, void *arg, struct err *e)
{
    (void)db;
    struct chunk *chunk = arg;
    return walk(chunk->walk, chunk->limit, &chunk->n, e);
}

int verify_walk_until(struct verify_walk *w, int64_t until, struct err *e)
{
    int rc = 0;
    bool at_end = false;
    while (!rc && !at_end && w->seq < until) {
        int64_t left = until - w->seq;
        struct chunk chunk = {.walk = w, .limit = left < CHUNK_EVENTS ? left : CHUNK_EVENTS};
        rc = db_read(w->db, walk_chunk, &chunk, e);
        at_end = chunk.n < chunk.limit;
    }
    return rc;
}

int verify_walk_rest(struct verify_walk *w, struct err *e)
{
    int64_t n = 0;
    return walk(w, INT64_MAX, &n, e);
}
