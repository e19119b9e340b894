#include "core/rule/explain.h"

#include "core/base/str.h"
#include "core/rule/decision.h"
#include "core/rule/expr.h"
#include "core/rule/fee.h"

enum { SKIPPED_DAYS_MAX = 60 };

static void say(struct facts *f, struct whys *to, enum why_kind kind, const char *name, const char *label, const char *text)
{
    *LIST_ADD(f->arena, &to->all) = (struct why){kind, name ? name : "", label ? label : "", text ? text : "", DATE_NONE};
}

static void say_date(struct facts *f, struct whys *to, enum why_kind kind, const char *text, struct date d)
{
    *LIST_ADD(f->arena, &to->all) = (struct why){kind, "", "", text ? text : "", d};
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

/* A word of an enumeration as people call it: 更新申請, not renewal. */
static const char *print_value(const struct type *type, struct arena *a, struct value v)
{
    for (size_t i = 0; v.type == VALUE_TEXT && type->labels && i < type->n_choices; i++)
        if (str_eq(type->choices[i], v.text))
            return type->labels[i];
    return value_print(a, v);
}

static void tell_fact(const struct fact_ref *ref, void *arg)
{
    struct telling *t = arg;
    for (size_t i = 0; i < t->to->all.n; i++) /* once is enough */
        if (str_eq(t->to->all.at[i].name, ref->name))
            return;
    const char *before = t->f->missing;
    struct value v = facts_get_ref(t->f, ref);
    t->f->missing = before;
    const char *text = v.type == VALUE_LIST ? arena_printf(t->f->arena, "%zu", v.list->n) : print_value(&ref->type, t->f->arena, v);
    say(t->f, t->to, value_defined(v) ? WHY_FACT : WHY_MISSING, ref->name, ref->fact->label, text);
}

void explain_formula(const struct formula *formula, struct facts *f, struct whys *to)
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
    say_date(f, to, WHY_RAW, "", day.raw);
    if (day.moved)
        say_skipped(f, &day, to);
    say_date(f, to, WHY_RESULT, "", day.due);
}

void explain_fee(const struct scheme *s, const struct fee_def *def, struct facts *f, struct whys *to)
{
    struct fee_price price;
    struct err e;
    say_rule(f, to, &def->rule, def->date.text);
    explain_formula(&def->when, f, to);
    explain_formula(&def->date, f, to);
    explain_formula(&def->count, f, to);
    if (fee_compute(s, def, f, &price, &e) != 0)
        return;
    char net[MONEY_TEXT_BYTES], gross[MONEY_TEXT_BYTES], from[DATE_TEXT_BYTES];
    if (price.row)
        say(f, to, WHY_ROW, "", arena_strdup(f->arena, date_iso(price.row->from, from)),
            arena_printf(f->arena, "%s x %lld + %d.%02d%%", money_text(price.row->net, net), (long long)price.count,
                         price.rate_bp / 100, price.rate_bp % 100));
    say(f, to, WHY_RESULT, "", "", arena_strdup(f->arena, money_text(price.gross, gross)));
}

void explain_decision(const struct decision_def *def, struct facts *f, const struct value *row, struct whys *to)
{
    struct decided d = decision_run(def, f, row);
    say_rule(f, to, &def->rule, "");
    for (size_t i = 0; i < def->inputs.n; i++) {
        struct value v = expr_eval_row(def->inputs.at[i].value.expr, f, row);
        say(f, to, value_defined(v) ? WHY_FACT : WHY_MISSING, def->inputs.at[i].name, "", value_print(f->arena, v));
    }
    if (d.undefined)
        say_rule(f, to, &d.undefined->rule, d.undefined->cond.text);
    if (!d.row)
        return;
    say(f, to, WHY_ROW, d.row->rule.id, "", d.row->rule.src);
    for (size_t i = 0; i < def->outputs.n; i++)
        say(f, to, WHY_RESULT, def->outputs.at[i].name, "", value_print(f->arena, d.output[i]));
}
