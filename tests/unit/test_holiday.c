#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/holiday.h"

/* Whole years as the gazette and the calendars of those years have them: s is a 振替休日, k a 国民の休日. */
static const struct {
    int year;
    const char *days;
} years[] = {
    {1947, ""},
    {1948, "0923 1103 1123"},
    {1949, "0101 0115 0321 0429 0503 0505 0923 1103 1123"},
    {1959, "0101 0115 0321 0410 0429 0503 0505 0924 1103 1123"},
    {1966, "0101 0115 0321 0429 0503 0505 0915 0923 1010 1103 1123"},
    {1967, "0101 0115 0211 0321 0429 0503 0505 0915 0924 1010 1103 1123"},
    {1973, "0101 0115 0211 0321 0429 0430s 0503 0505 0915 0923 0924s 1010 1103 1123"},
    {1986, "0101 0115 0211 0321 0429 0503 0505 0915 0923 1010 1103 1123 1124s"},
    {1987, "0101 0115 0211 0321 0429 0503 0504s 0505 0915 0923 1010 1103 1123"},
    {1988, "0101 0115 0211 0320 0321s 0429 0503 0504k 0505 0915 0923 1010 1103 1123"},
    {1989, "0101 0102s 0115 0116s 0211 0224 0321 0429 0503 0504k 0505 0915 0923 1010 1103 1123 1223"},
    {1990, "0101 0115 0211 0212s 0321 0429 0430s 0503 0504k 0505 0915 0923 0924s 1010 1103 1112 1123 1223 1224s"},
    {1993, "0101 0115 0211 0320 0429 0503 0504k 0505 0609 0915 0923 1010 1011s 1103 1123 1223"},
    {1999, "0101 0115 0211 0321 0322s 0429 0503 0504k 0505 0720 0915 0923 1010 1011s 1103 1123 1223"},
    {2000, "0101 0110 0211 0320 0429 0503 0504k 0505 0720 0915 0923 1009 1103 1123 1223"},
    {2003, "0101 0113 0211 0321 0429 0503 0505 0721 0915 0923 1013 1103 1123 1124s 1223"},
    {2007, "0101 0108 0211 0212s 0321 0429 0430s 0503 0504 0505 0716 0917 0923 0924s 1008 1103 1123 1223 1224s"},
    {2008, "0101 0114 0211 0320 0429 0503 0504 0505 0506s 0721 0915 0923 1013 1103 1123 1124s 1223"},
    {2009, "0101 0112 0211 0320 0429 0503 0504 0505 0506s 0720 0921 0922k 0923 1012 1103 1123 1223"},
    {2015, "0101 0112 0211 0321 0429 0503 0504 0505 0506s 0720 0921 0922k 0923 1012 1103 1123 1223"},
    {2016, "0101 0111 0211 0320 0321s 0429 0503 0504 0505 0718 0811 0919 0922 1010 1103 1123 1223"},
    {2019, "0101 0114 0211 0321 0429 0430k 0501 0502k 0503 0504 0505 0506s 0715 0811 0812s 0916 0923 1014 1022 1103 "
           "1104s 1123"},
    {2020, "0101 0113 0211 0223 0224s 0320 0429 0503 0504 0505 0506s 0723 0724 0810 0921 0922 1103 1123"},
    {2021, "0101 0111 0211 0223 0320 0429 0503 0504 0505 0722 0723 0808 0809s 0920 0923 1103 1123"},
    {2022, "0101 0110 0211 0223 0321 0429 0503 0504 0505 0718 0811 0919 0923 1010 1103 1123"},
    {2023, "0101 0102s 0109 0211 0223 0321 0429 0503 0504 0505 0717 0811 0918 0923 1009 1103 1123"},
    {2024, "0101 0108 0211 0212s 0223 0320 0429 0503 0504 0505 0506s 0715 0811 0812s 0916 0922 0923s 1014 1103 1104s "
           "1123"},
    {2025, "0101 0113 0211 0223 0224s 0320 0429 0503 0504 0505 0506s 0721 0811 0915 0923 1013 1103 1123 1124s"},
    {2026, "0101 0112 0211 0223 0320 0429 0503 0504 0505 0506s 0720 0811 0921 0922k 0923 1012 1103 1123"},
    {2027, "0101 0111 0211 0223 0321 0322s 0429 0503 0504 0505 0719 0811 0920 0923 1011 1103 1123"},
};

