/* Actions that an example does or asks about, and time that passes. */
#include <string.h>

#include "core/app/case_app.h"
#include "core/app/deadline_app.h"
#include "core/app/examples_build.h"
#include "core/app/examples_names.h"
#include "core/app/examples_run.h"
#include "core/app/paper_app.h"
#include "core/app/review_app.h"
#include "core/base/str.h"
#include "core/rule/people.h"
#include "db/db.h"
#include "db/rows.h"

/* An action as it was named, by its id or by what people call it, with the answers to what it asks. */
struct action_said {
    const struct machine_def *machine;
    const struct transition_def *t;
    const char *action; /* its id, and @ the unit it is about */
    struct answer *answer;
    size_t n;
};

static int read_case(struct db *db, void *arg, struct err *e)
{
    struct run *r = arg;
    struct case_file c;
    int rc = rows_get_id(db, &case_file_type, r->stage.case_id, &c, r->a, e);
    if (!rc)
        r->stage.type = c.type;
    return rc;
}

static const struct transition_def *by_id(const struct scheme *s, const char *type, const char *id, const struct machine_def **m_r)
{
    const struct machine_def *own = scheme_case_machine(s, type);
    const struct transition_def *t = own ? machine_transition(own, id) : NULL;
    *m_r = own;
    for (size_t i = 0; !t && i < s->machines.n; i++)
        if (s->machines.at[i].of != MACHINE_CASE && (t = machine_transition(&s->machines.at[i], id)) != NULL)
            *m_r = &s->machines.at[i];
    return t;
}

struct by_label {
    const char *label, *unit;
    const struct machine_def *machine;
    const struct transition_def *t;
};

static bool is_called(const struct transition_def *t, const char *type, const char *label)
{
    for (size_t i = 0; i < t->label_for.n; i++)
        if (str_eq(t->label_for.at[i].name, type))
            return str_eq(t->label_for.at[i].text, label);
    return str_eq(t->rule.label, label);
}

/* What people call it, among what can be done in this state. */
static int find_by_label(struct run *r, struct act *act, void *arg, struct err *e)
{
    struct by_label *find = arg;
    const struct machine_def *m;
    (void)r;
    int rc = act_about_unit(act, find->unit, e);
    for (size_t i = 0; !rc && (m = act_machine(act, i)) != NULL; i++) {
        const char *state = act_state_of(act, m);
        for (size_t j = 0; !find->t && j < m->transitions.n; j++) {
            const struct transition_def *t = &m->transitions.at[j];
            if (t->roles.n && transition_fits(m, t, state, act->b.c.type) && is_called(t, act->b.c.type, find->label)) {
                find->machine = m;
                find->t = t;
            }
        }
    }
    return rc;
}

static int find_action(struct run *r, const struct yaml *named, struct action_said *said_r, struct err *e)
{
    const char *at = named->kind == YAML_SCALAR ? strchr(named->text, '@') : NULL;
    const char *name = at ? arena_strndup(r->a, named->text, (size_t)(at - named->text)) : named->text;
    struct by_label find = {.label = name, .unit = at ? at + 1 : NULL};
    if (named->kind != YAML_SCALAR)
        return run_mistake("example.value", "do", named, e);
    int rc = db_read(r->app->db, read_case, r, e);
    if (rc)
        return rc;
    said_r->t = by_id(r->scheme, r->stage.type, name, &said_r->machine);
    if (!said_r->t && (rc = run_with_act(r, find_by_label, &find, e)) != 0)
        return rc;
    if (!said_r->t) {
        said_r->t = find.t;
        said_r->machine = find.machine;
    }
    if (said_r->t)
        said_r->action = at ? arena_printf(r->a, "%s%s", said_r->t->rule.id, at) : said_r->t->rule.id;
    const struct machine_def *m = scheme_case_machine(r->scheme, r->stage.type);
    return said_r->t ? 0 : run_unknown(r, named->text, m->transitions.at, m->transitions.n, sizeof *m->transitions.at, named, e);
}

static const struct ask_def *asked(const struct transition_def *t, const char *type, const char *fact)
{
    for (size_t i = 0; t && i < t->asks.n; i++)
        if (str_eq(t->asks.at[i].fact, fact) && (!t->asks.at[i].types.n || texts_have(&t->asks.at[i].types, type)))
            return &t->asks.at[i];
    return NULL;
}

static bool was_used(struct run *r, const char *fact)
{
    for (size_t i = 0; i < r->used.n; i++)
        if (str_eq(r->used.at[i], fact))
            return true;
    *LIST_ADD(r->a, &r->used) = fact;
    return false;
}

