#include "core/app/import_app.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/app/case_app.h"
#include "core/app/form_internal.h"
#include "core/base/csv.h"
#include "core/base/str.h"
#include "db/db.h"

/* What stops the transaction although nothing failed: it is not to be kept. */
enum { NOT_KEPT = 1, NUMBER_BYTES = 24 };

/* Where the values of a column go: a place of a form, or (form NULL) an answer to what the opening asks. */
struct column {
    const char *heading, *form, *path;
};

struct import {
    struct app *app;
    const struct import_order *order;
    const struct scheme *scheme;
    const struct case_type_def *type;
    struct column *column;
    size_t n_columns;
    struct arena *a;   /* of the result */
    struct arena row;  /* of one record */
    struct csv_reader csv, behind_headings;
    LIST(struct import_fault) faults;
    struct import_result result;
};

/* ---- headings ---------------------------------------------------------------------------------------------------------- */

static const char *trimmed(struct arena *a, const char *s)
{
    size_t n;
    s += strspn(s, " \t");
    n = strlen(s);
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    return arena_strndup(a, s, n);
}

/* The place a heading means in one form, or NULL. */
static const char *place_named(const struct import *im, const struct form_def *def, const char *heading)
{
    struct form_path at;
    size_t n = strlen(def->rule.id);
    if (strncmp(heading, def->rule.id, n) == 0 && heading[n] == ':')
        heading += n + 1;
    if (form_path_read(im->scheme, def, heading, im->a, &at))
        return heading;
    for (size_t i = 0; !def->rows && i < def->fields.n; i++)
        if (str_eq(def->fields.at[i].rule.label, heading))
            return def->fields.at[i].rule.id;
    return NULL;
}

static int read_heading(struct import *im, const char *heading, const struct ask *ask, size_t n_asks, struct column *column_r, struct err *e)
{
    struct column column = {.heading = heading};
    for (size_t i = 0; i < n_asks; i++)
        if (str_eq(ask[i].fact, heading) || str_eq(ask[i].label, heading))
            column.path = ask[i].fact;
    for (size_t i = 0; i < im->type->forms.n; i++) {
        const struct form_def *def = scheme_form(im->scheme, im->type->forms.at[i]);
        const char *path = def && !def->record ? place_named(im, def, heading) : NULL;
        if (path && column.path)
            return err_set(e, E_INPUT, "import.two-columns", heading, column.form ? column.form : column.path, def->rule.id, NULL);
        if (path)
            column = (struct column){heading, def->rule.id, path};
    }
    if (!column.path)
        return err_set(e, E_INPUT, "import.no-column", heading, im->type->rule.label, NULL);
    *column_r = column;
    return 0;
}

static bool same_place(const struct column *a, const struct column *b)
{
    return str_eq(a->path, b->path) && str_eq(a->form ? a->form : "", b->form ? b->form : "");
}

static int read_headings(struct import *im, struct err *e)
{
    char **heading;
    struct ask *ask;
    size_t n_asks;
    im->csv = csv_reader_of(im->order->text, im->order->n);
    int rc = csv_read(&im->csv, im->a, &heading, &im->n_columns, e);
    if (rc <= 0)
        return rc < 0 ? rc : err_set(e, E_INPUT, "import.empty", NULL);
    im->behind_headings = im->csv;
    rc = case_new_asks(im->app, im->order->scheme, im->order->type, 0, im->a, &ask, &n_asks, e);
    im->column = ARENA_ARRAY(im->a, struct column, im->n_columns);
    for (size_t i = 0; !rc && i < im->n_columns; i++) {
        rc = read_heading(im, trimmed(im->a, heading[i]), ask, n_asks, &im->column[i], e);
        for (size_t j = 0; !rc && j < i; j++)
            if (same_place(&im->column[i], &im->column[j]))
                rc = err_set(e, E_INPUT, "import.column-twice", im->column[i].heading, im->column[j].heading, NULL);
    }
    return rc;
}

/* ---- records ----------------------------------------------------------------------------------------------------------- */

static void fault(struct import *im, const char *column, const char *value, const char *error)
{
    im->result.n_faults++;
    if (im->faults.n < IMPORT_FAULTS_MAX)
        *LIST_ADD(im->a, &im->faults) = (struct import_fault){im->csv.line, column, arena_strdup(im->a, value), arena_strdup(im->a, error)};
}

/* A sending system writes these for what its own character set could not hold. */
static void count_lost(struct import *im, const char *value)
{
    for (const char *p = value; *p; p++) {
        if (strncmp(p, "\xe3\x80\x93", 3) != 0 && strncmp(p, "\xef\xbf\xbd", 3) != 0)
            continue;
        if (!im->result.n_lost++)
            im->result.lost_line = im->csv.line;
    }
}

/* The values of a record that go to one form (NULL: answers), in *value; which column each came from in *from. */
static size_t values_of(const struct import *im, const char *form, char **field, struct form_value *value, size_t *from)
{
    size_t n = 0;
    for (size_t i = 0; i < im->n_columns; i++) {
        if (!*field[i] || !str_eq(im->column[i].form, form))
            continue;
        value[n] = (struct form_value){im->column[i].path, field[i]};
        from[n++] = i;
    }
    return n;
}

