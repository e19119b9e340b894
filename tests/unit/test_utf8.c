#include "tests/support/unit.h"

#include <stdio.h>

#include "core/base/utf8.h"

static void test_utf8__decode_and_encode_are_inverse_for_every_scalar_value(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp == 0xD800)
            cp = 0xE000;
        char bytes[4];
        uint32_t back;
        int n = utf8_encode(cp, bytes);
        assert_int_equal(utf8_decode(bytes, 4, &back), n);
        assert_int_equal(back, cp);
        assert_true(n == 1 || utf8_decode(bytes, (size_t)n - 1, &back) == -1);
    }
}

static void test_utf8__broken_sequences_are_refused(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "\x80",         "\xBF",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x80\x80", "\xE0\x9F\xBF",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80", "\xFF",
        "\xE6\xBC",     "\xE6\x41\xA2", "\xF0\x9F\x98",     "\xC3\x28",
    };
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        uint32_t cp = 7;
        assert_int_equal(utf8_decode(broken[i], strlen(broken[i]), &cp), -1);
        assert_int_equal(cp, 7);
        assert_false(utf8_valid(broken[i], strlen(broken[i])));
        assert_true(utf8_has_controls(broken[i], true));
    }
    assert_int_equal(utf8_valid_prefix("漢\xE6\xBC", 5), 3);
    assert_int_equal(utf8_valid_prefix("", 0), 0);
}

static void test_utf8__controls_that_could_steer_a_terminal_are_found(void **state)
{
    (void)state;
    static const char *const bad[] = {"\x1b[2J",     "a\x7f",       "\xC2\x9B" "1m", "\u061C",     "\u200E", "\u200F",
                                      "\u202E",      "\u2066",      "\u2069",        "\uFEFF",     "\r",     "\U000E0041",
                                      "\xEF\xB7\x90", "\xEF\xBF\xBF", "\xF0\x9F\xBF\xBE"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_true(utf8_has_controls(bad[i], true));
    static const char *const good[] = {"", "株式会社", "葛\U000E0100城", "👨\u200D👩", "か\u3099", "\u00A0", "～"};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_false(utf8_has_controls(good[i], false));
    assert_false(utf8_has_controls("a\n\tb", true));
    assert_true(utf8_has_controls("a\nb", false));
    assert_true(utf8_has_controls("a\tb", false));
}

static void test_utf8__graphemes_are_what_a_person_counts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t clusters, chars;
    } rows[] = {
        {"", 0, 0},           {"abc", 3, 3},     {"髙橋", 2, 2},         {"か\u3099", 1, 2},          {"葛\U000E0100城", 2, 3},
        {"🇯🇵🇺🇸", 2, 4},         {"👨‍👩‍👧", 1, 5},      {"❤\uFE0F", 1, 2},      {"ｶﾞｷﾞ", 4, 4},        {"カ゛", 2, 2},
        {"\u1100\u1161\u11A8", 1, 3}, {"a\r\nb", 3, 4},  {"③か\u309Aあ", 3, 4}, {"𠮷野家", 3, 3}, {"a🏻", 2, 2}, {"👍🏻", 1, 2},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t clusters = 0;
        for (const char *at = rows[i].text; *at; at = utf8_next_grapheme(at))
            clusters++;
        assert_int_equal(clusters, rows[i].clusters);
        assert_int_equal(utf8_chars(rows[i].text), rows[i].chars);
    }
    assert_string_equal(utf8_next_grapheme(""), "");
}

static void test_utf8__a_cluster_has_a_largest_size(void **state)
{
    (void)state;
    char text[3000] = "か";
    size_t n = strlen(text);
    while (n + 3 < sizeof text)
        n += (size_t)utf8_encode(0x3099, text + n);
    for (const char *s = text, *next; *s; s = next) {
        next = utf8_next_grapheme(s);
        assert_in_range(next - s, 1, UTF8_GRAPHEME_BYTES_MAX);
        assert_true(utf8_valid(s, (size_t)(next - s)));
    }
}

static void test_utf8__knows_what_has_no_shape_of_its_own(void **state)
{
    (void)state;
    static const uint32_t shapeless[] = {0x1b, 0x9b, 0x200b, 0x2028, 0xe000, 0xf8ff, 0x0378, 0x10ffff};
    static const uint32_t drawn[] = {'a', 0x3042, 0x9ad9, 0x20bb7, 0x31350, 0x32ff};
    for (size_t i = 0; i < COUNT_OF(shapeless); i++)
        assert_true(utf8_is_shapeless(shapeless[i]));
    for (size_t i = 0; i < COUNT_OF(drawn); i++)
        assert_false(utf8_is_shapeless(drawn[i]));
    assert_true(utf8_is_mark(0x3099));
    assert_false(utf8_is_mark(0x3042));
    assert_int_equal(utf8_composed(0x304b, 0x3099), 0x304c);
    assert_int_equal(utf8_composed(0x3042, 0x3099), 0);
}

/* Bytes are looked at eight at a time: a control must be found in each place of them. */
static void test_utf8__a_control_is_found_wherever_it_stands(void **state)
{
    (void)state;
    static const char *const controls[] = {"\x01", "\x1f", "\x7f", "\xc2\x9b", "\xe2\x80\xae", "\xef\xbb\xbf"};
    for (size_t at = 0; at < 24; at++)
        for (size_t c = 0; c < COUNT_OF(controls); c++) {
            char text[128] = "";
            size_t used = 0;
            for (size_t i = 0; i < at; i++)
                used += (size_t)snprintf(text + used, sizeof text - used, "%s", i % 5 == 4 ? "認" : "~");
            assert_false(utf8_has_controls(text, false));
            used += (size_t)snprintf(text + used, sizeof text - used, "%s", controls[c]);
            assert_true(utf8_has_controls(text, true));
            snprintf(text + used, sizeof text - used, " after it");
            assert_true(utf8_has_controls(text, true));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8__knows_what_has_no_shape_of_its_own),
        cmocka_unit_test(test_utf8__decode_and_encode_are_inverse_for_every_scalar_value),
        cmocka_unit_test(test_utf8__broken_sequences_are_refused),
        cmocka_unit_test(test_utf8__controls_that_could_steer_a_terminal_are_found),
        cmocka_unit_test(test_utf8__graphemes_are_what_a_person_counts),
        cmocka_unit_test(test_utf8__a_cluster_has_a_largest_size),
        cmocka_unit_test(test_utf8__a_control_is_found_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
