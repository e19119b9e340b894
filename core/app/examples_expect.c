/* What an example expects: only what it names is compared. */
#include <string.h>

#include "core/app/examples_run.h"
#include "core/base/str.h"

/* Alternatives of one question: what it says when a map of days is asked. */
static const struct yaml *const no_value = &(const struct yaml){.kind = YAML_NULL, .text = ""};

static void compare_suggestions(struct expecting *x, const struct yaml *expected, const char *came)
{
    for (size_t i = 0; i < expected->n; i++)
        if (!strstr(came ? came : "", expected->item[i]->text))
            expect_differs(x, "suggest", expected->item[i]->text, came);
    if (!expected->n && came && *came)
        expect_differs(x, "suggest", NULL, came);
}

static void compare_each(struct expecting *x, const struct yaml *expected, const struct answered *came)
{
    if (!came->n)
        expect_differs(x, "each", expected->text, "nothing");
    for (size_t i = 0; i < came->n; i++) {
        const struct yaml *one = expected->kind == YAML_LIST ? (i < expected->n ? expected->item[i] : no_value) : expected;
        if (!expect_same(one, came->list[i]))
            expect_differs(x, arena_printf(x->r->a, "each %zu", i + 1), one->kind == YAML_SCALAR ? one->text : NULL, came->list[i]);
    }
}

/* What there is to choose from: {scheme, number} or the number alone. */
static void compare_chooser(struct expecting *x, const struct yaml *expected, const struct answered *came)
{
    size_t n = expected->kind == YAML_LIST ? expected->n : 0;
    if (n != came->n)
        expect_differs(x, "chooser", arena_printf(x->r->a, "%zu", n), arena_printf(x->r->a, "%zu", came->n));
    for (size_t i = 0; i < n; i++) {
        const struct yaml *one = expected->item[i];
        const char *scheme = yaml_get_text(one, "scheme"), *number = one->kind == YAML_MAP ? yaml_get_text(one, "number") : one->text;
        bool found = false;
        for (size_t j = 0; j < came->n && number; j++) {
            const char *space = strrchr(came->list[j], ' ');
            bool same_number = space && str_eq(space + 1, number);
            found |= same_number && (!scheme || str_eq(came->list[j], arena_printf(x->r->a, "%s %s", scheme, number)));
        }
        if (!found)
            expect_differs(x, "chooser", number, came->n ? came->list[0] : NULL);
    }
}

static void compare_answer(struct expecting *x, const char *key, const struct yaml *expected, const struct answered *came)
{
    if (str_eq(key, "suggest") && expected->kind == YAML_LIST)
        compare_suggestions(x, expected, came->text);
    else if (!came->is_list && came->absent && (expected->kind == YAML_NULL || str_eq(expected->text, "none")))
        return;
    else if (!came->is_list)
        expect_text(x, key, expected, came->text);
    else if (str_eq(key, "each"))
        compare_each(x, expected, came);
    else if (str_eq(key, "chooser"))
        compare_chooser(x, expected, came);
    else
        expect_list(x, key, expected, came->list, came->n, str_eq(key, "value") || str_eq(key, "error") || str_eq(key, "warn"), true);
}

/* The days of a deadline: late on them, allowed on them. */
static void expect_days(struct expecting *x, const char *key, const struct yaml *v)
{
    for (size_t i = 0; i < v->n; i++) {
        struct date d;
        if (!x->r->has_day || !date_from_iso(v->entry[i].key, &d)) {
            expect_differs(x, key, v->entry[i].key, "no deadline");
            continue;
        }
        bool b = str_eq(key, "late") ? deadline_is_late(&x->r->day, d) : deadline_allows(x->r->deadline, &x->r->day, d);
        expect_text(x, arena_printf(x->r->a, "%s %s", key, v->entry[i].key), v->entry[i].value, b ? "true" : "false");
    }
}

/* One code where several may have come: it is among them. */
static void expect_error(struct expecting *x, const struct yaml *v)
{
    const struct answered *errors = run_answered(x->r, "errors"), *one = run_answered(x->r, "error");
    LIST(const char *) came = {0};
    for (size_t i = 0; x->r->acted && i < x->r->refused.n; i++)
        *LIST_ADD(x->r->a, &came) = x->r->refused.at[i].id;
    for (size_t i = 0; errors && i < errors->n; i++)
        *LIST_ADD(x->r->a, &came) = errors->list[i];
    if (!x->r->acted && !errors && one)
        compare_answer(x, "error", v, one);
    else
        expect_list(x, "error", v, came.at, came.n, false, false);
}

/* b76 of an item that repeats means all of its units. */
static bool expect_units(struct expecting *x, const char *key, const struct yaml *v)
{
    size_t n = strlen(key), units = 0;
    for (size_t i = 0; i < x->r->answer.n; i++) {
        const struct answered *one = &x->r->answer.at[i];
        if (strncmp(one->key, key, n) != 0 || one->key[n] != '@')
            continue;
        compare_answer(x, one->key, v, one);
        units++;
    }
    return units > 0;
}

