#include "core/app/examples_stage.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/app/examples_build.h"
#include "core/app/examples_form.h"
#include "core/base/str.h"
#include "core/rule/number.h"
#include "db/db.h"
#include "db/rows.h"

const char *stage_text(const struct yaml *v, struct arena *a)
{
    if (v->kind == YAML_NULL)
        return NULL;
    if (v->kind == YAML_SCALAR)
        return v->text;
    const char *text = "";
    for (size_t i = 0; v->kind == YAML_LIST && i < v->n; i++)
        text = arena_printf(a, "%s%s%s", text, i ? "\n" : "", v->item[i]->text ? v->item[i]->text : "");
    return text;
}

int stage_mistake(const char *msg, const char *what, struct where at, struct err *e)
{
    err_set(e, E_INPUT, msg, what, NULL);
    return err_detail(e, "%s:%d:%d", at.file ? at.file : "?", at.line, at.column);
}

const struct yaml *stage_given(const struct stage *st, const char *name)
{
    for (size_t i = st->all.n; i-- > 0;)
        if (str_eq(st->all.at[i].name, name))
            return st->all.at[i].value;
    return NULL;
}

/* A field of a record from text; false if the record has no such field. */
int stage_field(const struct record_type *type, void *record, const char *name, const struct yaml *v, struct arena *a, bool *has_r,
                     struct err *e)
{
    const struct record_field *field = record_field_named(type, name);
    *has_r = field != NULL;
    const char *text = stage_text(v, a);
    if (!field)
        return 0;
    if (text && field->type == FIELD_BOOL)
        text = str_eq(text, "true") ? "1" : "0";
    if (!record_set_text(record, field, text ? text : field->type == FIELD_TEXT || field->type == FIELD_DATE ? "" : "0"))
        return stage_mistake("example.value", name, v->at, e);
    return 0;
}

/* Fields of a map into a record; keys that are none are a mistake unless `other` takes them. */
int stage_map(const struct record_type *type, void *record, const struct yaml *map, const char *other, struct arena *a, struct err *e)
{
    for (size_t i = 0; i < map->n; i++) {
        bool has;
        int rc = stage_field(type, record, map->entry[i].key, map->entry[i].value, a, &has, e);
        if (!rc && !has && !str_eq(map->entry[i].key, other))
            rc = stage_mistake("example.key", map->entry[i].key, map->entry[i].at, e);
        if (rc)
            return rc;
    }
    return 0;
}

static void collect_specimen(struct stage *st, const struct yaml *specimen, const char *type, int depth)
{
    const struct yaml *of = specimen ? yaml_get(specimen, type) : NULL;
    if (!of || depth > 8)
        return;
    const char *extends = yaml_get_text(of, "extends");
    if (extends)
        collect_specimen(st, specimen, extends, depth + 1);
    for (size_t i = 0; i < of->n; i++)
        if (!str_eq(of->entry[i].key, "extends"))
            *LIST_ADD(st->a, &st->all) = (struct given){of->entry[i].key, of->entry[i].value};
}

void stage_specimen(struct stage *stage)
{
    collect_specimen(stage, stage->scheme->specimen, stage->type, 0);
}

static void put_fact(struct work *w, const char *owner, int64_t id, const char *name, const struct yaml *v)
{
    const char *text = stage_text(v, w->st->a);
    const struct fact fact = {.owner = owner, .owner_id = id, .unit = "", .name = name, .value = text ? text : ""};
    change_put(&w->set, &fact_type, &fact);
}

static int give_case(struct work *w, const char *name, const struct yaml *v, struct err *e)
{
    bool has;
    if (str_eq(name, "type"))
        return 0;
    int rc = stage_field(&case_file_type, &w->c, name, v, w->st->a, &has, e);
    if (!rc && !has)
        put_fact(w, "case", w->st->case_id, name, v);
    return rc;
}

