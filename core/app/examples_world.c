/* What an example expects of the case, its certificate, its papers, its tasks: the world after the question. */
#include <inttypes.h>
#include <string.h>

#include "core/app/case_app.h"
#include "core/app/examples_run.h"
#include "core/base/str.h"
#include "core/rule/checklist.h"
#include "core/rule/decision.h"
#include "core/rule/sheet.h"

/* The id of a state that is written by its id or its label; NULL: no state of the machine. */
static const struct state_def *state_named(const struct machine_def *m, const char *text)
{
    for (size_t i = 0; m && text && i < m->states.n; i++)
        if (str_eq(m->states.at[i].rule.id, text) || str_eq(m->states.at[i].rule.label, text))
            return &m->states.at[i];
    return NULL;
}

static void compare_state(struct expecting *x, const char *key, const struct machine_def *m, const struct yaml *expected, const char *came)
{
    const struct state_def *want = expected->kind == YAML_SCALAR ? state_named(m, expected->text) : NULL;
    if (want ? !str_eq(want->rule.id, came) : !expect_same(expected, came))
        expect_differs(x, key, expected->kind == YAML_SCALAR ? expected->text : NULL, came);
}

static void expect_case_state(struct expecting *x, const struct yaml *v)
{
    compare_state(x, "case_state", scheme_case_machine(x->r->scheme, x->act->b.c.type), v, x->act->b.c.state);
}

static const char *fact_text(struct expecting *x, const char *name)
{
    return value_store_text(x->r->a, facts_get(&x->act->f, name));
}

/* A fact, as text, or as a list where a list is expected. */
/* What people call a word of an enumeration, or NULL. */
static const char *word_label(const struct type *type, const char *word)
{
    for (size_t i = 0; type->labels && i < type->n_choices; i++)
        if (str_eq(type->choices[i], word))
            return type->labels[i];
    return NULL;
}

static void compare_fact(struct expecting *x, const char *name, const struct yaml *v)
{
    struct fact_ref ref;
    struct err e;
    if (fact_names_resolve(x->act->f.names, x->r->a, name, &ref, &e) != 0) {
        const char *known[] = {*e.arg[1] ? arena_strdup(x->r->a, e.arg[1]) : NULL, NULL};
        expect_nothing_named(x, name, known);
        return;
    }
    if (str_eq(name, "cert.state")) {
        compare_state(x, name, scheme_certificate_machine(x->r->scheme), v, fact_text(x, name));
        return;
    }
    struct value value = facts_get(&x->act->f, name);
    if (value.type == VALUE_LIST && !value.list->columns) {
        const char **text = ARENA_ARRAY(x->r->a, const char *, value.list->n);
        for (size_t i = 0; i < value.list->n; i++)
            text[i] = value_store_text(x->r->a, value.list->row[i][0]);
        expect_list(x, name, v, text, value.list->n, false, true);
        return;
    }
    const char *label = value.type == VALUE_TEXT ? word_label(&ref.type, value.text) : NULL;
    bool by_label = label && v->kind == YAML_SCALAR && str_eq(v->text, label);
    expect_text(x, name, v, by_label ? label : value_store_text(x->r->a, value));
}

/* A nest of facts: cert: {valid_until: …}, or facts: {cert.valid_until: …}. */
static void compare_nest(struct expecting *x, const char *prefix, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const char *name = *prefix ? arena_printf(x->r->a, "%s.%s", prefix, v->entry[i].key) : v->entry[i].key;
        if (v->entry[i].value->kind == YAML_MAP)
            compare_nest(x, name, v->entry[i].value);
        else
            compare_fact(x, name, v->entry[i].value);
    }
}

static void expect_facts(struct expecting *x, const struct yaml *v)
{
    compare_nest(x, "", v);
}

/* State of the certificate on a day, as the facts of the case say. */
static const char *expect_state_on(struct expecting *x, struct date d)
{
    const struct machine_def *m = scheme_certificate_machine(x->r->scheme);
    return m ? certificate_state_on(m, x->act->b.event.at, x->act->b.event.n, &x->act->f, d).state : NULL;
}

