/* From records to facts: the one place where the names of the language meet the fields of the store. */
#include "core/app/bundle_internal.h"

#include <stdio.h>
#include <string.h>

#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/model/record.h"
#include "core/rule/expr.h"
#include "core/rule/form_facts.h"

int bundle_set_text(struct facts *f, const char *name, const char *text, struct err *e)
{
    return facts_set(f, name, value_text(text), e);
}

int bundle_set_date(struct facts *f, const char *name, struct date d, struct err *e)
{
    return facts_set(f, name, value_date(d), e);
}

/* A field of a record as a value: ids are no facts, "" and no date are undefined. */
static struct value field_value(const void *record, const struct record_field *field)
{
    const void *at = (const char *)record + field->offset;
    switch (field->type) {
    case FIELD_TEXT:
        return value_text(*(const char *const *)at);
    case FIELD_DATE:
        return value_date(*(const struct date *)at);
    case FIELD_YEN:
        return value_yen(*(const struct yen *)at);
    case FIELD_BOOL:
        return value_bool(*(const bool *)at);
    case FIELD_INT:
        return value_int(*(const int64_t *)at);
    case FIELD_ID:
    case FIELD_INSTANT:
    case FIELD_TYPE_COUNT:
        break;
    }
    return value_undefined();
}

static void set_field(struct facts *f, const char *prefix, size_t n, const void *record, const struct record_field *field)
{
    char name[2 * FACT_NAME_MAX];
    size_t n_field = strlen(field->name);
    assert(n + n_field < sizeof name);
    memcpy(name, prefix, n);
    memcpy(name + n, field->name, n_field + 1);
    const struct fact_name *known = fact_names_find(f->names, name);
    if (known)
        facts_set_slot(f, known, field_value(record, field));
}

void bundle_set_field(struct facts *f, const char *prefix, const void *record, const struct record_field *field)
{
    set_field(f, prefix, strlen(prefix), record, field);
}

/* Sets prefix.<field> for every field of the record that the scheme's names know. */
int bundle_set_record(struct facts *f, const char *prefix, const struct record_type *type, const void *record, struct err *e)
{
    const char *dotted = arena_join(f->arena, prefix, ".", NULL);
    size_t n = strlen(dotted);
    for (size_t i = 0; i < type->n_fields; i++)
        set_field(f, dotted, n, record, &type->fields[i]);
    (void)e;
    return 0;
}

/* Adds a row to a list and fills the columns that carry the names of the record's fields. */
int bundle_add_record(struct facts *f, const char *list, const struct record_type *type, const void *record, struct value **row_r,
                      struct err *e)
{
    struct value *row;
    int rc = facts_list_add_row(f, list, &row, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < type->n_fields; i++) {
        struct value *cell = facts_cell(f, list, row, type->fields[i].name);
        if (cell)
            *cell = field_value(record, &type->fields[i]);
    }
    if (row_r)
        *row_r = row;
    return 0;
}

void bundle_set_cell(struct facts *f, const char *list, struct value *row, const char *column, struct value v)
{
    struct value *cell = facts_cell(f, list, row, column);
    assert(cell);
    *cell = v;
}

int bundle_set_declared(const struct bundle *b, const char *owner, const char *prefix, struct facts *f, struct err *e)
{
    for (size_t i = 0; i < b->fact.n; i++) {
        const struct fact *fact = &b->fact.at[i];
        bool of_certificate = str_eq(owner, "certificate");
        if (!str_eq(fact->owner, owner) || *fact->unit || (of_certificate && fact->owner_id != b->cert.id))
            continue;
        /* flag.x, fee.x.quote, check.x.signed_by and deadline.x.entered stand for themselves; the engine's own notes (reminded.7) are no facts. */
        bool whole = str_starts(fact->name, "flag.") || str_starts(fact->name, "fee.") || str_starts(fact->name, "check.") ||
                     str_starts(fact->name, "deadline.");
        const char *name = whole ? fact->name : arena_printf(f->arena, "%s.%s", prefix, fact->name);
        if (!fact_names_find(f->names, name))
            continue;
        int rc = facts_set_text(f, name, fact->value, e);
        if (rc)
            return rc;
    }
    return 0;
}

