#include "core/app/demo_work.h"

#include <inttypes.h>

#include "core/app/demo_names.h"
#include "core/app/examples_build.h"
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

int demo_receive(struct act *act, const struct received_def *def, struct err *e)
{
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
    return 0;
}

int demo_papers(struct act *act, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < act->b.scheme->received.n; i++) {
        const struct received_def *def = &act->b.scheme->received.at[i];
        if (formula_given(&def->required) && expr_is_true(def->required.expr, &act->f))
            rc = demo_receive(act, def, e);
    }
    return rc;
}

/* Was this item asked about, and has the answer come? */
static bool was_answered(const struct act *act, const char *item)
{
    for (size_t i = 0; i < act->b.query.n; i++)
        if (str_eq(act->b.query.at[i].item, item) && !date_is_none(act->b.query.at[i].answered_on))
            return true;
    return false;
}

/* What the specimen says of this item. */
static const char *said_of(const struct act *act, const struct stage *st, const struct checklist_def *list, const struct checked_item *it)
{
    const struct yaml *said = stage_given(st, arena_printf(act->arena, "check.%s.%s", list->rule.id, it->id));
    return said && checklist_result(list, stage_text(said, act->arena)) ? stage_text(said, act->arena) : NULL;
}

/* Everything that is still open on the lists of the case gets what its specimen says, else its first passing answer; so does
 * what was corrected. */
static void pass_checks(struct act *act, const struct stage *st)
{
    const struct case_type_def *type = scheme_case_type(act->b.scheme, act->b.c.type);
    for (size_t i = 0; i < type->checklists.n; i++) {
        const struct checklist_def *def = scheme_checklist(act->b.scheme, type->checklists.at[i]);
        struct checked_list list = def ? checklist_run(act->b.scheme, def, &act->f) : (struct checked_list){0};
        const char *pass = NULL;
        for (size_t j = 0; def && j < def->results.n && !pass; j++)
            pass = def->results.at[j].passes ? def->results.at[j].rule.id : NULL;
        for (size_t j = 0; pass && j < list.n; j++) {
            const struct checked_item *it = &list.at[j];
            bool corrected = it->source == CHECK_RECORDED && !it->passes && was_answered(act, it->id);
            const char *said = said_of(act, st, def, it);
            if (!it->open && !corrected)
                continue;
            const struct check_result r = {.case_id = act->b.c.id, .checklist = def->rule.id, .item = it->id, .unit = it->unit,
                                           .result = said ? said : pass, .evidence = "", .note = "", .checked_by = "reviewer",
                                           .checked_on = act->today};
            act_put(act, &check_result_type, &r);
        }
    }
}

/* A question that an action of this state would send, of a kind that was not asked yet. */
static const struct query_def *may_ask(const struct act *act)
{
    const struct machine_def *m = scheme_case_machine(act->b.scheme, act->b.c.type);
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        for (size_t j = 0; transition_fits(m, t, act->b.c.state, act->b.c.type) && j < t->effects.n; j++) {
            const struct query_def *def = t->effects.at[j].kind == EFFECT_QUERY_OPEN ? scheme_query(act->b.scheme, t->effects.at[j].id) : NULL;
            bool asked = !def || !def->checklist;
            for (size_t k = 0; !asked && k < act->b.query.n; k++)
                asked = str_eq(act->b.query.at[k].kind, def->rule.id);
            if (!asked)
                return def;
        }
    }
    return NULL;
}

int demo_ask(struct act *act, uint64_t *chance, bool *done_r, struct err *e)
{
    const struct query_def *def = may_ask(act);
    const struct checklist_def *list = def ? scheme_checklist(act->b.scheme, def->checklist) : NULL;
    *done_r = false;
    if (!list)
        return 0;
    const struct checked_list all = checklist_run(act->b.scheme, list, &act->f);
    const char *fails = NULL, *text = demo_question(demo_random(chance));
    for (size_t i = 0; i < list->results.n; i++)
        if (!list->results.at[i].passes && !list->results.at[i].open && !fails)
            fails = list->results.at[i].rule.id;
    struct query *q = LIST_ADD(act->arena, &act->b.query);
    record_init(&query_type, q);
    for (size_t i = demo_random(chance) % (all.n ? all.n : 1); fails && i < all.n && !*q->item; i++) {
        const struct checked_item *it = &all.at[i];
        if (it->source == CHECK_AUTOMATIC)
            continue;
        const struct check_result r = {.case_id = act->b.c.id, .checklist = list->rule.id, .item = it->id, .unit = it->unit,
                                       .result = fails, .evidence = "", .note = text, .checked_by = "reviewer",
                                       .checked_on = act->today};
        act_put(act, &check_result_type, &r);
        q->item = it->id;
    }
    if (!*q->item) {
        act->b.query.n--;
        return 0;
    }
    q->case_id = act->b.c.id;
    q->kind = def->rule.id;
    q->ground = def->grounds.n ? def->grounds.at[demo_random(chance) % def->grounds.n] : "";
    q->question = text;
    q->state = "draft";
    int rc = rows_next_id(act->app->db, &query_type, &q->id, e);
    *done_r = !rc;
    if (!rc)
        act_put(act, &query_type, q);
    return rc;
}

/* Some applicants wrote something that fails, or that must be asked about: the item and the question to it. */
static int ask_some(struct act *act, uint64_t *chance, struct err *e)
{
    enum { ASKED = 4 };
    bool done;
    return may_ask(act) && demo_random(chance) % ASKED == 0 ? demo_ask(act, chance, &done, e) : 0;
}

/* What was sent to the applicant comes back answered. */
static void answer(struct act *act)
{
    for (size_t i = 0; i < act->b.query.n; i++) {
        struct query *q = &act->b.query.at[i];
        if (!str_eq(q->state, "open"))
            continue;
        q->answer = demo_answer();
        q->answered_on = act->today;
        q->state = "answered";
        act_put(act, &query_type, q);
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
    struct payment *p;
    int rc = act_new_payment(act, (struct yen){owed}, &p, e);
    if (rc)
        return rc;
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

int demo_work(struct act *act, struct demo_life *life, const struct stage *st, bool *done_r, struct err *e)
{
    const struct yaml *payments = life->specimen ? yaml_get(yaml_get(st->scheme->specimen, life->specimen), "payments") : NULL;
    if (!life->silent)
        answer(act);
    pass_checks(act, st);
    send_back(act);
    do_tasks(act, &life->chance);
    int rc = life->owes || (payments && !payments->n) ? 0 : pay(act, e);
    if (!rc && !date_is_none(life->last) && !life->way)
        rc = ask_some(act, &life->chance, e);
    *done_r = !rc && act->changes.change.n > 0;
    return *done_r ? act_commit(act, "demo.work", arena_printf(act->arena, "case:%" PRId64, life->case_id), NULL, e) : rc;
}
