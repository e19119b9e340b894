#include "core/rule/checklist.h"
#include "tests/support/small_scheme.h"

static struct checked_item one(struct small *x, const char *list, const char *item, const char *unit)
{
    struct checked_item r;
    assert_true(checklist_one(x->scheme, scheme_checklist(x->scheme, list), &x->facts, item, unit, &r));
    return r;
}

static void fill(struct small *x)
{
    small_fill(x, "M",
               "{\"sites\":[{\"label\":\"東京\"},{\"label\":\"大阪\"}],"
               "\"m1\":{\"content\":\"あり\",\"done\":\"あり\"},\"m2@大阪\":{\"content\":\"一\",\"done\":\"あり\"}}");
    for (int i = 0; i < 2; i++) {
        struct value *unit = small_add(x, "unit.site");
        small_put(x, "unit.site", unit, "label", value_text(i ? "大阪" : "東京"));
    }
}

static void test_checklist__items_are_recorded_or_computed(void **state)
{
    struct small *x = *state;
    assert_int_equal(one(x, "A", "a1", NULL).source, CHECK_OPEN);
    assert_true(one(x, "A", "a1", NULL).open);
    small_set(x, "check.A.a1", "適");
    small_set(x, "check.A.a1.note", "確認");
    struct checked_item a1 = one(x, "A", "a1", NULL);
    assert_int_equal(a1.source, CHECK_RECORDED);
    assert_true(a1.passes);
    assert_string_equal(a1.note, "確認");
    assert_string_equal(one(x, "A", "a2", NULL).result, "不適");
    small_set(x, "form.F.name", "架空");
    assert_string_equal(one(x, "A", "a2", NULL).result, "適");
    assert_int_equal(one(x, "A", "a2", NULL).source, CHECK_AUTOMATIC);
}

static void test_checklist__an_item_may_read_another_of_its_list(void **state)
{
    struct small *x = *state;
    struct checked_item a5 = one(x, "A", "a5", NULL);
    assert_true(a5.open);
    assert_string_equal(a5.missing, "check.A.a1");
    small_set(x, "check.A.a1", "適");
    assert_string_equal(small_get(x, "check.A.a5"), "適");
}

static void test_checklist__answers_that_are_no_answers_yet_stay_open(void **state)
{
    struct small *x = *state;
    small_set(x, "check.A.a1", "照会中");
    struct checked_item a1 = one(x, "A", "a1", NULL);
    assert_true(a1.open);
    assert_false(a1.passes);
}

static void test_checklist__items_that_do_not_apply_are_left_out(void **state)
{
    struct small *x = *state;
    struct checked_item r;
    const struct checklist_def *a = scheme_checklist(x->scheme, "A");
    assert_true(checklist_one(x->scheme, a, &x->facts, "a4", NULL, &r)); /* not known yet: it is asked */
    small_set(x, "form.F.kind", "法人");
    assert_false(checklist_one(x->scheme, a, &x->facts, "a4", NULL, &r));
    small_set(x, "form.F.kind", "個人");
    assert_true(checklist_one(x->scheme, a, &x->facts, "a4", NULL, &r));
    assert_false(checklist_one(x->scheme, a, &x->facts, "a99", NULL, &r));
}

static void test_checklist__counts_what_is_open_done_and_failed(void **state)
{
    struct small *x = *state;
    fill(x);
    small_set(x, "form.F.kind", "法人");
    /* a1 and the two sites of a7 wait; a3 and a5 lack facts; a2 failed; a6 passed */
    assert_string_equal(small_get(x, "check.A.open"), "5");
    assert_string_equal(small_get(x, "check.A.failed"), "1");
    assert_string_equal(small_get(x, "check.A.done"), "2");
    small_set(x, "check.A.a7@大阪", "適");
    assert_string_equal(small_get(x, "check.A.open"), "4");
    assert_string_equal(small_get(x, "check.A.outcome"), "? check.A.open");
    struct checked_list list = checklist_run(x->scheme, scheme_checklist(x->scheme, "A"), &x->facts);
    assert_int_equal(list.n, 7);
    assert_string_equal(list.at[6].ref, "a7@大阪");
}

static void test_checklist__an_outcome_comes_when_nothing_is_open(void **state)
{
    struct small *x = *state;
    struct value *deed = small_add(x, "doc");
    small_put(x, "doc", deed, "class", value_text("deed"));
    small_put(x, "doc", deed, "original", value_bool(true));
    small_set(x, "form.F.kind", "法人");
    small_set(x, "form.F.name", "架空");
    small_set(x, "check.A.a1", "適");
    assert_string_equal(small_get(x, "check.A.outcome"), "完了");
    small_set(x, "form.F.name", "");
    assert_string_equal(small_get(x, "check.A.outcome"), "補正");
}

