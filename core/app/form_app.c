#include "core/app/form_app.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/form_internal.h"
#include "core/app/view_log.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/form_facts.h"
#include "db/rows.h"
#include "db/rows_case.h"
#include "db/rows_draft.h"

struct load {
    struct app *app;
    int64_t case_id;
    const char *form;
    struct arena *a;
    struct form_sheet *sheet;
};

static int load_sheet(struct db *db, void *arg, struct err *e)
{
    struct load *load = arg;
    struct act *act = ARENA_NEW(load->a, struct act);
    struct form_inside *in = ARENA_NEW(load->a, struct form_inside);
    (void)db;
    int rc = act_begin(act, load->app, load->case_id, 0, app_today(load->app), load->a, e);
    if (!rc)
        rc = app_need_sight(load->app, act->b.c.scheme, act->b.c.assignee, e);
    if (!rc)
        rc = form_inside_load(in, act, load->form, e);
    if (!rc)
        form_sheet_fill(in, load->a, load->sheet);
    return rc;
}

int form_sheet(struct app *app, int64_t case_id, const char *form, struct arena *a, struct form_sheet *sheet_r, struct err *e)
{
    struct load load = {app, case_id, form, a, sheet_r};
    int rc = db_read(app->db, load_sheet, &load, e);
    if (!rc)
        views_saw(app, "case", case_id);
    return rc;
}

struct previous {
    struct app *app;
    int64_t case_id;
    const char *form;
    struct arena *a;
    int64_t found_id;
};

static int find_previous(struct db *db, void *arg, struct err *e)
{
    struct previous *p = arg;
    struct case_file c;
    int rc = rows_get_id(db, &case_file_type, p->case_id, &c, p->a, e);
    return rc ? rc : case_with_form(db, &c, p->form, &p->found_id, e);
}

int form_previous(struct app *app, int64_t case_id, const char *form, struct arena *a, struct form_sheet *sheet_r, struct err *e)
{
    struct previous p = {.app = app, .case_id = case_id, .form = form, .a = a};
    int rc = db_read(app->db, find_previous, &p, e);
    if (!rc && p.found_id)
        return form_sheet(app, p.found_id, form, a, sheet_r, e);
    if (!rc)
        *sheet_r = (struct form_sheet){.form = form, .label = ""};
    return rc;
}

static int no_field(const struct form_inside *in, const char *path, struct err *e)
{
    return err_set(e, E_INPUT, "form.no-field", path, in->def->rule.label, NULL);
}

static struct form_cells copy_cells(const struct form_cells *from, struct arena *a)
{
    struct form_cells to = {0};
    for (size_t i = 0; i < from->all.n; i++)
        *LIST_ADD(a, &to.all) = from->all.at[i];
    return to;
}

/* A text as it is kept: as it was understood, else as it was typed, so that nothing typed is lost. */
/* *error_r: why it cannot be read as its field; "" if it can. */
static int take_value(const struct form_inside *in, const struct form_value *v, struct form_cells *cells, struct arena *a,
                      const char **error_r, struct err *e)
{
    struct form_path at;
    size_t n = strlen(v->value);
    if (!form_path_read(in->s, in->def, v->path, a, &at))
        return no_field(in, v->path, e);
    if (!utf8_valid(v->value, n) || utf8_has_controls(v->value, true))
        return err_set(e, E_INPUT, "field.control", at.field->rule.label, NULL);
    if (n > FORM_VALUE_BYTES)
        return err_set(e, E_LIMIT, "form.too-large", at.field->rule.label, NULL);
    const struct field_def *field = at.column ? at.column : at.field;
    struct field_reading reading = form_read_typed(in, &at, v->value, a);
    if (!formula_given(&field->calculate))
        form_cells_set(cells, a, arena_strdup(a, v->path), arena_strdup(a, reading.value));
    *error_r = reading.error;
    return 0;
}

