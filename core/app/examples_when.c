/* What an example may ask. */
#include <inttypes.h>
#include <string.h>

#include "core/app/case_app.h"
#include "core/app/cert_app.h"
#include "core/app/deadline_app.h"
#include "core/app/examples_build.h"
#include "core/app/examples_form.h"
#include "core/app/examples_names.h"
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

void run_answer_absent(struct run *r, const char *key, const char *text)
{
    *LIST_ADD(r->a, &r->answer) = (struct answered){.key = key, .text = text, .absent = true};
}

static void run_answer_date(struct run *r, const char *key, struct date d)
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

int run_unknown(struct run *r, const char *what, const void *rules, size_t n, size_t size, const struct yaml *at, struct err *e)
{
    const char **known = ARENA_ARRAY(r->a, const char *, n);
    for (size_t i = 0; i < n; i++)
        known[i] = ((const struct rule *)(const void *)((const char *)rules + i * size))->id;
    const char *nearest = what ? str_nearest(what, known, n) : NULL;
    return stage_mistake(nearest ? "example.unknown-near" : "example.unknown", what, nearest, at->at, e);
}
#define UNKNOWN(r_, what_, span_, at_, e_) run_unknown((r_), (what_), (span_).at, (span_).n, sizeof *(span_).at, (at_), (e_))

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
        return UNKNOWN(r, asked->text, r->scheme->deadlines, asked, e);
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
        warn[i] = date_iso(deadline_warning(def, &r->day, i, &act->f), ARENA_ARRAY(r->a, char, DATE_TEXT_BYTES));
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
        return UNKNOWN(r, asked->text, r->scheme->periods, asked, e);
    int rc = period_compute(act->b.scheme, def, act->b.period.n > 0, &act->f, &days, &why);
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
        return UNKNOWN(r, asked->text, r->scheme->fees, asked, e);
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

struct sorting {
    struct run *r;
    struct act *act;
    const struct return_def *def;
    LIST(const char *) back;
    LIST(const char *) keep;
};

/* Titles of one list of papers: those that go back and those that stay. */
static void sort_papers(struct sorting *to, const char *list)
{
    const struct value_list *docs = facts_list(&to->act->f, list);
    int title = type_column(docs->columns, "title");
    for (size_t i = 0; i < docs->n; i++) {
        enum paper_way way = paper_returns(to->r->scheme, to->def, &to->act->f, docs->row[i]);
        const char *name = value_print(to->r->a, docs->row[i][title]);
        if (way == PAPER_GOES_BACK)
            *LIST_ADD(to->r->a, &to->back) = name;
        else if (way == PAPER_IS_KEPT)
            *LIST_ADD(to->r->a, &to->keep) = name;
    }
}

