#include "core/app/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/app/journal.h"
#include "core/base/str.h"
#include "db/rows.h"
#include "db/rows_paper.h"

enum { CHUNK_EVENTS = 20000, PAGE_ROWS = 500, PROGRESS_EVENTS = 1000, NUMBER_BYTES = 24 };

/* What stops a proof although nothing failed: the difference itself. */
enum { DIFFERS = 1 };

struct verify {
    struct db *db, *replayed;
    struct verify_result *result;
    verify_progress_fn *progress;
    void *arg;
    int64_t seq, in_all; /* replayed so far; events there were at the beginning */
    struct sha256 hash;  /* of event seq */
    int64_t limit;       /* events of the next chunk */
    bool at_end;         /* the journal had no more */
};

static int differs(struct verify *v, const char *msg, const char *a, const char *b, const char *c)
{
    v->result->sound = false;
    err_set(&v->result->difference, E_CONFLICT, msg, a, b, c, NULL);
    return DIFFERS;
}

static const char *number(int64_t n, char to[NUMBER_BYTES])
{
    snprintf(to, NUMBER_BYTES, "%" PRId64, n);
    return to;
}

static int check_chain(struct verify *v, const struct event *ev)
{
    char text[NUMBER_BYTES];
    if (ev->seq != v->seq + 1)
        return differs(v, "verify.gap", number(v->seq + 1, text), NULL, NULL);
    if (!sha256_equal(&ev->prev_hash, &v->hash))
        return differs(v, "verify.link", number(ev->seq, text), NULL, NULL);
    struct sha256 hash = journal_hash(ev);
    if (!sha256_equal(&ev->hash, &hash))
        return differs(v, "verify.hash", number(ev->seq, text), NULL, NULL);
    v->seq = ev->seq;
    v->hash = ev->hash;
    return 0;
}

/* A body that cannot be read is a difference; a store that cannot be written is a failure. */
static int replay_changes(struct verify *v, const struct event *ev, struct arena *a, struct err *e)
{
    struct json *body;
    struct private_values values = {0};
    size_t slot = 0, n_erased = 0;
    char text[NUMBER_BYTES];
    struct err unreadable;
    if (json_parse(a, ev->body, strlen(ev->body), &body, &unreadable))
        return differs(v, "verify.body", number(ev->seq, text), NULL, NULL);
    int rc = strstr(ev->body, "\"#") ? private_of_event(v->db, ev->seq, a, &values, e) : 0;
    const struct json *changes = json_get(body, "changes");
    for (const struct json *json = changes ? changes->child : NULL; !rc && json; json = json->next) {
        struct change c;
        if (change_read(json, &values, &slot, &n_erased, a, &c, &unreadable))
            return differs(v, unreadable.msg, unreadable.arg[0], unreadable.arg[1], number(ev->seq, text));
        rc = c.removed ? rows_remove(v->replayed, c.type, c.record, e) : rows_put(v->replayed, c.type, c.record, e);
    }
    if (!rc && slot != values.n)
        return differs(v, "verify.value-extra", number(ev->seq, text), NULL, NULL);
    v->result->n_erased += (int64_t)n_erased;
    return rc;
}

static int replay_chunk(struct db *replayed, void *arg, struct err *e)
{
    (void)replayed;
    struct verify *v = arg;
    AUTO(arena) struct arena a = {0};
    struct stmt *s = events_stream(v->db, v->seq, v->limit);
    struct event ev;
    int rc, n = 0;
    while ((rc = events_next(s, &a, &ev, e)) > 0) {
        n++;
        rc = check_chain(v, &ev);
        if (!rc)
            rc = replay_changes(v, &ev, &a, e);
        if (rc)
            break;
        v->result->n_events++;
        if (v->progress && ev.seq % PROGRESS_EVENTS == 0)
            v->progress(v->arg, ev.seq, v->in_all);
        arena_reset(&a);
    }
    stmt_reset(s);
    v->at_end = n < v->limit;
    return rc;
}

