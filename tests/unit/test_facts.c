#include "tests/support/rule_fixture.h"

static const char *text_of(struct rule_fixture *x, const char *name)
{
    return value_print(&x->arena, facts_get(&x->facts, name));
}

static void test_facts__are_undefined_until_set_and_say_which_is_missing(void **state)
{
    struct rule_fixture *x = *state;
    assert_false(value_defined(facts_get(&x->facts, "case.received_on")));
    assert_string_equal(x->facts.missing, "case.received_on");
    fixture_set(x, "case.received_on", "2024-04-01");
    x->facts.missing = NULL;
    assert_string_equal(text_of(x, "case.received_on"), "2024-04-01");
    assert_null(x->facts.missing);
    fixture_set(x, "case.received_on", "");
    assert_false(value_defined(facts_get(&x->facts, "case.received_on")));
}

static void test_facts__names_that_do_not_exist_are_refused_with_the_nearest(void **state)
{
    struct rule_fixture *x = *state;
    static const struct {
        const char *name, *nearest;
    } cases[] = {{"case.recieved_on", "case.received_on"},
                 {"form.F-B.b11.result", "form.F-B.b10.result"},
                 {"form.F-B.b10.resutl", "form.F-B.b10.result"},
                 {"doc.transcrip.title", "doc.transcript.title"},
                 {"zzz", ""}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct err e;
        assert_int_equal(facts_set(&x->facts, cases[i].name, value_int(1), &e), E_NOTFOUND);
        assert_string_equal(e.msg, "fact.unknown");
        assert_string_equal(e.arg[1], cases[i].nearest);
    }
}

static void test_facts__types_and_choices_are_checked(void **state)
{
    struct rule_fixture *x = *state;
    struct err e;
    assert_int_equal(facts_set(&x->facts, "case.received_on", value_int(1), &e), E_INPUT);
    assert_string_equal(e.msg, "fact.type");
    assert_int_equal(facts_set(&x->facts, "case.result", value_text("可"), &e), E_INPUT);
    assert_string_equal(e.msg, "value.not-choice");
    assert_ok(facts_set(&x->facts, "paid", value_int(1000), &e), &e);
    assert_int_equal(facts_get(&x->facts, "paid").type, VALUE_YEN);
    assert_ok(facts_set(&x->facts, "case.rate", value_int(2), &e), &e);
    assert_string_equal(text_of(x, "case.rate"), "2");
}

static void test_facts__cells_of_keyed_lists_have_names(void **state)
{
    struct rule_fixture *x = *state;
    fixture_set(x, "form.F-B.b10.result", "適");
    fixture_set(x, "form.F-B.b70@大阪DC.result", "不適");
    fixture_set(x, "form.F-B.b70@東京 第2.DC.result", "適");
    assert_string_equal(text_of(x, "form.F-B.b10"), "適");
    assert_string_equal(text_of(x, "form.F-B.b70@大阪DC.result"), "不適");
    assert_string_equal(text_of(x, "form.F-B.b70@東京 第2.DC"), "適");
    assert_int_equal(facts_list(&x->facts, "form.F-B")->n, 3);
    fixture_set(x, "form.F-B.*.amount", "100");
    assert_string_equal(text_of(x, "form.F-B.b70@大阪DC.amount"), "100");
    x->facts.missing = NULL;
    assert_false(value_defined(facts_get(&x->facts, "form.F-B.F10.result")));
    assert_string_equal(x->facts.missing, "form.F-B.F10.result");
    fixture_set(x, "form.F-B.written", "2024-01-01"); /* a name of its own comes before a key */
    assert_string_equal(text_of(x, "form.F-B.written"), "2024-01-01");
}

static void add_doc(struct rule_fixture *x, const char *class, const char *on, bool returned, const char *title)
{
    struct value *row;
    struct err e;
    struct date d;
    assert_true(date_from_iso(on, &d));
    assert_ok(facts_list_add_row(&x->facts, "doc", &row, &e), &e);
    *facts_cell(&x->facts, "doc", row, "class") = value_text(class);
    *facts_cell(&x->facts, "doc", row, "received_on") = value_date(d);
    *facts_cell(&x->facts, "doc", row, "returned") = value_bool(returned);
    *facts_cell(&x->facts, "doc", row, "title") = value_text(title);
    assert_null(facts_cell(&x->facts, "doc", row, "colour"));
}