/* Of the case by a word, of the certificate where the word is one of its states, or by days. */
static void expect_state(struct expecting *x, const struct yaml *v)
{
    const struct machine_def *m = scheme_certificate_machine(x->r->scheme);
    if (v->kind != YAML_MAP) {
        const struct machine_def *of_case = scheme_case_machine(x->r->scheme, x->act->b.c.type);
        bool of_cert = v->kind == YAML_SCALAR && !state_named(of_case, v->text) && state_named(m, v->text);
        compare_state(x, "state", of_cert ? m : of_case, v, of_cert ? fact_text(x, "cert.state") : x->act->b.c.state);
        return;
    }
    for (size_t i = 0; i < v->n; i++) {
        struct date d;
        if (date_from_iso(v->entry[i].key, &d))
            compare_state(x, v->entry[i].key, m, v->entry[i].value, expect_state_on(x, d));
        else
            expect_differs(x, "state", "a date", v->entry[i].key);
    }
}

/* Is it shown on that day? Published, and the register's own condition holds with that day as today. */
static bool on_register(struct expecting *x, struct date d)
{
    struct facts then;
    struct err e;
    const char *state = expect_state_on(x, d);
    const struct machine_def *m = scheme_certificate_machine(x->r->scheme);
    const struct state_def *def = state ? machine_state(m, state) : NULL;
    facts_copy(&then, &x->act->f);
    if (facts_set(&then, "today", value_date(d), &e) || facts_set(&then, "cert.state", value_text(state), &e) ||
        facts_set(&then, "cert.in_force", value_bool(def && def->in_force), &e))
        return false;
    for (size_t i = 0; i < x->act->b.entry.n; i++) {
        const struct register_entry *entry = &x->act->b.entry.at[i];
        const struct register_def *reg = scheme_register(x->r->scheme, entry->register_id);
        bool began = date_is_none(entry->published_on) || date_compare(entry->published_on, d) <= 0;
        bool there = str_eq(entry->state, "published") || (!date_is_none(entry->withdrawn_on) && date_compare(d, entry->withdrawn_on) < 0);
        if (began && there && reg && register_visible(reg, &then))
            return true;
    }
    return false;
}

static void expect_on_register(struct expecting *x, const struct yaml *v)
{
    if (v->kind != YAML_MAP) {
        expect_text(x, "on_register", v, on_register(x, app_today(x->r->app)) ? "true" : "false");
        return;
    }
    for (size_t i = 0; i < v->n; i++) {
        struct date d;
        if (date_from_iso(v->entry[i].key, &d))
            expect_text(x, v->entry[i].key, v->entry[i].value, on_register(x, d) ? "true" : "false");
        else
            expect_differs(x, "on_register", "a date", v->entry[i].key);
    }
}

static bool is_over(const struct deadline *d)
{
    return str_eq(d->state, "met") || str_eq(d->state, "void");
}

/* The stored deadline of a rule: an open one before one that is over, then the newest. */
static const struct deadline *stored_deadline(struct expecting *x, const char *rule)
{
    const struct deadline *found = NULL;
    for (size_t j = 0; j < x->act->b.deadline.n; j++) {
        const struct deadline *d = &x->act->b.deadline.at[j];
        if (str_eq(d->rule, rule) && (!found || is_over(found) || !is_over(d)))
            found = d;
    }
    return found;
}

static const char *const deadline_keys[] = {"due", "raw", "base", "opens", "state", "opened", "closed", NULL};

static void compare_deadline(struct expecting *x, const char *rule, const struct deadline *d, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const char *key = v->entry[i].key, *name = arena_printf(x->r->a, "%s.%s", rule, key);
        char text[DATE_TEXT_BYTES];
        struct date day = DATE_NONE;
        const char *came = d && str_eq(key, "state") ? d->state : NULL;
        bool known = str_eq(key, "state");
        for (size_t k = 0; deadline_keys[k]; k++)
            known |= str_eq(deadline_keys[k], key);
        if (d)
            day = str_eq(key, "due") ? d->due_on : str_eq(key, "raw") ? d->raw_on : str_eq(key, "base") ? d->base_on
                : str_eq(key, "opens") ? d->opens_on : str_eq(key, "opened") ? d->opened_on : str_eq(key, "closed") ? d->closed_on : DATE_NONE;
        if (!known)
            expect_nothing_named(x, key, deadline_keys);
        else
            expect_text(x, name, v->entry[i].value, came ? came : date_iso(day, text));
    }
}

/* What a rule would give is asked by `deadline`; this is what was opened. {ID: date}, {ID: null} for none that is open,
 * {ID: {due, state}}, or a list of those that are open. */
