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

/* The certificate that the unit got from this case; a namesake among the party's other certificates is none of it. */
static const struct other_certificate *certificate_of(const struct bundle *b, const char *label)
{
    for (size_t i = 0; i < b->other_cert.n; i++) {
        const struct certificate *cert = &b->other_cert.at[i].cert;
        if (str_eq(cert->unit, label) && (!cert->id || cert->case_id == b->c.id))
            return &b->other_cert.at[i];
    }
    return NULL;
}

/* Is the certificate in hand one of this case, or the one that all is about? */
static bool own_in_hand(const struct bundle *b)
{
    return b->cert.id && (!b->c.id || b->cert.case_id == b->c.id || b->cert.id == b->c.certificate_id);
}

static bool in_hand(const struct bundle *b, const char *label)
{
    return own_in_hand(b) && str_eq(b->cert.unit, label);
}

static bool is_fact_of(const struct bundle *b, const struct fact *fact, const char *label)
{
    if (!*label || !str_eq(fact->unit, label))
        return false;
    if (str_eq(fact->owner, "case"))
        return fact->owner_id == (b->c.id ? b->c.id : b->cert.case_id);
    const struct other_certificate *own = certificate_of(b, label);
    return in_hand(b, label) ? fact->owner_id == b->cert.id : own && fact->owner_id == own->cert.id;
}

static void put_declared(const struct bundle *b, const char *list, const char *label, struct facts *f, struct value *row)
{
    for (size_t i = 0; i < b->fact.n; i++) {
        const struct fact *fact = &b->fact.at[i];
        const struct fact_def *def = is_fact_of(b, fact, label) ? scheme_fact(b->scheme, fact->name) : NULL;
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
    const struct other_certificate *own = certificate_of(b, label);
    bool held = in_hand(b, label);
    const struct certificate *cert = held ? &b->cert : own ? &own->cert : NULL;
    if (!m || !cert || !cert->id)
        return;
    const struct certificate_event *event = held ? b->event.at : own->event.at;
    size_t n = held ? b->event.n : own->event.n;
    put(f, list, row, "certificate", value_text(cert->number));
    put(f, list, row, "certificate_state", value_text(certificate_state_on(m, event, n, f, facts_today(f)).state));
}

static void fill_unit(const struct bundle *b, const struct unit_def *unit, const char *list, const char *label, struct facts *f, struct value *row)
{
    const struct value_list *rows = facts_list(f, unit->list);
    const struct value *own = list_row(rows, unit, label);
    for (size_t i = 0; own && i < rows->columns->n; i++)
        put(f, list, row, rows->columns->at[i].name, own[i]);
    put(f, list, row, "label", value_text(label));
    for (size_t i = 0; i < b->track.n; i++)
        if (str_eq(b->track.at[i].unit, label) && scheme_machine(b->scheme, b->track.at[i].track))
            put(f, list, row, b->track.at[i].track, value_text(b->track.at[i].state));
    put_declared(b, list, label, f, row);
    put_certificate(b, list, label, f, row);
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
    return b->about ? b->about : own_in_hand(b) && *b->cert.unit ? b->cert.unit : NULL;
}

static const char *list_of(const struct unit_def *unit, struct arena *a)
{
    return arena_printf(a, "unit.%s", unit->rule.id);
}

/* Facts this. of the unit in hand. */
static void tell_in_hand(const struct bundle *b, struct facts *f)
{
    const char *about = unit_in_hand(b);
    for (size_t i = 0; about && i < b->scheme->units.n; i++) {
        const struct unit_def *unit = &b->scheme->units.at[i];
        const struct value_list *rows = facts_list(f, list_of(unit, f->arena));
        const struct texts names = bundle_units(b, unit, f->arena);
        for (size_t u = 0; u < rows->n && u < names.n; u++)
            if (str_eq(names.at[u], about))
                tell_this(columns_of(f, unit), rows->row[u], f);
    }
}

int bundle_facts_units(const struct bundle *b, struct facts *f, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < b->scheme->units.n; i++) {
        const struct unit_def *unit = &b->scheme->units.at[i];
        const char *list = list_of(unit, f->arena);
        struct texts names = bundle_units(b, unit, f->arena);
        struct value *row;
        rc = facts_list_clear(f, list, e);
        for (size_t u = 0; !rc && u < names.n; u++) {
            rc = facts_list_add_row(f, list, &row, e);
            if (!rc)
                fill_unit(b, unit, list, names.at[u], f, row);
        }
    }
    if (!rc)
        tell_in_hand(b, f);
    return rc;
}

