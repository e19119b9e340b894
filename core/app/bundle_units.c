/* Units of a case: rows of the list that names them, with the tracks, facts and certificates of each. */
#include <string.h>

#include "core/app/bundle_internal.h"
#include "core/base/str.h"
#include "core/rule/form_facts.h"
#include "core/rule/lifecycle.h"
#include "db/rows_bundle.h"

/* Id of the form in form.F.field. */
static const char *form_of_list(const char *list, struct arena *a)
{
    const char *from = list + strlen("form."), *dot = strrchr(list, '.');
    return str_starts(list, "form.") && dot > from ? arena_strndup(a, from, (size_t)(dot - from)) : "";
}

struct texts bundle_units(const struct bundle *b, const struct unit_def *unit, struct arena *a)
{
    const char *id = form_of_list(unit->list, a);
    const struct bundle_form *own = bundle_form(b, id), *form = own ? own : bundle_form_in(&b->approved, id);
    return form_units(b->scheme, unit->rule.id, form ? form->body : NULL, a);
}

/* The row of the form's list that bears the name. */
static const struct value *list_row(const struct value_list *rows, const struct unit_def *unit, const char *label)
{
    int name = rows->columns ? type_column(rows->columns, unit->name) : -1;
    for (size_t i = 0; name >= 0 && i < rows->n; i++)
        if (rows->row[i][name].type == VALUE_TEXT && str_eq(rows->row[i][name].text, label))
            return rows->row[i];
    return NULL;
}

static void put(const struct facts *f, const char *list, struct value *row, const char *column, struct value v)
{
    struct value *cell = facts_cell(f, list, row, column);
    if (cell)
        *cell = v;
}

static void put_declared(const struct bundle *b, const char *list, const char *label, struct facts *f, struct value *row)
{
    for (size_t i = 0; i < b->fact.n; i++) {
        const struct fact *fact = &b->fact.at[i];
        const struct fact_def *def = str_eq(fact->unit, label) && *label ? scheme_fact(b->scheme, fact->name) : NULL;
        struct value v;
        struct err e;
        if (def && value_read(f->arena, &def->type, fact->value, &v, &e) == 0)
            put(f, list, row, fact->name + strlen("this."), v);
    }
}

/* Number and state of the certificate that the unit got; also while the bundle is about that unit. */
static void put_certificate(const struct bundle *b, const char *list, const char *label, struct facts *f, struct value *row)
{
    const struct machine_def *m = scheme_certificate_machine(b->scheme);
    const struct certificate *cert = NULL;
    const struct certificate_event *event = NULL;
    size_t n = 0;
    for (size_t i = 0; i < b->unit_cert.n; i++)
        if (str_eq(b->unit_cert.at[i].cert.unit, label)) {
            cert = &b->unit_cert.at[i].cert;
            event = b->unit_cert.at[i].event.at;
            n = b->unit_cert.at[i].event.n;
        }
    if (b->cert.id && str_eq(b->cert.unit, label)) {
        cert = &b->cert;
        event = b->event.at;
        n = b->event.n;
    }
    if (!cert || !cert->id || !m)
        return;
    put(f, list, row, "certificate", value_text(cert->number));
    put(f, list, row, "certificate_state", value_text(certificate_state_on(m, event, n, f, facts_today(f)).state));
}

static int add_unit(const struct bundle *b, const struct unit_def *unit, const char *list, const char *label, struct facts *f, struct err *e)
{
    struct value *row;
    const struct value_list *rows = facts_list(f, unit->list);
    const struct value *own = list_row(rows, unit, label);
    int rc = facts_list_add_row(f, list, &row, e);
    if (rc)
        return rc;
    for (size_t i = 0; own && i < rows->columns->n; i++)
        put(f, list, row, rows->columns->at[i].name, own[i]);
    put(f, list, row, "label", value_text(label));
    for (size_t i = 0; i < b->track.n; i++)
        if (str_eq(b->track.at[i].unit, label) && scheme_machine(b->scheme, b->track.at[i].track))
            put(f, list, row, b->track.at[i].track, value_text(b->track.at[i].state));
    put_declared(b, list, label, f, row);
    put_certificate(b, list, label, f, row);
    return 0;
}

static const struct type_columns *columns_of(const struct facts *f, const struct unit_def *unit)
{
    return fact_names_find(f->names, arena_printf(f->arena, "unit.%s", unit->rule.id))->type.columns;
}

/* Facts this.<column> from the row; row NULL: they are undefined. */
static void tell_this(const struct type_columns *columns, const struct value *row, struct facts *f)
{
    for (size_t i = 0; i < columns->n; i++) {
        const struct fact_name *known = fact_names_find(f->names, arena_printf(f->arena, "this.%s", columns->at[i].name));
        if (known)
            facts_set_slot(f, known, row ? row[i] : value_undefined());
    }
}

