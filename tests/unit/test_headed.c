#include "tests/support/unit.h"

#include "tui/screen/headed.h"

/* Rows: 'h' a heading, '.' a row. */
static bool is_heading(const void *user, size_t row)
{
    return ((const char *)user)[row] == 'h';
}

static struct list list_of(const char *rows, int height)
{
    struct list l = {0};
    list_fit(&l, strlen(rows), height);
    headed_settle(&l, is_heading, rows);
    return l;
}

static enum list_event press(struct list *l, const char *rows, const char *keys)
{
    struct keymap m;
    struct key k;
    struct err e;
    enum list_event ev = LIST_IGNORED;
    keymap_init(&m);
    while (key_parse(&keys, &k, &e) == 1)
        ev = headed_key(l, &m, &k, is_heading, rows);
    keymap_done(&m);
    return ev;
}

static void test_headed__the_cursor_passes_over_headings(void **state)
{
    static const char rows[] = "h..hh.h";
    struct list l = list_of(rows, 10);
    (void)state;
    assert_int_equal(l.at, 1);
    assert_int_equal(press(&l, rows, "<Down><Down>"), LIST_MOVED);
    assert_int_equal(l.at, 5);
    assert_int_equal(press(&l, rows, "<Down>"), LIST_STAYED); /* only a heading follows */
    assert_int_equal(l.at, 5);
    press(&l, rows, "<Up>");
    assert_int_equal(l.at, 2);
    press(&l, rows, "<End>");
    assert_int_equal(l.at, 5);
    press(&l, rows, "<Home>");
    assert_int_equal(l.at, 1);
}

static void test_headed__the_heading_above_the_first_row_is_seen(void **state)
{
    static const char rows[] = "h...h...";
    struct list l = list_of(rows, 3);
    (void)state;
    press(&l, rows, "<End>");
    assert_int_equal(l.top, 5);
    press(&l, rows, "<Home>");
    assert_int_equal(l.at, 1);
    assert_int_equal(l.top, 0);
}

static void test_headed__headings_alone_hold_the_cursor_still(void **state)
{
    struct list l = list_of("hh", 5), none = list_of("", 5);
    (void)state;
    assert_int_equal(press(&l, "hh", "<Down>"), LIST_STAYED);
    assert_int_equal(l.at, 0);
    press(&none, "", "<Down><Up>");
    assert_int_equal(none.at, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headed__the_cursor_passes_over_headings),
        cmocka_unit_test(test_headed__the_heading_above_the_first_row_is_seen),
        cmocka_unit_test(test_headed__headings_alone_hold_the_cursor_still),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
