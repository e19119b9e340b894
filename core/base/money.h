/* Yen as integers; tax once per rate per invoice; rounding by name. No floating point. */
#ifndef SHINSA_BASE_MONEY_H
#define SHINSA_BASE_MONEY_H

#include "core/base/err.h"

struct yen {
    int64_t v;
};

/* The largest amount anybody may enter, in yen; sums of many may be larger. */
#define MONEY_MAX INT64_C(999999999999)

enum rounding { ROUND_FLOOR, ROUND_CEILING, ROUND_HALF_UP };

/* net * rate_bp / 10000, rounded by name on the magnitude: the tax of a refund is minus the tax of its invoice.
 * rate_bp: basis points, 0 to 10000; 1000 = 10 %. */
struct yen money_tax(struct yen net, int rate_bp, enum rounding rounding);
#define MONEY_TEXT_BYTES 40
const char *money_text(struct yen y, char to[MONEY_TEXT_BYTES]); /* 209,000 ; -1,234 */
/* 209000 209,000 ￥209,000- 209,000円 20万9千 20万 1億2千万 -1,234 △1,234 and full-width forms. E_INPUT
 * "money.unreadable", E_LIMIT "money.range". */
int money_parse(const char *s, struct yen *y_r, struct err *e) WARN_UNUSED;

#endif
