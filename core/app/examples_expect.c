/* What an example expects: only what it names is compared. */
#include <inttypes.h>
#include <string.h>

#include "core/app/case_app.h"
#include "core/app/cert_app.h"
#include "core/app/examples_run.h"
#include "core/base/str.h"
#include "core/rule/checklist.h"
#include "core/rule/decision.h"
#include "core/rule/lifecycle.h"
#include "core/rule/sheet.h"
#include "db/db.h"

struct expecting {
    struct run *r;
    struct act *act; /* the case as it is now */
    struct buf *why;
    bool good;
};

static const char *shown(const char *text)
{
    return text && *text ? text : "-";
}

static void differs(struct expecting *x, const char *key, const char *expected, const char *came)
{
    buf_printf(x->why, "%s%s: expected %s, came %s", x->good ? "" : "; ", key, shown(expected), shown(came));
    x->good = false;
}

static const char *joined(struct arena *a, const char *const *list, size_t n)
{
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        text = arena_printf(a, "%s%s%s", text, i ? ", " : "", shown(list[i]));
    return arena_printf(a, "[%s]", text);
}

/* What was written and what came are the same text; nothing, null, "" and "none" are one. */
static bool same(const char *expected, const char *came)
{
    bool nothing = str_empty(expected) || str_eq(expected, "none");
    return nothing ? str_empty(came) || str_eq(came, "none") : str_eq(expected, came ? came : "");
}

static const char *text_of(const struct yaml *v)
{
    return v->kind == YAML_SCALAR ? v->text : NULL;
}

static void compare_text(struct expecting *x, const char *key, const struct yaml *expected, const char *came)
{
    if (!same(text_of(expected), came))
        differs(x, key, text_of(expected), came);
}

static bool contains(const char *const *list, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (same(text, list[i]))
            return true;
    return false;
}

/* Lists: as many, and each one there; in order where order says something (numbers asked one by one). */
static void compare_list(struct expecting *x, const char *key, const struct yaml *expected, const char *const *came, size_t n, bool in_order,
                         bool whole)
{
    size_t m = expected->kind == YAML_LIST ? expected->n : 1;
    const char **want = ARENA_ARRAY(x->r->a, const char *, m);
    for (size_t i = 0; i < m; i++)
        want[i] = text_of(expected->kind == YAML_LIST ? expected->item[i] : expected);
    bool good = (!whole && m) || m == n;
    for (size_t i = 0; i < m && good; i++)
        good = in_order ? i < n && same(want[i], came[i]) : contains(came, n, want[i]);
    if (!good)
        differs(x, key, joined(x->r->a, want, m), joined(x->r->a, came, n));
}

static void compare_answer(struct expecting *x, const char *key, const struct yaml *expected, const struct answered *came)
{
    if (!came->is_list) {
        if (expected->kind == YAML_LIST && str_eq(key, "suggest")) {
            for (size_t i = 0; i < expected->n; i++)
                if (!strstr(came->text ? came->text : "", expected->item[i]->text))
                    differs(x, key, expected->item[i]->text, came->text);
            return;
        }
        compare_text(x, key, expected, came->text);
        return;
    }
    if (str_eq(key, "each")) {
        if (!came->n)
            differs(x, key, text_of(expected), "nothing");
        for (size_t i = 0; i < came->n; i++)
            if (!same(text_of(expected), came->list[i]))
                differs(x, arena_printf(x->r->a, "each %zu", i + 1), text_of(expected), came->list[i]);
        return;
    }
    if (str_eq(key, "chooser")) {
        for (size_t i = 0; i < expected->n; i++) {
            const char *want = arena_printf(x->r->a, "%s %s", yaml_get_text(expected->item[i], "scheme"), yaml_get_text(expected->item[i], "number"));
            if (!contains(came->list, came->n, want) || came->n != expected->n)
                differs(x, key, want, joined(x->r->a, came->list, came->n));
        }
        return;
    }
    bool in_order = str_eq(key, "value") || str_eq(key, "error") || str_eq(key, "warn");
    compare_list(x, key, expected, came->list, came->n, in_order, true);
}

static void expect_case_state(struct expecting *x, const struct yaml *v)
{
    compare_text(x, "case_state", v, x->act->b.c.state);
}

static const char *fact_text(struct expecting *x, const char *name)
{
    return value_store_text(x->r->a, facts_get(&x->act->f, name));
}

static void expect_cert(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const char *name = arena_printf(x->r->a, "cert.%s", v->entry[i].key);
        compare_text(x, name, v->entry[i].value, fact_text(x, name));
    }
}

static void expect_facts(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++)
        compare_text(x, v->entry[i].key, v->entry[i].value, fact_text(x, v->entry[i].key));
}

