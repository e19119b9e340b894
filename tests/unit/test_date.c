#include "tests/support/dates.h"

#include "core/base/date.h"

static void test_date__every_day_of_the_calendar_is_its_own_inverse(void **state)
{
    (void)state;
    struct date first, last, d;
    assert_true(date_from_ymd(DATE_YEAR_MIN, 1, 1, &first));
    assert_true(date_from_ymd(DATE_YEAR_MAX, 12, 31, &last));
    struct ymd expected = {DATE_YEAR_MIN, 1, 1};
    for (struct date at = first; at.days <= last.days; at.days++) {
        struct ymd ymd = date_ymd(at);
        assert_memory_equal(&ymd, &expected, sizeof ymd);
        assert_true(date_from_ymd(ymd.year, ymd.month, ymd.day, &d));
        assert_int_equal(d.days, at.days);
        if (++expected.day > date_days_in_month(expected.year, expected.month)) {
            expected.day = 1;
            if (++expected.month > 12) {
                expected.month = 1;
                expected.year++;
            }
        }
    }
    assert_int_equal(expected.year, DATE_YEAR_MAX + 1);
    assert_int_equal(day("1970-01-01").days, 0);
}

static void test_date__days_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    struct date d = {7};
    assert_false(date_from_ymd(2023, 2, 29, &d));
    assert_false(date_from_ymd(1900, 2, 29, &d));
    assert_false(date_from_ymd(2024, 13, 1, &d));
    assert_false(date_from_ymd(2024, 0, 1, &d));
    assert_false(date_from_ymd(2024, 1, 0, &d));
    assert_false(date_from_ymd(1867, 12, 31, &d));
    assert_false(date_from_ymd(2200, 1, 1, &d));
    assert_int_equal(d.days, 7);
    assert_true(date_from_ymd(2000, 2, 29, &d));
}

static void test_date__weekdays_and_fiscal_years(void **state)
{
    (void)state;
    assert_int_equal(date_weekday(day("2026-11-20")), 4);
    assert_int_equal(date_weekday(day("1969-12-31")), 2);
    assert_int_equal(date_weekday(day("1868-01-25")), 5);
    assert_string_equal(date_weekday_name(day("2026-11-20")), "金");
    assert_string_equal(date_weekday_in(day("2026-11-20"), LANGUAGE_JA), "金");
    assert_string_equal(date_weekday_in(day("2026-11-20"), LANGUAGE_EN), "Fr");
    assert_int_equal(date_fiscal_year(day("2026-03-31")), 2025);
    assert_int_equal(date_fiscal_year(day("2026-04-01")), 2026);
    assert_day(date_end_of_fiscal_year(day("2026-04-01")), "2027-03-31");
    assert_day(date_end_of_fiscal_year(day("2024-01-01")), "2024-03-31");
    assert_day(date_end_of_month(day("2024-02-01")), "2024-02-29");
}

