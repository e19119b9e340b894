/* New cases: by an officer, and by an effect of another case. */
#include "core/app/act.h"

#include <string.h>

#include "core/app/case_app.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
#include "db/rows.h"

const struct case_file *act_in_the_way(const struct act *act, const struct case_type_def *type)
{
    for (size_t i = 0; type->exclusive && i < act->b.other_case.n; i++) {
        const struct case_file *other = &act->b.other_case.at[i];
        const struct machine_def *m = scheme_case_machine(act->b.scheme, other->type);
        const struct state_def *state = m ? machine_state(m, other->state) : NULL;
        if (str_eq(other->type, type->rule.id) && !(state && state->settled))
            return other;
    }
    return NULL;
}

/* The certificate a case type needs, and no second case of an exclusive type. */
static int check_certificate(struct act *act, const struct case_type_def *type, struct err *e)
{
    const struct scheme *s = act->b.scheme;
    struct value in_force = act->b.cert.id ? facts_get(&act->f, "cert.in_force") : value_undefined();
    bool missing = type->certificate != CERT_NONE && type->certificate != CERT_OPTIONAL && !act->b.cert.id;
    if (missing || (type->certificate == CERT_IN_FORCE && !value_true(in_force)))
        return act_refuse_standard(act, s->standard_refusals.certificate, "case.needs-certificate", type->rule.label, "", type->rule.src, e);
    const struct case_file *other = act_in_the_way(act, type);
    if (!other)
        return 0;
    return act_refuse_standard(act, type->duplicate ? type->duplicate : s->standard_refusals.duplicate, "case.duplicate", type->rule.label,
                               other->number, type->rule.src, e);
}

/* A new case of a type, for an act that was begun by act_begin_new: as a record of the bundle, not yet put. */
int act_new_case(struct act *act, const struct case_type_def *type, struct err *e)
{
    const struct scheme *s = act->b.scheme;
    const struct machine_def *m = scheme_case_machine(s, type->rule.id);
    const struct transition_def *t = act_opening(m, type->rule.id);
    struct case_file c;
    record_init(&case_file_type, &c);
    int rc = rows_next_id(act->app->db, &case_file_type, &c.id, e);
    if (rc)
        return rc;
    c.scheme = s->rule.id;
    c.edition = s->version_text;
    c.type = type->rule.id;
    c.state = machine_start(m) ? machine_start(m)->rule.id : t ? t->to : "";
    c.state_since = act->today;
    c.certificate_id = act->b.cert.id;
    c.party_id = act->b.party.id;
    c.subject = act->b.cert.id ? act->b.cert.subject : "";
    c.opened_at = clock_now(&act->app->clock);
    act->b.c = c;
    return 0;
}

/* Guards, state and effects of the opening transition. */
static int open_by(struct act *act, const struct machine_def *m, const struct transition_def *t, const struct answer *answers, size_t n,
                   struct err *e)
{
    struct refusals refusals = {0};
    bool changed = false;
    int rc = act_take_answers(act, t, answers, n, e);
    if (!rc && !date_is_none(act->b.c.received_on))
        rc = act_settle_edition(act, &changed, e);
    if (!rc && changed) {
        m = scheme_case_machine(act->b.scheme, act->b.c.type);
        t = act_opening(m, act->b.c.type);
        rc = t ? act_take_answers(act, t, answers, n, e) : 0;
    }
    if (rc || !t)
        return rc;
    if (!transition_check(act->b.scheme, m, t, NULL, act->b.c.type, &act->f, &refusals))
        return act_refused(&refusals, e);
    act->b.c.state = t->to;
    rc = act_put_case(act, e);
    return rc ? rc : act_effects(act, t->effects.at, t->effects.n, e);
}

/* Opens it: what the type needs, its first values, the opening transition. The actor's role is the caller's question. */
int act_open(struct act *act, const struct case_type_def *type, const struct answer *answers, size_t n, struct err *e)
{
    const struct machine_def *m = scheme_case_machine(act->b.scheme, type->rule.id);
    const struct transition_def *t = act_opening(m, type->rule.id);
    int rc = check_certificate(act, type, e);
    if (!rc)
        rc = act_put_case(act, e);
    for (size_t i = 0; !rc && i < type->set.n; i++)
        rc = act_set(act, type->set.at[i].fact, expr_eval(type->set.at[i].value.expr, &act->f), e);
    return rc || !t ? rc : open_by(act, m, t, answers, n, e);
}