static void expect_deadlines(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const char *rule = v->kind == YAML_LIST ? v->item[i]->text : v->entry[i].key;
        const struct yaml *want = v->kind == YAML_LIST ? NULL : v->entry[i].value;
        const struct deadline *d = stored_deadline(x, rule);
        char text[DATE_TEXT_BYTES];
        bool open = d && !is_over(d);
        if (!scheme_deadline(x->r->scheme, rule))
            expect_differs(x, "deadlines", rule, "no such deadline");
        else if (!want) {
            if (!open)
                expect_differs(x, rule, "open", d ? d->state : "none");
        } else if (want->kind == YAML_MAP)
            compare_deadline(x, rule, d, want);
        else if (want->kind == YAML_NULL || str_eq(want->text, "none"))
            expect_text(x, rule, want, open ? date_iso(d->due_on, text) : NULL);
        else
            expect_text(x, rule, want, d ? date_iso(d->due_on, text) : NULL);
    }
}

static void expect_papers(struct expecting *x, const struct yaml *v)
{
    LIST(const char *) issued = {0};
    for (size_t i = 0; i < x->act->b.paper.n; i++) {
        const struct issued_def *def = scheme_issued(x->r->scheme, x->act->b.paper.at[i].class);
        if (!str_eq(x->act->b.paper.at[i].direction, "issued"))
            continue;
        *LIST_ADD(x->r->a, &issued) = x->act->b.paper.at[i].class;
        if (def)
            *LIST_ADD(x->r->a, &issued) = def->rule.label;
    }
    expect_list(x, "papers", v, issued.at, issued.n, false, false);
}

static bool task_fits(struct expecting *x, const struct task *t, const struct yaml *want)
{
    const struct task_def *def = scheme_task(x->r->scheme, t->kind);
    const struct return_def *back = scheme_return(x->r->scheme, t->kind);
    const char *label = def ? def->rule.label : back ? back->rule.label : "";
    if (!date_is_none(t->done_on))
        return false;
    if (want->kind == YAML_SCALAR)
        return str_eq(want->text, t->kind) || str_eq(want->text, label) || (back && str_eq(want->text, "return"));
    char since[DATE_TEXT_BYTES], due[DATE_TEXT_BYTES];
    const char *item = yaml_get_text(want, "item"), *kind = yaml_get_text(want, "id"), *named = yaml_get_text(want, "label");
    const char *on = yaml_get_text(want, "since"), *by = yaml_get_text(want, "due");
    return (!item || str_eq(item, t->item)) && (!kind || str_eq(kind, t->kind)) && (!named || strstr(label, named)) &&
           (!on || str_eq(on, date_iso(t->opened_on, since))) && (!by || str_eq(by, date_iso(t->due_on, due)));
}

static void expect_tasks(struct expecting *x, const struct yaml *v)
{
    const char *open = "";
    for (size_t j = 0; j < x->act->b.task.n; j++) {
        const struct task *t = &x->act->b.task.at[j];
        char since[DATE_TEXT_BYTES];
        if (date_is_none(t->done_on))
            open = arena_printf(x->r->a, "%s%s%s %s %s", open, *open ? ", " : "", t->kind, t->item, date_iso(t->opened_on, since));
    }
    if (!v->n && v->kind != YAML_SCALAR && *open)
        expect_differs(x, "tasks", "none", open);
    for (size_t i = 0; i < (v->kind == YAML_LIST ? v->n : v->kind == YAML_SCALAR); i++) {
        const struct yaml *want = v->kind == YAML_LIST ? v->item[i] : v;
        bool found = false;
        for (size_t j = 0; j < x->act->b.task.n; j++)
            found |= task_fits(x, &x->act->b.task.at[j], want);
        if (!found)
            expect_differs(x, "tasks", want->kind == YAML_SCALAR ? want->text : yaml_get_text(want, "id") ? yaml_get_text(want, "id") : "a task", open);
    }
}

static void expect_flags(struct expecting *x, const struct yaml *v)
{
    LIST(const char *) up = {0};
    for (size_t i = 0; i < x->r->scheme->flags.n; i++) {
        const struct flag_def *flag = &x->r->scheme->flags.at[i];
        if (!value_true(facts_get(&x->act->f, arena_printf(x->r->a, "flag.%s", flag->rule.id))))
            continue;
        *LIST_ADD(x->r->a, &up) = flag->rule.id;
        *LIST_ADD(x->r->a, &up) = flag->rule.label;
    }
    expect_list(x, "flags", v, up.at, up.n, false, false);
}

