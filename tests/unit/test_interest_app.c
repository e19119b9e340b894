/* 利害関係: who declares what, and what it keeps people from. */
#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "core/app/interest_app.h"
#include "core/app/review_app.h"
#include "core/app/user_app.h"
#include "tests/support/staged.h"

static const char company[] = "四国クラウド基盤"; /* whose application the specimen is, without its 株式会社 */

static struct interest_said tie(const char *login, const char *party, const char *until)
{
    return (struct interest_said){.login = login, .party = party, .from = DATE_NONE, .until = *until ? staged_day(until) : DATE_NONE,
                                  .ground = "親族が役員"};
}

static struct interest *list(struct staged *o, const char *login, size_t n)
{
    struct err e;
    struct interest *all;
    size_t came;
    assert_ok(interest_list(o->app, login, &o->arena, &all, &came, &e), &e);
    assert_int_equal(came, n);
    return all;
}

/* The specimen, and beside it an admin, a reviewer, and the reviewer at work. */
static void stage(struct staged *o)
{
    staged_stage(o, "aspic", "new", "2025-06-30");
    staged_act_as(o, 1, "root", "*", "admin");
    staged_act_as(o, 2, "taro", "aspic", "reviewer reception decider");
}

static void as(struct staged *o, const char *login)
{
    struct err e;
    assert_ok(app_act_as(o->app, login, &e), &e);
}

static void test_interest__keeps_its_person_from_the_case(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct review_view v;
    struct interest_said said = tie("taro", company, "");
    stage(o);
    assert_ok(review_view(o->app, STAGED_CASE, "CL-B", &o->arena, &v, &e), &e);
    assert_true(v.editable);
    assert_ok(interest_declare(o->app, &said, &e), &e);
    assert_string_equal(staged_event(o, 0).verb, "user.interest");
    assert_null(strstr(staged_event(o, 0).body, company)); /* a digest: it can be erased */
    assert_ok(review_view(o->app, STAGED_CASE, "CL-B", &o->arena, &v, &e), &e);
    assert_false(v.editable);
    int rc = review_set(o->app, STAGED_CASE, "CL-B", "b10", "", "適", "資料1", "", &o->arena, &v, &e);
    assert_refused(rc, &e, E_RULE, "rule.refused");
    assert_string_equal(e.rule, "E_CONFLICT");
    assert_non_null(strstr(e.arg[0], "親族が役員"));
}

static void test_interest__is_why_on_the_case(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct case_view view;
    struct interest_said said = tie("taro", company, "");
    stage(o);
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &view, &e), &e);
    view.c.state = "c60"; /* where it is decided */
    staged_put(o, &case_file_type, &view.c);
    assert_ok(interest_declare(o->app, &said, &e), &e);
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &view, &e), &e);
    bool said_why = false;
    for (size_t i = 0; i < view.n_actions; i++)
        for (size_t j = 0; j < view.action[i].n_refusals; j++)
            said_why |= str_eq(view.action[i].id, "T16") && strstr(view.action[i].refusal[j].text, "親族が役員");
    assert_true(said_why);
}

static void test_interest__nobody_frees_himself(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct interest_said open = tie("taro", company, ""), over = tie("taro", company, "2020-03-31");
    stage(o);
    assert_ok(interest_declare(o->app, &open, &e), &e);
    assert_int_equal(interest_declare(o->app, &over, &e), E_DENIED);
    assert_int_equal(interest_withdraw(o->app, "taro", company, "", "誤り", &e), E_DENIED);
    as(o, "root");
    assert_ok(interest_declare(o->app, &over, &e), &e);
    assert_int_equal(date_compare(list(o, "taro", 1)->until_on, staged_day("2020-03-31")), 0); /* said anew, not once more */
    assert_int_equal(interest_withdraw(o->app, "taro", "ほかの会社", "", "誤り", &e), E_NOTFOUND);
    assert_int_equal(interest_withdraw(o->app, "taro", company, "", "", &e), E_INPUT);
    assert_ok(interest_withdraw(o->app, "taro", company, "", "別人だった", &e), &e);
    assert_string_equal(list(o, "taro", 1)->withdrawn_why, "別人だった");
}

