/* Proofs about facts: what is set has the right type, what is read is set somewhere, nothing depends on itself. */
#include "core/rule/scheme_proof.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/scheme_names.h"

/* May a value of type `from` be put where `to` is declared? */
static bool fits(const struct type *to, const struct expr *expr, const struct type *from)
{
    struct value v;
    if (from->type == VALUE_UNDEFINED || to->type == VALUE_UNDEFINED || from->type == to->type)
        return true;
    return from->type == VALUE_INT && (to->type == VALUE_DECIMAL || (to->type == VALUE_YEN && expr_is_constant(expr, &v)));
}

const char *proof_strange_word(const struct type *to, const struct type *from)
{
    const struct texts known = {to->choices, to->n_choices};
    for (size_t i = 0; to->choices && from->choices && i < from->n_choices; i++)
        if (!texts_have(&known, from->choices[i]))
            return from->choices[i];
    return NULL;
}

static void check_formula(struct proving *p, const char *fact, const struct type *to, const struct formula *formula)
{
    if (!formula->expr)
        return;
    const struct type *from = expr_type(formula->expr);
    const char *word = proof_strange_word(to, from);
    if (!fits(to, formula->expr, from))
        proof_fails(p, formula->at, NULL, "scheme.set-type", fact, value_type_name(to->type), value_type_name(from->type), NULL);
    else if (word)
        proof_fails(p, formula->at, str_nearest(word, to->choices, to->n_choices), "scheme.set-word", fact, word, NULL);
}

static void check_named(struct proving *p, const char *fact, const struct formula *formula)
{
    const struct fact_name *name = fact_names_find(p->s->names, fact);
    if (name)
        check_formula(p, fact, &name->type, formula);
}

static void check_set_effect(const struct effect_visit *visit, void *arg)
{
    struct proving *p = arg;
    for (size_t i = 0; i < visit->effect->set.n; i++)
        check_named(p, visit->effect->set.at[i].fact, &visit->effect->set.at[i].value);
}

static void check_field_types(struct proving *p, const struct field_def *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct type type = field_value_type(p->a, &fields[i]);
        if (fields[i].type != INPUT_FROM_ITEM) {
            check_formula(p, fields[i].rule.id, &type, &fields[i].calculate);
            check_formula(p, fields[i].rule.id, &type, &fields[i].fallback);
        }
        check_field_types(p, fields[i].of.at, fields[i].of.n);
    }
}

void prove_set_types(struct proving *p)
{
    const struct scheme *s = p->s;
    proof_each_effect(s, check_set_effect, p);
    for (size_t i = 0; i < s->case_types.n; i++)
        for (size_t k = 0; k < s->case_types.at[i].set.n; k++)
            check_named(p, s->case_types.at[i].set.at[k].fact, &s->case_types.at[i].set.at[k].value);
    for (size_t m = 0; m < s->machines.n; m++)
        for (size_t t = 0; t < s->machines.at[m].transitions.n; t++) {
            const struct transition_def *transition = &s->machines.at[m].transitions.at[t];
            for (size_t i = 0; i < transition->asks.n; i++)
                check_named(p, transition->asks.at[i].fact, &transition->asks.at[i].fallback);
        }
    for (size_t i = 0; i < s->facts.n; i++)
        check_formula(p, s->facts.at[i].rule.id, &s->facts.at[i].type, &s->facts.at[i].is);
    for (size_t i = 0; i < s->forms.n; i++) {
        check_field_types(p, s->forms.at[i].fields.at, s->forms.at[i].fields.n);
        check_field_types(p, s->forms.at[i].head.at, s->forms.at[i].head.n);
    }
}

struct set_fact {
    const char *fact;
    bool found;
};

static void match_set(const struct effect_visit *visit, void *arg)
{
    struct set_fact *wanted = arg;
    if (visit->effect->kind == EFFECT_DRAW)
        wanted->found = wanted->found || str_eq(visit->effect->id, wanted->fact) || str_eq(visit->effect->seed, wanted->fact);
    for (size_t i = 0; i < visit->effect->set.n; i++)
        wanted->found = wanted->found || str_eq(visit->effect->set.at[i].fact, wanted->fact);
}

bool proof_is_set(const struct scheme *s, const char *fact)
{
    struct set_fact wanted = {fact, false};
    proof_each_effect(s, match_set, &wanted);
    for (size_t i = 0; i < s->case_types.n; i++)
        for (size_t k = 0; k < s->case_types.at[i].set.n; k++)
            wanted.found = wanted.found || str_eq(s->case_types.at[i].set.at[k].fact, fact);
    for (size_t m = 0; m < s->machines.n && !wanted.found; m++)
        for (size_t t = 0; t < s->machines.at[m].transitions.n; t++) {
            const struct transition_def *transition = &s->machines.at[m].transitions.at[t];
            for (size_t i = 0; i < transition->asks.n; i++)
                wanted.found = wanted.found || str_eq(transition->asks.at[i].fact, fact);
        }
    return wanted.found;
}

/* Slots of facts that formulas read. */
static void mark_read(const struct fact_ref *ref, void *arg)
{
    bool *read = arg;
    read[ref->fact->slot] = true;
}

static void mark_place(const struct expr *x, size_t at, void *arg)
{
    (void)at;
    expr_each_fact(x, mark_read, arg);
}

/* A declared fact that is read must be set by an ask, an effect or a fresh case; else its readers never get an answer. */
void prove_facts_set(struct proving *p)
{
    bool *read = ARENA_ARRAY(p->a, bool, fact_names_count(p->s->names));
    for (size_t i = 0; i < p->s->uses->formulas.n; i++) {
        const struct formula_use *use = &p->s->uses->formulas.at[i];
        if (use->formula && use->formula->expr)
            expr_each_fact(use->formula->expr, mark_read, read);
        else if (use->merge && use->merge->tmpl)
            tmpl_each_place(use->merge->tmpl, mark_place, read);
    }
    for (size_t i = 0; i < p->s->facts.n; i++) {
        const struct fact_def *fact = &p->s->facts.at[i];
        const struct fact_name *name = fact_names_find(p->s->names, fact->rule.id);
        if (name && read[name->slot] && !formula_given(&fact->is) && !proof_is_set(p->s, fact->rule.id))
            proof_fails(p, fact->rule.at, NULL, "scheme.never-set", fact->rule.id, NULL);
    }
    for (size_t i = 0; i < p->s->fees.n; i++) {
        const struct fee_def *fee = &p->s->fees.at[i];
        const char *quote = arena_printf(p->a, "fee.%s.quote", fee->rule.id);
        if (fee_is_quoted(fee) && !proof_is_set(p->s, quote))
            proof_fails(p, fee->rule.at, NULL, "scheme.never-set", quote, NULL);
    }
}
