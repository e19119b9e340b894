#include "tests/support/unit.h"

#include <stdlib.h>

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "tests/support/dice.h"
#include "tui/layout.h"
#include "tui/surface.h"

static const struct glyphs narrow = {1, CHARSET_UTF8}, wide = {2, CHARSET_UTF8}, cp932 = {2, CHARSET_CP932};

/* Row y as text, half glyphs left out, spaces kept. */
static const char *row(const struct surface *s, int y, char *to, size_t size)
{
    size_t n = 0;
    for (int x = 0; x < s->cols; x++) {
        const struct cell *c = surface_cell(s, x, y);
        assert_true(n + c->n < size);
        memcpy(to + n, c->text, c->n);
        n += c->n;
    }
    to[n] = '\0';
    return to;
}

#define assert_row(s, y, expected)                                     \
    do {                                                               \
        char text_[4096];                                              \
        assert_string_equal(row((s), (y), text_, sizeof text_), expected); \
    } while (0)

/* Every wide glyph has its right half, every right half its glyph. */
static void assert_whole(const struct surface *s)
{
    for (int y = 0; y < s->rows; y++)
        for (int x = 0; x < s->cols; x++) {
            const struct cell *c = surface_cell(s, x, y);
            if (c->n == 0) {
                assert_int_equal(c->cols, 0);
                assert_true(x > 0 && surface_cell(s, x - 1, y)->cols == 2);
            } else if (c->cols == 2) {
                assert_true(x + 1 < s->cols && surface_cell(s, x + 1, y)->n == 0);
            } else {
                assert_int_equal(c->cols, 1);
            }
        }
}

static void test_surface__a_glyph_is_never_cut(void **state)
{
    (void)state;
    struct surface s;
    surface_init(&s, 3, 6, narrow);
    struct rect all = surface_rect(&s);
    surface_text(&s, all, 0, 0, STYLE_NORMAL, "漢字漢");
    surface_text(&s, all, 1, 0, STYLE_NORMAL, "x");
    assert_row(&s, 0, " x字漢");
    surface_text(&s, all, 3, 0, STYLE_NORMAL, "語");
    assert_row(&s, 0, " x 語 ");
    surface_text(&s, all, 5, 1, STYLE_NORMAL, "漢");
    assert_row(&s, 1, "      ");
    surface_text(&s, all, -1, 2, STYLE_NORMAL, "漢字");
    assert_row(&s, 2, " 字   ");
    assert_whole(&s);
    surface_done(&s);
}

static void test_surface__drawing_stays_in_its_rectangle(void **state)
{
    (void)state;
    struct surface s;
    surface_init(&s, 3, 8, narrow);
    surface_text(&s, surface_rect(&s), 0, 1, STYLE_NORMAL, "........");
    struct rect at = {2, 1, 3, 1};
    assert_int_equal(surface_text(&s, at, 0, 0, STYLE_FOCUS, "漢字"), 4);
    assert_row(&s, 1, "..漢 ...");
    surface_text(&s, at, 0, 1, STYLE_FOCUS, "below");
    surface_text(&s, at, 0, -1, STYLE_FOCUS, "above");
    assert_row(&s, 0, "        ");
    assert_row(&s, 2, "        ");
    surface_fill(&s, (struct rect){-5, -5, 100, 100}, STYLE_DIM);
    surface_fill(&s, (struct rect){3, 1, 0, 4}, STYLE_FOCUS);
    assert_int_equal(surface_cell(&s, 7, 2)->style, STYLE_DIM);
    surface_done(&s);
}

static void test_surface__ambiguous_width_is_the_seats(void **state)
{
    (void)state;
    assert_int_equal(glyphs_cols(&narrow, "○※", strlen("○※")), 2);
    assert_int_equal(glyphs_cols(&wide, "○※", strlen("○※")), 4);
    struct surface s;
    surface_init(&s, 1, 6, wide);
    surface_text(&s, surface_rect(&s), 0, 0, STYLE_NORMAL, "○x");
    assert_row(&s, 0, "○x   ");
    assert_whole(&s);
    surface_done(&s);
}

static void assert_shows(const struct glyphs *g, const char *cluster, const char *expected, int cols)
{
    char to[CELL_BYTES + 1] = {0};
    size_t n;
    assert_int_equal(glyph_show(g, cluster, strlen(cluster), to, &n, NULL), cols);
    to[n] = '\0';
    assert_string_equal(to, expected);
}

static void test_surface__hostile_and_unknown_characters_are_replaced(void **state)
{
    (void)state;
    assert_shows(&narrow, "\033", "〓", 2);
    assert_shows(&narrow, "\xc2\x9b", "〓", 2);
    assert_shows(&narrow, "\xe2\x80\xae", "〓", 2);
    assert_shows(&narrow, "\xee\x80\x80", "〓", 2);     /* private use */
    assert_shows(&narrow, "\xef\xbf\xbf", "〓", 2);     /* noncharacter */
    assert_shows(&narrow, "\xff", "〓", 2);             /* no UTF-8 at all */
    assert_shows(&narrow, "\n", " ", 1);
    assert_shows(&narrow, "𠮷", "𠮷", 2);
    assert_shows(&narrow, "か\xe3\x82\x99", "が", 2);   /* composed */
    assert_shows(&narrow, "\xe3\x82\x99", " \xe3\x82\x99", 1);
    assert_shows(&narrow, "葛\xf3\xa0\x84\x80", "葛", 2); /* IVS: the base is shown, the text keeps it */
    assert_shows(&narrow, "👨\xe2\x80\x8d👩", "👨", 2);
    assert_shows(&cp932, "髙", "髙", 2);
    assert_shows(&cp932, "𠮷", "〓", 2);
    assert_shows(&cp932, "ñ", "?", 1);
}

