#include "core/app/case_app.h"
#include "core/app/deadline_app.h"
#include "tests/support/staged.h"

static struct case_list list_of(struct staged *o, struct case_filter filter)
{
    struct err e;
    struct case_list list;
    assert_ok(case_list(o->app, &filter, &o->arena, &list, &e), &e);
    return list;
}

static void add_case(struct staged *o, int64_t id, const char *number, const char *state, const char *assignee, const char *subject)
{
    struct case_file c = staged_case(id);
    c.number = number;
    c.state = state;
    c.state_since = c.received_on = app_today(o->app);
    c.assignee = assignee;
    c.subject = subject;
    staged_put_about(o, &case_file_type, &c, arena_printf(&o->arena, "case:%d", (int)id));
}

static struct staged *with_cases(void **state)
{
    struct staged *o = *state;
    staged_open(o, "2025-06-30");
    for (int i = 1; i <= 7; i++)
        add_case(o, i, arena_printf(&o->arena, "IP-N2025-%04d", 8 - i), i % 2 ? "c10" : "c00", i > 5 ? "hanako" : "", i == 3 ? "四国クラウド" : "関東基盤");
    return o;
}

static void test_case_list__pages_follow_each_other(void **state)
{
    struct staged *o = with_cases(state);
    struct case_list list = list_of(o, (struct case_filter){.limit = 3});
    assert_int_equal(list.n, 3);
    assert_int_equal(list.row[0].c.id, 7);
    assert_int_equal(list.total, 7);
    assert_false(list.total_is_more);
    list = list_of(o, (struct case_filter){.limit = 3, .after = list.next});
    assert_int_equal(list.row[0].c.id, 4);
    list = list_of(o, (struct case_filter){.limit = 3, .after = list.next});
    assert_int_equal(list.n, 1);
    assert_int_equal(list.next, 0);
}

static void test_case_list__sorts_by_number(void **state)
{
    struct staged *o = with_cases(state);
    struct case_list list = list_of(o, (struct case_filter){.limit = 10, .sort = CASE_SORT_NUMBER});
    assert_string_equal(list.row[0].c.number, "IP-N2025-0001");
    assert_int_equal(list.row[6].c.id, 1);
}

static void test_case_list__filters_by_state_person_and_words(void **state)
{
    struct staged *o = with_cases(state);
    struct case_list list = list_of(o, (struct case_filter){.limit = 10, .state = "c10"});
    assert_int_equal(list.n, 4);
    assert_int_equal(list.total, 4);
    assert_string_not_equal(list.row[0].state_label, "c10");
    assert_string_equal(list.row[0].scheme_short, "IaaS・PaaS");
    list = list_of(o, (struct case_filter){.limit = 10, .assignee = "hanako"});
    assert_int_equal(list.n, 2);
    list = list_of(o, (struct case_filter){.limit = 10, .text = "四国くらうど"});
    assert_int_equal(list.n, 1);
    assert_int_equal(list.row[0].c.id, 3);
    list = list_of(o, (struct case_filter){.limit = 10, .text = "関東", .state = "c00"});
    assert_int_equal(list.n, 3);
    list = list_of(o, (struct case_filter){.limit = 10, .text = "無いもの"});
    assert_int_equal(list.n, 0);
    list = list_of(o, (struct case_filter){.limit = 10, .scheme = "aspic-dc"});
    assert_int_equal(list.n, 0);
}

static void test_case_list__words_page_too(void **state)
{
    struct staged *o = with_cases(state);
    struct case_list list = list_of(o, (struct case_filter){.limit = 4, .text = "関東"});
    assert_int_equal(list.n, 4);
    assert_true(list.next != 0);
    list = list_of(o, (struct case_filter){.limit = 4, .text = "関東", .after = list.next});
    assert_int_equal(list.n, 2);
}

static void test_case_list__shows_only_what_the_person_may_see(void **state)
{
    struct staged *o = with_cases(state);
    staged_act_as(o, 1, "stranger", "aspic-saas", "reception");
    assert_int_equal(list_of(o, (struct case_filter){.limit = 10}).n, 0);
    staged_act_as(o, 2, "hanako", "aspic", "committee"); /* sees what is assigned to her */
    struct case_list list = list_of(o, (struct case_filter){.limit = 10});
    assert_int_equal(list.n, 2);
    staged_act_as(o, 3, "taro", "*", "reception");
    assert_int_equal(list_of(o, (struct case_filter){.limit = 10}).n, 7);
}

static void test_case_find__by_number_and_by_id(void **state)
{
    struct staged *o = with_cases(state);
    struct err e;
    int64_t id;
    static const char *const typed[] = {"IP-N2025-0005", "ｉｐ－ｎ２０２５－０００５", "受付番号 IP-N2025-0005", "#3"};
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        assert_ok(case_find(o->app, typed[i], &id, &e), &e);
        assert_int_equal(id, 3);
    }
    assert_int_equal(case_find(o->app, "IP-N2025-0099", &id, &e), E_NOTFOUND);
    assert_int_equal(case_find(o->app, "#99", &id, &e), E_NOTFOUND);
    assert_int_equal(case_find(o->app, "", &id, &e), E_NOTFOUND);
    staged_act_as(o, 1, "stranger", "aspic-saas", "reception");
    assert_int_equal(case_find(o->app, "#3", &id, &e), E_DENIED);
}

