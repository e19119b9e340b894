#include "core/app/act.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/app/labels.h"
#include "core/base/str.h"
#include "core/rule/computed.h"
#include "core/rule/expr.h"
#include "db/rows.h"

/* Facts of the bundle, on the act's own day. */
static int act_facts(struct act *act, struct err *e)
{
    scheme_facts_init(&act->f, act->arena, act->b.scheme, &act->app->closed);
    int rc = facts_set(&act->f, "today", value_date(act->today), e);
    if (!rc)
        rc = bundle_facts(act->app, &act->b, &act->f, e);
    for (size_t i = 0; !rc && i < act->app->n_stated; i++)
        rc = facts_set_text(&act->f, act->app->stated[i].name, act->app->stated[i].text, e);
    return rc;
}

static int load(struct act *act, struct app *app, int64_t case_id, int64_t certificate_id, struct date today, struct arena *a, struct err *e)
{
    *act = (struct act){.app = app, .arena = a, .today = today, .changes = change_set_in(a)};
    return case_id ? bundle_load(app, case_id, a, &act->b, e) : bundle_load_certificate(app, certificate_id, a, &act->b, e);
}

int act_begin(struct act *act, struct app *app, int64_t case_id, int64_t certificate_id, struct date today, struct arena *a, struct err *e)
{
    int rc = load(act, app, case_id, certificate_id, today, a, e);
    return rc ? rc : act_facts(act, e);
}

int act_begin_under(struct act *act, struct app *app, const struct scheme *s, int64_t case_id, int64_t certificate_id, struct date today,
                    struct arena *a, struct err *e)
{
    int rc = load(act, app, case_id, certificate_id, today, a, e);
    act->b.scheme = rc ? NULL : s;
    return rc ? rc : act_facts(act, e);
}

int act_begin_new(struct act *act, struct app *app, const struct scheme *s, int64_t certificate_id, struct date today, struct arena *a,
                  struct err *e)
{
    *act = (struct act){.app = app, .arena = a, .today = today, .changes = change_set_in(a)};
    int rc = 0;
    if (certificate_id)
        rc = bundle_load_certificate(app, certificate_id, a, &act->b, e);
    else
        bundle_init(&act->b, a);
    act->b.scheme = s; /* a new case is received under the newest version, whatever the certificate was granted under */
    return rc ? rc : act_facts(act, e);
}

int act_settle_edition(struct act *act, bool *changed_r, struct err *e)
{
    const struct scheme *s = schemes_on(act->app->schemes, act->b.scheme->rule.id, act->b.c.received_on);
    const struct machine_def *m = s && !s->abstract ? scheme_case_machine(s, act->b.c.type) : NULL;
    *changed_r = false;
    if (!m || s == act->b.scheme || !machine_state(m, act->b.c.state))
        return 0;
    act->b.scheme = s;
    act->b.c.edition = s->version_text;
    *changed_r = true;
    act_put(act, &case_file_type, &act->b.c);
    return act_facts(act, e);
}

void act_put(struct act *act, const struct record_type *type, const void *record)
{
    change_put(&act->changes, type, record);
}

int act_put_case(struct act *act, struct err *e)
{
    act_put(act, &case_file_type, &act->b.c);
    return bundle_facts_case(&act->b, &act->f, e);
}

int act_put_certificate(struct act *act, struct err *e)
{
    act_put(act, &certificate_type, &act->b.cert);
    return bundle_facts_certificate(&act->b, &act->f, e);
}

static struct fact *find_fact(struct act *act, const char *owner, int64_t owner_id, const char *unit, const char *name)
{
    for (size_t i = 0; i < act->b.fact.n; i++) {
        struct fact *fact = &act->b.fact.at[i];
        if (str_eq(fact->owner, owner) && fact->owner_id == owner_id && str_eq(fact->name, name) && str_eq(fact->unit, unit))
            return fact;
    }
    return NULL;
}

/* A declared fact of the case, of one of its units, or of the certificate. */
static int put_fact(struct act *act, const char *owner, int64_t owner_id, const char *unit, const char *name, const char *text)
{
    struct fact *fact = find_fact(act, owner, owner_id, unit, name);
    if (!fact) {
        fact = LIST_ADD(act->arena, &act->b.fact);
        record_init(&fact_type, fact);
        fact->owner = owner;
        fact->owner_id = owner_id;
        fact->unit = unit;
        fact->name = name;
    }
    fact->value = text;
    act_put(act, &fact_type, fact);
    return 0;
}

