/* Forms over records of the store: what is keyed in becomes a payment, a paper, a withholding; nothing is stored twice. */
#include <string.h>

#include "core/app/form_internal.h"
#include "core/base/str.h"
#include "db/rows.h"

static const struct record_type *type_of(const struct form_inside *in)
{
    return record_type_named(in->def->record);
}

/* The records of the case that the form is about, copied. */
static size_t records_of(const struct form_inside *in, const struct bundle *b, struct arena *a, char **records_r)
{
    const struct record_type *type = type_of(in);
    const void *from = type == &payment_type ? (void *)b->payment.at : type == &paper_type ? (void *)b->paper.at : (void *)b->withholding.at;
    size_t n = type == &payment_type ? b->payment.n : type == &paper_type ? b->paper.n : b->withholding.n, kept = 0;
    char *to = arena_alloc(a, n * type->size);
    for (size_t i = 0; i < n; i++) {
        const char *record = (const char *)from + i * type->size;
        bool other = (type == &paper_type && (!str_eq(((const struct paper *)record)->direction, "received") ||
                                              ((const struct paper *)record)->case_id != b->c.id)) ||
                     (type == &withholding_type && ((const struct withholding *)record)->case_id != b->c.id);
        if (!other)
            memcpy(to + kept++ * type->size, record, type->size);
    }
    *records_r = to;
    return kept;
}

static const char *text_of(const void *record, const struct record_field *field, struct arena *a)
{
    char to[DATE_TEXT_BYTES];
    const char *text = record_get_text(record, field, to);
    if (field->type == FIELD_BOOL)
        return str_eq(text, "1") ? "true" : "false";
    return text == to ? arena_strdup(a, text) : text;
}

/* A number that differs when any of the texts does: what a revision is to other forms. */
static int64_t fingerprint(const struct form_cells *cells)
{
    uint64_t hash = 1469598103934665603u;
    for (size_t i = 0; i < cells->all.n; i++)
        for (const char *p = cells->all.at[i].value;; p++) {
            hash = (hash ^ (unsigned char)*p) * 1099511628211u;
            if (!*p)
                break;
        }
    return cells->all.n ? (int64_t)(hash >> 1) : 0;
}

/* The form as one list whose rows are the records. */
static const struct form_def *as_list(const struct form_def *def, struct arena *a)
{
    struct field_def *list = ARENA_NEW(a, struct field_def);
    struct form_def *as = ARENA_NEW(a, struct form_def);
    list->rule = def->rule;
    list->rule.id = def->record;
    list->type = INPUT_LIST;
    list->of.at = def->fields.at;
    list->of.n = def->fields.n;
    *as = *def;
    as->fields.at = list;
    as->fields.n = 1;
    return as;
}

void form_record_cells(struct form_inside *in, const struct bundle *b, struct arena *a)
{
    const struct record_type *type = type_of(in);
    char *records;
    size_t n = records_of(in, b, a, &records);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < in->def->fields.n; k++) {
            const char *id = in->def->fields.at[k].rule.id;
            const struct record_field *field = record_field_named(type, id);
            const char *text = field ? text_of(records + i * type->size, field, a) : "";
            if (*text)
                *LIST_ADD(a, &in->cells.all) = (struct form_cell){arena_printf(a, "%s[%zu].%s", type->name, i, id), text};
        }
    in->revision = fingerprint(&in->cells);
    in->def = as_list(in->def, a);
}

/* What the record keeps of a text: the id of a class for its label, 1 and 0 for true and false. */
static const char *kept_text(const struct form_inside *in, const struct record_field *field, const char *value)
{
    if (field->type == FIELD_BOOL)
        return str_eq(value, "true") ? "1" : "0";
    if ((field->type == FIELD_INT || field->type == FIELD_YEN) && !*value)
        return "0";
    for (size_t i = 0; str_eq(field->name, "class") && i < in->s->received.n; i++)
        if (str_eq(in->s->received.at[i].rule.label, value))
            return in->s->received.at[i].rule.id;
    return value;
}

static int take_row(struct form_inside *in, const struct form_cells *cells, size_t row, void *record, bool *any_r, struct arena *a, struct err *e)
{
    const struct record_type *type = type_of(in);
    const struct field_def *list = &in->def->fields.at[0];
    *any_r = false;
    for (size_t k = 0; k < list->of.n; k++) {
        const struct field_def *column = &list->of.at[k];
        const struct record_field *field = record_field_named(type, column->rule.id);
        const char *value = form_cells_get(cells, arena_printf(a, "%s[%zu].%s", type->name, row, column->rule.id));
        *any_r |= *value && !str_eq(value, "false");
        if (!field || formula_given(&column->calculate))
            continue;
        if (!record_set_text(record, field, kept_text(in, field, value)))
            return err_set(e, E_INPUT, "form.value", column->rule.label, value, NULL);
    }
    return 0;
}

static void begin_record(const struct act *act, const struct record_type *type, void *record)
{
    record_init(type, record);
    if (type == &payment_type) {
        ((struct payment *)record)->case_id = act->b.c.id;
    } else if (type == &paper_type) {
        struct paper *p = record;
        p->case_id = act->b.c.id;
        p->direction = "received";
        p->custody = "kept";
        p->custody_on = act->today;
    } else {
        ((struct withholding *)record)->case_id = act->b.c.id;
        ((struct withholding *)record)->certificate_id = act->b.cert.id;
    }
}

static int put_record(struct act *act, const struct record_type *type, void *record, struct err *e)
{
    int64_t *id = (int64_t *)((char *)record + record_field_named(type, "id")->offset);
    int rc = *id ? 0 : rows_next_id(act->app->db, type, id, e);
    if (!rc)
        act_put(act, type, record);
    return rc;
}

int form_record_save(struct form_inside *in, struct act *act, const struct form_cells *cells, struct err *e)
{
    const struct record_type *type = type_of(in);
    struct arena *a = act->arena;
    char *records;
    size_t n = records_of(in, &act->b, a, &records), rows = form_cells_rows(cells, type->name);
    for (size_t i = 0; i < rows || i < n; i++) {
        void *record = arena_alloc(a, type->size);
        bool any;
        if (i < n)
            memcpy(record, records + i * type->size, type->size);
        else
            begin_record(act, type, record);
        int rc = take_row(in, cells, i, record, &any, a, e);
        if (!rc && !any && i < n)
            rc = err_set(e, E_INPUT, "form.row-stays", in->def->rule.label, NULL);
        if (rc)
            return rc;
        if (any && (i >= n || memcmp(record, records + i * type->size, type->size) != 0))
            rc = put_record(act, type, record, e);
        if (rc)
            return rc;
        if (any && type == &payment_type && i >= n)
            *LIST_ADD(a, &act->b.payment) = *(struct payment *)record;
        else if (any && type == &payment_type)
            act->b.payment.at[i] = *(struct payment *)record;
    }
    return type == &payment_type ? act_settle(act, e) : 0;
}