static void expect_opened(struct expecting *x, const struct yaml *v)
{
    LIST(const char *) types = {0};
    for (size_t i = 0; i < x->act->b.other_case.n; i++)
        *LIST_ADD(x->r->a, &types) = x->act->b.other_case.at[i].type;
    expect_list(x, "opened", v, types.at, types.n, false, false);
}

/* What was paid back, as a positive amount. */
static void expect_refund(struct expecting *x, const struct yaml *v)
{
    int64_t back = 0;
    for (size_t i = 0; i < x->act->b.payment.n; i++)
        if (x->act->b.payment.at[i].amount.v < 0)
            back -= x->act->b.payment.at[i].amount.v;
    expect_text(x, "refund", v, arena_printf(x->r->a, "%" PRId64, back));
}

static void expect_numbers(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct series_def *series = scheme_series(x->r->scheme, v->entry[i].key);
        if (!series)
            expect_differs(x, "numbers", v->entry[i].key, "no such series");
        else
            expect_text(x, v->entry[i].key, v->entry[i].value, series->of == SERIES_CERTIFICATE ? x->act->b.cert.number : x->act->b.c.number);
    }
}

/* {ACTION: [guards that refuse it]}, or a list of what can be done. */
static void expect_actions(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const char *action = v->kind == YAML_LIST ? v->item[i]->text : v->entry[i].key;
        static const struct yaml nothing = {.kind = YAML_NULL, .text = ""};
        struct refusals refusals = {0};
        struct err e;
        struct act copy = *x->act;
        facts_copy(&copy.f, &x->act->f);
        int rc = act_try(&copy, action, NULL, 0, &refusals, &e);
        if (act_about_unit(&copy, NULL, &e))
            rc = rc ? rc : e.code;
        const char **id = ARENA_ARRAY(x->r->a, const char *, refusals.all.n + 1);
        size_t n = 0;
        if (rc)
            id[n++] = *e.rule ? arena_strdup(x->r->a, e.rule) : e.msg;
        for (size_t j = 0; j < refusals.all.n; j++)
            id[n++] = refusals.all.at[j].id;
        expect_list(x, action, v->kind == YAML_LIST ? &nothing : v->entry[i].value, id, n, false, true);
    }
}

static void expect_decisions(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct decision_def *def = scheme_decision(x->r->scheme, v->entry[i].key);
        const struct yaml *outputs = v->entry[i].value;
        for (size_t j = 0; def && j < outputs->n; j++) {
            struct decided d = decision_run(def, &x->act->f, NULL);
            struct value out = decided_output(def, &d, outputs->entry[j].key);
            expect_text(x, outputs->entry[j].key, outputs->entry[j].value, value_store_text(x->r->a, out));
        }
        if (!def)
            expect_differs(x, "decisions", v->entry[i].key, "no such decision");
    }
}

static void expect_checks(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const char *dot = strchr(v->entry[i].key, '.');
        const char *id = dot ? arena_strndup(x->r->a, v->entry[i].key, (size_t)(dot - v->entry[i].key)) : v->entry[i].key;
        const struct checklist_def *list = dot ? scheme_checklist(x->r->scheme, id) : NULL;
        const char *at = dot ? strchr(dot, '@') : NULL;
        const char *item = dot ? arena_strndup(x->r->a, dot + 1, at ? (size_t)(at - dot - 1) : strlen(dot + 1)) : "";
        struct checked_item found = {0};
        if (!list)
            expect_differs(x, "checks", v->entry[i].key, "no such checklist");
        else if (checklist_one(x->r->scheme, list, &x->act->f, item, at ? at + 1 : NULL, &found))
            expect_text(x, v->entry[i].key, v->entry[i].value, found.result);
        else
            expect_text(x, v->entry[i].key, v->entry[i].value, NULL);
    }
}

static void expect_choices(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct fact_name *fact = fact_names_find(x->act->f.names, v->entry[i].key);
        expect_list(x, v->entry[i].key, v->entry[i].value, fact ? fact->type.choices : NULL, fact ? fact->type.n_choices : 0, true, true);
    }
}

