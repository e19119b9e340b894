/* What the files of date.h share: unbounded day arithmetic, the eras, and the simplified spelling that readers of dates
 * work on. Nobody else includes it. */
#ifndef SHINSA_BASE_DATE_INTERNAL_H
#define SHINSA_BASE_DATE_INTERNAL_H

#include "core/base/date.h"

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

enum { DATE_SIMPLE_BYTES = 64 };
/* Full-width forms to ASCII, letters to upper case, every hyphen to '-', blanks removed. False if it grows too long. */
bool date_simplify(const char *s, char to[DATE_SIMPLE_BYTES]);
/* "+10", "-3W", "+10営" (simplified); false for anything else. n is negative for '-'. */
bool date_read_relative(const char *simple, struct period *p_r);
/* Decimal digits at *s, at most max of them; how many there were. Moves *s. */
int date_take_digits(const char **s, int max, int *value_r);

#endif
