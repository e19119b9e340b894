/* Who the applicant is, and what the case is about: taken from its forms by the words of the scheme. */
#include "core/app/act.h"

#include "core/base/str.h"
#include "core/rule/expr.h"
#include "db/rows.h"
#include "db/rows_party.h"

static const char *text_of(struct act *act, const struct formula *formula)
{
    struct value v = formula_given(formula) ? expr_eval(formula->expr, &act->f) : value_undefined();
    return v.type == VALUE_TEXT ? v.text : "";
}

/* The same corporate number is the same party; without one, the same name of the same kind. */
static int find_party(struct act *act, const struct party *as, struct party *found_r, struct err *e)
{
    struct rows rows = {0};
    int rc = 0;
    found_r->id = 0;
    if (*as->corporate_number)
        rc = rows_parties_by_corporate_number(act->app->db, as->corporate_number, act->arena, &rows, e);
    else if (*as->name)
        rc = rows_parties_by_name(act->app->db, as->name, act->arena, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct party *p = &((struct party *)rows.at)[i];
        if (*as->corporate_number || (!*p->corporate_number && str_eq(p->kind, as->kind))) {
            *found_r = *p;
            break;
        }
    }
    return rc;
}

static bool same_party(const struct party *a, const struct party *b)
{
    return str_eq(a->kind, b->kind) && str_eq(a->name, b->name) && str_eq(a->reading, b->reading) &&
           str_eq(a->corporate_number, b->corporate_number) && str_eq(a->address, b->address) && str_eq(a->tel, b->tel) &&
           str_eq(a->mail, b->mail);
}

static int store_party(struct act *act, struct party *as, struct err *e)
{
    struct party found;
    int rc = find_party(act, as, &found, e);
    if (rc)
        return rc;
    if (found.id && same_party(&found, as)) {
        act->b.party = found;
        return 0;
    }
    as->id = found.id;
    as->version = found.id ? found.version : 0;
    if (!as->id && (rc = rows_next_id(act->app->db, &party_type, &as->id, e)) != 0)
        return rc;
    act_put(act, &party_type, as);
    act->b.party = *as;
    return 0;
}

int act_identify(struct act *act, struct err *e)
{
    const struct party_def *def = &act->b.scheme->party;
    struct party as;
    record_init(&party_type, &as);
    as.kind = text_of(act, &def->kind);
    as.name = text_of(act, &def->name);
    as.reading = text_of(act, &def->reading);
    as.corporate_number = text_of(act, &def->corporate_number);
    as.address = text_of(act, &def->address);
    as.tel = text_of(act, &def->tel);
    as.mail = text_of(act, &def->mail);
    /* A case about a certificate is its holder's: a new name in a form is a wish until it is decided. */
    if (*as.name && !act->b.cert.id) {
        int rc = store_party(act, &as, e);
        if (rc)
            return rc;
        act->b.c.party_id = act->b.party.id;
    }
    const char *subject = text_of(act, &act->b.scheme->subject_name);
    if (*subject)
        act->b.c.subject = subject;
    return act_put_case(act, e);
}