static int give_periods(struct work *w, const struct yaml *v, struct err *e)
{
    for (size_t i = 0; i < v->n; i++) {
        struct certificate_period p = {.certificate_id = w->cert.id, .position = (int64_t)i, .decided_on = DATE_NONE, .case_id = 1};
        if (v->item[i]->n != 2 || !date_from_iso(v->item[i]->item[0]->text, &p.valid_from) ||
            !date_from_iso(v->item[i]->item[1]->text, &p.valid_until))
            return stage_mistake("example.value", "cert.periods", v->at, e);
        if (i == 0)
            w->cert.granted_on = p.valid_from;
        w->cert.valid_from = p.valid_from;
        w->cert.valid_until = p.valid_until;
        w->cert.renewals = p.position;
        change_put(&w->set, &certificate_period_type, &p);
    }
    return 0;
}

static int give_cert(struct work *w, const char *name, const struct yaml *v, struct err *e)
{
    bool has;
    w->has_cert = true;
    w->st->certificate_id = w->cert.id;
    if (str_eq(name, "periods"))
        return give_periods(w, v, e);
    int rc = stage_field(&certificate_type, &w->cert, name, v, w->st->a, &has, e);
    if (!rc && !has)
        put_fact(w, "certificate", w->cert.id, name, v);
    return rc;
}

static int give_payments(struct work *w, const struct yaml *v, struct err *e)
{
    for (size_t i = 0; i < v->n; i++) {
        struct payment p;
        record_init(&payment_type, &p);
        p.id = ++w->next_payment;
        p.case_id = w->st->case_id;
        p.received_on = w->c.received_on;
        const struct yaml *one = v->item[i];
        int rc = one->kind == YAML_MAP ? stage_map(&payment_type, &p, one, NULL, w->st->a, e)
                                       : str_to_int(one->text, INT64_MIN, INT64_MAX, &p.amount.v) ? 0 : stage_mistake("example.value", "payments", one->at, e);
        if (rc)
            return rc;
        const struct yaml *paid_on = stage_given(w->st, "case.paid_on");
        if (paid_on && one->kind != YAML_MAP)
            (void)date_from_iso(paid_on->text, &p.received_on);
        change_put(&w->set, &payment_type, &p);
    }
    return 0;
}

static int give_rows(struct work *w, const char *name, const struct yaml *v, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && i < v->n; i++) {
        if (str_eq(name, "withheld")) {
            struct withholding r;
            record_init(&withholding_type, &r);
            r.id = ++w->next_withholding;
            r.case_id = w->st->case_id;
            r.certificate_id = w->st->certificate_id;
            rc = stage_map(&withholding_type, &r, v->item[i], NULL, w->st->a, e);
            change_put(&w->set, &withholding_type, &r);
        } else {
            struct query r;
            record_init(&query_type, &r);
            r.id = ++w->next_query;
            r.case_id = w->st->case_id;
            r.state = "open";
            rc = stage_map(&query_type, &r, v->item[i], NULL, w->st->a, e);
            change_put(&w->set, &query_type, &r);
        }
    }
    return rc;
}

static int put_certificate_event(struct work *w, const struct certificate *cert, struct date since)
{
    const struct certificate_event ev = {.certificate_id = cert->id,
                                         .position = 0,
                                         .transition = "",
                                         .from_state = "",
                                         .to_state = cert->state,
                                         .effective_on = date_is_none(since) ? cert->granted_on : since,
                                         .case_id = 1,
                                         .reason = "",
                                         .performed = true};
    change_put(&w->set, &certificate_event_type, &ev);
    return 0;
}

/* Other certificates on file: of the same party unless they say so, with another subject. */
static int give_certs(struct work *w, const struct yaml *certs, struct err *e)
{
    for (size_t i = 0; i < certs->n; i++) {
        struct certificate cert;
        record_init(&certificate_type, &cert);
        cert.id = ++w->next_cert;
        cert.scheme = w->st->scheme->rule.id;
        cert.edition = w->st->scheme->version_text;
        cert.party_id = w->party.id;
        cert.case_id = 1;
        cert.granted_on = w->st->today;
        cert.subject = arena_printf(w->st->a, "another subject %zu", i + 1);
        int rc = stage_map(&certificate_type, &cert, certs->item[i], "party", w->st->a, e);
        if (rc)
            return rc;
        const struct scheme *s = schemes_on(w->st->app->schemes, cert.scheme, w->st->today);
        const struct series_def *series = s ? scheme_series_of(s, SERIES_CERTIFICATE) : NULL;
        struct number_parts parts;
        if (!s)
            return stage_mistake("scheme.unknown", cert.scheme, certs->item[i]->at, e);
        cert.edition = s->version_text;
        if (series && number_parse(series, cert.number, &parts))
            cert.serial = parts.serial;
        struct date since = cert.state_since;
        if (date_is_none(since))
            cert.state_since = cert.granted_on;
        change_put(&w->set, &certificate_type, &cert);
        put_certificate_event(w, &cert, since);
    }
    return 0;
}

