/* The only place that knows what time it is; everything else is told. --today and SHINSA_TODAY fix the day. */
#ifndef SHINSA_BASE_CLOCK_H
#define SHINSA_BASE_CLOCK_H

#include "core/base/date.h"

/* A clock is a value handed down from main. A zeroed clock is the real one. */
struct clock {
    struct date fixed_today; /* days = 0 with is_fixed = false: the real day in Asia/Tokyo */
    bool is_fixed;
    instant_us ticks; /* of a fixed clock: added so that instants still differ and grow */
};

struct clock clock_fixed(struct date today);
struct date clock_today(const struct clock *c);
instant_us clock_now(struct clock *c); /* a fixed clock answers 09:00 JST of its day plus one millisecond a call */
int64_t clock_monotonic_ms(void);      /* for timeouts and measurements only */

#endif
