/* Proofs about papers, registers and people. */
#include "core/rule/scheme_proof.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/expr.h"

void prove_papers_issued(struct proving *p)
{
    const struct issued_def *certificate = NULL;
    for (size_t i = 0; i < p->s->issued.n; i++) {
        const struct issued_def *paper = &p->s->issued.at[i];
        if (!proof_effect_on(p->s, EFFECT_PAPER_ISSUE, paper->rule.id))
            proof_fails(p, paper->rule.at, NULL, "scheme.never-issued", paper->rule.id, paper->rule.label, NULL);
        if (paper->certificate && certificate)
            proof_fails(p, paper->rule.at, NULL, "scheme.two-certificate-papers", paper->rule.id, certificate->rule.id, NULL);
        if (paper->certificate)
            certificate = paper;
    }
}

void prove_custody(struct proving *p)
{
    for (size_t i = 0; i < p->s->received.n; i++) {
        const struct received_def *paper = &p->s->received.at[i];
        if (paper->custody == CUSTODY_NOT_SAID)
            proof_fails(p, paper->rule.at, NULL, "scheme.no-custody", paper->rule.id, NULL);
        if (!paper->returned && !paper->never_returned)
            proof_fails(p, paper->rule.at, NULL, "scheme.no-return", paper->rule.id, NULL);
    }
}

/* Some field says that this register may show it. */
static bool is_public(const struct scheme *s, const char *id)
{
    for (size_t i = 0; i < s->forms.n; i++)
        for (size_t k = 0; k < s->forms.at[i].fields.n; k++)
            if (str_eq(s->forms.at[i].fields.at[k].publish, id))
                return true;
    return false;
}

void prove_registers(struct proving *p)
{
    for (size_t i = 0; i < p->s->registers.n; i++) {
        const struct register_def *reg = &p->s->registers.at[i];
        /* One that no effect publishes is a list for the office; one of cases is read from them. */
        bool published = proof_effect_on(p->s, EFFECT_REGISTER_PUBLISH, reg->rule.id);
        if (!published && !reg->cases.n && is_public(p->s, reg->rule.id))
            proof_fails(p, reg->rule.at, NULL, "scheme.never-published", reg->rule.id, NULL);
        if (published && !formula_given(&reg->visible) && !proof_effect_on(p->s, EFFECT_REGISTER_WITHDRAW, reg->rule.id))
            proof_fails(p, reg->rule.at, NULL, "scheme.never-withdrawn", reg->rule.id, NULL);
        const struct form_def *form = reg->rows ? scheme_form(p->s, reg->rows) : NULL;
        if (form && !form->rows)
            proof_fails(p, reg->rule.at, NULL, "scheme.not-matrix", reg->rows, NULL);
    }
}

struct reads {
    bool decision, reviewed, certificate;
};

static void note_read(const struct fact_ref *ref, void *arg)
{
    struct reads *reads = arg;
    size_t n = strlen(ref->fact->name);
    bool outcome = n > 8 && str_starts(ref->fact->name, "check.") && str_eq(ref->fact->name + n - 8, ".outcome");
    reads->decision = reads->decision || outcome || str_starts(ref->fact->name, "decision.");
    reads->reviewed = reads->reviewed || str_eq(ref->fact->name, "actor.reviewed");
}

static void read_formula_facts(const struct formula *formula, struct reads *reads)
{
    if (formula->expr)
        expr_each_fact(formula->expr, note_read, reads);
}

/* A transition that acts on a certificate and whose guards ask the outcome of a review is the decision: who reviewed must
 * not take it. */
static void check_decider(struct proving *p, const struct transition_def *t)
{
    struct reads reads = {.reviewed = t->distinct != NULL};
    for (size_t i = 0; i < t->effects.n; i++)
        reads.certificate = reads.certificate || t->effects.at[i].kind == EFFECT_CERTIFICATE;
    for (size_t i = 0; i < t->guards.n; i++)
        read_formula_facts(&t->guards.at[i].cond, &reads);
    read_formula_facts(&t->mandatory, &reads);
    for (size_t i = 0; i < p->s->people.n; i++)
        if (str_eq(p->s->people.at[i].task, t->rule.id))
            read_formula_facts(&p->s->people.at[i].cond, &reads);
    if (reads.certificate && reads.decision && !reads.reviewed && t->roles.n > 0)
        proof_fails(p, t->rule.at, NULL, "scheme.same-person", t->rule.id, t->rule.label, NULL);
}

void prove_people(struct proving *p)
{
    for (size_t m = 0; m < p->s->machines.n; m++)
        for (size_t i = 0; p->s->machines.at[m].of == MACHINE_CASE && i < p->s->machines.at[m].transitions.n; i++)
            check_decider(p, &p->s->machines.at[m].transitions.at[i]);
}

void prove_committee(struct proving *p)
{
    const struct committee_def *committee = &p->s->committee;
    if (committee->rule.at.line > 0 && !formula_given(&committee->quorum))
        proof_fails(p, committee->rule.at, NULL, "scheme.no-quorum", NULL);
    if (committee->decides.n && !formula_given(&committee->members))
        proof_fails(p, committee->rule.at, NULL, "scheme.no-members", NULL);
    const struct secrecy_def *secrecy = &p->s->secrecy;
    if (secrecy->papers && !str_eq(secrecy->papers, "all") && !str_eq(secrecy->papers, "marked"))
        proof_fails(p, secrecy->rule.at, "all", "scheme.unknown-word", secrecy->papers, "papers", "all, marked", NULL);
}