static int give_counters(struct work *w, const struct yaml *v, struct err *e)
{
    for (size_t i = 0; i < v->n; i++) {
        const char *key = v->entry[i].key;
        struct counter counter = {.name = arena_printf(w->st->a, "%s/%s%s", w->st->scheme->rule.id, key, strchr(key, '/') ? "" : "/")};
        if (!str_to_int(v->entry[i].value->text, 0, INT64_MAX, &counter.value))
            return stage_mistake("example.value", key, v->entry[i].at, e);
        change_put(&w->set, &counter_type, &counter);
    }
    return 0;
}

static void put_form(struct work *w, int64_t case_id, const struct form_def *form, const struct form_source *source)
{
    const char *body = stage_form_body(w->st, form, source);
    if (!body)
        return;
    const struct form record = {.case_id = case_id, .form = form->rule.id, .revision = 1, .body = body, .saved_by = "", .saved_at = 0};
    change_put(&w->set, &form_type, &record);
    if (case_id == w->st->case_id && form->rows)
        stage_check_rows(w, body);
}

enum { ORIGINAL_CASE = 1, APPROVED_CASE = 2, OWN_CASE = 3 };

/* Forms of the case, of the one that granted the certificate, and of the one approved last. */
static void give_forms(struct work *w)
{
    struct stage *st = w->st;
    const struct case_type_def *type = scheme_case_type(st->scheme, st->type);
    const struct yaml *history = st->history;
    for (size_t i = 0; i < st->scheme->forms.n; i++) {
        const struct form_def *form = &st->scheme->forms.at[i];
        bool own = texts_have(&type->forms, form->rule.id);
        /* What an example says of a form that its case does not have is said of the approved one. */
        size_t before = own ? st->n_specimen : st->all.n;
        if (own)
            put_form(w, OWN_CASE, form, &(struct form_source){.prefix = {"form."}, .n = st->all.n});
        if (!w->has_cert)
            continue;
        const struct yaml *first = history && history->n ? history->item[0] : NULL;
        const struct yaml *last = history && history->n ? history->item[history->n - 1] : NULL;
        struct form_source original = {.prefix = {"form."}, .n = before, .extra = first};
        put_form(w, ORIGINAL_CASE, form, &original);
        original.extra = last;
        put_form(w, APPROVED_CASE, form, &original);
    }
}

/* original.F… and approved.F… of the example lie over the specimen's forms: as extra entries of history. */
static const struct yaml *history_with(struct stage *st, const struct yaml *given)
{
    LIST(struct yaml_entry) original = {0}, approved = {0};
    for (size_t i = 0; given && i < given->n; i++) {
        const char *key = given->entry[i].key;
        struct yaml_entry entry = given->entry[i];
        if (str_starts(key, "original.")) {
            entry.key = arena_printf(st->a, "form.%s", key + strlen("original."));
            *LIST_ADD(st->a, &original) = entry;
        } else if (str_starts(key, "approved.")) {
            entry.key = arena_printf(st->a, "form.%s", key + strlen("approved."));
            *LIST_ADD(st->a, &approved) = entry;
        }
    }
    const struct yaml *history = given ? yaml_get(given, "history") : NULL;
    if (history || (!original.n && !approved.n))
        return history;
    const struct yaml **both = ARENA_ARRAY(st->a, const struct yaml *, 2);
    both[0] = yaml_new_map(st->a, given->at, original.at, original.n);
    both[1] = approved.n ? yaml_new_map(st->a, given->at, approved.at, approved.n) : both[0];
    return yaml_new_list(st->a, given->at, both, 2);
}

static const char *const special[] = {"steps", "history", "today", "docs", "group_docs", "payments", "certs", "cases", "counters"};

