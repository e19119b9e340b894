/* Effects on papers: letters written from their templates and kept with their exact bytes. */
#include "core/app/act.h"

#include <string.h>

#include "core/app/labels.h"
#include "core/base/str.h"
#include "core/rule/paper_rule.h"
#include "db/rows.h"
#include "db/rows_paper.h"

/* Facts that the frame around every paper reads. */
static int tell_paper(struct act *act, const struct paper *p, struct err *e)
{
    int rc = facts_set(&act->f, "paper.number", value_text(p->number), e);
    if (!rc)
        rc = facts_set(&act->f, "paper.issued_on", value_date(p->issued_on), e);
    if (!rc)
        rc = facts_set(&act->f, "paper.title", value_text(p->title), e);
    return rc ? rc : facts_set(&act->f, "paper.to", value_text(p->addressee), e);
}

static int lacks(const struct act *act, const struct issued_def *def, const char *missing, struct err *e)
{
    err_set(e, E_RULE, "paper.missing", def->rule.label, label_of_fact(act->app, act->b.scheme, missing, act->arena), NULL);
    return err_rule(e, def->rule.id, def->rule.src);
}

static int write_letter(struct act *act, const struct issued_def *def, struct paper *p, struct err *e)
{
    const char *missing, *text = paper_write(act->b.scheme, def, &act->f, &missing);
    if (missing)
        return lacks(act, def, missing, e);
    size_t n = strlen(text);
    char hash[SHA256_HEX_BYTES];
    int rc = blob_put(act->app->db, text, n, hash, e);
    if (rc)
        return rc;
    p->blob = arena_strdup(act->arena, hash);
    p->bytes = (int64_t)n;
    p->media = "text/plain";
    return 0;
}

int act_issue(struct act *act, const struct issued_def *def, struct err *e)
{
    struct paper *p = LIST_ADD(act->arena, &act->b.paper);
    record_init(&paper_type, p);
    int rc = rows_next_id(act->app->db, &paper_type, &p->id, e);
    if (rc)
        return rc;
    p->case_id = act->b.c.id;
    p->certificate_id = act->b.cert.id;
    p->direction = "issued";
    p->class = def->rule.id;
    p->title = def->rule.label;
    p->issued_on = act->today;
    p->custody = "sent";
    p->custody_on = act->today;
    p->copies = 1;
    p->original = true;
    const char *nobody = NULL;
    p->addressee = def->to ? paper_addressee(act->b.scheme, def->to, &act->f, &nobody).name : "";
    if (nobody)
        return lacks(act, def, nobody, e);
    int64_t serial;
    if (def->number && (rc = act_number(act, def->number, &p->number, &serial, "paper", p->id, e)) != 0)
        return rc;
    if (def->certificate) {
        act->b.cert.issued_on = act->today;
        act->b.cert.issue_count++;
        if ((rc = act_put_certificate(act, e)) != 0)
            return rc;
    }
    rc = tell_paper(act, p, e);
    if (!rc)
        rc = write_letter(act, def, p, e);
    if (rc)
        return rc;
    act_put(act, &paper_type, p);
    *LIST_ADD(act->arena, &act->issued) = def->rule.id;
    *LIST_ADD(act->arena, &act->said) = def->rule.label;
    return bundle_facts_papers(&act->b, &act->f, e);
}

static int void_papers(struct act *act, const char *class, struct err *e)
{
    for (size_t i = 0; i < act->b.paper.n; i++) {
        struct paper *p = &act->b.paper.at[i];
        if (!str_eq(p->direction, "issued") || !str_eq(p->class, class) || str_eq(p->custody, "void"))
            continue;
        p->custody = "void";
        p->custody_on = act->today;
        act_put(act, &paper_type, p);
    }
    return bundle_facts_papers(&act->b, &act->f, e);
}

int act_paper(struct act *act, const struct effect_def *effect, struct err *e)
{
    const struct issued_def *def = scheme_issued(act->b.scheme, effect->id);
    if (!def)
        return err_set(e, E_BUG, "act.effect", effect->id, NULL);
    return effect->kind == EFFECT_PAPER_ISSUE ? act_issue(act, def, e) : void_papers(act, def->rule.id, e);
}
