#include "core/rule/scheme.h"

#include "core/base/str.h"

/* Element with that id in an array of structs that begin with a struct rule. */
static const void *by_id(const void *at, size_t n, size_t size, const char *id)
{
    if (!id)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const struct rule *rule = (const void *)((const char *)at + i * size);
        if (str_eq(rule->id, id))
            return rule;
    }
    return NULL;
}
#define BY_ID(span_, id_) by_id((span_).at, (span_).n, sizeof *(span_).at, (id_))

#define LOOKUP(function_, def_, member_)                                              \
    const struct def_ *function_(const struct scheme *s, const char *id)              \
    {                                                                                 \
        return BY_ID(s->member_, id);                                                 \
    }
LOOKUP(scheme_role, role_def, roles)
LOOKUP(scheme_param, param_def, params)
LOOKUP(scheme_fact, fact_def, facts)
LOOKUP(scheme_case_type, case_type_def, case_types)
LOOKUP(scheme_machine, machine_def, machines)
LOOKUP(scheme_task, task_def, tasks)
LOOKUP(scheme_query, query_def, queries)
LOOKUP(scheme_flag, flag_def, flags)
LOOKUP(scheme_unit, unit_def, units)
LOOKUP(scheme_item_list, item_list_def, item_lists)
LOOKUP(scheme_form, form_def, forms)
LOOKUP(scheme_checklist, checklist_def, checklists)
LOOKUP(scheme_decision, decision_def, decisions)
LOOKUP(scheme_period, period_def, periods)
LOOKUP(scheme_deadline, deadline_def, deadlines)
LOOKUP(scheme_fee, fee_def, fees)
LOOKUP(scheme_series, series_def, series)
LOOKUP(scheme_received, received_def, received)
LOOKUP(scheme_issued, issued_def, issued)
LOOKUP(scheme_addressee, addressee_def, addressees)
LOOKUP(scheme_return, return_def, returns)
LOOKUP(scheme_register, register_def, registers)
LOOKUP(scheme_ledger, ledger_def, ledgers)
LOOKUP(scheme_report, ledger_def, reports)
LOOKUP(scheme_retention, retention_def, retention)

const struct field_def *scheme_unit_list(const struct scheme *s, const struct unit_def *unit)
{
    struct str rest = str_of(unit->list), prefix, id;
    if (!str_split(&rest, '.', &prefix) || !str_split(&rest, '.', &id) || !rest.p)
        return NULL;
    for (size_t i = 0; i < s->forms.n; i++) {
        const struct form_def *form = &s->forms.at[i];
        if (str_is(id, form->rule.id))
            return form_field(form, rest.p) ? form_field(form, rest.p) : BY_ID(form->head, rest.p);
    }
    return NULL;
}

const struct refusal_def *scheme_refusal(const struct scheme *s, const char *id)
{
    for (size_t i = 0; i < s->refusals.n; i++)
        if (str_eq(s->refusals.at[i].id, id))
            return &s->refusals.at[i];
    return NULL;
}

const struct machine_def *scheme_certificate_machine(const struct scheme *s)
{
    for (size_t i = 0; i < s->machines.n; i++)
        if (s->machines.at[i].of == MACHINE_CERTIFICATE)
            return &s->machines.at[i];
    return NULL;
}

const struct machine_def *scheme_case_machine(const struct scheme *s, const char *case_type)
{
    const struct case_type_def *type = scheme_case_type(s, case_type);
    return type ? scheme_machine(s, type->machine) : NULL;
}

const struct series_def *scheme_series_of(const struct scheme *s, enum series_of of)
{
    for (size_t i = 0; i < s->series.n; i++)
        if (s->series.at[i].of == of)
            return &s->series.at[i];
    return NULL;
}

const char *scheme_body(const struct scheme *s, struct date on)
{
    for (size_t i = 0; i < s->bodies.n; i++) {
        const struct body_def *body = &s->bodies.at[i];
        if (date_compare(body->from, on) <= 0 && (date_is_none(body->until) || date_compare(on, body->until) <= 0))
            return body->name;
    }
    return NULL;
}

bool fee_is_quoted(const struct fee_def *fee)
{
    for (size_t i = 0; i < fee->rows.n; i++)
        if (fee->rows.at[i].kind == PRICE_QUOTE)
            return true;
    return false;
}

const struct state_def *machine_state(const struct machine_def *m, const char *id)
{
    return BY_ID(m->states, id);
}

const struct state_def *machine_start(const struct machine_def *m)
{
    for (size_t i = 0; i < m->states.n; i++)
        if (m->states.at[i].start)
            return &m->states.at[i];
    return NULL;
}

const struct transition_def *machine_transition(const struct machine_def *m, const char *id)
{
    return BY_ID(m->transitions, id);
}

bool transition_leaves(const struct machine_def *m, const struct transition_def *t, const char *state)
{
    if (str_empty(state))
        return t->from_none;
    if (t->from.n > 0)
        return texts_have(&t->from, state);
    const struct state_def *from = machine_state(m, state);
    return !t->from_none && from && !from->final;
}

const struct item_def *item_list_item(const struct item_list_def *l, const char *id)
{
    return BY_ID(l->items, id);
}

const struct field_def *form_field(const struct form_def *f, const char *id)
{
    return BY_ID(f->fields, id);
}

const struct field_def *field_column(const struct field_def *list, const char *id)
{
    return BY_ID(list->of, id);
}

const struct check_item_def *checklist_item(const struct checklist_def *c, const char *id)
{
    return BY_ID(c->items, id);
}

const struct result_def *checklist_result(const struct checklist_def *c, const char *id)
{
    return BY_ID(c->results, id);
}
