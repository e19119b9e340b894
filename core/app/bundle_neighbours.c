/* Facts of what stands beside a case: papers of the same batch, other cases, certificates of the same holder or of the same
 * name. */
#include "core/app/bundle_internal.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/rule/computed.h"
#include "core/rule/lifecycle.h"
#include "db/rows_bundle.h"

static bool paper_accepted(const struct bundle *b, const struct paper *p)
{
    for (size_t i = 0; i < b->group_check.n; i++) {
        const struct check_result *check = &b->group_check.at[i];
        const struct checklist_def *list = scheme_checklist(b->scheme, check->checklist);
        const struct result_def *result = list ? checklist_result(list, check->result) : NULL;
        const struct check_item_def *item = list ? checklist_item(list, check->item) : NULL;
        const struct received_def *class = scheme_received(b->scheme, p->class);
        bool about = item && item->evidence && (str_eq(item->evidence, p->class) || (class && str_eq(item->evidence, class->rule.label)));
        if (check->case_id == p->case_id && about && result && result->passes)
            return true;
    }
    return false;
}

/* What another certificate is on the day of the facts. Its own fields and facts decide: what happens by itself to a
 * certificate hangs on no other file. */
static int state_of(const struct app *app, const struct certificate *cert, struct facts *f, struct dated_state *now_r, struct err *e)
{
    const struct scheme *s = schemes_find(app->schemes, cert->scheme, cert->edition);
    const struct machine_def *m = s ? scheme_certificate_machine(s) : NULL;
    const struct state_def *recorded = m ? machine_state(m, cert->state) : NULL;
    struct rows events, declared;
    struct facts own;
    *now_r = (struct dated_state){.state = cert->state, .since = cert->state_since};
    if (!m || (recorded && recorded->final && date_compare(cert->state_since, facts_today(f)) <= 0))
        return 0;
    int rc = rows_of(app->db, STMT_bundle_events, cert->id, &certificate_event_type, f->arena, &events, e);
    if (!rc)
        rc = rows_facts(app->db, "certificate", cert->id, f->arena, &declared, e);
    if (rc)
        return rc;
    scheme_facts_init(&own, f->arena, s, f->calendar);
    rc = bundle_set_date(&own, "today", facts_today(f), e);
    if (!rc)
        rc = bundle_set_record(&own, "cert", &certificate_type, cert, e);
    for (size_t i = 0; !rc && i < declared.n; i++) {
        const struct fact *fact = &((const struct fact *)declared.at)[i];
        const char *name = arena_printf(f->arena, "cert.%s", fact->name);
        if (fact_names_find(own.names, name))
            rc = facts_set_text(&own, name, fact->value, e);
    }
    if (!rc)
        *now_r = certificate_state_on(m, events.at, events.n, &own, facts_today(f));
    return rc;
}

/* Cells of a certificate that the record does not hold as they are today. */
static int put_state(const struct app *app, const struct bundle *b, const struct certificate *cert, const char *list, struct value *row,
                     struct facts *f, struct err *e)
{
    struct dated_state now;
    int rc = state_of(app, cert, f, &now, e);
    if (rc)
        return rc;
    bundle_set_cell(f, list, row, "state", value_text(now.state));
    bundle_set_cell(f, list, row, "state_since", value_date(now.since));
    bundle_set_cell(f, list, row, "in_force", value_bool(bundle_in_force(scheme_certificate_machine(b->scheme), now.state)));
    return 0;
}

static const struct case_file *group_case(const struct bundle *b, int64_t id)
{
    for (size_t i = 0; i < b->group_case.n; i++)
        if (b->group_case.at[i].id == id)
            return &b->group_case.at[i];
    return NULL;
}

/* Not closed, and not decided either. A case of another scheme is pending until it is closed. */
static bool is_pending(const struct bundle *b, const struct case_file *c)
{
    const struct machine_def *m = str_eq(c->scheme, b->scheme->rule.id) ? scheme_case_machine(b->scheme, c->type) : NULL;
    const struct state_def *state = m ? machine_state(m, c->state) : NULL;
    return date_is_none(c->closed_on) && !(state && state->settled);
}

static int fill_group(const struct bundle *b, struct facts *f, struct err *e)
{
    struct value *row;
    int rc = 0;
    for (size_t i = 0; !rc && i < b->group_paper.n; i++) {
        rc = bundle_add_record(f, "group_doc", &paper_type, &b->group_paper.at[i], &row, e);
        if (rc)
            return rc;
        const struct case_file *of = group_case(b, b->group_paper.at[i].case_id);
        bundle_set_cell(f, "group_doc", row, "accepted", value_bool(paper_accepted(b, &b->group_paper.at[i])));
        bundle_set_cell(f, "group_doc", row, "case", value_text(of ? of->number : ""));
        bundle_set_cell(f, "group_doc", row, "same_scheme", value_bool(of && str_eq(of->scheme, b->scheme->rule.id)));
        bundle_set_cell(f, "group_doc", row, "open", value_bool(of && is_pending(b, of)));
    }
    for (size_t i = 0; !rc && i < b->other_case.n; i++)
        rc = bundle_add_record(f, "other_case", &case_file_type, &b->other_case.at[i], NULL, e);
    return rc;
}

int bundle_facts_neighbours(const struct app *app, const struct bundle *b, struct facts *f, struct err *e)
{
    struct value *row;
    int rc = fill_group(b, f, e);
    for (size_t i = 0; !rc && i < b->party_cert.n; i++) {
        const struct certificate *cert = &b->party_cert.at[i];
        rc = bundle_add_record(f, "same_party_cert", &certificate_type, cert, &row, e);
        if (rc)
            break;
        bundle_set_cell(f, "same_party_cert", row, "same_subject", value_bool(fold_equal(cert->subject, b->c.subject)));
        rc = put_state(app, b, cert, "same_party_cert", row, f, e);
    }
    for (size_t i = 0; !rc && i < b->namesake.n; i++) {
        const struct certificate *cert = &b->namesake.at[i];
        rc = bundle_add_record(f, "same_subject_cert", &certificate_type, cert, &row, e);
        if (rc)
            break;
        bundle_set_cell(f, "same_subject_cert", row, "same_party", value_bool(cert->party_id == b->party.id));
        rc = put_state(app, b, cert, "same_subject_cert", row, f, e);
    }
    if (!rc)
        rc = bundle_facts_scheme(app, b, f, e);
    for (size_t i = 0; !rc && i < b->interest.n; i++)
        rc = bundle_add_record(f, "interest", &interest_type, &b->interest.at[i], NULL, e);
    return rc;
}