static int ask_returns(struct run *r, struct act *act, void *arg, struct err *e)
{
    (void)arg;
    const struct yaml *asked = yaml_get(r->when, "returns");
    const struct return_def *def = scheme_return(r->scheme, asked->text);
    if (!def)
        return UNKNOWN(r, asked->text, r->scheme->returns, asked, e);
    struct sorting to = {.r = r, .act = act, .def = def};
    sort_papers(&to, "doc");
    if (def->file)
        sort_papers(&to, "file_doc");
    run_answer_list(r, "return", to.back.at, to.back.n);
    run_answer_list(r, "keep", to.keep.at, to.keep.n);
    const struct addressee_def *whom = def->to ? scheme_addressee(r->scheme, def->to) : NULL;
    run_answer(r, "to", whom ? whom->rule.label : NULL);
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
    const struct yaml *asked = yaml_get(r->when, "diff");
    const char *path = asked->kind == YAML_SCALAR ? asked->text : yaml_get_text(asked, "field");
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

static int ask_sheet(struct run *r, const struct yaml *asked, const void *rules, size_t n, size_t size, struct err *e)
{
    const struct yaml *on = yaml_get(r->when, "on");
    struct date d = app_today(r->app);
    const struct register_def *def = scheme_register(r->scheme, asked->text);
    const struct scheme *s = r->scheme;
    if (!def && !scheme_ledger(s, asked->text) && !scheme_report(s, asked->text))
        return run_unknown(r, asked->text, rules, n, size, asked, e);
    if (on && (!on->text || !date_from_iso(on->text, &d)))
        return run_mistake("example.value", on->text, on, e);
    r->sheet = ARENA_NEW(r->a, struct sheet);
    int64_t certificate = def && def->rows ? r->stage.certificate_id : 0;
    const struct sheet_query q = {
        .scheme = r->scheme->rule.id, .id = asked->text, .certificate_id = certificate, .on = d, .limit = 500};
    int rc = sheet_rows(r->app, &q, r->a, r->sheet, e);
    const char **heading = ARENA_ARRAY(r->a, const char *, r->sheet->n_columns);
    for (size_t i = 0; !rc && i < r->sheet->n_columns; i++)
        heading[i] = r->sheet->column[i].label;
    if (!rc)
        run_answer_list(r, "columns", heading, r->sheet->n_columns);
    return rc;
}

#define SHEET_OF(r_, key_, span_, e_) ask_sheet((r_), yaml_get((r_)->when, (key_)), (span_).at, (span_).n, sizeof *(span_).at, (e_))

static int ask_register(struct run *r, struct err *e)
{
    return SHEET_OF(r, "register", r->scheme->registers, e);
}

static int ask_ledger(struct run *r, struct err *e)
{
    return SHEET_OF(r, "ledger", r->scheme->ledgers, e);
}

static int ask_report(struct run *r, struct err *e)
{
    return SHEET_OF(r, "report", r->scheme->reports, e);
}

static const char *const with_answers[] = {"with", "role", "actor", NULL};
static const char *const with_times[] = {"times", NULL};

static const struct {
    const char *key;
    run_fn *with_act;
    int (*plain)(struct run *r, struct err *e);
    const char *const *more; /* keys beside it */
} kinds[] = {{"deadline", ask_deadline, NULL, NULL}, {"period", ask_period, NULL, NULL},   {"fee", ask_fee, NULL, with_times},
             {"number", run_number, NULL, NULL},     {"decide", run_decision, NULL, NULL}, {"validate", run_validate, NULL, NULL},
             {"returns", ask_returns, NULL, NULL},   {"diff", ask_diff, NULL, NULL},       {"assign", run_person, NULL, NULL},
             {"lookup", NULL, run_lookup, NULL},     {"can", NULL, run_can, with_answers}, {"create", NULL, run_create, with_answers},
             {"do", NULL, run_do, with_answers},     {"clock", NULL, run_clock, NULL},     {"register", NULL, ask_register, NULL},
             {"ledger", NULL, ask_ledger, NULL},     {"report", NULL, ask_report, NULL}};

/* Exactly one question, and nothing that is none of its keys. */
static int check_when(struct run *r, size_t *kind_r, struct err *e)
{
    size_t found = 0;
    const char *known[COUNT_OF(kinds) + 8];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (yaml_get(r->when, kinds[i].key)) {
            *kind_r = i;
            found++;
        }
    if (found == 1) {
        known[n++] = kinds[*kind_r].key;
        known[n++] = "on";
        for (size_t i = 0; kinds[*kind_r].more && kinds[*kind_r].more[i]; i++)
            known[n++] = kinds[*kind_r].more[i];
    } else {
        for (size_t i = 0; i < COUNT_OF(kinds); i++)
            known[n++] = kinds[i].key;
    }
    known[n] = NULL;
    int rc = names_keys(r->when, known, e);
    return rc || found == 1 ? rc : run_mistake("example.when", r->when->n ? r->when->entry[0].key : "", r->when, e);
}

int run_when(struct run *r, struct err *e)
{
    size_t kind = 0;
    int rc = check_when(r, &kind, e);
    if (!rc)
        rc = run_as(r, NULL, e);
    if (rc)
        return rc;
    return kinds[kind].with_act ? run_with_act(r, kinds[kind].with_act, NULL, e) : kinds[kind].plain(r, e);
}
