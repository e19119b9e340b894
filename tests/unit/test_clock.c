#include "tests/support/unit.h"

#include "core/base/clock.h"

static void test_clock__a_fixed_clock_keeps_its_day_and_still_moves(void **state)
{
    (void)state;
    struct date day;
    char text[INSTANT_TEXT_BYTES];
    assert_true(date_from_iso("2026-11-20", &day));
    struct clock c = clock_fixed(day);
    assert_int_equal(clock_today(&c).days, day.days);
    instant_us first = clock_now(&c), second = clock_now(&c);
    assert_true(second > first);
    assert_string_equal(instant_text(first, text), "2026-11-20T00:00:00.001Z");
    assert_string_equal(instant_clock_jst(second, text), "09:00:00");
    assert_int_equal(instant_date_jst(second).days, day.days);
}

static void test_clock__a_zeroed_clock_is_the_real_one(void **state)
{
    (void)state;
    struct clock c = {0};
    instant_us before = clock_now(&c);
    struct date today = clock_today(&c);
    instant_us after = clock_now(&c);
    assert_in_range(today.days, instant_date_jst(before).days, instant_date_jst(after).days);
    assert_true(today.days > 20000); /* 2024: a machine without a clock would say 1970 */
    assert_true(clock_monotonic_ms() <= clock_monotonic_ms());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock__a_fixed_clock_keeps_its_day_and_still_moves),
        cmocka_unit_test(test_clock__a_zeroed_clock_is_the_real_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
