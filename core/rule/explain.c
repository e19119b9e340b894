#include "core/rule/explain.h"

#include "core/base/str.h"
#include "core/rule/expr.h"

enum { SKIPPED_DAYS_MAX = 60 };

static void say(struct facts *f, struct whys *to, enum why_kind kind, const char *name, const char *label, const char *text)
{
    *LIST_ADD(f->arena, &to->all) =
        (struct why){.kind = kind, .name = name ? name : "", .label = label ? label : "", .text = text ? text : "", .date = DATE_NONE};
}

static void say_date(struct facts *f, struct whys *to, enum why_kind kind, const char *text, struct date d)
{
    *LIST_ADD(f->arena, &to->all) = (struct why){.kind = kind, .name = "", .label = "", .text = text ? text : "", .date = d};
}

static void say_fact(struct facts *f, struct whys *to, const char *name, const struct type *type, struct value v)
{
    say(f, to, value_defined(v) ? WHY_FACT : WHY_MISSING, name, "", "");
    to->all.at[to->all.n - 1].value = v;
    to->all.at[to->all.n - 1].type = *type;
}

static void say_rule(struct facts *f, struct whys *to, const struct rule *rule, const char *text)
{
    say(f, to, WHY_RULE, rule->id, rule->label, text);
    if (rule->src)
        say(f, to, WHY_ARTICLE, "", "", rule->src);
}

struct telling {
    struct facts *f;
    struct whys *to;
};

static void tell_fact(const struct fact_ref *ref, void *arg)
{
    struct telling *t = arg;
    for (size_t i = 0; i < t->to->all.n; i++) /* once is enough */
        if (str_eq(t->to->all.at[i].name, ref->name))
            return;
    const char *before = t->f->missing;
    struct value v = facts_get_ref(t->f, ref);
    t->f->missing = before;
    say_fact(t->f, t->to, ref->name, &ref->type, v);
}

static void explain_formula(const struct formula *formula, struct facts *f, struct whys *to)
{
    struct telling t = {f, to};
    if (formula->expr)
        expr_each_fact(formula->expr, tell_fact, &t);
}

/* The closed days between the counted day and the one it moved to, the counted one included. */
static void say_skipped(struct facts *f, const struct deadline_day *day, struct whys *to)
{
    int step = date_compare(day->due, day->raw) < 0 ? -1 : 1;
    struct date d = day->raw;
    for (int i = 0; i < SKIPPED_DAYS_MAX && date_compare(d, day->due) != 0; i++, d.days += step)
        say_date(f, to, WHY_SKIPPED, calendar_why_closed(f->calendar, d), d);
}

void explain_deadline(const struct scheme *s, const struct deadline_def *def, struct facts *f, const struct value *row,
                      struct whys *to)
{
    struct deadline_day day;
    struct err e;
    const char *offset = formula_given(&def->offset) ? def->offset.text : def->target.text;
    say_rule(f, to, &def->rule, offset);
    explain_formula(&def->base, f, to);
    explain_formula(&def->offset, f, to);
    if (deadline_compute(s, def, f, row, &day, &e) != 0)
        return;
    if (day.moved)
        say_skipped(f, &day, to);
}

void explain_fee(const struct fee_def *def, struct facts *f, struct whys *to)
{
    say_rule(f, to, &def->rule, def->date.text);
    explain_formula(&def->when, f, to);
    explain_formula(&def->date, f, to);
    explain_formula(&def->count, f, to);
}
