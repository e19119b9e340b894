/* Transitions of certificates, and their periods. */
#include "core/app/act.h"
#include "core/app/bundle_internal.h"

#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/deadline.h"
#include "db/rows.h"

/* The certificate of the case has come to its end: the next one of the case follows it and has a file of its own. */
static void leave_ended(struct act *act)
{
    struct bundle *b = &act->b;
    record_init(&certificate_type, &b->cert);
    b->period.n = b->event.n = b->entry.n = 0;
    bundle_forget_certificate(b, &act->f);
}

/* Has the certificate come to a state that it never leaves? */
static bool has_ended(const struct act *act)
{
    const struct machine_def *m = scheme_certificate_machine(act->b.scheme);
    const struct state_def *state = act->b.cert.id && !act->b.about ? machine_state(m, act->b.cert.state) : NULL;
    return state && state->final;
}

/* A new certificate for the case: it has no state before its first event. */
static int bring_into_being(struct act *act, struct err *e)
{
    struct certificate *cert = &act->b.cert;
    const struct scheme *s = act->b.scheme;
    if (has_ended(act))
        leave_ended(act);
    if (cert->id)
        return err_set(e, E_RULE, "act.has-certificate", cert->number, NULL);
    int rc = rows_next_id(act->app->db, &certificate_type, &cert->id, e);
    if (rc)
        return rc;
    cert->scheme = s->rule.id;
    cert->edition = act->b.c.edition;
    cert->party_id = act->b.party.id;
    cert->case_id = act->b.c.id;
    cert->subject = act->b.about ? act->b.about : act->b.c.subject;
    if (!act->b.about) /* else each unit has its own, and none is the case's */
        act->b.c.certificate_id = cert->id;
    rc = act_put_certificate(act, e);
    for (size_t i = 0; !rc && i < act->b.withholding.n; i++) {
        /* What was withheld with the application stays withheld in the register. */
        act->b.withholding.at[i].certificate_id = cert->id;
        act_put(act, &withholding_type, &act->b.withholding.at[i]);
    }
    return rc ? rc : act_put_case(act, e);
}

/* Events stay in the order in which they take effect; positions count how they were recorded. */
static struct certificate_event *add_event(struct act *act, const struct transition_def *t, const char *from, struct date on)
{
    struct certificate_event ev = {.certificate_id = act->b.cert.id,
                                   .position = (int64_t)act->b.event.n,
                                   .transition = t->rule.id,
                                   .from_state = from,
                                   .to_state = t->to,
                                   .effective_on = on,
                                   .case_id = act->b.c.id,
                                   .reason = "",
                                   .performed = date_compare(on, act->today) <= 0};
    (void)LIST_ADD(act->arena, &act->b.event);
    size_t i = act->b.event.n - 1;
    for (; i > 0 && date_compare(act->b.event.at[i - 1].effective_on, on) > 0; i--)
        act->b.event.at[i] = act->b.event.at[i - 1];
    act->b.event.at[i] = ev;
    return &act->b.event.at[i];
}

/* First day of the new state: given, or as the definition says, or today. */
static struct date first_day(struct act *act, const struct transition_def *t, struct date on)
{
    if (!date_is_none(on))
        return on;
    struct value v = formula_given(&t->effective) ? expr_eval(t->effective.expr, &act->f) : value_undefined();
    return v.type == VALUE_DATE ? v.date : act->today;
}

static int run_effects(struct act *act, const struct transition_def *t, struct err *e)
{
    act->depth++;
    int rc = act_effects(act, t->effects.at, t->effects.n, e);
    act->depth--;
    return rc ? rc : act_put_certificate(act, e);
}

static int perform(struct act *act, const struct transition_def *t, struct certificate_event *ev, struct err *e)
{
    ev->performed = true;
    act_put(act, &certificate_event_type, ev);
    act->b.cert.state = t->to;
    act->b.cert.state_since = ev->effective_on;
    int rc = act_put_certificate(act, e);
    return rc ? rc : run_effects(act, t, e);
}

/* The new state begins: at once, or it waits for its day and the clock performs it then, with its effects. */
static int begin_state(struct act *act, const struct transition_def *t, const char *from, struct date on, struct err *e)
{
    struct certificate_event *ev = add_event(act, t, from ? from : "", on);
    if (ev->performed)
        return perform(act, t, ev, e);
    act_put(act, &certificate_event_type, ev);
    return bundle_facts_certificate(&act->b, &act->f, e);
}

/* What is due of a certificate: an event that waited, or a transition that happens by itself. */
struct due {
    struct certificate_event *waited;   /* NULL: by itself */
    const struct transition_def *t;
    const char *from;
    struct date on;
};

/* Can the event that waited still happen? What ended the certificate before its day has overtaken it. */
static bool still_fits(struct act *act, const struct machine_def *m, const struct certificate_event *ev, const char **from_r)
{
    const struct transition_def *t = machine_transition(m, ev->transition);
    struct dated_state before = {.since = DATE_NONE};
    for (size_t i = 0; i < act->b.event.n && &act->b.event.at[i] != ev; i++)
        if (act->b.event.at[i].performed)
            before = (struct dated_state){.state = act->b.event.at[i].to_state, .since = act->b.event.at[i].effective_on};
    *from_r = before.state;
    return t && transition_leaves(m, t, before.state);
}

