#include "core/app/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/app/change_read.h"
#include "core/app/verify_walk.h"
#include "core/base/str.h"
#include "core/model/office.h"
#include "db/rows.h"
#include "db/rows_paper.h"

enum { ALONE_MAX_EVENTS = 50000, NUMBER_BYTES = 24 };

/* The row of table counter that belongs to a table is not written in the journal: it follows from the ids. */
static void counter_values(const struct record_type *type, int64_t id, struct record_value values[RECORD_FIELDS_MAX])
{
    memset(values, 0, RECORD_FIELDS_MAX * sizeof *values);
    for (size_t i = 0; i < counter_type.n_fields; i++) {
        if (str_eq(counter_type.fields[i].name, "name"))
            values[i].text = str_of(type->name);
        else if (str_eq(counter_type.fields[i].name, "value"))
            values[i].number = id;
    }
}

static int match_counters(struct verify_walk *w, struct err *e)
{
    size_t n;
    const struct record_type *const *types = record_types(&n);
    struct record_value values[RECORD_FIELDS_MAX];
    for (size_t i = 0; i < n; i++) {
        counter_values(types[i], w->ids[i], values);
        int rc = w->ids[i] ? row_match_change(w->match, verify_type_index(&counter_type), values, false, w->seq + 1, e) : 0;
        if (rc)
            return rc;
    }
    return 0;
}

static int match_rows(struct verify_walk *w, struct err *e)
{
    size_t n;
    const struct record_type *const *types = record_types(&n);
    struct record_value values[RECORD_FIELDS_MAX];
    for (size_t i = 0; i < n; i++) {
        struct stmt *s = rows_walk(w->db, types[i]);
        int rc;
        while ((rc = stmt_next(s, e)) > 0) {
            rows_values(s, types[i], values);
            rc = row_match_row(w->match, i, values, e);
            if (rc)
                break;
        }
        stmt_reset(s);
        if (rc)
            return rc;
    }
    return 0;
}

/* What the journal says last of a row: into *c; what it borrows lives in the arena and in *s. Found again, since a proof
 * keeps fingerprints only. */
static int find_change(struct verify_walk *w, const struct row_mismatch *m, struct stmt **s, struct change_text *c_r, struct arena *a,
                       struct err *e)
{
    size_t n;
    const struct record_type *const *types = record_types(&n);
    c_r->type = types[m->type];
    for (size_t i = 0; m->seq > w->seq && i < n; i++) {
        counter_values(types[i], w->ids[i], c_r->value);
        if (row_match_is(w->match, m->type, c_r->value, m))
            return 0;
    }
    struct event_text ev;
    struct private_values values;
    struct change_text c;
    *s = events_stream(w->db, m->seq - 1, 1);
    int rc = events_next(*s, &ev, e);
    if (rc > 0)
        rc = private_of_event(w->db, m->seq, a, &values, e);
    if (rc)
        return rc;
    struct change_reader reader = change_reader_of(ev.body, values, a);
    while ((rc = change_next(&reader, &c, e)) > 0)
        if (row_match_is(w->match, verify_type_index(c.type), c.value, m))
            *c_r = c;
    return rc;
}

static const char *path_of(const struct record_type *type, const struct record_value *values, struct arena *a)
{
    void *record = arena_alloc(a, type->size);
    record_from_values(type, values, record, a);
    return change_record_path(type, record, a);
}

static const char *field_that_differs(const struct record_type *type, const struct record_value *a, const struct record_value *b)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (a[i].number != b[i].number || a[i].text.n != b[i].text.n ||
            (a[i].text.n && memcmp(a[i].text.p, b[i].text.p, a[i].text.n) != 0))
            return type->fields[i].name;
    return "";
}

/* Says in words which row it is and what is wrong with it. */
static int name_mismatch(struct verify_walk *w, const struct row_mismatch *m, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct change_text should = {0};
    struct record_value is[RECORD_FIELDS_MAX];
    struct stmt *event = NULL;
    size_t n;
    const struct record_type *type = record_types(&n)[m->type];
    int rc = m->seq ? find_change(w, m, &event, &should, &a, e) : 0;
    if (rc)
        return rc;
    struct stmt *row = rows_walk(w->db, type);
    while ((rc = stmt_next(row, e)) > 0) {
        rows_values(row, type, is);
        if (row_match_is(w->match, m->type, is, m))
            break;
    }
    if (!rc)
        rc = verify_differs(w, "verify.row-missing", path_of(type, should.value, &a), NULL, NULL);
    else if (rc > 0 && !m->seq)
        rc = verify_differs(w, "verify.row-extra", path_of(type, is, &a), NULL, NULL);
    else if (rc > 0)
        rc = verify_differs(w, "verify.row-differs", path_of(type, is, &a), field_that_differs(type, is, should.value), NULL);
    stmt_reset(row);
    if (event)
        stmt_reset(event);
    return rc;
}