/* The worked examples of ASPIC-146, with their test vectors' ids. */
static void test_date__periods_end_as_the_civil_code_says(void **state)
{
    (void)state;
    static const struct {
        const char *id, *base;
        struct period p;
        const char *end;
    } rows[] = {
        {"ASPIC-TV-001", "2012-12-06", {2, PERIOD_YEARS}, "2014-12-06"},
        {"ASPIC-TV-002", "2024-02-29", {2, PERIOD_YEARS}, "2026-02-28"},
        {"ASPIC-TV-003", "2022-02-28", {2, PERIOD_YEARS}, "2024-02-29"},
        {"ASPIC-TV-021", "2025-02-28", {3, PERIOD_MONTHS}, "2025-05-31"},
        {"ASPIC-TV-022", "2023-11-30", {3, PERIOD_MONTHS}, "2024-02-29"},
        {"ASPIC-TV-023", "2024-05-31", {3, PERIOD_MONTHS}, "2024-08-31"},
        {"ASPIC-TV-024", "2024-02-29", {1, PERIOD_YEARS}, "2025-02-28"},
        {"ASPIC-TV-025", "2024-06-30", {1, PERIOD_YEARS}, "2025-06-30"},
        {"no such day", "2024-01-30", {1, PERIOD_MONTHS}, "2024-02-29"},
        {"days", "2024-04-26", {7, PERIOD_DAYS}, "2024-05-03"},
        {"weeks", "2024-04-26", {1, PERIOD_WEEKS}, "2024-05-03"},
        {"fiscal", "2024-03-31", {1, PERIOD_FISCAL_YEARS}, "2025-03-31"},
        {"fiscal", "2024-04-01", {0, PERIOD_FISCAL_YEARS}, "2025-03-31"},
        {"beyond", "2199-12-01", {1, PERIOD_MONTHS}, ""},
        {"beyond", "2000-01-01", {INT32_MAX, PERIOD_YEARS}, ""},
        {"beyond", "2000-01-01", {INT32_MAX, PERIOD_WEEKS}, ""},
        {"beyond", "2000-01-01", {INT32_MIN, PERIOD_FISCAL_YEARS}, ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[DATE_TEXT_BYTES];
        date_iso(date_period_end(day(rows[i].base), rows[i].p, false), text);
        if (strcmp(text, rows[i].end) != 0)
            fail_msg("%s: %s ends %s", rows[i].id, rows[i].base, text);
    }
    assert_day(date_period_end(day("2024-04-01"), (struct period){1, PERIOD_YEARS}, true), "2025-03-31");
    assert_day(date_period_end(day("2024-04-01"), (struct period){10, PERIOD_DAYS}, true), "2024-04-10");
    assert_true(date_is_none(date_period_end(DATE_NONE, (struct period){1, PERIOD_DAYS}, false)));
}

static void test_date__counting_back_keeps_the_day_or_the_end_of_the_month(void **state)
{
    (void)state;
    assert_day(date_before(day("2024-04-15"), (struct period){60, PERIOD_DAYS}), "2024-02-15");   /* ASPIC-TV-004 */
    assert_day(date_before(day("2024-04-15"), (struct period){30, PERIOD_DAYS}), "2024-03-16");
    assert_day(date_before(day("2026-06-30"), (struct period){4, PERIOD_MONTHS}), "2026-02-28");  /* ASPIC-TV-015 */
    assert_day(date_before(day("2024-03-31"), (struct period){1, PERIOD_MONTHS}), "2024-02-29");  /* ASPIC-TV-027 */
    assert_day(date_before(day("2024-05-20"), (struct period){2, PERIOD_WEEKS}), "2024-05-06");   /* ASPIC-TV-029 */
    assert_day(date_before(day("2024-02-29"), (struct period){1, PERIOD_YEARS}), "2023-02-28");
    assert_day(date_before(day("2024-04-01"), (struct period){1, PERIOD_FISCAL_YEARS}), "2024-03-31");
    assert_true(date_is_none(date_before(DATE_NONE, (struct period){1, PERIOD_MONTHS})));
    assert_true(date_is_none(date_before(day("1868-01-01"), (struct period){1, PERIOD_DAYS})));
}

static void test_date__later_bases_never_end_earlier(void **state)
{
    (void)state;
    static const struct period periods[] = {
        {1, PERIOD_DAYS},   {3, PERIOD_WEEKS}, {1, PERIOD_MONTHS}, {6, PERIOD_MONTHS},
        {1, PERIOD_YEARS},  {2, PERIOD_YEARS}, {5, PERIOD_YEARS},  {1, PERIOD_FISCAL_YEARS},
    };
    for (size_t i = 0; i < COUNT_OF(periods); i++) {
        struct date before = DATE_NONE, back_before = DATE_NONE;
        for (struct date d = day("1999-01-01"); d.days < day("2009-01-01").days; d.days++) {
            struct date end = date_period_end(d, periods[i], false), back = date_before(d, periods[i]);
            assert_true(end.days >= before.days && back.days >= back_before.days);
            assert_true(end.days > d.days || periods[i].unit == PERIOD_FISCAL_YEARS);
            before = end;
            back_before = back;
        }
    }
}

static void test_date__months_between_is_the_inverse_of_adding(void **state)
{
    (void)state;
    assert_int_equal(date_months_between(day("2024-01-31"), day("2024-02-29")), 1);
    assert_int_equal(date_months_between(day("2024-01-31"), day("2024-02-28")), 0);
    assert_int_equal(date_months_between(day("2024-05-20"), day("2024-03-21")), -1);
    assert_day(date_add_months(day("2024-01-31"), 1), "2024-02-29");
    assert_day(date_add_months(day("2024-03-31"), -13), "2023-02-28");
    for (int months = 0; months < 100; months++) {
        struct date a = day("2023-08-31"), b = date_add_months(a, months);
        assert_int_equal(date_months_between(a, b), months);
        assert_int_equal(date_months_between(b, a), -months);
    }
}

static void test_date__eras_print_and_formats(void **state)
{
    (void)state;
    static const struct {
        const char *iso, *era, *brief;
    } rows[] = {
        {"1868-01-24", "1868年1月24日", "1868.1.24"},      {"1868-01-25", "明治元年1月25日", "M1.1.25"},
        {"1912-07-29", "明治45年7月29日", "M45.7.29"},     {"1912-07-30", "大正元年7月30日", "T1.7.30"},
        {"1926-12-24", "大正15年12月24日", "T15.12.24"},   {"1926-12-25", "昭和元年12月25日", "S1.12.25"},
        {"1989-01-07", "昭和64年1月7日", "S64.1.7"},       {"1989-01-08", "平成元年1月8日", "H1.1.8"},
        {"2019-04-30", "平成31年4月30日", "H31.4.30"},     {"2019-05-01", "令和元年5月1日", "R1.5.1"},
        {"2026-11-20", "令和8年11月20日", "R8.11.20"},
    };
    char text[DATE_TEXT_BYTES];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_string_equal(date_era(day(rows[i].iso), text), rows[i].era);
        assert_string_equal(date_era_short(day(rows[i].iso), text), rows[i].brief);
    }
    struct date d = day("2026-04-01");
    assert_string_equal(date_format(d, "%Y.%m.%d", text), "2026.04.01");
    assert_string_equal(date_format(d, "%E%e年%N月%D日(%w) %y%m%% %q%", text), "令和8年4月1日(水) 2604% %q%");
    assert_string_equal(date_format(DATE_NONE, "%Y", text), "");
    assert_string_equal(date_format(d, "認認認認認認認認認認認認認認認認認認", text), "認認認認認認認認認認認認認認認");
    assert_string_equal(date_era(DATE_NONE, text), "");
}

