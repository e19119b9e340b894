#include "core/app/examples_stage.h"

#include <string.h>

#include "core/app/examples_build.h"
#include "core/app/examples_form.h"
#include "core/app/examples_names.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
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

/* `history` with names and values as the store has them: a list of maps. */
static int read_history(const struct stage *st, const struct yaml *history, const struct yaml **history_r, struct err *e)
{
    size_t n = history->kind == YAML_LIST ? history->n : 1;
    const struct yaml **items = ARENA_ARRAY(st->a, const struct yaml *, n);
    for (size_t i = 0; i < n; i++) {
        const struct yaml *one = history->kind == YAML_LIST ? history->item[i] : history;
        struct givens givens = {0};
        int rc = names_take(st, names_flat(st->scheme, one, st->a), &givens, e);
        if (rc)
            return rc;
        struct yaml_entry *entries = ARENA_ARRAY(st->a, struct yaml_entry, givens.all.n);
        for (size_t k = 0; k < givens.all.n; k++)
            entries[k] = (struct yaml_entry){givens.all.at[k].name, one->at, givens.all.at[k].value};
        items[i] = yaml_new_map(st->a, one->at, entries, givens.all.n);
    }
    *history_r = yaml_new_list(st->a, history->at, items, n);
    return 0;
}

/* original.F… and approved.F… of the example lie over the specimen's forms: as extra entries of history. */
static const struct yaml *history_with(struct stage *st)
{
    LIST(struct yaml_entry) original = {0}, approved = {0};
    struct where at = {.file = "?"};
    for (size_t i = st->n_specimen; i < st->all.n; i++) {
        const char *key = st->all.at[i].name;
        struct yaml_entry entry = {key, st->all.at[i].value->at, st->all.at[i].value};
        at = entry.at;
        if (str_starts(key, "original.")) {
            entry.key = arena_printf(st->a, "form.%s", key + strlen("original."));
            *LIST_ADD(st->a, &original) = entry;
        } else if (str_starts(key, "approved.")) {
            entry.key = arena_printf(st->a, "form.%s", key + strlen("approved."));
            *LIST_ADD(st->a, &approved) = entry;
        }
    }
    if (st->history || (!original.n && !approved.n))
        return st->history;
    const struct yaml **both = ARENA_ARRAY(st->a, const struct yaml *, 2);
    both[0] = yaml_new_map(st->a, at, original.at, original.n);
    both[1] = approved.n ? yaml_new_map(st->a, at, approved.at, approved.n) : both[0];
    return yaml_new_list(st->a, at, both, 2);
}

/* The certificate of the case with its first period and its published entries. */
static void put_certificate(struct work *w)
{
    struct stage *st = w->st;
    struct certificate *cert = &w->cert;
    /* What the specimen says of its own days does not hold for other ones. */
    if (stage_said(st, "cert.granted_on") && !stage_said(st, "cert.valid_from") && !stage_given(st, "cert.periods"))
        cert->valid_from = cert->granted_on;
    if (stage_said(st, "cert.granted_on") && !stage_said(st, "cert.state_since"))
        cert->state_since = cert->granted_on;
    if (date_is_none(cert->valid_from))
        cert->valid_from = cert->granted_on;
    if (date_is_none(cert->granted_on))
        cert->granted_on = cert->valid_from;
    if (date_is_none(cert->state_since))
        cert->state_since = cert->granted_on;
    const struct series_def *series = scheme_series_of(st->scheme, SERIES_CERTIFICATE);
    struct number_parts parts;
    if (series && number_parse(series, cert->number, &parts))
        cert->serial = parts.serial;
    cert->case_id = ORIGINAL_CASE;
    if (!*cert->subject)
        cert->subject = w->c.subject;
    change_put(&w->set, &certificate_type, cert);
    put_certificate_events(&w->set, st->scheme, cert);
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

/* register.R.field of the example lies over what the certificate's entries are. */
static int give_entries(struct work *w, struct err *e)
{
    struct stage *st = w->st;
    for (size_t r = 0; r < st->scheme->registers.n; r++) {
        const char *id = st->scheme->registers.at[r].rule.id, *prefix = arena_printf(st->a, "register.%s.", id);
        struct register_entry entry;
        bool said = false;
        record_init(&register_entry_type, &entry);
        entry.certificate_id = w->cert.id;
        entry.register_id = id;
        entry.state = "published";
        entry.published_on = w->cert.granted_on;
        entry.case_id = APPROVED_CASE;
        for (size_t i = 0; i < st->all.n; i++) {
            bool has;
            if (!str_starts(st->all.at[i].name, prefix))
                continue;
            int rc = stage_field(&register_entry_type, &entry, st->all.at[i].name + strlen(prefix), st->all.at[i].value, st->a, &has, e);
            if (rc)
                return rc;
            said = true;
        }
        if (said)
            change_put(&w->set, &register_entry_type, &entry);
    }
    return 0;
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
    if (!rc)
        rc = give_lists(w, e);
    if (rc)
        return rc;
    if (w->has_cert)
        put_certificate(w);
    rc = w->has_cert ? give_entries(w, e) : 0;
    if (rc)
        return rc;
    put_earlier_cases(w);
    change_put(&w->set, &case_file_type, &w->c);
    change_put(&w->set, &party_type, &w->party);
    const struct journal_entry entry = {.at = clock_now(&st->app->clock), .actor = "example", .seat = "example", .verb = "example.stage",
                                        .object = "case:3", .note = NULL};
    return journal_commit(db, &entry, &w->set, NULL, e);
}

/* In which state it has been since when, where the example says the state and not since when: the day on which the scheme
 * lets it begin. */
static struct date state_began(struct act *act, const struct machine_def *m, const struct certificate *cert)
{
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        const struct formula *day = formula_given(&t->automatic) ? &t->automatic : &t->effective;
        if (!str_eq(t->to, cert->state) || t->from_none || !formula_given(day))
            continue;
        struct value v = expr_eval(day->expr, &act->f);
        if (v.type == VALUE_DATE && date_compare(v.date, cert->granted_on) > 0 && date_compare(v.date, act->today) <= 0)
            return v.date;
    }
    return DATE_NONE;
}

