/* What an example gives, name by name, as records of the store. */
#include <string.h>

#include "core/app/examples_build.h"
#include "core/app/examples_names.h"
#include "core/base/str.h"
#include "core/rule/number.h"
#include "core/rule/table.h"
#include "db/rows.h"

int stage_mistake(const char *msg, const char *what, const char *near, struct where at, struct err *e)
{
    err_set(e, E_INPUT, msg, what ? what : "", near, NULL);
    return err_detail(e, "%s:%d:%d", at.file ? at.file : "?", at.line, at.column);
}

const struct yaml *stage_given(const struct stage *st, const char *name)
{
    for (size_t i = st->all.n; i-- > 0;)
        if (str_eq(st->all.at[i].name, name))
            return st->all.at[i].value;
    return NULL;
}

const struct yaml *stage_said(const struct stage *st, const char *name)
{
    for (size_t i = st->all.n; i-- > st->n_specimen;)
        if (str_eq(st->all.at[i].name, name))
            return st->all.at[i].value;
    return NULL;
}

/* The type of the value that a field of a record holds. */
static struct type type_of_field(const struct record_field *field)
{
    static const enum value_type types[FIELD_TYPE_COUNT] = {[FIELD_TEXT] = VALUE_TEXT, [FIELD_DATE] = VALUE_DATE, [FIELD_YEN] = VALUE_YEN,
                                                            [FIELD_BOOL] = VALUE_BOOL, [FIELD_INT] = VALUE_INT};
    return (struct type){.type = types[field->type] ? types[field->type] : VALUE_TEXT};
}

int stage_field(const struct record_type *type, void *record, const char *name, const struct yaml *v, struct arena *a, bool *has_r,
                struct err *e)
{
    const struct record_field *field = record_field_named(type, name);
    *has_r = field != NULL;
    if (!field)
        return 0;
    struct stage plain = {.a = a, .app = &(struct app){0}, .today = DATE_NONE};
    struct type wanted = type_of_field(field);
    const char *text = NULL;
    if (v->kind == YAML_SCALAR && wanted.type != VALUE_TEXT) {
        int rc = names_value(&plain, name, &wanted, v, &v, e);
        if (rc)
            return rc;
    }
    if (v->kind == YAML_LIST) /* items of a paper: b23 b24 */
        for (size_t i = 0; i < v->n; i++)
            text = arena_printf(a, "%s%s%s", text ? text : "", i ? " " : "", v->item[i]->text ? v->item[i]->text : "");
    else
        text = stage_text(v, a);
    if (text && field->type == FIELD_BOOL)
        text = str_eq(text, "true") ? "1" : "0";
    if (!record_set_text(record, field, text ? text : field->type == FIELD_TEXT || field->type == FIELD_DATE ? "" : "0"))
        return stage_mistake("example.value", name, NULL, v->at, e);
    return 0;
}

int stage_map(const struct record_type *type, void *record, const struct yaml *map, const char *const *others, struct arena *a, struct err *e)
{
    const char **known = ARENA_ARRAY(a, const char *, type->n_fields + 9);
    size_t n = 0;
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].type != FIELD_ID && type->fields[i].type != FIELD_INSTANT)
            known[n++] = type->fields[i].name;
    for (size_t i = 0; others && others[i] && i < 8; i++)
        known[n++] = others[i];
    if (map->kind != YAML_MAP)
        return stage_mistake("example.value", type->name, NULL, map->at, e);
    int rc = names_keys(map, known, e);
    for (size_t i = 0; !rc && i < map->n; i++) {
        bool has;
        rc = stage_field(type, record, map->entry[i].key, map->entry[i].value, a, &has, e);
    }
    return rc;
}

static void put_fact(struct work *w, const char *owner, int64_t id, const char *name, const struct yaml *v)
{
    const char *text = stage_text(v, w->st->a);
    const struct fact fact = {.owner = owner, .owner_id = id, .unit = "", .name = name, .value = text ? text : ""};
    change_put(&w->set, &fact_type, &fact);
}