static void assert_reads(const char *text, const char *iso)
{
    struct date d = DATE_NONE;
    struct err e = {0};
    char got[DATE_TEXT_BYTES];
    if (date_parse(text, day("2026-11-20"), &d, &e) != 0 || strcmp(date_iso(d, got), iso) != 0)
        fail_msg("%s reads as %s (%s), not as %s", text, date_iso(d, got), e.msg ? e.msg : "", iso);
}

static void test_date__every_writing_of_an_office_is_read(void **state)
{
    (void)state;
    static const char *const same[] = {
        "2026-04-01", "2026/4/1", "2026.4.1",   "20260401",         "080401",     "8.4.1",        "R8.4.1",
        "r8-04-01",   "R080401",  "令8/4/1",    "令和8年4月1日",    "㋿8年4月1日", "令和 8年 4月 1日", "２０２６／４／１",
        "Ｒ８．４．１", "4/1",      "4月1日",     "2026年4月1日",     "2026年04月01", "２０２６−０４−０１", "4-1",
    };
    for (size_t i = 0; i < COUNT_OF(same); i++)
        assert_reads(same[i], "2026-04-01");
    assert_reads("令和元年5月1日", "2019-05-01");
    assert_reads("昭和64年1月7日", "1989-01-07");
    assert_reads("1", "2026-11-01");
    assert_reads("30日", "2026-11-30");
    assert_reads("今日", "2026-11-20");
    assert_reads("明日", "2026-11-21");
    assert_reads("昨日", "2026-11-19");
    assert_reads("月末", "2026-11-30");
    assert_reads("来月末", "2026-12-31");
    assert_reads("年度末", "2027-03-31");
    assert_reads("+10", "2026-11-30");
    assert_reads("＋１０", "2026-11-30");
    assert_reads("-3", "2026-11-17");
    assert_reads("－３日", "2026-11-17");
    assert_reads("+2週", "2026-12-04");
    assert_reads("+1月", "2026-12-20");
    assert_reads("+3ヶ月", "2027-02-20");
    assert_reads("-1年", "2025-11-20");
}

