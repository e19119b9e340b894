#include "tests/support/rule_fixture.h"

static const struct tmpl *compiled(struct rule_fixture *x, const char *text)
{
    const struct tmpl *t;
    struct expr_error where;
    struct err e;
    const struct expr_scope scope = {.names = x->names};
    assert_ok(tmpl_compile(&x->arena, &scope, text, &t, &where, &e), &e);
    return t;
}

static void test_tmpl__fills_places(void **state)
{
    struct rule_fixture *x = *state;
    fixture_set(x, "paid", "100000");
    fixture_set(x, "case.received_on", "2024-05-07");
    static const struct {
        const char *text, *expect;
    } cases[] = {{"不足 {104500 - paid}円", "不足 4,500円"},
                 {"{paid|plain}", "100000"},
                 {"{case.received_on}", "2024-05-07"},
                 {"{case.received_on|era}", "令和6年5月7日"},
                 {"{case.received_on|%Y.%m.%d}まで", "2024.05.07まで"},
                 {"{case.type ?? \"（なし）\"}", "（なし）"},
                 {"{{{paid}}}", "{100,000}"},
                 {"{\"}|{\"}", "}|{"},
                 {"", ""},
                 {"{case.received_on + 1w} {case.received_on|weekday}", "2024-05-14 火"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(tmpl_expand(compiled(x, cases[i].text), &x->facts), cases[i].expect);
        assert_null(x->facts.missing);
    }
}

static void test_tmpl__keeps_a_place_nobody_can_fill_and_names_it(void **state)
{
    struct rule_fixture *x = *state;
    assert_string_equal(tmpl_expand(compiled(x, "入金 {paid} {case.received_on|era}"), &x->facts),
                        "入金 {paid} {case.received_on|era}");
    assert_string_equal(x->facts.missing, "paid");
    assert_string_equal(tmpl_expand(NULL, &x->facts), "");
}

static void test_tmpl__mistakes_are_found_at_their_place(void **state)
{
    struct rule_fixture *x = *state;
    static const struct {
        const char *text, *msg;
        size_t at;
    } cases[] = {{"あ{paid", "expr.syntax", 3},
                 {"あ{ paidd }", "expr.unknown-name", 5},
                 {"{paid|era}", "expr.format", 5},
                 {"{case.received_on|heisei}", "expr.format", 17},
                 {"{doc}", "expr.format", 0}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct tmpl *t = NULL;
        struct expr_error where;
        struct err e;
        const struct expr_scope scope = {.names = x->names};
        assert_int_equal(tmpl_compile(&x->arena, &scope, cases[i].text, &t, &where, &e), E_INPUT);
        assert_string_equal(e.msg, cases[i].msg);
        assert_int_equal(where.at, cases[i].at);
        assert_null(t);
    }
}

static void count_place(const struct expr *x, size_t at, void *arg)
{
    int *n = arg;
    assert_true(at > 0 && expr_text(x)[0] != 0);
    *n += 1;
}

static void test_tmpl__shows_its_places_to_the_proofs(void **state)
{
    struct rule_fixture *x = *state;
    int n = 0;
    tmpl_each_place(compiled(x, "{paid} と {today}"), count_place, &n);
    assert_int_equal(n, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_tmpl__##name, rule_fixture_setup, rule_fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fills_places),
        TEST(keeps_a_place_nobody_can_fill_and_names_it),
        TEST(mistakes_are_found_at_their_place),
        TEST(shows_its_places_to_the_proofs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
