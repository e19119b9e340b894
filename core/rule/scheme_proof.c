#include "core/rule/scheme_proof.h"

#include "core/base/str.h"

const struct scheme_proof scheme_proofs[] = {
    {"reference", "every id that is referred to exists", prove_references},
    {"guard-text", "every guard id has a text that says why", prove_guard_texts},
};
const size_t n_scheme_proofs = COUNT_OF(scheme_proofs);

void scheme_prove(const struct scheme *s, struct problems *problems)
{
    if (s->abstract)
        return;
    struct arena work = {0};
    struct proving p = {.s = s, .problems = problems, .a = &work};
    for (size_t i = 0; i < n_scheme_proofs; i++) {
        p.proof = scheme_proofs[i].id;
        scheme_proofs[i].run(&p);
    }
    arena_done(&work);
}

void schemes_prove(const struct schemes *schemes, struct problems *problems)
{
    (void)schemes;
    (void)problems;
}
