/* The proofs a scheme must pass before it runs: each one function, listed in one table. */
#ifndef SHINSA_RULE_SCHEME_PROOF_H
#define SHINSA_RULE_SCHEME_PROOF_H

#include "core/rule/problem.h"
#include "core/rule/scheme_use.h"

struct proving {
    const struct scheme *s;
    struct problems *problems;
    const char *proof; /* id of the one that runs */
    struct arena *a;   /* for its own work */
};

struct scheme_proof {
    const char *id;   /* "state-reachable" */
    const char *text; /* what it proves, one line for people who write schemes */
    void (*run)(struct proving *p);
};
extern const struct scheme_proof scheme_proofs[];
extern const size_t n_scheme_proofs;

/* Runs all of them. An abstract scheme is proved through those that extend it. */
void scheme_prove(const struct scheme *s, struct problems *problems);
/* What holds between versions of one scheme: the next one must fit the certificates of the one before. */
void schemes_prove(const struct schemes *schemes, struct problems *problems);

/* Notes a finding of the running proof; up to ERR_ARGS arguments, ended by NULL. */
#define proof_fails(p_, at_, near_, ...) problem_add((p_)->problems, (at_), (p_)->proof, (near_), __VA_ARGS__)

/* Every effect of the scheme: of transitions (t given, machine given) and of missed deadlines (t NULL). */
struct effect_visit {
    const struct machine_def *machine;
    const struct transition_def *transition;
    const struct deadline_def *deadline;
    const struct effect_def *effect;
};
void proof_each_effect(const struct scheme *s, void (*fn)(const struct effect_visit *visit, void *arg), void *arg);
/* True if some effect of this kind names this id. */
bool proof_effect_on(const struct scheme *s, enum effect_kind kind, const char *id);
struct type;
/* A word that `from` may hold and `to` may not; NULL if there is none, or either may hold any text. */
const char *proof_strange_word(const struct type *to, const struct type *from);
/* True if an ask, a `set` or a case type's start value sets the fact. */
bool proof_is_set(const struct scheme *s, const char *fact);

void prove_references(struct proving *p);
void prove_guard_texts(struct proving *p);
void prove_sources(struct proving *p);
void prove_labels(struct proving *p);
void prove_sheets(struct proving *p);
void prove_requirements(struct proving *p);
void prove_machines(struct proving *p);
void prove_states_reachable(struct proving *p);
void prove_states_left(struct proving *p);
void prove_actors(struct proving *p);
void prove_case_types(struct proving *p);
void prove_set_types(struct proving *p);
void prove_cycles(struct proving *p);
void prove_facts_set(struct proving *p);
void prove_deadline_base(struct proving *p);
void prove_deadline_closed(struct proving *p);
void prove_prices(struct proving *p);
void prove_bodies(struct proving *p);
void prove_decisions(struct proving *p);
void prove_checklists(struct proving *p);
void prove_numbers(struct proving *p);
void prove_number_collisions(struct proving *p);
void prove_consent(struct proving *p);
void prove_personal(struct proving *p);
void prove_fields(struct proving *p);
void prove_merge_fields(struct proving *p);
void prove_papers_issued(struct proving *p);
void prove_custody(struct proving *p);
void prove_registers(struct proving *p);
void prove_people(struct proving *p);
void prove_committee(struct proving *p);

#endif
