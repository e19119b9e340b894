#include "tests/support/unit.h"

#include <string.h>

#include "core/base/str.h"
#include "tui/screen/detail.h"
#include "tui/screen/marked.h"

static void assert_row(const struct surface *s, int y, const char *expected)
{
    char text[512] = "";
    size_t n = 0;
    for (int x = 0; x < s->cols; x++) {
        const struct cell *c = surface_cell(s, x, y);
        memcpy(text + n, c->text, c->n);
        n += c->n;
    }
    while (n && text[n - 1] == ' ')
        n--;
    text[n] = '\0';
    assert_string_equal(text, expected);
}

static void test_detail__marks_are_kept_and_styled(void **state)
{
    struct surface s;
    (void)state;
    surface_init(&s, 3, 20, (struct glyphs){1, CHARSET_UTF8});
    assert_int_equal(marked_draw(&s, surface_rect(&s), "a{-5-}{+1+}b"), 1);
    assert_row(&s, 0, "a{-5-}{+1+}b");
    assert_int_equal(surface_cell(&s, 0, 0)->style, STYLE_NORMAL);
    for (int x = 1; x < 6; x++)
        assert_int_equal(surface_cell(&s, x, 0)->style, STYLE_CHANGED_OLD);
    for (int x = 6; x < 11; x++)
        assert_int_equal(surface_cell(&s, x, 0)->style, STYLE_CHANGED_NEW);
    assert_int_equal(surface_cell(&s, 11, 0)->style, STYLE_NORMAL);
    surface_done(&s);
}

static void test_detail__a_change_goes_on_over_lines(void **state)
{
    struct surface s;
    (void)state;
    surface_init(&s, 4, 10, (struct glyphs){1, CHARSET_UTF8});
    assert_true(marked_draw(&s, surface_rect(&s), "{+一二三四五六七八九十+}了") > 1);
    assert_int_equal(surface_cell(&s, 0, 1)->style, STYLE_CHANGED_NEW);
    surface_done(&s);
}

/* A hyphen or a plus that is no mark is text. */
static void test_detail__signs_alone_are_text(void **state)
{
    struct surface s;
    (void)state;
    surface_init(&s, 2, 30, (struct glyphs){1, CHARSET_UTF8});
    marked_draw(&s, surface_rect(&s), "a-b+c{d}-}+}");
    assert_row(&s, 0, "a-b+c{d}-}+}");
    for (int x = 0; x < 12; x++)
        assert_int_equal(surface_cell(&s, x, 0)->style, STYLE_NORMAL);
    surface_done(&s);
}

static void test_detail__each_line_has_room_and_the_change_most(void **state)
{
    struct detail d = {0};
    struct surface s;
    (void)state;
    surface_init(&s, 5, 40, (struct glyphs){1, CHARSET_UTF8});
    detail_begin(&d, 3, "head");
    detail_add(&d, "was", "one two three four five six seven eight");
    detail_add(&d, "none", "");
    detail_add_marked(&d, "change", "{-one-} two three four five six seven");
    detail_add(&d, "last", "x");
    assert_int_equal(d.n, 3);
    detail_draw(&d, &s, surface_rect(&s));
    assert_row(&s, 0, " head");
    assert_row(&s, 1, "   was          one two three four five");
    assert_row(&s, 2, "   change       {-one-} two three four");
    assert_row(&s, 3, "                five six seven");
    assert_row(&s, 4, "   last         x");
    surface_done(&s);
    detail_done(&d);
}

static void test_detail__takes_no_more_than_its_maximum(void **state)
{
    struct detail d = {0};
    struct arena a = {0};
    (void)state;
    detail_begin(&d, 0, NULL);
    for (int i = 0; i < DETAIL_PAIRS_MAX + 3; i++)
        detail_add(&d, "label", "text");
    assert_int_equal(d.n, DETAIL_PAIRS_MAX);
    assert_true(str_starts(detail_text(&d, &a), "label\n  text\n\n"));
    arena_done(&a);
    detail_done(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_detail__marks_are_kept_and_styled),
        cmocka_unit_test(test_detail__a_change_goes_on_over_lines),
        cmocka_unit_test(test_detail__signs_alone_are_text),
        cmocka_unit_test(test_detail__each_line_has_room_and_the_change_most),
        cmocka_unit_test(test_detail__takes_no_more_than_its_maximum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
