#include "core/rule/sheet.h"
#include "tests/support/small_scheme.h"

static void certify(struct small *x)
{
    small_set(x, "cert.in_force", "true");
    small_set(x, "cert.number", "S-0001");
    small_set(x, "cert.serial", "1");
    small_set(x, "cert.granted_on", "2024-05-07");
}

static void test_sheet__a_register_shows_what_is_in_force(void **state)
{
    struct small *x = *state;
    const struct register_def *list = scheme_register(x->scheme, "list");
    struct sheet_lines lines = {0};
    register_lines(list, &x->facts, &lines);
    assert_int_equal(lines.all.n, 0);
    certify(x);
    register_lines(list, &x->facts, &lines);
    assert_int_equal(lines.all.n, 1);
    assert_string_equal(lines.all.at[0].cell[0], "S-0001");
    assert_string_equal(lines.all.at[0].cell[1], "2024.05.07");
    assert_int_equal(lines.all.at[0].order.i, 1);
}

static void withhold(struct small *x, const char *item, const char *decision, const char *from, const char *until,
                     const char *released)
{
    struct value *row = small_add(x, "withheld");
    small_put(x, "withheld", row, "item", value_text(item));
    small_put(x, "withheld", row, "decision", value_text(decision));
    small_put(x, "withheld", row, "from_on", value_date(small_day(from)));
    small_put(x, "withheld", row, "until_on", value_date(small_day(until)));
    if (*released)
        small_put(x, "withheld", row, "released_on", value_date(small_day(released)));
}

/* ASPIC-TV-073, 074: a granted wish masks what was written, and its end alone publishes nothing. */
static void test_sheet__withheld_rows_show_the_text_of_the_register(void **state)
{
    struct small *x = *state;
    certify(x);
    small_fill(x, "M", "{\"sites\":[{\"label\":\"大阪\"}],\"m1\":{\"content\":\"秘密\"},\"m2@大阪\":{\"content\":\"回線\"}}");
    withhold(x, "m1", "granted", "2024-06-01", "2024-06-02", "");
    withhold(x, "m2@大阪", "refused", "2024-06-01", "2024-12-31", "");
    withhold(x, "m2@大阪", "granted", "2024-07-01", "2024-12-31", "");
    struct sheet_lines lines = {0};
    register_lines(scheme_register(x->scheme, "detail"), &x->facts, &lines);
    assert_int_equal(lines.all.n, 2);
    assert_string_equal(lines.all.at[0].ref, "m1");
    assert_true(lines.all.at[0].withheld);
    assert_string_equal(lines.all.at[0].cell[0], "方針");
    assert_string_equal(lines.all.at[0].cell[1], "公表留保中");
    assert_false(lines.all.at[1].withheld);
    assert_string_equal(lines.all.at[1].cell[1], "回線");
}

static void test_sheet__released_rows_are_shown(void **state)
{
    struct small *x = *state;
    certify(x);
    small_fill(x, "M", "{\"m1\":{\"content\":\"公開\"}}");
    withhold(x, "m1", "granted", "2024-05-01", "2024-06-01", "2024-06-03");
    struct sheet_lines lines = {0};
    register_lines(scheme_register(x->scheme, "detail"), &x->facts, &lines);
    assert_string_equal(lines.all.at[0].cell[1], "公開");
}

static void test_sheet__a_ledger_has_lines_of_what_its_condition_says(void **state)
{
    struct small *x = *state;
    const struct ledger_def *book = scheme_ledger(x->scheme, "book");
    struct sheet_lines lines = {0};
    ledger_line(book, &x->facts, NULL, &lines);
    assert_int_equal(lines.all.n, 0);
    certify(x);
    small_set(x, "period.from", "2025-03-31");
    ledger_line(book, &x->facts, NULL, &lines);
    assert_int_equal(lines.all.n, 1);
    assert_string_equal(lines.all.at[0].group, "2024");
    assert_string_equal(lines.all.at[0].cell[1], "2025-03-31");
}

static void test_sheet__lines_without_order_come_last(void **state)
{
    (void)state;
    const struct sheet_line one = {.order = value_int(1)}, two = {.order = value_int(2)}, none = {.order = value_undefined()};
    assert_true(sheet_line_compare(&one, &two) < 0);
    assert_true(sheet_line_compare(&two, &one) > 0);
    assert_true(sheet_line_compare(&two, &none) < 0);
    assert_true(sheet_line_compare(&none, &one) > 0);
    assert_int_equal(sheet_line_compare(&none, &none), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(test_sheet__a_register_shows_what_is_in_force),
        SMALL_TEST(test_sheet__withheld_rows_show_the_text_of_the_register),
        SMALL_TEST(test_sheet__released_rows_are_shown),
        SMALL_TEST(test_sheet__a_ledger_has_lines_of_what_its_condition_says),
        cmocka_unit_test(test_sheet__lines_without_order_come_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