static void expect_refusal_texts(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const char *came = NULL;
        for (size_t j = 0; j < x->r->refused.n; j++)
            if (str_eq(x->r->refused.at[j].id, v->entry[i].key))
                came = x->r->refused.at[j].text;
        expect_text(x, v->entry[i].key, v->entry[i].value, came);
    }
}

/* units: {本館: {inspection: done, cert.number: S-0001}}: a bare name is a column of the unit. */
static void expect_of_units(struct expecting *x, const struct yaml *v)
{
    struct err e;
    for (size_t i = 0; i < v->n; i++) {
        const struct yaml *want = v->entry[i].value;
        if (act_about_unit(x->act, v->entry[i].key, &e))
            expect_differs(x, "units", v->entry[i].key, app_error_text(x->r->app, x->r->a, &e));
        for (size_t j = 0; x->act->b.about && j < want->n; j++) {
            const char *key = want->entry[j].key;
            compare_fact(x, strchr(key, '.') ? key : arena_printf(x->r->a, "this.%s", key), want->entry[j].value);
        }
        if (act_about_unit(x->act, NULL, &e))
            expect_differs(x, "units", NULL, app_error_text(x->r->app, x->r->a, &e));
    }
}

/* certs: {G-0010: {state: 終了}}: of the party, by number. */
static void expect_of_certs(struct expecting *x, const struct yaml *v)
{
    struct bundle *b = &x->act->b;
    struct err e;
    for (size_t i = 0; i < v->n; i++) {
        const struct yaml *want = v->entry[i].value;
        int64_t id = 0;
        for (size_t k = 0; k < b->party_cert.n; k++)
            if (str_eq(b->party_cert.at[k].number, v->entry[i].key))
                id = b->party_cert.at[k].id;
        if (!id || bundle_about_certificate(x->r->app, b, id, &x->act->f, &e)) {
            expect_differs(x, "certs", v->entry[i].key, "no such certificate of the party");
            continue;
        }
        for (size_t j = 0; j < want->n; j++)
            compare_fact(x, arena_printf(x->r->a, "cert.%s", want->entry[j].key), want->entry[j].value);
        if (bundle_about_certificate(x->r->app, b, 0, &x->act->f, &e))
            expect_differs(x, "certs", NULL, app_error_text(x->r->app, x->r->a, &e));
    }
}

static const struct probe {
    const char *key;
    void (*check)(struct expecting *x, const struct yaml *v);
} probes[] = {{"case_state", expect_case_state}, {"state", expect_state},         {"on_register", expect_on_register},
              {"deadlines", expect_deadlines},   {"papers", expect_papers},       {"tasks", expect_tasks},
              {"flags", expect_flags},           {"numbers", expect_numbers},     {"facts", expect_facts},
              {"opened", expect_opened},         {"refund", expect_refund},       {"actions", expect_actions},
              {"decisions", expect_decisions},   {"checks", expect_checks},       {"choices", expect_choices},
              {"rows", expect_rows},             {"absent", expect_absent},       {"text", expect_refusal_texts},
              {"units", expect_of_units},        {"certs", expect_of_certs}};

const char *const expect_world_keys[] = {"case_state", "state",     "on_register", "deadlines", "papers", "tasks",   "flags",   "numbers",
                                         "facts",      "opened",    "refund",      "actions",   "checks", "choices", "rows",    "absent",
                                         "text",       "decisions", "registers",   "ledgers",   "reports", "cert",   "case",    "party",
                                         "form",       "param",     "doc",         "allowed",   "refused", "error",  "units",
                                         "certs",     NULL};

bool expect_of_world(struct expecting *x, const char *key, const struct yaml *v)
{
    struct fact_ref ref;
    struct err e;
    for (size_t i = 0; i < COUNT_OF(probes); i++)
        if (str_eq(probes[i].key, key)) {
            probes[i].check(x, v);
            return true;
        }
    if (strchr(key, '.') && v->kind != YAML_MAP) {
        compare_fact(x, key, v);
        return true;
    }
    if (fact_names_resolve(x->act->f.names, x->r->a, key, &ref, &e) == 0 && v->kind != YAML_MAP) {
        compare_fact(x, key, v);
        return true;
    }
    if (v->kind == YAML_MAP) { /* cert: {…}, case: {…} */
        compare_nest(x, key, v);
        return true;
    }
    return false;
}
