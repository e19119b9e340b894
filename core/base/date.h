/* Civil days and counting.
 *
 * Civil Code Art. 138-143 is the default everywhere: the first day does not count (Art. 140) unless the period begins at
 * midnight; weeks, months and years go by the calendar (Art. 143): from the day s after the base, n months on, the period
 * ends the day before the corresponding day, or on the last day of the month if there is none. So 2022-02-28 + 2 years
 * ends 2024-02-29. Moving a last day that is a holiday (Art. 142) is the rule's decision, never this module's.
 * The calendar is the proleptic Gregorian one; eras are known from Meiji on. */
#ifndef SHINSA_BASE_DATE_H
#define SHINSA_BASE_DATE_H

#include "core/base/err.h"
#include "core/base/language.h"

struct date {
    int32_t days; /* since 1970-01-01 */
};
#define DATE_NONE ((struct date){INT32_MIN})
static inline bool date_is_none(struct date d) { return d.days == INT32_MIN; }
static inline int date_compare(struct date a, struct date b) { return a.days < b.days ? -1 : a.days > b.days; }

struct ymd {
    int year, month, day;
};

/* A day outside these years, and any day computed from DATE_NONE, is DATE_NONE. */
enum { DATE_YEAR_MIN = 1868, DATE_YEAR_MAX = 2199 };

bool date_from_ymd(int year, int month, int day, struct date *d_r); /* false: no such day, or out of range */
struct ymd date_ymd(struct date d); /* zeros for none */
int date_weekday(struct date d); /* 0 Monday ... 6 Sunday */
int date_days_in_month(int year, int month);
int date_fiscal_year(struct date d); /* April to March */
struct date date_end_of_fiscal_year(struct date d);
struct date date_end_of_month(struct date d);

enum period_unit { PERIOD_DAYS, PERIOD_BUSINESS_DAYS, PERIOD_WEEKS, PERIOD_MONTHS, PERIOD_YEARS, PERIOD_FISCAL_YEARS };
struct period {
    int32_t n;
    enum period_unit unit;
};

/* Last day of a period of n calendar units that starts after base (or on it, if first_day_counts). Not for
 * business days, which need a calendar: calendar_add_business_days of holiday.h. Fiscal years: the end of the n-th fiscal
 * year after the one base lies in. */
struct date date_period_end(struct date base, struct period p, bool first_day_counts);
/* The day n units before base: days are subtracted, months and years keep the day number, clamped to the month's end,
 * fiscal years give the end of the n-th one before. Business days: calendar_add_business_days. */
struct date date_before(struct date base, struct period p);
/* Same day number n months later, clamped: plain calendar arithmetic for screens. */
struct date date_add_months(struct date d, int months);
/* Whole months from a to b (negative if b < a): the most that date_add_months can add to a without passing b. */
int date_months_between(struct date a, struct date b);

#define DATE_TEXT_BYTES 48
const char *date_iso(struct date d, char to[DATE_TEXT_BYTES]);       /* 2026-11-20, "" for none */
const char *date_era(struct date d, char to[DATE_TEXT_BYTES]);       /* 令和8年11月20日; 令和元年 for the first */
const char *date_era_short(struct date d, char to[DATE_TEXT_BYTES]); /* R8.11.20 */
const char *date_weekday_name(struct date d);                        /* 金 */
const char *date_weekday_in(struct date d, enum language language);  /* 金, or Fr: as wide */
/* %Y %m %d %y, %N %D (month and day without zero), %E (era) %e (year of the era, 1 for the first) %w (weekday) %%: for
 * numbers and papers ("%Y.%m.%d"). */
const char *date_format(struct date d, const char *format, char to[DATE_TEXT_BYTES]);

bool date_from_iso(const char *s, struct date *d_r); /* strictly YYYY-MM-DD */
/* Anything an office writes, relative to today: 2026-04-01 2026/4/1 2026.4.1 20260401 080401 8.4.1 (era of today)
 * R8.4.1 R080401 令8/4/1 令和8年4月1日 令和元年5月1日 4/1 (this year) 1 (this month) 今日 明日 昨日 月末 来月末 年度末
 * +10 -3 +2週 +1月 +1年; full-width forms and blanks too. E_INPUT with "date.unreadable", "date.no-such-day", "date.outside-era" (R1.4.1: the era had not
 * begun) or "date.range"; business days (+10営) are left to holiday.h's calendar_date_parse. */
int date_parse(const char *s, struct date today, struct date *d_r, struct err *e) WARN_UNUSED;

/* Instants: microseconds since the epoch, UTC, written 2026-11-20T09:46:39.123Z (fixed width, so text order is time order). */
typedef int64_t instant_us;
#define INSTANT_TEXT_BYTES 32
/* Cut to the millisecond; "" outside the years of dates. */
const char *instant_text(instant_us t, char to[INSTANT_TEXT_BYTES]);
bool instant_from_text(const char *s, instant_us *t_r);
struct date instant_date_jst(instant_us t);                     /* the day in Asia/Tokyo */
const char *instant_clock_jst(instant_us t, char to[INSTANT_TEXT_BYTES]); /* 18:46:39 */

#endif
