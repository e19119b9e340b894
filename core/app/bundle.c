#include "core/app/bundle_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/str.h"
#include "core/rule/scheme.h"
#include "db/rows_bundle.h"
#include "db/rows_office.h"

#define TAKE(list_, rows_) ((list_)->at = (rows_).at, (list_)->n = (list_)->room_ = (rows_).n)

static int load_lists(struct db *db, struct bundle *b, struct err *e)
{
    struct rows rows;
    int rc;
#define LOAD(statement_, id_, type_, list_)                                                       \
    if ((rc = rows_of(db, STMT_##statement_, (id_), &type_##_type, b->arena, &rows, e)) != 0)     \
        return rc;                                                                                \
    TAKE(&b->list_, rows)
    int64_t id = b->c.id;
    LOAD(bundle_units, id, unit, unit);
    LOAD(bundle_tracks, id, track, track);
    LOAD(bundle_tasks, id, task, task);
    LOAD(bundle_checks, id, check_result, check);
    LOAD(bundle_queries, id, query, query);
    LOAD(bundle_case_deadlines, id, deadline, deadline);
    LOAD(bundle_fees, id, fee, fee);
    LOAD(bundle_payments, id, payment, payment);
    LOAD(bundle_papers, id, paper, paper);
    LOAD(bundle_case_withholdings, id, withholding, withholding);
    return 0;
}

/* Adds the rows of the certificate behind those of the case. */
#define APPEND(statement_, type_, list_)                                                                      \
    if ((rc = rows_of(db, STMT_##statement_, b->cert.id, &type_##_type, b->arena, &rows, e)) != 0)            \
        return rc;                                                                                            \
    for (size_t i = 0; i < rows.n; i++)                                                                       \
        *LIST_ADD(b->arena, &b->list_) = ((struct type_ *)rows.at)[i]

static int load_certificate_lists(struct db *db, struct bundle *b, struct err *e)
{
    struct rows rows;
    int rc;
    APPEND(bundle_certificate_tasks, task, task);
    APPEND(bundle_certificate_deadlines, deadline, deadline);
    APPEND(bundle_certificate_papers, paper, paper);
    APPEND(bundle_periods, certificate_period, period);
    APPEND(bundle_events, certificate_event, event);
    APPEND(bundle_entries, register_entry, entry);
    if ((rc = rows_of(db, STMT_bundle_certificate_withholdings, b->cert.id, &withholding_type, b->arena, &rows, e)) != 0)
        return rc;
    for (size_t i = 0; i < rows.n; i++) {
        const struct withholding *w = &((struct withholding *)rows.at)[i];
        if (!b->c.id || w->case_id != b->c.id)
            *LIST_ADD(b->arena, &b->withholding) = *w;
    }
    if ((rc = rows_facts(db, "certificate", b->cert.id, b->arena, &rows, e)) != 0)
        return rc;
    for (size_t i = 0; i < rows.n; i++)
        *LIST_ADD(b->arena, &b->fact) = ((struct fact *)rows.at)[i];
    rc = rows_beside(db, STMT_bundle_other_cases, b->cert.id, b->c.id, &case_file_type, b->arena, &rows, e);
    if (!rc)
        TAKE(&b->other_case, rows);
    if (!rc)
        rc = rows_beside(db, STMT_bundle_file_papers, b->cert.id, b->c.id, &paper_type, b->arena, &rows, e);
    if (!rc)
        TAKE(&b->file_paper, rows);
    return rc;
}

int bundle_load_other_certificate(struct db *db, struct bundle *b, struct other_certificate *own, struct err *e)
{
    struct rows rows;
    int rc = rows_of(db, STMT_bundle_periods, own->cert.id, &certificate_period_type, b->arena, &rows, e);
    if (!rc) {
        TAKE(&own->period, rows);
        rc = rows_of(db, STMT_bundle_events, own->cert.id, &certificate_event_type, b->arena, &rows, e);
    }
    if (!rc) {
        TAKE(&own->event, rows);
        rc = rows_of(db, STMT_bundle_entries, own->cert.id, &register_entry_type, b->arena, &rows, e);
    }
    if (!rc) {
        TAKE(&own->entry, rows);
        rc = rows_facts(db, "certificate", own->cert.id, b->arena, &rows, e);
    }
    for (size_t i = 0; !rc && i < rows.n; i++)
        *LIST_ADD(b->arena, &b->fact) = ((struct fact *)rows.at)[i];
    return rc;
}

static int load_unit_certificates(struct db *db, struct bundle *b, struct err *e)
{
    struct rows certs, tasks = {0};
    int rc = rows_of(db, STMT_bundle_unit_certificates, b->c.id, &certificate_type, b->arena, &certs, e);
    for (size_t i = 0; !rc && i < certs.n; i++) {
        struct other_certificate *own = LIST_ADD(b->arena, &b->other_cert);
        own->cert = ((struct certificate *)certs.at)[i];
        rc = bundle_load_other_certificate(db, b, own, e);
        if (!rc && own->cert.id != b->cert.id)
            rc = rows_of(db, STMT_bundle_certificate_tasks, own->cert.id, &task_type, b->arena, &tasks, e);
        for (size_t k = 0; !rc && k < tasks.n; k++)
            *LIST_ADD(b->arena, &b->task) = ((struct task *)tasks.at)[k];
        tasks.n = 0;
    }
    return rc;
}

static int load_forms(struct db *db, int64_t case_id, struct arena *a, struct bundle_forms *forms, struct err *e)
{
    struct rows rows;
    int rc = rows_of(db, STMT_bundle_forms, case_id, &form_type, a, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct form *form = &((struct form *)rows.at)[i];
        struct json *body;
        rc = json_parse(a, form->body, strlen(form->body), &body, e);
        if (!rc)
            *LIST_ADD(a, &forms->all) = (struct bundle_form){.form = *form, .body = body};
    }
    return rc;
}

const struct register_entry *bundle_entry(const struct bundle *b, const char *id)
{
    for (size_t i = 0; i < b->entry.n; i++)
        if (str_eq(b->entry.at[i].register_id, id))
            return &b->entry.at[i];
    return NULL;
}

int64_t bundle_approved_case(const struct bundle *b)
{
    for (size_t i = 0; i < b->scheme->registers.n; i++) {
        const struct register_entry *entry = bundle_entry(b, b->scheme->registers.at[i].rule.id);
        if (entry && entry->case_id)
            return entry->case_id;
    }
    return b->cert.case_id;
}

static int load_approved(struct db *db, struct bundle *b, struct err *e)
{
    int64_t original = b->cert.case_id, approved = bundle_approved_case(b);
    int rc = 0;
    if (original && original != b->c.id)
        rc = load_forms(db, original, b->arena, &b->original, e);
    if (rc || !approved || approved == b->c.id)
        return rc;
    if (approved != original)
        return load_forms(db, approved, b->arena, &b->approved, e);
    b->approved = b->original;
    return 0;
}

/* Of a certificate alone that one unit got: what the case found out about that unit. */
static int load_unit_facts(struct db *db, struct bundle *b, struct err *e)
{
    struct rows rows;
    int64_t case_id = bundle_approved_case(b);
    int rc = rows_facts(db, "case", case_id, b->arena, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct fact *fact = &((struct fact *)rows.at)[i];
        if (str_eq(fact->unit, b->cert.unit))
            *LIST_ADD(b->arena, &b->fact) = *fact;
    }
    if (!rc)
        rc = rows_of(db, STMT_bundle_tracks, case_id, &track_type, b->arena, &rows, e);
    if (!rc)
        TAKE(&b->track, rows);
    return rc;
}

static int load_neighbours(struct db *db, struct bundle *b, struct err *e)
{
    struct rows rows;
    int rc = 0;
    if (*b->c.batch && b->c.party_id) {
        rc = rows_of_batch(db, STMT_bundle_group_papers, b->c.batch, b->c.id, b->c.party_id, &paper_type, b->arena, &rows, e);
        if (!rc)
            TAKE(&b->group_paper, rows);
        if (!rc)
            rc = rows_of_batch(db, STMT_bundle_group_checks, b->c.batch, b->c.id, b->c.party_id, &check_result_type, b->arena, &rows, e);
        if (!rc)
            TAKE(&b->group_check, rows);
        if (!rc)
            rc = rows_of_batch(db, STMT_bundle_group_cases, b->c.batch, b->c.id, b->c.party_id, &case_file_type, b->arena, &rows, e);
        if (!rc)
            TAKE(&b->group_case, rows);
    }
    if (!rc && b->party.id) {
        rc = rows_party_certificates(db, b->party.id, b->scheme->rule.id, b->arena, &rows, e);
        if (!rc)
            TAKE(&b->party_cert, rows);
    }
    if (!rc && b->c.id && !b->cert.id && *b->c.subject && date_is_none(b->c.closed_on)) {
        rc = rows_namesakes(db, b->c.subject, b->scheme->rule.id, b->arena, &rows, e);
        if (!rc)
            TAKE(&b->namesake, rows);
    }
    if (!rc)
        rc = bundle_load_scheme(db, b, e);
    if (!rc) {
        rc = rows_interests(db, NULL, b->arena, &rows, e);
        if (!rc)
            TAKE(&b->interest, rows);
    }
    if (!rc)
        rc = rows_params(db, b->scheme->rule.id, b->arena, &rows, e);
    if (!rc)
        TAKE(&b->param, rows);
    return rc;
}

static int find_scheme(const struct app *app, const char *id, const char *edition, struct bundle *b, struct err *e)
{
    b->scheme = schemes_find(app->schemes, id, edition);
    return b->scheme ? 0 : err_set(e, E_VERSION, "scheme.not-installed", id, edition, NULL);
}

static int not_found(int rc, const char *msg, int64_t id, struct err *e)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, id);
    return rc == E_NOTFOUND ? err_set(e, E_NOTFOUND, msg, text, NULL) : rc;
}

void bundle_init(struct bundle *b, struct arena *a)
{
    *b = (struct bundle){.arena = a};
    record_init(&case_file_type, &b->c);
    record_init(&party_type, &b->party);
    record_init(&certificate_type, &b->cert);
}

static int load_party(struct app *app, int64_t party_id, struct bundle *b, struct err *e)
{
    return party_id ? rows_get_id(app->db, &party_type, party_id, &b->party, b->arena, e) : 0;
}

int bundle_load(struct app *app, int64_t case_id, struct arena *a, struct bundle *b_r, struct err *e)
{
    struct bundle b;
    struct rows rows;
    bundle_init(&b, a);
    int rc = not_found(rows_get_id(app->db, &case_file_type, case_id, &b.c, a, e), "case.unknown", case_id, e);
    if (!rc)
        rc = find_scheme(app, b.c.scheme, b.c.edition, &b, e);
    if (!rc)
        rc = load_party(app, b.c.party_id, &b, e);
    if (!rc)
        rc = rows_facts(app->db, "case", case_id, a, &rows, e);
    if (!rc) {
        TAKE(&b.fact, rows);
        rc = load_lists(app->db, &b, e);
    }
    if (!rc)
        rc = load_forms(app->db, case_id, a, &b.form, e);
    if (!rc && b.c.certificate_id)
        rc = rows_get_id(app->db, &certificate_type, b.c.certificate_id, &b.cert, a, e);
    if (!rc && b.cert.id)
        rc = load_certificate_lists(app->db, &b, e);
    if (!rc && !b.cert.id && b.scheme->units.n)
        rc = load_unit_certificates(app->db, &b, e);
    if (!rc && b.cert.id)
        rc = load_approved(app->db, &b, e);
    if (!rc)
        rc = load_neighbours(app->db, &b, e);
    if (!rc)
        *b_r = b;
    return rc;
}

int bundle_load_certificate(struct app *app, int64_t certificate_id, struct arena *a, struct bundle *b_r, struct err *e)
{
    struct bundle b;
    bundle_init(&b, a);
    int rc = not_found(rows_get_id(app->db, &certificate_type, certificate_id, &b.cert, a, e), "certificate.unknown", certificate_id, e);
    if (!rc)
        rc = find_scheme(app, b.cert.scheme, b.cert.edition, &b, e);
    if (!rc)
        rc = load_party(app, b.cert.party_id, &b, e);
    if (!rc)
        rc = load_certificate_lists(app->db, &b, e);
    if (!rc)
        rc = load_approved(app->db, &b, e);
    if (!rc && *b.cert.unit)
        rc = load_unit_facts(app->db, &b, e);
    if (!rc)
        rc = load_neighbours(app->db, &b, e);
    if (!rc)
        *b_r = b;
    return rc;
}

const struct bundle_form *bundle_form_in(const struct bundle_forms *forms, const char *form)
{
    for (size_t i = 0; i < forms->all.n; i++)
        if (str_eq(forms->all.at[i].form.form, form))
            return &forms->all.at[i];
    return NULL;
}

const struct bundle_form *bundle_form(const struct bundle *b, const char *form)
{
    return bundle_form_in(&b->form, form);
}