/* What `given` says of a fact answers the first action that asks for it. */
static void answer_from_given(struct run *r, const struct transition_def *t, const char *type, struct action_said *said)
{
    for (size_t i = 0; i < t->asks.n; i++) {
        const char *fact = t->asks.at[i].fact;
        bool answered = false;
        for (size_t j = 0; j < said->n; j++)
            answered |= str_eq(said->answer[j].fact, fact);
        const struct yaml *v = answered || !asked(t, type, fact) ? NULL : stage_said(&r->stage, fact);
        if (v && v->kind != YAML_NULL && !was_used(r, fact))
            said->answer[said->n++] = (struct answer){fact, stage_text(v, r->a)};
    }
}

/* `with`: answers, and what else the officer enters before he acts. type: of the case the action is in. */
static int read_with(struct run *r, const struct yaml *with, const struct transition_def *t, const char *type, struct action_said *said,
                     struct err *e)
{
    struct givens givens = {0};
    const struct yaml *flat = names_flat(r->scheme, with, r->a);
    LIST(struct yaml_entry) others = {0};
    int rc = names_take(&r->stage, flat, &givens, e);
    if (rc)
        return rc;
    said->answer = ARENA_ARRAY(r->a, struct answer, givens.all.n + t->asks.n);
    said->n = 0;
    for (size_t i = 0; i < givens.all.n; i++) {
        const struct given *g = &givens.all.at[i];
        const char *text = names_special(g->name) ? NULL : stage_text(g->value, r->a);
        bool answer = asked(t, type, g->name) || str_starts(g->name, "case.") || str_starts(g->name, "cert.");
        if (answer)
            said->answer[said->n++] = (struct answer){g->name, text ? text : ""};
        else
            *LIST_ADD(r->a, &others) = flat->entry[i];
    }
    if (others.n)
        rc = stage_set(&r->stage, yaml_new_map(r->a, with->at, others.at, others.n), e);
    if (!rc)
        answer_from_given(r, t, type, said);
    return rc;
}

struct date run_day_of_answers(const struct scheme *s, const char *type, const struct yaml *when)
{
    const char *create = yaml_get_text(when, "create"), *action = yaml_get_text(when, "do");
    const struct yaml *with = yaml_get(when, "with");
    const struct machine_def *m = NULL;
    action = action ? action : yaml_get_text(when, "can");
    const struct transition_def *t = action ? by_id(s, type, action, &m) : NULL;
    if (create && (m = scheme_case_machine(s, create)) != NULL)
        t = act_opening(m, create);
    for (size_t i = 0; t && with && i < t->asks.n; i++)
        for (size_t j = 0; j < with->n; j++) {
            const char *fact = t->asks.at[i].fact, *key = with->entry[j].key, *dot = strchr(fact, '.');
            struct date d;
            if ((str_eq(key, fact) || (dot && str_eq(key, dot + 1))) && with->entry[j].value->kind == YAML_SCALAR &&
                date_from_iso(with->entry[j].value->text, &d))
                return d;
        }
    return DATE_NONE;
}

static const char *role_named(const struct scheme *s, const char *text)
{
    for (size_t i = 0; i < s->roles.n; i++)
        if (str_eq(s->roles.at[i].rule.id, text) || str_eq(s->roles.at[i].rule.label, text))
            return s->roles.at[i].rule.id;
    return NULL;
}

int run_as(struct run *r, const struct yaml *said, struct err *e)
{
    const struct yaml *roles = said ? yaml_get(said, "role") : NULL;
    const char *login = said ? yaml_get_text(said, "actor") : NULL;
    const struct yaml *given_login = stage_given(&r->stage, "actor.login");
    if (!roles)
        roles = stage_given(&r->stage, "actor.roles");
    if (!login && given_login)
        login = given_login->text;
    if (!roles) {
        app_act_for_office(r->app, login ? login : "example");
        return 0;
    }
    size_t n = roles->kind == YAML_LIST ? roles->n : 1;
    const char **ids = ARENA_ARRAY(r->a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const struct yaml *one = roles->kind == YAML_LIST ? roles->item[i] : roles;
        ids[i] = one->kind == YAML_SCALAR ? role_named(r->scheme, one->text) : NULL;
        if (!ids[i])
            return run_unknown(r, one->text, r->scheme->roles.at, r->scheme->roles.n, sizeof *r->scheme->roles.at, one, e);
    }
    app_act_in_roles(r->app, login ? login : "example", r->scheme->rule.id, ids, n);
    return 0;
}