/* Open tasks, and what became of each deadline. A task of papers to be returned bears the name of its rule. */
static int fill_open(const struct bundle *b, struct facts *f, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < b->task.n; i++) {
        const char *name = arena_printf(f->arena, "task.%s", b->task.at[i].kind);
        if (date_is_none(b->task.at[i].done_on) && fact_names_find(f->names, name))
            rc = facts_set(f, name, value_bool(true), e);
    }
    for (size_t i = 0; !rc && i < b->deadline.n; i++)
        if (scheme_deadline(b->scheme, b->deadline.at[i].rule))
            rc = bundle_set_text(f, arena_printf(f->arena, "deadline.%s.state", b->deadline.at[i].rule), b->deadline.at[i].state, e);
    return rc;
}

int bundle_facts_case(const struct bundle *b, struct facts *f, struct err *e)
{
    int rc = 0;
    if (b->c.id)
        rc = bundle_set_record(f, "case", &case_file_type, &b->c, e);
    if (!rc)
        rc = bundle_set_declared(b, "case", "case", f, e);
    if (!rc && b->party.id)
        rc = bundle_set_record(f, "party", &party_type, &b->party, e);
    for (size_t i = 0; !rc && i < b->track.n; i++)
        if (!*b->track.at[i].unit && scheme_machine(b->scheme, b->track.at[i].track)) /* else: an open checklist */
            rc = bundle_set_text(f, arena_printf(f->arena, "track.%s.state", b->track.at[i].track), b->track.at[i].state, e);
    const struct case_type_def *type = b->c.id ? scheme_case_type(b->scheme, b->c.type) : NULL;
    if (!rc && type)
        rc = bundle_set_text(f, "type.letter", type->letter, e);
    if (!rc && type)
        rc = bundle_set_text(f, "type.label", type->rule.label, e);
    if (!rc)
        rc = fill_open(b, f, e);
    if (!rc)
        rc = bundle_facts_units(b, f, e);
    if (!rc)
        rc = bundle_set_text(f, "body", scheme_body(b->scheme, facts_today(f)), e);
    return rc;
}

/* Recorded results; what is computed joins them in core/rule/checklist.h. */
static int fill_results(const struct bundle *b, struct facts *f, struct err *e)
{
    for (size_t i = 0; i < b->scheme->checklists.n; i++) {
        int rc = facts_list_clear(f, arena_printf(f->arena, "check.%s", b->scheme->checklists.at[i].rule.id), e);
        if (rc)
            return rc;
    }
    for (size_t i = 0; i < b->check.n; i++) {
        const struct check_result *r = &b->check.at[i];
        const char *list = arena_printf(f->arena, "check.%s", r->checklist);
        struct value *row;
        if (!*r->result)
            continue;
        int rc = bundle_add_record(f, list, &check_result_type, r, &row, e);
        if (rc)
            return rc;
        bundle_set_cell(f, list, row, "by", value_text(r->checked_by));
    }
    return 0;
}

int bundle_facts_checks(const struct bundle *b, struct facts *f, struct err *e)
{
    int rc = fill_results(b, f, e);
    if (!rc)
        rc = facts_list_clear(f, "query", e);
    for (size_t i = 0; !rc && i < b->query.n; i++)
        rc = bundle_add_record(f, "query", &query_type, &b->query.at[i], NULL, e);
    if (!rc)
        rc = facts_list_clear(f, "withheld", e);
    for (size_t i = 0; !rc && i < b->withholding.n; i++)
        rc = bundle_add_record(f, "withheld", &withholding_type, &b->withholding.at[i], NULL, e);
    return rc;
}

/* Who keyed it in last, and the how many-eth revision stands: what a second person confirms. */
static void fill_saved(const struct bundle *b, const struct form_def *form, const struct bundle_form *own, struct facts *f)
{
    const struct form_facts_of *of = &b->scheme->form_facts[form - b->scheme->forms.at];
    facts_set_slot(f, of->saved_by, own ? value_text(own->form.saved_by) : value_undefined());
    facts_set_slot(f, of->revision, own ? value_int(own->form.revision) : value_undefined());
}

/* One of this case under form.; the last approved one under approved., the first under original.; a form that this type of
 * case does not have reads as approved. */
static int fill_form(const struct bundle *b, const struct case_type_def *type, const struct form_def *form, struct facts *f, struct err *e)
{
    const struct bundle_form *own = bundle_form(b, form->rule.id);
    const struct bundle_form *approved = bundle_form_in(&b->approved, form->rule.id);
    const struct bundle_form *original = bundle_form_in(&b->original, form->rule.id);
    bool has = type && texts_have(&type->forms, form->rule.id);
    const struct bundle_form *shown = has ? own : approved;
    int rc = form_facts(b->scheme, form, shown ? shown->body : NULL, FORM_OWN, f, e);
    fill_saved(b, form, own, f);
    if (!rc && approved)
        rc = form_facts(b->scheme, form, approved->body, FORM_APPROVED, f, e);
    if (!rc && original)
        rc = form_facts(b->scheme, form, original->body, FORM_ORIGINAL, f, e);
    return rc;
}

