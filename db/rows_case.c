#include "db/rows_case.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "core/model/deadline.h"

/* Of more rows than these the index of the order is walked: then every 300th fits, in a store of a million. */
enum { SORTED_MAX = 3000 };

struct tallies {
    int64_t all, kind, mine, open; /* of the query's conditions: all of them, scheme with state and type, assignee, open */
};

/* $1 to $5 of a statement over cases. */
static void bind_conditions(struct stmt *s, const struct case_query *q)
{
    stmt_text_or_null(s, 1, q->scheme);
    stmt_text_or_null(s, 2, q->state);
    stmt_text_or_null(s, 3, q->type);
    stmt_text_or_null(s, 4, q->assignee);
    stmt_int(s, 5, q->open_only);
}

static int count(struct db *db, const struct case_query *q, struct tallies *t_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_tally);
    bind_conditions(s, q);
    int rc = stmt_next(s, e);
    if (rc > 0)
        *t_r = (struct tallies){stmt_get_int(s, 0), stmt_get_int(s, 1), stmt_get_int(s, 2), stmt_get_int(s, 3)};
    stmt_reset(s);
    return rc < 0 ? rc : 0;
}

int case_count(struct db *db, const struct case_query *query, int64_t *n_r, struct err *e)
{
    struct tallies t = {0};
    int rc = count(db, query, &t, e);
    if (!rc)
        *n_r = t.all;
    return rc;
}

/* An index of the type leads only within a scheme. */
static enum stmt_id list_of_kind(const struct case_query *q)
{
    bool scheme = !str_empty(q->scheme), state = !str_empty(q->state), type = !str_empty(q->type);
    if (!scheme)
        return state ? STMT_case_list_state : STMT_case_list_any;
    if (type)
        return state ? STMT_case_list_kind : STMT_case_list_type;
    return state ? STMT_case_list_scheme_state : STMT_case_list_scheme;
}

/* The index that leads is that of the rarest thing asked for. */
static enum stmt_id list_for(const struct case_query *q, const struct tallies *t)
{
    bool by_assignee = !str_empty(q->assignee), by_kind = !str_empty(q->state) || (!str_empty(q->type) && !str_empty(q->scheme));
    if (by_assignee && (!by_kind || t->mine <= t->kind))
        return q->open_only ? STMT_case_list_assignee_open : STMT_case_list_assignee;
    if (q->open_only && (!by_kind || t->open < t->kind))
        return str_empty(q->scheme) ? STMT_case_list_open : STMT_case_list_scheme_open;
    return list_of_kind(q);
}

static void read_line(struct stmt *s, struct case_line *line, struct arena *a)
{
    int n = (int)case_file_type.n_fields;
    rows_read(s, &case_file_type, &line->c, a);
    line->party_name = stmt_get_text(s, n, a);
    line->next_due = stmt_get_date(s, n + 1);
    line->next_rule = stmt_get_text(s, n + 2, a);
    line->next_due_id = stmt_get_int(s, n + 3);
}

struct line_list {
    LIST(struct case_line) all;
};

static int read_lines(struct db *db, enum stmt_id id, const struct case_query *q, int64_t after, int64_t most, struct arena *a,
                      struct line_list *lines, struct err *e)
{
    struct stmt *s = db_stmt(db, id);
    bind_conditions(s, q);
    stmt_int(s, 6, after);
    stmt_int(s, 7, most);
    int rc;
    while ((rc = stmt_next(s, e)) > 0)
        read_line(s, LIST_ADD(a, &lines->all), a);
    return rc;
}

/* One row more than a page says whether another follows. */
static void give_page(const struct case_query *q, const struct line_list *lines, struct case_lines *lines_r)
{
    bool more = (int64_t)lines->all.n > q->limit;
    *lines_r = (struct case_lines){lines->all.at, more ? (size_t)q->limit : lines->all.n, 0};
    if (more && q->limit > 0) {
        const struct case_line *last = &lines->all.at[q->limit - 1];
        lines_r->next = q->order == CASE_ORDER_DUE ? last->next_due_id : last->c.id;
    }
}

static int by_number(const void *a, const void *b)
{
    const struct case_line *x = a, *y = b;
    int order = strcmp(x->c.number, y->c.number);
    return order ? order : x->c.id < y->c.id ? -1 : x->c.id > y->c.id;
}

static int by_due(const void *a, const void *b)
{
    const struct case_line *x = a, *y = b;
    int order = date_compare(x->next_due, y->next_due);
    return order ? order : x->next_due_id < y->next_due_id ? -1 : x->next_due_id > y->next_due_id;
}

static bool in_order(const struct case_query *q, const struct case_line *line)
{
    return q->order == CASE_ORDER_NUMBER ? *line->c.number != '\0' : !date_is_none(line->next_due);
}

