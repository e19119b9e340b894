/* Who looked at what stands in the journal, once a person, a thing and a day, and looking never waits for it. */
#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "core/app/home_app.h"
#include "core/app/lookup_app.h"
#include "core/app/view_log.h"
#include "tests/support/staged.h"

static void look(struct staged *o)
{
    struct err e;
    struct case_view v;
    assert_ok(case_view(o->app, STAGED_CASE, &o->arena, &v, &e), &e);
}

static void write_views(struct staged *o)
{
    struct err e;
    assert_ok(views_write(o->app, &e), &e);
    assert_false(views_wait(o->app));
}

static size_t views_of(struct staged *o, const char *object)
{
    struct err e;
    struct history_row *row;
    size_t n;
    app_act_for_office(o->app, "office");
    assert_ok(history(o->app, object, HISTORY_VIEWS, 0, 50, &o->arena, &row, &n, &e), &e);
    return n;
}

static struct app *watched(struct staged *o)
{
    staged_stage(o, "aspic", "new", "2025-06-25");
    views_keep(o->app);
    staged_act_as(o, 1, "hanako", "aspic", "viewer");
    return o->app;
}

static void test_view_log__a_case_seen_stands_in_its_history_once_a_day(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct form_sheet sheet;
    watched(o);
    look(o);
    look(o);
    assert_ok(form_sheet(o->app, STAGED_CASE, "F-A", &o->arena, &sheet, &e), &e);
    assert_true(views_wait(o->app));
    write_views(o);
    struct event ev = staged_event(o, 0);
    assert_string_equal(ev.verb, "case.view");
    assert_string_equal(ev.actor, "hanako");
    assert_string_equal(ev.object, "case:3");
    assert_int_equal(views_of(o, "case:3"), 1);
    assert_ok(app_act_as(o->app, "hanako", &e), &e);
    o->app->clock = clock_fixed(staged_day("2025-06-26"));
    look(o);
    write_views(o);
    staged_act_as(o, 2, "taro", "aspic", "reception");
    look(o);
    write_views(o);
    assert_int_equal(views_of(o, "case:3"), 3);
}

static void test_view_log__another_sitting_of_the_day_writes_it_no_second_time(void **state)
{
    struct staged *o = *state;
    watched(o);
    look(o);
    write_views(o);
    view_log_free(o->app->views);
    o->app->views = NULL;
    views_keep(o->app);
    look(o);
    assert_true(views_wait(o->app));
    write_views(o);
    assert_int_equal(views_of(o, "case:3"), 1);
}

static void test_view_log__a_look_up_is_one_event_with_its_hits(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct lookup found;
    watched(o);
    assert_ok(lookup(o->app, "#3", 10, &o->arena, &found, &e), &e);
    assert_int_equal(found.n, 1);
    assert_ok(lookup(o->app, "#3", 10, &o->arena, &found, &e), &e);
    write_views(o);
    struct event ev = staged_event(o, 0);
    assert_string_equal(ev.verb, "lookup.view");
    assert_non_null(strstr(ev.body, "{\"hits\":[\"case:3\"]}"));
    assert_int_equal(views_of(o, "lookup"), 1);
}

static void test_view_log__a_store_that_is_full_keeps_nobody_from_looking(void **state)
{
    struct staged *o = *state;
    struct err e;
    watched(o);
    look(o);
    for (int64_t id = 1; id < 2000; id++) /* more than the pages that are left free */
        views_saw(o->app, "party", id);
    assert_ok(db_limit_bytes(o->app->db, 64 << 10, &e), &e);
    assert_refused(views_write(o->app, &e), &e, E_IO, "db.full");
    assert_true(views_wait(o->app));
    look(o);
    assert_ok(db_limit_bytes(o->app->db, 100 << 20, &e), &e);
    write_views(o);
    assert_int_equal(views_of(o, "case:3"), 1);
}

static void test_view_log__only_seats_are_watched_and_what_is_denied_was_not_seen(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct case_view v;
    staged_stage(o, "aspic", "new", "2025-06-25");
    look(o);
    assert_false(views_wait(o->app));
    views_keep(o->app);
    staged_act_as(o, 1, "stranger", "aspic-saas", "reception");
    assert_int_equal(case_view(o->app, STAGED_CASE, &o->arena, &v, &e), E_DENIED);
    assert_false(views_wait(o->app));
}

static void test_view_log__holds_so_many_and_begins_its_memory_anew(void **state)
{
    struct staged *o = *state;
    struct err e;
    watched(o);
    for (int64_t id = 1; id <= VIEWS_WAITING_MAX + 10; id++)
        views_saw_hit(o->app, "case", id);
    for (int64_t id = 1; id <= 5 * VIEWS_WAITING_MAX; id++)
        views_saw(o->app, "party", id);
    assert_ok(views_write(o->app, &e), &e);
    assert_int_equal(views_of(o, "lookup"), VIEWS_WAITING_MAX / 200);
    views_saw(o->app, "case", 0);
    assert_false(views_wait(o->app));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_view_log__a_case_seen_stands_in_its_history_once_a_day),
        cmocka_unit_test(test_view_log__another_sitting_of_the_day_writes_it_no_second_time),
        cmocka_unit_test(test_view_log__a_look_up_is_one_event_with_its_hits),
        cmocka_unit_test(test_view_log__a_store_that_is_full_keeps_nobody_from_looking),
        cmocka_unit_test(test_view_log__only_seats_are_watched_and_what_is_denied_was_not_seen),
        cmocka_unit_test(test_view_log__holds_so_many_and_begins_its_memory_anew),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
