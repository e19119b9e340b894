#include "tests/support/unit.h"

#include "core/rule/value.h"

static struct value decimal(const char *s)
{
    struct arena a = {0};
    struct type type = {.type = VALUE_DECIMAL};
    struct value v;
    struct err e;
    assert_ok(value_read(&a, &type, s, &v, &e), &e);
    arena_done(&a);
    return v;
}

static void test_value__text_and_back_is_the_same_value(void **state)
{
    (void)state;
    static const struct {
        enum value_type type;
        const char *text;
    } cases[] = {{VALUE_BOOL, "true"},     {VALUE_BOOL, "false"},       {VALUE_INT, "0"},       {VALUE_INT, "-12"},
                 {VALUE_DECIMAL, "1.5"},   {VALUE_DECIMAL, "-0.000001"}, {VALUE_DECIMAL, "3"},  {VALUE_YEN, "209000"},
                 {VALUE_YEN, "-1"},        {VALUE_TEXT, "架空株式会社"}, {VALUE_DATE, "2024-02-29"},
                 {VALUE_PERIOD, "60d"},    {VALUE_PERIOD, "10bd"},      {VALUE_PERIOD, "2w"},   {VALUE_PERIOD, "6mo"},
                 {VALUE_PERIOD, "2y"},     {VALUE_PERIOD, "1fy"},       {VALUE_PERIOD, "-3d"}};
    struct arena a = {0};
    struct err e;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct type type = {.type = cases[i].type};
        struct value v;
        assert_ok(value_read(&a, &type, cases[i].text, &v, &e), &e);
        assert_int_equal(v.type, cases[i].type);
        assert_string_equal(value_store_text(&a, v), cases[i].text);
    }
    arena_done(&a);
}

static void test_value__lists_are_read_one_a_line(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const words[] = {"IaaS", "PaaS"};
    struct type type = {.type = VALUE_LIST, .of = VALUE_TEXT, .choices = words, .n_choices = 2};
    struct value v;
    struct err e;
    assert_ok(value_read(&a, &type, "IaaS\nPaaS", &v, &e), &e);
    assert_int_equal(v.list->n, 2);
    assert_string_equal(value_store_text(&a, v), "IaaS\nPaaS");
    assert_string_equal(value_print(&a, v), "IaaS、PaaS");
    assert_int_equal(value_read(&a, &type, "IaaS\nSaaS", &v, &e), E_INPUT);
    assert_string_equal(e.msg, "value.not-choice");
    assert_string_equal(e.arg[0], "SaaS");
    assert_ok(value_read(&a, &type, "", &v, &e), &e);
    assert_int_equal(v.list->n, 0);
    arena_done(&a);
}

static void test_value__what_is_not_of_the_type_is_refused(void **state)
{
    (void)state;
    static const struct {
        enum value_type type;
        const char *text, *msg;
    } cases[] = {{VALUE_BOOL, "yes", "value.not-bool"},          {VALUE_INT, "1.5", "value.not-number"},
                 {VALUE_DECIMAL, "1.", "value.not-number"},      {VALUE_DECIMAL, ".5", "value.not-number"},
                 {VALUE_DECIMAL, "1.0000001", "value.not-number"}, {VALUE_DECIMAL, "99999999999999", "value.not-number"},
                 {VALUE_YEN, "1,000", "value.not-number"},       {VALUE_DATE, "2023-02-29", "value.not-date"},
                 {VALUE_PERIOD, "60", "value.not-period"},       {VALUE_PERIOD, "d", "value.not-period"},
                 {VALUE_PERIOD, "9999999d", "value.not-period"}};
    struct arena a = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct type type = {.type = cases[i].type};
        struct value v = value_int(77);
        struct err e;
        assert_int_equal(value_read(&a, &type, cases[i].text, &v, &e), E_INPUT);
        assert_string_equal(e.msg, cases[i].msg);
        assert_int_equal(v.i, 77);
    }
    arena_done(&a);
}

static void test_value__empty_is_undefined(void **state)
{
    (void)state;
    struct arena a = {0};
    struct type type = {.type = VALUE_DATE};
    struct value v = value_int(1);
    struct err e;
    assert_ok(value_read(&a, &type, "", &v, &e), &e);
    assert_false(value_defined(v));
    assert_false(value_defined(value_text("")));
    assert_false(value_defined(value_text(NULL)));
    assert_false(value_defined(value_date(DATE_NONE)));
    assert_string_equal(value_print(&a, v), "");
    arena_done(&a);
}

static void test_value__arithmetic_that_does_not_fit_is_undefined(void **state)
{
    (void)state;
    struct value max = value_int(INT64_MAX);
    assert_false(value_defined(value_add(max, value_int(1))));
    assert_false(value_defined(value_subtract(value_int(INT64_MIN), value_int(1))));
    assert_false(value_defined(value_multiply(max, value_int(2))));
    assert_false(value_defined(value_divide(value_int(1), value_int(0))));
    assert_false(value_defined(value_add(value_yen((struct yen){1}), value_int(1))));
    assert_false(value_defined(value_multiply(value_yen((struct yen){1}), value_yen((struct yen){1}))));
}

static void test_value__decimals_are_exact(void **state)
{
    (void)state;
    struct value sum = value_int(0);
    for (int i = 0; i < 10; i++)
        sum = value_add(sum, decimal("0.1"));
    assert_true(value_equal(sum, value_int(1)));
    assert_true(value_equal(value_multiply(decimal("1.5"), decimal("1.5")), decimal("2.25")));
    assert_true(value_equal(value_divide(value_int(1), value_int(3)), decimal("0.333333")));
    assert_true(value_equal(value_multiply(value_yen((struct yen){95000}), decimal("0.5")), decimal("47500")));
    int order;
    assert_true(value_compare(decimal("1.5"), value_int(2), &order));
    assert_int_equal(order, -1);
}

static void test_value__rounds_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *v;
        int digits;
        enum rounding how;
        const char *expect;
    } cases[] = {{"1.5", 0, ROUND_FLOOR, "1"},       {"1.5", 0, ROUND_CEILING, "2"},  {"1.5", 0, ROUND_HALF_UP, "2"},
                 {"1.49", 0, ROUND_HALF_UP, "1"},    {"-1.5", 0, ROUND_FLOOR, "-2"},  {"-1.5", 0, ROUND_CEILING, "-1"},
                 {"-1.5", 0, ROUND_HALF_UP, "-2"},   {"0.8449", 2, ROUND_HALF_UP, "0.84"},
                 {"0.845", 2, ROUND_HALF_UP, "0.85"}, {"1999", -3, ROUND_FLOOR, "1000"}, {"1001", -3, ROUND_CEILING, "2000"},
                 {"7", 0, ROUND_CEILING, "7"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_true(value_equal(value_round(decimal(cases[i].v), cases[i].digits, cases[i].how), decimal(cases[i].expect)));
    assert_int_equal(value_round(decimal("1.5"), 0, ROUND_FLOOR).type, VALUE_INT);
    assert_false(value_defined(value_round(value_int(INT64_MAX), -1, ROUND_CEILING)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_value__text_and_back_is_the_same_value),
        cmocka_unit_test(test_value__lists_are_read_one_a_line),
        cmocka_unit_test(test_value__what_is_not_of_the_type_is_refused),
        cmocka_unit_test(test_value__empty_is_undefined),
        cmocka_unit_test(test_value__arithmetic_that_does_not_fit_is_undefined),
        cmocka_unit_test(test_value__decimals_are_exact),
        cmocka_unit_test(test_value__rounds_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