static int set_declared(struct act *act, const char *owner, int64_t owner_id, const char *name, const char *text)
{
    return put_fact(act, owner, owner_id, "", name, text);
}

/* this.x: of the unit that the act is about. */
static int set_of_unit(struct act *act, const char *fact, struct value v, struct err *e)
{
    if (!act->b.about || !act->b.c.id)
        return err_set(e, E_RULE, "act.no-unit", fact, NULL);
    put_fact(act, "case", act->b.c.id, act->b.about, fact, value_store_text(act->arena, v));
    int rc = facts_set(&act->f, fact, v, e);
    return rc ? rc : bundle_facts_units(&act->b, &act->f, e);
}

void act_note(struct act *act, const char *name, int64_t value)
{
    const char *text = arena_printf(act->arena, "%" PRId64, value);
    bool of_case = act->b.c.id != 0;
    set_declared(act, of_case ? "case" : "certificate", of_case ? act->b.c.id : act->b.cert.id, name, text);
}

int act_on_day(struct act *act, struct date day, struct err *e)
{
    act->today = day;
    int rc = facts_set(&act->f, "today", value_date(day), e);
    if (!rc)
        rc = bundle_facts_case(&act->b, &act->f, e);
    return rc ? rc : bundle_facts_certificate(&act->b, &act->f, e);
}

int act_set(struct act *act, const char *fact, struct value v, struct err *e)
{
    bool certificate = str_starts(fact, "cert.");
    const char *name = strchr(fact, '.');
    if (str_starts(fact, "fee.") || str_starts(fact, "check.") || str_starts(fact, "deadline.")) { /* a quotation, a signature, a day */
        bool of_case = act->b.c.id != 0;
        set_declared(act, of_case ? "case" : "certificate", of_case ? act->b.c.id : act->b.cert.id, fact, value_store_text(act->arena, v));
        return facts_set(&act->f, fact, v, e);
    }
    if (str_starts(fact, "this."))
        return set_of_unit(act, fact, v, e);
    if (!name || (!certificate && !str_starts(fact, "case.")))
        return err_set(e, E_BUG, "act.fact", fact, NULL);
    name++;
    const struct record_type *type = certificate ? &certificate_type : &case_file_type;
    void *record = certificate ? (void *)&act->b.cert : (void *)&act->b.c;
    if (certificate && !act->b.cert.id)
        return err_set(e, E_RULE, "act.no-certificate", fact, NULL);
    const char *text = value_store_text(act->arena, v);
    const struct record_field *field = record_field_named(type, name);
    if (!field) {
        set_declared(act, certificate ? "certificate" : "case", certificate ? act->b.cert.id : act->b.c.id, name, text);
        return facts_set(&act->f, fact, v, e);
    }
    if (!record_set_text(record, field, text))
        return err_set(e, E_BUG, "act.fact", fact, NULL);
    act_put(act, type, record);
    return facts_set(&act->f, fact, v, e);
}

const char *act_missing(const struct act *act)
{
    return act->f.missing ? label_of_fact(act->app, act->b.scheme, act->f.missing, act->arena) : "";
}

int act_refused(const struct refusals *refusals, struct err *e)
{
    const struct refused *first = &refusals->all.at[0];
    err_set(e, E_RULE, "rule.refused", first->text, first->missing ? first->missing : "", NULL);
    return err_rule(e, first->id, first->src);
}

static int assign_all(struct act *act, const struct assignment *set, size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        int rc = act_set(act, set[i].fact, expr_eval(set[i].value.expr, &act->f), e);
        if (rc)
            return rc;
    }
    return 0;
}

