/* 二次確認: who may sign a checklist, what waits for it, and how long it stands. */
#include "core/app/case_app.h"
#include "core/app/review_app.h"
#include "core/app/verify.h"
#include "tests/support/staged.h"

/* The specimen received; taro reviewed list A, hanako did not. */
static void stage(struct staged *o)
{
    struct act_result acted;
    struct review_view v;
    struct err e;
    staged_stage(o, "keeping", "new", "2025-04-01");
    assert_ok(case_act(o->app, STAGED_CASE, 0, "T1", NULL, 0, &o->arena, &acted, &e), &e);
    staged_act_as(o, 1, "hanako", "keeping", "reviewer");
    staged_act_as(o, 2, "taro", "keeping", "reviewer");
    assert_ok(review_set(o->app, STAGED_CASE, "A", "a1", "", "適", "1頁", "", &o->arena, &v, &e), &e);
}

static void as(struct staged *o, const char *login)
{
    struct err e;
    assert_ok(app_act_as(o->app, login, &e), &e);
}

static int sign(struct staged *o, const char *list, bool withdraw, struct review_view *v, struct err *e)
{
    return review_sign(o->app, STAGED_CASE, list, withdraw, &o->arena, v, e);
}

static const struct action *complete(struct staged *o)
{
    struct case_view *view = ARENA_NEW(&o->arena, struct case_view);
    struct err e;
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, view, &e), &e);
    for (size_t i = 0; i < view->n_actions; i++)
        if (str_eq(view->action[i].id, "T2"))
            return &view->action[i];
    fail_msg("no action T2");
    return NULL;
}

static void test_second_review__is_not_for_who_reviewed(void **state)
{
    struct staged *o = *state;
    struct review_view v;
    struct err e;
    stage(o);
    assert_refused(sign(o, "A", false, &v, &e), &e, E_RULE, "check.sign-own");
    assert_string_equal(e.rule, "E_SECOND");
    assert_ok(review_view(o->app, STAGED_CASE, "A", &o->arena, &v, &e), &e);
    assert_true(v.second_review);
    assert_string_not_equal(v.unsignable, "");
    as(o, "hanako");
    assert_ok(sign(o, "A", false, &v, &e), &e);
    assert_string_equal(v.signed_by, "hanako");
    assert_false(v.signed_other);
    assert_string_equal(v.unsignable, "");
    assert_string_equal(staged_event(o, 0).verb, "check.sign");
    assert_refused(sign(o, "A", false, &v, &e), &e, E_RULE, "check.signed");
}

static void test_second_review__the_case_says_what_waits_for_it(void **state)
{
    struct staged *o = *state;
    struct review_view v;
    struct err e;
    stage(o);
    const struct action *action = complete(o);
    assert_false(action->possible);
    assert_int_equal(action->n_refusals, 2);
    assert_string_equal(action->refusal[0].id, "E_OUTCOME");
    assert_string_equal(action->refusal[0].missing, "check.A.signed");
    assert_string_equal(action->refusal[0].jump, "checklist:A");
    assert_string_equal(action->refusal[1].id, "E_SECOND");
    assert_string_equal(action->refusal[1].text, "二次確認が済んでいません");
    as(o, "hanako");
    assert_ok(sign(o, "A", false, &v, &e), &e);
    assert_ok(sign(o, "B", false, &v, &e), &e);
    assert_true(complete(o)->possible);
}

static void test_second_review__is_bound_to_what_stood_there(void **state)
{
    struct staged *o = *state;
    struct review_view v;
    struct err e;
    stage(o);
    as(o, "hanako");
    assert_ok(sign(o, "A", false, &v, &e), &e);
    as(o, "taro");
    assert_ok(review_set(o->app, STAGED_CASE, "A", "a1", "", "適", "2頁", "", &o->arena, &v, &e), &e);
    assert_true(v.signed_other);
    assert_string_equal(v.signed_by, "hanako");
    assert_false(complete(o)->possible);
    assert_ok(review_set(o->app, STAGED_CASE, "A", "a1", "", "適", "1頁", "", &o->arena, &v, &e), &e);
    assert_false(v.signed_other); /* the same content again */
}

static void test_second_review__is_taken_back_by_who_gave_it(void **state)
{
    struct staged *o = *state;
    struct review_view v;
    struct verify_result proof;
    struct err e;
    stage(o);
    as(o, "hanako");
    assert_ok(sign(o, "B", false, &v, &e), &e);
    as(o, "taro");
    assert_refused(sign(o, "B", true, &v, &e), &e, E_RULE, "check.not-signed");
    as(o, "hanako");
    assert_ok(sign(o, "B", true, &v, &e), &e);
    assert_string_equal(v.signed_by, "");
    assert_ok(verify_store(o->app->db, NULL, NULL, &proof, &e), &e);
    assert_true(proof.sound);
}

static void test_second_review__a_list_without_one_is_not_signed(void **state)
{
    struct staged *o = *state;
    struct review_view v;
    struct err e;
    stage(o);
    as(o, "hanako");
    assert_ok(review_set(o->app, STAGED_CASE, "B", "b1", "", "", "", "", &o->arena, &v, &e), &e);
    assert_refused(sign(o, "B", false, &v, &e), &e, E_RULE, "check.sign-open");
    assert_int_equal(sign(o, "C", false, &v, &e), E_NOTFOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_second_review__is_not_for_who_reviewed),
        cmocka_unit_test(test_second_review__the_case_says_what_waits_for_it),
        cmocka_unit_test(test_second_review__is_bound_to_what_stood_there),
        cmocka_unit_test(test_second_review__is_taken_back_by_who_gave_it),
        cmocka_unit_test(test_second_review__a_list_without_one_is_not_signed),
    };
    return cmocka_run_group_tests(tests, staged_examples_setup, staged_group_teardown);
}
