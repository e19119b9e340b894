#include "core/base/holiday.h"

#include "core/base/date_internal.h"

const char *const closed_names[CLOSED_COUNT] = {
#define CLOSED(id, name) [CLOSED_##id] = name,
#include "core/base/closed.def"
#undef CLOSED
};

enum rule { DAY, MONDAY, SPRING, AUTUMN };
enum { OPEN = DATE_YEAR_MAX, SUNDAY = 6 };

static const struct {
    const char *name;
    int first_year, last_year, month;
    enum rule rule;
    int n;
} holidays[] = {
#define HOLIDAY(name, first_year, last_year, month, rule, n) {name, first_year, last_year, month, rule, n},
#include "core/base/holiday.def"
#undef HOLIDAY
};

/* The day in Japan on which the Sun reaches 0 or 180 degrees. The instant is a parabola over the years, fitted so that
 * it names the same day as the Sun's apparent longitude (Meeus, Astronomical Algorithms, ch. 27) in each year from 1948
 * to 2199; at its nearest it stays two minutes away from midnight. The gazette announces the day a year ahead. */
static struct date equinox(int year, bool autumn)
{
    static const int64_t ms_a_day = 86400000;
    int64_t n = year - 2000;
    int64_t ms = autumn ? 969675284000 + 31556910433 * n - 24083 * n * n / 1000
                        : 953569685000 + 31556941529 * n - 11709 * n * n / 1000;
    return (struct date){(int32_t)(ms / ms_a_day - (ms % ms_a_day < 0))};
}

/* 国民の祝日 proper, and days made holidays like them. */
static const char *national(struct date d)
{
    struct ymd at = date_ymd(d);
    for (size_t i = 0; i < COUNT_OF(holidays); i++) {
        if (holidays[i].month != at.month || at.year < holidays[i].first_year || at.year > holidays[i].last_year)
            continue;
        bool hit = false;
        switch (holidays[i].rule) {
        case DAY: hit = at.day == holidays[i].n; break;
        case MONDAY: hit = date_weekday(d) == 0 && (at.day - 1) / 7 + 1 == holidays[i].n; break;
        case SPRING: hit = d.days == equinox(at.year, false).days; break;
        case AUTUMN: hit = d.days == equinox(at.year, true).days; break;
        }
        if (hit)
            return holidays[i].name;
    }
    return NULL;
}

static struct date step(struct date d, int n)
{
    return (struct date){d.days + n};
}

static bool is_from(struct date d, int year, int month, int day)
{
    struct date first;
    return date_from_ymd(year, month, day, &first) && d.days >= first.days;
}

/* Art. 3 (2): a holiday on a Sunday gives the next day free, since 2007 the next day that is no holiday. */
static bool is_substitute(struct date d)
{
    if (!is_from(d, 1973, 4, 12))
        return false;
    struct date before = step(d, -1);
    if (!is_from(d, 2007, 1, 1))
        return date_weekday(before) == SUNDAY && national(before);
    for (; national(before); before = step(before, -1))
        if (date_weekday(before) == SUNDAY)
            return true;
    return false;
}

/* Art. 3 (3): a day between two holidays; until 2006 no Sunday. */
static bool is_between(struct date d)
{
    if (!is_from(d, 1985, 12, 27) || (!is_from(d, 2007, 1, 1) && date_weekday(d) == SUNDAY))
        return false;
    return national(step(d, -1)) && national(step(d, 1));
}

const char *holiday_name(struct date d)
{
    if (date_is_none(d))
        return NULL;
    const char *name = national(d);
    if (name)
        return name;
    if (is_substitute(d))
        return closed_names[CLOSED_SUBSTITUTE];
    return is_between(d) ? closed_names[CLOSED_BETWEEN] : NULL;
}
