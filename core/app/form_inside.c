#include "core/app/form_internal.h"

#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/expr.h"
#include "core/rule/form_facts.h"

/* A field's suggestion by the scheme, laid on an empty place. */
static void suggest(struct form_inside *in, const struct field_def *field, const char *path, const struct value *row)
{
    struct arena *a = in->facts.arena;
    if (!formula_given(&field->fallback) || *form_cells_get(&in->cells, path))
        return;
    struct value v = expr_eval_row(field->fallback.expr, &in->facts, row);
    if (value_defined(v))
        form_cells_set(&in->cells, a, path, value_store_text(a, v));
}

static void suggest_all(struct form_inside *in)
{
    const struct form_def *def = in->def;
    const struct field_def *plain = def->rows ? def->head.at : def->fields.at;
    size_t n = def->rows ? def->head.n : def->fields.n;
    for (size_t i = 0; i < n; i++)
        suggest(in, &plain[i], plain[i].rule.id, NULL);
    if (!def->rows)
        return;
    struct arena *a = in->facts.arena;
    const struct value_list *rows = facts_list(&in->facts, arena_printf(a, "form.%s", def->rule.id));
    int ref = rows->columns ? type_column(rows->columns, "ref") : -1;
    for (size_t i = 0; ref >= 0 && i < rows->n; i++)
        for (size_t k = 0; k < def->fields.n; k++)
            suggest(in, &def->fields.at[k], arena_printf(a, "%s.%s", rows->row[i][ref].text, def->fields.at[k].rule.id), rows->row[i]);
}

static bool is_fresh(const struct form_inside *in, const char *path, struct arena *a)
{
    struct form_path at;
    return !form_path_read(in->s, in->def, path, a, &at) || at.field->fresh || (at.column && at.column->fresh);
}

/* What was approved last, where the form says that it begins with that. */
static void carry_over(struct form_inside *in, const struct bundle *b, struct arena *a)
{
    const char *form = in->def->rule.id;
    const struct bundle_form *from = bundle_form_in(&b->approved, form);
    struct form_cells cells = {0};
    if (!from)
        from = bundle_form_in(&b->original, form);
    if (!in->def->carries || !from)
        return;
    form_cells_of(from->body, a, &cells);
    for (size_t i = 0; i < cells.all.n; i++)
        if (!is_fresh(in, cells.all.at[i].path, a))
            *LIST_ADD(a, &in->cells.all) = cells.all.at[i];
}

/* The form of an earlier case that `diffs` names as the base. */
static const struct bundle_form *compared_form(const struct form_inside *in, const struct bundle *b, struct facts *f)
{
    for (size_t i = 0; i < in->s->diffs.n; i++) {
        const struct diff_def *diff = &in->s->diffs.at[i];
        if (!str_eq(diff->form, in->def->rule.id))
            continue;
        struct value base = expr_eval(diff->base.expr, f);
        bool approved = base.type == VALUE_TEXT && str_eq(base.text, "last_approved");
        return bundle_form_in(approved ? &b->approved : &b->original, in->def->rule.id);
    }
    return NULL;
}

int form_facts_with(const struct form_inside *in, const struct form_cells *cells, struct arena *a, struct facts *f_r, struct err *e)
{
    AUTO(buf) struct buf body = BUF(FORM_BODY_BYTES);
    struct facts from = in->facts;
    struct json *json;
    from.arena = a;
    facts_copy(f_r, &from);
    if (in->def->record)
        return 0;
    form_cells_write(in->s, in->def, cells, f_r, a, &body);
    if (body.full)
        return err_set(e, E_LIMIT, "form.too-large", in->def->rule.label, NULL);
    int rc = json_parse(a, buf_str(&body), body.n, &json, e);
    return rc ? rc : form_facts(in->s, in->def, json, FORM_OWN, f_r, e);
}

bool form_is_locked(struct form_inside *in)
{
    return formula_given(&in->def->locked) && expr_is_true(in->def->locked.expr, &in->facts);
}

int form_inside_load(struct form_inside *in, struct act *act, const char *form, struct err *e)
{
    const struct bundle *b = &act->b;
    const struct case_type_def *type = scheme_case_type(b->scheme, b->c.type);
    *in = (struct form_inside){.app = act->app, .s = b->scheme, .facts = act->f, .case_id = b->c.id, .saved_by = ""};
    in->def = type && texts_have(&type->forms, form) ? scheme_form(b->scheme, form) : NULL;
    if (!in->def)
        return err_set(e, E_NOTFOUND, "form.unknown", form, type ? type->rule.label : b->c.type, NULL);
    in->editable = date_is_none(b->c.closed_on) && !form_is_locked(in) && app_may_work(act->app, b->c.scheme, b->c.assignee) && !app_is_read_only(act->app);
    if (in->def->record) {
        form_record_cells(in, b, act->arena);
        return 0;
    }
    const struct bundle_form *stored = bundle_form(b, form), *was = compared_form(in, b, &in->facts);
    in->revision = stored ? stored->form.revision : 0;
    if (stored) {
        in->saved_by = stored->form.saved_by;
        in->saved_at = stored->form.saved_at;
    }
    form_cells_of(stored ? stored->body : NULL, act->arena, &in->cells);
    in->compared = was != NULL;
    form_cells_of(was ? was->body : NULL, act->arena, &in->was);
    if (stored)
        return 0;
    carry_over(in, b, act->arena);
    suggest_all(in);
    if (!in->cells.all.n)
        return 0; /* the facts are those of an empty form */
    struct facts f;
    int rc = form_facts_with(in, &in->cells, act->arena, &f, e);
    if (!rc)
        in->facts = f;
    return rc;
}

static const struct field_def *field_at(const struct form_path *at)
{
    return at->column ? at->column : at->field;
}

struct field_reading form_read_typed(const struct form_inside *in, const struct form_path *at, const char *typed, struct arena *a)
{
    const struct field_def *field = field_at(at);
    struct field_reading reading = {.value = typed, .echo = "", .error = "", .error_id = ""};
    struct field_value value;
    struct err e;
    if (field_normalise(field, at->item, in->facts.calendar, facts_today((struct facts *)&in->facts), typed, a, &value, &e)) {
        reading.error = app_error_text(in->app, a, &e);
        reading.error_id = *e.rule ? arena_strdup(a, e.rule) : e.msg;
        return reading;
    }
    reading.value = value.stored;
    reading.echo = value.echo;
    return reading;
}

const char *form_problem_path(const struct form_def *def, const struct field_problem *p, struct arena *a)
{
    if (*p->path)
        return p->path;
    for (size_t i = 0; i < def->constraints.n; i++) {
        const struct constraint_def *c = &def->constraints.at[i];
        const char *fact = str_eq(c->rule.id, p->id) && c->cond.expr ? expr_first_fact(c->cond.expr) : NULL;
        const char *prefix = arena_printf(a, "form.%s.", def->rule.id);
        if (fact && str_starts(fact, prefix))
            return fact + strlen(prefix);
    }
    return "";
}