static void test_surface__a_column_is_padded_or_cut_with_a_mark(void **state)
{
    (void)state;
    struct surface s;
    surface_init(&s, 4, 8, narrow);
    struct rect all = surface_rect(&s);
    surface_column(&s, all, 0, 0, 8, STYLE_NORMAL, true, "1,000");
    assert_row(&s, 0, "   1,000");
    assert_int_equal(surface_column(&s, all, 0, 1, 6, STYLE_NORMAL, false, "株式会社"), 6);
    assert_row(&s, 1, "株式 >  ");
    surface_column(&s, all, 0, 2, 7, STYLE_NORMAL, false, "株式会社");
    assert_row(&s, 2, "株式会> ");
    surface_column(&s, all, 0, 3, 1, STYLE_NORMAL, false, "株式会社");
    assert_row(&s, 3, ">       ");
    surface_done(&s);
}

/* For every width and text: total, terminating, whole glyphs, exactly the columns asked for. */
static void test_surface__columns_hold_for_every_width(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "a", "漢", "a漢", "漢a", "か\xe3\x82\x99か\xe3\x82\x99", "ｶﾞ", "○○", "𠮷野家", "\033[31m"};
    const struct glyphs *const seats[] = {&narrow, &wide, &cp932};
    for (size_t g = 0; g < COUNT_OF(seats); g++)
        for (size_t t = 0; t < COUNT_OF(texts); t++)
            for (int cols = 0; cols < 12; cols++) {
                struct surface s;
                surface_init(&s, 1, 12, *seats[g]);
                surface_text(&s, surface_rect(&s), 0, 0, STYLE_NORMAL, "############");
                assert_int_equal(surface_column(&s, surface_rect(&s), 0, 0, cols, STYLE_NORMAL, false, texts[t]), cols);
                for (int x = 0; x < 12; x++)
                    assert_int_equal(surface_cell(&s, x, 0)->text[0] == '#', x >= cols);
                assert_whole(&s);
                surface_done(&s);
            }
}

static void test_surface__random_drawing_keeps_glyphs_whole(void **state)
{
    (void)state;
    dice_seed(7);
    static const char *const texts[] = {"漢字", "a", "か\xe3\x82\x99x", "○", "", "  ", "ｱ漢"};
    struct surface s;
    surface_init(&s, 5, 9, wide);
    for (int i = 0; i < 20000; i++) {
        struct rect at = {dice(12) - 2, dice(7) - 1, dice(9), dice(5)};
        const char *text = texts[dice_index(COUNT_OF(texts))];
        if (dice(2))
            surface_text(&s, at, dice(8) - 3, dice(4) - 1, STYLE_FOCUS, text);
        else
            surface_fill(&s, at, STYLE_NORMAL);
        assert_whole(&s);
    }
    surface_done(&s);
}

static void test_surface__prints_text_styles_and_cursor(void **state)
{
    (void)state;
    struct surface s;
    surface_init(&s, 2, 6, narrow);
    surface_text(&s, surface_rect(&s), 1, 0, STYLE_ERROR, "漢");
    surface_cursor(&s, surface_rect(&s), 100, 1);
    AUTO(buf) struct buf out = BUF(1000);
    surface_print(&s, &out);
    assert_string_equal(buf_str(&out), " 漢\n\n--\n0 1-2 error\ncursor 1 5\n");
    surface_done(&s);
}

static void test_surface__sizes_are_clamped(void **state)
{
    (void)state;
    struct surface s;
    surface_init(&s, 0, -5, narrow);
    assert_int_equal(s.rows, 1);
    assert_int_equal(s.cols, 1);
    surface_resize(&s, 65535, 65535);
    assert_int_equal(s.rows, SURFACE_ROWS_MAX);
    assert_int_equal(s.cols, SURFACE_COLS_MAX);
    surface_done(&s);
}

static void test_surface__places_stay_the_same(void **state)
{
    (void)state;
    struct layout l = layout_of(24, 80);
    assert_int_equal(l.body.y, 1);
    assert_int_equal(l.body.h, 21);
    assert_int_equal(l.message.y, 22);
    assert_int_equal(l.keys.y, 23);
    assert_false(l.too_small);
    assert_true(layout_of(23, 80).too_small);
    assert_true(layout_of(24, 79).too_small);
    struct rect r = {0, 0, 10, 2};
    assert_int_equal(rect_top(&r, 5).h, 2);
    assert_int_equal(r.h, 0);
    assert_int_equal(rect_bottom(&r, 1).h, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_surface__a_glyph_is_never_cut),
        cmocka_unit_test(test_surface__drawing_stays_in_its_rectangle),
        cmocka_unit_test(test_surface__ambiguous_width_is_the_seats),
        cmocka_unit_test(test_surface__hostile_and_unknown_characters_are_replaced),
        cmocka_unit_test(test_surface__a_column_is_padded_or_cut_with_a_mark),
        cmocka_unit_test(test_surface__columns_hold_for_every_width),
        cmocka_unit_test(test_surface__random_drawing_keeps_glyphs_whole),
        cmocka_unit_test(test_surface__prints_text_styles_and_cursor),
        cmocka_unit_test(test_surface__sizes_are_clamped),
        cmocka_unit_test(test_surface__places_stay_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