/* parts: {serial: 1}: answers under a common name. */
static bool expect_parts(struct expecting *x, const char *key, const struct yaml *v)
{
    const char *prefix = arena_printf(x->r->a, "%s.", key);
    LIST(const char *) known = {0};
    for (size_t i = 0; i < x->r->answer.n; i++)
        if (str_starts(x->r->answer.at[i].key, prefix))
            *LIST_ADD(x->r->a, &known) = x->r->answer.at[i].key + strlen(prefix);
    if (!known.n)
        return false;
    *LIST_ADD(x->r->a, &known) = NULL;
    for (size_t i = 0; i < v->n; i++) {
        const char *name = arena_printf(x->r->a, "%s%s", prefix, v->entry[i].key);
        const struct answered *came = run_answered(x->r, name);
        if (came)
            compare_answer(x, name, v->entry[i].value, came);
        else
            expect_nothing_named(x, v->entry[i].key, known.at);
    }
    return true;
}

static bool is_sheets(const char *key)
{
    static const char *const keys[] = {"registers", "register", "ledgers", "ledger", "reports", "report"};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (str_eq(keys[i], key))
            return true;
    return false;
}

/* allowed: {DATE: bool} of an action is tried day by day, outside this transaction. */
static bool is_daily(const struct run *r, const char *key, const struct yaml *v)
{
    return r->acted && v->kind == YAML_MAP && (str_eq(key, "allowed") || str_eq(key, "ok") || str_eq(key, "refused"));
}

/* Why it was refused, beside that it was. */
static void say_refusals(struct expecting *x)
{
    for (size_t i = 0; i < x->r->refused.n; i++) {
        const struct refused *r = &x->r->refused.at[i];
        buf_printf(x->why, " [%s %s%s%s]", r->id, r->text, r->missing ? ": " : "", r->missing ? r->missing : "");
    }
}

static void expect_one(struct expecting *x, const char *key, const struct yaml *v)
{
    if (is_sheets(key) || is_daily(x->r, key, v))
        return; /* see run_expect */
    if (v->kind == YAML_MAP && (str_eq(key, "late") || str_eq(key, "allowed"))) {
        expect_days(x, key, v);
        return;
    }
    if (str_eq(key, "error")) {
        expect_error(x, v);
        return;
    }
    /* An answer of the question comes first; a name such as `state` may also mean the world. */
    const struct answered *came = run_answered(x->r, key);
    if (came && v->kind != YAML_MAP) {
        bool before = x->good;
        compare_answer(x, key, v, came);
        if (before && !x->good && x->r->acted && !str_eq(key, "refused"))
            say_refusals(x);
        return;
    }
    if (v->kind == YAML_MAP && expect_parts(x, key, v))
        return;
    else if (!expect_units(x, key, v) && !expect_of_world(x, key, v)) {
        const char **known = ARENA_ARRAY(x->r->a, const char *, x->r->answer.n + 64);
        size_t n = 0;
        for (size_t i = 0; i < x->r->answer.n; i++)
            known[n++] = x->r->answer.at[i].key;
        for (size_t i = 0; expect_world_keys[i]; i++)
            known[n++] = expect_world_keys[i];
        expect_nothing_named(x, key, known);
    }
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
    l->x.act = NULL;
    return 0;
}

static void expect_daily(struct expecting *x, const char *key, const struct yaml *v)
{
    struct clock before = x->r->app->clock;
    for (size_t i = 0; i < v->n; i++) {
        const char *name = arena_printf(x->r->a, "%s %s", key, v->entry[i].key);
        struct date d;
        struct err e;
        if (!yaml_get(x->r->when, "can") || !date_from_iso(v->entry[i].key, &d)) {
            expect_differs(x, name, "a day on which `can` is asked", NULL);
            continue;
        }
        x->r->app->clock = clock_fixed(d);
        x->r->used.n = 0;
        if (run_can(x->r, &e)) {
            expect_differs(x, name, NULL, app_error_text(x->r->app, x->r->a, &e));
            continue;
        }
        const struct answered *came = run_answered(x->r, key);
        compare_answer(x, name, v->entry[i].value, came);
    }
    x->r->app->clock = before;
}

bool run_expect(struct run *r, const struct yaml *expect, struct buf *why)
{
    struct look look = {.expect = expect, .x = {.r = r, .why = why, .good = true}};
    struct err e;
    if (run_with_act(r, look_at, &look, &e)) {
        buf_printf(why, "%s %s", app_error_text(r->app, r->a, &e), e.detail);
        return false;
    }
    for (size_t i = 0; i < expect->n; i++) {
        const struct yaml_entry *entry = &expect->entry[i];
        if (is_sheets(entry->key))
            expect_sheets(&look.x, entry->value);
        else if (is_daily(r, entry->key, entry->value))
            expect_daily(&look.x, entry->key, entry->value);
    }
    return look.x.good;
}
