#include "tests/support/unit.h"

#include "core/base/date.h"

static void test_instant__text_reads_back_to_the_millisecond(void **state)
{
    (void)state;
    static const struct {
        instant_us t;
        const char *text;
    } rows[] = {
        {0, "1970-01-01T00:00:00.000Z"},
        {-1000, "1969-12-31T23:59:59.999Z"},
        {1795167999123000, "2026-11-20T09:46:39.123Z"},
        {7258118399999000, "2199-12-31T23:59:59.999Z"},
    };
    char text[INSTANT_TEXT_BYTES];
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        instant_us back;
        assert_string_equal(instant_text(rows[i].t, text), rows[i].text);
        assert_true(instant_from_text(text, &back));
        assert_true(back == rows[i].t);
    }
    assert_string_equal(instant_text(1999, text), "1970-01-01T00:00:00.001Z");
    assert_string_equal(instant_text(-1, text), "1969-12-31T23:59:59.999Z");
    assert_string_equal(instant_text(INT64_MAX, text), "");
    assert_string_equal(instant_text(INT64_MIN, text), "");
}

static void test_instant__other_spellings_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "2026-11-20", "2026-11-20T09:46:39Z", "2026-11-20 09:46:39.123Z",
                                      "2026-02-29T09:46:39.123Z", "2026-11-20T24:00:00.000Z",
                                      "2026-11-20T09:60:00.000Z", "2026-11-20T09:46:60.000Z",
                                      "2026-11-20T09:46:39.123Z ", "2026-11-20T9:46:39.1234Z"};
    instant_us t = 5;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(instant_from_text(bad[i], &t));
    assert_true(t == 5);
}

static void test_instant__the_day_in_tokyo_begins_at_three_in_the_afternoon_utc(void **state)
{
    (void)state;
    char text[DATE_TEXT_BYTES], clock[INSTANT_TEXT_BYTES];
    instant_us t;
    assert_true(instant_from_text("2026-11-20T14:59:59.999Z", &t));
    assert_string_equal(date_iso(instant_date_jst(t), text), "2026-11-20");
    assert_string_equal(instant_clock_jst(t, clock), "23:59:59");
    assert_true(instant_from_text("2026-11-20T15:00:00.000Z", &t));
    assert_string_equal(date_iso(instant_date_jst(t), text), "2026-11-21");
    assert_string_equal(instant_clock_jst(t, clock), "00:00:00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_instant__text_reads_back_to_the_millisecond),
        cmocka_unit_test(test_instant__other_spellings_are_refused),
        cmocka_unit_test(test_instant__the_day_in_tokyo_begins_at_three_in_the_afternoon_utc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
