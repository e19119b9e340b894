/* Proofs about machines: every state can be reached and left, every transition has somebody who does it. */
#include "core/rule/scheme_proof.h"

#include "core/base/str.h"
#include "core/rule/expr.h"

static void check_start(struct proving *p, const struct machine_def *machine)
{
    size_t starts = 0;
    bool none = false;
    for (size_t i = 0; i < machine->states.n; i++)
        starts += machine->states.at[i].start;
    for (size_t i = 0; i < machine->transitions.n; i++)
        none = none || machine->transitions.at[i].from_none;
    if (starts > 1 || (starts == 0 && !none))
        proof_fails(p, machine->rule.at, NULL, "scheme.start-state", machine->rule.id, NULL);
}

static void check_finals(struct proving *p, const struct machine_def *machine)
{
    for (size_t i = 0; i < machine->transitions.n; i++) {
        const struct transition_def *t = &machine->transitions.at[i];
        for (size_t k = 0; k < t->from.n; k++) {
            const struct state_def *state = machine_state(machine, t->from.at[k]);
            if (state && state->final && t->to)
                proof_fails(p, t->rule.at, NULL, "scheme.leaves-final", t->rule.id, state->rule.id, NULL);
        }
        if (!t->to && t->from_none)
            proof_fails(p, t->rule.at, NULL, "scheme.stays-in-none", t->rule.id, NULL);
    }
}

void prove_machines(struct proving *p)
{
    const struct machine_def *certificate = scheme_certificate_machine(p->s);
    for (size_t i = 0; i < p->s->machines.n; i++) {
        const struct machine_def *machine = &p->s->machines.at[i];
        check_start(p, machine);
        check_finals(p, machine);
        if (machine->of == MACHINE_CERTIFICATE && machine != certificate)
            proof_fails(p, machine->rule.at, NULL, "scheme.two-certificate-machines", machine->rule.id, NULL);
    }
}

static size_t state_index(const struct machine_def *machine, const char *id)
{
    size_t i = 0;
    while (i < machine->states.n && !str_eq(machine->states.at[i].rule.id, id))
        i++;
    return i;
}

/* Marks what follows from marked states by one transition each way; true if something new was marked. */
static bool spread(const struct machine_def *machine, bool *marked, bool backward)
{
    bool new = false;
    for (size_t i = 0; i < machine->transitions.n; i++) {
        const struct transition_def *t = &machine->transitions.at[i];
        size_t to = t->to ? state_index(machine, t->to) : machine->states.n;
        if (to == machine->states.n)
            continue;
        for (size_t from = 0; from < machine->states.n; from++) {
            if (!transition_leaves(machine, t, machine->states.at[from].rule.id))
                continue;
            size_t known = backward ? to : from, next = backward ? from : to;
            if (marked[known] && !marked[next])
                marked[next] = new = true;
        }
    }
    return new;
}

void prove_states_reachable(struct proving *p)
{
    for (size_t m = 0; m < p->s->machines.n; m++) {
        const struct machine_def *machine = &p->s->machines.at[m];
        bool *marked = ARENA_ARRAY(p->a, bool, machine->states.n);
        for (size_t i = 0; i < machine->states.n; i++)
            marked[i] = machine->states.at[i].start;
        for (size_t i = 0; i < machine->transitions.n; i++) {
            const struct transition_def *t = &machine->transitions.at[i];
            size_t to = t->from_none && t->to ? state_index(machine, t->to) : machine->states.n;
            if (to < machine->states.n)
                marked[to] = true;
        }
        while (spread(machine, marked, false))
            ;
        for (size_t i = 0; i < machine->states.n; i++)
            if (!marked[i])
                proof_fails(p, machine->states.at[i].rule.at, NULL, "scheme.unreachable", machine->states.at[i].rule.id,
                            machine->states.at[i].rule.label, NULL);
    }
}

