/* Facts of the certificate, the money and the papers of a bundle: what effects change on the way. */
#include "core/app/bundle_internal.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/form_facts.h"
#include "core/rule/lifecycle.h"

bool bundle_in_force(const struct machine_def *m, const char *state)
{
    const struct state_def *s = state ? machine_state(m, state) : NULL;
    return s && s->in_force;
}

/* What happened to the certificate, oldest first. */
static int fill_events(const struct bundle *b, const struct machine_def *m, struct facts *f, struct err *e)
{
    int rc = facts_list_clear(f, "event", e);
    struct value *row;
    for (size_t i = 0; !rc && i < b->event.n; i++) {
        const struct certificate_event *ev = &b->event.at[i];
        const struct transition_def *t = machine_transition(m, ev->transition);
        rc = bundle_add_record(f, "event", &certificate_event_type, ev, &row, e);
        if (rc)
            return rc;
        bundle_set_cell(f, "event", row, "from", value_text(ev->from_state));
        bundle_set_cell(f, "event", row, "to", value_text(ev->to_state));
        bundle_set_cell(f, "event", row, "label", value_text(t ? t->rule.label : ev->transition));
    }
    return rc;
}

static void forget(struct facts *f, const char *prefix)
{
    for (size_t i = 0; i < fact_names_count(f->names); i++) {
        const struct fact_name *name = fact_names_at(f->names, i);
        if (str_starts(name->name, prefix) && name->origin == FACT_GIVEN)
            facts_set_slot(f, name, value_undefined());
    }
}

void bundle_forget_certificate(const struct bundle *b, struct facts *f)
{
    struct err e;
    forget(f, "cert.");
    for (size_t i = 0; i < b->scheme->registers.n; i++)
        forget(f, arena_printf(f->arena, "register.%s.", b->scheme->registers.at[i].rule.id));
    facts_set_slot(f, fact_names_find(f->names, "cert.in_force"), value_bool(false));
    if (facts_list_clear(f, "event", &e) != 0)
        return; /* a scheme without certificates has no such list */
}

static int fill_entry(const struct bundle *b, const struct register_entry *entry, struct facts *f, struct err *e)
{
    const char *name = arena_printf(f->arena, "register.%s", entry->register_id);
    int rc = bundle_set_record(f, name, &register_entry_type, entry, e);
    bool own = b->c.id && entry->case_id == b->c.id;
    return rc ? rc : facts_set(f, arena_printf(f->arena, "%s.own", name), value_bool(own), e);
}

int bundle_facts_certificate(const struct bundle *b, struct facts *f, struct err *e)
{
    const struct machine_def *m = scheme_certificate_machine(b->scheme);
    if (!b->cert.id || !m)
        return 0;
    int rc = bundle_set_record(f, "cert", &certificate_type, &b->cert, e);
    if (!rc)
        rc = bundle_set_declared(b, "certificate", "cert", f, e);
    if (rc)
        return rc;
    struct dated_state now = certificate_state_on(m, b->event.at, b->event.n, f, facts_today(f));
    rc = bundle_set_text(f, "cert.state", now.state, e);
    if (!rc)
        rc = bundle_set_date(f, "cert.state_since", now.since, e);
    if (!rc)
        rc = facts_set(f, "cert.in_force", value_bool(bundle_in_force(m, now.state)), e);
    if (!rc)
        rc = fill_events(b, m, f, e);
    for (size_t i = 0; !rc && i < b->entry.n; i++)
        rc = fill_entry(b, &b->entry.at[i], f, e);
    return rc;
}

static int fill_payments(const struct bundle *b, struct facts *f, int64_t *paid_r, struct err *e)
{
    int rc = facts_list_clear(f, "payment", e);
    int64_t paid = 0;
    for (size_t i = 0; !rc && i < b->payment.n; i++) {
        paid += b->payment.at[i].amount.v;
        rc = bundle_add_record(f, "payment", &payment_type, &b->payment.at[i], NULL, e);
    }
    *paid_r = paid;
    return rc ? rc : facts_set(f, "paid", value_yen((struct yen){paid}), e);
}

/* A row of `bill`; what was paid goes to the oldest fee first. */
static int fill_bill(const struct bundle *b, const struct fee *fee, struct yen paid, struct facts *f, struct err *e)
{
    struct value *row;
    const struct fee_def *def = scheme_fee(b->scheme, fee->rule);
    int rc = bundle_add_record(f, "bill", &fee_type, fee, &row, e);
    if (rc)
        return rc;
    bundle_set_cell(f, "bill", row, "fee", value_text(fee->rule));
    bundle_set_cell(f, "bill", row, "label", value_text(def ? def->rule.label : fee->rule));
    bundle_set_cell(f, "bill", row, "rate", value_int(fee->rate_bp / 100));
    bundle_set_cell(f, "bill", row, "due", value_date(fee->due_on));
    bundle_set_cell(f, "bill", row, "paid", value_yen(paid));
    return 0;
}

int bundle_facts_money(const struct bundle *b, struct facts *f, struct err *e)
{
    int64_t left;
    int rc = fill_payments(b, f, &left, e);
    if (!rc)
        rc = facts_list_clear(f, "bill", e);
    for (size_t i = 0; !rc && i < b->fee.n; i++) {
        const struct fee *fee = &b->fee.at[i];
        bool counts = !str_eq(fee->state, "void") && !str_eq(fee->state, "waived");
        struct yen paid = {counts && left > 0 ? (left < fee->gross.v ? left : fee->gross.v) : 0};
        left -= paid.v;
        rc = fill_bill(b, fee, paid, f, e);
        if (!rc && !str_eq(fee->state, "void"))
            rc = bundle_set_record(f, arena_printf(f->arena, "fee.%s", fee->rule), &fee_type, fee, e);
    }
    return rc;
}

/* The newest paper of a kind that was issued in the case, or of a certificate alone; they come oldest first. */
static int fill_issued(const struct bundle *b, const struct paper *p, struct facts *f, struct err *e)
{
    const char *on = arena_printf(f->arena, "issued.%s.issued_on", p->class);
    bool other = b->c.id && p->case_id != b->c.id;
    if (other || str_eq(p->custody, "void") || !fact_names_find(f->names, on))
        return 0;
    int rc = bundle_set_date(f, on, p->issued_on, e);
    return rc ? rc : bundle_set_text(f, arena_printf(f->arena, "issued.%s.number", p->class), p->number, e);
}

int bundle_facts_papers(const struct bundle *b, struct facts *f, struct err *e)
{
    int rc = facts_list_clear(f, "doc", e);
    struct value *row;
    for (size_t i = 0; !rc && i < b->paper.n; i++) {
        const struct paper *p = &b->paper.at[i];
        if (!str_eq(p->direction, "received")) {
            rc = fill_issued(b, p, f, e);
            continue;
        }
        rc = bundle_add_record(f, "doc", &paper_type, p, &row, e);
        if (!rc)
            bundle_set_cell(f, "doc", row, "returned", value_bool(str_eq(p->custody, "returned")));
    }
    if (!rc)
        rc = facts_list_clear(f, "file_doc", e);
    for (size_t i = 0; !rc && i < b->file_paper.n; i++)
        rc = bundle_add_record(f, "file_doc", &paper_type, &b->file_paper.at[i], NULL, e);
    return rc;
}
