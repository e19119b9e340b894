#include "core/app/demo_work.h"

#include <inttypes.h>

#include "core/app/demo_names.h"
#include "core/base/str.h"
#include "core/rule/checklist.h"
#include "core/rule/expr.h"
#include "db/rows.h"

bool demo_is_over(const struct machine_def *m, const char *state)
{
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        const struct state_def *to = t->to && t->from.n && texts_have(&t->from, state) ? machine_state(m, t->to) : NULL;
        if (to && !to->final && !str_eq(t->to, state))
            return false;
    }
    return true;
}

int demo_papers(struct act *act, struct err *e)
{
    for (size_t i = 0; i < act->b.scheme->received.n; i++) {
        const struct received_def *def = &act->b.scheme->received.at[i];
        if (!formula_given(&def->required) || !expr_is_true(def->required.expr, &act->f))
            continue;
        struct paper p;
        record_init(&paper_type, &p);
        int rc = rows_next_id(act->app->db, &paper_type, &p.id, e);
        if (rc)
            return rc;
        p.case_id = act->b.c.id;
        p.direction = "received";
        p.class = def->rule.id;
        p.title = def->rule.label;
        p.original = true;
        p.copies = 1;
        p.received_on = act->today;
        p.issued_on = (struct date){act->today.days - 12};
        p.custody = "kept";
        p.custody_on = act->today;
        p.secret = def->secret;
        act_put(act, &paper_type, &p);
    }
    return 0;
}

/* Everything that is still open on the lists of the case gets its first passing answer. */
static void pass_checks(struct act *act)
{
    const struct case_type_def *type = scheme_case_type(act->b.scheme, act->b.c.type);
    for (size_t i = 0; i < type->checklists.n; i++) {
        const struct checklist_def *def = scheme_checklist(act->b.scheme, type->checklists.at[i]);
        struct checked_list list = def ? checklist_run(act->b.scheme, def, &act->f) : (struct checked_list){0};
        const char *pass = NULL;
        for (size_t j = 0; def && j < def->results.n && !pass; j++)
            pass = def->results.at[j].passes ? def->results.at[j].rule.id : NULL;
        for (size_t j = 0; pass && j < list.n; j++) {
            if (!list.at[j].open)
                continue;
            const struct check_result r = {.case_id = act->b.c.id, .checklist = def->rule.id, .item = list.at[j].id, .unit = list.at[j].unit,
                                           .result = pass, .evidence = "", .note = "", .checked_by = "reviewer", .checked_on = act->today};
            act_put(act, &check_result_type, &r);
        }
    }
}

static int pay(struct act *act, struct err *e)
{
    int64_t owed = 0;
    for (size_t i = 0; i < act->b.fee.n; i++)
        if (str_eq(act->b.fee.at[i].state, "billed"))
            owed += act->b.fee.at[i].gross.v;
    if (!owed)
        return 0;
    struct payment *p = LIST_ADD(act->arena, &act->b.payment);
    record_init(&payment_type, p);
    int rc = rows_next_id(act->app->db, &payment_type, &p->id, e);
    if (rc)
        return rc;
    p->case_id = act->b.c.id;
    p->received_on = act->today;
    p->amount.v = owed;
    p->payer = act->b.party.reading;
    act_put(act, &payment_type, p);
    return act_settle(act, e);
}

/* A case that is over sends back what has to go back. */
static void send_back(struct act *act)
{
    bool over = demo_is_over(scheme_case_machine(act->b.scheme, act->b.c.type), act->b.c.state);
    for (size_t i = 0; over && i < act->b.paper.n; i++) {
        struct paper *p = &act->b.paper.at[i];
        const struct received_def *def = scheme_received(act->b.scheme, p->class);
        if (!str_eq(p->direction, "received") || !str_eq(p->custody, "kept") || !def || def->never_returned)
            continue;
        p->custody = "returned";
        p->custody_on = act->today;
        act_put(act, &paper_type, p);
    }
}

/* Most of what is left to do by hand once a case is decided gets done: the certificate sent, the mark checked. */
static void do_tasks(struct act *act, uint64_t *chance)
{
    bool over = demo_is_over(scheme_case_machine(act->b.scheme, act->b.c.type), act->b.c.state);
    for (size_t i = 0; over && i < act->b.task.n; i++) {
        struct task *task = &act->b.task.at[i];
        if (!date_is_none(task->done_on) || demo_random(chance) % 8 == 0)
            continue;
        task->done_on = act->today;
        act_put(act, &task_type, task);
    }
}

int demo_work(struct app *app, struct demo_life *life, struct date day, struct arena *a, struct err *e)
{
    struct act act;
    int rc = act_begin(&act, app, life->case_id, 0, day, a, e);
    if (rc)
        return rc;
    pass_checks(&act);
    send_back(&act);
    do_tasks(&act, &life->chance);
    rc = pay(&act, e);
    if (rc || !act.changes.change.n)
        return rc;
    return act_commit(&act, "demo.work", arena_printf(a, "case:%" PRId64, life->case_id), NULL, e);
}