static const struct case_type_def *type_of(const struct bundle *b)
{
    return b->c.id ? scheme_case_type(b->scheme, b->c.type) : NULL;
}

/* Nothing was ever written in it, so fresh facts are what it says; a matrix has its rows all the same. */
static bool unwritten(const struct bundle *b, const struct form_def *form)
{
    return !form->rows && !bundle_form(b, form->rule.id) && !bundle_form_in(&b->approved, form->rule.id) &&
           !bundle_form_in(&b->original, form->rule.id);
}

static int fill_forms(const struct bundle *b, struct facts *f, struct err *e)
{
    const struct case_type_def *type = type_of(b);
    int rc = 0;
    for (size_t i = 0; !rc && i < b->scheme->forms.n; i++)
        if (!unwritten(b, &b->scheme->forms.at[i]))
            rc = fill_form(b, type, &b->scheme->forms.at[i], f, e);
    return rc ? rc : bundle_facts_units(b, f, e);
}

int bundle_facts_form(const struct bundle *b, const struct form_def *form, struct facts *f, struct err *e)
{
    int rc = fill_form(b, type_of(b), form, f, e);
    return rc ? rc : bundle_facts_units(b, f, e);
}

static int fill_actor(const struct app *app, const struct bundle *b, struct facts *f, struct err *e)
{
    bool reviewed = false;
    for (size_t i = 0; i < b->check.n; i++)
        reviewed |= str_eq(b->check.at[i].checked_by, app->actor.login);
    int rc = bundle_set_text(f, "actor.login", app->actor.login, e);
    if (!rc)
        rc = facts_set(f, "actor.reviewed", value_bool(reviewed), e);
    const char *roles = "";
    for (size_t i = 0; i < app->actor.n_roles; i++) {
        const struct user_role *role = &app->actor.roles[i];
        if (str_eq(role->scheme, "*") || str_eq(role->scheme, b->scheme->rule.id))
            roles = arena_printf(f->arena, "%s%s%s", roles, *roles ? "\n" : "", role->role);
    }
    return rc ? rc : facts_set_text(f, "actor.roles", roles, e);
}

/* The body's own closed days come on top of the office's. */
static int add_closed_days(const struct app *app, const struct bundle *b, struct facts *f, struct err *e)
{
    struct value days = formula_given(&b->scheme->closed_days) ? expr_eval(b->scheme->closed_days.expr, f) : value_undefined();
    if (days.type != VALUE_LIST || !days.list->n)
        return 0;
    struct calendar *calendar = ARENA_NEW(f->arena, struct calendar);
    *calendar = app->closed;
    int rc = 0;
    for (size_t i = 0; !rc && i < days.list->n; i++)
        rc = calendar_add_closed(calendar, days.list->row[i][0].text, e);
    f->calendar = calendar;
    return rc;
}

int bundle_facts(const struct app *app, const struct bundle *b, struct facts *f, struct err *e)
{
    /* A caller that said no day means the office's own. */
    if (date_is_none(facts_today(f))) {
        int rc = facts_set(f, "today", value_date(app_today(app)), e);
        if (rc)
            return rc;
    }
    int rc = 0;
    for (size_t i = 0; !rc && i < b->param.n; i++)
        rc = facts_set_text(f, arena_printf(f->arena, "param.%s", b->param.at[i].name), b->param.at[i].value, e);
    if (!rc)
        rc = add_closed_days(app, b, f, e);
    if (!rc)
        rc = bundle_facts_case(b, f, e);
    if (!rc)
        rc = fill_actor(app, b, f, e);
    if (!rc)
        rc = fill_forms(b, f, e);
    if (!rc)
        rc = bundle_facts_money(b, f, e);
    if (!rc)
        rc = bundle_facts_papers(b, f, e);
    if (!rc)
        rc = bundle_facts_checks(b, f, e);
    if (!rc)
        rc = bundle_facts_neighbours(app, b, f, e);
    if (!rc)
        rc = bundle_facts_certificate(b, f, e);
    return rc;
}
