/* The reading half of date.h. */
/* lint-file: japanese what an office writes for days and eras */
#include "core/base/date.h"

#include <string.h>

#include "core/base/date_internal.h"
#include "core/base/typed.h"

bool date_read_relative(const char *simple, struct period *p_r)
{
    static const struct {
        const char *text;
        enum period_unit unit;
    } units[] = {
#define DATE_UNIT(text, unit) {text, unit},
#include "core/base/date_units.def"
#undef DATE_UNIT
    };
    if (*simple != '+' && *simple != '-')
        return false;
    int n, sign = *simple++ == '-' ? -1 : 1;
    if (typed_take_digits(&simple, 5, &n) == 0)
        return false;
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        if (strcmp(simple, units[i].text) == 0) {
            *p_r = (struct period){sign * n, units[i].unit};
            return true;
        }
    }
    return false;
}

static bool read_word(const char *simple, struct date today, struct date *d_r)
{
    enum meaning { WORD_DAYS, WORD_MONTH_END, WORD_FISCAL_YEAR_END };
    static const struct {
        const char *text;
        enum meaning meaning;
        int n;
    } words[] = {
#define DATE_WORD(text, meaning, n) {text, meaning, n},
#include "core/base/date_words.def"
#undef DATE_WORD
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (strcmp(simple, words[i].text) != 0)
            continue;
        if (words[i].meaning == WORD_DAYS)
            *d_r = date_in_range((int64_t)today.days + words[i].n);
        else if (words[i].meaning == WORD_MONTH_END)
            *d_r = date_end_of_month(date_add_months(today, words[i].n));
        else
            *d_r = date_end_of_fiscal_year(today);
        return true;
    }
    return false;
}

static const struct era *take_era(const char **s)
{
    for (size_t i = 0; i < ERA_COUNT; i++) {
        const char letter[2] = {eras[i].letter};
        if (typed_take(s, eras[i].name) || typed_take(s, eras[i].kanji) || typed_take(s, eras[i].ligature) ||
            typed_take(s, letter))
            return &eras[i];
    }
    return NULL;
}

/* What was written, before it is a day; 0 where nothing stood. */
struct written {
    const struct era *era;
    int year_digits, year, month, day;
};

/* 20260401 (eight digits), 080401 (six: the year of an era). */
static bool read_solid(const char *s, struct written *w)
{
    size_t n = strlen(s);
    if (n != strspn(s, "0123456789") || (n != 6 && n != 8))
        return false;
    w->year_digits = typed_take_digits(&s, n == 8 ? 4 : 2, &w->year);
    typed_take_digits(&s, 2, &w->month);
    typed_take_digits(&s, 2, &w->day);
    return true;
}

static bool read_day(const char *s, struct written *w)
{
    if (typed_take_digits(&s, 2, &w->day) == 0)
        return false;
    typed_take(&s, "日");
    return !*s;
}

static bool read_month_day(const char *s, const char *mark, struct written *w)
{
    return typed_take_digits(&s, 2, &w->month) > 0 && typed_take(&s, mark) && read_day(s, w);
}

/* 8/4/1, 8年4月1日, 2026-4-1; one kind of mark throughout. */
static bool read_year_month_day(const char *s, struct written *w)
{
    static const char *const after_year[] = {"年", "/", "-", "."}, *const after_month[] = {"月", "/", "-", "."};
    if (w->era && typed_take(&s, "元")) {
        w->year = 1;
        w->year_digits = 1;
    } else {
        w->year_digits = typed_take_digits(&s, 4, &w->year);
    }
    for (size_t i = 0; w->year_digits > 0 && i < COUNT_OF(after_year); i++)
        if (typed_take(&s, after_year[i]))
            return read_month_day(s, after_month[i], w);
    return false;
}

/* 4/1, 4月1日, 4-1, and 1 or 1日 of this month. */
static bool read_without_year(const char *s, struct date today, struct written *w)
{
    static const char *const after_month[] = {"月", "/", "-", "."};
    struct ymd now = date_ymd(today);
    w->year_digits = 4;
    w->year = now.year;
    for (size_t i = 0; i < COUNT_OF(after_month); i++)
        if (read_month_day(s, after_month[i], w))
            return true;
    w->month = now.month;
    return read_day(s, w);
}

static bool read_written(const char *s, struct date today, struct written *w)
{
    w->era = take_era(&s);
    if (!read_solid(s, w) && !read_year_month_day(s, w) && (w->era || !read_without_year(s, today, w)))
        return false;
    /* Four digits are a year of the Gregorian calendar; three only a late year of an era. */
    if (w->year_digits == 4)
        return !w->era;
    if (!w->era && w->year_digits < 3)
        w->era = era_of(today);
    return w->era != NULL;
}

static int outside_era(const struct era *era, struct err *e)
{
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES] = "";
    date_era(era_first_day(era), first);
    if (era + 1 < eras + ERA_COUNT)
        date_era((struct date){era_first_day(era + 1).days - 1}, last);
    return err_set(e, E_INPUT, "date.outside-era", era->name, first, last, NULL);
}

static int to_day(const struct written *w, const char *s, struct date *d_r, struct err *e)
{
    struct date d;
    int year = w->era ? w->era->year + w->year - 1 : w->year;
    if (w->month < 1 || w->month > 12 || w->day < 1 || year < 1 || w->day > date_days_in_month(year, w->month))
        return err_set(e, E_INPUT, "date.no-such-day", s, NULL);
    if (!date_from_ymd(year, w->month, w->day, &d))
        return err_set(e, E_INPUT, "date.range", s, NULL);
    if (w->era && era_of(d) != w->era)
        return outside_era(w->era, e);
    *d_r = d;
    return 0;
}

int date_parse(const char *s, struct date today, struct date *d_r, struct err *e)
{
    char simple[TYPED_BYTES];
    struct period p;
    struct date d = DATE_NONE;
    if (!typed_simplify(s, simple))
        return err_set(e, E_INPUT, "date.unreadable", s, NULL);
    bool relative = date_read_relative(simple, &p) && p.unit != PERIOD_BUSINESS_DAYS;
    if (relative && (p.unit == PERIOD_DAYS || p.unit == PERIOD_WEEKS))
        d = date_period_end(today, p, false);
    else if (relative)
        d = date_add_months(today, p.unit == PERIOD_YEARS ? p.n * 12 : p.n);
    else if (!read_word(simple, today, &d)) {
        struct written w = {0};
        if (!read_written(simple, today, &w))
            return err_set(e, E_INPUT, "date.unreadable", s, NULL);
        return to_day(&w, s, d_r, e);
    }
    if (date_is_none(d))
        return err_set(e, E_INPUT, "date.range", s, NULL);
    *d_r = d;
    return 0;
}

bool date_from_iso(const char *s, struct date *d_r)
{
    int year, month, day;
    return typed_take_digits(&s, 4, &year) == 4 && *s++ == '-' && typed_take_digits(&s, 2, &month) == 2 &&
           *s++ == '-' && typed_take_digits(&s, 2, &day) == 2 && *s == '\0' && date_from_ymd(year, month, day, d_r);
}