/* Every state leads to a final one: nothing stays open for ever. */
void prove_states_left(struct proving *p)
{
    for (size_t m = 0; m < p->s->machines.n; m++) {
        const struct machine_def *machine = &p->s->machines.at[m];
        bool *marked = ARENA_ARRAY(p->a, bool, machine->states.n);
        for (size_t i = 0; i < machine->states.n; i++)
            marked[i] = machine->states.at[i].final;
        while (spread(machine, marked, true))
            ;
        for (size_t i = 0; i < machine->states.n; i++)
            if (!marked[i])
                proof_fails(p, machine->states.at[i].rule.at, NULL, "scheme.no-way-out", machine->states.at[i].rule.id,
                            machine->states.at[i].rule.label, NULL);
    }
}

void prove_actors(struct proving *p)
{
    for (size_t m = 0; m < p->s->machines.n; m++) {
        const struct machine_def *machine = &p->s->machines.at[m];
        for (size_t i = 0; i < machine->transitions.n; i++) {
            const struct transition_def *t = &machine->transitions.at[i];
            bool called = machine->of == MACHINE_CERTIFICATE && proof_effect_on(p->s, EFFECT_CERTIFICATE, t->rule.id);
            bool opens = machine->of == MACHINE_CASE && t->from_none;
            if (t->roles.n == 0 && !formula_given(&t->automatic) && !called && !opens)
                proof_fails(p, t->rule.at, NULL, "scheme.nobody-does", t->rule.id, t->rule.label, NULL);
            if (t->distinct && !str_eq(t->distinct, "review") && !scheme_checklist(p->s, t->distinct))
                proof_fails(p, t->rule.at, "review", "scheme.unknown-id", t->distinct, "checklist", NULL);
        }
    }
}

/* Machines of tracks are started by an effect, those of cases belong to a case type. */
static void check_machine_used(struct proving *p, const struct machine_def *machine)
{
    bool used = machine->of == MACHINE_CERTIFICATE ||
                (machine->of == MACHINE_TRACK && proof_effect_on(p->s, EFFECT_TRACK_START, machine->rule.id));
    for (size_t i = 0; i < p->s->case_types.n; i++)
        used = used || str_eq(p->s->case_types.at[i].machine, machine->rule.id);
    if (!used)
        proof_fails(p, machine->rule.at, NULL, "scheme.machine-unused", machine->rule.id, NULL);
}

static void check_case_type(struct proving *p, const struct case_type_def *type)
{
    const struct machine_def *machine = scheme_machine(p->s, type->machine);
    if (machine && machine->of != MACHINE_CASE)
        proof_fails(p, type->rule.at, NULL, "scheme.machine-of", type->rule.id, type->machine, NULL);
    if (type->certificate != CERT_NONE && !scheme_certificate_machine(p->s))
        proof_fails(p, type->rule.at, NULL, "scheme.no-certificate-machine", type->rule.id, NULL);
    if (type->exclusive && !type->duplicate && !p->s->standard_refusals.duplicate)
        proof_fails(p, type->rule.at, NULL, "scheme.no-duplicate-refusal", type->rule.id, NULL);
    for (size_t i = 0; i < p->s->case_types.n && &p->s->case_types.at[i] != type; i++)
        if (type->letter && str_eq(p->s->case_types.at[i].letter, type->letter))
            proof_fails(p, type->rule.at, NULL, "scheme.letter-twice", type->letter, type->rule.id,
                        p->s->case_types.at[i].rule.id, NULL);
}

void prove_case_types(struct proving *p)
{
    for (size_t i = 0; i < p->s->case_types.n; i++)
        check_case_type(p, &p->s->case_types.at[i]);
    for (size_t i = 0; i < p->s->machines.n; i++)
        check_machine_used(p, &p->s->machines.at[i]);
    if (p->s->case_types.n == 0)
        proof_fails(p, p->s->rule.at, NULL, "scheme.missing-key", "case_types", "lifecycle", NULL);
}
