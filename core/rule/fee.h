/* Fees 手数料: what a case owes, by the price table in force on the scheme's reference date. Pure; yen.
 *
 * Tax is computed once on the whole amount and rounded as the rule says. A floor price (「～」) is at least its amount; a
 * price by quotation is the fact fee.ID.quote, which an officer enters; half of another takes that fee's price of the same date. */
#ifndef SHINSA_RULE_FEE_H
#define SHINSA_RULE_FEE_H

#include "core/base/money.h"
#include "core/rule/facts.h"
#include "core/rule/scheme.h"

struct fee_price {
    bool charged;               /* false: nothing is owed (all amounts 0, count 0) */
    int64_t count;
    struct yen net, tax, gross; /* for all of count */
    int rate_bp;
    struct date date;           /* reference date that picked the row */
    struct date due;            /* none if the rule has no deadline, or its base is not there yet */
    const struct price_def *row;
};

/* E_RULE "fee.no-date" {label} {missing fact}; "fee.no-row" {label} {date} with the rule's no_row; "fee.no-quote"; "fee.no-price"
 * {label} {parameter}: the office has not entered it. */
int fee_compute(const struct scheme *s, const struct fee_def *def, struct facts *f, struct fee_price *price_r, struct err *e) WARN_UNUSED;
/* Its price as letters announce it before it is due: that of the day `announced` gives. Errors as above. */
int fee_announced(const struct scheme *s, const struct fee_def *def, struct facts *f, struct fee_price *price_r, struct err *e) WARN_UNUSED;

/* The row in force on a date whose condition holds, or NULL. */
const struct price_def *fee_row(const struct fee_def *def, struct facts *f, struct date on);

#endif