static void test_facts__a_class_means_its_newest_paper_that_is_still_here(void **state)
{
    struct rule_fixture *x = *state;
    assert_string_equal(text_of(x, "doc.transcript"), "false");
    add_doc(x, "transcript", "2024-01-10", false, "古い");
    add_doc(x, "transcript", "2024-03-01", false, "新しい");
    add_doc(x, "transcript", "2024-02-01", false, "中");
    add_doc(x, "transcript", "2024-04-01", true, "返した");
    assert_string_equal(text_of(x, "doc.transcript"), "true");
    assert_string_equal(text_of(x, "doc.transcript.title"), "新しい");
    assert_string_equal(text_of(x, "doc.rules"), "false");
}

static struct value resolve_fee(struct facts *f, const struct fact_name *name, void *arg)
{
    int *calls = arg;
    *calls += 1;
    assert_int_equal(name->origin, FACT_FEE);
    struct value count = facts_get(f, "case.count");
    return value_defined(count) ? value_yen((struct yen){count.i * 100}) : count;
}

static void test_facts__computed_ones_are_asked_once_and_again_after_a_change(void **state)
{
    struct rule_fixture *x = *state;
    int calls = 0;
    x->facts.resolve = resolve_fee;
    x->facts.resolve_arg = &calls;
    assert_false(value_defined(facts_get(&x->facts, "fee.review.gross")));
    assert_string_equal(x->facts.missing, "case.count");
    x->facts.missing = NULL;
    assert_false(value_defined(facts_get(&x->facts, "fee.review.gross")));
    assert_string_equal(x->facts.missing, "case.count");
    assert_int_equal(calls, 1);
    fixture_set(x, "case.count", "3");
    assert_string_equal(text_of(x, "fee.review.gross"), "300");
    assert_string_equal(text_of(x, "fee.review.gross"), "300");
    assert_int_equal(calls, 2);
    fixture_set(x, "fee.review.gross", "5");
    assert_string_equal(text_of(x, "fee.review.gross"), "5");
    assert_int_equal(calls, 2);
}

static struct value resolve_itself(struct facts *f, const struct fact_name *name, void *arg)
{
    (void)arg;
    return facts_get_slot(f, name);
}

static void test_facts__a_computation_that_needs_itself_is_undefined(void **state)
{
    struct rule_fixture *x = *state;
    x->facts.resolve = resolve_itself;
    assert_false(value_defined(facts_get(&x->facts, "fee.review.gross")));
    assert_string_equal(x->facts.missing, "(cycle) fee.review.gross");
}

static void test_facts__a_copy_can_be_changed_without_the_original(void **state)
{
    struct rule_fixture *x = *state;
    fixture_set(x, "case.received_on", "2024-04-01");
    fixture_set(x, "form.F-B.b10.result", "適");
    struct facts copy;
    struct err e;
    facts_copy(&copy, &x->facts);
    assert_ok(facts_set_text(&copy, "case.received_on", "2024-05-01", &e), &e);
    assert_ok(facts_set_text(&copy, "form.F-B.b10.result", "不適", &e), &e);
    assert_ok(facts_set_text(&copy, "form.F-B.b70.result", "不適", &e), &e);
    assert_string_equal(text_of(x, "case.received_on"), "2024-04-01");
    assert_string_equal(text_of(x, "form.F-B.b10"), "適");
    assert_int_equal(facts_list(&x->facts, "form.F-B")->n, 1);
    assert_int_equal(facts_list(&copy, "form.F-B")->n, 2);
}

static void test_facts__lists_have_a_largest_size(void **state)
{
    struct rule_fixture *x = *state;
    struct value *row;
    struct err e;
    for (int i = 0; i < FACTS_ROWS_MAX; i++)
        assert_ok(facts_list_add_row(&x->facts, "doc", &row, &e), &e);
    assert_int_equal(facts_list_add_row(&x->facts, "doc", &row, &e), E_LIMIT);
    assert_ok(facts_list_clear(&x->facts, "doc", &e), &e);
    assert_int_equal(facts_list(&x->facts, "doc")->n, 0);
    assert_int_equal(facts_list_clear(&x->facts, "paid", &e), E_NOTFOUND);
}

