#include "core/rule/decision.h"
#include "tests/support/small_scheme.h"

static const char *sized(struct small *x, const char *amount, const char *kind)
{
    small_set(x, "form.F.fee_paid", amount);
    small_set(x, "form.F.kind", kind);
    return small_get(x, "decision.class.size");
}

static void test_decision__the_first_row_that_fits_decides(void **state)
{
    struct small *x = *state;
    assert_string_equal(sized(x, "999", "個人"), "小");
    assert_string_equal(sized(x, "1000", "法人"), "中");
    assert_string_equal(sized(x, "5000", "法人"), "中");
    assert_string_equal(small_get(x, "decision.class.days"), "2");
    assert_string_equal(sized(x, "5001", "法人"), "大");
    assert_string_equal(sized(x, "1000", "個人"), "大");
}

static void test_decision__an_unknown_input_decides_nothing_unless_it_cannot_matter(void **state)
{
    struct small *x = *state;
    assert_string_equal(sized(x, "500", ""), "小");   /* the kind is not asked */
    assert_string_equal(sized(x, "6000", ""), "大");  /* the range is left whatever the kind is */
    assert_string_equal(sized(x, "2000", ""), "? form.F.kind");
    assert_string_equal(sized(x, "", "法人"), "? form.F.fee_paid");
}

static void test_decision__says_under_what_condition_there_is_none_yet(void **state)
{
    struct small *x = *state;
    const struct decision_def *def = scheme_decision(x->scheme, "formal");
    struct decided d = decision_run(def, &x->facts, NULL);
    assert_null(d.row);
    assert_non_null(d.undefined);
    assert_string_equal(d.undefined->rule.id, "E_OPEN");
    assert_false(value_defined(decided_output(def, &d, "outcome")));
    assert_false(value_defined(decided_output(def, &d, "no such output")));
}

static struct cell_def cell(enum cell_op op, const char *const *values, size_t n)
{
    return (struct cell_def){.op = op, .values = {values, n}};
}

static void test_decision__cells_read_their_values_by_the_type_of_the_input(void **state)
{
    (void)state;
    static const char *const low_high[] = {"2", "3.5"}, *const dates[] = {"2024-04-01"}, *const words[] = {"true", "法人"};
    struct cell_def range = cell(CELL_RANGE, low_high, 2), after = cell(CELL_GE, dates, 1), one = cell(CELL_IN, words, 2),
                    other = cell(CELL_NE, words, 2), any = {.op = CELL_ANY};
    assert_true(cell_fits(&range, value_int(2)));
    assert_true(cell_fits(&range, value_decimal(3500000)));
    assert_false(cell_fits(&range, value_int(4)));
    assert_false(cell_fits(&range, value_text("2")) && cell_fits(&range, value_text("9")));
    assert_true(cell_fits(&after, value_date(small_day("2024-04-01"))));
    assert_false(cell_fits(&after, value_date(small_day("2024-03-31"))));
    assert_true(cell_fits(&one, value_bool(true)));
    assert_false(cell_fits(&one, value_bool(false)));
    assert_true(cell_fits(&one, value_text("法人")));
    assert_true(cell_fits(&other, value_text("個人")));
    assert_true(cell_fits(&any, value_text("個人")));
}

static void test_decision__of_a_list_one_element_is_enough(void **state)
{
    (void)state;
    static const char *const words[] = {"西"};
    struct cell_def in = cell(CELL_IN, words, 1);
    struct value cells[] = {value_text("東"), value_text("西")};
    const struct value *rows[] = {&cells[0], &cells[1]};
    const struct value_list both = {.n = 2, .row = rows}, east = {.n = 1, .row = rows};
    assert_true(cell_fits(&in, value_list(&both)));
    assert_false(cell_fits(&in, value_list(&east)));
}

static void test_decision__reasons_name_rows(void **state)
{
    struct small *x = *state;
    small_set(x, "check.A.a1", "不適");
    const struct value_list *reasons = decision_reasons(scheme_decision(x->scheme, "formal"), &x->facts);
    bool found = false;
    for (size_t i = 0; i < reasons->n; i++)
        found = found || strcmp(reasons->row[i]->text, "a1") == 0;
    assert_true(found);
    assert_int_equal(decision_reasons(scheme_decision(x->scheme, "class"), &x->facts)->n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(test_decision__the_first_row_that_fits_decides),
        SMALL_TEST(test_decision__an_unknown_input_decides_nothing_unless_it_cannot_matter),
        SMALL_TEST(test_decision__says_under_what_condition_there_is_none_yet),
        cmocka_unit_test(test_decision__cells_read_their_values_by_the_type_of_the_input),
        cmocka_unit_test(test_decision__of_a_list_one_element_is_enough),
        SMALL_TEST(test_decision__reasons_name_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
