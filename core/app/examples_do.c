/* Actions that an example does or asks about, and time that passes. */
#include "core/app/case_app.h"
#include "core/app/deadline_app.h"
#include "core/app/examples_run.h"
#include "core/base/str.h"
#include "core/rule/people.h"
#include "db/db.h"

static struct answer *answers_of(struct run *r, const struct yaml *with, size_t *n_r)
{
    size_t n = with ? with->n : 0;
    struct answer *answers = ARENA_ARRAY(r->a, struct answer, n);
    for (size_t i = 0; i < n; i++) {
        const char *text = stage_text(with->entry[i].value, r->a);
        answers[i] = (struct answer){with->entry[i].key, text ? text : ""};
    }
    *n_r = n;
    return answers;
}

static void refused_by(struct run *r, const struct err *e)
{
    *LIST_ADD(r->a, &r->refused) = (struct refused){.id = arena_strdup(r->a, *e->rule ? e->rule : err_name(e->code)),
                                                    .text = arena_strdup(r->a, e->arg[0])};
}

static void answer_refusals(struct run *r)
{
    const char **id = ARENA_ARRAY(r->a, const char *, r->refused.n);
    for (size_t i = 0; i < r->refused.n; i++)
        id[i] = r->refused.at[i].id;
    run_answer_bool(r, "allowed", r->refused.n == 0);
    run_answer_list(r, "refused", id, r->refused.n);
}

/* Tries it on a copy that is never written: all refusals, not only the first. */
static int try_action(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *can = yaml_get(r->when, "can");
    const char *action = can ? can->text : yaml_get_text(r->when, "do");
    size_t n;
    struct answer *answers = answers_of(r, yaml_get(r->when, "with"), &n);
    struct refusals refusals = {0};
    int rc = act_try(act, action, answers, n, &refusals, e);
    if (rc == E_NOTFOUND)
        return run_mistake("example.unknown", action, r->when, e);
    if (rc) {
        refused_by(r, e);
        return 0;
    }
    for (size_t i = 0; i < refusals.all.n; i++)
        *LIST_ADD(r->a, &r->refused) = refusals.all.at[i];
    return 0;
}

struct do_certificate {
    struct run *r;
    const char *action;
};

/* A transition of the certificate that no officer does by itself: K01 of a decision. */
static int do_certificate(struct db *db, void *arg, struct err *e)
{
    struct do_certificate *d = arg;
    struct act act;
    (void)db;
    int rc = act_begin(&act, d->r->app, d->r->stage.case_id, 0, app_today(d->r->app), d->r->a, e);
    if (!rc)
        rc = act_certificate(&act, d->action, DATE_NONE, e);
    if (!rc)
        rc = act_commit(&act, "example.certificate", "case:3", NULL, e);
    for (size_t i = 0; !rc && i < act.issued.n; i++)
        *LIST_ADD(d->r->a, &d->r->papers) = act.issued.at[i];
    return rc;
}

static bool is_certificate_effect(const struct scheme *s, const char *action)
{
    const struct machine_def *m = scheme_certificate_machine(s);
    const struct transition_def *t = m ? machine_transition(m, action) : NULL;
    return t && !t->roles.n;
}

static int do_one(struct run *r, const char *action, const struct yaml *with, struct err *e)
{
    if (is_certificate_effect(r->scheme, action)) {
        struct do_certificate d = {r, action};
        return db_write(r->app->db, do_certificate, &d, e);
    }
    size_t n;
    struct answer *answers = answers_of(r, with, &n);
    struct act_result result;
    int rc = case_act(r->app, r->stage.case_id, 0, action, answers, n, r->a, &result, e);
    for (size_t i = 0; !rc && i < result.n_papers; i++)
        *LIST_ADD(r->a, &r->papers) = result.paper[i];
    return rc;
}

int run_do(struct run *r, struct err *e)
{
    const char *action = yaml_get_text(r->when, "do");
    if (!is_certificate_effect(r->scheme, action)) {
        int rc = run_with_act(r, try_action, NULL, e);
        if (rc || r->refused.n) {
            answer_refusals(r);
            return rc;
        }
    }
    int rc = do_one(r, action, yaml_get(r->when, "with"), e);
    if (rc == E_RULE || rc == E_DENIED) {
        refused_by(r, e);
        rc = 0;
    }
    answer_refusals(r);
    return rc;
}

int run_create(struct run *r, struct err *e)
{
    const char *type = yaml_get_text(r->when, "create");
    size_t n;
    struct answer *answers = answers_of(r, yaml_get(r->when, "with"), &n);
    int64_t id;
    int rc = case_new(r->app, r->scheme->rule.id, type, r->stage.certificate_id, answers, n, r->a, &id, e);
    if (rc == E_RULE || rc == E_DENIED) {
        refused_by(r, e);
        rc = 0;
    } else if (!rc) {
        r->stage.case_id = id;
    }
    answer_refusals(r);
    return rc;
}

int run_can(struct run *r, struct err *e)
{
    int rc = run_with_act(r, try_action, NULL, e);
    answer_refusals(r);
    return rc;
}

int run_steps(struct run *r, const struct yaml *steps, struct err *e)
{
    struct clock before = r->app->clock;
    for (size_t i = 0; steps && i < steps->n; i++) {
        const struct yaml *step = steps->item[i];
        const char *on = yaml_get_text(step, "on"), *action = yaml_get_text(step, "do");
        struct date d;
        if (on && !date_from_iso(on, &d))
            return run_mistake("example.value", on, step, e);
        if (on)
            r->app->clock = clock_fixed(d);
        int rc = action ? do_one(r, action, yaml_get(step, "with"), e) : run_mistake("example.key", "do", step, e);
        if (rc)
            return rc;
    }
    r->app->clock = before;
    return 0;
}

int run_clock(struct run *r, struct err *e)
{
    const struct yaml *asked = yaml_get(r->when, "clock");
    struct date d;
    size_t n;
    if (!asked->text || !date_from_iso(asked->text, &d))
        return run_mistake("example.value", asked->text, asked, e);
    r->app->clock = clock_fixed(d);
    return clock_run(r->app, &n, e);
}

int run_person(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = yaml_get(r->when, "assign");
    const char *task = yaml_get_text(asked, "task");
    struct refusals refusals = {0};
    if (!task)
        return run_mistake("example.key", "task", asked, e);
    people_may(r->scheme, task, &act->f, &refusals);
    for (size_t i = 0; i < refusals.all.n; i++)
        *LIST_ADD(r->a, &r->refused) = refusals.all.at[i];
    answer_refusals(r);
    return 0;
}
