#include "core/base/date.h"

#include "core/base/date_internal.h"

enum { DAYS_400_YEARS = 146097, DAYS_100_YEARS = 36524, DAYS_4_YEARS = 1461, DAYS_BEFORE_1970 = 719162 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days of a common year before its month (1 to 13). */
static int days_before_month(int month, bool leap)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    return before[month - 1] + (leap && month > 2);
}

int date_days_in_month(int year, int month)
{
    assert(month >= 1 && month <= 12);
    return days_before_month(month + 1, is_leap(year)) - days_before_month(month, is_leap(year));
}

int32_t date_days_of(int year, int month, int day)
{
    int past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400 + days_before_month(month, is_leap(year)) + day - 1 -
           DAYS_BEFORE_1970;
}

struct date date_in_range(int64_t days)
{
    int64_t first = date_days_of(DATE_YEAR_MIN, 1, 1), last = date_days_of(DATE_YEAR_MAX, 12, 31);
    return days < first || days > last ? DATE_NONE : (struct date){(int32_t)days};
}

bool date_from_ymd(int year, int month, int day, struct date *d_r)
{
    if (year < DATE_YEAR_MIN || year > DATE_YEAR_MAX || month < 1 || month > 12 || day < 1 ||
        day > date_days_in_month(year, month))
        return false;
    *d_r = (struct date){date_days_of(year, month, day)};
    return true;
}

struct ymd date_ymd(struct date d)
{
    if (date_is_none(date_in_range(d.days)))
        return (struct ymd){0};
    int rest = d.days + DAYS_BEFORE_1970;
    int year = rest / DAYS_400_YEARS * 400 + 1;
    rest %= DAYS_400_YEARS;
    /* The last day of four hundred years, and of four, would otherwise begin another round. */
    int hundreds = rest / DAYS_100_YEARS < 4 ? rest / DAYS_100_YEARS : 3;
    rest -= hundreds * DAYS_100_YEARS;
    int fours = rest / DAYS_4_YEARS;
    rest %= DAYS_4_YEARS;
    int ones = rest / 365 < 4 ? rest / 365 : 3;
    rest -= ones * 365;
    year += hundreds * 100 + fours * 4 + ones;

    int month = rest / 31 + 1;
    if (rest >= days_before_month(month + 1, is_leap(year)))
        month++;
    return (struct ymd){year, month, rest - days_before_month(month, is_leap(year)) + 1};
}

int date_weekday(struct date d)
{
    int from_monday = (d.days % 7 + 3) % 7; /* 1970-01-01 was a Thursday */
    return from_monday < 0 ? from_monday + 7 : from_monday;
}

static struct date fiscal_year_end(int64_t fiscal_year)
{
    if (fiscal_year < DATE_YEAR_MIN - 1 || fiscal_year >= DATE_YEAR_MAX)
        return DATE_NONE;
    return (struct date){date_days_of((int)fiscal_year + 1, 3, 31)};
}

int date_fiscal_year(struct date d)
{
    struct ymd at = date_ymd(d);
    return at.month >= 4 ? at.year : at.year - 1;
}

struct date date_end_of_fiscal_year(struct date d)
{
    return fiscal_year_end(date_fiscal_year(d));
}

struct date date_end_of_month(struct date d)
{
    struct ymd at = date_ymd(d);
    if (at.year == 0)
        return DATE_NONE;
    return (struct date){date_days_of(at.year, at.month, date_days_in_month(at.year, at.month))};
}

/* The month n months after at's; false outside the calendar. */
static bool move_months(struct ymd *at, int64_t n)
{
    int64_t month = (int64_t)at->year * 12 + at->month - 1 + n;
    if (at->year == 0 || month < DATE_YEAR_MIN * 12 || month >= (DATE_YEAR_MAX + 1) * 12)
        return false;
    at->year = (int)(month / 12);
    at->month = (int)(month % 12) + 1;
    return true;
}

static struct date add_months(struct date d, int64_t n)
{
    struct ymd at = date_ymd(d);
    if (!move_months(&at, n))
        return DATE_NONE;
    int last = date_days_in_month(at.year, at.month);
    return (struct date){date_days_of(at.year, at.month, at.day < last ? at.day : last)};
}

struct date date_add_months(struct date d, int months)
{
    return add_months(d, months);
}

/* Civil Code Art. 143 (2): the day before the one that corresponds to the first day, or the month's last day if none
 * does. */
static struct date civil_end(struct date first, int64_t months)
{
    struct ymd at = date_ymd(first);
    if (!move_months(&at, months))
        return DATE_NONE;
    int last = date_days_in_month(at.year, at.month);
    return date_in_range((int64_t)date_days_of(at.year, at.month, at.day <= last ? at.day - 1 : last));
}

struct date date_period_end(struct date base, struct period p, bool first_day_counts)
{
    if (date_is_none(base))
        return DATE_NONE;
    struct date first = date_in_range((int64_t)base.days + (first_day_counts ? 0 : 1));
    switch (p.unit) {
    case PERIOD_DAYS:
    case PERIOD_WEEKS:
        return date_in_range((int64_t)base.days + (int64_t)p.n * (p.unit == PERIOD_WEEKS ? 7 : 1) - first_day_counts);
    case PERIOD_MONTHS:
        return civil_end(first, p.n);
    case PERIOD_YEARS:
        return civil_end(first, (int64_t)p.n * 12);
    case PERIOD_FISCAL_YEARS:
        return fiscal_year_end((int64_t)date_fiscal_year(base) + p.n);
    case PERIOD_BUSINESS_DAYS:
        break;
    }
    assert(!"business days need a calendar");
    return DATE_NONE;
}

struct date date_before(struct date base, struct period p)
{
    if (date_is_none(base))
        return DATE_NONE;
    switch (p.unit) {
    case PERIOD_DAYS:
    case PERIOD_WEEKS:
        return date_in_range((int64_t)base.days - (int64_t)p.n * (p.unit == PERIOD_WEEKS ? 7 : 1));
    case PERIOD_MONTHS:
        return add_months(base, -(int64_t)p.n);
    case PERIOD_YEARS:
        return add_months(base, -(int64_t)p.n * 12);
    case PERIOD_FISCAL_YEARS:
        return fiscal_year_end((int64_t)date_fiscal_year(base) - p.n);
    case PERIOD_BUSINESS_DAYS:
        break;
    }
    assert(!"business days need a calendar");
    return DATE_NONE;
}

int date_months_between(struct date a, struct date b)
{
    if (date_is_none(a) || date_is_none(b))
        return 0;
    if (b.days < a.days)
        return -date_months_between(b, a);
    struct ymd from = date_ymd(a), to = date_ymd(b);
    int months = (to.year - from.year) * 12 + to.month - from.month;
    return add_months(a, months).days > b.days ? months - 1 : months;
}
