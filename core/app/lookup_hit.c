/* What a hit shows. */
#include "core/app/lookup_internal.h"

#include "core/app/cert_state.h"
#include "core/app/labels.h"
#include "core/app/words.h"
#include "core/base/str.h"
#include "core/model/fee.h"
#include "core/model/paper.h"
#include "core/model/party.h"
#include "core/rule/scheme.h"
#include "db/rows.h"

static struct hit *add(struct looking *l, enum hit_kind kind, int64_t id, bool candidate)
{
    static const enum app_word kinds[] = {[HIT_CERTIFICATE] = WORD_CERTIFICATE, [HIT_CASE] = WORD_CASE, [HIT_PARTY] = WORD_PARTY,
                                          [HIT_FEE] = WORD_FEE, [HIT_PAPER] = WORD_PAPER};
    if (l->hits.n >= l->limit) {
        l->more = true;
        return NULL;
    }
    struct hit *hit = LIST_ADD(l->a, &l->hits);
    *hit = (struct hit){.kind = kind, .id = id, .kind_label = app_word(l->app, kinds[kind]), .number = "", .subject = "", .party_name = "",
                        .state_label = "", .scheme_short = "", .granted_on = DATE_NONE, .valid_until = DATE_NONE, .candidate = candidate};
    return hit;
}

static bool is_there(const struct looking *l, enum hit_kind kind, int64_t id)
{
    for (size_t i = 0; i < l->hits.n; i++)
        if (l->hits.at[i].kind == kind && l->hits.at[i].id == id)
            return true;
    return false;
}

static int party_name(struct looking *l, int64_t party_id, const char **name_r, struct err *e)
{
    struct party p;
    *name_r = "";
    int rc = party_id ? rows_get_id(l->app->db, &party_type, party_id, &p, l->a, e) : E_NOTFOUND;
    if (!rc)
        *name_r = p.name;
    return rc == E_NOTFOUND ? 0 : rc;
}

static void label_case(const struct looking *l, const struct case_file *c, struct hit *hit)
{
    const struct scheme *s = schemes_find(l->app->schemes, c->scheme, c->edition);
    hit->case_id = c->id;
    hit->number = c->number;
    hit->subject = c->subject;
    hit->scheme_short = s ? s->short_label : c->scheme;
    hit->state_label = label_of_case_state(l->app, s, c->type, c->state);
    hit->in_force = date_is_none(c->closed_on);
}

static int hit_add_case(struct looking *l, const struct case_file *c, bool candidate, struct err *e)
{
    if (is_there(l, HIT_CASE, c->id) || !app_sees(l->app, c->scheme, c->assignee))
        return 0;
    struct hit *hit = add(l, HIT_CASE, c->id, candidate);
    if (!hit)
        return 0;
    label_case(l, c, hit);
    return party_name(l, c->party_id, &hit->party_name, e);
}

int hit_add_certificate(struct looking *l, const struct certificate *c, bool candidate, struct err *e)
{
    struct cert_state now = {0};
    if (is_there(l, HIT_CERTIFICATE, c->id) || !app_sees(l->app, c->scheme, ""))
        return 0;
    struct hit *hit = add(l, HIT_CERTIFICATE, c->id, candidate);
    if (!hit)
        return 0;
    int rc = cert_state_of(l->app, c, app_today(l->app), l->a, &now, e);
    if (!rc)
        rc = cert_is_published(l->app, c->id, l->a, &hit->on_register, e);
    if (!rc)
        rc = party_name(l, c->party_id, &hit->party_name, e);
    if (rc)
        return rc;
    hit->number = c->number;
    hit->subject = c->subject;
    hit->scheme_short = now.scheme->short_label;
    hit->state_label = now.def ? app_label(l->app, now.def->rule.label, now.def->rule.label_en) : "";
    hit->granted_on = c->granted_on;
    hit->valid_until = c->valid_until;
    hit->in_force = now.in_force;
    return 0;
}

/* A fee or a paper: its own number, and what its case is about. */
static int add_of_case(struct looking *l, enum hit_kind kind, int64_t id, const char *number, int64_t case_id, struct err *e)
{
    struct case_file c;
    int rc = case_id ? rows_get_id(l->app->db, &case_file_type, case_id, &c, l->a, e) : E_NOTFOUND;
    if (rc == E_NOTFOUND || (!rc && !app_sees(l->app, c.scheme, c.assignee)))
        return 0;
    struct hit *hit = rc ? NULL : add(l, kind, id, false);
    if (rc || !hit)
        return rc;
    label_case(l, &c, hit);
    hit->number = number;
    return party_name(l, c.party_id, &hit->party_name, e);
}

/* Parties belong to the whole office: who sees some scheme of it sees them. */
static bool sees_parties(const struct app *app)
{
    for (size_t i = 0; i < app->schemes->n; i++)
        if (app_sees(app, app->schemes->at[i]->rule.id, ""))
            return true;
    return false;
}

static int add_party(struct looking *l, int64_t id, struct err *e)
{
    struct party p;
    if (!sees_parties(l->app))
        return 0;
    int rc = rows_get_id(l->app->db, &party_type, id, &p, l->a, e);
    struct hit *hit = rc ? NULL : add(l, HIT_PARTY, id, false);
    if (!hit)
        return rc == E_NOTFOUND ? 0 : rc;
    hit->number = p.corporate_number;
    hit->subject = p.address;
    hit->party_name = p.name;
    return 0;
}

int hit_add_id(struct looking *l, enum hit_kind kind, int64_t id, struct err *e)
{
    union {
        struct certificate certificate;
        struct case_file c;
        struct fee fee;
        struct paper paper;
    } record;
    static const struct record_type *const types[] = {[HIT_CERTIFICATE] = &certificate_type, [HIT_CASE] = &case_file_type,
                                                      [HIT_FEE] = &fee_type, [HIT_PAPER] = &paper_type};
    if (is_there(l, kind, id))
        return 0;
    if (kind == HIT_PARTY)
        return add_party(l, id, e);
    int rc = rows_get_id(l->app->db, types[kind], id, &record, l->a, e);
    if (rc)
        return rc == E_NOTFOUND ? 0 : rc;
    switch (kind) {
    case HIT_CERTIFICATE:
        return hit_add_certificate(l, &record.certificate, false, e);
    case HIT_CASE:
        return hit_add_case(l, &record.c, false, e);
    case HIT_FEE:
        return add_of_case(l, kind, id, record.fee.invoice, record.fee.case_id, e);
    case HIT_PAPER:
        return add_of_case(l, kind, id, record.paper.number, record.paper.case_id, e);
    case HIT_PARTY:
        break;
    }
    return 0;
}
