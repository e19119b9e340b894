#include "tests/support/unit.h"

#include "core/base/str.h"

static void test_str__split_gives_every_piece_also_the_empty_ones(void **state)
{
    (void)state;
    struct str rest = str_of("a,,bc,"), piece;
    static const char *const want[] = {"a", "", "bc", ""};
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_true(str_split(&rest, ',', &piece));
        assert_true(str_is(piece, want[i]));
    }
    assert_false(str_split(&rest, ',', &piece));
}

static void test_str__copy_cut_never_halves_a_character(void **state)
{
    (void)state;
    char to[6];
    assert_true(str_copy_cut(to, sizeof to, "abcde"));
    assert_string_equal(to, "abcde");
    assert_false(str_copy_cut(to, sizeof to, "あいう"));
    assert_string_equal(to, "あ");
    assert_false(str_copy_cut(to, sizeof to, "abc𠮷"));
    assert_string_equal(to, "abc");
}

static void test_str__numbers_are_digits_within_bounds(void **state)
{
    (void)state;
    int64_t v = -7;
    assert_true(str_to_int("0042", 0, 9999, &v));
    assert_int_equal(v, 42);
    assert_true(str_to_int("-9223372036854775808", INT64_MIN, INT64_MAX, &v));
    assert_true(v == INT64_MIN);
    v = -7;
    static const char *const bad[] = {"", "-", "1a", " 1", "10000", "9223372036854775808", "-1"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(str_to_int(bad[i], 0, 9999, &v));
    assert_int_equal(v, -7);
}

static void test_str__a_number_written_is_the_number_read(void **state)
{
    (void)state;
    static const int64_t all[] = {0, 7, -1, 10, 4096, INT64_MAX, INT64_MIN};
    static const char *const texts[] = {"0", "7", "-1", "10", "4096", "9223372036854775807", "-9223372036854775808"};
    char to[STR_INT_BYTES];
    for (size_t i = 0; i < COUNT_OF(all); i++)
        assert_string_equal(str_of_int(all[i], to), texts[i]);
}

static void test_str__nearest_name_is_found_or_none(void **state)
{
    (void)state;
    static const char *const names[] = {"deadline", "lookup", "ledger"};
    assert_string_equal(str_nearest("dedline", names, 3), "deadline");
    assert_string_equal(str_nearest("lokup", names, 3), "lookup");
    assert_null(str_nearest("zzzzzz", names, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_str__split_gives_every_piece_also_the_empty_ones),
        cmocka_unit_test(test_str__copy_cut_never_halves_a_character),
        cmocka_unit_test(test_str__numbers_are_digits_within_bounds),
        cmocka_unit_test(test_str__a_number_written_is_the_number_read),
        cmocka_unit_test(test_str__nearest_name_is_found_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
