#include "tests/support/unit.h"

#include "core/base/buf.h"

static void test_buf__grows_and_stays_ended(void **state)
{
    (void)state;
    AUTO(buf) struct buf b = BUF(10000);
    assert_string_equal(buf_str(&b), "");
    for (int i = 0; i < 500; i++)
        buf_printf(&b, "%03d,", i);
    assert_int_equal(b.n, 2000);
    assert_int_equal(strlen(buf_str(&b)), 2000);
    assert_false(b.full);
}

static void test_buf__what_does_not_fit_is_dropped_whole_and_said(void **state)
{
    (void)state;
    AUTO(buf) struct buf b = BUF(5);
    buf_add_str(&b, "1234");
    buf_add_str(&b, "56");
    assert_true(b.full);
    assert_string_equal(buf_str(&b), "1234");
    buf_add_char(&b, '7');
    assert_string_equal(buf_str(&b), "1234");
    buf_clear(&b);
    assert_false(b.full);
    buf_add_str(&b, "12345");
    assert_string_equal(buf_str(&b), "12345");
}

static void test_buf__drop_moves_the_rest_to_the_front(void **state)
{
    (void)state;
    AUTO(buf) struct buf b = BUF(100);
    buf_add_str(&b, "abcdef");
    buf_drop(&b, 4);
    assert_string_equal(buf_str(&b), "ef");
    buf_drop(&b, 2);
    assert_int_equal(b.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buf__grows_and_stays_ended),
        cmocka_unit_test(test_buf__what_does_not_fit_is_dropped_whole_and_said),
        cmocka_unit_test(test_buf__drop_moves_the_rest_to_the_front),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