static void refused_by(struct run *r, const struct err *e)
{
    *LIST_ADD(r->a, &r->refused) = (struct refused){
        .id = arena_strdup(r->a, *e->rule ? e->rule : e->msg),
        .text = arena_strdup(r->a, *e->rule ? e->arg[0] : app_error_text(r->app, r->a, e))};
}

static void answer_refusals(struct run *r)
{
    const char **id = ARENA_ARRAY(r->a, const char *, r->refused.n);
    for (size_t i = 0; i < r->refused.n; i++)
        id[i] = r->refused.at[i].id;
    r->acted = true;
    run_answer_bool(r, "allowed", r->refused.n == 0);
    run_answer_bool(r, "ok", r->refused.n == 0);
    run_answer_list(r, "refused", id, r->refused.n);
}

/* Tries it on a copy that is never written: all refusals, not only the first. */
static int try_action(struct run *r, struct act *act, void *arg, struct err *e)
{
    const struct action_said *said = arg;
    struct refusals refusals = {0};
    int rc = act_try(act, said->action, said->answer, said->n, &refusals, e);
    if (rc == E_RULE || rc == E_DENIED) {
        refused_by(r, e);
        return 0;
    }
    for (size_t i = 0; !rc && i < refusals.all.n; i++)
        *LIST_ADD(r->a, &r->refused) = refusals.all.at[i];
    return rc;
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
    return rc;
}

static bool is_effect(const struct action_said *said)
{
    return said->machine->of == MACHINE_CERTIFICATE && !said->t->roles.n;
}

static int do_one(struct run *r, const struct action_said *said, struct err *e)
{
    struct act_result result;
    if (is_effect(said)) {
        struct do_certificate d = {r, said->t->rule.id};
        return db_write(r->app->db, do_certificate, &d, e);
    }
    return case_act(r->app, r->stage.case_id, 0, said->action, said->answer, said->n, r->a, &result, e);
}

/* Does it, or only tries; refusals are collected in r->refused. */
static int act_out(struct run *r, const struct yaml *asked_for, const char *key, bool only_try, struct err *e)
{
    struct action_said said = {0};
    r->refused.n = 0;
    int rc = run_as(r, asked_for, e);
    if (!rc)
        rc = find_action(r, yaml_get(asked_for, key), &said, e);
    if (!rc)
        rc = read_with(r, yaml_get(asked_for, "with"), said.t, r->stage.type, &said, e);
    if (!rc && !is_effect(&said))
        rc = run_with_act(r, try_action, &said, e);
    if (rc || r->refused.n || only_try)
        return rc;
    rc = do_one(r, &said, e);
    if (rc == E_RULE || rc == E_DENIED) {
        refused_by(r, e);
        rc = 0;
    }
    return rc;
}

int run_do(struct run *r, struct err *e)
{
    int rc = act_out(r, r->when, "do", false, e);
    answer_refusals(r);
    return rc;
}

int run_can(struct run *r, struct err *e)
{
    int rc = act_out(r, r->when, "can", true, e);
    answer_refusals(r);
    return rc;
}

static int read_certificate(struct db *db, void *arg, struct err *e)
{
    struct run *r = arg;
    struct case_file c;
    int rc = rows_get_id(db, &case_file_type, r->stage.case_id, &c, r->a, e);
    if (!rc)
        r->stage.certificate_id = c.certificate_id;
    return rc;
}

/* The certificate of the example, or the one that its case got on the way. */
static int certificate_now(struct run *r, struct err *e)
{
    return r->stage.certificate_id || !r->stage.case_id ? 0 : db_read(r->app->db, read_certificate, r, e);
}

static int create(struct run *r, const struct yaml *asked_for, struct err *e)
{
    const char *type = yaml_get_text(asked_for, "create");
    struct action_said said = {0};
    int64_t id;
    const struct case_type_def *def = NULL;
    for (size_t i = 0; type && i < r->scheme->case_types.n; i++)
        if (str_eq(r->scheme->case_types.at[i].rule.id, type) || str_eq(r->scheme->case_types.at[i].rule.label, type))
            def = &r->scheme->case_types.at[i];
    r->refused.n = 0;
    if (!def)
        return run_unknown(r, type, r->scheme->case_types.at, r->scheme->case_types.n, sizeof *r->scheme->case_types.at, asked_for, e);
    const struct transition_def *t = act_opening(scheme_case_machine(r->scheme, def->rule.id), def->rule.id);
    static const struct transition_def nothing;
    int rc = run_as(r, asked_for, e);
    if (!rc)
        rc = certificate_now(r, e);
    if (!rc)
        rc = read_with(r, yaml_get(asked_for, "with"), t ? t : &nothing, def->rule.id, &said, e);
    if (!rc)
        rc = case_new(r->app, r->scheme->rule.id, def->rule.id, r->stage.certificate_id, said.answer, said.n, r->a, &id, e);
    if (rc == E_RULE || rc == E_DENIED) {
        refused_by(r, e);
        return 0;
    }
    if (!rc) {
        r->stage.case_id = id;
        r->stage.type = def->rule.id;
    }
    return rc;
}

