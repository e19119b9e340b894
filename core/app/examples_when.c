/* What an example may ask. */
#include <inttypes.h>
#include <string.h>

#include "core/app/case_app.h"
#include "core/app/cert_app.h"
#include "core/app/deadline_app.h"
#include "core/app/examples_form.h"
#include "core/app/examples_run.h"
#include "core/app/lookup_app.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/rule/checklist.h"
#include "core/rule/decision.h"
#include "core/rule/diff.h"
#include "core/rule/expr.h"
#include "core/rule/fee.h"
#include "core/rule/form.h"
#include "core/rule/form_facts.h"
#include "core/rule/number.h"
#include "core/rule/paper_rule.h"
#include "core/rule/people.h"
#include "db/db.h"
#include "db/rows_certificate.h"

void run_answer(struct run *r, const char *key, const char *text)
{
    *LIST_ADD(r->a, &r->answer) = (struct answered){.key = key, .text = text};
}

void run_answer_date(struct run *r, const char *key, struct date d)
{
    run_answer(r, key, date_is_none(d) ? NULL : date_iso(d, ARENA_ARRAY(r->a, char, DATE_TEXT_BYTES)));
}

void run_answer_bool(struct run *r, const char *key, bool b)
{
    run_answer(r, key, b ? "true" : "false");
}

void run_answer_int(struct run *r, const char *key, int64_t v)
{
    run_answer(r, key, arena_printf(r->a, "%" PRId64, v));
}

void run_answer_list(struct run *r, const char *key, const char *const *list, size_t n)
{
    *LIST_ADD(r->a, &r->answer) = (struct answered){.key = key, .list = list, .n = n, .is_list = true};
}

const struct answered *run_answered(const struct run *r, const char *key)
{
    for (size_t i = r->answer.n; i-- > 0;)
        if (str_eq(r->answer.at[i].key, key))
            return &r->answer.at[i];
    return NULL;
}

int run_mistake(const char *msg, const char *what, const struct yaml *at, struct err *e)
{
    err_set(e, E_INPUT, msg, what ? what : "", NULL);
    return err_detail(e, "%s:%d:%d", at->at.file ? at->at.file : "?", at->at.line, at->at.column);
}

struct with_act {
    struct run *r;
    run_fn *fn;
    void *arg;
};

static int load_and_call(struct db *db, void *arg, struct err *e)
{
    struct with_act *w = arg;
    struct act act;
    (void)db;
    int rc = act_begin(&act, w->r->app, w->r->stage.case_id, 0, app_today(w->r->app), w->r->a, e);
    for (size_t i = 0; !rc && i < w->r->stage.fixed.n; i++) {
        const struct given *g = &w->r->stage.fixed.at[i];
        const char *text = stage_text(g->value, w->r->a);
        rc = facts_set_text(&act.f, g->name, text ? text : "", e);
    }
    return rc ? rc : w->fn(w->r, &act, w->arg, e);
}

int run_with_act(struct run *r, run_fn *fn, void *arg, struct err *e)
{
    struct with_act w = {r, fn, arg};
    return db_read(r->app->db, load_and_call, &w, e);
}

static int ask_deadline(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = yaml_get(r->when, "deadline");
    const struct deadline_def *def = scheme_deadline(r->scheme, asked->text);
    if (!def)
        return run_mistake("example.unknown", asked->text, asked, e);
    const struct value *row = NULL;
    if (def->each) {
        const struct value_list *rows = facts_list(&act->f, def->each);
        row = rows->n ? rows->row[0] : NULL;
    }
    struct err why;
    r->deadline = def;
    int rc = deadline_compute(r->scheme, def, &act->f, row, &r->day, &why);
    if (rc == E_RULE) {
        run_answer(r, "due", NULL);
        run_answer(r, "error", why.arg[1]);
        return 0;
    }
    r->has_day = true;
    run_answer_date(r, "due", r->day.due);
    run_answer_date(r, "raw", r->day.raw);
    run_answer_date(r, "base", r->day.base);
    run_answer_date(r, "opens", r->day.opens);
    run_answer_bool(r, "moved", r->day.moved);
    run_answer_date(r, "last_business_day", r->day.last_business_day);
    run_answer(r, "error", def->error);
    const char **warn = ARENA_ARRAY(r->a, const char *, def->warn.n);
    for (size_t i = 0; i < def->warn.n; i++)
        warn[i] = date_iso(deadline_warning(def, &r->day, i), ARENA_ARRAY(r->a, char, DATE_TEXT_BYTES));
    run_answer_list(r, "warn", warn, def->warn.n);
    const char **missed = ARENA_ARRAY(r->a, const char *, def->missed.n);
    for (size_t i = 0; i < def->missed.n; i++)
        missed[i] = arena_printf(r->a, "%s %s", effect_name(def->missed.at[i].kind), def->missed.at[i].id ? def->missed.at[i].id : "");
    run_answer_list(r, "missed", missed, def->missed.n);
    return rc;
}