static const char *state_on(struct expecting *x, struct date d)
{
    const struct machine_def *m = scheme_certificate_machine(x->r->scheme);
    return m ? certificate_state_on(m, x->act->b.event.at, x->act->b.event.n, &x->act->f, d).state : NULL;
}

static void expect_state(struct expecting *x, const struct yaml *v)
{
    if (v->kind != YAML_MAP) {
        compare_text(x, "state", v, x->act->b.c.state);
        return;
    }
    for (size_t i = 0; i < v->n; i++) {
        struct date d;
        if (date_from_iso(v->entry[i].key, &d))
            compare_text(x, v->entry[i].key, v->entry[i].value, state_on(x, d));
        else
            differs(x, "state", "a date", v->entry[i].key);
    }
}

/* Is it shown on that day? Published, and the register's own condition holds with that day as today. */
static bool on_register(struct expecting *x, struct date d)
{
    struct facts then;
    struct err e;
    const char *state = state_on(x, d);
    const struct machine_def *m = scheme_certificate_machine(x->r->scheme);
    const struct state_def *def = state ? machine_state(m, state) : NULL;
    facts_copy(&then, &x->act->f);
    if (facts_set(&then, "today", value_date(d), &e) || facts_set(&then, "cert.state", value_text(state), &e) ||
        facts_set(&then, "cert.in_force", value_bool(def && def->in_force), &e))
        return false;
    for (size_t i = 0; i < x->act->b.entry.n; i++) {
        const struct register_entry *entry = &x->act->b.entry.at[i];
        const struct register_def *reg = scheme_register(x->r->scheme, entry->register_id);
        bool there = str_eq(entry->state, "published") || (!date_is_none(entry->withdrawn_on) && date_compare(d, entry->withdrawn_on) < 0);
        if (there && reg && register_visible(reg, &then))
            return true;
    }
    return false;
}

static void expect_on_register(struct expecting *x, const struct yaml *v)
{
    if (v->kind != YAML_MAP) {
        compare_text(x, "on_register", v, on_register(x, app_today(x->r->app)) ? "true" : "false");
        return;
    }
    for (size_t i = 0; i < v->n; i++) {
        struct date d;
        if (date_from_iso(v->entry[i].key, &d))
            compare_text(x, v->entry[i].key, v->entry[i].value, on_register(x, d) ? "true" : "false");
    }
}

/* The stored deadline, or none: what a rule would give is asked by `deadline`. */
static void expect_deadlines(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        struct date due = DATE_NONE;
        for (size_t j = 0; j < x->act->b.deadline.n; j++)
            if (str_eq(x->act->b.deadline.at[j].rule, v->entry[i].key))
                due = x->act->b.deadline.at[j].due_on;
        char text[DATE_TEXT_BYTES];
        compare_text(x, v->entry[i].key, v->entry[i].value, date_iso(due, text));
    }
}

static void expect_papers(struct expecting *x, const struct yaml *v)
{
    LIST(const char *) issued = {0};
    for (size_t i = 0; i < x->act->b.paper.n; i++)
        if (str_eq(x->act->b.paper.at[i].direction, "issued"))
            *LIST_ADD(x->r->a, &issued) = x->act->b.paper.at[i].class;
    compare_list(x, "papers", v, issued.at, issued.n, false, false);
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
    char since[DATE_TEXT_BYTES];
    const char *item = yaml_get_text(want, "item"), *kind = yaml_get_text(want, "id"), *named = yaml_get_text(want, "label");
    const char *on = yaml_get_text(want, "since");
    return (!item || str_eq(item, t->item)) && (!kind || str_eq(kind, t->kind)) && (!named || strstr(label, named)) &&
           (!on || str_eq(on, date_iso(t->opened_on, since)));
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
    if (!v->n && *open)
        differs(x, "tasks", "none", open);
    for (size_t i = 0; i < v->n; i++) {
        bool found = false;
        for (size_t j = 0; j < x->act->b.task.n; j++)
            found |= task_fits(x, &x->act->b.task.at[j], v->item[i]);
        if (!found)
            differs(x, "tasks", v->item[i]->kind == YAML_SCALAR ? v->item[i]->text : yaml_get_text(v->item[i], "label"), open);
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
    compare_list(x, "flags", v, up.at, up.n, false, false);
}

static void expect_opened(struct expecting *x, const struct yaml *v)
{
    LIST(const char *) types = {0};
    for (size_t i = 0; i < x->act->b.other_case.n; i++)
        *LIST_ADD(x->r->a, &types) = x->act->b.other_case.at[i].type;
    compare_list(x, "opened", v, types.at, types.n, false, false);
}

/* What was paid back, as a positive amount. */
static void expect_refund(struct expecting *x, const struct yaml *v)
{
    int64_t back = 0;
    for (size_t i = 0; i < x->act->b.payment.n; i++)
        if (x->act->b.payment.at[i].amount.v < 0)
            back -= x->act->b.payment.at[i].amount.v;
    compare_text(x, "refund", v, arena_printf(x->r->a, "%" PRId64, back));
}

static void expect_numbers(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct series_def *series = scheme_series(x->r->scheme, v->entry[i].key);
        const char *number = !series ? NULL : series->of == SERIES_CERTIFICATE ? x->act->b.cert.number : x->act->b.c.number;
        compare_text(x, v->entry[i].key, v->entry[i].value, number);
    }
}

