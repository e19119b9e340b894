#include "core/app/review_app.h"
#include "tests/support/staged.h"

static size_t list(struct staged *o, struct query_view **query)
{
    struct err e;
    size_t n;
    assert_ok(query_list(o->app, STAGED_CASE, &o->arena, query, &n, &e), &e);
    return n;
}

static int add(struct staged *o, const char *kind, const char *item, const char *ground, const char *text, int64_t *id, struct err *e)
{
    return query_add(o->app, STAGED_CASE, kind, item, ground, text, id, e);
}

static const char *a_ground(struct staged *o, const char *kind)
{
    struct err e;
    const char *const *ground;
    size_t n;
    assert_ok(query_grounds(o->app, STAGED_CASE, kind, &o->arena, &ground, &n, &e), &e);
    return n ? ground[0] : "";
}

static void mark_sent(struct staged *o, int64_t id, const char *asked, const char *due)
{
    struct query_view *q;
    size_t n = list(o, &q);
    for (size_t i = 0; i < n; i++)
        if (q[i].q.id == id) {
            struct query sent = q[i].q;
            sent.state = "open";
            sent.asked_on = staged_day(asked);
            sent.due_on = staged_day(due);
            staged_put(o, &query_type, &sent);
        }
}

static void test_query__is_written_and_taken_back_before_it_is_sent(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct query_view *q;
    int64_t id;
    staged_stage(o, "aspic", "new", "2025-06-30");
    assert_ok(add(o, "inquiry", "b10", a_ground(o, "inquiry"), "資本金の根拠をお示しください。", &id, &e), &e);
    assert_int_equal(list(o, &q), 1);
    assert_string_equal(q[0].kind_label, "照会");
    assert_non_null(strstr(q[0].item_label, "10"));
    assert_string_equal(q[0].q.state, "draft");
    assert_false(q[0].overdue);
    assert_ok(query_drop(o->app, id, &e), &e);
    assert_int_equal(list(o, &q), 0);
    assert_int_equal(query_drop(o->app, id, &e), E_NOTFOUND);
}

static void test_query__refuses_unknown_kinds_grounds_and_items(void **state)
{
    struct staged *o = *state;
    struct err e;
    int64_t id;
    staged_stage(o, "aspic", "new", "2025-06-30");
    assert_int_equal(add(o, "nothing", "", "", "x", &id, &e), E_NOTFOUND);
    assert_int_equal(add(o, "inquiry", "b999", "", "x", &id, &e), E_INPUT);
    assert_int_equal(add(o, "inquiry", "b10", "", "", &id, &e), E_INPUT);
    assert_int_equal(add(o, "inquiry", "b10", "", "a\x1b", &id, &e), E_INPUT);
    const char *kinds[] = {"correction", "inquiry"};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (*a_ground(o, kinds[i]))
            assert_int_equal(add(o, kinds[i], "", "無い根拠", "x", &id, &e), E_INPUT);
    struct query_kind *kind;
    size_t n;
    assert_ok(query_kinds(o->app, STAGED_CASE, &o->arena, &kind, &n, &e), &e);
    assert_true(n >= 2);
}

static void test_query__is_answered_once_it_was_sent(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct query_view *q;
    int64_t id;
    staged_stage(o, "aspic", "new", "2025-06-30");
    assert_ok(add(o, "inquiry", "b10", "", "資本金の根拠", &id, &e), &e);
    assert_int_equal(query_answer(o->app, id, staged_day("2025-06-30"), "回答", &e), E_RULE);
    mark_sent(o, id, "2025-06-10", "2025-06-20");
    assert_int_equal(list(o, &q), 1);
    assert_true(q[0].overdue);
    assert_int_equal(query_drop(o->app, id, &e), E_RULE);
    assert_string_equal(e.msg, "query.sent");
    assert_int_equal(query_answer(o->app, id, staged_day("2025-06-09"), "回答", &e), E_INPUT);
    assert_int_equal(query_answer(o->app, id, staged_day("2025-07-01"), "回答", &e), E_INPUT);
    assert_int_equal(query_answer(o->app, id, staged_day("2025-06-25"), "", &e), E_INPUT);
    assert_ok(query_answer(o->app, id, staged_day("2025-06-25"), "決算書のとおりです。", &e), &e);
    assert_int_equal(list(o, &q), 1);
    assert_string_equal(q[0].q.state, "answered");
    assert_false(q[0].overdue);
    assert_int_equal(query_answer(o->app, 99, staged_day("2025-06-25"), "x", &e), E_NOTFOUND);
}

static void test_query__letters_are_suggested_from_what_failed(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct query *q;
    struct review_view v;
    size_t n;
    staged_stage(o, "aspic", "new", "2025-06-30");
    assert_ok(query_suggest(o->app, STAGED_CASE, "CL-B", &o->arena, &q, &n, &e), &e);
    assert_int_equal(n, 0);
    assert_ok(review_set(o->app, STAGED_CASE, "CL-B", "b10", "", "不適", "", "決算書がない", &o->arena, &v, &e), &e);
    assert_ok(query_suggest(o->app, STAGED_CASE, "CL-B", &o->arena, &q, &n, &e), &e);
    assert_int_equal(n, 1);
    assert_string_equal(q[0].item, "b10");
    assert_non_null(strstr(q[0].question, "決算書がない"));
    assert_int_equal(query_suggest(o->app, STAGED_CASE, "CL-X", &o->arena, &q, &n, &e), E_NOTFOUND);
}

static void test_query__only_the_schemes_people_write(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct query_view *q;
    int64_t id;
    size_t n;
    staged_stage(o, "aspic", "new", "2025-06-30");
    staged_act_as(o, 5, "watcher", "aspic", "viewer");
    assert_int_equal(add(o, "inquiry", "b10", "", "x", &id, &e), E_DENIED);
    staged_act_as(o, 6, "stranger", "aspic-saas", "reviewer");
    assert_int_equal(query_list(o->app, STAGED_CASE, &o->arena, &q, &n, &e), E_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_query__is_written_and_taken_back_before_it_is_sent),
        cmocka_unit_test(test_query__refuses_unknown_kinds_grounds_and_items),
        cmocka_unit_test(test_query__is_answered_once_it_was_sent),
        cmocka_unit_test(test_query__letters_are_suggested_from_what_failed),
        cmocka_unit_test(test_query__only_the_schemes_people_write),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