static int ask_period(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = yaml_get(r->when, "period");
    const struct period_def *def = scheme_period(r->scheme, asked->text);
    struct period_days days;
    struct err why;
    if (!def)
        return run_mistake("example.unknown", asked->text, asked, e);
    int rc = period_compute(def, act->b.period.n > 0, &act->f, &days, &why);
    if (rc) {
        run_answer(r, "error", why.arg[1]);
        return 0;
    }
    run_answer_date(r, "from", days.from);
    run_answer_date(r, "until", days.until);
    run_answer(r, "binds", days.binds ? days.binds->rule.id : NULL);
    return 0;
}

static int ask_fee(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = yaml_get(r->when, "fee"), *times = yaml_get(r->when, "times");
    const struct fee_def *def = scheme_fee(r->scheme, asked->text);
    struct fee_price price;
    struct err why = {0};
    int64_t n = 1;
    if (!def)
        return run_mistake("example.unknown", asked->text, asked, e);
    if (times && !str_to_int(times->text, 1, 1000, &n))
        return run_mistake("example.value", times->text, times, e);
    if (fee_compute(r->scheme, def, &act->f, &price, &why)) {
        run_answer(r, "error", arena_strdup(r->a, why.rule));
        return 0;
    }
    run_answer_int(r, "net", price.net.v * n);
    run_answer_int(r, "tax", price.tax.v * n);
    run_answer_int(r, "gross", price.gross.v * n);
    run_answer(r, "rate", price.rate_bp % 100 ? arena_printf(r->a, "%d.%02d", price.rate_bp / 100, price.rate_bp % 100)
                                              : arena_printf(r->a, "%d", price.rate_bp / 100));
    run_answer_int(r, "count", price.count);
    run_answer_bool(r, "charged", price.charged);
    run_answer_date(r, "due", price.due);
    run_answer(r, "error", NULL);
    return 0;
}

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
    if (!date->text || !date_from_iso(date->text, &d))
        return run_mistake("example.value", date->text, date, e);
    set_dates(act, series, d);
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

static int ask_number(struct run *r, struct act *act, void *arg, struct err *e)
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
    return 0;
}

static int ask_lookup(struct run *r, struct err *e)
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
        value[i] = found.n == 1 || (found.n && !found.more) ? found.hit[0].number : NULL;
        if (asked->kind == YAML_LIST)
            continue;
        run_answer(r, "value", found.n == 1 ? found.hit[0].number : NULL);
        run_answer(r, "kind", found.n ? kind[found.hit[0].kind] : NULL);
        run_answer_int(r, "count", (int64_t)found.n);
        const char **chooser = ARENA_ARRAY(r->a, const char *, found.n);
        for (size_t j = 0; j < found.n; j++)
            chooser[j] = arena_printf(r->a, "%s %s", found.hit[j].scheme_short, found.hit[j].number);
        run_answer_list(r, "chooser", chooser, found.n);
        run_answer(r, "suggest", found.suggest);
    }
    if (asked->kind == YAML_LIST)
        run_answer_list(r, "each", value, n);
    return 0;
}

static void answer_texts(struct run *r, const char *key, const struct value_list *list)
{
    const char **text = ARENA_ARRAY(r->a, const char *, list->n);
    for (size_t i = 0; i < list->n; i++)
        text[i] = value_print(r->a, list->row[i][0]);
    run_answer_list(r, key, text, list->n);
}

