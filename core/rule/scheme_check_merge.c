/* Proof that no place of an issued paper can be empty.
 *
 * A place is safe when its value is always defined, or when it is known where the paper is issued: facts that every way to
 * that state has asked for (`required: true`), set, numbered or billed. They are found by following the machines until
 * nothing changes any more. */
#include "core/rule/scheme_proof.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/expr.h"

/* What is known is a set of facts, a bit for each slot: sets are met by the ten thousand. */
enum { WORD_BITS = 64 };

struct flow {
    struct proving *p;
    size_t n_words;        /* of a set */
    uint64_t **state;      /* by machine: a set for each of its states */
    uint64_t *certificate; /* what is known of any certificate in being */
};

static uint64_t *new_set(const struct flow *f)
{
    return ARENA_ARRAY(f->p->a, uint64_t, f->n_words);
}

static void fill(const struct flow *f, uint64_t *known, bool all)
{
    memset(known, all ? 0xFF : 0, f->n_words * sizeof *known);
}

static uint64_t *of_state(const struct flow *f, size_t machine, size_t state)
{
    return f->state[machine] + state * f->n_words;
}

/* What both know; true if that is less than `known` was. */
static bool meet(const struct flow *f, uint64_t *known, const uint64_t *other)
{
    uint64_t lost = 0;
    for (size_t i = 0; i < f->n_words; i++) {
        lost |= known[i] & ~other[i];
        known[i] &= other[i];
    }
    return lost != 0;
}

static void join(const struct flow *f, uint64_t *known, const uint64_t *other)
{
    for (size_t i = 0; i < f->n_words; i++)
        known[i] |= other[i];
}

static void learn(const struct flow *f, uint64_t *known, const char *fact)
{
    const struct fact_name *name = fact_names_find(f->p->s->names, fact);
    if (name)
        known[name->slot / WORD_BITS] |= UINT64_C(1) << name->slot % WORD_BITS;
}

