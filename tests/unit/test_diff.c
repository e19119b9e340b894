#include "core/rule/diff.h"
#include "tests/support/dice.h"
#include "tests/support/unit.h"

static void test_diff__only_line_ends_and_trailing_blanks_are_no_change(void **state)
{
    (void)state;
    assert_true(diff_equal("", ""));
    assert_true(diff_equal("a\r\nb", "a\nb"));
    assert_true(diff_equal("a\rb", "a\nb"));
    assert_true(diff_equal("a  \nb\t", "a\nb"));
    assert_true(diff_equal("24時間　", "24時間"));
    assert_true(diff_equal("a\n\n", "a"));
    assert_false(diff_equal("ＦＡＸ", "FAX"));
    assert_false(diff_equal("a", " a"));
    assert_false(diff_equal("a\n\nb", "a\nb"));
    assert_false(diff_equal("a", ""));
}

static void test_diff__marks_what_went_and_what_came(void **state)
{
    (void)state;
    struct arena a = {0};
    static const struct {
        const char *old, *now, *marked;
    } cases[] = {{"同じ", "同じ", ""},
                 {"24時間", "平日9時", "{-24-}{+平日9+}時{-間-}"},
                 {"受付は24時間です", "受付は12時間です", "受付は{-24-}{+12+}時間です"},
                 {"一\n二\n三", "一\n三", "一{-\n二-}\n三"},
                 {"一\n三", "一\n二\n三", "一{+\n二+}\n三"},
                 {"二\n三", "三", "{-二\n-}三"},
                 {"", "新", "{+新+}"},
                 {"旧", "", "{-旧-}"},
                 {"one two", "one three", "one {-two-}{+three+}"},
                 {"葛\U000E0100城", "葛城", "{-葛\U000E0100-}{+葛+}城"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(diff_marked(&a, cases[i].old, cases[i].now), cases[i].marked);
    arena_done(&a);
}

/* Takes the marks of one side away: what is left must be the other text. */
static void take_side(const char *marked, char drop, char *to)
{
    char mode = 0;
    for (const char *s = marked; *s; s++) {
        if (*s == '{' && (s[1] == '-' || s[1] == '+')) {
            mode = *++s;
        } else if (mode && *s == mode && s[1] == '}') {
            mode = 0;
            s++;
        } else if (mode != drop) {
            *to++ = *s;
        }
    }
    *to = 0;
}

static void test_diff__both_texts_can_be_taken_from_the_marked_one(void **state)
{
    (void)state;
    dice_seed(7);
    static const char *const pieces[] = {"甲", "乙", "丙", "x1", " ", "\n", "23"};
    for (int round = 0; round < 300; round++) {
        struct arena a = {0};
        const char *text[2] = {"", ""};
        for (int side = 0; side < 2; side++)
            for (int i = 0; i < 12; i++)
                text[side] = arena_printf(&a, "%s%s", text[side], pieces[dice_index(COUNT_OF(pieces))]);
        const char *marked = diff_marked(&a, text[0], text[1]);
        char *side = arena_alloc(&a, strlen(marked) + 1);
        if (*marked) {
            take_side(marked, '+', side);
            assert_true(diff_equal(side, text[0]));
            take_side(marked, '-', side);
            assert_true(diff_equal(side, text[1]));
        } else {
            assert_true(diff_equal(text[0], text[1]));
        }
        arena_done(&a);
    }
}

static void test_diff__huge_texts_are_marked_as_a_whole(void **state)
{
    (void)state;
    struct arena a = {0};
    char *old = arena_alloc(&a, DIFF_UNITS_MAX * 2 + 10);
    for (int i = 0; i <= DIFF_UNITS_MAX; i++)
        memcpy(old + i * 2, "a\n", 2);
    const char *marked = diff_marked(&a, old, "b");
    assert_int_equal(strncmp(marked, "{-a\na", 5), 0);
    assert_string_equal(marked + strlen(marked) - 7, "-}{+b+}");
    arena_done(&a);
}

/* ASPIC-TV-070: changed against the first application, though approved at the last renewal. */
static void test_diff__what_was_approved_before_is_said(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diff_view view = diff_view(&a, "24時間", "平日9時～17時", "平日9時～17時");
    assert_true(view.changed);
    assert_true(view.reviewed_before);
    assert_string_equal(view.old, "24時間");
    view = diff_view(&a, "24時間", "24時間", "平日9時～17時");
    assert_true(view.changed);
    assert_false(view.reviewed_before);
    view = diff_view(&a, "24時間", NULL, "24時間");
    assert_false(view.changed);
    assert_false(view.reviewed_before);
    arena_done(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_diff__only_line_ends_and_trailing_blanks_are_no_change),
        cmocka_unit_test(test_diff__marks_what_went_and_what_came),
        cmocka_unit_test(test_diff__both_texts_can_be_taken_from_the_marked_one),
        cmocka_unit_test(test_diff__huge_texts_are_marked_as_a_whole),
        cmocka_unit_test(test_diff__what_was_approved_before_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
