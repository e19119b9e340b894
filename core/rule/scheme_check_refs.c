/* Every id that is referred to exists, and every guard id has a text. */
#include "core/rule/scheme_proof.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/facts.h"

/* Ids of one kind, for "did you mean". */
struct names {
    LIST(const char *) all;
};

static void add_ids(struct proving *p, struct names *names, const void *at, size_t n, size_t size)
{
    for (size_t i = 0; i < n; i++)
        *LIST_ADD(p->a, &names->all) = ((const struct rule *)(const void *)((const char *)at + i * size))->id;
}
#define ADD_IDS(p_, names_, span_) add_ids((p_), (names_), (span_).at, (span_).n, sizeof *(span_).at)

static void add_states(struct proving *p, struct names *names, const struct machine_def *machine)
{
    for (size_t i = 0; i < p->s->machines.n; i++)
        if (machine ? machine == &p->s->machines.at[i] : p->s->machines.at[i].of == MACHINE_CASE)
            ADD_IDS(p, names, p->s->machines.at[i].states);
}

/* form.F.field of type list, in plain fields and in heads of matrix forms */
static void add_list_fields(struct proving *p, struct names *names)
{
    for (size_t i = 0; i < p->s->forms.n; i++) {
        const struct form_def *form = &p->s->forms.at[i];
        const struct field_def *fields = form->rows ? form->head.at : form->fields.at;
        size_t n = form->rows ? form->head.n : form->fields.n;
        for (size_t k = 0; k < n; k++)
            if (fields[k].type == INPUT_LIST)
                *LIST_ADD(p->a, &names->all) = arena_printf(p->a, "form.%s.%s", form->rule.id, fields[k].rule.id);
    }
}

static void add_field_names(struct proving *p, struct names *names)
{
    for (size_t i = 0; i < p->s->forms.n; i++) {
        const struct form_def *form = &p->s->forms.at[i];
        const char *middle = form->rows ? ".*" : "";
        for (size_t k = 0; k < form->fields.n; k++) {
            const struct field_def *field = &form->fields.at[k];
            const char *name = arena_printf(p->a, "form.%s%s.%s", form->rule.id, middle, field->rule.id);
            *LIST_ADD(p->a, &names->all) = name;
            for (size_t c = 0; c < field->of.n; c++)
                *LIST_ADD(p->a, &names->all) = arena_printf(p->a, "%s.%s", name, field->of.at[c].rule.id);
        }
        for (size_t k = 0; k < form->head.n; k++) {
            const char *name = arena_printf(p->a, "form.%s.%s", form->rule.id, form->head.at[k].rule.id);
            *LIST_ADD(p->a, &names->all) = name;
            for (size_t c = 0; c < form->head.at[k].of.n; c++)
                *LIST_ADD(p->a, &names->all) = arena_printf(p->a, "%s.%s", name, form->head.at[k].of.at[c].rule.id);
        }
    }
}

/* Facts of case and certificate that nobody computes, and amounts by quotation. */
static void add_settable(struct proving *p, struct names *names)
{
    for (size_t i = 0; p->s->names && i < fact_names_count(p->s->names); i++) {
        const struct fact_name *fact = fact_names_at(p->s->names, i);
        bool record = str_starts(fact->name, "case.") || str_starts(fact->name, "cert.") || scheme_fact(p->s, fact->name);
        if (fact->origin == FACT_GIVEN && record)
            *LIST_ADD(p->a, &names->all) = fact->name;
    }
    for (size_t i = 0; i < p->s->fees.n; i++)
        if (fee_is_quoted(&p->s->fees.at[i]))
            *LIST_ADD(p->a, &names->all) = arena_printf(p->a, "fee.%s.quote", p->s->fees.at[i].rule.id);
}

static void add_guards(struct proving *p, struct names *names)
{
    for (size_t i = 0; i < p->s->refusals.n; i++)
        *LIST_ADD(p->a, &names->all) = p->s->refusals.at[i].id;
}

static void add_acts(struct proving *p, struct names *names)
{
    *LIST_ADD(p->a, &names->all) = "review";
    ADD_IDS(p, names, p->s->tasks);
    ADD_IDS(p, names, p->s->checklists);
    for (size_t i = 0; i < p->s->machines.n; i++)
        ADD_IDS(p, names, p->s->machines.at[i].transitions);
}