static void expect_actions(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        struct refusals refusals = {0};
        struct err e;
        struct act copy = *x->act;
        facts_copy(&copy.f, &x->act->f);
        int rc = act_try(&copy, v->entry[i].key, NULL, 0, &refusals, &e);
        const char **id = ARENA_ARRAY(x->r->a, const char *, refusals.all.n + 1);
        size_t n = 0;
        if (rc)
            id[n++] = *e.rule ? arena_strdup(x->r->a, e.rule) : e.msg;
        for (size_t j = 0; j < refusals.all.n; j++)
            id[n++] = refusals.all.at[j].id;
        compare_list(x, v->entry[i].key, v->entry[i].value, id, n, false, true);
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
            compare_text(x, outputs->entry[j].key, outputs->entry[j].value, value_store_text(x->r->a, out));
        }
        if (!def)
            differs(x, "decisions", v->entry[i].key, NULL);
    }
}

static void expect_checks(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const char *dot = strchr(v->entry[i].key, '.');
        const struct checklist_def *list = dot ? scheme_checklist(x->r->scheme, arena_strndup(x->r->a, v->entry[i].key, (size_t)(dot - v->entry[i].key))) : NULL;
        struct checked_item item = {0};
        if (list && checklist_one(x->r->scheme, list, &x->act->f, dot + 1, NULL, &item))
            compare_text(x, v->entry[i].key, v->entry[i].value, item.result);
        else
            differs(x, "checks", v->entry[i].key, NULL);
    }
}

static void expect_choices(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct fact_name *fact = fact_names_find(x->act->f.names, v->entry[i].key);
        compare_list(x, v->entry[i].key, v->entry[i].value, fact ? fact->type.choices : NULL, fact ? fact->type.n_choices : 0, true, true);
    }
}

static int sheet_column_named(const struct sheet *sheet, const char *label)
{
    for (size_t i = 0; i < sheet->n_columns; i++)
        if (str_eq(sheet->column[i].label, label))
            return (int)i;
    return -1;
}

static bool row_fits(const struct sheet *sheet, size_t row, const struct yaml *want)
{
    for (size_t i = 0; i < want->n; i++) {
        int column = sheet_column_named(sheet, want->entry[i].key);
        if (column < 0 || !same(text_of(want->entry[i].value), sheet->cell[row * sheet->n_columns + (size_t)column]))
            return false;
    }
    return true;
}

static const char *row_text(struct expecting *x, const struct sheet *sheet)
{
    const char *text = "";
    for (size_t i = 0; i < sheet->n_rows && i < 3; i++)
        text = arena_printf(x->r->a, "%s | %s", text, joined(x->r->a, sheet->cell + i * sheet->n_columns, sheet->n_columns));
    return arena_printf(x->r->a, "%zu rows%s", sheet->n_rows, text);
}

static void compare_rows(struct expecting *x, const char *key, const struct yaml *rows, const struct sheet *sheet)
{
    for (size_t i = 0; i < rows->n; i++) {
        bool found = false;
        for (size_t j = 0; j < sheet->n_rows; j++)
            found |= row_fits(sheet, j, rows->item[i]);
        if (!found)
            differs(x, key, arena_printf(x->r->a, "row %zu", i + 1), row_text(x, sheet));
    }
    if (!rows->n && sheet->n_rows)
        differs(x, key, "no rows", row_text(x, sheet));
}

static void expect_rows(struct expecting *x, const struct yaml *v)
{
    if (x->r->sheet)
        compare_rows(x, "rows", v, x->r->sheet);
    else
        differs(x, "rows", "a register, ledger or report", NULL);
}

static void expect_absent(struct expecting *x, const struct yaml *v)
{
    const struct sheet *sheet = x->r->sheet;
    for (size_t i = 0; sheet && i < v->n; i++)
        for (size_t j = 0; j < sheet->n_rows * sheet->n_columns; j++)
            if (strstr(sheet->cell[j], v->item[i]->text))
                differs(x, "absent", v->item[i]->text, sheet->cell[j]);
}

static void expect_nothing(struct expecting *x, const struct yaml *v)
{
    (void)x;
    (void)v; /* registers: needs a transaction of its own; see run_expect */
}