/* Where the page begins: what its last row before was may have changed or gone since, then its successor does. */
static int find_start(struct db *db, const struct case_query *q, struct arena *a, struct case_line *before_r, struct err *e)
{
    struct deadline d;
    int rc = 0;
    *before_r = (struct case_line){.c.number = ""};
    if (!q->after)
        return 0;
    if (q->order == CASE_ORDER_NUMBER) {
        rc = rows_get_id(db, &case_file_type, q->after, &before_r->c, a, e);
    } else {
        rc = rows_get_id(db, &deadline_type, q->after, &d, a, e);
        if (!rc)
            before_r->next_due = d.due_on;
        before_r->next_due_id = q->after;
    }
    return rc == E_NOTFOUND ? 0 : rc;
}

/* Few enough: all of them, sorted here. */
static int sorted_lines(struct db *db, const struct case_query *q, const struct tallies *t, struct arena *a, struct case_lines *lines_r,
                        struct err *e)
{
    int (*compare)(const void *, const void *) = q->order == CASE_ORDER_NUMBER ? by_number : by_due;
    struct line_list all = {0}, page = {0};
    struct case_line before;
    int rc = find_start(db, q, a, &before, e);
    if (!rc)
        rc = read_lines(db, list_for(q, t), q, INT64_MAX, t->all, a, &all, e);
    if (rc)
        return rc;
    if (all.all.n)
        qsort(all.all.at, all.all.n, sizeof *all.all.at, compare);
    for (size_t i = 0; i < all.all.n && (int64_t)page.all.n <= q->limit; i++)
        if (in_order(q, &all.all.at[i]) && (!q->after || compare(&all.all.at[i], &before) > 0))
            *LIST_ADD(a, &page.all) = all.all.at[i];
    give_page(q, &page, lines_r);
    return 0;
}

/* By number, walking the index in which what is asked for stands closest together. */
static enum stmt_id walk_for(const struct case_query *q)
{
    if (q->order == CASE_ORDER_DUE)
        return STMT_case_list_by_due;
    if (!str_empty(q->state))
        return STMT_case_list_by_number_state;
    if (q->open_only)
        return STMT_case_list_by_number_open;
    return str_empty(q->scheme) ? STMT_case_list_by_number : STMT_case_list_by_number_scheme;
}

int case_lines_sorting(struct db *db, const struct case_query *query, int64_t sorted_max, struct arena *a, struct case_lines *lines_r,
                       struct err *e)
{
    struct case_query q = *query;
    struct tallies t = {0};
    struct line_list page = {0};
    q.open_only |= q.order == CASE_ORDER_DUE;
    int rc = count(db, &q, &t, e);
    if (!rc && q.order != CASE_ORDER_NEWEST && t.all <= sorted_max)
        return sorted_lines(db, &q, &t, a, lines_r, e);
    if (!rc && q.order == CASE_ORDER_NEWEST && t.all)
        rc = read_lines(db, list_for(&q, &t), &q, q.after ? q.after : INT64_MAX, q.limit + 1, a, &page, e);
    else if (!rc && t.all)
        rc = read_lines(db, walk_for(&q), &q, q.after, q.limit + 1, a, &page, e);
    if (!rc)
        give_page(&q, &page, lines_r);
    return rc;
}

int case_lines(struct db *db, const struct case_query *query, struct arena *a, struct case_lines *lines_r, struct err *e)
{
    return case_lines_sorting(db, query, SORTED_MAX, a, lines_r, e);
}

int case_line(struct db *db, int64_t id, struct arena *a, struct case_line *line_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_row);
    stmt_int(s, 1, id);
    int rc = stmt_next(s, e);
    if (rc <= 0)
        return rc < 0 ? rc : err_set(e, E_NOTFOUND, "db.no-row", "case_file", NULL);
    read_line(s, line_r, a);
    stmt_reset(s);
    return 0;
}

int cases_of_certificate(struct db *db, int64_t certificate_id, int64_t limit, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_of_certificate);
    stmt_int(s, 1, certificate_id);
    stmt_int(s, 2, limit);
    return rows_all(s, &case_file_type, a, rows_r, e);
}

int cases_received(struct db *db, const char *scheme, struct date from, struct date until, const struct case_file *after, int64_t limit,
                   struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_received_page);
    stmt_text(s, 1, scheme);
    stmt_date(s, 2, from);
    stmt_date(s, 3, after ? after->received_on : (struct date){until.days + 1});
    stmt_int(s, 4, after ? after->id : 0);
    stmt_int(s, 5, limit);
    return rows_all(s, &case_file_type, a, rows_r, e);
}

int case_with_form(struct db *db, const struct case_file *other, const char *form, int64_t *id_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_with_form);
    stmt_text(s, 1, other->scheme);
    stmt_text(s, 2, other->type);
    stmt_text(s, 3, form);
    stmt_int(s, 4, other->id);
    return stmt_get_one_int(s, 0, id_r, e);
}

int case_last_id(struct db *db, int64_t *id_r, struct err *e)
{
    return stmt_get_one_int(db_stmt(db, STMT_case_last_id), 0, id_r, e);
}
