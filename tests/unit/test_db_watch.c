#include "db/watch.h"
#include "tests/support/busy_office.h"
#include "tests/support/store.h"

static void test_db_watch__announces_what_others_commit(void **state)
{
    (void)state;
    struct err e;
    struct test_folder f;
    AUTO(arena) struct arena a = {0};
    test_folder_make(&f);
    struct db *mine = test_store_create(f.store), *theirs = test_store_open(f.store, 0);
    struct busy_office office = busy_office_of(2);
    struct events events;
    struct watch w;
    assert_ok(busy_verbs(theirs, &office, 3, &e), &e);
    assert_ok(watch_start(mine, &w, &e), &e);
    assert_false(watch_changed(&w));

    assert_ok(busy_verbs(theirs, &office, 2, &e), &e);
    assert_true(watch_changed(&w));
    assert_false(watch_changed(&w));
    assert_ok(watch_events(&w, 100, &a, &events, &e), &e);
    assert_int_equal(events.n, 2);
    assert_int_equal(events.at[0].seq, 4);
    assert_true(str_starts(events.at[0].object, "case:"));
    assert_ok(watch_events(&w, 100, &a, &events, &e), &e);
    assert_int_equal(events.n, 0);

    assert_ok(busy_verbs(mine, &office, 1, &e), &e);
    assert_false(watch_changed(&w));
    assert_ok(watch_events(&w, 100, &a, &events, &e), &e);
    assert_int_equal(events.n, 1);
    arena_done(&office.arena);
    db_close(theirs);
    db_close(mine);
    test_folder_drop(&f);
}

static void test_db_watch__a_long_absence_comes_in_pages(void **state)
{
    (void)state;
    struct err e;
    AUTO(arena) struct arena a = {0};
    struct db *db = test_store_open(DB_MEMORY_URL, 0);
    struct busy_office office = busy_office_of(2);
    struct watch w;
    struct events events;
    assert_ok(watch_start(db, &w, &e), &e);
    assert_ok(busy_verbs(db, &office, 25, &e), &e);
    for (size_t seen = 0; seen < 25; seen += events.n) {
        assert_ok(watch_events(&w, 10, &a, &events, &e), &e);
        assert_int_equal(events.n, seen == 20 ? 5 : 10);
        assert_int_equal(events.at[0].seq, seen + 1);
    }
    arena_done(&office.arena);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_db_watch__announces_what_others_commit),
        cmocka_unit_test(test_db_watch__a_long_absence_comes_in_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
