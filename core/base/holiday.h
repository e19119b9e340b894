/* Which days an office works.
 *
 * 国民の祝日に関する法律 from 1948-07-20 on with its amendments: fixed days, Happy Monday (2000, 2003), 振替休日 (1973, and
 * its 2007 form), 国民の休日 (1985), equinoxes computed astronomically, the special acts of 1959, 1989, 1990, 1993 and 2019,
 * and the moved days of 2020 and 2021. Weekends and the office's own closed days come on top in a `struct calendar`. */
#ifndef SHINSA_BASE_HOLIDAY_H
#define SHINSA_BASE_HOLIDAY_H

#include "core/base/date.h"

/* Name of the national holiday (春分の日, 振替休日, 国民の休日), or NULL. */
const char *holiday_name(struct date d);

enum { CALENDAR_CLOSED_MAX = 400 };

/* A closed day of the office: one date, or the same day every year (year = 0). */
struct closed_day {
    int year, month, day;
};

/* Value type; no heap. A zeroed calendar closes on weekends and national holidays only. */
struct calendar {
    struct closed_day closed[CALENDAR_CLOSED_MAX];
    size_t n_closed;
};

/* Adds "2026-12-29" or "12-29" (every year). E_INPUT "calendar.closed-day", E_LIMIT "calendar.too-many". */
int calendar_add_closed(struct calendar *c, const char *text, struct err *e) WARN_UNUSED;
bool calendar_is_business_day(const struct calendar *c, struct date d);
/* The holiday's name, "土", "日", 休業日, or NULL for a working day. */
const char *calendar_why_closed(const struct calendar *c, struct date d);
/* DATE_NONE if none is left within the calendar. */
struct date calendar_next_business_day(const struct calendar *c, struct date d);     /* d itself if it is one */
struct date calendar_previous_business_day(const struct calendar *c, struct date d); /* d itself if it is one */
/* n business days after (before, if n < 0) d; d itself is not counted. */
struct date calendar_add_business_days(const struct calendar *c, struct date d, int n);
/* Counted in (from, to]; negative if to lies before from. */
int calendar_business_days_between(const struct calendar *c, struct date from, struct date to);
/* As date_parse, and +10営 / +10bd. E_INPUT "date.unreadable", "date.no-such-day", "date.range", "date.outside-era". */
int calendar_date_parse(const struct calendar *c, const char *s, struct date today, struct date *d_r,
                        struct err *e) WARN_UNUSED;

#endif
