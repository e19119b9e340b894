/* Instants of date.h. */
#include "core/base/date.h"

#include <stdio.h>

#include "core/base/date_internal.h"
#include "core/base/typed.h"

enum { MS_A_DAY = 24 * 60 * 60 * 1000, JST_MS = 9 * 60 * 60 * 1000 };

/* Splits milliseconds into a day and the time of that day, also before 1970. */
static struct date split(int64_t ms, int *ms_of_day_r)
{
    int64_t days = ms / MS_A_DAY, rest = ms % MS_A_DAY;
    if (rest < 0) {
        rest += MS_A_DAY;
        days--;
    }
    *ms_of_day_r = (int)rest;
    return date_in_range(days);
}

/* Whole milliseconds, towards the past. */
static int64_t to_ms(instant_us t)
{
    return t / 1000 - (t % 1000 < 0);
}

const char *instant_text(instant_us t, char to[INSTANT_TEXT_BYTES])
{
    int ms;
    struct ymd at = date_ymd(split(to_ms(t), &ms));
    char *end = to;
    if (at.year) {
        end = put_digits(end, 4, at.year);
        *end++ = '-';
        end = put_digits(end, 2, at.month);
        *end++ = '-';
        end = put_digits(end, 2, at.day);
        *end++ = 'T';
        end = put_digits(end, 2, ms / 3600000);
        *end++ = ':';
        end = put_digits(end, 2, ms / 60000 % 60);
        *end++ = ':';
        end = put_digits(end, 2, ms / 1000 % 60);
        *end++ = '.';
        end = put_digits(end, 3, ms % 1000);
        *end++ = 'Z';
    }
    *end = '\0';
    return to;
}

/* Exactly n digits and then c. */
static bool take_part(const char **s, int n, char c, int *value_r)
{
    return typed_take_digits(s, n, value_r) == n && *(*s)++ == c;
}

bool instant_from_text(const char *s, instant_us *t_r)
{
    int year, month, day, hour, minute, second, ms;
    struct date d;
    if (!take_part(&s, 4, '-', &year) || !take_part(&s, 2, '-', &month) || !take_part(&s, 2, 'T', &day) ||
        !take_part(&s, 2, ':', &hour) || !take_part(&s, 2, ':', &minute) || !take_part(&s, 2, '.', &second) ||
        !take_part(&s, 3, 'Z', &ms) || *s != '\0')
        return false;
    if (!date_from_ymd(year, month, day, &d) || hour > 23 || minute > 59 || second > 59)
        return false;
    *t_r = ((int64_t)d.days * MS_A_DAY + ((hour * 60 + minute) * 60 + second) * 1000 + ms) * 1000;
    return true;
}

struct date instant_date_jst(instant_us t)
{
    int ms;
    return split(to_ms(t) + JST_MS, &ms);
}

const char *instant_clock_jst(instant_us t, char to[INSTANT_TEXT_BYTES])
{
    int ms;
    split(to_ms(t) + JST_MS, &ms);
    snprintf(to, INSTANT_TEXT_BYTES, "%02d:%02d:%02d", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60);
    return to;
}
