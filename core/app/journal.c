#include "core/app/journal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "db/derive.h"
#include "db/rows.h"

struct sha256 journal_text_hash(const struct event_text *ev)
{
    char prev[SHA256_HEX_BYTES], seq[24];
    int n = snprintf(seq, sizeof seq, "\n%" PRId64 "\n", ev->seq);
    sha256_hex(&ev->prev_hash, prev);
    const struct sha256_piece pieces[] = {
        {prev, SHA256_HEX_BYTES - 1},    {seq, (size_t)n},
        {ev->at.p, ev->at.n},            {"\n", 1},
        {ev->actor.p, ev->actor.n},      {"\n", 1},
        {ev->seat.p, ev->seat.n},        {"\n", 1},
        {ev->verb.p, ev->verb.n},        {"\n", 1},
        {ev->object.p, ev->object.n},    {"\n", 1},
        {ev->body.p, ev->body.n},        {"\n", 1},
        {NULL, 0},
    };
    return sha256_of_pieces(pieces);
}

struct sha256 journal_hash(const struct event *ev)
{
    char at[INSTANT_TEXT_BYTES];
    const struct event_text text = {ev->seq, str_of(instant_text(ev->at, at)), str_of(ev->actor), str_of(ev->seat),
                                    str_of(ev->verb), str_of(ev->object), str_of(ev->body), ev->prev_hash, {{0}}};
    return journal_text_hash(&text);
}

/* The names stand one a line in what is hashed. They come from the program, never from a person. */
static bool is_name(const char *s)
{
    return s && strlen(s) <= JOURNAL_NAME_MAX_BYTES && utf8_valid(s, strlen(s)) && !utf8_has_controls(s, false);
}

/* The records as they will be stored: copies with their versions raised. */
static int raise_versions(struct db *db, const struct change_set *set, struct arena *a, struct change *to, struct err *e)
{
    for (size_t i = 0; i < set->change.n; i++) {
        const struct change *from = &set->change.at[i];
        to[i] = *from;
        to[i].record = arena_alloc(a, from->type->size);
        memcpy(to[i].record, from->record, from->type->size);
        int rc = from->removed ? 0 : rows_raise_version(db, from->type, to[i].record, e);
        if (rc)
            return rc;
    }
    return 0;
}

static int write_body(const struct journal_entry *entry, const struct change *changes, size_t n, struct buf *body,
                      struct change_values *values, struct arena *a, struct err *e)
{
    struct json_writer w = json_writer_to(body);
    json_begin_object(&w);
    json_key(&w, "changes");
    json_begin_array(&w);
    for (size_t i = 0; i < n; i++)
        change_write(&changes[i], &w, values, a);
    json_end_array(&w);
    if (entry->note) {
        json_key(&w, "note");
        json_raw(&w, entry->note);
    }
    json_end_object(&w);
    bool note_fits = !entry->note || strlen(entry->note) <= JOURNAL_NOTE_MAX_BYTES;
    if (body->full || n > CHANGES_MAX || values->value.n > PRIVATE_SLOTS_MAX || !note_fits)
        return err_set(e, E_LIMIT, "journal.too-large", entry->verb, NULL);
    return 0;
}

static int apply(struct db *db, const struct change *c, struct err *e)
{
    int rc = derive_change(db, c->type, c->record, c->removed, e);
    if (rc)
        return rc;
    return c->removed ? rows_remove(db, c->type, c->record, e) : rows_put(db, c->type, c->record, e);
}

static int add_event(struct db *db, const struct journal_entry *entry, const char *body, int64_t *seq_r, struct err *e)
{
    struct event ev = {.at = entry->at, .actor = entry->actor, .seat = entry->seat, .verb = entry->verb, .object = entry->object,
                       .body = body};
    int rc = event_tip(db, &ev.seq, &ev.prev_hash, e);
    if (rc)
        return rc;
    ev.seq++;
    ev.hash = journal_hash(&ev);
    *seq_r = ev.seq;
    return event_add(db, &ev, e);
}

int journal_commit(struct db *db, const struct journal_entry *entry, const struct change_set *set, int64_t *seq_r, struct err *e)
{
    assert(db_in_write(db) && entry->at);
    assert(is_name(entry->actor) && is_name(entry->seat) && is_name(entry->verb) && is_name(entry->object));
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf body = BUF(JOURNAL_BODY_MAX_BYTES);
    struct change_values values = {0};
    size_t n = set->change.n;
    int64_t seq = 0;
    struct change *changes = ARENA_ARRAY(&a, struct change, n);
    int rc = raise_versions(db, set, &a, changes, e);
    if (!rc)
        rc = write_body(entry, changes, n, &body, &values, &a, e);
    if (!rc)
        rc = add_event(db, entry, buf_str(&body), &seq, e);
    for (size_t i = 0; !rc && i < values.value.n; i++)
        rc = private_add(db, seq, &values.value.at[i], e);
    for (size_t i = 0; !rc && i < n; i++)
        rc = apply(db, &changes[i], e);
    if (!rc && seq_r)
        *seq_r = seq;
    return rc;
}

int journal_forget(struct db *db, const struct journal_entry *entry, const struct change_set *set, int64_t *n_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    int64_t n_all = 0;
    for (size_t i = 0; i < set->change.n; i++) {
        const struct record_type *type = set->change.at[i].type;
        const char *path = change_record_path(type, set->change.at[i].record, &a);
        for (size_t k = 0; k < type->n_fields; k++) {
            int64_t n = 0;
            int rc = type->fields[k].flags & FIELD_PERSONAL ? private_erase(db, path, type->fields[k].name, &n, e) : 0;
            if (rc)
                return rc;
            n_all += n;
        }
    }
    int rc = journal_commit(db, entry, set, NULL, e);
    if (!rc && n_r)
        *n_r = n_all;
    return rc;
}

int journal_erase(struct db *db, const struct journal_entry *entry, const struct record_type *type, const void *key,
                  const char *const *fields, int64_t *n_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct change_set set = change_set_in(&a);
    void *record = arena_alloc(&a, type->size);
    memcpy(record, key, type->size);
    int rc = rows_get(db, type, record, &a, e);
    if (rc)
        return rc;
    const char *path = change_record_path(type, record, &a);
    int64_t n_all = 0;
    for (const char *const *name = fields; !rc && *name; name++) {
        const struct record_field *field = record_field_named(type, *name);
        assert(field && (field->flags & FIELD_PERSONAL));
        record_set_text(record, field, "");
        int64_t n = 0;
        rc = private_erase(db, path, *name, &n, e);
        n_all += n;
    }
    change_put(&set, type, record);
    if (!rc)
        rc = journal_commit(db, entry, &set, NULL, e);
    if (!rc && n_r)
        *n_r = n_all;
    return rc;
}
