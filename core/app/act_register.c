/* Effects on the public register, on what is withheld from it, and on ledgers. */
#include "core/app/act.h"

#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/sheet.h"
#include "db/rows.h"

static struct register_entry *find_entry(struct act *act, const char *id)
{
    for (size_t i = 0; i < act->b.entry.n; i++)
        if (str_eq(act->b.entry.at[i].register_id, id))
            return &act->b.entry.at[i];
    return NULL;
}

static int no_certificate(const char *id, struct err *e)
{
    return err_set(e, E_RULE, "act.no-certificate", id, NULL);
}

/* Publishes, or publishes anew with the forms of this case: what stood there before stays in the journal. */
static int publish(struct act *act, const char *id, struct err *e)
{
    if (!act->b.cert.id)
        return no_certificate(id, e);
    struct register_entry *entry = find_entry(act, id);
    if (!entry) {
        entry = LIST_ADD(act->arena, &act->b.entry);
        record_init(&register_entry_type, entry);
        entry->certificate_id = act->b.cert.id;
        entry->register_id = id;
        entry->published_on = act->today;
    }
    if (str_eq(entry->state, "withdrawn"))
        entry->published_on = act->today;
    entry->state = "published";
    entry->withdrawn_on = DATE_NONE;
    /* Of a certificate that the case is not about (each: same_party_cert) the entry shows its own forms. */
    bool own = act->b.c.certificate_id == act->b.cert.id || act->b.cert.case_id == act->b.c.id;
    if (act->b.c.id && own && act->b.form.all.n)
        entry->case_id = act->b.c.id;
    act_put(act, &register_entry_type, entry);
    return 0;
}

static int withdraw(struct act *act, const char *id, struct err *e)
{
    struct register_entry *entry = find_entry(act, id);
    if (!entry || str_eq(entry->state, "withdrawn"))
        return 0;
    entry->state = "withdrawn";
    /* A removal takes effect on the day of the event behind it, not on the day it was entered. */
    entry->withdrawn_on = date_is_none(act->b.cert.state_since) ? act->today : act->b.cert.state_since;
    act_put(act, &register_entry_type, entry);
    (void)e;
    return 0;
}

static int annotate(struct act *act, const struct effect_def *effect, struct err *e)
{
    struct register_entry *entry = find_entry(act, effect->id);
    if (!act->b.cert.id)
        return no_certificate(effect->id, e);
    if (!entry)
        return 0; /* it never stood there: there is nothing that readers would have to be told of */
    entry->annotation = tmpl_expand(effect->text.tmpl, &act->f);
    act_put(act, &register_entry_type, entry);
    return 0;
}

/* Every undecided wish of the case gets the same decision, for the period that was wished. */
static int decide_withholding(struct act *act, const char *decision, struct err *e)
{
    for (size_t i = 0; i < act->b.withholding.n; i++) {
        struct withholding *w = &act->b.withholding.at[i];
        if (*w->decision || w->case_id != act->b.c.id)
            continue;
        w->decision = decision;
        w->certificate_id = act->b.cert.id;
        if (str_eq(decision, "granted")) {
            w->from_on = date_is_none(w->wish_from) ? act->today : w->wish_from;
            w->until_on = w->wish_until;
        }
        act_put(act, &withholding_type, w);
    }
    return bundle_facts_checks(&act->b, &act->f, e);
}

/* Every wish of the case that was granted and not released holds until another day: past it the next one begins. */
static int extend_withholding(struct act *act, const struct effect_def *effect, struct err *e)
{
    struct value until = expr_eval(effect->until.expr, &act->f);
    if (until.type != VALUE_DATE)
        return err_set(e, E_RULE, "deadline.no-base", effect->id, act_missing(act), NULL);
    for (size_t i = 0; i < act->b.withholding.n; i++) {
        struct withholding *w = &act->b.withholding.at[i];
        if (!str_eq(w->decision, "granted") || !date_is_none(w->released_on) || w->case_id != act->b.c.id)
            continue;
        w->until_on = until.date;
        act_put(act, &withholding_type, w);
    }
    return bundle_facts_checks(&act->b, &act->f, e);
}

static int release_withholding(struct act *act, bool all, struct err *e)
{
    for (size_t i = 0; i < act->b.withholding.n; i++) {
        struct withholding *w = &act->b.withholding.at[i];
        bool over = !date_is_none(w->until_on) && date_compare(w->until_on, act->today) < 0;
        if (!str_eq(w->decision, "granted") || !date_is_none(w->released_on) || (!all && !over))
            continue;
        w->released_on = act->today;
        act_put(act, &withholding_type, w);
    }
    return bundle_facts_checks(&act->b, &act->f, e);
}

static int write_ledger(struct act *act, const char *id, struct err *e)
{
    const struct ledger_def *def = scheme_ledger(act->b.scheme, id);
    if (!def)
        return err_set(e, E_BUG, "act.effect", id, NULL);
    AUTO(buf) struct buf body = BUF(64 * 1024);
    struct json_writer w = json_writer_to(&body);
    json_begin_object(&w);
    for (size_t i = 0; i < def->columns.n; i++)
        json_put_text(&w, def->columns.at[i].rule.label, sheet_cell(&def->columns.at[i], &act->f, NULL));
    json_end_object(&w);
    if (body.full)
        return err_set(e, E_LIMIT, "ledger.too-long", def->rule.label, NULL);
    struct ledger_row row;
    record_init(&ledger_row_type, &row);
    int rc = rows_next_id(act->app->db, &ledger_row_type, &row.id, e);
    if (rc)
        return rc;
    row.scheme = act->b.scheme->rule.id;
    row.ledger = id;
    row.case_id = act->b.c.id;
    row.certificate_id = act->b.cert.id;
    row.body = arena_strdup(act->arena, buf_str(&body));
    row.written_on = act->today;
    act_put(act, &ledger_row_type, &row);
    return 0;
}

int act_register(struct act *act, const struct effect_def *effect, struct err *e)
{
    switch (effect->kind) {
    case EFFECT_REGISTER_PUBLISH:
        return publish(act, effect->id, e);
    case EFFECT_REGISTER_WITHDRAW:
        return withdraw(act, effect->id, e);
    case EFFECT_REGISTER_ANNOTATE:
        return annotate(act, effect, e);
    case EFFECT_WITHHOLD_DECIDE:
        return decide_withholding(act, effect->id, e);
    case EFFECT_WITHHOLD_EXTEND:
        return extend_withholding(act, effect, e);
    case EFFECT_WITHHOLD_RELEASE:
        return release_withholding(act, str_eq(effect->id, "all"), e);
    case EFFECT_LEDGER_WRITE:
        return write_ledger(act, effect->id, e);
    default:
        return err_set(e, E_BUG, "act.effect", effect->id, NULL);
    }
}
