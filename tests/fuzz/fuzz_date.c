/* Dates: what is read can be printed in every way and reads back as the same day; arithmetic stays in the calendar. */
#include "core/base/date.h"

#include "core/base/holiday.h"
#include "tests/fuzz/fuzz.h"

static void check_prints_and_reads(struct date d, struct date today)
{
    char text[DATE_TEXT_BYTES];
    struct date back = DATE_NONE;
    struct err e = {0};
    FUZZ_CHECK(date_from_iso(date_iso(d, text), &back) && back.days == d.days);
    FUZZ_CHECK(date_parse(date_era(d, text), today, &back, &e) == 0 && back.days == d.days);
    FUZZ_CHECK(date_parse(date_era_short(d, text), today, &back, &e) == 0 && back.days == d.days);
}

static void check_periods(struct date d, int32_t n)
{
    for (enum period_unit unit = PERIOD_DAYS; unit <= PERIOD_FISCAL_YEARS; unit++) {
        if (unit == PERIOD_BUSINESS_DAYS)
            continue;
        struct period p = {n, unit};
        struct date end = date_period_end(d, p, false), back = date_before(d, p);
        FUZZ_CHECK(date_is_none(end) || date_ymd(end).year != 0);
        FUZZ_CHECK(date_is_none(back) || date_ymd(back).year != 0);
        FUZZ_CHECK(date_is_none(end) || n < 1 || end.days > d.days || unit == PERIOD_FISCAL_YEARS);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena) struct arena a = {0};
    static const struct calendar calendar = {0};
    const struct date today = {20777}; /* 2026-11-20 */
    const char *s = fuzz_text(&a, data, size);
    struct date d = DATE_NONE;
    struct err e = {0};
    int rc = calendar_date_parse(&calendar, s, today, &d, &e);
    FUZZ_CHECK(rc == 0 ? e.msg == NULL : rc == E_INPUT && e.msg && date_is_none(d));
    if (rc == 0) {
        int32_t n = 0;
        memcpy(&n, data, size < sizeof n ? size : sizeof n);
        FUZZ_CHECK(date_ymd(d).year != 0);
        check_prints_and_reads(d, today);
        check_periods(d, n);
        check_periods(d, n % 1000);
    }
    char text[INSTANT_TEXT_BYTES], again[DATE_TEXT_BYTES];
    instant_us t;
    if (instant_from_text(s, &t))
        FUZZ_CHECK(strcmp(instant_text(t, text), s) == 0);
    FUZZ_CHECK(strlen(date_format(today, s, again)) < DATE_TEXT_BYTES);
    return 0;
}