static void expect_text(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const char *came = NULL;
        for (size_t j = 0; j < x->r->refused.n; j++)
            if (str_eq(x->r->refused.at[j].id, v->entry[i].key))
                came = x->r->refused.at[j].text;
        compare_text(x, v->entry[i].key, v->entry[i].value, came);
    }
}

static void expect_days(struct expecting *x, const char *key, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        struct date d;
        if (!x->r->has_day || !date_from_iso(v->entry[i].key, &d)) {
            differs(x, key, v->entry[i].key, "no deadline");
            continue;
        }
        bool b = str_eq(key, "late") ? deadline_is_late(&x->r->day, d) : deadline_allows(x->r->deadline, &x->r->day, d);
        compare_text(x, arena_printf(x->r->a, "%s %s", key, v->entry[i].key), v->entry[i].value, b ? "true" : "false");
    }
}

static const struct {
    const char *key;
    void (*check)(struct expecting *x, const struct yaml *v);
} probes[] = {{"case_state", expect_case_state}, {"cert", expect_cert},           {"state", expect_state},
              {"on_register", expect_on_register}, {"deadlines", expect_deadlines}, {"papers", expect_papers},
              {"tasks", expect_tasks},           {"flags", expect_flags},         {"numbers", expect_numbers},
              {"facts", expect_facts},           {"opened", expect_opened},       {"refund", expect_refund},
              {"actions", expect_actions},       {"decisions", expect_decisions}, {"checks", expect_checks},
              {"choices", expect_choices},       {"rows", expect_rows},           {"absent", expect_absent},
              {"text", expect_text},             {"registers", expect_nothing}};

/* An item that repeats for units, named without one, means that item of every unit. */
static bool compare_units(struct expecting *x, const char *key, const struct yaml *v)
{
    const char *of_unit = arena_printf(x->r->a, "%s@", key);
    bool any = false;
    for (size_t i = 0; i < x->r->answer.n; i++)
        if (str_starts(x->r->answer.at[i].key, of_unit)) {
            compare_answer(x, x->r->answer.at[i].key, v, &x->r->answer.at[i]);
            any = true;
        }
    return any;
}

static void expect_one(struct expecting *x, const char *key, const struct yaml *v)
{
    if (v->kind == YAML_MAP && (str_eq(key, "late") || str_eq(key, "allowed"))) {
        expect_days(x, key, v);
        return;
    }
    /* An answer of the question comes first; a name such as `state` may also mean the world. */
    const struct answered *came = run_answered(x->r, key);
    if (came && v->kind != YAML_MAP) {
        compare_answer(x, key, v, came);
        return;
    }
    /* b76 of an item that repeats means all of its units. */
    size_t n = strlen(key), units = 0;
    for (size_t i = 0; i < x->r->answer.n; i++) {
        const struct answered *one = &x->r->answer.at[i];
        if (strncmp(one->key, key, n) != 0 || one->key[n] != '@')
            continue;
        compare_answer(x, one->key, v, one);
        units++;
    }
    if (units)
        return;
    for (size_t i = 0; i < COUNT_OF(probes); i++)
        if (str_eq(probes[i].key, key)) {
            probes[i].check(x, v);
            return;
        }
    if (!compare_units(x, key, v))
        differs(x, key, text_of(v), "nothing of that name");
}

struct look {
    const struct yaml *expect;
    struct expecting x;
};

static int look_at(struct run *r, struct act *act, void *arg, struct err *e)
{
    struct look *l = arg;
    (void)e;
    l->x.act = act;
    r->stage.certificate_id = act->b.cert.id; /* it may have come into being */
    for (size_t i = 0; i < l->expect->n; i++)
        expect_one(&l->x, l->expect->entry[i].key, l->expect->entry[i].value);
    return 0;
}

/* registers: {id: rows}: each is read as the screens read it. */
static void expect_registers(struct expecting *x, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct register_def *def = scheme_register(x->r->scheme, v->entry[i].key);
        struct sheet sheet;
        struct err e;
        int64_t certificate = def && def->rows ? x->r->stage.certificate_id : 0;
        if (!def || sheet_rows(x->r->app, x->r->scheme->rule.id, v->entry[i].key, certificate, app_today(x->r->app), 0, 500, x->r->a, &sheet, &e))
            differs(x, "registers", v->entry[i].key, def ? e.detail : "no such register");
        else
            compare_rows(x, v->entry[i].key, v->entry[i].value, &sheet);
    }
}

bool run_expect(struct run *r, const struct yaml *expect, struct buf *why)
{
    struct look look = {.expect = expect, .x = {.r = r, .why = why, .good = true}};
    struct err e;
    if (run_with_act(r, look_at, &look, &e)) {
        buf_printf(why, "%s %s", e.msg, e.detail);
        return false;
    }
    const struct yaml *registers = yaml_get(expect, "registers");
    if (registers)
        expect_registers(&look.x, registers);
    return look.x.good;
}