static void test_date__what_is_no_day_is_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *text, *msg;
    } rows[] = {
        {"", "date.unreadable"},          {"abc", "date.unreadable"},         {"2026-4/1", "date.unreadable"},
        {"2026年4/1", "date.unreadable"}, {"026/4/1", "date.unreadable"},     {"2026/4/1/", "date.unreadable"},
        {"R2026/4/1", "date.unreadable"}, {"4月", "date.unreadable"},         {"+", "date.unreadable"},
        {"+10営", "date.unreadable"},     {"1234", "date.unreadable"},        {"R", "date.unreadable"},
        {"R20260401", "date.unreadable"}, {"2026-04-01\xff", "date.unreadable"},
        {"2026-02-29", "date.no-such-day"}, {"2/30", "date.no-such-day"},     {"31", "date.no-such-day"},
        {"0", "date.no-such-day"},        {"20261301", "date.no-such-day"},   {"1867/12/31", "date.range"},
        {"2200-01-01", "date.range"},     {"+99999年", "date.range"},         {"R1.4.1", "date.outside-era"},
        {"H31.5.1", "date.outside-era"},  {"S64.1.8", "date.outside-era"},    {"M1.1.24", "date.outside-era"},
        {"T15.12.25", "date.outside-era"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct date d = {7};
        struct err e = {0};
        if (date_parse(rows[i].text, day("2026-11-20"), &d, &e) != E_INPUT || strcmp(e.msg, rows[i].msg) != 0)
            fail_msg("%s: %s", rows[i].text, e.msg ? e.msg : "accepted");
        assert_int_equal(d.days, 7);
    }
    struct date d;
    struct err e = {0};
    assert_int_equal(date_parse("R1.4.1", day("2026-11-20"), &d, &e), E_INPUT);
    assert_string_equal(e.arg[1], "令和元年5月1日");
    assert_int_equal(date_parse("H31.5.1", day("2026-11-20"), &d, &e), E_INPUT);
    assert_string_equal(e.arg[2], "平成31年4月30日");
}

static void test_date__what_is_printed_reads_back(void **state)
{
    (void)state;
    struct date today = day("2026-11-20"), last = day("2199-12-31");
    for (struct date d = day("1868-01-01"); d.days <= last.days; d.days++) {
        char text[DATE_TEXT_BYTES];
        struct date back = DATE_NONE;
        struct err e = {0};
        assert_true(date_from_iso(date_iso(d, text), &back) && back.days == d.days);
        assert_ok(date_parse(text, today, &back, &e), &e);
        assert_int_equal(back.days, d.days);
        assert_ok(date_parse(date_era(d, text), today, &back, &e), &e);
        assert_int_equal(back.days, d.days);
        assert_ok(date_parse(date_era_short(d, text), today, &back, &e), &e);
        assert_int_equal(back.days, d.days);
    }
}

static void test_date__iso_is_read_strictly(void **state)
{
    (void)state;
    struct date d = {7};
    static const char *const bad[] = {"", "2026-4-1", "2026/04/01", "2026-04-01 ", "2026-04-31", "+2026-04-01", "20260401"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(date_from_iso(bad[i], &d));
    assert_int_equal(d.days, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date__every_day_of_the_calendar_is_its_own_inverse),
        cmocka_unit_test(test_date__days_that_do_not_exist_are_refused),
        cmocka_unit_test(test_date__weekdays_and_fiscal_years),
        cmocka_unit_test(test_date__periods_end_as_the_civil_code_says),
        cmocka_unit_test(test_date__counting_back_keeps_the_day_or_the_end_of_the_month),
        cmocka_unit_test(test_date__later_bases_never_end_earlier),
        cmocka_unit_test(test_date__months_between_is_the_inverse_of_adding),
        cmocka_unit_test(test_date__eras_print_and_formats),
        cmocka_unit_test(test_date__every_writing_of_an_office_is_read),
        cmocka_unit_test(test_date__what_is_no_day_is_refused_by_name),
        cmocka_unit_test(test_date__what_is_printed_reads_back),
        cmocka_unit_test(test_date__iso_is_read_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
