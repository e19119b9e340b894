#include "db/rows.h"

#include <string.h>

#include "core/base/str.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/model/check.h"
#include "core/model/deadline.h"
#include "core/model/disposal.h"
#include "core/model/fee.h"
#include "core/model/form.h"
#include "core/model/office.h"
#include "core/model/paper.h"
#include "core/model/party.h"
#include "core/model/register.h"
#include "db/db_internal.h"

#define NO_STMT STMT_COUNT

/* The generated statements of each record type. */
static const struct record_stmts {
    const struct record_type *type;
    enum stmt_id put, by_key, page, remove, version;
} stmts_of_types[] = {
#define STMT(name_, kind_, n_params_, sql_)
#define RECORD_STMTS(t_) {&t_##_type, STMT_##t_##_put, STMT_##t_##_by_key, STMT_##t_##_page, STMT_##t_##_remove, NO_STMT},
#define RECORD_STMTS_VERSIONED(t_) \
    {&t_##_type, STMT_##t_##_put, STMT_##t_##_by_key, STMT_##t_##_page, STMT_##t_##_remove, STMT_##t_##_version},
#include "db/stmt.inc"
};
static_assert(COUNT_OF(stmts_of_types) <= ROW_TYPES_MAX, "struct db has no room for so many record types");

static size_t index_of(const struct record_type *type)
{
    for (size_t i = 0; i < COUNT_OF(stmts_of_types); i++)
        if (stmts_of_types[i].type == type)
            return i;
    assert(!"a record type without a table");
    return 0;
}

static const struct record_stmts *stmts_of(const struct record_type *type)
{
    return &stmts_of_types[index_of(type)];
}

/* What is not there is NULL, so that it takes part in no comparison and no reference. Keys are always there. */
static void bind_field(struct stmt *s, int n, const struct record_field *field, const void *record)
{
    const void *at = (const char *)record + field->offset;
    switch (field->type) {
    case FIELD_ID:
        if (field->flags & FIELD_KEY)
            stmt_int(s, n, *(const int64_t *)at);
        else
            stmt_id_or_null(s, n, *(const int64_t *)at);
        return;
    case FIELD_INT:
        stmt_int(s, n, *(const int64_t *)at);
        return;
    case FIELD_BOOL:
        stmt_int(s, n, *(const bool *)at);
        return;
    case FIELD_YEN:
        stmt_int(s, n, ((const struct yen *)at)->v);
        return;
    case FIELD_TEXT:
        stmt_text(s, n, *(const char *const *)at);
        return;
    case FIELD_DATE:
        stmt_date(s, n, *(const struct date *)at);
        return;
    case FIELD_INSTANT:
        stmt_instant(s, n, *(const instant_us *)at);
        return;
    case FIELD_TYPE_COUNT:
        break;
    }
    assert(!"a field of no type");
}

static void read_field(struct stmt *s, int column, const struct record_field *field, void *record, struct arena *a)
{
    void *at = (char *)record + field->offset;
    switch (field->type) {
    case FIELD_ID:
    case FIELD_INT:
        *(int64_t *)at = stmt_get_int(s, column);
        return;
    case FIELD_BOOL:
        *(bool *)at = stmt_get_int(s, column) != 0;
        return;
    case FIELD_YEN:
        ((struct yen *)at)->v = stmt_get_int(s, column);
        return;
    case FIELD_TEXT:
        *(const char **)at = stmt_get_text(s, column, a);
        return;
    case FIELD_DATE:
        *(struct date *)at = stmt_get_date(s, column);
        return;
    case FIELD_INSTANT:
        *(instant_us *)at = stmt_get_instant(s, column);
        return;
    case FIELD_TYPE_COUNT:
        break;
    }
    assert(!"a field of no type");
}

/* Returns the number of keys. */
static int bind_key(struct stmt *s, const struct record_type *type, const void *record)
{
    int n = 0;
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].flags & FIELD_KEY)
            bind_field(s, ++n, &type->fields[i], record);
    return n;
}

int rows_put(struct db *db, const struct record_type *type, const void *record, struct err *e)
{
    size_t index = index_of(type);
    struct stmt *s = db_stmt(db, stmts_of_types[index].put);
    for (size_t i = 0; i < type->n_fields; i++)
        bind_field(s, (int)i + 1, &type->fields[i], record);
    int rc = stmt_run(s, NULL, e);
    if (rc)
        return rc;
    if (record_has_id(type)) {
        int64_t v = *(const int64_t *)((const char *)record + type->fields[0].offset);
        if (v > db->ids[index].put)
            db->ids[index].put = v;
    }
    return 0;
}

int rows_remove(struct db *db, const struct record_type *type, const void *record, struct err *e)
{
    struct stmt *s = db_stmt(db, stmts_of(type)->remove);
    bind_key(s, type, record);
    return stmt_run(s, NULL, e);
}

void rows_read(struct stmt *s, const struct record_type *type, void *record_r, struct arena *a)
{
    for (size_t i = 0; i < type->n_fields; i++)
        read_field(s, (int)i, &type->fields[i], record_r, a);
}

