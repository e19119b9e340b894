#include "core/rule/lifecycle.h"

#include "core/base/str.h"
#include "core/rule/checklist.h"
#include "core/rule/expr.h"
#include "core/rule/people.h"

bool transition_fits(const struct machine_def *m, const struct transition_def *t, const char *state, const char *type)
{
    if (!transition_leaves(m, t, state))
        return false;
    return !type || !t->types.n || texts_have(&t->types, type);
}

const char *refusal_text(const struct scheme *s, const char *id, const struct merge *say, struct facts *f)
{
    if (say && say->tmpl)
        return tmpl_expand(say->tmpl, f);
    const struct refusal_def *refusal = scheme_refusal(s, id);
    if (refusal && refusal->say.tmpl)
        return tmpl_expand(refusal->say.tmpl, f);
    return id;
}

/* Two rules that refuse for the same reason in the same words are one refusal. */
static void refuse(struct refusals *to, struct facts *f, struct refused why)
{
    for (size_t i = 0; i < to->all.n; i++)
        if (str_eq(to->all.at[i].id, why.id) && str_eq(to->all.at[i].text, why.text) && str_eq(to->all.at[i].missing, why.missing))
            return;
    *LIST_ADD(f->arena, &to->all) = why;
}

void refuse_unless(const struct scheme *s, const struct formula *cond, const char *id, const char *src, const struct merge *say,
                   struct facts *f, struct refusals *to)
{
    struct value v = expr_eval(cond->expr, f);
    if (value_true(v))
        return;
    const char *missing = value_defined(v) ? NULL : f->missing;
    refuse(to, f, (struct refused){.id = id,
                                   .text = refusal_text(s, id, say, f),
                                   .src = src,
                                   .missing = missing,
                                   .jump = missing ? missing : expr_first_fact(cond->expr)});
}

static void check_asks(const struct scheme *s, const struct transition_def *t, const char *type, struct facts *f,
                       struct refusals *to)
{
    for (size_t i = 0; i < t->asks.n; i++) {
        const struct ask_def *ask = &t->asks.at[i];
        if (type && ask->types.n && !texts_have(&ask->types, type))
            continue;
        if (!formula_given(&ask->required) || !expr_is_true(ask->required.expr, f))
            continue;
        if (value_defined(facts_get(f, ask->fact)))
            continue;
        const char *id = ask->error ? ask->error : ask->fact;
        refuse(to, f, (struct refused){.id = id,
                                       .text = ask->error ? refusal_text(s, id, NULL, f) : ask->rule.label,
                                       .src = ask->rule.src ? ask->rule.src : t->rule.src,
                                       .missing = ask->fact,
                                       .jump = ask->fact});
    }
}

static void check_guards(const struct scheme *s, const struct transition_def *t, const char *type, struct facts *f,
                         struct refusals *to)
{
    for (size_t i = 0; i < t->guards.n; i++) {
        const struct guard_def *guard = &t->guards.at[i];
        if (type && guard->types.n && !texts_have(&guard->types, type))
            continue;
        const char *src = guard->rule.src ? guard->rule.src : t->rule.src;
        refuse_unless(s, &guard->cond, guard->rule.id, src, &guard->say, f, to);
    }
}

/* Has the actor recorded a result: of the whole case, or of one checklist? */
static bool actor_reviewed(const char *distinct, struct facts *f)
{
    if (str_eq(distinct, "review"))
        return value_true(facts_get(f, "actor.reviewed"));
    const struct value_list *rows = facts_list(f, arena_printf(f->arena, "check.%s", distinct));
    int by = rows->columns ? type_column(rows->columns, "by") : -1;
    struct value actor = facts_get(f, "actor.login");
    for (size_t i = 0; by >= 0 && i < rows->n; i++)
        if (value_defined(actor) && value_equal(rows->row[i][by], actor))
            return true;
    return false;
}

static void check_distinct(const struct scheme *s, const struct transition_def *t, struct facts *f, struct refusals *to)
{
    const char *id = s->standard_refusals.role ? s->standard_refusals.role : "distinct";
    if (t->distinct && actor_reviewed(t->distinct, f))
        refuse(to, f, (struct refused){.id = id, .text = refusal_text(s, id, NULL, f), .src = t->rule.src});
}

const struct transition_def *transition_due(const struct machine_def *m, const char *state, const char *type, struct facts *f)
{
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (formula_given(&t->mandatory) && transition_fits(m, t, state, type) && expr_is_true(t->mandatory.expr, f))
            return t;
    }
    return NULL;
}

