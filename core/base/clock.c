#include "core/base/clock.h"

#include <time.h>

struct clock clock_fixed(struct date today)
{
    return (struct clock){.fixed_today = today, .is_fixed = true};
}

static instant_us real_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (instant_us)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct date clock_today(const struct clock *c)
{
    return c->is_fixed ? c->fixed_today : instant_date_jst(real_now());
}

instant_us clock_now(struct clock *c)
{
    if (!c->is_fixed)
        return real_now();
    /* 09:00 in Tokyo is midnight in UTC. */
    c->ticks += 1000;
    return (instant_us)c->fixed_today.days * 86400 * 1000000 + c->ticks;
}

int64_t clock_monotonic_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
