/* Numbers and the look-up box, as examples ask them. */
#include <string.h>

#include "core/app/examples_run.h"
#include "core/app/lookup_app.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/number.h"
#include "db/rows_certificate.h"

static void set_dates(struct act *act, const struct series_def *series, struct date d)
{
    struct err e;
    for (size_t i = 0; i < series->parts.n; i++) {
        const struct part_def *part = &series->parts.at[i];
        const char *fact = part->kind == PART_DATE && part->value.expr ? expr_first_fact(part->value.expr) : NULL;
        if (fact && facts_set(&act->f, fact, value_date(d), &e) != 0)
            continue;
    }
    const char *fact = formula_given(&series->date) ? expr_first_fact(series->date.expr) : NULL;
    if (fact)
        (void)(facts_set(&act->f, fact, value_date(d), &e) == 0);
    (void)(facts_set(&act->f, "today", value_date(d), &e) == 0);
    act->today = d;
}

static int next_number(struct run *r, struct act *act, const struct series_def *series, const struct yaml *date, const char **value_r,
                       const char **error_r, struct err *e)
{
    struct date d;
    struct err why = {0};
    int64_t serial;
    if (date->kind == YAML_SCALAR && !str_eq(date->text, "true")) {
        if (!date_from_iso(date->text, &d))
            return run_mistake("example.value", date->text, date, e);
        set_dates(act, series, d);
    } /* else the day is that of the facts */
    *value_r = *error_r = NULL;
    if (act_number(act, series->rule.id, value_r, &serial, "example", 0, &why))
        *error_r = arena_strdup(r->a, why.rule);
    return 0;
}

struct on_file {
    struct app *app;
    struct arena *a;
};

static bool number_known(const char *number, struct date *recorded_r, void *arg)
{
    struct on_file *file = arg;
    struct rows rows;
    struct err e;
    if (certificates_by_number(file->app->db, number, NULL, file->a, &rows, &e) != 0 || !rows.n)
        return false;
    *recorded_r = ((struct certificate *)rows.at)[0].granted_on;
    return true;
}

static void check_number(struct run *r, struct act *act, const struct series_def *series, const char *typed, const char **value_r,
                         const char **error_r)
{
    struct err why = {0};
    struct on_file on = {r->app, r->a};
    const struct number_file file = {number_known, &on};
    const char *number = fold_code(r->a, typed);
    int rc = number_check(series, &act->f, number, act->today, &file, &why);
    *value_r = rc ? NULL : number;
    *error_r = rc ? arena_strdup(r->a, why.rule) : NULL;
}

/* What each part of a number says, as parts.serial, parts.year, … */
static void answer_parts(struct run *r, const struct series_def *series, const char *number)
{
    struct number_parts parts;
    size_t of = 0;
    if (!number_parse(series, number, &parts))
        return;
    run_answer_int(r, "parts.serial", parts.serial);
    for (size_t i = 0; i < series->parts.n; i++) {
        const struct part_def *part = &series->parts.at[i];
        if (part->kind == PART_TEXT)
            run_answer(r, i ? "parts.text" : "parts.prefix", part->text);
        if (part->kind == PART_OF && of < NUMBER_OF_MAX) {
            run_answer(r, "parts.of", parts.of[of]);
            run_answer(r, "parts.letter", arena_strdup(r->a, parts.of[of++]));
        }
    }
    if (parts.year) {
        run_answer_int(r, "parts.year", parts.year);
        run_answer_int(r, "parts.fy", parts.year);
    }
    if (parts.month) {
        run_answer_int(r, "parts.month", parts.month);
        run_answer(r, "parts.yymm", arena_printf(r->a, "%02d%02d", parts.year % 100, parts.month));
        run_answer(r, "parts.yyyymm", arena_printf(r->a, "%04d%02d", parts.year, parts.month));
    }
}

int run_number(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = yaml_get(r->when, "number");
    const char *id = yaml_get_text(asked, "series");
    const struct series_def *series = id ? scheme_series(r->scheme, id) : NULL;
    const struct yaml *next = yaml_get(asked, "next"), *parse = yaml_get(asked, "parse");
    const struct yaml *what = next ? next : parse;
    if (!series || !what)
        return run_mistake("example.unknown", id, asked, e);
    size_t n = what->kind == YAML_LIST ? what->n : 1;
    const char **value = ARENA_ARRAY(r->a, const char *, n), **error = ARENA_ARRAY(r->a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const struct yaml *one = what->kind == YAML_LIST ? what->item[i] : what;
        int rc = 0;
        if (next)
            rc = next_number(r, act, series, one, &value[i], &error[i], e);
        else
            check_number(r, act, series, one->text ? one->text : "", &value[i], &error[i]);
        if (rc)
            return rc;
    }
    if (what->kind == YAML_LIST) {
        run_answer_list(r, "value", value, n);
        run_answer_list(r, "error", error, n);
        return 0;
    }
    run_answer(r, "value", value[0]);
    run_answer(r, "error", error[0]);
    if (value[0] || parse)
        answer_parts(r, series, value[0] ? value[0] : fold_code(r->a, parse->text));
    return 0;
}

/* What is offered and not taken: a certificate under another date, hits only after letters were read as digits. */
static void answer_offered(struct run *r, const struct lookup *found)
{
    const char **candidate = ARENA_ARRAY(r->a, const char *, found->n);
    size_t n = 0;
    for (size_t i = 0; i < found->n; i++)
        if (found->hit[i].candidate)
            candidate[n++] = found->hit[i].number;
    run_answer_list(r, "candidates", candidate, n);
    run_answer(r, "suggest", *found->suggest || !n ? found->suggest : candidate[0]);
}

int run_lookup(struct run *r, struct err *e)
{
    static const char *const kind[] = {[HIT_CERTIFICATE] = "certificate", [HIT_CASE] = "case", [HIT_PARTY] = "party",
                                       [HIT_FEE] = "fee", [HIT_PAPER] = "paper"};
    const struct yaml *asked = yaml_get(r->when, "lookup");
    size_t n = asked->kind == YAML_LIST ? asked->n : 1;
    const char **value = ARENA_ARRAY(r->a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        struct lookup found;
        const struct yaml *one = asked->kind == YAML_LIST ? asked->item[i] : asked;
        int rc = lookup(r->app, one->text ? one->text : "", LOOKUP_HITS_MAX, r->a, &found, e);
        if (rc)
            return rc;
        value[i] = found.n == 1 ? found.hit[0].number : NULL;
        if (asked->kind == YAML_LIST)
            continue;
        run_answer(r, "value", found.n == 1 ? found.hit[0].number : NULL);
        run_answer(r, "kind", found.n ? kind[found.hit[0].kind] : NULL);
        run_answer_int(r, "count", (int64_t)found.n);
        const char **chooser = ARENA_ARRAY(r->a, const char *, found.n);
        for (size_t j = 0; j < found.n; j++)
            chooser[j] = arena_printf(r->a, "%s %s", found.hit[j].scheme_short, found.hit[j].number);
        run_answer_list(r, "chooser", chooser, found.n);
        answer_offered(r, &found);
    }
    if (asked->kind == YAML_LIST)
        run_answer_list(r, "each", value, n);
    return 0;
}

