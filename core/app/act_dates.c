/* Effects on deadlines: opened with the day their rule gives, closed when met, stopped and resumed, extended. */
#include "core/app/act.h"

#include <inttypes.h>

#include "core/app/labels.h"
#include "core/base/str.h"
#include "core/rule/deadline.h"
#include "core/rule/expr.h"
#include "db/rows.h"

static const char *kind_word(enum deadline_kind kind)
{
    static const char *const word[] = {[DEADLINE_HARD] = "hard", [DEADLINE_SOFT] = "soft", [DEADLINE_ELAPSED] = "elapsed"};
    return word[kind];
}

static bool is_open(const struct deadline *d)
{
    return str_eq(d->state, "open") || str_eq(d->state, "missed") || str_eq(d->state, "stopped");
}

/* Facts that say what is stored of a rule. */
static int tell(struct act *act, const struct deadline *d, struct err *e)
{
    return facts_set(&act->f, arena_printf(act->arena, "deadline.%s.state", d->rule), value_text(d->state), e);
}

/* The open deadline of a rule with the same base, or NULL: opening it again moves it. */
static struct deadline *find_open(struct act *act, const char *rule, const char *note)
{
    for (size_t i = 0; i < act->b.deadline.n; i++) {
        struct deadline *d = &act->b.deadline.at[i];
        if (str_eq(d->rule, rule) && is_open(d) && str_eq(d->note, note))
            return d;
    }
    return NULL;
}

/* A deadline that moves is missed anew, and its reminders begin again. */
static void forget_reminders(struct act *act, const struct deadline *d)
{
    const char *name = arena_printf(act->arena, "reminded.%" PRId64, d->id);
    for (size_t i = 0; i < act->b.fact.n; i++) {
        if (!str_eq(act->b.fact.at[i].name, name))
            continue;
        act->b.fact.at[i].value = "0";
        act_put(act, &fact_type, &act->b.fact.at[i]);
    }
}

/* A day that was entered by hand is for the deadline it was entered for, moves with its clock, and ends with it. */
static int enter_day(struct act *act, const struct deadline_def *def, struct date day, struct err *e)
{
    const char *name = arena_printf(act->arena, "deadline.%s.entered", def->rule.id);
    bool is = def->adjustable && facts_get(&act->f, name).type == VALUE_DATE;
    act->f.missing = NULL;
    return is ? act_set(act, name, value_date(day), e) : 0;
}

static int open_one(struct act *act, const struct deadline_def *def, const struct value *row, const char *note, struct err *e)
{
    struct deadline_day day;
    int rc = enter_day(act, def, DATE_NONE, e);
    if (!rc)
        rc = deadline_compute(act->b.scheme, def, &act->f, row, &day, e);
    if (rc)
        return rc;
    struct deadline *d = find_open(act, def->rule.id, note);
    if (!d) {
        d = LIST_ADD(act->arena, &act->b.deadline);
        record_init(&deadline_type, d);
        rc = rows_next_id(act->app->db, &deadline_type, &d->id, e);
        if (rc)
            return rc;
        d->opened_on = act->today;
    } else if (date_compare(d->due_on, day.due) != 0) {
        forget_reminders(act, d);
    }
    d->scheme = act->b.scheme->rule.id;
    d->rule = def->rule.id;
    d->case_id = def->of == DEADLINE_CASE ? act->b.c.id : 0;
    d->certificate_id = act->b.cert.id;
    d->kind = kind_word(def->kind);
    d->base_on = day.base;
    d->raw_on = day.raw;
    d->due_on = day.due;
    d->opens_on = day.opens;
    d->state = "open";
    d->assignee = act->b.c.id ? act->b.c.assignee : "";
    d->note = note;
    act_put(act, &deadline_type, d);
    return tell(act, d, e);
}

const char *act_row_name(const struct value_list *rows, size_t i)
{
    static const char *const columns[] = {"ref", "title", "item", "label"};
    for (size_t c = 0; rows->columns && c < COUNT_OF(columns); c++) {
        int at = type_column(rows->columns, columns[c]);
        if (at >= 0 && rows->row[i][at].type == VALUE_TEXT)
            return rows->row[i][at].text;
    }
    return "";
}

static int open_deadline(struct act *act, const struct deadline_def *def, struct err *e)
{
    if (!def->each)
        return open_one(act, def, NULL, act->b.about ? act->b.about : "", e);
    const struct value_list *rows = facts_list(&act->f, def->each);
    for (size_t i = 0; i < rows->n; i++) {
        if (!value_defined(expr_eval_row(def->base.expr, &act->f, rows->row[i])))
            continue; /* a paper without an expiry, a wish without an end */
        int rc = open_one(act, def, rows->row[i], act_row_name(rows, i), e);
        if (rc)
            return rc;
    }
    return 0;
}

