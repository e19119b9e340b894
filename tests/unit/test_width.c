#include "tests/support/unit.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/base/buf.h"
#include "core/base/width.h"

static void test_width__characters_take_the_columns_terminals_give_them(void **state)
{
    (void)state;
    static const struct {
        const char *text; /* each of its characters */
        int narrow, wide; /* where ambiguous is 1, where it is 2 */
    } rows[] = {
        {"○※①─×αЖ→…−±№Ⅰ§°“‘", 1, 2}, {"ｱｶﾞ､｡ｰ", 1, 1},          {"\u3099\u309A\u0300", 0, 0},
        {"゛あアー漢々〜～！｜　", 2, 2},  {"㈱㋿髙﨑𠮷😀【】", 2, 2}, {"\u200D\uFE0F\U000E0100\u200B", 0, 0},
        {"aZ ~£¥é", 1, 0},               {"❤✓", 1, 1},                {"\n\x1b\x7f\xC2\x85", 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t n = strlen(rows[i].text);
        for (size_t at = 0; at < n;) {
            uint32_t cp;
            at += (size_t)utf8_decode(rows[i].text + at, n - at, &cp);
            int wide = rows[i].wide ? rows[i].wide : rows[i].narrow;
            if (cp == 0xE9)
                wide = 2; /* Latin letters of pinyin are ambiguous, others are not */
            if (width_of_char(cp, 1) != rows[i].narrow || width_of_char(cp, 2) != wide)
                fail_msg("U+%04X takes %d and %d", (unsigned)cp, width_of_char(cp, 1), width_of_char(cp, 2));
        }
    }
}

static void test_width__the_fast_ranges_agree_with_the_slow_ones(void **state)
{
    (void)state;
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
        if (cp == 0xD800)
            cp = 0xE000;
        int narrow = width_of_char(cp, 1), wide = width_of_char(cp, 2);
        assert_in_range(narrow, 0, 2);
        assert_true(wide == narrow || (narrow == 1 && wide == 2));
    }
}

static void test_width__a_cluster_never_takes_more_than_two(void **state)
{
    (void)state;
    assert_int_equal(width_of("👨‍👩‍👧", 1), 2);
    assert_int_equal(width_of("🇯🇵", 1), 2);
    assert_int_equal(width_of("か\u3099", 1), 2);
    assert_int_equal(width_of("葛\U000E0100城", 1), 4);
    assert_int_equal(width_of("ｶﾞ", 1), 2);
    assert_int_equal(width_of("かﾞ", 1), 3);
    assert_int_equal(width_of("○①", 1), 2);
    assert_int_equal(width_of("○①", 2), 4);
    assert_int_equal(width_of("", 1), 0);
}

static void test_width__a_prefix_is_cut_between_glyphs(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int cols;
        const char *prefix;
        int used;
    } rows[] = {
        {"審査", 4, "審査", 4}, {"審査", 3, "審", 2},   {"審査", 1, "", 0},
        {"審査", 0, "", 0},     {"a審", 2, "a", 1},     {"か\u3099き", 2, "か\u3099", 2},
        {"○a", 1, "", 0},       {"葛\U000E0100城", 3, "葛\U000E0100", 2},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int used = -1;
        assert_int_equal(width_fit(rows[i].text, rows[i].cols, 2, &used), strlen(rows[i].prefix));
        assert_int_equal(used, rows[i].used);
    }
    assert_int_equal(width_fit("審査", 2, 1, NULL), 3);
}

static void test_width__padding_fills_exactly_and_marks_what_is_missing(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    assert_string_equal(width_pad(&a, "審査", 6, 1, false), "審査  ");
    assert_string_equal(width_pad(&a, "209,000", 9, 1, true), "  209,000");
    assert_string_equal(width_pad(&a, "審査", 4, 1, false), "審査");
    assert_string_equal(width_pad(&a, "審査課", 5, 1, false), "審査>");
    assert_string_equal(width_pad(&a, "審査課", 4, 1, false), "審 >");
    assert_string_equal(width_pad(&a, "209,000", 4, 1, true), "209>");
    assert_string_equal(width_pad(&a, "審", 1, 1, false), ">");
    assert_string_equal(width_pad(&a, "審", 0, 1, false), "");
    static const char *const texts[] = {"", "a", "漢", "か\u3099ｶﾞ○x審", "👨‍👩‍👧 と 𠮷"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (int cols = 1; cols < 14; cols++)
            for (int ambiguous = 1; ambiguous <= 2; ambiguous++)
                assert_int_equal(width_of(width_pad(&a, texts[i], cols, ambiguous, cols % 2), ambiguous), cols);
}

static void assert_wrapped(const char *text, int cols, const char *joined)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf got = BUF(400);
    char **lines;
    size_t n = width_wrap(&a, text, cols, 1, &lines);
    for (size_t i = 0; i < n; i++) {
        buf_add_str(&got, lines[i]);
        buf_add_str(&got, i + 1 < n ? "|" : "");
    }
    assert_string_equal(buf_str(&got), joined);
}

static void test_width__lines_break_where_japanese_allows(void **state)
{
    (void)state;
    assert_wrapped("", 10, "");
    assert_wrapped("審査する", 4, "審査|する");
    assert_wrapped("審査、する", 4, "審|査、|する"); /* no comma begins a line */
    assert_wrapped("あ「試験」", 4, "あ|「試|験」");  /* no opening bracket ends one */
    assert_wrapped("ちょっと", 4, "ちょ|っと");
    assert_wrapped("ABC def ghi", 7, "ABC def|ghi");
    assert_wrapped("abcdefgh", 3, "abc|def|gh");
    assert_wrapped("一\n\n二", 4, "一||二");
    assert_wrapped("①②③④", 2, "①②|③④");
    assert_wrapped("abc   ", 4, "abc ");
    assert_wrapped("漢字", 1, "漢|字"); /* a column too few still ends */
}

static void test_width__wrapping_loses_no_glyph(void **state)
{
    (void)state;
    static const char text[] = "株式会社（髙橋）の「認証」は、2026年11月20日までに葛\U000E0100城がABC-defを申請する。";
    AUTO(arena) struct arena a = {0};
    for (int cols = 1; cols < 40; cols++) {
        char **lines;
        AUTO(buf) struct buf whole = BUF(sizeof text);
        size_t n = width_wrap(&a, text, cols, 2, &lines);
        for (size_t i = 0; i < n; i++) {
            assert_in_range(width_of(lines[i], 2), 0, cols < 2 ? 2 : cols);
            buf_add_str(&whole, lines[i]);
        }
        assert_string_equal(buf_str(&whole), text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width__characters_take_the_columns_terminals_give_them),
        cmocka_unit_test(test_width__the_fast_ranges_agree_with_the_slow_ones),
        cmocka_unit_test(test_width__a_cluster_never_takes_more_than_two),
        cmocka_unit_test(test_width__a_prefix_is_cut_between_glyphs),
        cmocka_unit_test(test_width__padding_fills_exactly_and_marks_what_is_missing),
        cmocka_unit_test(test_width__lines_break_where_japanese_allows),
        cmocka_unit_test(test_width__wrapping_loses_no_glyph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