int act_open_new(struct act *act, struct app *app, const struct scheme *s, const struct case_type_def *type, int64_t certificate_id,
                 const struct answer *answers, size_t n, struct arena *a, struct err *e)
{
    const struct transition_def *t = act_opening(scheme_case_machine(s, type->rule.id), type->rule.id);
    if (!t && n)
        return err_set(e, E_INPUT, "case.not-asked", answers[0].fact, type->rule.label, NULL);
    int rc = act_begin_new(act, app, s, certificate_id, app_today(app), a, e);
    if (!rc)
        rc = t ? act_need_role(act, t, e) : app_need_work(app, s->rule.id, app->actor.login, e);
    if (!rc)
        rc = act_new_case(act, type, e);
    if (!rc && !app->actor.everything)
        act->b.c.assignee = arena_strdup(a, app->actor.login);
    return rc ? rc : act_open(act, type, answers, n, e);
}

/* What this act has done to the certificate so far, the new case sees. */
static int see_certificate(struct act *inner, const struct act *act, struct err *e)
{
    inner->b.cert = act->b.cert;
    inner->b.event.at = act->b.event.at;
    inner->b.event.n = inner->b.event.room_ = act->b.event.n;
    inner->b.party = act->b.party;
    return bundle_facts_certificate(&inner->b, &inner->f, e);
}

/* Is the certificate in the store already? One that this act has brought into being is not. */
static int certificate_on_file(struct act *act, int64_t *id_r, struct err *e)
{
    struct certificate stored;
    struct err none;
    *id_r = act->b.cert.id;
    int rc = *id_r ? rows_get_id(act->app->db, &certificate_type, *id_r, &stored, act->arena, &none) : 0;
    if (rc == E_NOTFOUND)
        *id_r = 0;
    else if (rc)
        *e = none;
    return rc == E_NOTFOUND ? 0 : rc;
}

/* The case this act is in is closed by it: it is no longer open beside the new one. */
static void forget_own(struct act *inner, const struct act *act)
{
    size_t n = 0;
    for (size_t i = 0; i < inner->b.other_case.n; i++)
        if (inner->b.other_case.at[i].id != act->b.c.id)
            inner->b.other_case.at[n++] = inner->b.other_case.at[i];
    inner->b.other_case.n = n;
}

/* A case that an effect opens is received as one that an officer opens: with its number, letters and guards, under the
 * version in force that day; only nobody has to have a role for it. */
int act_open_case(struct act *act, const struct effect_def *effect, struct err *e)
{
    const struct scheme *newest = schemes_on(act->app->schemes, act->b.scheme->rule.id, act->today);
    const struct scheme *s = newest && scheme_case_type(newest, effect->id) ? newest : act->b.scheme;
    const struct case_type_def *type = scheme_case_type(s, effect->id);
    struct act inner;
    if (!type || act->depth >= ACT_DEPTH_MAX)
        return err_set(e, E_BUG, "act.effect", effect->id, NULL);
    int64_t on_file;
    int rc = certificate_on_file(act, &on_file, e);
    if (!rc)
        rc = act_begin_new(&inner, act->app, s, on_file, act->today, act->arena, e);
    if (!rc)
        rc = see_certificate(&inner, act, e);
    if (rc)
        return rc;
    inner.depth = act->depth + 1;
    inner.changes = act->changes;
    forget_own(&inner, act);
    rc = act_new_case(&inner, type, e);
    if (!rc && act->b.c.id)
        inner.b.c.subject = act->b.c.subject;
    for (size_t i = 0; !rc && i < effect->set.n; i++)
        rc = act_set(&inner, effect->set.at[i].fact, expr_eval(effect->set.at[i].value.expr, &act->f), e);
    if (!rc)
        rc = act_open(&inner, type, NULL, 0, e);
    if (rc)
        return rc;
    act->changes = inner.changes;
    *LIST_ADD(act->arena, &act->opened) = inner.b.c.id;
    for (size_t i = 0; i < inner.issued.n; i++)
        *LIST_ADD(act->arena, &act->issued) = inner.issued.at[i];
    for (size_t i = 0; i < inner.said.n; i++)
        *LIST_ADD(act->arena, &act->said) = inner.said.at[i];
    return 0;
}
