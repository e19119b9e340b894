#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "core/app/home_app.h"
#include "tests/support/staged.h"

static struct home home_of(struct staged *o)
{
    struct err e;
    struct home h;
    assert_ok(home(o->app, &o->arena, &h, &e), &e);
    return h;
}

static void add_deadline(struct staged *o, int64_t id, const char *due, const char *state)
{
    struct deadline d;
    record_init(&deadline_type, &d);
    d.id = id;
    d.scheme = "aspic";
    d.rule = "DL-06";
    d.case_id = STAGED_CASE;
    d.kind = "soft";
    d.base_on = d.raw_on = d.due_on = staged_day(due);
    d.state = state;
    staged_put(o, &deadline_type, &d);
}

static void test_home__an_empty_office_has_nothing_to_do(void **state)
{
    struct staged *o = *state;
    staged_open(o, "2025-06-25");
    struct home h = home_of(o);
    assert_int_equal(h.overdue + h.today + h.this_week + h.mine + h.queries_open, 0);
    assert_int_equal(h.n_deadlines, 0);
    assert_true(h.n_schemes >= 3);
    assert_string_equal(h.verified, "");
}

static void test_home__counts_what_is_due(void **state)
{
    struct staged *o = *state;
    staged_stage(o, "aspic", "new", "2025-06-25"); /* a Wednesday */
    add_deadline(o, 1, "2025-06-20", "open");
    add_deadline(o, 2, "2025-06-24", "missed");
    add_deadline(o, 3, "2025-06-25", "open");
    add_deadline(o, 4, "2025-06-29", "open");
    add_deadline(o, 5, "2025-07-02", "open");
    add_deadline(o, 7, "2025-07-03", "open");
    add_deadline(o, 6, "2025-06-20", "met");
    struct home h = home_of(o);
    assert_int_equal(h.overdue, 2);
    assert_int_equal(h.today, 1);
    assert_int_equal(h.this_week, 2); /* until the same day of next week */
    assert_int_equal(h.n_deadlines, 6);
    assert_int_equal(h.deadline[0].d.id, 1);
}

static void test_home__counts_cases_by_what_they_wait_for(void **state)
{
    struct staged *o = *state;
    static const char *const states[] = {"c00", "c00", "c10", "c21", "c60"};
    staged_open(o, "2025-06-25");
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        struct case_file c;
        record_init(&case_file_type, &c);
        c.id = (int64_t)i + 1;
        c.scheme = "aspic";
        c.edition = "2022-04-01";
        c.type = "new";
        c.state = states[i];
        c.received_on = staged_day(i < 2 ? "2025-06-01" : "2024-08-31");
        c.assignee = "hanako";
        staged_put(o, &case_file_type, &c);
    }
    staged_add_certificate(o, 1, "aspic", "IP0001-2309", 1, "2023-09-01", "x");
    staged_act_as(o, 1, "hanako", "aspic", "reception");
    struct home h = home_of(o);
    assert_int_equal(h.mine, 5);
    assert_int_equal(h.n_schemes, 1); /* hers */
    assert_string_equal(h.scheme[0].scheme, "aspic");
    assert_int_equal(h.scheme[0].received, 2);
    assert_int_equal(h.scheme[0].in_review, 1);
    assert_int_equal(h.scheme[0].waiting, 1);
    assert_int_equal(h.scheme[0].deciding, 1);
    assert_int_equal(h.scheme[0].in_force, 1);
    assert_int_equal(h.scheme[0].expiring, 1);
    assert_int_equal(h.intake[11], 2);
    assert_int_equal(h.intake[1], 3);
}

static void test_history__says_what_happened_in_words(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct history_row *row;
    struct form_sheet sheet;
    size_t n;
    const struct form_value values[] = {{"service_name", "新しい名前"}};
    staged_stage(o, "aspic", "new", "2025-06-25");
    assert_ok(form_save(o->app, STAGED_CASE, "F-A", 1, values, 1, &o->arena, &sheet, &e), &e);
    assert_ok(case_assign(o->app, STAGED_CASE, "", &e), &e);
    assert_ok(history(o->app, "case:3", HISTORY_ALL, 0, 10, &o->arena, &row, &n, &e), &e);
    assert_true(n >= 2);
    assert_non_null(strstr(row[0].text, "申請書A"));
    assert_non_null(strstr(row[0].text, "1項目"));
    assert_string_equal(row[0].ev.verb, "form.save");
    assert_true(*row[0].number);
    int64_t before = row[0].ev.seq;
    assert_ok(history(o->app, "case:3", HISTORY_ALL, before, 1, &o->arena, &row, &n, &e), &e);
    assert_int_equal(n, 1);
    assert_true(row[0].ev.seq < before);
    assert_true(home_of(o).n_news > 0);
}

static void test_history__a_deadline_that_passed_stands_in_its_case(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct history_row *row;
    struct deadline d;
    size_t n;
    staged_stage(o, "aspic", "new", "2025-06-25");
    record_init(&deadline_type, &d);
    d.id = 50;
    d.scheme = "aspic";
    d.rule = "DL-06";
    d.case_id = STAGED_CASE;
    d.kind = "soft";
    d.state = "open";
    d.base_on = d.raw_on = d.due_on = staged_day("2025-06-20");
    staged_put(o, &deadline_type, &d);
    assert_ok(clock_run(o->app, &n, &e), &e);
    assert_int_equal(n, 1);
    assert_ok(history(o->app, "case:3", HISTORY_CHANGES, 0, 10, &o->arena, &row, &n, &e), &e);
    assert_string_equal(row[0].ev.verb, "clock.deadline");
    assert_non_null(strstr(row[0].text, "期限超過 審査手数料振込期限（目途） 2025-06-20"));
}

static void test_history__shows_only_what_one_may_see(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct history_row *row;
    size_t n;
    staged_stage(o, "aspic", "new", "2025-06-25");
    staged_act_as(o, 1, "stranger", "aspic-saas", "reception");
    assert_ok(history(o->app, "case:3", HISTORY_ALL, 0, 10, &o->arena, &row, &n, &e), &e);
    assert_int_equal(n, 0);
    assert_ok(history(o->app, "", HISTORY_ALL, 0, 10, &o->arena, &row, &n, &e), &e);
    assert_int_equal(n, 0);
    staged_act_as(o, 2, "hanako", "aspic", "reception");
    assert_ok(history(o->app, "case:3", HISTORY_ALL, 0, 10, &o->arena, &row, &n, &e), &e);
    assert_int_equal(n, 2);
}

static void test_home__remembers_the_last_proof(void **state)
{
    struct staged *o = *state;
    struct err e;
    staged_open(o, "2025-06-25");
    assert_ok(home_verified(o->app, true, 1234, &e), &e);
    struct home h = home_of(o);
    assert_true(h.verified_ok);
    assert_non_null(strstr(h.verified, "1234"));
    assert_ok(home_verified(o->app, false, 1235, &e), &e);
    h = home_of(o);
    assert_false(h.verified_ok);
    assert_non_null(strstr(h.verified, "2025-06-25"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_home__an_empty_office_has_nothing_to_do),
        cmocka_unit_test(test_home__counts_what_is_due),
        cmocka_unit_test(test_home__counts_cases_by_what_they_wait_for),
        cmocka_unit_test(test_history__says_what_happened_in_words),
        cmocka_unit_test(test_history__a_deadline_that_passed_stands_in_its_case),
        cmocka_unit_test(test_history__shows_only_what_one_may_see),
        cmocka_unit_test(test_home__remembers_the_last_proof),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