static int give_one(struct work *w, const struct given *g, struct err *e)
{
    const char *name = g->name;
    bool has;
    for (size_t i = 0; i < COUNT_OF(special); i++)
        if (str_eq(name, special[i]))
            return 0;
    if (str_starts(name, "case."))
        return give_case(w, name + 5, g->value, e);
    if (str_starts(name, "cert."))
        return give_cert(w, name + 5, g->value, e);
    if (str_starts(name, "party."))
        return stage_field(&party_type, &w->party, name + 6, g->value, w->st->a, &has, e);
    if (str_starts(name, "check.")) {
        stage_check(w, name + 6, g->value);
        return 0;
    }
    if (str_starts(name, "param.")) {
        const char *text = stage_text(g->value, w->st->a);
        const struct param param = {.scheme = w->st->scheme->rule.id, .name = name + 6, .value = text ? text : "", .reason = "",
                                    .set_by = "", .set_on = DATE_NONE};
        change_put(&w->set, &param_type, &param);
        return 0;
    }
    if (str_starts(name, "flag.")) {
        put_fact(w, "case", w->st->case_id, name, g->value);
        return 0;
    }
    if (str_starts(name, "form.") || str_starts(name, "original.") || str_starts(name, "approved.") || str_starts(name, "doc."))
        return 0; /* whole forms and papers are built at the end */
    if (str_eq(name, "withheld") || str_eq(name, "query"))
        return stage_given(w->st, name) == g->value ? give_rows(w, name, g->value, e) : 0;
    *LIST_ADD(w->st->a, &w->st->fixed) = *g;
    return 0;
}

/* The certificate of the case with its first period and its published entries. */
static void put_certificate(struct work *w)
{
    struct stage *st = w->st;
    struct certificate *cert = &w->cert;
    if (date_is_none(cert->valid_from))
        cert->valid_from = cert->granted_on;
    if (date_is_none(cert->granted_on))
        cert->granted_on = cert->valid_from;
    struct date since = cert->state_since;
    if (date_is_none(since))
        cert->state_since = cert->granted_on;
    const struct series_def *series = scheme_series_of(st->scheme, SERIES_CERTIFICATE);
    struct number_parts parts;
    if (series && number_parse(series, cert->number, &parts))
        cert->serial = parts.serial;
    cert->case_id = ORIGINAL_CASE;
    if (!*cert->subject)
        cert->subject = w->c.subject;
    change_put(&w->set, &certificate_type, cert);
    put_certificate_event(w, cert, since);
    if (!stage_given(st, "cert.periods")) {
        const struct certificate_period p = {.certificate_id = cert->id, .position = cert->renewals, .valid_from = cert->valid_from,
                                             .valid_until = cert->valid_until, .case_id = ORIGINAL_CASE, .decided_on = cert->granted_on};
        change_put(&w->set, &certificate_period_type, &p);
    }
    const struct machine_def *m = scheme_certificate_machine(st->scheme);
    const struct state_def *state = m ? machine_state(m, cert->state) : NULL;
    for (size_t i = 0; state && state->in_force && i < st->scheme->registers.n; i++) {
        const struct register_entry entry = {.certificate_id = cert->id, .register_id = st->scheme->registers.at[i].rule.id,
                                             .state = "published", .published_on = cert->granted_on, .withdrawn_on = DATE_NONE,
                                             .annotation = "", .case_id = APPROVED_CASE};
        change_put(&w->set, &register_entry_type, &entry);
    }
}

/* The cases behind: the one that granted, and the one approved last. */
static void put_earlier_cases(struct work *w)
{
    for (int64_t id = ORIGINAL_CASE; id <= APPROVED_CASE; id++) {
        struct case_file c = w->c;
        c.id = id;
        c.number = "";
        c.batch = "";
        c.type = w->st->scheme->case_types.at[0].rule.id;
        const struct machine_def *m = scheme_case_machine(w->st->scheme, c.type);
        for (size_t i = 0; i < m->states.n; i++)
            if (m->states.at[i].final)
                c.state = m->states.at[i].rule.id;
        c.closed_on = c.received_on;
        c.certificate_id = w->st->certificate_id;
        change_put(&w->set, &case_file_type, &c);
    }
}