/* A fact that no record holds stands beside them. */
static void state_fact(struct work *w, const struct given *g)
{
    const char *text = stage_text(g->value, w->st->a);
    *LIST_ADD(w->st->a, &w->st->fixed) = (struct stated){g->name, text ? text : ""};
    w->st->app->stated = w->st->fixed.at;
    w->st->app->n_stated = w->st->fixed.n;
}

static int give_case(struct work *w, const struct given *g, struct err *e)
{
    const char *name = g->name + strlen("case.");
    const struct fact_def *def = scheme_fact(w->st->scheme, g->name);
    bool has;
    if (str_eq(name, "type"))
        return 0;
    if (def && formula_given(&def->is)) {
        state_fact(w, g);
        return 0;
    }
    int rc = stage_field(&case_file_type, &w->c, name, g->value, w->st->a, &has, e);
    if (!rc && !has)
        put_fact(w, "case", w->c.id, name, g->value);
    if (!rc && str_eq(name, "state") && !machine_state(scheme_case_machine(w->st->scheme, w->c.type), w->c.state))
        rc = stage_mistake("example.state", w->c.state, scheme_case_machine(w->st->scheme, w->c.type)->rule.label, g->value->at, e);
    return rc;
}

static int give_periods(struct work *w, const struct yaml *v, struct err *e)
{
    for (size_t i = 0; i < v->n; i++) {
        struct certificate_period p = {.certificate_id = w->cert.id, .position = (int64_t)i, .decided_on = DATE_NONE, .case_id = ORIGINAL_CASE};
        if (v->item[i]->n != 2 || !date_from_iso(v->item[i]->item[0]->text, &p.valid_from) ||
            !date_from_iso(v->item[i]->item[1]->text, &p.valid_until))
            return stage_mistake("example.value", "cert.periods", NULL, v->at, e);
        if (i == 0)
            w->cert.granted_on = p.valid_from;
        w->cert.valid_from = p.valid_from;
        w->cert.valid_until = p.valid_until;
        w->cert.renewals = p.position;
        change_put(&w->set, &certificate_period_type, &p);
    }
    return 0;
}

static int give_cert(struct work *w, const struct given *g, struct err *e)
{
    const char *name = g->name + strlen("cert.");
    bool has;
    if (str_eq(name, "in_force")) {
        state_fact(w, g);
        return 0;
    }
    w->has_cert = true;
    w->st->certificate_id = w->cert.id;
    if (str_eq(name, "periods"))
        return give_periods(w, g->value, e);
    int rc = stage_field(&certificate_type, &w->cert, name, g->value, w->st->a, &has, e);
    if (!rc && !has)
        put_fact(w, "certificate", w->cert.id, name, g->value);
    return rc;
}

/* Yen alone, or a record. */
int give_payments(struct work *w, const struct yaml *v, struct err *e)
{
    const struct yaml *paid_on = stage_given(w->st, "case.paid_on");
    for (size_t i = 0; i < (v->kind == YAML_LIST ? v->n : v->kind == YAML_SCALAR); i++) {
        const struct yaml *one = v->kind == YAML_LIST ? v->item[i] : v;
        struct payment p;
        record_init(&payment_type, &p);
        p.id = ++w->next_payment;
        p.case_id = w->st->case_id;
        p.received_on = w->now ? app_today(w->st->app) : w->c.received_on;
        if (!w->now && paid_on && one->kind != YAML_MAP)
            (void)date_from_iso(paid_on->text, &p.received_on);
        bool has;
        int rc = one->kind == YAML_MAP ? stage_map(&payment_type, &p, one, NULL, w->st->a, e)
                                       : stage_field(&payment_type, &p, "amount", one, w->st->a, &has, e);
        if (rc)
            return rc;
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
            if (!rc && !scheme_query(w->st->scheme, r.kind))
                rc = stage_mistake("example.unknown", r.kind, NULL, v->item[i]->at, e);
            change_put(&w->set, &query_type, &r);
        }
    }
    return rc;
}