static int chunk(struct db *db, void *arg, struct err *e)
{
    (void)db;
    struct verify *v = arg;
    return db_write(v->replayed, replay_chunk, v, e);
}

/* Two tables side by side in key order; one arena a side and page, so that the key of a page outlives the next. */
struct side {
    struct db *db;
    struct arena arenas[2];
    int turn;
    struct rows rows;
    size_t at;
    const void *after;
};

static int side_next(struct side *side, const struct record_type *type, const void **record_r, struct err *e)
{
    if (side->at == side->rows.n) {
        side->turn = !side->turn;
        arena_reset(&side->arenas[side->turn]);
        int rc = rows_page(side->db, type, side->after, PAGE_ROWS, &side->arenas[side->turn], &side->rows, e);
        if (rc)
            return rc;
        side->at = 0;
        if (!side->rows.n) {
            *record_r = NULL;
            return 0;
        }
        side->after = (const char *)side->rows.at + (side->rows.n - 1) * type->size;
    }
    *record_r = (const char *)side->rows.at + side->at++ * type->size;
    return 0;
}

static void side_done(struct side *side)
{
    arena_done(&side->arenas[0]);
    arena_done(&side->arenas[1]);
}

static int compare_field(const struct record_field *field, const void *a, const void *b)
{
    char to_a[DATE_TEXT_BYTES], to_b[DATE_TEXT_BYTES];
    const void *at_a = (const char *)a + field->offset, *at_b = (const char *)b + field->offset;
    if (field->type == FIELD_ID || field->type == FIELD_INT) {
        int64_t va = *(const int64_t *)at_a, vb = *(const int64_t *)at_b;
        return va < vb ? -1 : va > vb;
    }
    return strcmp(record_get_text(a, field, to_a), record_get_text(b, field, to_b));
}

/* Bytewise, as the store orders keys. */
static int compare_keys(const struct record_type *type, const void *a, const void *b)
{
    int order = 0;
    for (size_t i = 0; !order && i < type->n_fields; i++)
        if (type->fields[i].flags & FIELD_KEY)
            order = compare_field(&type->fields[i], a, b);
    return order;
}

static int say_row(struct err *difference, const char *msg, const struct record_type *type, const void *record, const char *field)
{
    AUTO(arena) struct arena a = {0};
    err_set(difference, E_CONFLICT, msg, change_record_path(type, record, &a), field, NULL);
    return DIFFERS;
}

static int compare_rows(struct side *is, struct side *should, const struct record_type *type, int64_t *n, struct err *difference,
                        struct err *e)
{
    for (;;) {
        const void *a, *b;
        int rc = side_next(is, type, &a, e);
        if (!rc)
            rc = side_next(should, type, &b, e);
        if (rc || (!a && !b))
            return rc;
        int order = !a ? 1 : !b ? -1 : compare_keys(type, a, b);
        if (order)
            return order < 0 ? say_row(difference, "verify.row-extra", type, a, NULL)
                             : say_row(difference, "verify.row-missing", type, b, NULL);
        for (size_t i = 0; i < type->n_fields; i++)
            if (compare_field(&type->fields[i], a, b))
                return say_row(difference, "verify.row-differs", type, a, type->fields[i].name);
        ++*n;
    }
}

/* 0: the same; DIFFERS: the first difference in words; negative: failed. Inside a transaction of both. */
static int compare_stores(struct db *is, struct db *should, int64_t *n, struct err *difference, struct err *e)
{
    size_t n_types;
    const struct record_type *const *types = record_types(&n_types);
    int rc = 0;
    for (size_t i = 0; !rc && i < n_types; i++) {
        struct side a = {.db = is}, b = {.db = should};
        rc = compare_rows(&a, &b, types[i], n, difference, e);
        side_done(&a);
        side_done(&b);
    }
    return rc;
}

