#include "db/rows_event.h"

#include <string.h>

#include "core/base/str.h"

/* A hash of another length is left as zeros: the chain will not match, which is what verify is for. */
static struct sha256 get_hash(struct stmt *s, int column)
{
    struct sha256 hash = {0};
    size_t n;
    const void *p = stmt_get_bytes(s, column, &n);
    if (n == sizeof hash.byte)
        memcpy(hash.byte, p, n);
    return hash;
}

int event_tip(struct db *db, int64_t *seq_r, struct sha256 *hash_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_event_tip);
    int rc = stmt_next(s, e);
    if (rc < 0)
        return rc;
    *seq_r = rc ? stmt_get_int(s, 0) : 0;
    *hash_r = rc ? get_hash(s, 1) : (struct sha256){0};
    stmt_reset(s);
    return 0;
}

int event_add(struct db *db, const struct event *ev, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_event_add);
    stmt_int(s, 1, ev->seq);
    stmt_instant(s, 2, ev->at);
    stmt_text(s, 3, ev->actor);
    stmt_text(s, 4, ev->seat);
    stmt_text(s, 5, ev->verb);
    stmt_text(s, 6, ev->object);
    stmt_text(s, 7, ev->body);
    stmt_bytes(s, 8, ev->prev_hash.byte, sizeof ev->prev_hash.byte);
    stmt_bytes(s, 9, ev->hash.byte, sizeof ev->hash.byte);
    return stmt_run(s, NULL, e);
}

static struct event read_event(struct stmt *s, struct arena *a)
{
    return (struct event){
        .seq = stmt_get_int(s, 0),
        .at = stmt_get_instant(s, 1),
        .actor = stmt_get_text(s, 2, a),
        .seat = stmt_get_text(s, 3, a),
        .verb = stmt_get_text(s, 4, a),
        .object = stmt_get_text(s, 5, a),
        .body = stmt_get_text(s, 6, a),
        .prev_hash = get_hash(s, 7),
        .hash = get_hash(s, 8),
    };
}

struct stmt *events_stream(struct db *db, int64_t after_seq, int64_t limit)
{
    struct stmt *s = db_stmt(db, STMT_event_after);
    stmt_int(s, 1, after_seq);
    stmt_int(s, 2, limit);
    return s;
}

int events_next(struct stmt *s, struct event_text *ev_r, struct err *e)
{
    int rc = stmt_next(s, e);
    if (rc > 0)
        *ev_r = (struct event_text){
            .seq = stmt_get_int(s, 0),
            .at = stmt_get_span(s, 1),
            .actor = stmt_get_span(s, 2),
            .seat = stmt_get_span(s, 3),
            .verb = stmt_get_span(s, 4),
            .object = stmt_get_span(s, 5),
            .body = stmt_get_span(s, 6),
            .prev_hash = get_hash(s, 7),
            .hash = get_hash(s, 8),
        };
    return rc;
}

static int read_all(struct stmt *s, struct arena *a, struct events *events_r, struct err *e)
{
    LIST(struct event) list = {0};
    int rc;
    while ((rc = stmt_next(s, e)) > 0)
        *LIST_ADD(a, &list) = read_event(s, a);
    if (!rc)
        *events_r = (struct events){list.at, list.n};
    return rc;
}

int events_after(struct db *db, int64_t seq, int64_t limit, struct arena *a, struct events *events_r, struct err *e)
{
    return read_all(events_stream(db, seq, limit), a, events_r, e);
}

int events_before(struct db *db, const char *object, int64_t seq, int64_t limit, struct arena *a, struct events *events_r,
                  struct err *e)
{
    bool all = str_empty(object);
    int n = 0;
    struct stmt *s = db_stmt(db, all ? STMT_event_before : STMT_event_of_object);
    if (!all)
        stmt_text(s, ++n, object);
    stmt_int(s, ++n, seq ? seq : INT64_MAX);
    stmt_int(s, ++n, limit);
    return read_all(s, a, events_r, e);
}

int event_last_of(struct db *db, const char *object, int64_t *seq_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_event_last_of);
    stmt_text(s, 1, object);
    int rc = stmt_next(s, e);
    if (rc < 0)
        return rc;
    *seq_r = rc ? stmt_get_int(s, 0) : 0;
    stmt_reset(s);
    return 0;
}

static int64_t private_id(int64_t event_seq, int64_t slot)
{
    return event_seq * (PRIVATE_SLOTS_MAX + 1) + slot;
}

int private_add(struct db *db, int64_t event_seq, const struct private_value *v, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_private_add);
    stmt_int(s, 1, private_id(event_seq, v->slot));
    stmt_text(s, 2, v->record);
    stmt_text(s, 3, v->field);
    stmt_bytes(s, 4, v->salt, sizeof v->salt);
    stmt_text(s, 5, v->value);
    return stmt_run(s, NULL, e);
}

struct private_stream private_stream_after(struct db *db, int64_t event_seq)
{
    struct private_stream stream = {.s = db_stmt(db, STMT_private_after)};
    stmt_int(stream.s, 1, private_id(event_seq + 1, -1));
    stmt_int(stream.s, 2, INT64_MAX);
    return stream;
}

int private_take(struct private_stream *stream, int64_t event_seq, struct arena *a, struct private_values *values_r, struct err *e)
{
    LIST(struct private_value) list = {0};
    for (;;) {
        int rc = stream->read ? stream->more : stmt_next(stream->s, e);
        if (rc < 0)
            return rc;
        stream->read = true;
        stream->more = rc > 0;
        if (!rc || stmt_get_int(stream->s, 0) >= private_id(event_seq + 1, 0))
            break;
        struct private_value *v = LIST_ADD(a, &list);
        *v = (struct private_value){.slot = stmt_get_int(stream->s, 0) - private_id(event_seq, 0), .record = "",
                                    .field = stmt_get_text(stream->s, 1, a)};
        size_t n;
        const void *salt = stmt_get_bytes(stream->s, 2, &n);
        if (n == sizeof v->salt)
            memcpy(v->salt, salt, n);
        v->value = stmt_is_null(stream->s, 3) ? NULL : stmt_get_text(stream->s, 3, a);
        stream->read = false;
    }
    *values_r = (struct private_values){list.at, list.n};
    return 0;
}

int private_of_event(struct db *db, int64_t event_seq, struct arena *a, struct private_values *values_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_private_of_event);
    stmt_int(s, 1, private_id(event_seq, 0));
    stmt_int(s, 2, private_id(event_seq + 1, 0));
    LIST(struct private_value) list = {0};
    int rc;
    while ((rc = stmt_next(s, e)) > 0) {
        struct private_value *v = LIST_ADD(a, &list);
        *v = (struct private_value){.slot = stmt_get_int(s, 0) - private_id(event_seq, 0), .record = stmt_get_text(s, 1, a), .field = stmt_get_text(s, 2, a)};
        size_t n;
        const void *salt = stmt_get_bytes(s, 3, &n);
        if (n == sizeof v->salt)
            memcpy(v->salt, salt, n);
        v->value = stmt_is_null(s, 4) ? NULL : stmt_get_text(s, 4, a);
    }
    if (!rc)
        *values_r = (struct private_values){list.at, list.n};
    return rc;
}

int private_erase(struct db *db, const char *record, const char *field, int64_t *n_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_private_erase);
    stmt_text(s, 1, record);
    stmt_text(s, 2, field);
    return stmt_run(s, n_r, e);
}
