/* A day entered by hand: where it is allowed, what it changes, what takes it back; and money that goes back only until a state. */
#include "core/app/case_app.h"
#include "core/app/deadline_app.h"
#include "core/app/review_app.h"
#include "core/app/verify.h"
#include "tests/support/staged.h"

static void stage(struct staged *o)
{
    struct act_result r;
    struct err e;
    staged_stage(o, "keeping", "new", "2025-04-01");
    assert_ok(case_act(o->app, STAGED_CASE, 0, "T1", NULL, 0, &o->arena, &r, &e), &e);
}

static struct deadline open_one(struct staged *o, const char *rule)
{
    const struct deadline_filter all = {.from = DATE_NONE, .until = DATE_NONE, .open_only = true, .limit = 50};
    struct deadline_list list;
    struct err e;
    assert_ok(deadline_list(o->app, &all, &o->arena, &list, &e), &e);
    for (size_t i = 0; i < list.n; i++)
        if (str_eq(list.row[i].d.rule, rule))
            return list.row[i].d;
    fail_msg("no open %s", rule);
    return (struct deadline){0};
}

static const struct action *action(struct staged *o, const char *id)
{
    struct case_view *view = ARENA_NEW(&o->arena, struct case_view);
    struct err e;
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, view, &e), &e);
    for (size_t i = 0; i < view->n_actions; i++)
        if (str_eq(view->action[i].id, id))
            return &view->action[i];
    fail_msg("no action %s", id);
    return NULL;
}

static bool why_says(struct staged *o, int64_t id, const char *text)
{
    struct why_line *line;
    size_t n;
    struct err e;
    assert_ok(deadline_why(o->app, id, &o->arena, &line, &n, &e), &e);
    for (size_t i = 0; i < n; i++)
        if (strstr(line[i].text, text))
            return true;
    return false;
}

static void test_deadline_set__stands_in_place_of_the_rules_day(void **state)
{
    struct staged *o = *state;
    struct verify_result proof;
    struct err e;
    stage(o);
    struct deadline d = open_one(o, "D1");
    assert_int_equal(d.due_on.days, staged_day("2025-04-15").days);
    o->app->clock = clock_fixed(staged_day("2025-04-16"));
    assert_false(action(o, "T5")->possible);
    assert_ok(deadline_set(o->app, d.id, staged_day("2025-04-30"), "電話で延ばすと約束", &e), &e);
    assert_int_equal(open_one(o, "D1").due_on.days, staged_day("2025-04-30").days);
    assert_true(action(o, "T5")->possible);
    const struct event ev = staged_event(o, 0);
    assert_string_equal(ev.verb, "deadline.set");
    assert_non_null(strstr(ev.body, "\"was\":\"2025-04-15\",\"due\":\"2025-04-30\",\"reason\":\"電話で延ばすと約束\""));
    assert_true(why_says(o, d.id, "手で入れた日です"));
    assert_ok(deadline_set(o->app, d.id, DATE_NONE, "約束を取り消した", &e), &e);
    assert_int_equal(open_one(o, "D1").due_on.days, staged_day("2025-04-15").days);
    assert_false(why_says(o, d.id, "手で入れた日です"));
    assert_false(action(o, "T5")->possible);
    assert_ok(verify_store(o->app->db, NULL, NULL, &proof, &e), &e);
    assert_true(proof.sound);
}

static void test_deadline_set__only_where_the_rule_allows_it(void **state)
{
    struct staged *o = *state;
    struct err e;
    stage(o);
    struct deadline fixed = open_one(o, "D2"), free = open_one(o, "D1");
    assert_refused(deadline_set(o->app, fixed.id, staged_day("2025-06-01"), "x", &e), &e, E_RULE, "deadline.not-editable");
    assert_refused(deadline_set(o->app, free.id, staged_day("2025-06-01"), "", &e), &e, E_INPUT, "deadline.reason");
    assert_refused(deadline_set(o->app, free.id, staged_day("2025-03-31"), "x", &e), &e, E_INPUT, "deadline.before-base");
    assert_int_equal(deadline_set(o->app, 999, staged_day("2025-06-01"), "x", &e), E_NOTFOUND);
    staged_act_as(o, 1, "nani", "keeping", "viewer");
    assert_int_equal(deadline_set(o->app, free.id, staged_day("2025-06-01"), "x", &e), E_DENIED);
}

static void test_deadline_set__a_refund_that_is_over_is_said_beforehand(void **state)
{
    struct staged *o = *state;
    struct act_result r;
    struct review_view v;
    struct err e;
    stage(o);
    assert_true(action(o, "T6")->possible);
    assert_ok(review_sign(o->app, STAGED_CASE, "A", false, &o->arena, &v, &e), &e);
    assert_ok(review_sign(o->app, STAGED_CASE, "B", false, &o->arena, &v, &e), &e);
    assert_ok(case_act(o->app, STAGED_CASE, 0, "T2", NULL, 0, &o->arena, &r, &e), &e);
    const struct action *back = action(o, "T6");
    assert_false(back->possible);
    assert_string_equal(back->refusal[0].id, "E_NO_REFUND");
    assert_int_equal(case_act(o->app, STAGED_CASE, 0, "T6", NULL, 0, &o->arena, &r, &e), E_RULE);
    assert_string_equal(e.rule, "E_NO_REFUND");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deadline_set__stands_in_place_of_the_rules_day),
        cmocka_unit_test(test_deadline_set__only_where_the_rule_allows_it),
        cmocka_unit_test(test_deadline_set__a_refund_that_is_over_is_said_beforehand),
    };
    return cmocka_run_group_tests(tests, staged_examples_setup, staged_group_teardown);
}