/* Names of units stand in paths: marks of paths cannot be part of them. */
static int check_units(const struct form_inside *in, const struct form_cells *cells, struct arena *a, struct err *e)
{
    for (size_t i = 0; i < in->s->units.n; i++) {
        const char *kind = in->s->units.at[i].rule.id;
        if (!form_lists_units(in->s, in->def, kind))
            continue;
        struct texts names = form_cells_units(in->s, in->def, cells, kind, NULL, a);
        for (size_t j = 0; j < names.n; j++)
            if (strpbrk(names.at[j], ".[]@"))
                return err_set(e, E_INPUT, "form.unit-name", names.at[j], NULL);
    }
    return 0;
}

/* faults NULL: what cannot be read is taken as it was typed, and the form shows its errors. */
static int take_values(struct form_inside *in, const struct form_value *values, size_t n, struct form_cells *cells,
                       struct form_faults *faults, struct arena *a, struct err *e)
{
    int rc = n > FORM_VALUES_MAX ? err_set(e, E_LIMIT, "form.too-large", in->def->rule.label, NULL) : 0;
    for (size_t i = 0; !rc && i < n; i++) {
        const char *error;
        rc = take_value(in, &values[i], cells, a, &error, e);
        if (!rc && faults && *values[i].value && *error)
            *LIST_ADD(a, &faults->all) = (struct form_fault){i, error};
    }
    if (rc || (faults && faults->all.n))
        return rc;
    if (!rc)
        rc = check_units(in, cells, a, e);
    if (!rc && in->def->rows)
        form_cells_rename_units(in->s, in->def, &in->cells, cells, a);
    return rc;
}

/* Which places changed, by name and without their values. */
static const char *change_note(const struct form_inside *in, const struct form_cells *was, const struct form_cells *now, struct arena *a)
{
    AUTO(buf) struct buf note = BUF(JOURNAL_NOTE_MAX_BYTES - 100);
    struct json_writer w = json_writer_to(&note);
    size_t n = 0;
    json_begin_object(&w);
    json_put_text(&w, "form", in->def->rule.id);
    json_key(&w, "fields");
    json_begin_array(&w);
    for (size_t i = 0; i < now->all.n; i++)
        if (!str_eq(form_cells_get(was, now->all.at[i].path), now->all.at[i].value)) {
            n++;
            if (note.n < JOURNAL_NOTE_MAX_BYTES / 2)
                json_text(&w, now->all.at[i].path);
        }
    json_end_array(&w);
    json_put_int(&w, "n", (int64_t)n);
    json_end_object(&w);
    return arena_strdup(a, buf_str(&note));
}

struct save {
    struct load load;
    int64_t base_revision;
    const struct form_value *values;
    size_t n;
};

static int put_revision(struct form_inside *in, struct act *act, const struct form_cells *cells, bool *changed_r, struct err *e)
{
    struct arena *a = act->arena;
    AUTO(buf) struct buf body = BUF(FORM_BODY_BYTES);
    const struct bundle_form *stored = bundle_form(&act->b, in->def->rule.id);
    form_cells_write(in->s, in->def, cells, &in->facts, a, &body);
    if (body.full)
        return err_set(e, E_LIMIT, "form.too-large", in->def->rule.label, NULL);
    *changed_r = !stored || !str_eq(stored->form.body, buf_str(&body));
    if (!*changed_r)
        return 0;
    struct bundle_form now = {.form = {.case_id = act->b.c.id, .form = in->def->rule.id, .revision = in->revision + 1,
                                       .body = arena_strdup(a, buf_str(&body)), .saved_by = act->app->actor.login,
                                       .saved_at = clock_now(&act->app->clock)}};
    struct json *json;
    int rc = json_parse(a, now.form.body, body.n, &json, e);
    if (rc)
        return rc;
    now.body = json;
    if (stored)
        *(struct bundle_form *)stored = now;
    else
        *LIST_ADD(a, &act->b.form.all) = now;
    act_put(act, &form_type, &now.form);
    rc = bundle_facts_form(&act->b, in->def, &act->f, e);
    if (!rc)
        rc = form_put_units(act, in->def->rule.id, e);
    return rc ? rc : act_identify(act, e);
}

int form_key_in(struct act *act, const char *form, const struct form_value *values, size_t n, struct form_faults *faults, struct err *e)
{
    struct form_inside in;
    bool changed;
    int rc = form_inside_load(&in, act, form, e);
    if (rc)
        return rc;
    struct form_cells cells = copy_cells(&in.cells, act->arena);
    rc = take_values(&in, values, n, &cells, faults, act->arena, e);
    return rc || faults->all.n ? rc : put_revision(&in, act, &cells, &changed, e);
}