/* The rows of one unit, after it was left or taken in hand: nothing else of the list changed by that. */
static void tell_unit(const struct bundle *b, const char *label, struct facts *f)
{
    for (size_t i = 0; label && i < b->scheme->units.n; i++) {
        const struct unit_def *unit = &b->scheme->units.at[i];
        const char *list = list_of(unit, f->arena);
        const struct texts names = bundle_units(b, unit, f->arena);
        for (size_t u = 0; u < names.n; u++) {
            struct value *row = str_eq(names.at[u], label) ? facts_list_fresh_row(f, list, u) : NULL;
            if (row)
                fill_unit(b, unit, list, label, f, row);
        }
    }
}

/* Exchanges the bundle's certificate with another. */
static void swap_certificate(struct bundle *b, struct other_certificate *with)
{
    struct other_certificate was = {.cert = b->cert};
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
static struct other_certificate *place_of(struct bundle *b, const char *unit)
{
    const struct other_certificate *own = certificate_of(b, unit);
    if (own)
        return &b->other_cert.at[own - b->other_cert.at];
    struct other_certificate *place = LIST_ADD(b->arena, &b->other_cert);
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
        swap_certificate(b, &b->other_cert.at[b->kept - 1]);
    b->kept = 0;
    b->about = NULL;
}

static void take_in_hand(struct bundle *b, struct other_certificate *place)
{
    b->kept = (size_t)(place - b->other_cert.at) + 1;
    swap_certificate(b, place);
}

/* What `cert.` and `this.` say, after another certificate or unit was taken in hand in place of the unit `left`. */
static int tell_anew(const struct bundle *b, const char *left, struct facts *f, struct err *e)
{
    for (size_t i = 0; i < b->scheme->units.n; i++)
        tell_this(columns_of(f, &b->scheme->units.at[i]), NULL, f);
    bundle_forget_certificate(b, f);
    int rc = bundle_facts_certificate(b, f, e);
    if (rc)
        return rc;
    tell_unit(b, left, f);
    tell_unit(b, unit_in_hand(b), f);
    tell_in_hand(b, f);
    return 0;
}

int bundle_about_unit(struct bundle *b, const char *unit, struct facts *f, struct err *e)
{
    const char *left = unit_in_hand(b);
    if (unit && !unit_exists(b, unit, f->arena))
        return err_set(e, E_NOTFOUND, "case.no-unit", unit, NULL);
    take_back_own(b);
    b->about = unit;
    if (unit && !b->c.certificate_id) /* a case about one certificate keeps it, whatever unit it speaks of */
        take_in_hand(b, place_of(b, unit));
    return tell_anew(b, left, f, e);
}

int bundle_about_certificate(struct app *app, struct bundle *b, int64_t certificate_id, struct facts *f, struct err *e)
{
    const char *left = unit_in_hand(b);
    struct other_certificate *place = NULL;
    take_back_own(b);
    for (size_t i = 0; i < b->other_cert.n; i++)
        if (b->other_cert.at[i].cert.id == certificate_id)
            place = &b->other_cert.at[i];
    int rc = 0;
    if (certificate_id && certificate_id != b->cert.id && !place) {
        place = LIST_ADD(b->arena, &b->other_cert);
        rc = rows_get_id(app->db, &certificate_type, certificate_id, &place->cert, b->arena, e);
        if (!rc)
            rc = bundle_load_other_certificate(app->db, b, place, e);
    }
    if (rc)
        return rc;
    if (place && certificate_id)
        take_in_hand(b, place);
    return tell_anew(b, left, f, e);
}
