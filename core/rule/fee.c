#include "core/rule/fee.h"

#include "core/rule/deadline.h"
#include "core/rule/expr.h"
#include "core/rule/fact_words.h"

static bool covers(const struct price_def *row, struct date on)
{
    if (!date_is_none(row->from) && date_compare(on, row->from) < 0)
        return false;
    return date_is_none(row->until) || date_compare(on, row->until) <= 0;
}

const struct price_def *fee_row(const struct fee_def *def, struct facts *f, struct date on)
{
    for (size_t i = 0; i < def->rows.n; i++) {
        const struct price_def *row = &def->rows.at[i];
        if (covers(row, on) && (!formula_given(&row->cond) || expr_is_true(row->cond.expr, f)))
            return row;
    }
    return NULL;
}

static int lacking(const struct fee_def *def, const char *msg, const char *what, const char *guard, struct err *e)
{
    err_set(e, E_RULE, msg, def->rule.label, what ? what : "", NULL);
    return err_rule(e, guard ? guard : def->rule.id, def->rule.src);
}

static const char *words_of(const struct scheme *s, const char *fact, struct facts *f)
{
    return fact ? fact_words(s, fact, false, f->arena) : "";
}

/* Price of one, without tax. */
static int unit_price(const struct scheme *s, const struct fee_def *def, const struct price_def *row, struct facts *f, struct date on,
                      struct yen *net_r, struct err *e)
{
    switch (row->kind) {
    case PRICE_NET:
        if (formula_given(&row->entered)) {
            struct value entered = expr_eval(row->entered.expr, f);
            if (entered.type != VALUE_YEN)
                return lacking(def, "fee.no-price", f->missing, NULL, e);
            *net_r = (struct yen){entered.i};
            return 0;
        }
        *net_r = row->net;
        return 0;
    case PRICE_FLOOR:
        *net_r = row->net;
        return 0;
    case PRICE_HALF_OF: {
        const struct fee_def *other = scheme_fee(s, row->half_of);
        const struct price_def *whole = other ? fee_row(other, f, on) : NULL;
        /* One step only: half of a half is refused by the proofs. */
        if (!whole || whole->kind == PRICE_HALF_OF || whole->kind == PRICE_QUOTE)
            return lacking(def, "fee.no-row", row->half_of, def->no_row, e);
        struct yen net;
        int rc = unit_price(s, other, whole, f, on, &net, e);
        if (rc == 0)
            *net_r = money_tax(net, 5000, def->rounding);
        return rc;
    }
    case PRICE_QUOTE:
        break;
    }
    const char *name = arena_printf(f->arena, "fee.%s.quote", def->rule.id);
    struct value quote = facts_get(f, name);
    if (quote.type != VALUE_YEN) {
        facts_lack(f, name);
        return lacking(def, "fee.no-quote", words_of(s, name, f), NULL, e);
    }
    *net_r = (struct yen){quote.i};
    return 0;
}

static struct date due_day(const struct scheme *s, const struct fee_def *def, struct facts *f)
{
    const struct deadline_def *due = def->due ? scheme_deadline(s, def->due) : NULL;
    struct deadline_day day;
    struct err e;
    return due && deadline_compute(s, due, f, NULL, &day, &e) == 0 ? day.due : DATE_NONE;
}

/* The price of the row that covers the day. */
static int price_on(const struct scheme *s, const struct fee_def *def, struct facts *f, struct date on, struct fee_price *price_r,
                    struct err *e)
{
    struct fee_price price = {.date = DATE_NONE, .due = DATE_NONE};
    struct value count = formula_given(&def->count) ? expr_eval(def->count.expr, f) : value_int(1);
    if (count.type != VALUE_INT)
        return lacking(def, "fee.no-date", words_of(s, f->missing, f), NULL, e);
    char text[DATE_TEXT_BYTES];
    const struct price_def *row = fee_row(def, f, on);
    if (!row)
        return lacking(def, "fee.no-row", date_iso(on, text), def->no_row, e);
    struct yen one = {0};
    int rc = unit_price(s, def, row, f, on, &one, e);
    if (rc)
        return rc;
    if (__builtin_mul_overflow(one.v, count.i, &price.net.v))
        return lacking(def, "fee.no-row", date_iso(on, text), def->no_row, e);
    price.charged = count.i > 0;
    price.count = count.i;
    price.rate_bp = row->rate_bp;
    price.tax = money_tax(price.net, row->rate_bp, def->rounding);
    price.gross.v = price.net.v + price.tax.v;
    price.date = on;
    price.due = due_day(s, def, f);
    price.row = row;
    *price_r = price;
    return 0;
}

int fee_compute(const struct scheme *s, const struct fee_def *def, struct facts *f, struct fee_price *price_r, struct err *e)
{
    struct fee_price price = {.date = DATE_NONE, .due = DATE_NONE};
    if (formula_given(&def->when)) {
        struct value when = expr_eval(def->when.expr, f);
        if (!value_defined(when))
            return lacking(def, "fee.no-date", words_of(s, f->missing, f), NULL, e);
        if (!value_true(when)) {
            *price_r = price;
            return 0;
        }
    }
    struct value date = expr_eval(def->date.expr, f);
    if (date.type != VALUE_DATE)
        return lacking(def, "fee.no-date", words_of(s, f->missing, f), NULL, e);
    return price_on(s, def, f, date.date, price_r, e);
}

int fee_announced(const struct scheme *s, const struct fee_def *def, struct facts *f, struct fee_price *price_r, struct err *e)
{
    struct value date = expr_eval(def->announced.expr, f);
    if (date.type != VALUE_DATE)
        return lacking(def, "fee.no-date", words_of(s, f->missing, f), NULL, e);
    return price_on(s, def, f, date.date, price_r, e);
}
