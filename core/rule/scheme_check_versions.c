/* Proofs between versions of one scheme. A case keeps its version to its end, but certificates live through versions: what
 * the next version says must still fit those of the one before. */
#include "core/rule/scheme_proof.h"

#include "core/base/str.h"

static void check_states(struct proving *p, const struct scheme *before, const struct scheme *after)
{
    const struct machine_def *old = scheme_certificate_machine(before), *new = scheme_certificate_machine(after);
    if (!old)
        return;
    if (!new) {
        proof_fails(p, after->rule.at, NULL, "scheme.machine-lost", old->rule.id, before->version_text, NULL);
        return;
    }
    const char **known = ARENA_ARRAY(p->a, const char *, new->states.n);
    for (size_t i = 0; i < new->states.n; i++)
        known[i] = new->states.at[i].rule.id;
    for (size_t i = 0; i < old->states.n; i++) {
        const char *id = old->states.at[i].rule.id;
        const struct state_def *state = machine_state(new, id);
        if (!state)
            proof_fails(p, new->rule.at, str_nearest(id, known, new->states.n), "scheme.state-lost", id, before->version_text, NULL);
        else if (state->in_force != old->states.at[i].in_force)
            proof_fails(p, state->rule.at, NULL, "scheme.state-force", id, before->version_text, NULL);
    }
}

/* Facts of certificates keep their type, so that stored values stay readable. */
static void check_facts(struct proving *p, const struct scheme *before, const struct scheme *after)
{
    for (size_t i = 0; i < before->facts.n; i++) {
        const struct fact_def *old = &before->facts.at[i], *new = scheme_fact(after, old->rule.id);
        if (str_starts(old->rule.id, "cert.") && new && (new->type.type != old->type.type || new->type.of != old->type.of))
            proof_fails(p, new->rule.at, NULL, "scheme.fact-changed", old->rule.id, value_type_name(old->type.type),
                        before->version_text, NULL);
    }
}

/* Numbers go on: the series of certificates keeps its id, so that its counter does. */
static void check_series(struct proving *p, const struct scheme *before, const struct scheme *after)
{
    const struct series_def *old = scheme_series_of(before, SERIES_CERTIFICATE);
    const struct series_def *new = scheme_series_of(after, SERIES_CERTIFICATE);
    if (old && new && !str_eq(old->rule.id, new->rule.id))
        proof_fails(p, new->rule.at, old->rule.id, "scheme.series-renamed", new->rule.id, old->rule.id, before->version_text, NULL);
}

void schemes_prove(const struct schemes *schemes, struct problems *problems)
{
    AUTO(arena) struct arena work = {0};
    struct proving p = {.problems = problems, .proof = "version", .a = &work};
    for (size_t i = 1; i < schemes->n; i++) {
        const struct scheme *before = schemes->at[i - 1], *after = schemes->at[i];
        if (!str_eq(before->rule.id, after->rule.id) || before->abstract || after->abstract)
            continue;
        p.s = after;
        check_states(&p, before, after);
        check_facts(&p, before, after);
        check_series(&p, before, after);
    }
}