/* The applicant by what identifies it, so that the case finds the party that other cases and certificates have. */
static void know_party(struct work *w)
{
    const struct party_def *def = &w->st->scheme->party;
    const struct {
        const struct formula *formula;
        const char **to;
    } known[] = {{&def->kind, &w->party.kind}, {&def->name, &w->party.name}, {&def->corporate_number, &w->party.corporate_number}};
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        const struct yaml *v = formula_given(known[i].formula) ? stage_given(w->st, known[i].formula->text) : NULL;
        if (v && v->kind == YAML_SCALAR)
            *known[i].to = v->text;
    }
}

/* Rows that others refer to stand first in the set; they are filled in as the given facts are read. */
static void put_parents(struct work *w)
{
    know_party(w);
    change_put(&w->set, &party_type, &w->party);
    for (int64_t id = ORIGINAL_CASE; id <= OWN_CASE; id++) {
        struct case_file c = w->c;
        c.id = id;
        change_put(&w->set, &case_file_type, &c);
    }
    for (size_t i = 0; i < w->st->all.n; i++)
        if (str_starts(w->st->all.at[i].name, "cert.")) {
            change_put(&w->set, &certificate_type, &w->cert);
            w->st->certificate_id = w->cert.id;
        }
}

static int build(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct stage *st = w->st;
    int rc = 0;
    put_parents(w);
    for (size_t i = 0; !rc && i < st->all.n; i++)
        rc = give_one(w, &st->all.at[i], e);
    if (rc)
        return rc;
    w->c.certificate_id = st->certificate_id;
    w->c.party_id = w->cert.party_id = w->party.id;
    give_forms(w);
    rc = stage_papers(w, e);
    const struct yaml *payments = stage_given(st, "payments"), *group = stage_given(st, "group_docs"), *certs = stage_given(st, "certs");
    const struct yaml *counters = stage_given(st, "counters");
    if (!rc && payments)
        rc = give_payments(w, payments, e);
    if (!rc && group)
        rc = stage_group_papers(w, group, e);
    if (!rc && certs)
        rc = give_certs(w, certs, e);
    if (!rc && counters)
        rc = give_counters(w, counters, e);
    if (rc)
        return rc;
    if (w->has_cert)
        put_certificate(w);
    put_earlier_cases(w);
    change_put(&w->set, &case_file_type, &w->c);
    change_put(&w->set, &party_type, &w->party);
    const struct journal_entry entry = {.at = clock_now(&st->app->clock), .actor = "example", .seat = "example", .verb = "example.stage",
                                        .object = "case:3", .note = NULL};
    return journal_commit(db, &entry, &w->set, NULL, e);
}

/* The applicant as the forms say, before anything is asked. */
static int identify(struct db *db, void *arg, struct err *e)
{
    struct stage *st = arg;
    struct act act;
    (void)db;
    int rc = act_begin(&act, st->app, st->case_id, 0, st->today, st->a, e);
    if (!rc)
        rc = act_identify(&act, e);
    return rc ? rc : act_commit(&act, "example.identify", "case:3", NULL, e);
}

int stage_build(struct stage *stage, struct app *app, const struct scheme *s, const char *type, const struct yaml *given, struct arena *a,
                struct err *e)
{
    *stage = (struct stage){.app = app, .scheme = s, .a = a, .type = type, .today = app_today(app), .case_id = OWN_CASE};
    struct work w = {.st = stage, .set = change_set_in(a), .next_case = OWN_CASE, .next_cert = 1};
    stage_specimen(stage);
    stage->n_specimen = stage->all.n;
    for (size_t i = 0; given && i < given->n; i++)
        *LIST_ADD(a, &stage->all) = (struct given){given->entry[i].key, given->entry[i].value};
    stage->history = history_with(stage, given);

    const struct machine_def *m = scheme_case_machine(s, type);
    record_init(&case_file_type, &w.c);
    record_init(&certificate_type, &w.cert);
    record_init(&party_type, &w.party);
    w.party.id = 1;
    w.c.id = OWN_CASE;
    w.c.scheme = w.cert.scheme = s->rule.id;
    w.c.edition = w.cert.edition = s->version_text;
    w.c.type = type;
    w.c.state = m && machine_start(m) ? machine_start(m)->rule.id : "";
    w.c.state_since = stage->today;
    w.cert.id = 1;
    int rc = db_write(app->db, build, &w, e);
    return rc ? rc : db_write(app->db, identify, stage, e);
}