static int save_form(struct db *db, void *arg, struct err *e)
{
    struct save *save = arg;
    struct load *load = &save->load;
    struct app *app = load->app;
    struct act *act = ARENA_NEW(load->a, struct act);
    struct form_inside in;
    bool changed = true;
    int rc = act_begin(act, app, load->case_id, 0, app_today(app), load->a, e);
    if (!rc)
        rc = app_need_work(app, act->b.c.scheme, act->b.c.assignee, e);
    if (!rc)
        rc = form_inside_load(&in, act, load->form, e);
    if (rc)
        return rc;
    if (!date_is_none(act->b.c.closed_on))
        return err_set(e, E_RULE, "form.closed", in.def->rule.label, NULL);
    if (form_is_locked(&in))
        return act_refuse_standard(act, in.def->error, "form.locked", in.def->rule.label, "", in.def->rule.src, e);
    if (in.revision != save->base_revision)
        return err_set(e, E_CONFLICT, "form.changed", in.def->rule.label, NULL);
    struct form_cells cells = copy_cells(&in.cells, load->a), none = {0};
    rc = take_values(&in, save->values, save->n, &cells, NULL, load->a, e);
    if (!rc && in.def->record)
        rc = form_record_save(&in, act, &cells, e);
    else if (!rc)
        rc = put_revision(&in, act, &cells, &changed, e);
    if (rc || !changed)
        return rc;
    const char *owner = arena_printf(load->a, "case:%" PRId64, load->case_id);
    rc = draft_drop(db, app->actor.user_id, owner, load->form, e);
    if (!rc)
        rc = act_commit(act, "form.save", owner, change_note(&in, in.revision ? &in.cells : &none, &cells, load->a), e);
    return rc ? rc : act_recount(app, load->case_id, load->a, e);
}

int form_save(struct app *app, int64_t case_id, const char *form, int64_t base_revision, const struct form_value *values, size_t n,
              struct arena *a, struct form_sheet *sheet_r, struct err *e)
{
    struct save save = {.load = {app, case_id, form, a, sheet_r}, .base_revision = base_revision, .values = values, .n = n};
    int rc = db_write(app->db, save_form, &save, e);
    return rc ? rc : form_sheet(app, case_id, form, a, sheet_r, e);
}

/* What the rules of the form make of the place, with all values as they stand on the screen. */
static int read_by_rules(const struct form_inside *in, const struct form_cells *cells, const char *path, struct arena *a,
                         struct field_reading *reading, struct err *e)
{
    struct facts f;
    struct field_problems problems = {0};
    int rc = form_facts_with(in, cells, a, &f, e);
    if (rc || in->def->record)
        return rc;
    form_check(in->s, in->def, &f, &problems);
    for (size_t i = 0; i < problems.all.n; i++) {
        const struct field_problem *p = &problems.all.at[i];
        if (p->missing || !str_eq(form_problem_path(in->def, p, a), path))
            continue;
        reading->error = p->text;
        reading->error_id = p->id ? p->id : "";
        break;
    }
    return 0;
}

int form_read_field(struct app *app, const struct form_sheet *sheet, const struct form_value *values, size_t n, const char *path,
                    const char *typed, struct arena *a, struct field_reading *reading_r, struct err *e)
{
    const struct form_inside *in = sheet->inside_;
    struct form_path at;
    (void)app;
    if (!form_path_read(in->s, in->def, path, a, &at))
        return no_field(in, path, e);
    struct field_reading reading = form_read_typed(in, &at, typed, a);
    struct form_cells cells = copy_cells(&in->cells, a);
    for (size_t i = 0; i < n; i++)
        form_cells_set(&cells, a, values[i].path, values[i].value);
    form_cells_set(&cells, a, path, reading.value);
    int rc = *reading.error ? 0 : read_by_rules(in, &cells, path, a, &reading, e);
    if (!rc)
        *reading_r = reading;
    return rc;
}
