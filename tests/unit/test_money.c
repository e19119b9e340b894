#include "tests/support/unit.h"

#include "core/base/money.h"

static void test_money__tax_is_rounded_by_name(void **state)
{
    (void)state;
    static const struct {
        int64_t net;
        int rate_bp;
        int64_t floor, ceiling, half_up;
    } rows[] = {
        {190000, 500, 9500, 9500, 9500}, {190000, 800, 15200, 15200, 15200}, {95000, 1000, 9500, 9500, 9500},
        {105, 1000, 10, 11, 11},         {104, 1000, 10, 11, 10},            {0, 1000, 0, 0, 0},
        {1, 1, 0, 1, 0},                 {INT64_MAX, 10000, INT64_MAX, INT64_MAX, INT64_MAX},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct yen net = {rows[i].net}, refund = {-rows[i].net};
        assert_true(money_tax(net, rows[i].rate_bp, ROUND_FLOOR).v == rows[i].floor);
        assert_true(money_tax(net, rows[i].rate_bp, ROUND_CEILING).v == rows[i].ceiling);
        assert_true(money_tax(net, rows[i].rate_bp, ROUND_HALF_UP).v == rows[i].half_up);
        assert_true(money_tax(refund, rows[i].rate_bp, ROUND_FLOOR).v == -rows[i].floor);
        assert_true(money_tax(refund, rows[i].rate_bp, ROUND_CEILING).v == -rows[i].ceiling);
    }
}

static void test_money__text_has_groups_of_three(void **state)
{
    (void)state;
    char text[MONEY_TEXT_BYTES];
    assert_string_equal(money_text((struct yen){0}, text), "0");
    assert_string_equal(money_text((struct yen){999}, text), "999");
    assert_string_equal(money_text((struct yen){209000}, text), "209,000");
    assert_string_equal(money_text((struct yen){-1234}, text), "-1,234");
    assert_string_equal(money_text((struct yen){INT64_MIN}, text), "-9,223,372,036,854,775,808");
}

static void test_money__every_writing_of_an_amount_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t v;
    } rows[] = {
        {"209000", 209000},       {"209,000", 209000},      {"￥209,000", 209000},      {"¥209,000-", 209000},
        {"\\209,000", 209000},    {"209,000円", 209000},    {"金209,000円也", 209000},  {"20万9千", 209000},
        {"20万9千円", 209000},    {"20万9,000", 209000},    {"２０９，０００円", 209000}, {"20万", 200000},
        {"2千万", 20000000},      {"1億2,000万", 120000000}, {"2千5百", -1},             {"9千500", 9500},
        {"-1,234", -1234},        {"△1,234", -1234},        {"▲1,234円", -1234},        {"￥-1,234", -1234},
        {"−５００", -500},        {"0", 0},                  {"999,999,999,999", MONEY_MAX},
        {" 1 000 ", 1000},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct yen y = {-1};
        struct err e = {0};
        int rc = money_parse(rows[i].text, &y, &e);
        if (y.v != rows[i].v || (rc != 0) != (rows[i].v == -1))
            fail_msg("%s reads as %lld (%s)", rows[i].text, (long long)y.v, e.msg ? e.msg : "");
    }
}

static void test_money__other_texts_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "円", "1,23", "1,2345", ",123", "1234,567", "1,,234", "1,234,", "12.5", "1円2",
                                      "9千20万", "20万30万", "2万10000", "--1", "abc", "209,000-", "\xff", "1 万 x"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct yen y = {7};
        struct err e = {0};
        if (money_parse(bad[i], &y, &e) != E_INPUT)
            fail_msg("%s is read as %lld", bad[i], (long long)y.v);
        assert_string_equal(e.msg, "money.unreadable");
        assert_int_equal(y.v, 7);
    }
    static const char *const large[] = {"1000000000000", "1,000,000,000,000", "1万億", "99999999999999999999999999999999",
                                        "999999999999億", "9999億9999万9999億"};
    for (size_t i = 0; i < COUNT_OF(large); i++) {
        struct yen y = {7};
        struct err e = {0};
        assert_true(money_parse(large[i], &y, &e) < 0);
        assert_int_equal(y.v, 7);
    }
    struct yen y;
    struct err e = {0};
    assert_int_equal(money_parse("1000000000000", &y, &e), E_LIMIT);
    assert_string_equal(e.msg, "money.range");
    assert_int_equal(money_parse("99999千億", &y, &e), E_LIMIT);
}

static void test_money__what_is_printed_reads_back(void **state)
{
    (void)state;
    for (int64_t v = 1; v <= MONEY_MAX; v = v * 7 + 3) {
        char text[MONEY_TEXT_BYTES];
        struct yen back;
        struct err e = {0};
        assert_ok(money_parse(money_text((struct yen){v}, text), &back, &e), &e);
        assert_true(back.v == v);
        assert_ok(money_parse(money_text((struct yen){-v}, text), &back, &e), &e);
        assert_true(back.v == -v);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_money__tax_is_rounded_by_name),
        cmocka_unit_test(test_money__text_has_groups_of_three),
        cmocka_unit_test(test_money__every_writing_of_an_amount_is_read),
        cmocka_unit_test(test_money__other_texts_are_refused),
        cmocka_unit_test(test_money__what_is_printed_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
