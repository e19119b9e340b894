#include "core/rule/deadline.h"

#include "core/base/holiday.h"
#include "core/rule/expr.h"
#include "core/rule/fact_words.h"

struct date count_forward(const struct facts *f, struct date base, struct period p, bool first_day_counts)
{
    if (p.unit != PERIOD_BUSINESS_DAYS)
        return date_period_end(base, p, first_day_counts);
    /* With the first day counted, a working day is the first of the n days. */
    if (first_day_counts && calendar_is_business_day(f->calendar, base))
        p.n--;
    return calendar_add_business_days(f->calendar, base, p.n);
}

static struct date count_backward(const struct facts *f, struct date base, struct period p)
{
    return p.unit == PERIOD_BUSINESS_DAYS ? calendar_add_business_days(f->calendar, base, -p.n) : date_before(base, p);
}

static int lacking(const struct scheme *s, const char *msg, const struct rule *rule, const struct facts *f, struct err *e)
{
    const char *missing = f->missing ? fact_words(s, f->missing, false, f->arena) : "";
    err_set(e, E_RULE, msg, rule->label, missing, NULL);
    return err_rule(e, rule->id, rule->src);
}

/* A formula of the rule; over the row when there is one. */
static struct value rule_value(const struct formula *formula, struct facts *f, const struct value *row)
{
    return row ? expr_eval_row(formula->expr, f, row) : expr_eval(formula->expr, f);
}

static struct date moved_day(const struct deadline_def *def, const struct facts *f, struct date raw)
{
    switch (def->moves) {
    case MOVES_NEXT:
        return calendar_next_business_day(f->calendar, raw);
    case MOVES_PREVIOUS:
        return calendar_previous_business_day(f->calendar, raw);
    case MOVES_NO:
        break;
    }
    return raw;
}

/* What is counted from the base: the offset, or the office's own target of a deadline without a number. */
static int count_days(const struct scheme *s, const struct deadline_def *def, struct facts *f, const struct value *row, struct date base,
                      struct date *raw_r, struct err *e)
{
    const struct formula *offset = formula_given(&def->offset) ? &def->offset : &def->target;
    if (def->direction == DEADLINE_AT || !formula_given(offset)) {
        *raw_r = base;
        return 0;
    }
    struct value v = rule_value(offset, f, row);
    if (v.type != VALUE_PERIOD)
        return lacking(s, "deadline.no-base", &def->rule, f, e);
    *raw_r = def->direction == DEADLINE_BEFORE ? count_backward(f, base, v.period)
                                               : count_forward(f, base, v.period, def->first_day_counts);
    return 0;
}

int deadline_compute_from(const struct scheme *s, const struct deadline_def *def, struct facts *f, const struct value *row,
                          struct date base, struct deadline_day *day_r, struct err *e)
{
    struct deadline_day day = {.base = base, .opens = DATE_NONE};
    int rc = count_days(s, def, f, row, base, &day.raw, e);
    if (rc)
        return rc;
    if (def->gives_day_after)
        day.raw.days++;
    day.due = moved_day(def, f, day.raw);
    day.moved = date_compare(day.due, day.raw) != 0;
    day.last_business_day = calendar_previous_business_day(f->calendar, day.due);
    const struct deadline_def *opens = def->opens ? scheme_deadline(s, def->opens) : NULL;
    if (opens && !opens->opens) {
        struct deadline_day first;
        rc = deadline_compute(s, opens, f, row, &first, e);
        if (rc)
            return rc;
        day.opens = first.due;
    }
    *day_r = day;
    return 0;
}

/* A day that somebody entered stands in place of the rule's. */
static void take_entered(const struct deadline_def *def, struct facts *f, struct deadline_day *day)
{
    const char *before = f->missing;
    struct value entered = facts_get(f, arena_printf(f->arena, "deadline.%s.entered", def->rule.id));
    f->missing = before;
    if (entered.type != VALUE_DATE)
        return;
    day->due = day->raw = entered.date;
    day->moved = false;
    day->last_business_day = calendar_previous_business_day(f->calendar, day->due);
}

int deadline_compute(const struct scheme *s, const struct deadline_def *def, struct facts *f, const struct value *row,
                     struct deadline_day *day_r, struct err *e)
{
    struct value base = rule_value(&def->base, f, row);
    if (base.type != VALUE_DATE)
        return lacking(s, "deadline.no-base", &def->rule, f, e);
    int rc = deadline_compute_from(s, def, f, row, base.date, day_r, e);
    if (!rc && def->adjustable && !def->each)
        take_entered(def, f, day_r);
    return rc;
}

bool deadline_is_late(const struct deadline_day *day, struct date on)
{
    return date_compare(on, day->due) > 0;
}

bool deadline_allows(const struct deadline_def *def, const struct deadline_day *day, struct date on)
{
    return def->bars_before ? date_compare(on, day->due) >= 0 : date_compare(on, day->due) <= 0;
}

struct date deadline_warning(const struct deadline_def *def, const struct deadline_day *day, size_t i, const struct facts *f)
{
    return i < def->warn.n ? count_backward(f, day->due, def->warn.at[i]) : DATE_NONE;
}

struct date deadline_reminder(const struct deadline_def *def, const struct deadline_day *day, int n)
{
    if (!def->every.n || n < 1 || (def->times && n > def->times))
        return DATE_NONE;
    struct period p = def->every;
    p.n *= n;
    return date_period_end(day->due, p, false);
}

static int bound_end(const struct scheme *s, const struct period_def *def, const struct bound_def *bound, struct facts *f, struct date *end_r,
                     struct err *e)
{
    if (formula_given(&bound->at)) {
        struct value at = expr_eval(bound->at.expr, f);
        if (at.type != VALUE_DATE)
            return lacking(s, "period.no-base", &def->rule, f, e);
        *end_r = at.date;
        return 0;
    }
    struct value base = expr_eval(bound->base.expr, f);
    if (base.type != VALUE_DATE)
        return lacking(s, "period.no-base", &def->rule, f, e);
    struct value after = expr_eval(bound->after.expr, f);
    if (after.type != VALUE_PERIOD)
        return lacking(s, "period.no-base", &def->rule, f, e);
    *end_r = count_forward(f, base.date, after.period, bound->first_day_counts);
    return 0;
}

int period_compute(const struct scheme *s, const struct period_def *def, bool next, struct facts *f, struct period_days *days_r,
                   struct err *e)
{
    const struct span_def *span = next ? &def->next : &def->first;
    struct value from = expr_eval(span->from.expr, f);
    if (from.type != VALUE_DATE)
        return lacking(s, "period.no-base", &def->rule, f, e);
    struct period_days days = {.from = from.date, .until = DATE_NONE};
    for (size_t i = 0; i < span->bounds.n; i++) {
        struct date end = DATE_NONE;
        int rc = bound_end(s, def, &span->bounds.at[i], f, &end, e);
        if (rc)
            return rc;
        if (date_is_none(days.until) || date_compare(end, days.until) < 0) {
            days.until = end;
            days.binds = span->bounds.n > 1 ? &span->bounds.at[i] : NULL;
        }
    }
    *days_r = days;
    return 0;
}