static int check_blobs(struct verify *v, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct stmt *s = db_stmt(v->db, STMT_blob_page);
    stmt_text(s, 1, "");
    stmt_int(s, 2, INT64_MAX);
    int rc;
    while ((rc = stmt_next(s, e)) > 0) {
        size_t n;
        char hex[SHA256_HEX_BYTES];
        const char *name = stmt_get_text(s, 0, &a);
        const void *p = stmt_get_bytes(s, 1, &n);
        struct sha256 hash = sha256_of(p, n);
        if (!str_eq(sha256_hex(&hash, hex), name)) {
            rc = differs(v, "verify.blob", name, NULL, NULL);
            stmt_reset(s);
            return rc;
        }
        v->result->n_blobs++;
        arena_reset(&a);
    }
    if (rc)
        return rc;
    s = db_stmt(v->db, STMT_blob_wanted);
    stmt_text(s, 1, "");
    stmt_int(s, 2, 1);
    rc = stmt_next(s, e);
    if (rc > 0)
        rc = differs(v, "verify.blob-missing", stmt_get_text(s, 0, &a), NULL, NULL);
    stmt_reset(s);
    return rc;
}

static int compare_replayed(struct db *replayed, void *arg, struct err *e)
{
    struct verify *v = arg;
    int rc = compare_stores(v->db, replayed, &v->result->n_rows, &v->result->difference, e);
    if (rc == DIFFERS)
        v->result->sound = false;
    return rc;
}

/* The last events, the rows and the attachments belong to one snapshot. */
static int finish(struct db *db, void *arg, struct err *e)
{
    struct verify *v = arg;
    v->limit = INT64_MAX;
    int rc = chunk(db, v, e);
    if (!rc)
        rc = db_read(v->replayed, compare_replayed, v, e);
    return rc ? rc : check_blobs(v, e);
}

static int count_events(struct db *db, void *arg, struct err *e)
{
    struct verify *v = arg;
    struct sha256 unused;
    return event_tip(db, &v->in_all, &unused, e);
}

int verify_store(struct db *db, verify_progress_fn *progress, void *arg, struct verify_result *result_r, struct err *e)
{
    struct verify_result result = {.sound = true};
    struct verify v = {.db = db, .result = &result, .progress = progress, .arg = arg, .limit = CHUNK_EVENTS};
    int rc = db_open(DB_TEMPORARY_URL, DB_BULK | DB_NO_INDEX, &v.replayed, e);
    if (rc)
        return rc;
    rc = db_read(db, count_events, &v, e);
    while (!rc && !v.at_end)
        rc = db_read(db, chunk, &v, e);
    if (!rc)
        rc = db_read(db, finish, &v, e);
    db_close(v.replayed);
    if (rc < 0)
        return rc;
    result.tip = v.hash;
    *result_r = result;
    return 0;
}

struct same {
    struct db *a, *b;
    int64_t n;
    struct err difference;
};

static int compare_both(struct db *b, void *arg, struct err *e)
{
    struct same *same = arg;
    int64_t seq_a, seq_b;
    struct sha256 hash_a, hash_b;
    int rc = event_tip(same->a, &seq_a, &hash_a, e);
    if (!rc)
        rc = event_tip(b, &seq_b, &hash_b, e);
    if (!rc && (seq_a != seq_b || !sha256_equal(&hash_a, &hash_b))) {
        char to_a[NUMBER_BYTES], to_b[NUMBER_BYTES];
        err_set(&same->difference, E_CONFLICT, "verify.tips", number(seq_a, to_a), number(seq_b, to_b), NULL);
        return DIFFERS;
    }
    return rc ? rc : compare_stores(same->a, b, &same->n, &same->difference, e);
}

static int read_both(struct db *a, void *arg, struct err *e)
{
    (void)a;
    struct same *same = arg;
    return db_read(same->b, compare_both, same, e);
}

int verify_same(struct db *a, struct db *b, int64_t *n_rows_r, struct err *e)
{
    struct same same = {.a = a, .b = b};
    int rc = db_read(a, read_both, &same, e);
    if (rc == DIFFERS) {
        *e = same.difference;
        return e->code;
    }
    if (!rc)
        *n_rows_r = same.n;
    return rc;
}
