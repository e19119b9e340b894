/* Papers that go back to the applicant: asked for by one effect, sent by another or by the verb `paper return`. */
#include "core/app/act.h"

#include "core/app/paper_internal.h"
#include "core/base/str.h"
#include "core/rule/paper_rule.h"
#include "db/rows.h"

/* They go by hand: a task says so, and by when. */
static int ask_return(struct act *act, const struct return_def *def, struct err *e)
{
    struct task *task;
    int rc = act_new_task(act, def->rule.id, &task, e);
    if (rc)
        return rc;
    act_put(act, &task_type, task);
    if (!def->due)
        return 0;
    const struct effect_def open = {.kind = EFFECT_DEADLINE_OPEN, .id = def->due};
    return act_deadline(act, &open, e);
}

/* The letter that goes with them, dated as they go; it reads them as returned. */
static int write_letter(struct act *act, const struct return_def *def, struct date on, struct err *e)
{
    const struct issued_def *letter = def->letter ? scheme_issued(act->b.scheme, def->letter) : NULL;
    struct date today = act->today;
    if (!letter)
        return 0;
    int rc = act_on_day(act, on, e);
    if (!rc)
        rc = act_issue(act, letter, e);
    return rc ? rc : act_on_day(act, today, e);
}

static size_t send_back(struct act *act, const struct return_def *def, struct date on, struct paper *paper, size_t n)
{
    size_t sent = 0;
    for (size_t i = 0; i < n; i++) {
        struct paper *p = &paper[i];
        if (!paper_goes_back(act, def, p))
            continue;
        p->custody = "returned";
        p->custody_on = on;
        act_put(act, &paper_type, p);
        sent++;
    }
    return sent;
}

int act_send_papers(struct act *act, const struct return_def *def, struct task *task, struct date on, size_t *n_r, struct err *e)
{
    struct bundle *b = &act->b;
    int rc = act_need_done(act, def->after, e);
    if (rc)
        return rc;
    size_t n = send_back(act, def, on, b->paper.at, b->paper.n) + send_back(act, def, on, b->file_paper.at, b->file_paper.n);
    *n_r += n;
    task->done_on = on;
    act_put(act, &task_type, task);
    const struct effect_def close = {.kind = EFFECT_DEADLINE_CLOSE, .id = def->due};
    rc = bundle_facts_papers(b, &act->f, e);
    if (!rc && n)
        rc = write_letter(act, def, on, e);
    return rc || !def->due ? rc : act_deadline(act, &close, e);
}

int act_return_papers(struct act *act, const struct effect_def *effect, struct err *e)
{
    const struct return_def *def = scheme_return(act->b.scheme, effect->id);
    size_t sent = 0;
    int rc = def ? 0 : err_set(e, E_BUG, "act.effect", effect->id, NULL);
    if (rc || effect->kind == EFFECT_PAPERS_RETURN)
        return rc ? rc : ask_return(act, def, e);
    for (size_t i = 0; !rc && i < act->b.task.n; i++) {
        struct task *task = &act->b.task.at[i];
        if (date_is_none(task->done_on) && str_eq(task->kind, def->rule.id))
            rc = act_send_papers(act, def, task, act->today, &sent, e);
    }
    return rc;
}