static void test_facts__names_are_declared_once_with_one_type(void **state)
{
    struct rule_fixture *x = *state;
    struct fact_name *name, *again;
    struct err e;
    assert_ok(fact_names_add(x->names, "case.x", (struct type){.type = VALUE_INT}, &name, &e), &e);
    assert_ok(fact_names_add(x->names, "case.x", (struct type){.type = VALUE_INT}, &again, &e), &e);
    assert_ptr_equal(name, again);
    assert_int_equal(fact_names_add(x->names, "case.x", (struct type){.type = VALUE_TEXT}, &again, &e), E_INPUT);
    assert_string_equal(e.msg, "fact.twice");
    assert_int_equal(fact_names_add(x->names, "case..x", (struct type){.type = VALUE_TEXT}, &again, &e), E_INPUT);
    assert_string_equal(e.msg, "fact.name-shape");
    for (int i = 0; i < 2000; i++) {
        char text[32];
        snprintf(text, sizeof text, "many.n%d", i);
        fixture_add(x, text, (struct type){.type = VALUE_INT});
    }
    assert_string_equal(fact_names_find(x->names, "many.n1234")->name, "many.n1234");
    assert_null(fact_names_find(x->names, "many.n2000"));
}

/* Adds as many rows as arg says, and counts how often it was asked. */
static void fill_owed(struct facts *f, const struct fact_name *list, const void *arg)
{
    size_t *n = (size_t *)arg;
    n[1]++;
    for (size_t i = 0; i < n[0]; i++) {
        struct value *row;
        struct err e;
        assert_ok(facts_list_add_row(f, list->name, &row, &e), &e);
        *facts_cell(f, list->name, row, "item") = value_text(i ? "b70" : "b10");
    }
}

static void test_facts__rows_that_are_owed_are_made_when_they_are_asked_for(void **state)
{
    struct rule_fixture *x = *state;
    const struct fact_name *list = fact_names_find(x->facts.names, "form.F-B");
    size_t n[2] = {2, 0};
    struct facts copy;
    struct err e;
    assert_ok(facts_owe_rows(&x->facts, list, fill_owed, n, 2, &e), &e);
    facts_copy(&copy, &x->facts);
    assert_int_equal(n[1], 0);
    uint32_t generation = x->facts.generation;
    assert_int_equal(facts_list(&x->facts, "form.F-B")->n, 2);
    assert_int_equal(facts_list(&x->facts, "form.F-B")->n, 2);
    assert_int_equal(x->facts.generation, generation);
    assert_int_equal(n[1], 1);
    fixture_set(x, "form.F-B.b10.result", "適");
    assert_int_equal(facts_list(&x->facts, "form.F-B")->n, 2);
    /* The copy has rows of its own, also where a cell is set before they were looked at. */
    assert_ok(facts_set(&copy, "form.F-B.b70.result", value_text("不適"), &e), &e);
    assert_int_equal(facts_list(&copy, "form.F-B")->n, 2);
    assert_false(value_defined(facts_get(&copy, "form.F-B.b10.result")));
    assert_false(value_defined(facts_get(&x->facts, "form.F-B.b70.result")));
    assert_ok(facts_owe_rows(&x->facts, list, fill_owed, n, 0, &e), &e);
    assert_int_equal(facts_list(&x->facts, "form.F-B")->n, 0);
    assert_int_equal(facts_owe_rows(&x->facts, list, fill_owed, n, FACTS_ROWS_MAX + 1, &e), E_LIMIT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_facts__##name, rule_fixture_setup, rule_fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(are_undefined_until_set_and_say_which_is_missing),
        TEST(names_that_do_not_exist_are_refused_with_the_nearest),
        TEST(types_and_choices_are_checked),
        TEST(cells_of_keyed_lists_have_names),
        TEST(a_class_means_its_newest_paper_that_is_still_here),
        TEST(computed_ones_are_asked_once_and_again_after_a_change),
        TEST(a_computation_that_needs_itself_is_undefined),
        TEST(a_copy_can_be_changed_without_the_original),
        TEST(lists_have_a_largest_size),
        TEST(rows_that_are_owed_are_made_when_they_are_asked_for),
        TEST(names_are_declared_once_with_one_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