int run_create(struct run *r, struct err *e)
{
    int rc = create(r, r->when, e);
    answer_refusals(r);
    return rc;
}

static int pass_time(struct run *r, const struct yaml *until, struct err *e)
{
    struct date d;
    size_t n;
    if (until->kind != YAML_SCALAR || !date_from_iso(until->text, &d))
        return run_mistake("example.value", "clock", until, e);
    r->app->clock = clock_fixed(d);
    return clock_run(r->app, &n, e);
}

int run_clock(struct run *r, struct err *e)
{
    return pass_time(r, yaml_get(r->when, "clock"), e);
}

struct task_named {
    const char *kind;
    LIST(int64_t) ids;
};

static int open_tasks(struct run *r, struct act *act, void *arg, struct err *e)
{
    struct task_named *named = arg;
    (void)e;
    for (size_t i = 0; i < act->b.task.n; i++)
        if (str_eq(act->b.task.at[i].kind, named->kind) && date_is_none(act->b.task.at[i].done_on))
            *LIST_ADD(r->a, &named->ids) = act->b.task.at[i].id;
    return 0;
}

/* `done: send_certificate`: what somebody did by hand. */
static int finish_task(struct run *r, const struct yaml *done, struct err *e)
{
    struct task_named named = {.kind = done->text};
    if (done->kind != YAML_SCALAR || (!scheme_task(r->scheme, done->text) && !scheme_return(r->scheme, done->text)))
        return run_unknown(r, done->text, r->scheme->tasks.at, r->scheme->tasks.n, sizeof *r->scheme->tasks.at, done, e);
    int rc = run_with_act(r, open_tasks, &named, e);
    if (!rc && !named.ids.n)
        rc = run_mistake("example.no-task", done->text, done, e);
    for (size_t i = 0; !rc && i < named.ids.n; i++)
        rc = task_done(r->app, named.ids.at[i], e);
    return rc;
}

struct newest_case {
    const char *type;
    int64_t id;
};

static int find_case(struct run *r, struct act *act, void *arg, struct err *e)
{
    struct newest_case *find = arg;
    (void)r;
    (void)e;
    if (str_eq(act->b.c.type, find->type))
        find->id = act->b.c.id;
    for (size_t i = 0; i < act->b.other_case.n; i++)
        if (str_eq(act->b.other_case.at[i].type, find->type) && act->b.other_case.at[i].id > find->id)
            find->id = act->b.other_case.at[i].id;
    return 0;
}

/* `case: revocation`: goes on with the case that was opened. */
static int change_case(struct run *r, const struct yaml *type, struct err *e)
{
    struct newest_case find = {.type = type->text};
    int rc = run_with_act(r, find_case, &find, e);
    if (!rc && !find.id)
        rc = run_unknown(r, type->text, r->scheme->case_types.at, r->scheme->case_types.n, sizeof *r->scheme->case_types.at, type, e);
    if (!rc)
        r->stage.case_id = find.id;
    return rc ? rc : db_read(r->app->db, read_case, r, e);
}

static const char *step_action(const struct yaml *step)
{
    static const char *const keys[] = {"do", "create", "done", "sign"};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (yaml_get_text(step, keys[i]))
            return yaml_get_text(step, keys[i]);
    return "return";
}

/* `sign: CL-B` with `actor`: that person signs the list as the second one. */
static int sign_list(struct run *r, const struct yaml *step, struct err *e)
{
    struct review_view v;
    int rc = run_as(r, step, e);
    return rc ? rc : review_sign(r->app, r->stage.case_id, yaml_get_text(step, "sign"), false, r->a, &v, e);
}

/* A rule's refusal of what somebody does by hand is an answer, too. */
static int by_hand(struct run *r, int rc, struct err *e)
{
    if (rc == E_RULE)
        refused_by(r, e);
    return rc == E_RULE ? 0 : rc;
}