static int key_in_forms(struct import *im, struct act *act, char **field, struct form_value *value, size_t *from, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < im->type->forms.n; i++) {
        const char *form = im->type->forms.at[i];
        struct form_faults faults = {0};
        size_t n = values_of(im, form, field, value, from);
        rc = n ? form_key_in(act, form, value, n, &faults, e) : 0;
        for (size_t j = 0; j < faults.all.n; j++) {
            const struct form_fault *f = &faults.all.at[j];
            fault(im, im->column[from[f->value]].heading, value[f->value].value, f->error);
        }
    }
    return rc;
}

/* The case refers to its applicant, who became known after it was opened. */
static void put_party_first(struct change_set *set)
{
    for (size_t i = 1; i < set->change.n; i++) {
        struct change c = set->change.at[i];
        if (c.type != &party_type)
            continue;
        memmove(set->change.at + 1, set->change.at, i * sizeof c);
        set->change.at[0] = c;
    }
}

static int import_record(struct import *im, char **field, struct err *e)
{
    struct act act;
    struct arena *a = &im->row;
    struct form_value *value = ARENA_ARRAY(a, struct form_value, im->n_columns);
    struct answer *answer = ARENA_ARRAY(a, struct answer, im->n_columns);
    size_t *from = ARENA_ARRAY(a, size_t, im->n_columns);
    size_t faults = im->result.n_faults, n = values_of(im, NULL, field, value, from);
    for (size_t i = 0; i < n; i++)
        answer[i] = (struct answer){value[i].path, value[i].value};
    int rc = act_open_new(&act, im->app, im->scheme, im->type, 0, answer, n, a, e);
    if (!rc)
        rc = key_in_forms(im, &act, field, value, from, e);
    if (rc || im->result.n_faults > faults)
        return rc;
    put_party_first(&act.changes);
    rc = act_commit(&act, "case.new", arena_printf(a, "case:%" PRId64, act.b.c.id),
                    arena_printf(a, "{\"import\":true,\"line\":%zu}", im->csv.line), e);
    if (rc)
        return rc;
    im->result.n_imported++;
    im->result.last_case = act.b.c.id;
    if (!im->result.first_case)
        im->result.first_case = act.b.c.id;
    return 0;
}

/* Trouble of one record, which others need not have. */
static bool is_of_record(int rc)
{
    return rc == E_INPUT || rc == E_RULE || rc == E_LIMIT || rc == E_NOTFOUND || rc == E_CONFLICT;
}

static int take_record(struct import *im, char **field, size_t n, struct err *e)
{
    char is[NUMBER_BYTES], should[NUMBER_BYTES];
    size_t faults = im->result.n_faults;
    int rc = 0;
    struct err trouble;
    if (++im->result.n_records > IMPORT_RECORDS_MAX) {
        snprintf(should, sizeof should, "%d", IMPORT_RECORDS_MAX);
        return err_set(e, E_LIMIT, "import.too-many", should, NULL);
    }
    for (size_t i = 0; i < n; i++)
        count_lost(im, field[i]);
    if (n != im->n_columns) {
        snprintf(is, sizeof is, "%zu", n);
        snprintf(should, sizeof should, "%zu", im->n_columns);
        rc = err_set(&trouble, E_INPUT, "import.width", is, should, NULL);
    } else {
        rc = import_record(im, field, &trouble);
    }
    if (is_of_record(rc)) {
        fault(im, "", "", app_error_text(im->app, &im->row, &trouble));
        rc = 0;
    } else if (rc) {
        *e = trouble;
    }
    im->result.n_bad += im->result.n_faults > faults;
    return rc;
}

static int import_all(struct db *db, void *arg, struct err *e)
{
    struct import *im = arg;
    char **field;
    size_t n;
    int rc = 0;
    (void)db;
    /* The transaction may have to run again. */
    im->csv = im->behind_headings;
    im->result = (struct import_result){0};
    im->faults.n = 0;
    while (!rc && (rc = csv_read(&im->csv, &im->row, &field, &n, e)) > 0) {
        rc = take_record(im, field, n, e);
        arena_reset(&im->row);
    }
    if (!rc && (im->order->check_only || (im->result.n_bad && !im->order->skip_bad)))
        return NOT_KEPT;
    return rc;
}

int import_cases(struct app *app, const struct import_order *order, struct arena *a, struct import_result *result_r, struct err *e)
{
    const struct scheme *s = schemes_on(app->schemes, order->scheme, app_today(app));
    struct import im = {.app = app, .order = order, .scheme = s, .a = a};
    if (!s || s->abstract)
        return err_set(e, E_NOTFOUND, "scheme.unknown", order->scheme, NULL);
    im.type = scheme_case_type(s, order->type);
    if (!im.type)
        return err_set(e, E_NOTFOUND, "case.unknown-type", order->type, s->rule.label, NULL);
    int rc = read_headings(&im, e);
    if (!rc)
        rc = db_write(app->db, import_all, &im, e);
    arena_done(&im.row);
    if (rc < 0)
        return rc;
    if (rc == NOT_KEPT)
        im.result.n_imported = 0, im.result.first_case = im.result.last_case = 0;
    im.result.fault = im.faults.at;
    im.result.n_faults = im.faults.n;
    *result_r = im.result;
    return 0;
}