static void answer_decision(struct run *r, struct act *act, const struct decision_def *def)
{
    struct decided d = decision_run(def, &act->f, NULL);
    for (size_t i = 0; i < def->outputs.n; i++) {
        struct value v = decided_output(def, &d, def->outputs.at[i].name);
        run_answer(r, def->outputs.at[i].name, value_defined(v) ? value_store_text(r->a, v) : NULL);
    }
    run_answer(r, "error", d.undefined ? d.undefined->rule.id : NULL);
    answer_texts(r, "reasons", decision_reasons(def, &act->f));
}

static void answer_checklist(struct run *r, struct act *act, const struct checklist_def *def)
{
    struct checked_list list = checklist_run(r->scheme, def, &act->f);
    const struct decision_def *outcome = def->outcome ? scheme_decision(r->scheme, def->outcome) : NULL;
    LIST(const char *) failing = {0};
    const char *error = NULL;
    if (outcome)
        answer_decision(r, act, outcome);
    for (size_t i = 0; i < list.n; i++) {
        const struct checked_item *item = &list.at[i];
        run_answer(r, item->ref, item->result);
        if (item->open || item->passes)
            continue;
        const char *id = checked_error(item, &act->f);
        error = error ? error : id;
        const struct value_list *what = checked_failing(item, &act->f);
        for (size_t j = 0; what && j < what->n; j++)
            *LIST_ADD(r->a, &failing) = value_print(r->a, what->row[j][0]);
    }
    run_answer_list(r, "failing", failing.at, failing.n);
    if (error)
        run_answer(r, "error", error);
}

static int ask_decision(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = yaml_get(r->when, "decide");
    const struct checklist_def *list = scheme_checklist(r->scheme, asked->text);
    const struct decision_def *decision = scheme_decision(r->scheme, asked->text);
    if (!list && !decision)
        return run_mistake("example.unknown", asked->text, asked, e);
    if (list)
        answer_checklist(r, act, list);
    else
        answer_decision(r, act, decision);
    return 0;
}

static int ask_validate(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = yaml_get(r->when, "validate");
    const struct yaml_entry *entry = asked->n == 1 ? &asked->entry[0] : NULL;
    struct str rest = str_of(entry ? entry->key : ""), part;
    (void)str_split(&rest, '.', &part);
    const struct form_def *form = str_split(&rest, '.', &part) ? scheme_form(r->scheme, arena_strndup(r->a, part.p, part.n)) : NULL;
    const char *dot = entry ? strrchr(entry->key, '.') : NULL, *last = dot ? dot + 1 : "";
    const struct field_def *field = form ? form_field(form, last) : NULL;
    if (!entry || !field)
        return run_mistake("example.unknown", entry ? entry->key : "", asked, e);
    struct field_value value = {.stored = "", .echo = ""};
    struct err why = {0};
    const char *typed = stage_text(entry->value, r->a);
    int rc = field_normalise(field, NULL, &r->app->closed, act->today, typed ? typed : "", r->a, &value, &why);
    struct field_problems problems = {0};
    if (!rc && facts_set_text(&act->f, entry->key, value.stored, e) == 0)
        form_check_field(r->scheme, form, field, &act->f, &problems);
    const char *error = rc ? (*why.rule ? arena_strdup(r->a, why.rule) : why.msg) : NULL;
    if (!rc && problems.all.n)
        error = problems.all.at[0].id ? problems.all.at[0].id : "missing";
    run_answer_bool(r, "ok", !error);
    run_answer(r, "value", value.stored);
    run_answer(r, "error", error);
    return 0;
}