static int give_number(struct act *act, const char *series, struct err *e)
{
    const struct series_def *def = scheme_series(act->b.scheme, series);
    const char *value;
    int64_t serial;
    bool certificate = def->of == SERIES_CERTIFICATE;
    int rc = act_number(act, series, &value, &serial, certificate ? "certificate" : "case",
                        certificate ? act->b.cert.id : act->b.c.id, e);
    if (rc)
        return rc;
    *LIST_ADD(act->arena, &act->said) = arena_printf(act->arena, "%s %s", def->rule.label, value);
    if (!certificate) {
        act->b.c.number = value;
        return act_put_case(act, e);
    }
    act->b.cert.number = value;
    if (!def->continues) /* else the serial counts how often it was continued */
        act->b.cert.serial = serial;
    return act_put_certificate(act, e);
}

/* A flag is a declared fact of its case: flag.<id>. */
static int raise_flag(struct act *act, const char *id, bool up, struct err *e)
{
    const char *name = arena_printf(act->arena, "flag.%s", id);
    bool of_case = act->b.c.id != 0;
    if (up)
        set_declared(act, of_case ? "case" : "certificate", of_case ? act->b.c.id : act->b.cert.id, name, "true");
    for (size_t i = 0; !up && i < act->b.fact.n; i++) /* wherever it was raised */
        if (str_eq(act->b.fact.at[i].name, name))
            set_declared(act, act->b.fact.at[i].owner, act->b.fact.at[i].owner_id, name, "false");
    return facts_set(&act->f, name, value_bool(up), e);
}

int act_new_task(struct act *act, const char *kind, struct task **task_r, struct err *e)
{
    struct task *task = LIST_ADD(act->arena, &act->b.task);
    record_init(&task_type, task);
    int rc = rows_next_id(act->app->db, &task_type, &task->id, e);
    if (rc)
        return rc;
    task->case_id = act->b.c.id;
    task->certificate_id = act->b.cert.id;
    task->kind = kind;
    task->opened_on = act->today;
    *task_r = task;
    return 0;
}

/* A task with a deadline belongs to what its deadline belongs to. */
static bool is_of_certificate(const struct scheme *s, const struct task_def *def)
{
    const struct deadline_def *due = def->due ? scheme_deadline(s, def->due) : NULL;
    return due && due->of == DEADLINE_CERTIFICATE;
}

static int open_task(struct act *act, const char *id, struct err *e)
{
    const struct task_def *def = scheme_task(act->b.scheme, id);
    struct task *task;
    int rc = act_new_task(act, id, &task, e);
    if (rc)
        return rc;
    if (act->b.cert.id && is_of_certificate(act->b.scheme, def))
        task->case_id = 0; /* whichever case it is that later ends it */
    task->item = act->item ? act->item : "";
    task->assignee = act_task_assignee(act, def, e, &rc);
    if (rc)
        return rc;
    if (def && def->due) {
        struct value due = facts_get(&act->f, arena_printf(act->arena, "deadline.%s.due", def->due));
        if (due.type == VALUE_DATE)
            task->due_on = due.date;
    }
    act_put(act, &task_type, task);
    return facts_set(&act->f, arena_printf(act->arena, "task.%s", id), value_bool(true), e);
}

static int close_task(struct act *act, const char *id, struct err *e)
{
    for (size_t i = 0; i < act->b.task.n; i++) {
        struct task *task = &act->b.task.at[i];
        if (!str_eq(task->kind, id) || !date_is_none(task->done_on))
            continue;
        task->done_on = act->today;
        act_put(act, &task_type, task);
    }
    return facts_set(&act->f, arena_printf(act->arena, "task.%s", id), value_bool(false), e);
}