static int compare_rows(struct verify_walk *w, struct err *e)
{
    bool found;
    struct row_mismatch mismatch;
    int rc = match_counters(w, e);
    if (!rc)
        rc = match_rows(w, e);
    if (!rc)
        rc = row_match_end(w->match, &w->result.n_rows, &found, &mismatch, e);
    return !rc && found ? name_mismatch(w, &mismatch, e) : rc;
}

static int check_blobs(struct verify_walk *w, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct stmt *s = db_stmt(w->db, STMT_blob_page);
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
            rc = verify_differs(w, "verify.blob", name, NULL, NULL);
            stmt_reset(s);
            return rc;
        }
        w->result.n_blobs++;
        arena_reset(&a);
    }
    if (rc)
        return rc;
    s = db_stmt(w->db, STMT_blob_wanted);
    stmt_text(s, 1, "");
    stmt_int(s, 2, 1);
    rc = stmt_next(s, e);
    if (rc > 0)
        rc = verify_differs(w, "verify.blob-missing", stmt_get_text(s, 0, &a), NULL, NULL);
    stmt_reset(s);
    return rc;
}

/* The last events, the rows and the attachments belong to one snapshot. */
static int finish(struct db *db, void *arg, struct err *e)
{
    (void)db;
    struct verify_walk *w = arg;
    int rc = verify_walk_rest(w, e);
    if (!rc)
        rc = compare_rows(w, e);
    return rc ? rc : check_blobs(w, e);
}

static int count_events(struct db *db, void *arg, struct err *e)
{
    struct verify_walk *w = arg;
    struct sha256 unused;
    return event_tip(db, &w->in_all, &unused, e);
}

/* Walks on behind event w->seq, whose hash is taken as it stands there until its own walk has proved it. */
static int take_hash(struct db *db, void *arg, struct err *e)
{
    struct verify_walk *w = arg;
    struct event_text ev = {0};
    struct stmt *s = events_stream(db, w->seq - 1, 1);
    int rc = events_next(s, &ev, e);
    w->hash = ev.hash;
    stmt_reset(s);
    return rc < 0 ? rc : 0;
}

/* The first part, which the helper walked, is joined to the second: the second began with the hash that the first proved. */
static int join(struct verify_walk *w, const struct verify_walk *first, int64_t half, const struct sha256 *begin)
{
    char text[NUMBER_BYTES];
    snprintf(text, sizeof text, "%" PRId64, first->seq + 1);
    if (first->seq != half || !sha256_equal(&first->hash, begin))
        return verify_differs(w, first->seq == half ? "verify.link" : "verify.gap", text, NULL, NULL);
    w->result.n_events += first->result.n_events;
    w->result.n_erased += first->result.n_erased;
    for (size_t i = 0; i < VERIFY_TYPES_MAX; i++)
        if (first->ids[i] > w->ids[i])
            w->ids[i] = first->ids[i];
    return 0;
}

/* What is wrong in the first part comes before what is wrong in the second. */
static int walk_in_two(struct verify_walk *w, int64_t half, struct err *e)
{
    struct verify_helper helper;
    struct verify_walk first;
    struct err first_e = {0};
    w->seq = half;
    int rc = db_read(w->db, take_hash, w, e);
    const struct sha256 begin = w->hash;
    if (!rc)
        rc = verify_helper_start(&helper, w, half, e);
    if (rc)
        return rc;
    rc = verify_walk_until(w, INT64_MAX, e);
    int first_rc = verify_helper_end(&helper, &first, &first_e);
    if (first_rc == VERIFY_DIFFERS)
        w->result = first.result;
    else if (first_rc && rc >= 0)
        *e = first_e;
    if (first_rc || rc)
        return rc < 0 ? rc : first_rc ? first_rc : rc;
    return join(w, &first, half, &begin);
}

int verify_store_alone(struct db *db, int64_t alone_max, verify_progress_fn *progress, void *arg, struct verify_result *result_r,
                       struct err *e)
{
    struct verify_walk w = {.db = db, .progress = progress, .arg = arg, .match = row_match_new(), .result = {.sound = true}};
    bool has_file = !str_eq(db_path(db), DB_MEMORY_URL);
    int rc = db_read(db, count_events, &w, e);
    if (!rc && has_file && w.in_all > alone_max)
        rc = walk_in_two(&w, w.in_all / 2, e);
    else if (!rc)
        rc = verify_walk_until(&w, INT64_MAX, e);
    if (!rc)
        rc = db_read(db, finish, &w, e);
    row_match_free(w.match);
    if (rc < 0)
        return rc;
    *result_r = w.result;
    result_r->tip = w.hash;
    return 0;
}

int verify_store(struct db *db, verify_progress_fn *progress, void *arg, struct verify_result *result_r, struct err *e)
{
    return verify_store_alone(db, ALONE_MAX_EVENTS, progress, arg, result_r, e);
}