static void test_case_charge__assigns_to_people_with_a_role(void **state)
{
    struct staged *o = with_cases(state);
    struct err e;
    staged_act_as(o, 1, "hanako", "aspic", "reviewer");
    staged_act_as(o, 2, "outsider", "aspic-saas", "reviewer");
    assert_int_equal(case_assign(o->app, 1, "hanako", &e), E_DENIED);
    assert_ok(app_act_as(o->app, "hanako", &e), &e);
    assert_ok(case_assign(o->app, 1, "hanako", &e), &e);
    assert_int_equal(case_assign(o->app, 1, "outsider", &e), E_RULE);
    assert_int_equal(case_assign(o->app, 1, "nobody", &e), E_NOTFOUND);
    assert_int_equal(case_assign(o->app, 99, "hanako", &e), E_NOTFOUND);
    struct case_view view;
    assert_ok(case_view(o->app, 1, &o->arena, &view, &e), &e);
    assert_string_equal(view.c.assignee, "hanako");
    assert_string_equal(view.assignee_name, "hanako");
    assert_ok(case_assign(o->app, 1, "", &e), &e);
    assert_ok(case_set_batch(o->app, 1, "6月分", &e), &e);
    assert_int_equal(case_set_batch(o->app, 1, "a\nb", &e), E_INPUT);
    assert_ok(case_view(o->app, 1, &o->arena, &view, &e), &e);
    assert_string_equal(view.c.batch, "6月分");
}

static void test_case_charge__hands_over_what_is_still_to_come(void **state)
{
    struct staged *o = with_cases(state);
    struct err e;
    struct deadline_list list;
    struct deadline_filter mine = {
        .from = DATE_NONE, .until = DATE_NONE, .assignee = "hanako", .open_only = true, .limit = 10};
    struct deadline d;
    record_init(&deadline_type, &d);
    d.scheme = "aspic";
    d.rule = "DL-05";
    d.case_id = 1;
    d.kind = "hard";
    static const char *const states[] = {"open", "missed", "met"};
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        d.id = 500 + (int64_t)i;
        d.due_on = (struct date){app_today(o->app).days + (int32_t)i};
        d.state = states[i];
        staged_put(o, &deadline_type, &d);
    }
    staged_act_as(o, 1, "hanako", "aspic", "reviewer");
    assert_ok(case_assign(o->app, 1, "hanako", &e), &e);
    assert_ok(deadline_list(o->app, &mine, &o->arena, &list, &e), &e);
    assert_int_equal(list.n, 2);
    assert_ok(case_assign(o->app, 1, "", &e), &e);
    assert_ok(deadline_list(o->app, &mine, &o->arena, &list, &e), &e);
    assert_int_equal(list.n, 0);
}

static void test_case_charge__a_task_is_done_once_by_whose_it_is(void **state)
{
    struct staged *o = with_cases(state);
    struct err e;
    struct task task;
    record_init(&task_type, &task);
    task.id = 1;
    task.case_id = 1;
    task.kind = "mark_check"; /* a reviewer's */
    task.opened_on = staged_day("2025-06-01");
    staged_put(o, &task_type, &task);
    staged_act_as(o, 1, "taro", "aspic", "accounting");
    assert_int_equal(task_done(o->app, 1, &e), E_DENIED);
    staged_act_as(o, 2, "hanako", "aspic", "reviewer");
    struct case_view charged;
    assert_ok(task_assign(o->app, 1, "taro", &e), &e);
    assert_ok(case_view(o->app, 1, &o->arena, &charged, &e), &e);
    assert_string_equal(charged.task_who[0], "taro");
    assert_int_equal(task_assign(o->app, 1, "nobody", &e), E_NOTFOUND);
    assert_ok(task_assign(o->app, 1, "", &e), &e);
    assert_ok(task_done(o->app, 1, &e), &e);
    assert_int_equal(task_done(o->app, 1, &e), E_CONFLICT);
    assert_int_equal(task_assign(o->app, 1, "taro", &e), E_CONFLICT);
    assert_int_equal(task_done(o->app, 2, &e), E_NOTFOUND);
    struct case_view view;
    assert_ok(case_view(o->app, 1, &o->arena, &view, &e), &e);
    assert_int_equal(view.n_tasks, 0);
}

static void move(struct staged *o, const char *state, const char *day)
{
    struct err e;
    struct case_view view;
    o->app->clock = clock_fixed(staged_day(day));
    assert_ok(case_view(o->app, 1, &o->arena, &view, &e), &e);
    view.c.state = state;
    view.c.state_since = staged_day(day);
    const struct record_type *type = &case_file_type;
    staged_put_about(o, type, &view.c, "case:1");
}

static void test_case_view__counts_own_days_and_the_applicants(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct case_view view;
    staged_open(o, "2025-06-02");
    add_case(o, 1, "IP-N2025-0001", "c10", "", "x");
    move(o, "c21", "2025-06-05"); /* waits for the applicant */
    move(o, "c10", "2025-06-15");
    o->app->clock = clock_fixed(staged_day("2025-06-20"));
    assert_ok(case_view(o->app, 1, &o->arena, &view, &e), &e);
    assert_int_equal(view.days_own, 8);
    assert_int_equal(view.days_applicant, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case_list__pages_follow_each_other),
        cmocka_unit_test(test_case_list__sorts_by_number),
        cmocka_unit_test(test_case_list__filters_by_state_person_and_words),
        cmocka_unit_test(test_case_list__words_page_too),
        cmocka_unit_test(test_case_list__shows_only_what_the_person_may_see),
        cmocka_unit_test(test_case_find__by_number_and_by_id),
        cmocka_unit_test(test_case_charge__assigns_to_people_with_a_role),
        cmocka_unit_test(test_case_charge__hands_over_what_is_still_to_come),
        cmocka_unit_test(test_case_charge__a_task_is_done_once_by_whose_it_is),
        cmocka_unit_test(test_case_view__counts_own_days_and_the_applicants),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
