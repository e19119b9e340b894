#include "db/rows_case.h"

#include "core/base/str.h"

/* The index that leads is that of the rarest thing asked for. */
static enum stmt_id list_for(const struct case_query *q)
{
    if (q->order == CASE_ORDER_NUMBER)
        return STMT_case_list_by_number;
    if (q->order == CASE_ORDER_DUE)
        return STMT_case_list_by_due;
    if (!str_empty(q->assignee))
        return q->open_only ? STMT_case_list_assignee_open : STMT_case_list_assignee;
    if (!str_empty(q->state))
        return str_empty(q->scheme) ? STMT_case_list_state : STMT_case_list_scheme_state;
    if (str_empty(q->scheme))
        return q->open_only ? STMT_case_list_open : STMT_case_list_any;
    if (q->open_only)
        return STMT_case_list_scheme_open;
    return str_empty(q->type) ? STMT_case_list_scheme : STMT_case_list_type;
}

static void read_line(struct stmt *s, struct case_line *line, struct arena *a)
{
    int n = (int)case_file_type.n_fields;
    rows_read(s, &case_file_type, &line->c, a);
    line->party_name = stmt_get_text(s, n, a);
    line->next_due = stmt_get_date(s, n + 1);
    line->next_rule = stmt_get_text(s, n + 2, a);
}

int case_lines(struct db *db, const struct case_query *query, struct arena *a, struct case_lines *lines_r, struct err *e)
{
    bool newest = query->order == CASE_ORDER_NEWEST;
    struct stmt *s = db_stmt(db, list_for(query));
    stmt_text_or_null(s, 1, query->scheme);
    stmt_text_or_null(s, 2, query->state);
    stmt_text_or_null(s, 3, query->type);
    stmt_text_or_null(s, 4, query->assignee);
    stmt_int(s, 5, query->open_only);
    stmt_int(s, 6, query->after || !newest ? query->after : INT64_MAX);
    stmt_int(s, 7, query->limit + 1);
    LIST(struct case_line) list = {0};
    int64_t next = 0;
    int rc;
    while ((rc = stmt_next(s, e)) > 0) {
        if ((int64_t)list.n == query->limit) {
            stmt_reset(s);
            *lines_r = (struct case_lines){list.at, list.n, next};
            return 0;
        }
        struct case_line *line = LIST_ADD(a, &list);
        read_line(s, line, a);
        next = query->order == CASE_ORDER_DUE ? stmt_get_int(s, (int)case_file_type.n_fields + 3) : line->c.id;
    }
    if (!rc)
        *lines_r = (struct case_lines){list.at, list.n, 0};
    return rc;
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

int cases_by_number(struct db *db, const char *number, const char *scheme, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_by_number);
    stmt_text(s, 1, number);
    stmt_text_or_null(s, 2, scheme);
    return rows_all(s, &case_file_type, a, rows_r, e);
}

int cases_of_party(struct db *db, int64_t party_id, int64_t before_id, int64_t limit, struct arena *a, struct rows *rows_r,
                   struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_of_party);
    stmt_int(s, 1, party_id);
    stmt_int(s, 2, before_id ? before_id : INT64_MAX);
    stmt_int(s, 3, limit);
    return rows_all(s, &case_file_type, a, rows_r, e);
}

int cases_of_certificate(struct db *db, int64_t certificate_id, int64_t limit, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_of_certificate);
    stmt_int(s, 1, certificate_id);
    stmt_int(s, 2, limit);
    return rows_all(s, &case_file_type, a, rows_r, e);
}

int cases_of_batch(struct db *db, const char *batch, int64_t limit, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_case_of_batch);
    stmt_text(s, 1, batch);
    stmt_int(s, 2, limit);
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

int form_current(struct db *db, int64_t case_id, const char *form, struct arena *a, struct form *form_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_form_current);
    stmt_int(s, 1, case_id);
    stmt_text(s, 2, form);
    return rows_one(s, &form_type, form_r, a, e);
}

int tasks_open(struct db *db, const char *assignee, int64_t limit, struct arena *a, struct task_line **line_r, size_t *n_r,
               struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_task_open);
    stmt_text_or_null(s, 1, assignee);
    stmt_int(s, 2, limit);
    LIST(struct task_line) list = {0};
    int rc, n = (int)task_type.n_fields;
    while ((rc = stmt_next(s, e)) > 0) {
        struct task_line *line = LIST_ADD(a, &list);
        rows_read(s, &task_type, &line->t, a);
        line->number = stmt_get_text(s, n, a);
        line->scheme = stmt_get_text(s, n + 1, a);
    }
    if (!rc) {
        *line_r = list.at;
        *n_r = list.n;
    }
    return rc;
}

int queries_open(struct db *db, const char *scheme, int64_t limit, struct arena *a, struct query_line **line_r, size_t *n_r,
                 struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_query_open);
    stmt_text_or_null(s, 1, scheme);
    stmt_int(s, 2, limit);
    LIST(struct query_line) list = {0};
    int rc, n = (int)query_type.n_fields;
    while ((rc = stmt_next(s, e)) > 0) {
        struct query_line *line = LIST_ADD(a, &list);
        rows_read(s, &query_type, &line->q, a);
        line->number = stmt_get_text(s, n, a);
        line->party_name = stmt_get_text(s, n + 1, a);
        line->scheme = stmt_get_text(s, n + 2, a);
    }
    if (!rc) {
        *line_r = list.at;
        *n_r = list.n;
    }
    return rc;
}

int case_last_id(struct db *db, int64_t *id_r, struct err *e)
{
    return stmt_get_one_int(db_stmt(db, STMT_case_last_id), 0, id_r, e);
}
