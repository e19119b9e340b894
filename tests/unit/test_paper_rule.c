#include "core/rule/paper_rule.h"
#include "tests/support/small_scheme.h"

static struct value *add_doc(struct small *x, const char *class, const char *issued_on, int64_t copies)
{
    struct value *row = small_add(x, "doc");
    small_put(x, "doc", row, "class", value_text(class));
    small_put(x, "doc", row, "issued_on", value_date(small_day(issued_on)));
    small_put(x, "doc", row, "copies", value_int(copies));
    return row;
}

static struct paper_state state_of(struct small *x, const char *class, const char *on)
{
    struct paper_state *states;
    size_t n = papers_received(x->scheme, &x->facts, small_day(on), &states);
    for (size_t i = 0; i < n; i++)
        if (strcmp(states[i].def->rule.id, class) == 0)
            return states[i];
    fail();
    return (struct paper_state){0};
}

static void test_paper_rule__says_what_must_come(void **state)
{
    struct small *x = *state;
    struct paper_state deed = state_of(x, "deed", "2024-06-03");
    assert_false(deed.required);
    assert_string_equal(deed.missing, "form.F.kind");
    small_set(x, "form.F.kind", "法人");
    deed = state_of(x, "deed", "2024-06-03");
    assert_true(deed.required);
    assert_false(deed.here);
    small_set(x, "param.strict", "false");
    deed = state_of(x, "deed", "2024-06-03");
    assert_false(deed.required);
    assert_true(deed.omitted);
    assert_true(state_of(x, "plan", "2024-06-03").required);
}

static void test_paper_rule__says_what_is_wrong_with_what_came(void **state)
{
    struct small *x = *state;
    struct value *row = add_doc(x, "deed", "2024-03-04", 1);
    struct paper_state deed = state_of(x, "deed", "2024-06-04");
    assert_true(deed.here);
    assert_true(deed.original_missing);
    assert_int_equal(deed.copies_missing, 1);
    small_assert_day(deed.good_until, "2024-06-04");
    assert_false(deed.expired);
    assert_true(state_of(x, "deed", "2024-06-05").expired);
    small_put(x, "doc", row, "original", value_bool(true));
    facts_forget_computed(&x->facts);
    assert_false(state_of(x, "deed", "2024-06-04").original_missing);
}

static void test_paper_rule__what_goes_back(void **state)
{
    struct small *x = *state;
    const struct return_def *back = scheme_return(x->scheme, "back");
    struct value *deed = add_doc(x, "deed", "2024-03-04", 1), *one = add_doc(x, "plan", "2024-03-04", 1),
                 *two = add_doc(x, "plan", "2024-03-04", 2), *unknown = small_add(x, "doc");
    assert_int_equal(paper_returns(x->scheme, back, &x->facts, deed), PAPER_GOES_BACK);
    assert_int_equal(paper_returns(x->scheme, back, &x->facts, one), PAPER_GOES_BACK);
    assert_int_equal(paper_returns(x->scheme, back, &x->facts, two), PAPER_IS_KEPT);
    assert_int_equal(paper_returns(x->scheme, back, &x->facts, unknown), PAPER_NOT_CONCERNED);
    small_put(x, "doc", deed, "custody", value_text("returned"));
    assert_int_equal(paper_returns(x->scheme, back, &x->facts, deed), PAPER_NOT_CONCERNED);
    small_put(x, "doc", two, "copies", value_undefined());
    assert_int_equal(paper_returns(x->scheme, back, &x->facts, two), PAPER_IS_KEPT);
}

static void test_paper_rule__a_letter_has_its_frame(void **state)
{
    struct small *x = *state;
    const struct issued_def *p1 = scheme_issued(x->scheme, "P1");
    const char *missing;
    small_set(x, "case.received_on", "2024-05-07");
    assert_string_equal(paper_write(x->scheme, p1, &x->facts, &missing),
                        "見本機構\n（名称なし）\n令和6年5月7日に受け付けました。\n以上\n");
    assert_null(missing);
    small_set(x, "form.F.name", "架空");
    struct paper_to to = paper_addressee(x->scheme, "applicant", &x->facts, &missing);
    assert_null(missing);
    assert_string_equal(to.name, "架空");
    assert_string_equal(to.mail, "");
    assert_string_equal(paper_addressee(x->scheme, "nobody", &x->facts, &missing).name, "");
}

static void test_paper_rule__retention_ends_or_never_does(void **state)
{
    struct small *x = *state;
    struct date end;
    assert_false(retention_ends(scheme_retention(x->scheme, "short"), &x->facts, &end));
    small_set(x, "case.decided_on", "2024-05-07");
    assert_true(retention_ends(scheme_retention(x->scheme, "short"), &x->facts, &end));
    small_assert_day(end, "2031-05-07");
    assert_false(retention_ends(scheme_retention(x->scheme, "ever"), &x->facts, &end));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(test_paper_rule__says_what_must_come),
        SMALL_TEST(test_paper_rule__says_what_is_wrong_with_what_came),
        SMALL_TEST(test_paper_rule__what_goes_back),
        SMALL_TEST(test_paper_rule__a_letter_has_its_frame),
        SMALL_TEST(test_paper_rule__retention_ends_or_never_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
