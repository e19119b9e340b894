/* What the files of date.h and holiday.h share: unbounded day arithmetic, the eras, relative dates. Nobody else includes
 * it. */
#ifndef SHINSA_BASE_DATE_INTERNAL_H
#define SHINSA_BASE_DATE_INTERNAL_H

#include "core/base/date.h"

/* Writes v with n digits, and leading zeros; returns where they end. Times are written by the dozen for each case. */
static inline char *put_digits(char *to, int n, int v)
{
    for (int i = n; i-- > 0; v /= 10)
        to[i] = (char)('0' + v % 10);
    return to + n;
}

/* Days since 1970-01-01 of any month (1 to 12) and day of the proleptic Gregorian calendar, years 1 to 9999. */
int32_t date_days_of(int year, int month, int day);
/* d if its year is within DATE_YEAR_MIN to DATE_YEAR_MAX, else DATE_NONE. */
struct date date_in_range(int64_t days);

struct era {
    const char *name, *kanji, *ligature;
    char letter;
    int year, month, day; /* its first day */
};
enum { ERA_COUNT = 5 };
extern const struct era eras[ERA_COUNT];
/* The era a day lies in, or NULL before the first. */
const struct era *era_of(struct date d);
struct date era_first_day(const struct era *era);

/* Why a day is closed beyond weekends and the holidays of the law's table. */
enum closed {
#define CLOSED(id, name) CLOSED_##id,
#include "core/base/closed.def"
#undef CLOSED
    CLOSED_COUNT
};
extern const char *const closed_names[CLOSED_COUNT];

/* "+10", "-3W", "+10営" (simplified); false for anything else. n is negative for '-'. */
bool date_read_relative(const char *simple, struct period *p_r);

#endif