static void test_checklist__rows_deserve_at_most_what_they_say(void **state)
{
    struct small *x = *state;
    fill(x);
    const struct checklist_def *b = scheme_checklist(x->scheme, "B");
    struct err e;
    struct checked_item m1 = one(x, "B", "m1", NULL), tokyo = one(x, "B", "m2", "東京"), osaka = one(x, "B", "m2", "大阪");
    assert_string_equal(m1.assessed, "適");
    assert_true(m1.open);
    assert_string_equal(tokyo.result, "該当なし");
    assert_int_equal(tokyo.source, CHECK_ASSESSED);
    assert_true(osaka.open);
    assert_ok(checklist_may_record(b, &m1, "適", "", &e), &e);
    assert_ok(checklist_may_record(b, &m1, "不適", "", &e), &e);
    assert_int_equal(checklist_may_record(b, &tokyo, "適", "", &e), E_RULE);
    assert_string_equal(e.msg, "check.deserves");
    small_fill(x, "M", "{\"m1\":{\"content\":\"あり\",\"done\":\"なし\"}}");
    m1 = one(x, "B", "m1", NULL);
    assert_string_equal(m1.result, "不適");
    assert_int_equal(checklist_may_record(b, &m1, "適", "", &e), E_RULE);
    assert_string_equal(small_get(x, "check.B.outcome"), "非認定");
}

static void test_checklist__a_recorded_result_cannot_hide_what_the_row_says(void **state)
{
    struct small *x = *state;
    small_fill(x, "M", "{\"m1\":{\"content\":\"あり\",\"done\":\"なし\"}}");
    small_set(x, "check.B.m1", "適");
    assert_string_equal(small_get(x, "check.B.m1"), "不適");
}

static void test_checklist__rows_may_be_left_out(void **state)
{
    struct small *x = *state;
    small_fill(x, "M", "{\"m1\":{\"content\":\"-\",\"done\":\"なし\"}}");
    struct checked_item r;
    assert_false(checklist_one(x->scheme, scheme_checklist(x->scheme, "B"), &x->facts, "m1", NULL, &r));
    assert_string_equal(small_get(x, "check.B.open"), "0");
    assert_string_equal(small_get(x, "check.B.outcome"), "認定");
}

static void test_checklist__what_may_be_recorded(void **state)
{
    struct small *x = *state;
    const struct checklist_def *a = scheme_checklist(x->scheme, "A");
    static const struct {
        const char *item, *result, *note, *msg;
    } cases[] = {{"a1", "適", "", NULL},
                 {"a1", "", "", NULL},
                 {"a1", "良", "", "check.no-result"},
                 {"a1", "該当なし", "", "check.not-permitted"},
                 {"a4", "該当なし", "", NULL},
                 {"a2", "適", "", "check.automatic"},
                 {"a3", "適", "", "check.note"},
                 {"a3", "適", "原本を窓口で確認", NULL}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct checked_item item = one(x, "A", cases[i].item, NULL);
        struct err e = {0};
        int rc = checklist_may_record(a, &item, cases[i].result, cases[i].note, &e);
        assert_int_equal(rc != 0, cases[i].msg != NULL);
        if (cases[i].msg)
            assert_string_equal(e.msg, cases[i].msg);
    }
}

static void test_checklist__an_override_stands_against_the_computed_result(void **state)
{
    struct small *x = *state;
    struct value *deed = small_add(x, "doc");
    small_put(x, "doc", deed, "class", value_text("deed"));
    small_put(x, "doc", deed, "original", value_bool(false));
    assert_string_equal(small_get(x, "check.A.a3"), "不適");
    struct checked_item a3 = one(x, "A", "a3", NULL);
    assert_string_equal(checked_error(&a3, &x->facts), "E_COPY");
    small_set(x, "check.A.a3", "適");
    assert_string_equal(small_get(x, "check.A.a3"), "適");
}

static void test_checklist__says_what_exactly_fails(void **state)
{
    struct small *x = *state;
    fill(x);
    small_fill(x, "M", "{\"sites\":[{\"label\":\"大阪\"}],\"m2@大阪\":{\"done\":\"なし\"}}");
    struct checked_item a6 = one(x, "A", "a6", NULL);
    const struct value_list *failing = checked_failing(&a6, &x->facts);
    assert_int_equal(failing->n, 1);
    assert_string_equal(failing->row[0]->text, "m2@大阪");
    assert_string_equal(small_get(x, "check.A.a6.failing"), "m2@大阪");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(test_checklist__items_are_recorded_or_computed),
        SMALL_TEST(test_checklist__an_item_may_read_another_of_its_list),
        SMALL_TEST(test_checklist__answers_that_are_no_answers_yet_stay_open),
        SMALL_TEST(test_checklist__items_that_do_not_apply_are_left_out),
        SMALL_TEST(test_checklist__counts_what_is_open_done_and_failed),
        SMALL_TEST(test_checklist__an_outcome_comes_when_nothing_is_open),
        SMALL_TEST(test_checklist__rows_deserve_at_most_what_they_say),
        SMALL_TEST(test_checklist__a_recorded_result_cannot_hide_what_the_row_says),
        SMALL_TEST(test_checklist__rows_may_be_left_out),
        SMALL_TEST(test_checklist__what_may_be_recorded),
        SMALL_TEST(test_checklist__an_override_stands_against_the_computed_result),
        SMALL_TEST(test_checklist__says_what_exactly_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
