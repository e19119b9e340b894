/* The printing half of date.h, and the eras. */
/* lint-file: japanese names of eras and weekdays */
#include "core/base/date.h"

#include <stdio.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/date_internal.h"
#include "core/base/utf8.h"

const struct era eras[ERA_COUNT] = {
#define ERA(name, kanji, ligature, letter, year, month, day) {name, kanji, ligature, letter, year, month, day},
#include "core/base/era.def"
#undef ERA
};

struct date era_first_day(const struct era *era)
{
    return (struct date){date_days_of(era->year, era->month, era->day)};
}

const struct era *era_of(struct date d)
{
    for (int i = ERA_COUNT - 1; i >= 0; i--)
        if (date_compare(d, era_first_day(&eras[i])) >= 0)
            return &eras[i];
    return NULL;
}

const char *date_iso(struct date d, char to[DATE_TEXT_BYTES])
{
    struct ymd at = date_ymd(d);
    char *end = to;
    if (at.year) {
        end = put_digits(end, 4, at.year);
        *end++ = '-';
        end = put_digits(end, 2, at.month);
        *end++ = '-';
        end = put_digits(end, 2, at.day);
    }
    *end = '\0';
    return to;
}

const char *date_era(struct date d, char to[DATE_TEXT_BYTES])
{
    struct ymd at = date_ymd(d);
    const struct era *era = era_of(d);
    int year = era ? at.year - era->year + 1 : at.year;
    to[0] = '\0';
    if (!at.year)
        return to;
    if (era && year == 1)
        snprintf(to, DATE_TEXT_BYTES, "%s元年%d月%d日", era->name, at.month, at.day);
    else
        snprintf(to, DATE_TEXT_BYTES, "%s%d年%d月%d日", era ? era->name : "", year, at.month, at.day);
    return to;
}

const char *date_era_short(struct date d, char to[DATE_TEXT_BYTES])
{
    struct ymd at = date_ymd(d);
    const struct era *era = era_of(d);
    to[0] = '\0';
    if (!at.year)
        return to;
    char letter[2] = {era ? era->letter : '\0'};
    snprintf(to, DATE_TEXT_BYTES, "%s%d.%d.%d", letter, era ? at.year - era->year + 1 : at.year, at.month, at.day);
    return to;
}

const char *date_weekday_name(struct date d)
{
    static const char *const names[] = {"月", "火", "水", "木", "金", "土", "日"};
    return names[date_weekday(d)];
}

const char *date_weekday_in(struct date d, enum language language)
{
    static const char *const names[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
    return language == LANGUAGE_EN ? names[date_weekday(d)] : date_weekday_name(d);
}

/* One conversion; false for a letter that is none. */
static bool add_part(struct buf *out, struct date d, char letter)
{
    struct ymd at = date_ymd(d);
    const struct era *era = era_of(d);
    switch (letter) {
    case 'Y': buf_printf(out, "%04d", at.year); break;
    case 'y': buf_printf(out, "%02d", at.year % 100); break;
    case 'm': buf_printf(out, "%02d", at.month); break;
    case 'd': buf_printf(out, "%02d", at.day); break;
    case 'N': buf_printf(out, "%d", at.month); break;
    case 'D': buf_printf(out, "%d", at.day); break;
    case 'E': buf_add_str(out, era ? era->name : ""); break;
    case 'e': buf_printf(out, "%d", era ? at.year - era->year + 1 : at.year); break;
    case 'w': buf_add_str(out, date_weekday_name(d)); break;
    case '%': buf_add_char(out, '%'); break;
    default: return false;
    }
    return true;
}

const char *date_format(struct date d, const char *format, char to[DATE_TEXT_BYTES])
{
    AUTO(buf) struct buf text = BUF(DATE_TEXT_BYTES - 1);
    to[0] = '\0';
    if (date_ymd(d).year == 0)
        return to;
    for (const char *at = format; *at && !text.full; at++) {
        if (*at == '%' && at[1] && add_part(&text, d, at[1]))
            at++;
        else
            buf_add_char(&text, *at);
    }
    size_t n = utf8_valid_prefix(buf_str(&text), text.n); /* what was cut, was cut between bytes */
    memcpy(to, buf_str(&text), n);
    to[n] = '\0';
    return to;
}
