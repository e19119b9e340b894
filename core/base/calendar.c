/* The office's calendar of holiday.h. */
#include "core/base/holiday.h"

#include <string.h>

#include "core/base/date_internal.h"
#include "core/base/typed.h"

int calendar_add_closed(struct calendar *c, const char *text, struct err *e)
{
    const char *at = text;
    struct date d;
    struct closed_day closed = {0};
    if (date_from_iso(text, &d)) {
        struct ymd ymd = date_ymd(d);
        closed = (struct closed_day){ymd.year, ymd.month, ymd.day};
    } else if (typed_take_digits(&at, 2, &closed.month) != 2 || *at++ != '-' ||
               typed_take_digits(&at, 2, &closed.day) != 2 || *at ||
               !date_from_ymd(2000, closed.month, closed.day, &d)) {
        /* 2000 is a leap year: the 29th of February may be closed too. */
        return err_set(e, E_INPUT, "calendar.closed-day", text, NULL);
    }
    for (size_t i = 0; i < c->n_closed; i++)
        if (memcmp(&c->closed[i], &closed, sizeof closed) == 0)
            return 0;
    if (c->n_closed == CALENDAR_CLOSED_MAX)
        return err_set(e, E_LIMIT, "calendar.too-many", text, NULL);
    c->closed[c->n_closed++] = closed;
    return 0;
}

static bool is_closed_by_office(const struct calendar *c, struct date d)
{
    struct ymd at = date_ymd(d);
    for (size_t i = 0; i < c->n_closed; i++) {
        const struct closed_day *closed = &c->closed[i];
        if (closed->month == at.month && closed->day == at.day && (closed->year == 0 || closed->year == at.year))
            return true;
    }
    return false;
}

const char *calendar_why_closed(const struct calendar *c, struct date d)
{
    const char *name = holiday_name(d);
    if (name)
        return name;
    if (date_weekday(d) >= 5)
        return date_weekday_name(d);
    return is_closed_by_office(c, d) ? closed_names[CLOSED_OFFICE] : NULL;
}

bool calendar_is_business_day(const struct calendar *c, struct date d)
{
    return date_weekday(d) < 5 && !is_closed_by_office(c, d) && !holiday_name(d);
}

/* The first business day from d on in steps of one day; none if the calendar ends before (an office may have closed
 * every day of the year). */
static struct date search(const struct calendar *c, struct date d, int step)
{
    d = date_in_range(d.days);
    while (!date_is_none(d) && !calendar_is_business_day(c, d))
        d = date_in_range((int64_t)d.days + step);
    return d;
}

struct date calendar_next_business_day(const struct calendar *c, struct date d)
{
    return search(c, d, 1);
}

struct date calendar_previous_business_day(const struct calendar *c, struct date d)
{
    return search(c, d, -1);
}

struct date calendar_add_business_days(const struct calendar *c, struct date d, int n)
{
    int step = n < 0 ? -1 : 1;
    for (; n != 0 && !date_is_none(d); n -= step)
        d = search(c, date_in_range((int64_t)d.days + step), step);
    return d;
}

int calendar_business_days_between(const struct calendar *c, struct date from, struct date to)
{
    if (date_is_none(from) || date_is_none(to))
        return 0;
    if (to.days < from.days)
        return -calendar_business_days_between(c, to, from);
    int n = 0;
    for (int32_t day = from.days + 1; day <= to.days; day++)
        n += calendar_is_business_day(c, (struct date){day});
    return n;
}

int calendar_date_parse(const struct calendar *c, const char *s, struct date today, struct date *d_r, struct err *e)
{
    char simple[TYPED_BYTES];
    struct period p;
    if (!typed_simplify(s, simple) || !date_read_relative(simple, &p) || p.unit != PERIOD_BUSINESS_DAYS)
        return date_parse(s, today, d_r, e);
    struct date d = calendar_add_business_days(c, today, p.n);
    if (date_is_none(d))
        return err_set(e, E_INPUT, "date.range", s, NULL);
    *d_r = d;
    return 0;
}