/* The unit the bundle is about: named, or that of its certificate. */
static const char *unit_in_hand(const struct bundle *b)
{
    return b->about ? b->about : b->cert.id && *b->cert.unit ? b->cert.unit : NULL;
}

int bundle_facts_units(const struct bundle *b, struct facts *f, struct err *e)
{
    const char *about = unit_in_hand(b);
    int rc = 0;
    for (size_t i = 0; !rc && i < b->scheme->units.n; i++) {
        const struct unit_def *unit = &b->scheme->units.at[i];
        const char *list = arena_printf(f->arena, "unit.%s", unit->rule.id);
        struct texts names = bundle_units(b, unit, f->arena);
        rc = facts_list_clear(f, list, e);
        for (size_t u = 0; !rc && u < names.n; u++)
            rc = add_unit(b, unit, list, names.at[u], f, e);
        if (rc || !about)
            continue;
        const struct value_list *rows = facts_list(f, list);
        for (size_t u = 0; u < rows->n; u++)
            if (str_eq(names.at[u], about))
                tell_this(columns_of(f, unit), rows->row[u], f);
    }
    return rc;
}

/* Exchanges the bundle's certificate with that of a unit. */
static void swap_certificate(struct bundle *b, struct unit_certificate *with)
{
    struct unit_certificate was = {.cert = b->cert};
#define SWAP(list_)                                                                                      \
    (was.list_.at = b->list_.at, was.list_.n = b->list_.n, was.list_.room_ = b->list_.room_,             \
     b->list_.at = with->list_.at, b->list_.n = with->list_.n, b->list_.room_ = with->list_.room_)
    SWAP(period);
    SWAP(event);
    SWAP(entry);
#undef SWAP
    b->cert = with->cert;
    *with = was;
}

/* The certificate of the unit's place; one without an id for a unit that has none yet. */
static struct unit_certificate *place_of(struct bundle *b, const char *unit)
{
    for (size_t i = 0; i < b->unit_cert.n; i++)
        if (str_eq(b->unit_cert.at[i].cert.unit, unit))
            return &b->unit_cert.at[i];
    struct unit_certificate *place = LIST_ADD(b->arena, &b->unit_cert);
    record_init(&certificate_type, &place->cert);
    place->cert.unit = unit;
    return place;
}

static bool unit_exists(const struct bundle *b, const char *name, struct arena *a)
{
    for (size_t i = 0; i < b->scheme->units.n; i++) {
        struct texts names = bundle_units(b, &b->scheme->units.at[i], a);
        if (texts_have(&names, name))
            return true;
    }
    return false;
}

static void take_back_own(struct bundle *b)
{
    if (b->kept)
        swap_certificate(b, &b->unit_cert.at[b->kept - 1]);
    b->kept = 0;
    b->about = NULL;
}

static void take_in_hand(struct bundle *b, struct unit_certificate *place)
{
    b->kept = (size_t)(place - b->unit_cert.at) + 1;
    swap_certificate(b, place);
}

static int tell_anew(struct bundle *b, struct facts *f, struct err *e)
{
    for (size_t i = 0; i < b->scheme->units.n; i++)
        tell_this(columns_of(f, &b->scheme->units.at[i]), NULL, f);
    bundle_forget_certificate(b, f);
    int rc = bundle_facts_certificate(b, f, e);
    return rc ? rc : bundle_facts_units(b, f, e);
}

int bundle_about_unit(struct bundle *b, const char *unit, struct facts *f, struct err *e)
{
    if (unit && !unit_exists(b, unit, f->arena))
        return err_set(e, E_NOTFOUND, "case.no-unit", unit, NULL);
    take_back_own(b);
    b->about = unit;
    if (unit && !b->c.certificate_id) /* a case about one certificate keeps it, whatever unit it speaks of */
        take_in_hand(b, place_of(b, unit));
    return tell_anew(b, f, e);
}

int bundle_about_certificate(struct app *app, struct bundle *b, int64_t certificate_id, struct facts *f, struct err *e)
{
    struct unit_certificate *place = NULL;
    take_back_own(b);
    for (size_t i = 0; i < b->unit_cert.n; i++)
        if (b->unit_cert.at[i].cert.id == certificate_id)
            place = &b->unit_cert.at[i];
    int rc = 0;
    if (certificate_id && certificate_id != b->cert.id && !place) {
        place = LIST_ADD(b->arena, &b->unit_cert);
        rc = rows_get_id(app->db, &certificate_type, certificate_id, &place->cert, b->arena, e);
        if (!rc)
            rc = bundle_load_unit_certificate(app->db, b, place, e);
    }
    if (rc)
        return rc;
    if (place && certificate_id)
        take_in_hand(b, place);
    return tell_anew(b, f, e);
}