static void date_state(struct act *act)
{
    struct certificate *cert = &act->b.cert;
    const struct machine_def *m = scheme_certificate_machine(act->b.scheme);
    const struct state_def *state = m ? machine_state(m, cert->state) : NULL;
    struct date since = state && !state->start ? state_began(act, m, cert) : DATE_NONE;
    if (date_is_none(since))
        return;
    cert->state_since = since;
    act_put(act, &certificate_type, cert);
    put_certificate_events(&act->changes, act->b.scheme, cert);
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
    if (!rc && act.b.cert.id && stage_said(st, "cert.state") && !stage_said(st, "cert.state_since"))
        date_state(&act);
    return rc ? rc : act_commit(&act, "example.identify", "case:3", NULL, e);
}

static int take_given(struct stage *stage, const struct yaml *given, struct err *e)
{
    struct givens givens = {0};
    const struct yaml *history = yaml_get(given, "history");
    int rc = names_take(stage, given, &givens, e);
    for (size_t i = 0; !rc && i < givens.all.n; i++)
        *LIST_ADD(stage->a, &stage->all) = givens.all.at[i];
    return rc || !history ? rc : read_history(stage, history, &stage->history, e);
}

int stage_build(struct stage *stage, struct app *app, const struct scheme *s, const char *type, const struct yaml *given, struct arena *a,
                struct err *e)
{
    *stage = (struct stage){.app = app, .scheme = s, .a = a, .type = type, .today = app_today(app), .case_id = OWN_CASE};
    struct work w = {.st = stage, .set = change_set_in(a), .next_case = OWN_CASE, .next_cert = OWN_CERTIFICATE, .next_party = OWN_PARTY};
    stage_specimen(stage);
    stage->n_specimen = stage->all.n;
    int rc = given ? take_given(stage, given, e) : 0;
    if (rc)
        return rc;
    stage->history = history_with(stage);

    const struct machine_def *m = scheme_case_machine(s, type);
    const struct transition_def *opens = m ? act_opening(m, type) : NULL;
    record_init(&case_file_type, &w.c);
    record_init(&certificate_type, &w.cert);
    record_init(&party_type, &w.party);
    w.party.id = OWN_PARTY;
    w.c.id = OWN_CASE;
    w.c.scheme = w.cert.scheme = s->rule.id;
    w.c.edition = w.cert.edition = s->version_text;
    w.c.type = type;
    w.c.state = m && machine_start(m) ? machine_start(m)->rule.id : opens ? opens->to : "";
    w.c.state_since = stage->today;
    w.cert.id = OWN_CERTIFICATE;
    rc = db_write(app->db, build, &w, e);
    return rc ? rc : db_write(app->db, identify, stage, e);
}