static void test_interest__is_declared_by_oneself_or_an_admin(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct interest *all;
    size_t n;
    struct interest_said of_root = tie("root", company, ""), unknown = tie("jiro", company, "");
    stage(o);
    assert_int_equal(interest_declare(o->app, &of_root, &e), E_DENIED);
    assert_int_equal(interest_list(o->app, "root", &o->arena, &all, &n, &e), E_DENIED);
    as(o, "root");
    assert_int_equal(interest_declare(o->app, &unknown, &e), E_NOTFOUND);
    assert_int_equal(interest_list(o->app, "jiro", &o->arena, &all, &n, &e), E_NOTFOUND);
    struct interest_said number = tie("taro", "１２３４-５６７８-９０１２３", "");
    assert_ok(interest_declare(o->app, &number, &e), &e);
    list(o, "taro", 1);
}

static void test_interest__refuses_what_says_nothing(void **state)
{
    struct staged *o = *state;
    struct err e;
    static char endless[400];
    memset(endless, 'a', sizeof endless - 1);
    stage(o);
    struct interest_said nobody = tie("taro", "", ""), hostile = tie("taro", "a\x1b", ""), longer = tie("taro", endless, "");
    struct interest_said backward = tie("taro", company, "2025-01-31"), mute = tie("taro", company, "");
    backward.from = staged_day("2025-02-01");
    mute.ground = "";
    assert_refused(interest_declare(o->app, &nobody, &e), &e, E_INPUT, "interest.party");
    assert_refused(interest_declare(o->app, &hostile, &e), &e, E_INPUT, "interest.party");
    assert_refused(interest_declare(o->app, &longer, &e), &e, E_INPUT, "interest.party");
    assert_refused(interest_declare(o->app, &backward, &e), &e, E_INPUT, "interest.days");
    assert_refused(interest_declare(o->app, &mute, &e), &e, E_INPUT, "interest.ground");
    for (int i = 0; i < 200; i++) {
        struct interest_said one = tie("taro", arena_printf(&o->arena, "会社%d", i), "");
        assert_ok(interest_declare(o->app, &one, &e), &e);
    }
    mute.ground = "x";
    assert_refused(interest_declare(o->app, &mute, &e), &e, E_LIMIT, "interest.too-many");
}

static void test_interest__a_member_of_the_committee_is_a_user_of_the_office(void **state)
{
    struct staged *o = *state;
    struct form_sheet sheet;
    struct candidate *candidate;
    struct field_reading reading;
    size_t n;
    struct err e;
    stage(o);
    assert_ok(form_sheet(o->app, STAGED_CASE, "F-COM", &o->arena, &sheet, &e), &e);
    assert_ok(form_candidates(o->app, &sheet, "members[0].login", "ta", &o->arena, &candidate, &n, &e), &e);
    assert_int_equal(n, 1);
    assert_string_equal(candidate[0].value, "taro");
    assert_ok(form_read_field(o->app, &sheet, NULL, 0, "members[0].login", "Ｔａｒｏ", &o->arena, &reading, &e), &e);
    assert_string_equal(reading.value, "taro");
    assert_string_equal(reading.error, "");
    assert_ok(form_read_field(o->app, &sheet, NULL, 0, "members[0].login", "髙知 太郎", &o->arena, &reading, &e), &e);
    assert_string_not_equal(reading.error, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_interest__keeps_its_person_from_the_case),
        cmocka_unit_test(test_interest__is_why_on_the_case),
        cmocka_unit_test(test_interest__nobody_frees_himself),
        cmocka_unit_test(test_interest__is_declared_by_oneself_or_an_admin),
        cmocka_unit_test(test_interest__refuses_what_says_nothing),
        cmocka_unit_test(test_interest__a_member_of_the_committee_is_a_user_of_the_office),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