void put_certificate_events(struct change_set *set, const struct scheme *s, const struct certificate *cert)
{
    const struct machine_def *m = scheme_certificate_machine(s);
    const char *start = m && machine_start(m) ? machine_start(m)->rule.id : cert->state;
    struct certificate_event ev = {.certificate_id = cert->id,
                                   .position = 0,
                                   .transition = "",
                                   .from_state = "",
                                   .to_state = cert->state,
                                   .effective_on = date_is_none(cert->state_since) ? cert->granted_on : cert->state_since,
                                   .case_id = ORIGINAL_CASE,
                                   .reason = "",
                                   .performed = true};
    if (!str_eq(start, cert->state) && date_compare(cert->granted_on, ev.effective_on) < 0) {
        struct certificate_event first = ev;
        first.to_state = start;
        first.effective_on = cert->granted_on;
        change_put(set, &certificate_event_type, &first);
        ev.position = 1;
        ev.from_state = start;
    }
    change_put(set, &certificate_event_type, &ev);
}

/* The holder of another certificate: the same, or one of another name. */
static int64_t holder(struct work *w, const struct yaml *cert)
{
    const char *name = yaml_get_text(cert, "party");
    if (!name || str_eq(name, w->party.name))
        return w->party.id;
    struct party p;
    record_init(&party_type, &p);
    p.id = ++w->next_party;
    p.name = name;
    p.kind = w->party.kind;
    change_put(&w->set, &party_type, &p);
    return p.id;
}

/* Facts of another certificate ("cert") or case ("case") that the scheme declares (the day it was revoked); the newest date
 * among them. */
static int give_declared(struct work *w, const struct scheme *s, const char *prefix, int64_t id, const struct yaml *map,
                         struct date *newest_r, struct err *e)
{
    const char *owner = str_eq(prefix, "cert") ? "certificate" : "case";
    *newest_r = DATE_NONE;
    for (size_t i = 0; i < map->n; i++) {
        const char *name = arena_printf(w->st->a, "%s.%s", prefix, map->entry[i].key);
        const struct fact_def *def = scheme_fact(s, name);
        const struct yaml *v;
        if (!def)
            continue;
        int rc = names_value(w->st, name, &def->type, map->entry[i].value, &v, e);
        if (rc)
            return rc;
        put_fact(w, owner, id, map->entry[i].key, v);
        struct date d;
        if (def->type.type == VALUE_DATE && v->kind == YAML_SCALAR && date_from_iso(v->text, &d) &&
            (date_is_none(*newest_r) || date_compare(d, *newest_r) > 0))
            *newest_r = d;
    }
    return 0;
}

/* Keys of a row beside the fields of its record: its party, and the declared facts that it names. */
static const char *const *more_keys(struct work *w, const struct scheme *s, const char *prefix, const struct yaml *map)
{
    const char **keys = ARENA_ARRAY(w->st->a, const char *, map->n + 2);
    size_t n = 0;
    keys[n++] = "party";
    for (size_t i = 0; i < map->n; i++)
        if (scheme_fact(s, arena_printf(w->st->a, "%s.%s", prefix, map->entry[i].key)))
            keys[n++] = map->entry[i].key;
    return keys;
}