static int ask_returns(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = yaml_get(r->when, "returns");
    const struct return_def *def = scheme_return(r->scheme, asked->text);
    if (!def)
        return run_mistake("example.unknown", asked->text, asked, e);
    const struct value_list *docs = facts_list(&act->f, "doc");
    int title = type_column(docs->columns, "title");
    LIST(const char *) back = {0}, keep = {0};
    for (size_t i = 0; i < docs->n; i++) {
        enum paper_way way = paper_returns(r->scheme, def, &act->f, docs->row[i]);
        if (way == PAPER_GOES_BACK)
            *LIST_ADD(r->a, &back) = value_print(r->a, docs->row[i][title]);
        else if (way == PAPER_IS_KEPT)
            *LIST_ADD(r->a, &keep) = value_print(r->a, docs->row[i][title]);
    }
    run_answer_list(r, "return", back.at, back.n);
    run_answer_list(r, "keep", keep.at, keep.n);
    const struct addressee_def *to = def->to ? scheme_addressee(r->scheme, def->to) : NULL;
    run_answer(r, "to", to ? to->rule.label : NULL);
    return 0;
}

/* form.F.row.field of the original, the last approved and the own form. */
static const char *form_text(struct run *r, const struct bundle_forms *forms, const char *path)
{
    struct str rest = str_of(path), part;
    (void)str_split(&rest, '.', &part);
    if (!str_split(&rest, '.', &part) || !rest.p)
        return "";
    const struct bundle_form *form = bundle_form_in(forms, arena_strndup(r->a, part.p, part.n));
    return form ? form_body_text(form->body, r->a, rest.p) : "";
}

static int ask_diff(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const char *path = yaml_get_text(yaml_get(r->when, "diff"), "field");
    if (!path)
        return run_mistake("example.unknown", "diff", r->when, e);
    const struct diff_def *def = NULL;
    for (size_t i = 0; i < r->scheme->diffs.n; i++)
        if (strstr(path, r->scheme->diffs.at[i].form))
            def = &r->scheme->diffs.at[i];
    struct value base = def ? expr_eval(def->base.expr, &act->f) : value_undefined();
    const char *original = form_text(r, &act->b.original, path), *approved = form_text(r, &act->b.approved, path);
    bool from_approved = base.type == VALUE_TEXT && str_eq(base.text, "last_approved");
    struct diff_view view = diff_view(r->a, from_approved ? approved : original, approved, form_text(r, &act->b.form, path));
    run_answer_bool(r, "changed", view.changed);
    run_answer(r, "old", view.old);
    run_answer(r, "new", view.new_);
    run_answer(r, "badge", view.reviewed_before && def ? def->badge : NULL);
    static const char *const red[] = {"old", "new"};
    run_answer_list(r, "red", red, view.changed ? 2 : 0);
    return 0;
}

static int ask_sheet(struct run *r, const struct yaml *asked, struct err *e)
{
    const struct yaml *on = yaml_get(r->when, "on");
    struct date d = app_today(r->app);
    const struct register_def *def = scheme_register(r->scheme, asked->text);
    if (on && (!on->text || !date_from_iso(on->text, &d)))
        return run_mistake("example.value", on->text, on, e);
    r->sheet = ARENA_NEW(r->a, struct sheet);
    int64_t certificate = def && def->rows ? r->stage.certificate_id : 0;
    return sheet_rows(r->app, r->scheme->rule.id, asked->text, certificate, d, 0, 500, r->a, r->sheet, e);
}

int run_when(struct run *r, struct err *e)
{
    static const struct {
        const char *key;
        run_fn *with_act;
        int (*plain)(struct run *r, struct err *e);
    } kinds[] = {{"deadline", ask_deadline, NULL}, {"period", ask_period, NULL},    {"fee", ask_fee, NULL},
                 {"number", ask_number, NULL},     {"decide", ask_decision, NULL},  {"validate", ask_validate, NULL},
                 {"returns", ask_returns, NULL},   {"diff", ask_diff, NULL},        {"assign", run_person, NULL},
                 {"lookup", NULL, ask_lookup},     {"can", NULL, run_can},          {"create", NULL, run_create},
                 {"do", NULL, run_do},             {"clock", NULL, run_clock}};
    static const char *const sheets[] = {"register", "ledger", "report"};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (yaml_get(r->when, kinds[i].key))
            return kinds[i].with_act ? run_with_act(r, kinds[i].with_act, NULL, e) : kinds[i].plain(r, e);
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        if (yaml_get(r->when, sheets[i]))
            return ask_sheet(r, yaml_get(r->when, sheets[i]), e);
    return run_mistake("example.when", r->when->n ? r->when->entry[0].key : "", r->when, e);
}
