#include <fcntl.h>
#include <sys/stat.h>

#include "core/app/backup.h"
#include "db/db_internal.h"
#include "tests/support/busy_office.h"
#include "tests/support/store.h"

struct office {
    struct test_folder f;
    struct db *db;
    struct busy_office busy;
};

static int setup(void **state)
{
    struct err e;
    struct office *o = test_calloc(1, sizeof *o);
    test_folder_make(&o->f);
    o->db = test_store_create(o->f.store);
    o->busy = busy_office_of(9);
    assert_ok(busy_verbs(o->db, &o->busy, 500, &e), &e);
    *state = o;
    return 0;
}

static int teardown(void **state)
{
    struct office *o = *state;
    db_close(o->db);
    arena_done(&o->busy.arena);
    test_folder_drop(&o->f);
    test_free(o);
    return 0;
}

static void assert_same_store(struct db *a, const char *path)
{
    struct err e;
    int64_t n = 0;
    struct db *b = test_store_open(path, 0);
    assert_ok(verify_same(a, b, &n, &e), &e);
    assert_true(n > 500);
    db_close(b);
}

static void test_backup__equals_the_store_it_came_from(void **state)
{
    struct office *o = *state;
    struct err e;
    struct verify_result result;
    assert_ok(backup_make(o->db, o->f.other, NULL, NULL, &result, &e), &e);
    assert_true(result.sound);
    assert_int_equal(result.n_events, 500);
    assert_same_store(o->db, o->f.other);
    struct stat st;
    assert_int_equal(stat(o->f.other, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);

    assert_ok(busy_verbs(o->db, &o->busy, 1, &e), &e);
    int64_t n;
    struct db *older = test_store_open(o->f.other, 0);
    assert_int_equal(verify_same(o->db, older, &n, &e), E_CONFLICT);
    db_close(older);
}

static void test_backup__never_overwrites(void **state)
{
    struct office *o = *state;
    struct err e;
    int fd = open(o->f.other, O_CREAT | O_WRONLY, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "letters", 7), 7);
    close(fd);
    assert_int_equal(backup_make(o->db, o->f.other, NULL, NULL, NULL, &e), E_CONFLICT);
    assert_string_equal(e.msg, "store.exists");
    struct stat st;
    assert_int_equal(stat(o->f.other, &st), 0);
    assert_int_equal(st.st_size, 7);
}

static void test_backup__a_place_that_is_not_there_is_said(void **state)
{
    struct office *o = *state;
    struct err e;
    assert_int_equal(backup_make(o->db, "/nowhere/at/all.db", NULL, NULL, NULL, &e), E_IO);
    assert_string_equal(e.msg, "store.cannot-open");
}

static void test_backup__restores_to_a_store_that_works(void **state)
{
    struct office *o = *state;
    struct err e;
    AUTO(arena) struct arena a = {0};
    const char *third = arena_printf(&a, "%s/third.db", o->f.path);
    assert_ok(backup_make(o->db, o->f.other, NULL, NULL, NULL, &e), &e);
    assert_int_equal(backup_restore(o->f.other, o->f.store, NULL, NULL, NULL, &e), E_CONFLICT);
    assert_ok(backup_restore(o->f.other, third, NULL, NULL, NULL, &e), &e);
    assert_same_store(o->db, third);

    struct db *restored = test_store_open(third, 0);
    assert_ok(busy_verbs(restored, &o->busy, 20, &e), &e);
    struct verify_result result;
    assert_ok(verify_store(restored, NULL, NULL, &result, &e), &e);
    assert_true(result.sound);
    db_close(restored);
}

static int tamper(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return db_script(db, "UPDATE case_file SET state = 'granted' WHERE id = 2", e);
}

static void test_backup__an_unsound_store_gives_none(void **state)
{
    struct office *o = *state;
    struct err e;
    assert_ok(db_schema_change(o->db, tamper, NULL, &e), &e);
    assert_int_equal(backup_make(o->db, o->f.other, NULL, NULL, NULL, &e), E_CONFLICT);
    assert_string_equal(e.msg, "backup.unsound");
    assert_non_null(strstr(e.detail, "/case_file/2"));
    assert_int_not_equal(access(o->f.other, F_OK), 0);
}

/* Somebody writes between the beginning and the end of a backup: it is the store of one moment all the same. */
static void write_meanwhile(void *arg, int64_t done, int64_t in_all)
{
    struct office *o = arg;
    struct err e;
    (void)done;
    (void)in_all;
    assert_ok(busy_verbs(o->db, &o->busy, 1, &e), &e);
}

static void test_backup__others_work_on_meanwhile(void **state)
{
    struct office *o = *state;
    struct err e;
    struct verify_result result;
    assert_ok(busy_verbs(o->db, &o->busy, 1500, &e), &e);
    assert_ok(backup_make(o->db, o->f.other, write_meanwhile, o, &result, &e), &e);
    assert_int_equal(result.n_events, 2000);
    assert_ok(verify_store(o->db, NULL, NULL, &result, &e), &e);
    assert_int_equal(result.n_events, 2002);
    assert_true(result.sound);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_backup__equals_the_store_it_came_from, setup, teardown),
        cmocka_unit_test_setup_teardown(test_backup__never_overwrites, setup, teardown),
        cmocka_unit_test_setup_teardown(test_backup__a_place_that_is_not_there_is_said, setup, teardown),
        cmocka_unit_test_setup_teardown(test_backup__restores_to_a_store_that_works, setup, teardown),
        cmocka_unit_test_setup_teardown(test_backup__an_unsound_store_gives_none, setup, teardown),
        cmocka_unit_test_setup_teardown(test_backup__others_work_on_meanwhile, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
