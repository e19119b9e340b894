#include "core/app/desk_app.h"

#include "core/app/home_app.h"
#include "core/base/str.h"
#include "tests/support/office_day.h"
#include "tests/support/staged.h"

static struct office office;
static struct arena arena;
static int64_t case_id;

static int setup(void **state)
{
    (void)state;
    office_begin(&office);
    case_id = office_new_case(&office, "new", &arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&arena);
    office_close(&office);
    return 0;
}

static size_t views(const char *list, struct desk_view **view_r)
{
    struct err e;
    size_t n;
    assert_ok(desk_views(office.app, list, &arena, view_r, &n, &e), &e);
    return n;
}

static bool changed(void)
{
    struct case_list list;
    struct err e;
    const struct case_filter filter = {.limit = 10};
    assert_ok(case_list(office.app, &filter, &arena, &list, &e), &e);
    return list.row[0].changed;
}

static void test_desk__a_view_is_saved_replaced_and_forgotten(void **state)
{
    (void)state;
    struct desk_view *view;
    struct err e;
    assert_ok(desk_view_save(office.app, "cases", "朝の分", "{}", &e), &e);
    assert_ok(desk_view_save(office.app, "cases", "朝の分", "{\"mine\":true}", &e), &e);
    assert_int_equal(views("cases", &view), 1);
    assert_string_equal(view[0].name, "朝の分");
    assert_string_equal(view[0].body, "{\"mine\":true}");
    assert_int_equal(views("other", &view), 0);
    assert_ok(desk_view_drop(office.app, "cases", "朝の分", &e), &e);
    assert_int_equal(views("cases", &view), 0);
}

static void test_desk__a_view_needs_a_name_and_there_is_an_end_of_them(void **state)
{
    (void)state;
    struct err e;
    assert_refused(desk_view_save(office.app, "cases", "", "{}", &e), &e, E_INPUT, "desk.view-name");
    for (int i = 0; i < DESK_VIEWS_MAX; i++)
        assert_ok(desk_view_save(office.app, "cases", arena_printf(&arena, "%d", i), "{}", &e), &e);
    assert_refused(desk_view_save(office.app, "cases", "one more", "{}", &e), &e, E_LIMIT, "desk.views");
    assert_ok(desk_view_save(office.app, "cases", "7", "{}", &e), &e);
}

static void test_desk__a_case_is_marked_once_something_happened_after_it_was_seen(void **state)
{
    (void)state;
    struct err e;
    assert_false(changed()); /* never seen: nothing to compare with */
    desk_saw_case(office.app, case_id);
    assert_false(changed());
    assert_ok(case_set_batch(office.app, case_id, "まとめ", &e), &e);
    assert_true(changed());
    desk_saw_case(office.app, case_id);
    assert_false(changed());
}

static size_t news_since(int64_t seen, struct history_row **row_r)
{
    struct err e;
    size_t n;
    assert_ok(desk_news(office.app, case_id, seen, &arena, row_r, &n, &e), &e);
    return n;
}

static void test_desk__tells_what_others_did_since_a_case_was_seen(void **state)
{
    (void)state;
    struct err e;
    struct history_row *row;
    int64_t seen = -1;
    char me[sizeof office.app->actor.login];
    assert_ok(desk_seen_case(office.app, case_id, &seen, &e), &e);
    assert_int_equal(seen, 0);
    assert_int_equal(news_since(seen, &row), 0); /* never seen: all would be news */
    desk_saw_case(office.app, case_id);
    assert_ok(desk_seen_case(office.app, case_id, &seen, &e), &e);
    assert_true(seen > 0);
    assert_ok(case_set_batch(office.app, case_id, "まとめ", &e), &e);
    assert_int_equal(news_since(seen, &row), 0); /* one's own */
    str_copy_cut(me, sizeof me, office.app->actor.login);
    str_copy_cut(office.app->actor.login, sizeof me, "hanako");
    assert_ok(case_set_batch(office.app, case_id, "別", &e), &e);
    str_copy_cut(office.app->actor.login, sizeof me, me);
    assert_int_equal(news_since(seen, &row), 1);
    assert_string_equal(row[0].ev.actor, "hanako");
    desk_saw_case(office.app, case_id);
    assert_ok(desk_seen_case(office.app, case_id, &seen, &e), &e);
    assert_int_equal(news_since(seen, &row), 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_desk__a_view_is_saved_replaced_and_forgotten),
        TEST(test_desk__a_view_needs_a_name_and_there_is_an_end_of_them),
        TEST(test_desk__a_case_is_marked_once_something_happened_after_it_was_seen),
        TEST(test_desk__tells_what_others_did_since_a_case_was_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
