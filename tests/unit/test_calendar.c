#include "tests/support/dates.h"

#include "core/base/holiday.h"

static void close_days(struct calendar *c, const char *const *days, size_t n)
{
    struct err e = {0};
    for (size_t i = 0; i < n; i++)
        assert_ok(calendar_add_closed(c, days[i], &e), &e);
}

static void test_calendar__days_are_closed_for_a_reason(void **state)
{
    (void)state;
    static const char *const closed[] = {"12-29", "2026-11-20", "02-29"};
    struct calendar c = {0};
    close_days(&c, closed, COUNT_OF(closed));
    assert_string_equal(calendar_why_closed(&c, day("2026-11-20")), "休業日");
    assert_null(calendar_why_closed(&c, day("2025-11-20")));
    assert_string_equal(calendar_why_closed(&c, day("2026-12-29")), "休業日");
    assert_string_equal(calendar_why_closed(&c, day("2028-02-29")), "休業日");
    assert_string_equal(calendar_why_closed(&c, day("2026-11-21")), "土");
    assert_string_equal(calendar_why_closed(&c, day("2026-11-22")), "日");
    assert_string_equal(calendar_why_closed(&c, day("2026-11-23")), "勤労感謝の日");
    for (struct date d = day("2026-01-01"); d.days < day("2029-01-01").days; d.days++)
        assert_true(calendar_is_business_day(&c, d) == !calendar_why_closed(&c, d));
}

/* ASPIC-TV-004, 016 to 019, 028: moving and counting by business days. */
static void test_calendar__moving_and_counting(void **state)
{
    (void)state;
    struct calendar c = {0};
    assert_day(calendar_previous_business_day(&c, day("2024-03-16")), "2024-03-15");
    assert_day(calendar_next_business_day(&c, day("2024-05-03")), "2024-05-07");
    assert_day(calendar_next_business_day(&c, day("2026-09-22")), "2026-09-24");
    assert_day(calendar_next_business_day(&c, day("2025-01-01")), "2025-01-02");
    assert_day(calendar_add_business_days(&c, day("2024-05-10"), -10), "2024-04-23");
    assert_day(calendar_add_business_days(&c, day("2024-04-26"), 3), "2024-05-02");
    assert_day(calendar_add_business_days(&c, day("2024-04-27"), 0), "2024-04-27");
    static const char *const closed[] = {"12-29", "12-30", "12-31", "01-01", "01-02", "01-03"};
    close_days(&c, closed, COUNT_OF(closed));
    assert_day(calendar_next_business_day(&c, day("2025-01-01")), "2025-01-06");
}

static void test_calendar__adding_and_counting_are_inverse(void **state)
{
    (void)state;
    struct calendar c = {0};
    struct date from = day("2026-04-28");
    for (int n = -40; n <= 40; n++) {
        struct date to = calendar_add_business_days(&c, from, n);
        assert_int_equal(calendar_business_days_between(&c, from, to), n);
        assert_int_equal(calendar_business_days_between(&c, to, from), -n);
    }
}

static void test_calendar__an_office_that_never_opens_ends_the_search(void **state)
{
    (void)state;
    struct calendar c = {0};
    struct err e = {0};
    for (int32_t d = day("2024-01-01").days; d <= day("2024-12-31").days; d++) {
        char text[DATE_TEXT_BYTES];
        date_format((struct date){d}, "%m-%d", text);
        assert_ok(calendar_add_closed(&c, text, &e), &e);
        assert_ok(calendar_add_closed(&c, text, &e), &e);
    }
    assert_int_equal(c.n_closed, 366);
    assert_true(date_is_none(calendar_next_business_day(&c, day("2190-01-01"))));
    assert_true(date_is_none(calendar_previous_business_day(&c, day("1870-01-01"))));
    assert_true(date_is_none(calendar_add_business_days(&c, day("2190-01-01"), 5)));
    assert_true(date_is_none(calendar_next_business_day(&c, DATE_NONE)));
}

static void test_calendar__bad_and_too_many_closed_days_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "12-32", "2026-02-29", "1-1", "12/29", "12-29 ", "00-00"};
    struct calendar c = {0};
    struct err e = {0};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(calendar_add_closed(&c, bad[i], &e), E_INPUT);
        assert_string_equal(e.msg, "calendar.closed-day");
    }
    assert_int_equal(c.n_closed, 0);
    for (int i = 0; i < CALENDAR_CLOSED_MAX; i++) {
        char text[DATE_TEXT_BYTES];
        assert_ok(calendar_add_closed(&c, date_iso((struct date){i}, text), &e), &e);
    }
    assert_int_equal(calendar_add_closed(&c, "12-29", &e), E_LIMIT);
    assert_string_equal(e.msg, "calendar.too-many");
}

static void test_calendar__dates_may_count_business_days(void **state)
{
    (void)state;
    struct calendar c = {0};
    struct date d;
    struct err e = {0};
    static const char *const same[] = {"+10営", "＋１０営業日", "+10bd", "2026-12-07", "R8.12.7"};
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        assert_ok(calendar_date_parse(&c, same[i], day("2026-11-20"), &d, &e), &e);
        assert_day(d, "2026-12-07");
    }
    assert_ok(calendar_date_parse(&c, "-1営", day("2026-11-24"), &d, &e), &e);
    assert_day(d, "2026-11-20");
    assert_int_equal(calendar_date_parse(&c, "+99999営", day("2026-11-20"), &d, &e), E_INPUT);
    assert_string_equal(e.msg, "date.range");
    assert_int_equal(calendar_date_parse(&c, "+営", day("2026-11-20"), &d, &e), E_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calendar__days_are_closed_for_a_reason),
        cmocka_unit_test(test_calendar__moving_and_counting),
        cmocka_unit_test(test_calendar__adding_and_counting_are_inverse),
        cmocka_unit_test(test_calendar__an_office_that_never_opens_ends_the_search),
        cmocka_unit_test(test_calendar__bad_and_too_many_closed_days_are_refused),
        cmocka_unit_test(test_calendar__dates_may_count_business_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
