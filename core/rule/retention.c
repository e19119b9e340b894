#include "core/rule/retention.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/paper_rule.h"

static bool is_over(const struct retention_def *rule, struct facts *f, struct date on, struct kept *kept_r)
{
    struct date last;
    if (!retention_ends(rule, f, &last) || date_compare(on, last) <= 0)
        return false;
    struct value base = expr_eval(rule->base.expr, f);
    *kept_r = (struct kept){rule, base.date, last};
    return true;
}

bool retention_class_over(const struct scheme *s, const char *class, struct facts *f, struct date on, struct kept *kept_r)
{
    for (size_t i = 0; i < s->retention.n; i++)
        if (texts_have(&s->retention.at[i].classes, class))
            return is_over(&s->retention.at[i], f, on, kept_r);
    return false;
}

bool retention_has_texts(const struct scheme *s, const char *rule)
{
    for (size_t i = 0; i < s->personal.n; i++)
        if (str_eq(s->personal.at[i].rule, rule) && s->personal.at[i].texts)
            return true;
    return false;
}

static bool is_path(const char *field, const char *form, const char *path)
{
    size_t n = strlen(form);
    return str_starts(field, "form.") && strncmp(field + 5, form, n) == 0 && field[5 + n] == '.' && str_eq(field + 5 + n + 1, path);
}

bool retention_has_field(const struct scheme *s, const char *rule, const char *form, const char *path)
{
    for (size_t i = 0; i < s->personal.n; i++)
        for (size_t k = 0; str_eq(s->personal.at[i].rule, rule) && k < s->personal.at[i].fields.n; k++)
            if (is_path(s->personal.at[i].fields.at[k], form, path))
                return true;
    return false;
}

/* A fact is the field itself, or the list that the field is a column of. */
static bool is_of(const char *field, const char *fact)
{
    size_t n = strlen(fact);
    return strncmp(field, fact, n) == 0 && (!field[n] || field[n] == '.');
}

static bool is_personal(const struct scheme *s, const char *rule, const char *fact)
{
    for (size_t i = 0; i < s->personal.n; i++)
        for (size_t k = 0; str_eq(s->personal.at[i].rule, rule) && k < s->personal.at[i].fields.n; k++)
            if (is_of(s->personal.at[i].fields.at[k], fact))
                return true;
    return false;
}

struct reading {
    const struct scheme *s;
    const char *rule;
    bool found;
};

static void look_at_fact(const struct fact_ref *ref, void *arg);

static const struct formula *of_party(const struct scheme *s, const char *part)
{
    const struct {
        const char *name;
        const struct formula *from;
    } parts[] = {{"name", &s->party.name},       {"reading", &s->party.reading}, {"address", &s->party.address},
                 {"tel", &s->party.tel},         {"mail", &s->party.mail}};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (str_eq(parts[i].name, part))
            return parts[i].from;
    return NULL;
}

static void look_at_fact(const struct fact_ref *ref, void *arg)
{
    struct reading *reading = arg;
    const char *name = ref->fact->name;
    if (str_starts(name, "party.")) {
        const struct formula *from = of_party(reading->s, name + strlen("party."));
        reading->found = reading->found || (from && retention_reads(reading->s, reading->rule, from));
        return;
    }
    for (const char *const *before = (const char *const[]){"approved.", "original.", NULL}; *before; before++)
        if (str_starts(name, *before)) {
            char field[FACT_NAME_MAX + sizeof "form."];
            str_copy_cut(field, sizeof field, "form.");
            str_copy_cut(field + strlen("form."), sizeof field - strlen("form."), name + strlen(*before));
            reading->found = reading->found || is_personal(reading->s, reading->rule, field);
        }
    reading->found = reading->found || is_personal(reading->s, reading->rule, name);
}

bool retention_reads(const struct scheme *s, const char *rule, const struct formula *formula)
{
    struct reading reading = {s, rule, false};
    if (formula_given(formula) && formula->expr)
        expr_each_fact(formula->expr, look_at_fact, &reading);
    return reading.found;
}

static bool prints(const struct scheme *s, const char *rule, const struct ledger_def *ledger)
{
    for (size_t i = 0; i < ledger->columns.n; i++)
        if (retention_reads(s, rule, &ledger->columns.at[i].value))
            return true;
    return false;
}

bool retention_personal_over(const struct scheme *s, const struct retention_def *rule, struct facts *f, struct date on, struct kept *kept_r)
{
    if (!is_over(rule, f, on, kept_r))
        return false;
    for (size_t i = 0; i < s->ledgers.n; i++) {
        const struct ledger_def *ledger = &s->ledgers.at[i];
        const struct retention_def *longer = ledger->retention ? scheme_retention(s, ledger->retention) : NULL;
        struct kept until;
        if (!longer || longer == rule || !prints(s, rule->rule.id, ledger))
            continue;
        if (!is_over(longer, f, on, &until))
            return false;
        if (date_compare(kept_r->last, until.last) < 0)
            kept_r->last = until.last;
    }
    return true;
}
