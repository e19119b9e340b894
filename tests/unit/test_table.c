#include "core/rule/table.h"
#include "tests/support/unit.h"

static const struct type_column columns[] = {{"number", "番号", {.type = VALUE_TEXT}},
                                             {"days", "日数", {.type = VALUE_INT}},
                                             {"until", "期限", {.type = VALUE_DATE}}};
static const struct type_columns all = {columns, COUNT_OF(columns)};
static const struct type table = {.type = VALUE_LIST, .columns = &all};

static const struct value_list *rows_of_csv(struct arena *a, const char *csv)
{
    struct value v;
    struct err e;
    assert_ok(table_read(a, &table, csv, &v, &e), &e);
    return v.list;
}

static void test_table__a_header_names_columns_by_id_or_label_in_any_order(void **state)
{
    AUTO(arena) struct arena a = {0};
    (void)state;
    const struct value_list *rows = rows_of_csv(&a, "期限,number\r\n2026-03-31,KJ-001\r\n,\"KJ,2\"\r\n");
    assert_int_equal(rows->n, 2);
    assert_string_equal(rows->row[0][0].text, "KJ-001");
    assert_false(value_defined(rows->row[0][1])); /* a column that is not there is empty */
    assert_true(value_defined(rows->row[0][2]));
    assert_string_equal(rows->row[1][0].text, "KJ,2");
    assert_false(value_defined(rows->row[1][2]));
}

static void test_table__nothing_is_an_empty_table(void **state)
{
    AUTO(arena) struct arena a = {0};
    (void)state;
    assert_int_equal(rows_of_csv(&a, "")->n, 0);
    assert_int_equal(rows_of_csv(&a, "number,days\n")->n, 0);
}

static void test_table__a_wrong_header_names_the_nearest_column(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct value v;
    struct err e;
    (void)state;
    assert_int_equal(table_read(&a, &table, "numbr\nKJ-001\n", &v, &e), E_INPUT);
    assert_string_equal(e.msg, "table.column");
    assert_string_equal(e.arg[0], "numbr");
    assert_string_equal(e.arg[1], "number");
}

static void test_table__a_wrong_cell_is_named_by_line_and_column(void **state)
{
    AUTO(arena) struct arena a = {0};
    struct value v;
    struct err e;
    (void)state;
    assert_int_equal(table_read(&a, &table, "number,days\nKJ-001,5\nKJ-002,five\n", &v, &e), E_INPUT);
    assert_string_equal(e.msg, "table.cell");
    assert_string_equal(e.arg[0], "3");
    assert_string_equal(e.arg[1], "日数");
    assert_string_equal(e.arg[2], "five");
    assert_int_equal(table_read(&a, &table, "number\n\"open\n", &v, &e), E_INPUT);
    assert_string_equal(e.msg, "csv.quote");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table__a_header_names_columns_by_id_or_label_in_any_order),
        cmocka_unit_test(test_table__nothing_is_an_empty_table),
        cmocka_unit_test(test_table__a_wrong_header_names_the_nearest_column),
        cmocka_unit_test(test_table__a_wrong_cell_is_named_by_line_and_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
