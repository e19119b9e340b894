/* verify_same of verify.h: two stores side by side. */
#include "core/app/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/app/change.h"
#include "core/base/str.h"
#include "db/rows.h"
#include "db/rows_event.h"

enum { PAGE_ROWS = 500, NUMBER_BYTES = 24 };

/* What stops a comparison although nothing failed: the difference itself. */
enum { DIFFERS = 1 };

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
        snprintf(to_a, sizeof to_a, "%" PRId64, seq_a);
        snprintf(to_b, sizeof to_b, "%" PRId64, seq_b);
        err_set(&same->difference, E_CONFLICT, "verify.tips", to_a, to_b, NULL);
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