/* The first event that waited and whose day has come. With a case, only its own: effects read the forms of the case that
 * decided it, so another case's is left to the clock. */
static struct certificate_event *waiting(struct act *act, const struct machine_def *m, struct date today, const char **from_r)
{
    for (size_t i = 0; i < act->b.event.n; i++) {
        struct certificate_event *ev = &act->b.event.at[i];
        bool own = !act->b.c.id || ev->case_id == act->b.c.id;
        if (!ev->performed && own && date_compare(ev->effective_on, today) <= 0 && still_fits(act, m, ev, from_r))
            return ev;
    }
    return NULL;
}

static bool find_due(struct act *act, const struct machine_def *m, struct date today, struct due *due_r)
{
    const char *from;
    struct dated_state step;
    struct certificate_event *ev = waiting(act, m, today, &from);
    bool by_itself = certificate_due_by_itself(m, act->b.event.at, act->b.event.n, &act->f, today, &step, 1) > 0;
    if (ev && (!by_itself || date_compare(ev->effective_on, step.since) <= 0))
        *due_r = (struct due){ev, machine_transition(m, ev->transition), from, ev->effective_on};
    else if (by_itself)
        *due_r = (struct due){NULL, step.by, certificate_state_recorded(m, act->b.event.at, act->b.event.n, step.since).state, step.since};
    return ev || by_itself;
}

bool act_due(struct act *act, struct date today, struct date *on_r, int64_t *case_id_r)
{
    const struct machine_def *m = scheme_certificate_machine(act->b.scheme);
    struct due due;
    if (!m || !act->b.cert.id || !find_due(act, m, today, &due))
        return false;
    *on_r = due.on;
    *case_id_r = due.waited ? due.waited->case_id : 0;
    return true;
}

int act_catch_up(struct act *act, bool *done_r, struct err *e)
{
    const struct machine_def *m = scheme_certificate_machine(act->b.scheme);
    struct date today = act->today;
    *done_r = false;
    if (!m || !act->b.cert.id)
        return 0;
    /* Each step leaves a state or performs an event: there are no more of them than this. */
    for (size_t step = m->states.n + act->b.event.n; step > 0; step--) {
        struct due due;
        if (!find_due(act, m, today, &due))
            break;
        int rc = act_on_day(act, due.on, e);
        if (!rc)
            rc = due.waited ? perform(act, due.t, due.waited, e) : begin_state(act, due.t, due.from, due.on, e);
        if (rc)
            return rc;
        *done_r = true;
    }
    return *done_r ? act_on_day(act, today, e) : 0;
}

int act_certificate(struct act *act, const char *transition, struct date on, struct err *e)
{
    const struct machine_def *m = scheme_certificate_machine(act->b.scheme);
    const struct transition_def *t = m ? machine_transition(m, transition) : NULL;
    bool caught_up;
    if (!t || act->depth >= ACT_DEPTH_MAX)
        return err_set(e, E_BUG, "act.transition", transition, NULL);
    /* What time has brought about comes first, also when the clock is late. */
    int rc = t->from_none ? bring_into_being(act, e) : act_catch_up(act, &caught_up, e);
    if (rc)
        return rc;
    const char *from = certificate_state_on(m, act->b.event.at, act->b.event.n, &act->f, act->today).state;
    struct refusals refusals = {0};
    if (!transition_fits(m, t, from, NULL)) {
        const struct state_def *now = from ? machine_state(m, from) : NULL;
        err_set(e, E_RULE, "act.certificate-state", t->rule.label, now ? now->rule.label : "", NULL);
        return err_rule(e, act->b.scheme->standard_refusals.state, t->rule.src);
    }
    if (!transition_check(act->b.scheme, m, t, from, act->b.c.id ? act->b.c.type : NULL, &act->f, &refusals))
        return act_refused(&refusals, e);
    if (!t->to) /* the state stays: nothing that a later day would have to know */
        return run_effects(act, t, e);
    return begin_state(act, t, from, first_day(act, t, on), e);
}

int act_period(struct act *act, const char *period, struct err *e)
{
    const struct period_def *def = scheme_period(act->b.scheme, period);
    struct certificate *cert = &act->b.cert;
    bool next = act->b.period.n > 0;
    struct period_days span;
    int rc = period_compute(act->b.scheme, def, next, &act->f, &span, e);
    if (rc)
        return rc;
    int64_t position = next ? act->b.period.at[act->b.period.n - 1].position + 1 : 0;
    struct certificate_period *p = LIST_ADD(act->arena, &act->b.period);
    *p = (struct certificate_period){.certificate_id = cert->id,
                                     .position = position,
                                     .valid_from = span.from,
                                     .valid_until = span.until,
                                     .case_id = act->b.c.id,
                                     .decided_on = act->today};
    act_put(act, &certificate_period_type, p);
    cert->edition = act->b.scheme->version_text; /* a new period stands under the version it was decided under */
    cert->valid_from = span.from;
    cert->valid_until = span.until;
    cert->renewals = p->position;
    return act_put_certificate(act, e);
}
