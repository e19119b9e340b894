/* Proofs about deadlines and prices. */
#include "core/rule/scheme_proof.h"

#include <stdlib.h>

#include "core/base/str.h"
#include "core/rule/expr.h"

struct base_check {
    struct proving *p;
    const struct rule *rule;
    struct where at;
};

/* Declared facts must be set somewhere; what a certificate has before its first period is set by a period rule. */
static void check_base_fact(const struct fact_ref *ref, void *arg)
{
    struct base_check *c = arg;
    const struct fact_def *fact = scheme_fact(c->p->s, ref->fact->name);
    if (fact && !formula_given(&fact->is) && !proof_is_set(c->p->s, fact->rule.id))
        proof_fails(c->p, c->at, NULL, "scheme.base-never-set", c->rule->id, ref->fact->name, NULL);
}

static void check_base(struct proving *p, const struct rule *rule, const struct formula *base)
{
    struct base_check c = {p, rule, base->at};
    if (base->expr)
        expr_each_fact(base->expr, check_base_fact, &c);
}

static void check_bounds(struct proving *p, const struct period_def *period, const struct span_def *span)
{
    check_base(p, &period->rule, &span->from);
    for (size_t i = 0; i < span->bounds.n; i++) {
        const struct bound_def *bound = &span->bounds.at[i];
        check_base(p, &period->rule, &bound->base);
        check_base(p, &period->rule, &bound->at);
        if (!formula_given(&bound->at) && !(formula_given(&bound->base) && formula_given(&bound->after)))
            proof_fails(p, period->rule.at, NULL, "scheme.bound", period->rule.id, NULL);
    }
}

void prove_deadline_base(struct proving *p)
{
    for (size_t i = 0; i < p->s->deadlines.n; i++) {
        const struct deadline_def *deadline = &p->s->deadlines.at[i];
        check_base(p, &deadline->rule, &deadline->base);
        check_base(p, &deadline->rule, &deadline->offset);
        if (deadline->each && !fact_names_find(p->s->names, deadline->each))
            proof_fails(p, deadline->rule.at, fact_names_nearest(p->s->names, deadline->each), "scheme.unknown-id",
                        deadline->each, "list", NULL);
        if (deadline->kind == DEADLINE_ELAPSED && !formula_given(&deadline->target))
            proof_fails(p, deadline->rule.at, NULL, "scheme.no-target", deadline->rule.id, NULL);
    }
    for (size_t i = 0; i < p->s->periods.n; i++) {
        check_bounds(p, &p->s->periods.at[i], &p->s->periods.at[i].first);
        check_bounds(p, &p->s->periods.at[i], &p->s->periods.at[i].next);
    }
}

/* Closed by an effect; or by what it is the due day of. */
static bool is_closed(const struct scheme *s, const char *id)
{
    bool closed = proof_effect_on(s, EFFECT_DEADLINE_CLOSE, id);
    for (size_t i = 0; i < s->queries.n; i++)
        closed = closed || (str_eq(s->queries.at[i].due, id) && proof_effect_on(s, EFFECT_QUERY_CLOSE, s->queries.at[i].rule.id));
    for (size_t i = 0; i < s->tasks.n; i++)
        closed = closed || str_eq(s->tasks.at[i].due, id);
    for (size_t i = 0; i < s->returns.n; i++)
        closed = closed || str_eq(s->returns.at[i].due, id);
    return closed;
}

void prove_deadline_closed(struct proving *p)
{
    for (size_t i = 0; i < p->s->deadlines.n; i++) {
        const struct deadline_def *deadline = &p->s->deadlines.at[i];
        /* A day before which something is barred ends by itself. */
        if (!deadline->bars_before && proof_effect_on(p->s, EFFECT_DEADLINE_OPEN, deadline->rule.id) && !is_closed(p->s, deadline->rule.id))
            proof_fails(p, deadline->rule.at, NULL, "scheme.never-closed", deadline->rule.id, deadline->rule.label, NULL);
    }
}

static int by_from(const void *a, const void *b)
{
    const struct price_def *const *x = a, *const *y = b;
    return date_compare((*x)->from, (*y)->from);
}

/* Rows of one condition, in the order of their dates. */
static size_t rows_of(struct proving *p, const struct fee_def *fee, const char *cond, const struct price_def ***rows_r)
{
    const struct price_def **rows = ARENA_ARRAY(p->a, const struct price_def *, fee->rows.n);
    size_t n = 0;
    for (size_t i = 0; i < fee->rows.n; i++)
        if (str_eq(fee->rows.at[i].cond.text ? fee->rows.at[i].cond.text : "", cond))
            rows[n++] = &fee->rows.at[i];
    if (n > 0)
        qsort(rows, n, sizeof *rows, by_from);
    *rows_r = rows;
    return n;
}

static void check_rows(struct proving *p, const struct fee_def *fee, const struct price_def **rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool open = date_is_none(rows[i]->until);
        if (!open && !date_is_none(rows[i]->from) && date_compare(rows[i]->until, rows[i]->from) < 0)
            proof_fails(p, rows[i]->rule.at, NULL, "scheme.dates-backward", fee->rule.label, NULL);
        if (i + 1 == n) {
            if (!open)
                proof_fails(p, rows[i]->rule.at, NULL, "scheme.dates-end", fee->rule.label, NULL);
            continue;
        }
        if (open || rows[i]->until.days >= rows[i + 1]->from.days)
            proof_fails(p, rows[i + 1]->rule.at, NULL, "scheme.dates-overlap", fee->rule.label, NULL);
        else if (rows[i]->until.days + 1 < rows[i + 1]->from.days)
            proof_fails(p, rows[i + 1]->rule.at, NULL, "scheme.dates-gap", fee->rule.label, NULL);
    }
    if (n > 0 && !date_is_none(rows[0]->from) && !fee->no_row && rows[0]->from.days > p->s->version.days)
        proof_fails(p, rows[0]->rule.at, NULL, "scheme.dates-begin", fee->rule.label, NULL);
}

void prove_prices(struct proving *p)
{
    for (size_t f = 0; f < p->s->fees.n; f++) {
        const struct fee_def *fee = &p->s->fees.at[f];
        for (size_t i = 0; i < fee->rows.n; i++) {
            const char *cond = fee->rows.at[i].cond.text ? fee->rows.at[i].cond.text : "";
            const struct price_def **rows;
            size_t n = rows_of(p, fee, cond, &rows);
            /* Once a condition: at the first of its rows in the file. */
            bool first = true;
            for (size_t k = 0; k < i; k++)
                first = first && !str_eq(fee->rows.at[k].cond.text ? fee->rows.at[k].cond.text : "", cond);
            if (first)
                check_rows(p, fee, rows, n);
            if (str_eq(fee->rows.at[i].half_of, fee->rule.id))
                proof_fails(p, fee->rows.at[i].rule.at, NULL, "scheme.half-of-itself", fee->rule.label, NULL);
        }
        if (fee->refund != REFUND_OFFICE && !fee->refund_error)
            proof_fails(p, fee->rule.at, NULL, "scheme.no-refund-text", fee->rule.label, NULL);
    }
}
