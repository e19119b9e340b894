#include "core/rule/people.h"

#include "core/base/str.h"
#include "core/rule/expr.h"

bool people_may(const struct scheme *s, const char *task, struct facts *f, struct refusals *to)
{
    size_t before = to->all.n;
    for (size_t i = 0; i < s->people.n; i++) {
        const struct person_rule_def *rule = &s->people.at[i];
        if (str_eq(rule->task, task))
            refuse_unless(s, &rule->cond, rule->error ? rule->error : rule->rule.id, rule->rule.src, NULL, f, to);
    }
    return to->all.n == before;
}

int64_t committee_quorum(const struct scheme *s, struct facts *f)
{
    if (!formula_given(&s->committee.quorum))
        return 0;
    struct value v = expr_eval(s->committee.quorum.expr, f);
    return v.type == VALUE_INT ? v.i : INT64_MAX;
}

bool committee_recuses(const struct scheme *s, struct facts *f, const struct value *member)
{
    if (!formula_given(&s->committee.recusal))
        return false;
    struct value v = expr_eval_row(s->committee.recusal.expr, f, member);
    return !value_defined(v) || v.b;
}
