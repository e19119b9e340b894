/* fees.yaml: prices by date. */
#ifndef SHINSA_RULE_SCHEME_FEE_H
#define SHINSA_RULE_SCHEME_FEE_H

#include "core/base/money.h"
#include "core/rule/rule.h"

enum price_kind { PRICE_NET, PRICE_FLOOR, PRICE_QUOTE, PRICE_HALF_OF };

struct price_def {
    struct rule rule;
    struct date from, until; /* DATE_NONE: open; both inside */
    enum price_kind kind;
    struct yen net;          /* PRICE_NET, PRICE_FLOOR (「～」: at least) */
    struct formula entered;  /* PRICE_NET: yen that the office enters, in a parameter or a form; then net is 0 */
    const char *half_of;     /* fee */
    int rate_bp;             /* consumption tax in basis points: 1000 = 10 % */
    struct formula cond;     /* `if` */
};

enum refund_kind { REFUND_OFFICE, REFUND_NEVER, REFUND_UNTIL };

struct fee_def {
    struct rule rule;
    struct formula when;  /* bool: due at all */
    struct formula date;  /* date: picks the row */
    struct formula count; /* int; not given: 1 */
    struct formula announced; /* date: letters name the price of this day while it is not due; optional */
    SPAN(struct price_def) rows;
    enum rounding rounding;
    const char *due;      /* deadline, or NULL */
    enum refund_kind refund;
    const char *refund_until; /* state */
    const char *refund_error; /* guard id */
    const char *no_row;       /* guard id when no row fits the date */
};
/* Has it a price by quotation, which the officer enters as fee.ID.quote? */
bool fee_is_quoted(const struct fee_def *fee);

#endif
