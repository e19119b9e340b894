/* Ledgers: their rows are computed from what is on file; what effects wrote of them stays beside as it was written, and
 * a correction of such a row strikes what it corrects. */
#include <inttypes.h>
#include <string.h>

#include "core/app/journal.h"
#include "core/app/sheet_internal.h"
#include "core/base/json.h"
#include "core/base/str.h"
#include "db/rows.h"
#include "db/rows_certificate.h"

enum { BODY_BYTES = 64 << 10 };

static int written_rows(struct walk *w, const struct printed *line, struct rows *rows_r, struct err *e)
{
    return line->case_id ? ledger_of_case(w->app.db, line->case_id, w->a, rows_r, e)
                         : ledger_of_certificate(w->app.db, line->certificate_id, w->a, rows_r, e);
}

/* The line again, with the cells that a correction changed; false if it changed none. */
static bool apply(struct walk *w, const struct ledger_row *row, const struct ledger_row *corrected, struct printed *line, struct err *e,
                  int *rc_r)
{
    struct json *now, *was;
    bool changed = false;
    size_t n = w->ledger->columns.n;
    *rc_r = json_parse(w->a, row->body, strlen(row->body), &now, e);
    if (!*rc_r)
        *rc_r = json_parse(w->a, corrected->body, strlen(corrected->body), &was, e);
    if (*rc_r)
        return false;
    const char **cell = ARENA_ARRAY(w->a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const char *label = w->ledger->columns.at[i].rule.label, *text = json_get_text(now, label);
        bool differs = text && !str_eq(text, json_get_text(was, label));
        cell[i] = differs ? text : line->line.cell[i];
        changed |= differs;
    }
    line->line.cell = cell;
    return changed;
}

static const struct ledger_row *row_of(const struct rows *rows, int64_t id)
{
    for (size_t i = 0; i < rows->n; i++)
        if (((struct ledger_row *)rows->at)[i].id == id)
            return &((struct ledger_row *)rows->at)[i];
    return NULL;
}

/* Adds the line as it reads now behind its struck forms. */
static int add_with_corrections(struct walk *w, const struct printed *of, struct printed_lines *to, struct err *e)
{
    struct rows rows;
    struct printed line = *of;
    int rc = written_rows(w, of, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct ledger_row *row = &((struct ledger_row *)rows.at)[i];
        const struct ledger_row *corrected = row->corrects ? row_of(&rows, row->corrects) : NULL;
        bool other = !str_eq(row->ledger, w->id) || (of->certificate_id && row->certificate_id != of->certificate_id);
        if (other || date_compare(row->written_on, app_today(&w->app)) > 0)
            continue;
        struct printed before = line;
        line.row_id = row->id;
        if (!corrected || !apply(w, row, corrected, &line, e, &rc))
            continue;
        before.struck = true;
        *LIST_ADD(w->a, &to->all) = before;
    }
    *LIST_ADD(w->a, &to->all) = line;
    return rc;
}

int ledger_corrections(struct walk *w, const struct printed *const *lines, size_t n, struct printed_lines *to, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < n; i++)
        if (w->ledger && scheme_ledger(w->s, w->id))
            rc = add_with_corrections(w, lines[i], to, e);
        else
            *LIST_ADD(w->a, &to->all) = *lines[i];
    return rc;
}

struct correction {
    struct app *app;
    int64_t row_id;
    const char *column, *value, *reason;
};

/* The body of the row with one column changed, in the order of the old one. */
static int corrected_body(const struct ledger_row *row, const char *column, const char *value, struct arena *a, const char **body_r,
                          struct err *e)
{
    struct json *body;
    int rc = json_parse(a, row->body, strlen(row->body), &body, e);
    if (rc)
        return rc;
    if (!json_get(body, column))
        return err_set(e, E_INPUT, "ledger.no-column", column, NULL);
    AUTO(buf) struct buf out = BUF(BODY_BYTES);
    struct json_writer w = json_writer_to(&out);
    json_begin_object(&w);
    for (const struct json *at = body->child; at; at = at->next)
        json_put_text(&w, at->key, str_eq(at->key, column) ? value : at->text);
    json_end_object(&w);
    if (out.full)
        return err_set(e, E_LIMIT, "ledger.too-long", column, NULL);
    *body_r = arena_strdup(a, buf_str(&out));
    return 0;
}

static int may_correct(struct correction *c, const struct ledger_row *row, struct arena *a, struct err *e)
{
    struct rows rows;
    int rc = app_need_work(c->app, row->scheme, "", e);
    if (!rc)
        rc = ledger_page(c->app->db, row->scheme, row->ledger, row->id, INT32_MAX, a, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++)
        if (((struct ledger_row *)rows.at)[i].corrects == row->id)
            rc = err_set(e, E_CONFLICT, "ledger.corrected", NULL);
    return rc;
}

static int correct(struct db *db, void *arg, struct err *e)
{
    struct correction *c = arg;
    AUTO(arena) struct arena a = {0};
    struct change_set set = change_set_in(&a);
    struct ledger_row row;
    int rc = rows_get_id(db, &ledger_row_type, c->row_id, &row, &a, e);
    if (rc)
        return rc == E_NOTFOUND ? err_set(e, E_NOTFOUND, "ledger.no-row", NULL) : rc;
    rc = may_correct(c, &row, &a, e);
    if (!rc)
        rc = corrected_body(&row, c->column, c->value, &a, &row.body, e);
    if (!rc)
        rc = rows_next_id(db, &ledger_row_type, &row.id, e);
    if (rc)
        return rc;
    row.corrects = c->row_id;
    row.reason = c->reason;
    row.written_on = app_today(c->app);
    change_put(&set, &ledger_row_type, &row);
    const struct journal_entry entry = {.at = clock_now(&c->app->clock), .actor = c->app->actor.login, .seat = c->app->seat,
                                        .verb = "ledger.correct", .object = arena_printf(&a, "ledger_row:%" PRId64, c->row_id)};
    return journal_commit(db, &entry, &set, NULL, e);
}

int ledger_correct(struct app *app, int64_t row_id, const char *column, const char *value, const char *reason, struct err *e)
{
    struct correction c = {app, row_id, column, value, reason};
    if (str_empty(reason))
        return err_set(e, E_INPUT, "ledger.needs-reason", NULL);
    return db_write(app->db, correct, &c, e);
}
