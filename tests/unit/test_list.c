#include "tests/support/unit.h"

#include "tests/support/dice.h"
#include "tui/widget/table.h"

static void test_list__steps_pages_and_stops_at_the_ends(void **state)
{
    (void)state;
    struct list l = {0};
    list_fit(&l, 100, 10);
    assert_int_equal(list_command(&l, CMD_LIST_UP), LIST_STAYED);
    assert_int_equal(list_command(&l, CMD_LIST_DOWN), LIST_MOVED);
    assert_int_equal(list_command(&l, CMD_LIST_PAGE_DOWN), LIST_SCROLLED);
    assert_int_equal(l.at, 11);
    assert_int_equal(l.top, 10); /* the cursor keeps its place on the screen */
    assert_int_equal(list_command(&l, CMD_LIST_END), LIST_SCROLLED);
    assert_int_equal(l.top, 90);
    assert_int_equal(list_command(&l, CMD_LIST_DOWN), LIST_STAYED);
    assert_int_equal(list_command(&l, CMD_LIST_HOME), LIST_SCROLLED);
    assert_int_equal(list_command(&l, CMD_FIELD_LEFT), LIST_IGNORED);
}

static void test_list__an_empty_list_does_nothing(void **state)
{
    (void)state;
    struct list l = {0};
    list_fit(&l, 0, 10);
    for (enum command c = CMD_LIST_UP; c <= CMD_LIST_END; c++)
        assert_int_equal(list_command(&l, c), LIST_STAYED);
    assert_int_equal(l.at, 0);
}

static void test_list__keeps_its_row_when_rows_come_and_go(void **state)
{
    (void)state;
    struct list l = {0};
    list_fit(&l, 50, 10);
    list_go(&l, 30);
    list_fit(&l, 60, 10);
    assert_int_equal(l.at, 30);
    list_fit(&l, 5, 10);
    assert_int_equal(l.at, 4);
    assert_int_equal(l.top, 0);
}

static void test_list__the_cursor_is_always_seen(void **state)
{
    (void)state;
    dice_seed(11);
    struct list l = {0};
    for (int i = 0; i < 20000; i++) {
        if (dice(10) == 0)
            list_fit(&l, dice_index(60), 1 + dice(12));
        else
            list_command(&l, (enum command)(CMD_LIST_UP + dice(6)));
        if (!l.n)
            continue;
        assert_true(l.at < l.n && l.at >= l.top && l.at < l.top + (size_t)l.height);
        assert_true(l.top == 0 || l.top + (size_t)l.height <= l.n); /* no empty rows while some stand above */
    }
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    static const char *const texts[] = {"あいうえお", "12345678901234567890", "", "𠮷"};
    (void)user, (void)style_r;
    return texts[(row + (size_t)column) % COUNT_OF(texts)];
}

/* At every width the table stays in its place and the row has one marker. */
static void test_list__a_table_fits_any_width(void **state)
{
    (void)state;
    static const struct column columns[] = {
        {"番号", 12, false, 0}, {"名称", 0, false, 0}, {"金額", 8, true, 0}, {"備考", 20, false, 60}, {"他", 0, false, 70}};
    const struct table t = {.column = columns, .columns = 5, .headings = true, .mark_cols = 2, .cell = cell};
    for (int w = 0; w <= 100; w++) {
        struct surface s;
        surface_init(&s, 6, 110, (struct glyphs){2, CHARSET_UTF8});
        surface_fill(&s, surface_rect(&s), STYLE_MARKED);
        struct list l = {0};
        list_fit(&l, 20, table_height(&t, (struct rect){0, 0, w, 5}));
        list_go(&l, 2);
        table_draw(&t, &l, &s, (struct rect){5, 0, w, 5}, true, "");
        for (int y = 0; y < 6; y++)
            for (int x = 0; x < 110; x++)
                if (x < 5 || x >= 5 + w || y == 5)
                    assert_int_equal(surface_cell(&s, x, y)->style, STYLE_MARKED);
        if (w > 0)
            assert_int_equal(surface_cell(&s, 5, 3)->text[0], '>');
        surface_done(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list__steps_pages_and_stops_at_the_ends),
        cmocka_unit_test(test_list__an_empty_list_does_nothing),
        cmocka_unit_test(test_list__keeps_its_row_when_rows_come_and_go),
        cmocka_unit_test(test_list__the_cursor_is_always_seen),
        cmocka_unit_test(test_list__a_table_fits_any_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