static void learn_billed(const struct flow *f, uint64_t *known, const char *fee)
{
    static const char *const parts[] = {"net", "tax", "gross", "rate", "count"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        learn(f, known, arena_printf(f->p->a, "fee.%s.%s", fee, parts[i]));
    learn(f, known, "owed");
}

static void learn_effect(const struct flow *f, uint64_t *known, const struct effect_def *effect)
{
    const struct series_def *series = effect->kind == EFFECT_NUMBER ? scheme_series(f->p->s, effect->id) : NULL;
    if (effect->kind == EFFECT_FEE_BILL)
        learn_billed(f, known, effect->id);
    if (series && series->of == SERIES_CASE)
        learn(f, known, "case.number");
    if (series && series->of == SERIES_CERTIFICATE)
        learn(f, known, "cert.number");
    if (effect->kind == EFFECT_PERIOD) {
        learn(f, known, "cert.valid_from");
        learn(f, known, "cert.valid_until");
    }
    for (size_t i = 0; effect->kind == EFFECT_SET && i < effect->set.n; i++)
        if (effect->set.at[i].value.expr && expr_always_defined(effect->set.at[i].value.expr))
            learn(f, known, effect->set.at[i].fact);
}

/* What a transition itself makes known. */
static void learn_transition(const struct flow *f, uint64_t *known, const struct transition_def *t)
{
    for (size_t i = 0; i < t->asks.n; i++) {
        struct value v;
        const struct formula *required = &t->asks.at[i].required;
        if (required->expr && expr_is_constant(required->expr, &v) && value_true(v))
            learn(f, known, t->asks.at[i].fact);
    }
    for (size_t i = 0; i < t->effects.n; i++)
        if (!formula_given(&t->effects.at[i].cond) || t->effects.at[i].kind == EFFECT_FEE_BILL)
            learn_effect(f, known, &t->effects.at[i]);
}

/* What is known when t is done: what every state that it leaves knows, and its own. */
static void known_at(const struct flow *f, size_t machine, const struct transition_def *t, uint64_t *known)
{
    const struct machine_def *m = &f->p->s->machines.at[machine];
    fill(f, known, !t->from_none);
    for (size_t i = 0; i < m->states.n && !t->from_none; i++)
        if (transition_leaves(m, t, m->states.at[i].rule.id))
            meet(f, known, of_state(f, machine, i));
    learn_transition(f, known, t);
}

/* One round over a machine; true if some state knows less than before. */
static bool follow(const struct flow *f, size_t machine, uint64_t *known)
{
    const struct machine_def *m = &f->p->s->machines.at[machine];
    bool changed = false;
    for (size_t k = 0; k < m->transitions.n; k++) {
        const struct transition_def *t = &m->transitions.at[k];
        known_at(f, machine, t, known);
        for (size_t i = 0; i < m->states.n && t->to; i++)
            if (str_eq(m->states.at[i].rule.id, t->to))
                changed |= meet(f, of_state(f, machine, i), known);
    }
    return changed;
}

static void follow_machine(const struct flow *f, size_t machine)
{
    const struct machine_def *m = &f->p->s->machines.at[machine];
    f->state[machine] = ARENA_ARRAY(f->p->a, uint64_t, m->states.n * f->n_words);
    for (size_t i = 0; i < m->states.n; i++)
        fill(f, of_state(f, machine, i), !m->states.at[i].start || m->of == MACHINE_CERTIFICATE);
    uint64_t *known = new_set(f);
    while (follow(f, machine, known))
        ;
}

/* What all states of the certificate know; cases that need a certificate know it too. */
static void follow_certificate(struct flow *f)
{
    f->certificate = new_set(f);
    for (size_t m = 0; m < f->p->s->machines.n; m++) {
        const struct machine_def *machine = &f->p->s->machines.at[m];
        if (machine->of != MACHINE_CERTIFICATE)
            continue;
        fill(f, f->certificate, true);
        for (size_t i = 0; i < machine->states.n; i++)
            meet(f, f->certificate, of_state(f, m, i));
    }
}

static bool needs_certificate(const struct scheme *s, const struct machine_def *machine)
{
    bool all = true;
    for (size_t i = 0; i < s->case_types.n; i++)
        if (str_eq(s->case_types.at[i].machine, machine->rule.id))
            all = all && (s->case_types.at[i].certificate == CERT_REQUIRED || s->case_types.at[i].certificate == CERT_IN_FORCE);
    return all && machine->of == MACHINE_CASE;
}

static void known_in_case(const struct flow *f, size_t machine, const struct transition_def *t, uint64_t *known)
{
    known_at(f, machine, t, known);
    if (needs_certificate(f->p->s, &f->p->s->machines.at[machine]))
        join(f, known, f->certificate);
}

/* A transition of the certificate knows also what every case knows that calls it. */
static void known_in_certificate(const struct flow *f, size_t machine, const struct transition_def *t, uint64_t *known)
{
    uint64_t *callers = new_set(f), *caller = new_set(f);
    bool any = false;
    fill(f, callers, true);
    for (size_t m = 0; m < f->p->s->machines.n; m++)
        for (size_t k = 0; k < f->p->s->machines.at[m].transitions.n; k++) {
            const struct transition_def *c = &f->p->s->machines.at[m].transitions.at[k];
            for (size_t i = 0; i < c->effects.n; i++)
                if (c->effects.at[i].kind == EFFECT_CERTIFICATE && str_eq(c->effects.at[i].id, t->rule.id)) {
                    known_in_case(f, m, c, caller);
                    meet(f, callers, caller);
                    any = true;
                }
        }
    known_at(f, machine, t, known);
    if (any && t->roles.n == 0 && !formula_given(&t->automatic))
        join(f, known, callers);
}

/* What is known since the deadline was opened; nothing, if no case opens it. */
static void known_since(const struct flow *f, const struct deadline_def *deadline, uint64_t *known)
{
    uint64_t *here = new_set(f);
    bool any = false;
    fill(f, known, true);
    for (size_t m = 0; m < f->p->s->machines.n; m++)
        for (size_t k = 0; k < f->p->s->machines.at[m].transitions.n; k++) {
            const struct transition_def *t = &f->p->s->machines.at[m].transitions.at[k];
            for (size_t i = 0; i < t->effects.n; i++)
                if (t->effects.at[i].kind == EFFECT_DEADLINE_OPEN && str_eq(t->effects.at[i].id, deadline->rule.id)) {
                    known_in_case(f, m, t, here);
                    meet(f, known, here);
                    any = true;
                }
        }
    if (!any)
        fill(f, known, false);
}

/* What is known wherever an effect issues the paper. */
static void known_of_paper(const struct flow *f, const char *paper, uint64_t *known)
{
    uint64_t *here = new_set(f);
    fill(f, known, true);
    for (size_t m = 0; m < f->p->s->machines.n; m++) {
        const struct machine_def *machine = &f->p->s->machines.at[m];
        for (size_t k = 0; k < machine->transitions.n; k++)
            for (size_t i = 0; i < machine->transitions.at[k].effects.n; i++) {
                const struct effect_def *effect = &machine->transitions.at[k].effects.at[i];
                if (effect->kind != EFFECT_PAPER_ISSUE || !str_eq(effect->id, paper))
                    continue;
                if (machine->of == MACHINE_CERTIFICATE)
                    known_in_certificate(f, m, &machine->transitions.at[k], here);
                else
                    known_in_case(f, m, &machine->transitions.at[k], here);
                meet(f, known, here);
            }
    }
    for (size_t d = 0; d < f->p->s->deadlines.n; d++)
        for (size_t i = 0; i < f->p->s->deadlines.at[d].missed.n; i++) {
            const struct effect_def *effect = &f->p->s->deadlines.at[d].missed.at[i];
            if (effect->kind != EFFECT_PAPER_ISSUE || !str_eq(effect->id, paper))
                continue;
            known_since(f, &f->p->s->deadlines.at[d], here);
            meet(f, known, here);
        }
}

struct places {
    const struct flow *f;
    const struct formula_use *use;
    const uint64_t *known;
};

static bool is_known(const struct fact_ref *ref, void *arg)
{
    const struct places *places = arg;
    size_t slot = (size_t)ref->fact->slot;
    return places->known && !ref->key && (places->known[slot / WORD_BITS] >> slot % WORD_BITS & 1) != 0;
}

static void check_place(const struct expr *x, size_t at, void *arg)
{
    struct places *places = arg;
    if (expr_defined_if(x, is_known, places))
        return;
    const char *fact = expr_first_fact(x);
    proof_fails(places->f->p, yaml_place(places->use->node, at), NULL, "scheme.may-be-empty", expr_text(x), fact ? fact : "",
                NULL);
}

void prove_merge_fields(struct proving *p)
{
    struct flow f = {.p = p, .n_words = (fact_names_count(p->s->names) + WORD_BITS - 1) / WORD_BITS};
    f.state = ARENA_ARRAY(p->a, uint64_t *, p->s->machines.n);
    for (size_t m = 0; m < p->s->machines.n; m++)
        follow_machine(&f, m);
    follow_certificate(&f);
    uint64_t *known = new_set(&f);
    for (size_t i = 0; i < p->s->uses->formulas.n; i++) {
        const struct formula_use *use = &p->s->uses->formulas.at[i];
        struct places places = {&f, use, NULL};
        for (size_t k = 0; k < p->s->issued.n; k++)
            if (&p->s->issued.at[k].text == use->merge) {
                known_of_paper(&f, p->s->issued.at[k].rule.id, known);
                places.known = known;
            }
        if (use->printed && use->merge->tmpl)
            tmpl_each_place(use->merge->tmpl, check_place, &places);
    }
}