/* Other certificates on file: of the same party unless they say so, with another subject. */
static int give_certs(struct work *w, const struct yaml *certs, struct err *e)
{
    for (size_t i = 0; i < certs->n; i++) {
        struct certificate cert;
        const struct yaml *map = certs->item[i];
        const char *of = yaml_get_text(map, "scheme");
        const struct scheme *s = of && !str_eq(of, w->st->scheme->rule.id) ? schemes_on(w->st->app->schemes, of, w->st->today) : w->st->scheme;
        struct date newest;
        if (!s)
            return stage_mistake("scheme.unknown", of, NULL, map->at, e);
        record_init(&certificate_type, &cert);
        cert.id = ++w->next_cert;
        cert.case_id = ORIGINAL_CASE;
        cert.party_id = holder(w, map);
        cert.granted_on = DATE_NONE;
        cert.subject = arena_printf(w->st->a, "another subject %zu", i + 1);
        int rc = stage_map(&certificate_type, &cert, map, more_keys(w, s, "cert", map), w->st->a, e);
        if (!rc)
            rc = give_declared(w, s, "cert", cert.id, map, &newest, e);
        if (rc)
            return rc;
        cert.scheme = s->rule.id;
        cert.edition = s->version_text;
        const struct machine_def *m = scheme_certificate_machine(s);
        if (!*cert.state && m && machine_start(m))
            cert.state = machine_start(m)->rule.id;
        if (m && !machine_state(m, cert.state))
            return stage_mistake("example.state", cert.state, m->rule.label, map->at, e);
        const struct series_def *series = scheme_series_of(s, SERIES_CERTIFICATE);
        struct number_parts parts;
        if (series && number_parse(series, cert.number, &parts))
            cert.serial = parts.serial;
        if (date_is_none(cert.granted_on))
            cert.granted_on = date_is_none(cert.valid_from) ? w->st->today : cert.valid_from;
        if (date_is_none(cert.state_since))
            cert.state_since = date_is_none(newest) ? cert.granted_on : newest;
        if (date_compare(cert.state_since, cert.granted_on) < 0)
            cert.granted_on = cert.state_since;
        change_put(&w->set, &certificate_type, &cert);
        put_certificate_events(&w->set, s, &cert);
    }
    return 0;
}

/* Other cases: about the same certificate, of the same party unless they say so. */
static int give_cases(struct work *w, const struct yaml *cases, struct err *e)
{
    for (size_t i = 0; i < cases->n; i++) {
        struct case_file c = w->c;
        c.id = ++w->next_case;
        c.number = "";
        c.state = "";
        c.closed_on = DATE_NONE;
        c.certificate_id = w->st->certificate_id;
        const struct yaml *map = cases->item[i];
        struct date newest;
        c.party_id = holder(w, map);
        int rc = stage_map(&case_file_type, &c, map, more_keys(w, w->st->scheme, "case", map), w->st->a, e);
        if (!rc)
            rc = give_declared(w, w->st->scheme, "case", c.id, map, &newest, e);
        const struct machine_def *m = rc ? NULL : scheme_case_machine(w->st->scheme, c.type);
        if (!rc && !m)
            rc = stage_mistake("example.unknown", c.type, NULL, cases->item[i]->at, e);
        if (rc)
            return rc;
        const struct transition_def *opens = act_opening(m, c.type);
        if (!*c.state)
            c.state = machine_start(m) ? machine_start(m)->rule.id : opens ? opens->to : "";
        const struct state_def *state = machine_state(m, c.state);
        if (!state)
            return stage_mistake("example.state", c.state, m->rule.label, cases->item[i]->at, e);
        if (state->final && date_is_none(c.closed_on))
            c.closed_on = w->st->today;
        change_put(&w->set, &case_file_type, &c);
    }
    return 0;
}

/* Ties of people to parties: [{login: …, party: …, until: …}]. */
static int give_interests(struct work *w, const struct yaml *ties, struct err *e)
{
    for (size_t i = 0; i < ties->n; i++) {
        struct interest tie;
        record_init(&interest_type, &tie);
        tie.id = (int64_t)i + 1;
        int rc = stage_map(&interest_type, &tie, ties->item[i], NULL, w->st->a, e);
        if (rc)
            return rc;
        change_put(&w->set, &interest_type, &tie);
    }
    return 0;
}

static int give_counters(struct work *w, const struct yaml *v, struct err *e)
{
    const struct scheme *s = w->st->scheme;
    for (size_t i = 0; i < v->n; i++) {
        const char *key = v->entry[i].key, *slash = strchr(key, '/');
        const char *series = slash ? arena_strndup(w->st->a, key, (size_t)(slash - key)) : key;
        struct counter counter = {.name = arena_printf(w->st->a, "%s/%s%s", s->rule.id, key, slash ? "" : "/")};
        if (!scheme_series(s, series))
            return stage_mistake("example.unknown", series, NULL, v->entry[i].at, e);
        if (!str_to_int(v->entry[i].value->text, 0, INT64_MAX, &counter.value))
            return stage_mistake("example.value", key, NULL, v->entry[i].at, e);
        change_put(&w->set, &counter_type, &counter);
    }
    return 0;
}