int rows_one(struct stmt *s, const struct record_type *type, void *record_r, struct arena *a, struct err *e)
{
    int rc = stmt_next(s, e);
    if (rc < 0)
        return rc;
    if (!rc)
        return err_set(e, E_NOTFOUND, "db.no-row", type->name, NULL);
    rows_read(s, type, record_r, a);
    stmt_reset(s);
    return 0;
}

int rows_all(struct stmt *s, const struct record_type *type, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct rows rows = {0};
    size_t room = 0;
    int rc;
    while ((rc = stmt_next(s, e)) > 0) {
        rows.at = arena_list_grow(a, rows.at, rows.n, &room, type->size);
        rows_read(s, type, (char *)rows.at + rows.n++ * type->size, a);
    }
    if (!rc)
        *rows_r = rows;
    return rc;
}

int rows_get(struct db *db, const struct record_type *type, void *record, struct arena *a, struct err *e)
{
    struct stmt *s = db_stmt(db, stmts_of(type)->by_key);
    bind_key(s, type, record);
    return rows_one(s, type, record, a, e);
}

int rows_get_id(struct db *db, const struct record_type *type, int64_t id, void *record_r, struct arena *a, struct err *e)
{
    assert(record_has_id(type));
    struct stmt *s = db_stmt(db, stmts_of(type)->by_key);
    stmt_int(s, 1, id);
    return rows_one(s, type, record_r, a, e);
}

int rows_page(struct db *db, const struct record_type *type, const void *after, int64_t limit, struct arena *a, struct rows *rows_r,
              struct err *e)
{
    /* No key is as small as an empty one: its first part is never "" or 0. */
    void *start = NULL;
    if (!after) {
        start = arena_alloc(a, type->size);
        record_init(type, start);
    }
    struct stmt *s = db_stmt(db, stmts_of(type)->page);
    int n = bind_key(s, type, after ? after : start);
    stmt_int(s, n + 1, limit);
    return rows_all(s, type, a, rows_r, e);
}

struct stmt *rows_walk(struct db *db, const struct record_type *type)
{
    struct stmt *s = db_stmt(db, stmts_of(type)->page);
    int n = 0;
    for (size_t i = 0; i < type->n_fields; i++) {
        if (!(type->fields[i].flags & FIELD_KEY))
            continue;
        if (field_is_number(type->fields[i].type))
            stmt_int(s, ++n, INT64_MIN);
        else
            stmt_text(s, ++n, "");
    }
    stmt_int(s, n + 1, INT64_MAX);
    return s;
}

void rows_values(struct stmt *s, const struct record_type *type, struct record_value *values_r)
{
    for (size_t i = 0; i < type->n_fields; i++) {
        if (field_is_number(type->fields[i].type))
            values_r[i] = (struct record_value){.number = stmt_get_int(s, (int)i)};
        else
            values_r[i] = (struct record_value){.text = stmt_get_span(s, (int)i)};
    }
}

int rows_raise_version(struct db *db, const struct record_type *type, void *record, struct err *e)
{
    enum stmt_id id = stmts_of(type)->version;
    if (id == NO_STMT)
        return 0;
    int64_t *version = (int64_t *)((char *)record + record_field_named(type, "version")->offset);
    int64_t stored = 0;
    struct stmt *s = db_stmt(db, id);
    bind_key(s, type, record);
    int rc = stmt_get_one_int(s, 0, &stored, e);
    if (rc)
        return rc;
    if (stored != *version)
        return err_set(e, E_CONFLICT, "db.changed", type->name, NULL);
    *version += 1;
    return 0;
}

static int load_ids(struct db *db, size_t index, struct err *e)
{
    struct row_ids *ids = &db->ids[index];
    if (ids->loaded)
        return 0;
    struct stmt *s = db_stmt(db, STMT_counter_value);
    stmt_text(s, 1, stmts_of_types[index].type->name);
    int rc = stmt_get_one_int(s, 0, &ids->stored, e);
    if (rc)
        return rc;
    ids->given = ids->stored;
    ids->loaded = true;
    return 0;
}

int rows_next_id(struct db *db, const struct record_type *type, int64_t *id_r, struct err *e)
{
    assert(db->tx == DB_TX_WRITE && record_has_id(type));
    size_t index = index_of(type);
    int rc = load_ids(db, index, e);
    if (!rc)
        *id_r = ++db->ids[index].given;
    return rc;
}

int rows_flush_ids(struct db *db, struct err *e)
{
    for (size_t i = 0; i < COUNT_OF(stmts_of_types); i++) {
        struct row_ids *ids = &db->ids[i];
        if (!ids->put)
            continue;
        int rc = load_ids(db, i, e);
        if (rc)
            return rc;
        if (ids->put <= ids->stored)
            continue;
        struct counter counter = {.name = stmts_of_types[i].type->name, .value = ids->put};
        rc = rows_put(db, &counter_type, &counter, e);
        if (rc)
            return rc;
    }
    return 0;
}