static void collect(struct proving *p, enum ref_kind kind, const struct machine_def *machine, struct names *names)
{
    const struct scheme *s = p->s;
    const struct machine_def *certificate = scheme_certificate_machine(s);
    switch (kind) {
    case REF_ROLE: ADD_IDS(p, names, s->roles); break;
    case REF_CASE_TYPE: ADD_IDS(p, names, s->case_types); break;
    case REF_MACHINE: ADD_IDS(p, names, s->machines); break;
    case REF_STATE: add_states(p, names, machine); break;
    case REF_CERT_TRANSITION:
        if (certificate)
            ADD_IDS(p, names, certificate->transitions);
        break;
    case REF_FORM: ADD_IDS(p, names, s->forms); break;
    case REF_LIST_FIELD: add_list_fields(p, names); break;
    case REF_FIELD: add_field_names(p, names); break;
    case REF_ITEM_LIST: ADD_IDS(p, names, s->item_lists); break;
    case REF_CHECKLIST: ADD_IDS(p, names, s->checklists); break;
    case REF_DECISION: ADD_IDS(p, names, s->decisions); break;
    case REF_PERIOD: ADD_IDS(p, names, s->periods); break;
    case REF_DEADLINE: ADD_IDS(p, names, s->deadlines); break;
    case REF_FEE: ADD_IDS(p, names, s->fees); break;
    case REF_SERIES: ADD_IDS(p, names, s->series); break;
    case REF_RECEIVED: ADD_IDS(p, names, s->received); break;
    case REF_ISSUED: ADD_IDS(p, names, s->issued); break;
    case REF_ADDRESSEE: ADD_IDS(p, names, s->addressees); break;
    case REF_RETURN: ADD_IDS(p, names, s->returns); break;
    case REF_REGISTER: ADD_IDS(p, names, s->registers); break;
    case REF_LEDGER: ADD_IDS(p, names, s->ledgers); break;
    case REF_RETENTION: ADD_IDS(p, names, s->retention); break;
    case REF_TASK: ADD_IDS(p, names, s->tasks); break;
    case REF_QUERY: ADD_IDS(p, names, s->queries); break;
    case REF_FLAG: ADD_IDS(p, names, s->flags); break;
    case REF_UNIT: ADD_IDS(p, names, s->units); break;
    case REF_EACH:
        ADD_IDS(p, names, s->units);
        *LIST_ADD(p->a, &names->all) = "same_party_cert";
        break;
    case REF_GUARD: add_guards(p, names); break;
    case REF_SETTABLE: add_settable(p, names); break;
    case REF_TASK_OR_TRANSITION: add_acts(p, names); break;
    case REF_NONE:
    case REF_KIND_COUNT: break;
    }
}

/* What a message calls a thing of this kind. */
static const char *const kind_names[REF_KIND_COUNT] = {
    [REF_NONE] = "",
    [REF_ROLE] = "role",
    [REF_CASE_TYPE] = "case type",
    [REF_MACHINE] = "machine",
    [REF_STATE] = "state",
    [REF_CERT_TRANSITION] = "transition of the certificate",
    [REF_FORM] = "form",
    [REF_LIST_FIELD] = "list field",
    [REF_FIELD] = "field",
    [REF_ITEM_LIST] = "item list",
    [REF_CHECKLIST] = "checklist",
    [REF_DECISION] = "decision",
    [REF_PERIOD] = "period",
    [REF_DEADLINE] = "deadline",
    [REF_FEE] = "fee",
    [REF_SERIES] = "series",
    [REF_RECEIVED] = "received paper",
    [REF_ISSUED] = "issued paper",
    [REF_ADDRESSEE] = "addressee",
    [REF_RETURN] = "return rule",
    [REF_REGISTER] = "register",
    [REF_LEDGER] = "ledger",
    [REF_RETENTION] = "retention rule",
    [REF_TASK] = "task",
    [REF_QUERY] = "query",
    [REF_FLAG] = "flag",
    [REF_UNIT] = "unit",
    [REF_EACH] = "unit, or same_party_cert",
    [REF_GUARD] = "refusal",
    [REF_SETTABLE] = "fact that can be set",
    [REF_TASK_OR_TRANSITION] = "task or transition",
};

static bool exists(const struct names *names, const char *id)
{
    for (size_t i = 0; i < names->all.n; i++)
        if (str_eq(names->all.at[i], id))
            return true;
    return false;
}

/* Names of each kind are collected once; those of states once for each machine. */
struct known {
    struct names of[REF_KIND_COUNT];
    bool done[REF_KIND_COUNT];
    const struct machine_def *machine;
};

static const struct names *known_names(struct proving *p, struct known *known, const struct reference *ref)
{
    if (ref->kind == REF_STATE && known->machine != ref->machine) {
        known->machine = ref->machine;
        known->done[REF_STATE] = false;
        known->of[REF_STATE] = (struct names){0};
    }
    if (!known->done[ref->kind])
        collect(p, ref->kind, ref->machine, &known->of[ref->kind]);
    known->done[ref->kind] = true;
    return &known->of[ref->kind];
}

static void check_refs(struct proving *p, bool guards)
{
    struct known *known = ARENA_NEW(p->a, struct known);
    for (size_t i = 0; i < p->s->uses->refs.n; i++) {
        const struct reference *ref = &p->s->uses->refs.at[i];
        if ((ref->kind == REF_GUARD) != guards)
            continue;
        const struct names *names = known_names(p, known, ref);
        if (exists(names, ref->id))
            continue;
        const char *near = str_nearest(ref->id, names->all.at, names->all.n);
        if (guards)
            proof_fails(p, ref->at, near, "scheme.guard-text", ref->id, NULL);
        else
            proof_fails(p, ref->at, near, "scheme.unknown-id", ref->id, kind_names[ref->kind], NULL);
    }
}

void prove_references(struct proving *p)
{
    check_refs(p, false);
}

void prove_guard_texts(struct proving *p)
{
    check_refs(p, true);
}
