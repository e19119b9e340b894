/* Effects on fees: billed with the price of the table, waived, paid back; payments that came early are applied. */
#include "core/app/act.h"

#include "core/base/str.h"
#include "core/rule/fee.h"
#include "db/rows.h"

static struct fee *find_fee(struct act *act, const char *rule)
{
    for (size_t i = 0; i < act->b.fee.n; i++)
        if (str_eq(act->b.fee.at[i].rule, rule) && !str_eq(act->b.fee.at[i].state, "void"))
            return &act->b.fee.at[i];
    return NULL;
}

static int64_t paid_so_far(const struct act *act)
{
    int64_t paid = 0;
    for (size_t i = 0; i < act->b.payment.n; i++)
        paid += act->b.payment.at[i].amount.v;
    return paid;
}

int act_settle(struct act *act, struct err *e)
{
    int64_t left = paid_so_far(act);
    for (size_t i = 0; i < act->b.fee.n; i++) {
        struct fee *fee = &act->b.fee.at[i];
        if (str_eq(fee->state, "void") || str_eq(fee->state, "waived"))
            continue;
        bool paid = left >= fee->gross.v;
        left -= paid ? fee->gross.v : left > 0 ? left : 0;
        if (paid == str_eq(fee->state, "paid"))
            continue;
        fee->state = paid ? "paid" : "billed";
        fee->paid_on = paid && act->b.payment.n ? act->b.payment.at[act->b.payment.n - 1].received_on : DATE_NONE;
        act_put(act, &fee_type, fee);
    }
    return bundle_facts_money(&act->b, &act->f, e);
}

static int bill(struct act *act, const struct fee_def *def, struct err *e)
{
    struct fee_price price;
    int rc = fee_compute(act->b.scheme, def, &act->f, &price, e);
    if (rc || !price.charged)
        return rc;
    struct fee *fee = find_fee(act, def->rule.id);
    if (!fee) {
        fee = LIST_ADD(act->arena, &act->b.fee);
        record_init(&fee_type, fee);
        rc = rows_next_id(act->app->db, &fee_type, &fee->id, e);
        if (rc)
            return rc;
        const struct series_def *series = scheme_series_of(act->b.scheme, SERIES_FEE);
        int64_t serial;
        if (series && (rc = act_number(act, series->rule.id, &fee->invoice, &serial, "fee", fee->id, e)) != 0)
            return rc;
    }
    fee->case_id = act->b.c.id;
    fee->rule = def->rule.id;
    fee->count = price.count;
    fee->net = price.net;
    fee->rate_bp = price.rate_bp;
    fee->tax = price.tax;
    fee->gross = price.gross;
    fee->billed_on = act->today;
    fee->due_on = price.due;
    fee->state = "billed";
    act_put(act, &fee_type, fee);
    return act_settle(act, e);
}

int act_new_payment(struct act *act, struct yen amount, struct payment **payment_r, struct err *e)
{
    struct payment *p = LIST_ADD(act->arena, &act->b.payment);
    record_init(&payment_type, p);
    int rc = rows_next_id(act->app->db, &payment_type, &p->id, e);
    if (rc)
        return rc;
    p->case_id = act->b.c.id;
    p->received_on = act->today;
    p->amount = amount;
    *payment_r = p;
    return 0;
}

/* What was paid for the fee goes back as a negative payment. */
static int refund(struct act *act, struct fee *fee, struct err *e)
{
    int64_t paid = paid_so_far(act);
    int64_t back = paid < fee->gross.v ? paid : fee->gross.v;
    if (back > 0) {
        struct payment *p;
        int rc = act_new_payment(act, (struct yen){-back}, &p, e);
        if (rc)
            return rc;
        p->fee_id = fee->id;
        act_put(act, &payment_type, p);
    }
    fee->state = "void";
    act_put(act, &fee_type, fee);
    return act_settle(act, e);
}

bool act_may_refund(const struct act *act, const struct fee_def *def)
{
    const char *reached = def->refund == REFUND_UNTIL ? arena_printf(act->arena, "reached.%s", def->refund_until) : NULL;
    bool over = reached && str_eq(act->b.c.state, def->refund_until);
    for (size_t i = 0; reached && i < act->b.fact.n; i++)
        over = over || str_eq(act->b.fact.at[i].name, reached);
    return def->refund != REFUND_NEVER && !over;
}

void act_reached(struct act *act, const char *state)
{
    const struct scheme *s = act->b.scheme;
    for (size_t i = 0; i < s->fees.n; i++)
        if (s->fees.at[i].refund == REFUND_UNTIL && str_eq(s->fees.at[i].refund_until, state))
            act_note(act, arena_printf(act->arena, "reached.%s", state), 1);
}

int act_fee(struct act *act, const struct effect_def *effect, struct err *e)
{
    const struct fee_def *def = scheme_fee(act->b.scheme, effect->id);
    if (!def)
        return err_set(e, E_BUG, "act.effect", effect->id, NULL);
    if (effect->kind == EFFECT_FEE_BILL)
        return bill(act, def, e);
    struct fee *fee = find_fee(act, def->rule.id);
    if (!fee)
        return 0; /* nothing was billed */
    if (effect->kind == EFFECT_FEE_REFUND) {
        if (act_may_refund(act, def))
            return refund(act, fee, e);
        err_set(e, E_RULE, "rule.refused", refusal_text(act->b.scheme, def->refund_error ? def->refund_error : def->rule.id, NULL, &act->f), "", NULL);
        return err_rule(e, def->refund_error, def->rule.src);
    }
    fee->state = "waived";
    act_put(act, &fee_type, fee);
    return act_settle(act, e);
}