bool transition_check(const struct scheme *s, const struct machine_def *m, const struct transition_def *t, const char *state,
                      const char *type, struct facts *f, struct refusals *to)
{
    size_t before = to->all.n;
    const struct transition_def *due = transition_due(m, state, type, f);
    if (due && due != t && !formula_given(&t->mandatory)) {
        refuse(to, f, (struct refused){.id = due->rule.id, .text = due->rule.label, .src = due->rule.src});
        return false;
    }
    check_asks(s, t, type, f, to);
    check_guards(s, t, type, f, to);
    check_distinct(s, t, f, to);
    people_may(s, t->rule.id, f, to);
    committee_check(s, t, f, to);
    checklist_need_signed(s, t, f, to);
    return to->all.n == before;
}

static bool guards_pass(const struct transition_def *t, struct facts *f)
{
    for (size_t i = 0; i < t->guards.n; i++)
        if (!expr_is_true(t->guards.at[i].cond.expr, f))
            return false;
    return true;
}

/* The automatic transition that leaves `from` first, up to the day `on`; by = NULL if none does. */
static struct dated_state next_by_itself(const struct machine_def *m, struct dated_state from, struct facts *f, struct date on)
{
    struct dated_state first = {0};
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (!formula_given(&t->automatic) || !transition_leaves(m, t, from.state))
            continue;
        struct value day = expr_eval(t->automatic.expr, f);
        if (day.type != VALUE_DATE)
            continue;
        /* A day that was over before the state began happens on its first day. */
        struct date d = date_compare(day.date, from.since) < 0 ? from.since : day.date;
        if (date_compare(d, on) > 0 || (first.by && date_compare(d, first.since) >= 0))
            continue;
        struct facts then;
        facts_copy(&then, f);
        struct err e;
        if (facts_set(&then, "today", value_date(d), &e) == 0 && guards_pass(t, &then))
            first = (struct dated_state){.state = t->to, .since = d, .by = t};
    }
    return first;
}

static bool is_final(const struct machine_def *m, const char *state)
{
    const struct state_def *s = machine_state(m, state);
    return s && s->final;
}

struct dated_state certificate_state_recorded(const struct machine_def *m, const struct certificate_event *events, size_t n,
                                              struct date on)
{
    struct dated_state now = {.since = DATE_NONE};
    for (size_t i = 0; i < n && date_compare(events[i].effective_on, on) <= 0; i++) {
        if (!events[i].performed)
            continue;
        now = (struct dated_state){.state = events[i].to_state, .since = events[i].effective_on};
        if (is_final(m, now.state))
            break;
    }
    return now;
}

/* What happens by itself up to a day, each step to another state; more steps than states would be a circle. */
static struct dated_state pass_time(const struct machine_def *m, struct dated_state now, struct facts *f, struct date on,
                                    struct dated_state *due_r, size_t max, size_t *found)
{
    for (size_t step = 0; step < m->states.n && *found < max && now.state && !is_final(m, now.state); step++) {
        struct dated_state next = next_by_itself(m, now, f, on);
        if (!next.by)
            break;
        due_r[(*found)++] = now = next;
    }
    return now;
}

/* Walks through the recorded events, then from one that waits for its day to the next, with what happens by itself in
 * between; what ends the certificate before overtakes an event that waits. */
static struct dated_state walk(const struct machine_def *m, const struct certificate_event *events, size_t n, const struct facts *f,
                               struct date on, struct dated_state *due_r, size_t max, size_t *found)
{
    struct dated_state now = certificate_state_recorded(m, events, n, on);
    struct facts copy;
    facts_copy(&copy, f);
    for (size_t i = 0; i < n && date_compare(events[i].effective_on, on) <= 0; i++) {
        const struct transition_def *t = events[i].performed ? NULL : machine_transition(m, events[i].transition);
        if (!t)
            continue;
        now = pass_time(m, now, &copy, (struct date){events[i].effective_on.days - 1}, due_r, max, found);
        if (transition_leaves(m, t, now.state))
            now = (struct dated_state){.state = events[i].to_state, .since = events[i].effective_on};
    }
    return pass_time(m, now, &copy, on, due_r, max, found);
}

size_t certificate_due_by_itself(const struct machine_def *m, const struct certificate_event *events, size_t n,
                                 const struct facts *f, struct date on, struct dated_state *due_r, size_t max)
{
    size_t found = 0;
    (void)walk(m, events, n, f, on, due_r, max, &found);
    return found;
}

struct dated_state certificate_state_on(const struct machine_def *m, const struct certificate_event *events, size_t n,
                                        const struct facts *f, struct date on)
{
    enum { STEPS_MAX = 32 };
    struct dated_state step[STEPS_MAX];
    size_t found = 0;
    return walk(m, events, n, f, on, step, STEPS_MAX, &found);
}