/* The step was refused: as it says, or it is a mistake. */
static int check_refused(struct run *r, const struct yaml *step, struct err *e)
{
    const struct yaml *expected = yaml_get(step, "refused");
    if (!expected && r->refused.n) {
        const char *action = step_action(step);
        err_set(e, E_INPUT, "example.step", action, r->refused.at[0].id, r->refused.at[0].text, NULL);
        return err_detail(e, "%s:%d:%d", step->at.file ? step->at.file : "?", step->at.line, step->at.column);
    }
    size_t n = !expected ? 0 : expected->kind == YAML_LIST ? expected->n : 1;
    for (size_t i = 0; i < n; i++) {
        const struct yaml *one = expected->kind == YAML_LIST ? expected->item[i] : expected;
        bool found = false;
        for (size_t j = 0; j < r->refused.n; j++)
            found |= str_eq(r->refused.at[j].id, one->text);
        if (!found)
            return run_mistake("example.not-refused", one->text, one, e);
    }
    return 0;
}

/* What is locked by its own rule is refused, as an action is. */
static int set_as_said(struct run *r, const struct yaml *set, struct err *e)
{
    int rc = stage_set(&r->stage, names_flat(r->scheme, set, r->a), e);
    if (rc != E_RULE)
        return rc;
    refused_by(r, e);
    return 0;
}

static int run_step(struct run *r, const struct yaml *step, struct err *e)
{
    static const char *const keys[] = {"do", "create", "clock", "set", "done", "return", "case", "sign", "with", "on", "role", "actor", "refused", "note", NULL};
    const struct yaml *on = yaml_get(step, "on"), *set = yaml_get(step, "set"), *done = yaml_get(step, "done");
    struct date d;
    size_t returned;
    if (step->kind != YAML_MAP)
        return run_mistake("example.value", "steps", step, e);
    int rc = names_keys(step, keys, e);
    if (!rc && on && (on->kind != YAML_SCALAR || !date_from_iso(on->text, &d)))
        rc = run_mistake("example.value", "on", on, e);
    if (!rc && on)
        r->app->clock = clock_fixed(d);
    r->refused.n = 0;
    if (!rc && yaml_get(step, "clock"))
        rc = pass_time(r, yaml_get(step, "clock"), e);
    if (!rc && yaml_get(step, "case"))
        rc = change_case(r, yaml_get(step, "case"), e);
    if (!rc && set)
        rc = set_as_said(r, set, e);
    if (!rc && done)
        rc = by_hand(r, finish_task(r, done, e), e);
    if (!rc && yaml_get_text(step, "sign"))
        rc = by_hand(r, sign_list(r, step, e), e);
    if (!rc && yaml_get(step, "return"))
        rc = by_hand(r, paper_return_all(r->app, r->stage.case_id, app_today(r->app), &returned, e), e);
    if (!rc && yaml_get(step, "create"))
        rc = create(r, step, e);
    if (!rc && yaml_get(step, "do"))
        rc = act_out(r, step, "do", false, e);
    return rc ? rc : check_refused(r, step, e);
}

int run_steps(struct run *r, const struct yaml *steps, struct err *e)
{
    struct clock before = r->app->clock;
    if (steps && steps->kind != YAML_LIST)
        return run_mistake("example.value", "steps", steps, e);
    for (size_t i = 0; steps && i < steps->n; i++) {
        int rc = run_step(r, steps->item[i], e);
        if (rc)
            return rc;
    }
    r->refused.n = 0;
    if (date_compare(app_today(r->app), clock_today(&before)) < 0 || !steps || !steps->n)
        r->app->clock = before;
    return 0;
}

int run_person(struct run *r, struct act *act, void *arg, struct err *e)
{
    static const char *const keys[] = {"task", "person", NULL};
    static const char *const about[] = {"login", "roles", "reviewed", "conflict", NULL};
    const struct yaml *question = yaml_get(r->when, "assign"), *person = yaml_get(question, "person");
    const char *task = yaml_get_text(question, "task");
    struct refusals refusals = {0};
    (void)arg;
    int rc = names_keys(question, keys, e);
    if (!rc && !task)
        rc = run_mistake("example.key", "task", question, e);
    if (!rc && person && person->kind == YAML_MAP)
        rc = names_keys(person, about, e);
    for (size_t i = 0; !rc && person && person->kind == YAML_MAP && i < person->n; i++)
        rc = facts_set_text(&act->f, arena_printf(r->a, "actor.%s", person->entry[i].key), stage_text(person->entry[i].value, r->a), e);
    if (!rc && person && person->kind == YAML_SCALAR)
        rc = facts_set_text(&act->f, "actor.login", person->text, e);
    if (rc)
        return rc;
    people_may(r->scheme, task, &act->f, &refusals);
    for (size_t i = 0; i < refusals.all.n; i++)
        *LIST_ADD(r->a, &r->refused) = refusals.all.at[i];
    answer_refusals(r);
    return 0;
}
