#include "core/rule/computed.h"
#include "core/rule/check_digit.h"
#include "core/rule/pattern.h"
#include "tests/support/small_scheme.h"

static void test_computed__parameters_and_office_come_from_the_scheme(void **state)
{
    struct small *x = *state;
    assert_string_equal(small_get(x, "param.strict"), "true");
    small_set(x, "param.strict", "false");
    assert_string_equal(small_get(x, "param.strict"), "false");
    assert_string_equal(small_get(x, "office.tel"), "03-0000-0000");
    assert_string_equal(small_get(x, "body"), "見本機構");
    small_set(x, "case.received_on", "2024-05-07");
    assert_string_equal(small_get(x, "case.applied_on"), "2024-05-07");
}

static void test_computed__nothing_is_open_or_paid_until_somebody_says_so(void **state)
{
    struct small *x = *state;
    assert_string_equal(small_get(x, "task.publish"), "false");
    assert_string_equal(small_get(x, "paid"), "0");
    assert_string_equal(small_get(x, "actor.reviewed"), "false");
}

static void test_computed__owed_is_the_sum_of_what_is_due_and_not_waived(void **state)
{
    struct small *x = *state;
    assert_string_equal(small_get(x, "owed"), "? case.received_on");
    small_set(x, "case.received_on", "2025-01-01");
    small_fill(x, "M", "{\"sites\":[{\"label\":\"一\"}]}");
    assert_string_equal(small_get(x, "owed"), "2200");
    small_set(x, "fee.f1.state", "waived");
    assert_string_equal(small_get(x, "owed"), "0");
}

static void fill(struct small *x, enum form_view view, const char *json_text)
{
    struct json *body;
    struct err e;
    assert_ok(json_parse(&x->arena, json_text, strlen(json_text), &body, &e), &e);
    assert_ok(form_facts(x->scheme, scheme_form(x->scheme, "M"), body, view, &x->facts, &e), &e);
}

static void test_computed__rows_are_stale_when_their_evidence_is(void **state)
{
    struct small *x = *state;
    fill(x, FORM_OWN, "{\"sites\":[{\"label\":\"大阪\"}],\"m1\":{\"content\":\"一\"}}");
    small_set(x, "case.received_on", "2024-06-03");
    assert_string_equal(small_get(x, "form.M.m1.stale"), "false");
    struct value *doc = small_add(x, "doc");
    small_put(x, "doc", doc, "items", value_text("m3 m1"));
    small_put(x, "doc", doc, "expires_on", value_date(small_day("2024-06-03")));
    facts_forget_computed(&x->facts);
    assert_string_equal(small_get(x, "form.M.m1.stale"), "false");
    small_put(x, "doc", doc, "expires_on", value_date(small_day("2024-06-02")));
    facts_forget_computed(&x->facts);
    assert_string_equal(small_get(x, "form.M.m1.stale"), "true");
    assert_string_equal(small_get(x, "form.M.m2@大阪.stale"), "false");
    small_put(x, "doc", doc, "items", value_text("m2@大阪"));
    small_put(x, "doc", doc, "superseded_by", value_text("規程v2"));
    facts_forget_computed(&x->facts);
    assert_string_equal(small_get(x, "form.M.m2@大阪.stale"), "true");
}

static void test_computed__without_something_to_compare_with_nothing_is_changed(void **state)
{
    struct small *x = *state;
    fill(x, FORM_OWN, "{\"m1\":{\"content\":\"一\"}}");
    assert_string_equal(small_get(x, "form.M.m1.changed"), "? form.M.m1.changed");
    assert_string_equal(small_get(x, "form.M.m1.content"), "一");
}

static void test_computed__check_digits(void **state)
{
    (void)state;
    assert_true(check_digit_ok("5835678256246", "corporate_number"));
    assert_false(check_digit_ok("583567825624", "corporate_number"));
    assert_false(check_digit_ok("583567825624x", "corporate_number"));
    assert_true(check_digit_ok("T5835678256246", "invoice_number"));
    assert_false(check_digit_ok("5835678256246", "invoice_number"));
    assert_true(check_digit_ok("4539578763621486", "mod10"));
    for (char c = '0'; c <= '9'; c++) {
        char text[] = "1234567?";
        text[7] = c;
        assert_int_equal(check_digit_ok(text, "mod11"), c == check_digit_for("1234567", "mod11"));
    }
    assert_int_equal(check_digit_for("", "mod10"), 0);
    assert_int_equal(check_digit_for("12a", "mod10"), 0);
    assert_int_equal(check_digit_for("12", "corporate_number"), 0);
    assert_false(check_digit_known("magic"));
}

static void test_computed__patterns_are_tame(void **state)
{
    (void)state;
    static const char *const bad[] = {"(", "[a", "((a{99}){99}){9}", "a{4000}", "(a)\\1", "a{2"};
    struct err e;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(pattern_check(bad[i], &e), E_INPUT);
        assert_false(pattern_matches(bad[i], "a"));
    }
    char huge[PATTERN_MAX + 2];
    memset(huge, 'a', sizeof huge);
    huge[sizeof huge - 1] = 0;
    assert_int_equal(pattern_check(huge, &e), E_INPUT);
    assert_ok(pattern_check("^[ぁ-ん]+\\{$", &e), &e);
    assert_true(pattern_matches("^[ぁ-ん]{3}$", "ひらが"));
    assert_false(pattern_matches("^[ぁ-ん]{3}$", "ひら"));
    assert_true(pattern_matches("^[^]ァ-ヶ]+$", "ひらA"));
    assert_false(pattern_matches("^[^]ァ-ヶ]+$", "]"));
    assert_int_equal(pattern_check("[ん-ぁ]", &e), E_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(test_computed__parameters_and_office_come_from_the_scheme),
        SMALL_TEST(test_computed__nothing_is_open_or_paid_until_somebody_says_so),
        SMALL_TEST(test_computed__owed_is_the_sum_of_what_is_due_and_not_waived),
        SMALL_TEST(test_computed__rows_are_stale_when_their_evidence_is),
        SMALL_TEST(test_computed__without_something_to_compare_with_nothing_is_changed),
        cmocka_unit_test(test_computed__check_digits),
        cmocka_unit_test(test_computed__patterns_are_tame),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
