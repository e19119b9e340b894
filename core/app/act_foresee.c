/* What the effects of an action would refuse for, told before anybody tries: a letter that lacks what is written into it, a
 * deadline or a fee that lacks what it is computed from.
 *
 * The effects are walked on a copy of the facts, as far as facts alone show it. Only what people enter (forms, papers,
 * parameters) is told as missing: what an earlier effect gives, such as a number, is there when its turn comes. */
#include "core/app/act.h"

#include <string.h>

#include "core/app/words.h"
#include "core/base/str.h"
#include "core/rule/deadline.h"
#include "core/rule/expr.h"
#include "core/rule/fact_words.h"
#include "core/rule/fee.h"
#include "core/rule/paper_rule.h"

enum { DEPTH_MAX = 4 };

struct foresight {
    const struct act *act;
    struct facts *f;
    struct refusals *to;
};

static bool is_entered(const char *fact)
{
    static const char *const kinds[] = {"form.", "doc.", "param.", "party.", "query", "withheld", "payment"};
    for (size_t i = 0; fact && i < COUNT_OF(kinds); i++)
        if (str_starts(fact, kinds[i]))
            return true;
    return false;
}

static void lack(const struct foresight *w, enum app_word word, const struct rule *rule, const char *missing)
{
    const struct app *app = w->act->app;
    struct arena *a = w->act->arena;
    if (!is_entered(missing))
        return;
    for (size_t i = 0; i < w->to->all.n; i++)
        if (str_eq(w->to->all.at[i].missing, missing))
            return; /* a guard says so already */
    const char *what = fact_words(w->act->b.scheme, missing, app->language == LANGUAGE_EN, a);
    *LIST_ADD(a, &w->to->all) = (struct refused){.id = rule->id,
                                                 .text = app_say(app, a, word, app_label(app, rule->label, rule->label_en), what),
                                                 .src = rule->src,
                                                 .missing = missing,
                                                 .jump = missing};
}

/* What the program itself writes into every paper is no reason. */
static void tell_paper(struct facts *f, const struct issued_def *def)
{
    struct err e;
    bool told = facts_set(f, "paper.number", value_text("0"), &e) == 0 && facts_set(f, "paper.title", value_text(def->rule.label), &e) == 0 &&
                facts_set(f, "paper.to", value_text("-"), &e) == 0 && facts_set(f, "paper.issued_on", value_date(facts_today(f)), &e) == 0;
    assert(told);
}

static bool is_billed(const struct act *act, const struct fee_def *def)
{
    for (size_t i = 0; i < act->b.fee.n; i++)
        if (str_eq(act->b.fee.at[i].rule, def->rule.id) && !str_eq(act->b.fee.at[i].state, "void"))
            return true;
    return false;
}

static void look_at(const struct foresight *w, const struct effect_def *effects, size_t n, int depth);

static void look_at_one(const struct foresight *w, const struct effect_def *effect, int depth)
{
    const struct scheme *s = w->act->b.scheme;
    const struct machine_def *certificate = scheme_certificate_machine(s);
    const struct issued_def *paper = effect->kind == EFFECT_PAPER_ISSUE ? scheme_issued(s, effect->id) : NULL;
    const struct deadline_def *deadline = effect->kind == EFFECT_DEADLINE_OPEN ? scheme_deadline(s, effect->id) : NULL;
    const struct fee_def *fee = effect->kind == EFFECT_FEE_BILL ? scheme_fee(s, effect->id) : NULL;
    const struct transition_def *then = effect->kind == EFFECT_CERTIFICATE && certificate ? machine_transition(certificate, effect->id) : NULL;
    const struct fee_def *back = effect->kind == EFFECT_FEE_REFUND ? scheme_fee(s, effect->id) : NULL;
    const char *missing = NULL;
    struct deadline_day day;
    struct fee_price price;
    struct err e;
    for (size_t i = 0; effect->kind == EFFECT_SET && i < effect->set.n; i++)
        if (facts_set(w->f, effect->set.at[i].fact, expr_eval(effect->set.at[i].value.expr, w->f), &e) != 0)
            return;
    if (paper) {
        tell_paper(w->f, paper);
        (void)paper_write(s, paper, w->f, &missing);
        if (!missing && paper->to)
            (void)paper_addressee(s, paper->to, w->f, &missing);
        if (missing)
            lack(w, WORD_FORESEE_PAPER, &paper->rule, missing);
    }
    if (deadline && !deadline->each && deadline_compute(s, deadline, w->f, NULL, &day, &e) != 0)
        lack(w, WORD_FORESEE_DEADLINE, &deadline->rule, w->f->missing);
    if (fee && fee_compute(s, fee, w->f, &price, &e) != 0)
        lack(w, WORD_FORESEE_FEE, &fee->rule, w->f->missing);
    if (back && is_billed(w->act, back) && !act_may_refund(w->act, back))
        *LIST_ADD(w->act->arena, &w->to->all) = (struct refused){.id = back->refund_error,
                                                                 .text = refusal_text(s, back->refund_error, NULL, w->f),
                                                                 .src = back->rule.src};
    if (then)
        look_at(w, then->effects.at, then->effects.n, depth + 1);
}

static void look_at(const struct foresight *w, const struct effect_def *effects, size_t n, int depth)
{
    for (size_t i = 0; depth < DEPTH_MAX && i < n; i++)
        if (!effects[i].each && (!formula_given(&effects[i].cond) || expr_is_true(effects[i].cond.expr, w->f)))
            look_at_one(w, &effects[i], depth);
}

void act_foresee(const struct act *act, const struct transition_def *t, const struct facts *f, struct refusals *to)
{
    struct facts then;
    facts_copy(&then, f);
    const struct foresight w = {act, &then, to};
    look_at(&w, t->effects.at, t->effects.n, 0);
}