int give_lists(struct work *w, struct err *e)
{
    const struct yaml *payments = stage_given(w->st, "payments"), *group = stage_given(w->st, "group_docs");
    const struct yaml *file = stage_given(w->st, "file_docs");
    const struct yaml *certs = stage_given(w->st, "certs"), *cases = stage_given(w->st, "cases"), *counters = stage_given(w->st, "counters");
    const struct yaml *ties = stage_given(w->st, "interests");
    int rc = 0;
    if (payments)
        rc = give_payments(w, payments, e);
    if (!rc && group)
        rc = stage_group_papers(w, group, e);
    if (!rc && file)
        rc = stage_file_papers(w, file, e);
    if (!rc && certs)
        rc = give_certs(w, certs, e);
    if (!rc && cases)
        rc = give_cases(w, cases, e);
    if (!rc && ties)
        rc = give_interests(w, ties, e);
    return rc || !counters ? rc : give_counters(w, counters, e);
}

static int give_task(struct work *w, const struct given *g)
{
    const char *kind = g->name + strlen("task.");
    if (!str_eq(g->value->text, "true"))
        return 0;
    struct task t;
    record_init(&task_type, &t);
    t.id = ++w->next_task;
    t.case_id = w->c.id;
    t.certificate_id = w->st->certificate_id;
    t.kind = kind;
    t.opened_on = app_today(w->st->app);
    change_put(&w->set, &task_type, &t);
    return 0;
}

static int give_param(struct work *w, const struct given *g, struct err *e)
{
    const struct param_def *def = scheme_param(w->st->scheme, g->name + strlen("param."));
    const char *text;
    if (def && def->type.columns && g->value->kind == YAML_LIST) {
        int rc = table_of_yaml(w->st->a, &def->type, g->value, &text, e);
        if (rc)
            return rc;
    } else {
        text = stage_text(g->value, w->st->a);
    }
    const struct param param = {.scheme = w->st->scheme->rule.id, .name = g->name + strlen("param."), .value = text ? text : "", .reason = "",
                                .set_by = "", .set_on = DATE_NONE};
    change_put(&w->set, &param_type, &param);
    return 0;
}

/* check.L.open and its like are facts of the whole list, not items of it. */
static bool is_whole_list(const struct scheme *s, const char *name)
{
    const struct fact_name *fact = fact_names_find(s->names, name);
    return fact && !fact->keys;
}

int give_one(struct work *w, const struct given *g, struct err *e)
{
    const char *name = g->name;
    bool has;
    if (str_eq(name, "withheld") || str_eq(name, "query"))
        return w->now || stage_given(w->st, name) == g->value ? give_rows(w, name, g->value, e) : 0;
    if (str_eq(name, "cert.periods"))
        return give_cert(w, g, e);
    if (names_special(name))
        return 0;
    if (str_starts(name, "case."))
        return give_case(w, g, e);
    if (str_starts(name, "cert."))
        return give_cert(w, g, e);
    if (str_starts(name, "party."))
        return stage_field(&party_type, &w->party, name + strlen("party."), g->value, w->st->a, &has, e);
    if (str_starts(name, "check.") && !is_whole_list(w->st->scheme, name))
        return stage_check(w, g, e);
    if (str_starts(name, "task."))
        return give_task(w, g);
    if (str_starts(name, "fee.") && str_eq(strrchr(name, '.'), ".quote")) {
        put_fact(w, "case", w->c.id, name, g->value);
        return 0;
    }
    if (str_starts(name, "param."))
        return give_param(w, g, e);
    if (str_starts(name, "flag."))
        put_fact(w, "case", w->c.id, name, g->value);
    else if (!str_starts(name, "form.") && !str_starts(name, "original.") && !str_starts(name, "approved.") && !str_starts(name, "doc.") &&
             !str_starts(name, "issued.") && !str_starts(name, "register."))
        state_fact(w, g); /* whole forms, papers and entries are built at the end */
    return 0;
}