/* The row an open deadline of an `each` rule is about. */
static const struct value *row_named(const struct value_list *rows, const char *name)
{
    for (size_t i = 0; i < rows->n; i++)
        if (str_eq(act_row_name(rows, i), name))
            return rows->row[i];
    return NULL;
}

/* True if it counts from another day now. What cannot be computed any more stays as it is. */
static bool has_moved(struct act *act, const struct deadline *d, struct deadline_day *day_r)
{
    const struct deadline_def *def = scheme_deadline(act->b.scheme, d->rule);
    const struct value *row = def && def->each ? row_named(facts_list(&act->f, def->each), d->note) : NULL;
    struct err none;
    bool mine = !d->case_id || d->case_id == act->b.c.id;
    bool counts = mine && def && (!def->each || row) && (str_eq(d->state, "open") || str_eq(d->state, "missed"));
    return counts && deadline_compute(act->b.scheme, def, &act->f, row, day_r, &none) == 0 && date_compare(day_r->base, d->base_on) != 0;
}

void act_move_deadline(struct act *act, struct deadline *d, const struct deadline_day *day)
{
    forget_reminders(act, d);
    d->base_on = day->base;
    d->raw_on = day->raw;
    d->due_on = day->due;
    d->opens_on = day->opens;
    if (date_compare(day->due, act->today) >= 0)
        d->state = "open";
    act_put(act, &deadline_type, d);
}

int act_recount(struct app *app, int64_t case_id, struct arena *a, struct err *e)
{
    struct act act;
    bool moved = false;
    int rc = act_begin(&act, app, case_id, 0, app_today(app), a, e);
    if (rc || !date_is_none(act.b.c.closed_on))
        return rc;
    for (size_t i = 0; i < act.b.deadline.n; i++) {
        struct deadline *d = &act.b.deadline.at[i];
        struct deadline_day day;
        if (!has_moved(&act, d, &day))
            continue;
        moved = true;
        act_move_deadline(&act, d, &day);
    }
    return moved ? act_commit(&act, "deadline.recount", arena_printf(a, "case:%" PRId64, case_id), NULL, e) : 0;
}

static void change_state(struct act *act, const char *state, struct deadline *d)
{
    d->state = state;
    if (str_eq(state, "met"))
        d->closed_on = act->today;
    if (str_eq(state, "stopped"))
        d->stopped_on = act->today;
    act_put(act, &deadline_type, d);
}

/* While its clock stands no day counts: the due day moves by the days it stood. */
static int resume(struct act *act, const struct deadline_def *def, struct deadline *d, struct err *e)
{
    d->due_on.days += act->today.days - d->stopped_on.days;
    d->raw_on.days += act->today.days - d->stopped_on.days;
    d->stopped_on = DATE_NONE;
    d->state = "open";
    act_put(act, &deadline_type, d);
    return enter_day(act, def, d->due_on, e);
}

static int extend(struct act *act, const struct effect_def *effect, struct deadline *d, struct err *e)
{
    struct value until = expr_eval(effect->until.expr, &act->f);
    if (until.type != VALUE_DATE)
        return err_set(e, E_RULE, "deadline.no-base", label_of_deadline(act->app, act->b.scheme, d->rule), act_missing(act),
                       NULL);
    d->due_on = d->raw_on = until.date;
    if (str_eq(d->state, "missed") && date_compare(d->due_on, act->today) >= 0)
        d->state = "open";
    forget_reminders(act, d);
    act_put(act, &deadline_type, d);
    return 0;
}

int act_deadline(struct act *act, const struct effect_def *effect, struct err *e)
{
    const struct deadline_def *def = scheme_deadline(act->b.scheme, effect->id);
    if (!def)
        return err_set(e, E_BUG, "act.effect", effect->id, NULL);
    if (effect->kind == EFFECT_DEADLINE_OPEN)
        return open_deadline(act, def, e);
    for (size_t i = 0; i < act->b.deadline.n; i++) {
        struct deadline *d = &act->b.deadline.at[i];
        if (!str_eq(d->rule, def->rule.id) || !is_open(d))
            continue;
        int rc = 0;
        if (effect->kind == EFFECT_DEADLINE_CLOSE)
            change_state(act, "met", d);
        else if (effect->kind == EFFECT_DEADLINE_STOP && str_eq(d->state, "open"))
            change_state(act, "stopped", d);
        else if (effect->kind == EFFECT_DEADLINE_RESUME && str_eq(d->state, "stopped"))
            rc = resume(act, def, d, e);
        else if (effect->kind == EFFECT_DEADLINE_EXTEND)
            rc = extend(act, effect, d, e);
        if (!rc)
            rc = tell(act, d, e);
        if (rc)
            return rc;
    }
    return 0;
}