static int run_effect(struct act *act, const struct effect_def *effect, struct err *e)
{
    switch (effect->kind) {
    case EFFECT_SET:
        return assign_all(act, effect->set.at, effect->set.n, e);
    case EFFECT_NUMBER:
        return give_number(act, effect->id, e);
    case EFFECT_PERIOD:
        return act_period(act, effect->id, e);
    case EFFECT_DEADLINE_OPEN:
    case EFFECT_DEADLINE_CLOSE:
    case EFFECT_DEADLINE_STOP:
    case EFFECT_DEADLINE_RESUME:
    case EFFECT_DEADLINE_EXTEND:
        return act_deadline(act, effect, e);
    case EFFECT_FEE_BILL:
    case EFFECT_FEE_WAIVE:
    case EFFECT_FEE_REFUND:
        return act_fee(act, effect, e);
    case EFFECT_PAPER_ISSUE:
    case EFFECT_PAPER_VOID:
        return act_paper(act, effect, e);
    case EFFECT_PAPERS_RETURN:
    case EFFECT_PAPERS_SEND:
        return act_return_papers(act, effect, e);
    case EFFECT_CHECKLIST_OPEN:
    case EFFECT_CHECKLIST_REOPEN:
    case EFFECT_CHECKLIST_CLOSE:
    case EFFECT_QUERY_OPEN:
    case EFFECT_QUERY_CLOSE:
        return act_checks(act, effect, e);
    case EFFECT_TRACK_START:
        return act_start_track(act, effect, e);
    case EFFECT_CERTIFICATE:
        return act_certificate(act, effect->id, DATE_NONE, e);
    case EFFECT_REGISTER_PUBLISH:
    case EFFECT_REGISTER_WITHDRAW:
    case EFFECT_REGISTER_ANNOTATE:
    case EFFECT_WITHHOLD_DECIDE:
    case EFFECT_WITHHOLD_EXTEND:
    case EFFECT_WITHHOLD_RELEASE:
    case EFFECT_LEDGER_WRITE:
        return act_register(act, effect, e);
    case EFFECT_CASE_OPEN:
        return act_open_case(act, effect, e);
    case EFFECT_TASK_OPEN:
        return open_task(act, effect->id, e);
    case EFFECT_TASK_CLOSE:
        return close_task(act, effect->id, e);
    case EFFECT_DRAW:
        return act_draw(act, effect, e);
    case EFFECT_NOTIFY:
        *LIST_ADD(act->arena, &act->said) = tmpl_expand(effect->text.tmpl, &act->f);
        return 0;
    case EFFECT_FLAG:
        return raise_flag(act, effect->id, true, e);
    case EFFECT_FLAG_CLEAR:
        return raise_flag(act, effect->id, false, e);
    case EFFECT_KIND_COUNT:
        break;
    }
    return err_set(e, E_BUG, "act.effect", NULL);
}

static int run_if(struct act *act, const struct effect_def *effect, struct err *e)
{
    if (formula_given(&effect->cond) && !expr_is_true(effect->cond.expr, &act->f))
        return 0;
    int rc = run_effect(act, effect, e);
    facts_forget_computed(&act->f);
    return rc;
}

/* Once for every certificate of the party, the own one too. */
static int run_each_certificate(struct act *act, const struct effect_def *effect, struct err *e)
{
    const char *before = act->b.about;
    int rc = 0;
    for (size_t i = 0; !rc && i < act->b.party_cert.n; i++) {
        rc = bundle_about_certificate(act->app, &act->b, act->b.party_cert.at[i].id, &act->f, e);
        facts_forget_computed(&act->f);
        if (!rc)
            rc = run_if(act, effect, e);
    }
    return rc ? rc : bundle_about_unit(&act->b, before, &act->f, e);
}

/* Once for every unit, in their order; `if` is asked of each. Then the act is about what it was about before. */
static int run_each(struct act *act, const struct effect_def *effect, struct err *e)
{
    if (!scheme_unit(act->b.scheme, effect->each))
        return run_each_certificate(act, effect, e);
    const char *before = act->b.about;
    const struct texts units = bundle_units(&act->b, scheme_unit(act->b.scheme, effect->each), act->arena);
    int rc = 0;
    for (size_t i = 0; !rc && i < units.n; i++) {
        rc = act_about_unit(act, units.at[i], e);
        if (!rc)
            rc = run_if(act, effect, e);
    }
    return rc ? rc : act_about_unit(act, before, e);
}

int act_effects(struct act *act, const struct effect_def *effects, size_t n, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < n; i++)
        rc = effects[i].each ? run_each(act, &effects[i], e) : run_if(act, &effects[i], e);
    return rc;
}

int act_commit(struct act *act, const char *verb, const char *object, const char *note, struct err *e)
{
    const struct journal_entry entry = {.at = clock_now(&act->app->clock),
                                        .actor = act->app->actor.login,
                                        .seat = act->app->seat,
                                        .verb = verb,
                                        .object = object,
                                        .note = note};
    return journal_commit(act->app->db, &entry, &act->changes, NULL, e);
}
