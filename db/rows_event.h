/* Rows of the journal: events, and the personal values behind the digests in them. Only core/app/journal.c adds any.
 * Errors: those of the store (db.h), and what a function says. */
#ifndef SHINSA_DB_ROWS_EVENT_H
#define SHINSA_DB_ROWS_EVENT_H

#include "core/model/event.h"
#include "db/db.h"

/* The newest event; seq 0 and a hash of zeros before the first. */
int event_tip(struct db *db, int64_t *seq_r, struct sha256 *hash_r, struct err *e) WARN_UNUSED;
int event_add(struct db *db, const struct event *ev, struct err *e) WARN_UNUSED;

struct events {
    struct event *at;
    size_t n;
};
/* Oldest first, after seq. */
int events_after(struct db *db, int64_t seq, int64_t limit, struct arena *a, struct events *events_r, struct err *e) WARN_UNUSED;
/* Newest first, before seq (0: from the newest), of an object or ("" or NULL) of all. */
int events_before(struct db *db, const char *object, int64_t seq, int64_t limit, struct arena *a, struct events *events_r,
                  struct err *e) WARN_UNUSED;

/* The newest change of an object; 0 if nothing happened to it. */
int event_last_of(struct db *db, const char *object, int64_t *seq_r, struct err *e) WARN_UNUSED;

/* An event as it stands in the store, unchecked. */
struct event_text {
    int64_t seq;
    struct str at, actor, seat, verb, object, body;
    struct sha256 prev_hash, hash;
};
/* One event at a time, oldest first: 1, or 0 at the end. Texts are borrowed until the next one; the statement is reset at
 * the end and by stmt_reset. */
struct stmt *events_stream(struct db *db, int64_t after_seq, int64_t limit);
int events_next(struct stmt *s, struct event_text *ev_r, struct err *e) WARN_UNUSED;

enum { PRIVATE_SALT_BYTES = 16, PRIVATE_SLOTS_MAX = 99999 };
struct private_value {
    int64_t slot;       /* place in its event, from 1 */
    const char *record; /* /table/key, as journal_record_path writes it */
    const char *field;
    uint8_t salt[PRIVATE_SALT_BYTES];
    const char *value;  /* NULL once erased */
};
struct private_values {
    struct private_value *at;
    size_t n;
};
int private_add(struct db *db, int64_t event_seq, const struct private_value *v, struct err *e) WARN_UNUSED;
/* The values of one event after the other: begin once, then take for each event in its order. */
struct private_stream {
    struct stmt *s;
    bool read, more; /* the statement stands on a row that was not taken yet */
};
struct private_stream private_stream_after(struct db *db, int64_t event_seq);
/* Values in the arena. What stands before this event and was not taken is handed out too: it belongs to no event. */
int private_take(struct private_stream *stream, int64_t event_seq, struct arena *a, struct private_values *values_r,
                 struct err *e) WARN_UNUSED;
int private_of_event(struct db *db, int64_t event_seq, struct arena *a, struct private_values *values_r, struct err *e) WARN_UNUSED;
/* Forgets every value this field of this record ever had. n_r: values forgotten. */
int private_erase(struct db *db, const char *record, const char *field, int64_t *n_r, struct err *e) WARN_UNUSED;

#endif