static void test_holiday__whole_years_are_those_of_the_gazette(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(years); i++) {
        char got[400] = "";
        struct date first, last;
        assert_true(date_from_ymd(years[i].year, 1, 1, &first) && date_from_ymd(years[i].year, 12, 31, &last));
        for (struct date d = first; d.days <= last.days; d.days++) {
            const char *name = holiday_name(d);
            if (!name)
                continue;
            const char *mark = strcmp(name, "振替休日") == 0 ? "s" : strcmp(name, "国民の休日") == 0 ? "k" : "";
            size_t n = strlen(got);
            snprintf(got + n, sizeof got - n, "%s%02d%02d%s", n ? " " : "", date_ymd(d).month, date_ymd(d).day, mark);
        }
        if (strcmp(got, years[i].days) != 0)
            fail_msg("%d: %s", years[i].year, got);
    }
}

static const char *name_of(int year, int month, int day)
{
    struct date d;
    assert_true(date_from_ymd(year, month, day, &d));
    return holiday_name(d);
}

static void test_holiday__names_follow_the_amendments(void **state)
{
    (void)state;
    assert_string_equal(name_of(1988, 4, 29), "天皇誕生日");
    assert_string_equal(name_of(1989, 4, 29), "みどりの日");
    assert_string_equal(name_of(2007, 4, 29), "昭和の日");
    assert_string_equal(name_of(2006, 5, 4), "国民の休日");
    assert_string_equal(name_of(2007, 5, 4), "みどりの日");
    assert_string_equal(name_of(2019, 10, 14), "体育の日");
    assert_string_equal(name_of(2020, 7, 24), "スポーツの日");
    assert_string_equal(name_of(2022, 10, 10), "スポーツの日");
    assert_string_equal(name_of(1959, 4, 10), "皇太子明仁親王の結婚の儀");
    assert_string_equal(name_of(1989, 2, 24), "昭和天皇の大喪の礼");
    assert_string_equal(name_of(2019, 5, 1), "天皇の即位の日");
    assert_string_equal(name_of(2032, 9, 21), "国民の休日");
    assert_string_equal(name_of(2048, 5, 6), "振替休日");
    assert_null(name_of(2019, 12, 23));
    assert_null(name_of(1948, 1, 1));
    assert_null(holiday_name(DATE_NONE));
}

/* Years in which the usual day of the equinox does not hold, as astronomical tables have them. */
static void test_holiday__equinoxes_fall_on_their_days(void **state)
{
    (void)state;
    static const struct {
        int year, spring, autumn;
    } rows[] = {{1951, 21, 24}, {1955, 21, 24}, {1960, 20, 23}, {1979, 21, 24}, {1980, 20, 23}, {1983, 21, 23},
                {1992, 20, 23}, {2012, 20, 22}, {2023, 21, 23}, {2044, 20, 22}, {2045, 20, 22}, {2074, 20, 23},
                {2092, 19, 22}, {2096, 19, 22}, {2099, 20, 23}, {2100, 20, 23}, {2103, 21, 24}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!name_of(rows[i].year, 3, rows[i].spring) || strcmp(name_of(rows[i].year, 3, rows[i].spring), "春分の日") != 0)
            fail_msg("spring of %d", rows[i].year);
        if (!name_of(rows[i].year, 9, rows[i].autumn) || strcmp(name_of(rows[i].year, 9, rows[i].autumn), "秋分の日") != 0)
            fail_msg("autumn of %d", rows[i].year);
    }
    for (int year = 1949; year <= DATE_YEAR_MAX; year++) {
        int springs = 0, autumns = 0;
        for (int day = 18; day <= 25; day++) {
            const char *spring = name_of(year, 3, day), *autumn = name_of(year, 9, day);
            springs += spring && strcmp(spring, "春分の日") == 0;
            autumns += autumn && strcmp(autumn, "秋分の日") == 0;
        }
        assert_int_equal(springs, 1);
        assert_int_equal(autumns, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_holiday__whole_years_are_those_of_the_gazette),
        cmocka_unit_test(test_holiday__names_follow_the_amendments),
        cmocka_unit_test(test_holiday__equinoxes_fall_on_their_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
