#include "tests/support/unit.h"

static void test_err__success_is_untouched_and_failure_keeps_all_its_parts(void **state)
{
    (void)state;
    struct err e = {0};
    assert_int_equal(err_set(&e, E_RULE, "rule.refused", "一つ目", "two", NULL), E_RULE);
    assert_int_equal(err_rule(&e, "G01", "第7条1項"), E_RULE);
    assert_int_equal(err_detail(&e, "row %d", 7), E_RULE);
    assert_string_equal(e.msg, "rule.refused");
    assert_string_equal(e.arg[0], "一つ目");
    assert_string_equal(e.arg[1], "two");
    assert_string_equal(e.arg[2], "");
    assert_string_equal(e.rule, "G01");
    assert_string_equal(e.src, "第7条1項");
    assert_string_equal(e.detail, "row 7");
}

static void test_err__long_text_is_cut_at_a_character(void **state)
{
    (void)state;
    char text[600];
    for (size_t i = 0; i + 3 < sizeof text; i += 3)
        memcpy(text + i, "審", 4);
    struct err e = {0};
    err_set(&e, E_INPUT, "x", text, NULL);
    assert_int_equal(strlen(e.arg[0]) % 3, 0);
    assert_true(strlen(e.arg[0]) >= ERR_ARG_BYTES - 4);
}

static void test_err__exit_status_is_the_documented_one(void **state)
{
    (void)state;
    static const struct {
        int code, status;
    } rows[] = {{0, 0},          {E_RULE, 1},     {E_INPUT, 2}, {E_LIMIT, 2}, {E_NOTFOUND, 3}, {E_DENIED, 4},
                {E_CONFLICT, 5}, {E_BUSY, 6},     {E_IO, 6},    {E_VERSION, 6}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(err_exit_status(rows[i].code), rows[i].status);
    assert_string_equal(err_name(E_CONFLICT), "conflict");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_err__success_is_untouched_and_failure_keeps_all_its_parts),
        cmocka_unit_test(test_err__long_text_is_cut_at_a_character),
        cmocka_unit_test(test_err__exit_status_is_the_documented_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
