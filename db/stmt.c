#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "db/db_internal.h"

static const struct {
    const char *name;
    enum stmt_kind kind;
    int n_params;
    const char *sql;
} catalogue[] = {
#define STMT(name_, kind_, n_params_, sql_) {#name_, kind_, n_params_, sql_},
#define RECORD_STMTS(type_)
#define RECORD_STMTS_VERSIONED(type_)
#include "db/stmt.inc"
};

const char *stmt_name(enum stmt_id id)
{
    return catalogue[id].name;
}

const char *stmt_sql(enum stmt_id id)
{
    return catalogue[id].sql;
}

enum stmt_kind stmt_kind_of(enum stmt_id id)
{
    return catalogue[id].kind;
}

struct stmt *db_stmt(struct db *db, enum stmt_id id)
{
    struct stmt *s = &db->stmt[id];
    assert(db->tx != DB_TX_NONE);
    assert(catalogue[id].kind != STMT_EXEC || db->tx == DB_TX_WRITE);
    assert(!s->in_use);
    if (!s->handle)
        s->rc = db->driver->prepare(db->conn, catalogue[id].sql, catalogue[id].n_params, &s->handle, &db->stmt_err);
    s->in_use = true;
    s->next_in_use = db->in_use;
    db->in_use = s;
    return s;
}

void stmt_reset(struct stmt *s)
{
    if (!s->in_use)
        return;
    if (s->handle)
        s->db->driver->reset(s->handle);
    struct stmt **at = &s->db->in_use;
    while (*at != s)
        at = &(*at)->next_in_use;
    *at = s->next_in_use;
    s->in_use = false;
}

static void stmt_null(struct stmt *s, int n)
{
    if (s->handle)
        s->db->driver->bind_null(s->handle, n);
}

void stmt_int(struct stmt *s, int n, int64_t v)
{
    if (s->handle)
        s->db->driver->bind_int(s->handle, n, v);
}

void stmt_id_or_null(struct stmt *s, int n, int64_t id)
{
    if (id)
        stmt_int(s, n, id);
    else
        stmt_null(s, n);
}

void stmt_text(struct stmt *s, int n, const char *text)
{
    if (s->handle)
        s->db->driver->bind_text(s->handle, n, text, strlen(text), false);
}

void stmt_text_or_null(struct stmt *s, int n, const char *text)
{
    if (str_empty(text))
        stmt_null(s, n);
    else
        stmt_text(s, n, text);
}

void stmt_bytes(struct stmt *s, int n, const void *p, size_t size)
{
    if (s->handle)
        s->db->driver->bind_blob(s->handle, n, p, size);
}

static void stmt_text_copy(struct stmt *s, int n, const char *text)
{
    if (s->handle)
        s->db->driver->bind_text(s->handle, n, text, strlen(text), true);
}

void stmt_date(struct stmt *s, int n, struct date d)
{
    char text[DATE_TEXT_BYTES];
    if (date_is_none(d))
        stmt_null(s, n);
    else
        stmt_text_copy(s, n, date_iso(d, text));
}

void stmt_instant(struct stmt *s, int n, instant_us at)
{
    char text[INSTANT_TEXT_BYTES];
    if (!at)
        stmt_null(s, n);
    else
        stmt_text_copy(s, n, instant_text(at, text));
}

int stmt_next(struct stmt *s, struct err *e)
{
    assert(s->in_use);
    int rc = s->rc;
    if (rc)
        *e = s->db->stmt_err;
    else
        rc = s->db->driver->step(s->handle, e);
    if (rc <= 0)
        stmt_reset(s);
    return rc;
}

int stmt_run(struct stmt *s, int64_t *n_changed_r, struct err *e)
{
    int rc;
    do
        rc = stmt_next(s, e);
    while (rc > 0);
    if (!rc && n_changed_r)
        *n_changed_r = s->db->driver->changes(s->db->conn);
    return rc;
}

int stmt_get_one_int(struct stmt *s, int64_t otherwise, int64_t *v_r, struct err *e)
{
    int rc = stmt_next(s, e);
    if (rc < 0)
        return rc;
    *v_r = rc && !stmt_is_null(s, 0) ? stmt_get_int(s, 0) : otherwise;
    stmt_reset(s);
    return 0;
}

bool stmt_is_null(struct stmt *s, int column)
{
    return s->db->driver->column_is_null(s->handle, column);
}

int64_t stmt_get_int(struct stmt *s, int column)
{
    return s->db->driver->column_int(s->handle, column);
}

/* The file is an edge like any other: what is not UTF-8 in it ends where it breaks. */
const char *stmt_get_text(struct stmt *s, int column, struct arena *a)
{
    size_t n;
    const char *text = s->db->driver->column_text(s->handle, column, &n);
    if (!n)
        return "";
    const char *nul = memchr(text, '\0', n);
    return arena_strndup(a, text, utf8_valid_prefix(text, nul ? (size_t)(nul - text) : n));
}

const void *stmt_get_bytes(struct stmt *s, int column, size_t *n_r)
{
    return s->db->driver->column_blob(s->handle, column, n_r);
}

struct str stmt_get_span(struct stmt *s, int column)
{
    struct str span;
    span.p = s->db->driver->column_text(s->handle, column, &span.n);
    return span;
}

struct date stmt_get_date(struct stmt *s, int column)
{
    size_t n;
    struct date d = DATE_NONE;
    if (!date_from_iso(s->db->driver->column_text(s->handle, column, &n), &d))
        return DATE_NONE;
    return d;
}

instant_us stmt_get_instant(struct stmt *s, int column)
{
    size_t n;
    instant_us at = 0;
    if (!instant_from_text(s->db->driver->column_text(s->handle, column, &n), &at))
        return 0;
    return at;
}
