#include "tests/support/unit.h"

#include "core/base/typed.h"

static void test_typed__full_width_forms_get_one_spelling(void **state)
{
    (void)state;
    char to[TYPED_BYTES];
    assert_true(typed_simplify("　Ｒ８．４－１ 令和ー−‐―─｡ａ\t", to));
    assert_string_equal(to, "R8.4-1令和-----｡A");
}

static void test_typed__too_long_and_broken_texts_are_refused(void **state)
{
    (void)state;
    char to[TYPED_BYTES], text[TYPED_BYTES + 1];
    memset(text, '1', sizeof text);
    text[TYPED_BYTES] = '\0';
    assert_false(typed_simplify(text, to));
    text[TYPED_BYTES - 4] = '\0';
    assert_true(typed_simplify(text, to));
    assert_string_equal(to, text);
    assert_false(typed_simplify("1\xff", to));
}

static void test_typed__digits_and_words_are_taken_from_the_front(void **state)
{
    (void)state;
    const char *at = "2026年";
    int value;
    assert_int_equal(typed_take_digits(&at, 2, &value), 2);
    assert_int_equal(value, 20);
    assert_int_equal(typed_take_digits(&at, 9, &value), 2);
    assert_int_equal(value, 26);
    assert_int_equal(typed_take_digits(&at, 9, &value), 0);
    assert_false(typed_take(&at, "月"));
    assert_true(typed_take(&at, "年"));
    assert_string_equal(at, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typed__full_width_forms_get_one_spelling),
        cmocka_unit_test(test_typed__too_long_and_broken_texts_are_refused),
        cmocka_unit_test(test_typed__digits_and_words_are_taken_from_the_front),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
