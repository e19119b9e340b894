#include "tests/support/unit.h"

#include "core/base/charset.h"

static void test_charset__names_are_known_in_any_case(void **state)
{
    (void)state;
    enum charset c = CHARSET_COUNT;
    assert_true(charset_from_name("Shift_JIS", &c));
    assert_int_equal(c, CHARSET_CP932);
    assert_true(charset_from_name("EUC-JP", &c));
    assert_int_equal(c, CHARSET_EUCJP);
    assert_true(charset_from_name(charset_name(CHARSET_UTF8), &c));
    assert_int_equal(c, CHARSET_UTF8);
    assert_true(charset_from_name(charset_name(CHARSET_CP932), &c));
    assert_false(charset_from_name("latin-1", &c));
    assert_int_equal(c, CHARSET_CP932);
}

/* Written to a set without loss and read back. */
static void assert_through(enum charset set, const char *text, const char *back)
{
    AUTO(buf) struct buf bytes = BUF(1000);
    AUTO(buf) struct buf again = BUF(1000);
    struct charset_loss loss;
    struct err e = {0};
    charset_encode(set, text, &bytes, &loss);
    if (loss.count)
        fail_msg("%s loses %s", charset_name(set), loss.first);
    assert_ok(charset_decode(set, buf_str(&bytes), bytes.n, &again, &e), &e);
    assert_string_equal(buf_str(&again), back);
}

static void test_charset__what_a_set_has_survives_the_round_trip(void **state)
{
    (void)state;
    static const char text[] = "株式会社 髙橋 﨑 ①㈱Ⅳ㍻ ｶﾞｷﾞ \\~ ～－∥―￤￥￣￠￡￢ 表ソ能\r\n";
    assert_through(CHARSET_CP932, text, text);
    assert_through(CHARSET_EUCJP, text, text);
    assert_through(CHARSET_UTF8, "𠮷😀葛\U000E0100城", "𠮷😀葛\U000E0100城");
    assert_through(CHARSET_CP932, "", "");
}

static void test_charset__twins_are_written_as_what_the_set_has(void **state)
{
    (void)state;
    for (enum charset set = CHARSET_CP932; set <= CHARSET_EUCJP; set++)
        assert_through(set, "〜−‖—–¥‾¢£¬¦·•\u00A0㋿か\u3099", "～－∥――￥￣￠￡￢￤・・ 令和が");
    AUTO(buf) struct buf bytes = BUF(100);
    struct charset_loss loss;
    charset_encode(CHARSET_CP932, "〜～−－", &bytes, &loss);
    assert_string_equal(buf_str(&bytes), "\x81\x60\x81\x60\x81\x7C\x81\x7C");
}

static void test_charset__what_is_lost_is_counted_and_shown(void **state)
{
    (void)state;
    for (enum charset set = CHARSET_CP932; set <= CHARSET_EUCJP; set++) {
        AUTO(buf) struct buf bytes = BUF(1000);
        AUTO(buf) struct buf text = BUF(1000);
        struct charset_loss loss;
        struct err e = {0};
        charset_encode(set, "髙𠮷葛\U000E0100城😀", &bytes, &loss);
        assert_int_equal(loss.count, 3);
        assert_string_equal(loss.first, "𠮷");
        assert_int_equal(loss.offset, 3);
        assert_ok(charset_decode(set, bytes.p, bytes.n, &text, &e), &e);
        assert_string_equal(buf_str(&text), "髙〓葛城〓");
        buf_clear(&bytes);
        charset_encode(set, "a葛\U000E0100", &bytes, &loss);
        assert_string_equal(loss.first, "葛\U000E0100");
        assert_int_equal(loss.count, 1);
    }
}

static void test_charset__a_bad_byte_is_named_and_nothing_is_added(void **state)
{
    (void)state;
    static const struct {
        enum charset set;
        const char *bytes, *offset;
        size_t n;
    } rows[] = {
        {CHARSET_CP932, "abc\x82", "3", 4},          {CHARSET_CP932, "\x88\xC0\xFF" "a", "2", 4},
        {CHARSET_CP932, "a\0b", "1", 3},             {CHARSET_EUCJP, "\xB0", "0", 1},
        {CHARSET_EUCJP, "\xB0\xC2" "a\xFF", "3", 4}, {CHARSET_UTF8, "漢\xE6\xBC", "3", 5},
        {CHARSET_UTF8, "a\0", "1", 2},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        AUTO(buf) struct buf out = BUF(100);
        struct err e = {0};
        buf_add_str(&out, "before");
        assert_int_equal(charset_decode(rows[i].set, rows[i].bytes, rows[i].n, &out, &e), E_INPUT);
        assert_string_equal(e.msg, "charset.bad-byte");
        assert_string_equal(e.arg[1], rows[i].offset);
        assert_string_equal(buf_str(&out), "before");
    }
}

static void test_charset__long_texts_pass_and_full_buffers_say_so(void **state)
{
    (void)state;
    AUTO(buf) struct buf in = BUF(40000);
    AUTO(buf) struct buf out = BUF(60000);
    AUTO(buf) struct buf small = BUF(100);
    struct err e = {0};
    for (int i = 0; i < 20000; i++)
        buf_add_str(&in, "\x88\xC0");
    assert_ok(charset_decode(CHARSET_CP932, in.p, in.n, &out, &e), &e);
    assert_int_equal(out.n, 60000);
    assert_ok(charset_decode(CHARSET_CP932, in.p, in.n, &small, &e), &e);
    assert_true(small.full);
    assert_int_equal(small.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_charset__names_are_known_in_any_case),
        cmocka_unit_test(test_charset__what_a_set_has_survives_the_round_trip),
        cmocka_unit_test(test_charset__twins_are_written_as_what_the_set_has),
        cmocka_unit_test(test_charset__what_is_lost_is_counted_and_shown),
        cmocka_unit_test(test_charset__a_bad_byte_is_named_and_nothing_is_added),
        cmocka_unit_test(test_charset__long_texts_pass_and_full_buffers_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
