#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "core/model/case.h"
#include "core/model/office.h"
#include "core/model/party.h"
#include "db/db_internal.h"
#include "tests/support/store.h"

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int open_fails(const char *path, unsigned flags, struct err *e)
{
    struct db *db = NULL;
    int rc = db_open(path, flags, &db, e);
    assert_null(db);
    return rc;
}

static struct param param_of(const char *name, const char *value)
{
    return (struct param){.scheme = "s", .name = name, .value = value, .reason = "", .set_by = "", .set_on = DATE_NONE};
}

static void put_param(struct db *db, const char *name, const char *value)
{
    struct err e;
    struct param p = param_of(name, value);
    assert_ok(test_put(db, &param_type, &p, &e), &e);
}

struct read_arg {
    struct param p;
    struct arena arena;
};

static int read_param(struct db *db, void *arg, struct err *e)
{
    struct read_arg *r = arg;
    return rows_get(db, &param_type, &r->p, &r->arena, e);
}

static void assert_param(struct db *db, const char *name, const char *value)
{
    struct err e;
    struct read_arg r = {.p = param_of(name, "")};
    assert_ok(db_read(db, read_param, &r, &e), &e);
    assert_string_equal(r.p.value, value);
    arena_done(&r.arena);
}

static bool has_param(struct db *db, const char *name)
{
    struct err e;
    struct read_arg r = {.p = param_of(name, "")};
    int rc = db_read(db, read_param, &r, &e);
    arena_done(&r.arena);
    assert_true(rc == 0 || rc == E_NOTFOUND);
    return rc == 0;
}

static void test_db__a_new_store_is_its_owners_and_opens_again(void **state)
{
    struct test_folder *f = *state;
    struct db *db = test_store_create(f->store);
    put_param(db, "a", "1");
    db_close(db);
    struct stat st;
    assert_int_equal(stat(f->store, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    db = test_store_open(f->store, 0);
    assert_param(db, "a", "1");
    db_close(db);
}

static void test_db__creating_over_something_is_refused(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    write_file(f->store, "letters");
    struct db *db = NULL;
    assert_int_equal(db_create(f->store, TEST_NOW, 0, &db, &e), E_CONFLICT);
    assert_string_equal(e.msg, "store.exists");
    assert_null(db);
}

static void test_db__what_is_no_store_is_said(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    assert_int_equal(open_fails(f->store, 0, &e), E_NOTFOUND);
    assert_string_equal(e.msg, "store.missing");
    assert_string_equal(e.arg[0], f->store);

    write_file(f->store, "a letter of some length, which is certainly no database at all; it goes on and on and on .........");
    assert_int_equal(open_fails(f->store, 0, &e), E_INPUT);
    assert_string_equal(e.msg, "store.not-a-store");
    assert_string_equal(e.arg[0], f->store);

    write_file(f->store, "");
    assert_int_equal(open_fails(f->store, DB_ANY_VERSION, &e), E_INPUT);
    assert_string_equal(e.msg, "store.not-a-store");
}

static int set_version(struct db *db, void *arg, struct err *e)
{
    return db->driver->set_mark(db->conn, *(int64_t *)arg, e);
}

static void test_db__another_version_is_refused_in_both_directions(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    int64_t version = db_version_needed() + 1;
    assert_ok(db_schema_change(db, set_version, &version, &e), &e);
    db_close(db);
    assert_int_equal(open_fails(f->store, 0, &e), E_VERSION);
    assert_string_equal(e.msg, "store.new");
    int n = -1;
    assert_int_equal(db_migrate(f->store, f->other, TEST_NOW, &n, &e), E_VERSION);
    assert_int_equal(n, -1);

    db = test_store_open(f->store, DB_ANY_VERSION);
    version = 0;
    assert_ok(db_schema_change(db, set_version, &version, &e), &e);
    db_close(db);
    assert_int_equal(open_fails(f->store, 0, &e), E_VERSION);
    assert_string_equal(e.msg, "store.old");
}

static int forget_version(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return db_script(db, "PRAGMA user_version = 0", e);
}

/* The first migration cannot be applied over itself, so an attempt must fail whole and leave the backup. */
static void test_db__a_migration_that_fails_changes_nothing(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    put_param(db, "a", "1");
    assert_ok(db_schema_change(db, forget_version, NULL, &e), &e);
    db_close(db);
    int n = -1;
    assert_int_equal(db_migrate(f->store, f->other, TEST_NOW, &n, &e), E_BUG);
    assert_int_equal(n, -1);
    struct driver_mark mark;
    db = test_store_open(f->store, DB_ANY_VERSION);
    assert_ok(db->driver->mark(db->conn, &mark, &e), &e);
    assert_int_equal(mark.number, 0);
    assert_param(db, "a", "1");
    db_close(db);
    assert_int_equal(access(f->other, F_OK), 0);
}

static void test_db__a_store_in_use_is_not_migrated(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    put_param(db, "a", "1");
    assert_ok(db_schema_change(db, forget_version, NULL, &e), &e);
    int n = -1;
    assert_int_equal(db_migrate(f->store, f->other, TEST_NOW, &n, &e), E_BUSY);
    assert_string_equal(e.msg, "store.in-use");
    assert_int_not_equal(access(f->other, F_OK), 0);
    assert_param(db, "a", "1");
    db_close(db);
}

static void test_db__migrating_a_current_store_does_nothing(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    db_close(test_store_create(f->store));
    int n = -1;
    assert_ok(db_migrate(f->store, f->other, TEST_NOW, &n, &e), &e);
    assert_int_equal(n, 0);
    assert_int_not_equal(access(f->other, F_OK), 0);
}

static int forge_migration(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return db_script(db, "UPDATE schema_migration SET sha256 = '00'", e);
}

static void test_db__a_released_migration_that_differs_is_refused(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    assert_ok(db_schema_change(db, forge_migration, NULL, &e), &e);
    db_close(db);
    int n;
    assert_int_equal(db_migrate(f->store, f->other, TEST_NOW, &n, &e), E_VERSION);
    assert_string_equal(e.msg, "store.changed");
}

struct half {
    int fail_with;
};

static int put_one_and_perhaps_fail(struct db *db, void *arg, struct err *e)
{
    const struct half *half = arg;
    struct param one = param_of("one", "1");
    int rc = rows_put(db, &param_type, &one, e);
    return rc ? rc : half->fail_with ? err_set(e, half->fail_with, "case.unknown", NULL) : 0;
}

static void test_db__a_failed_write_stores_nothing(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    struct half half = {E_RULE};
    assert_int_equal(db_write(db, put_one_and_perhaps_fail, &half, &e), E_RULE);
    assert_false(has_param(db, "one"));
    half.fail_with = 0;
    assert_ok(db_write(db, put_one_and_perhaps_fail, &half, &e), &e);
    assert_true(has_param(db, "one"));
    db_close(db);
}

struct contender {
    struct db *other;
    int tries, other_rc;
};

/* Holds the write lock while the other connection wants it. */
static int hold(struct db *db, void *arg, struct err *e)
{
    struct contender *c = arg;
    struct param p = param_of("held", "1");
    int rc = rows_put(db, &param_type, &p, e);
    struct err other_err;
    struct param q = param_of("other", "1");
    c->other_rc = test_put(c->other, &param_type, &q, &other_err);
    if (c->other_rc)
        assert_string_equal(other_err.msg, "db.busy");
    return rc;
}

static int get_over_a_missing_row(struct db *db, void *arg, struct err *e)
{
    (void)db, (void)arg;
    err_set(e, E_NOTFOUND, "db.no-row", "case_file", NULL);
    return 0;
}

/* Callers may look at the error instead of the answer: success leaves it as it was. */
static void test_db__what_was_got_over_is_no_error(void **state)
{
    (void)state;
    struct err e = {0};
    struct db *db = test_store_open(DB_MEMORY_URL, 0);
    assert_int_equal(db_read(db, get_over_a_missing_row, NULL, &e), 0);
    assert_int_equal(db_write(db, get_over_a_missing_row, NULL, &e), 0);
    assert_int_equal(e.code, 0);
    assert_null(e.msg);
    db_close(db);
}

static void test_db__a_second_writer_waits_and_then_says_busy(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    struct contender c = {.other = test_store_open(f->store, 0)};
    assert_ok(db_write(db, hold, &c, &e), &e);
    assert_int_equal(c.other_rc, E_BUSY);
    assert_false(has_param(db, "other"));
    put_param(c.other, "other", "2");
    assert_param(db, "other", "2");
    db_close(c.other);
    db_close(db);
}

static int busy_at_first(struct db *db, void *arg, struct err *e)
{
    struct contender *c = arg;
    struct param p = param_of("tried", "1");
    int rc = rows_put(db, &param_type, &p, e);
    return rc ? rc : ++c->tries < 3 ? err_set(e, E_BUSY, "db.busy", NULL) : 0;
}

static void test_db__a_busy_database_makes_the_work_run_again(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    struct contender c = {0};
    assert_ok(db_write(db, busy_at_first, &c, &e), &e);
    assert_int_equal(c.tries, 3);
    assert_true(has_param(db, "tried"));
    c.tries = -100;
    assert_int_equal(db_write(db, busy_at_first, &c, &e), E_BUSY);
    assert_int_equal(c.tries, -100 + DB_TRIES_MAX);
    db_close(db);
}

/* Four processes add to one counter; none of the additions may be lost. */
static int add_one(struct db *db, void *arg, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct counter counter = {.name = "s/x/"};
    (void)arg;
    int rc = rows_get(db, &counter_type, &counter, &a, e);
    if (rc && rc != E_NOTFOUND)
        return rc;
    counter.value++;
    return rows_put(db, &counter_type, &counter, e);
}

static int counter_value(struct db *db, void *arg, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_counter_value);
    stmt_text(s, 1, "s/x/");
    return stmt_get_one_int(s, 0, arg, e);
}

static void test_db__writers_queue_and_lose_nothing(void **state)
{
    enum { WRITERS = 4, ADDITIONS = 50 };
    struct test_folder *f = *state;
    db_close(test_store_create(f->store));
    for (int i = 0; i < WRITERS; i++) {
        pid_t child = fork();
        if (child == 0) {
            struct err e;
            struct db *db = NULL;
            int rc = db_open(f->store, 0, &db, &e);
            for (int n = 0; !rc && n < ADDITIONS; n++)
                rc = db_write(db, add_one, NULL, &e);
            db_close(db);
            _exit(rc ? 1 : 0);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    struct err e;
    struct db *db = test_store_open(f->store, 0);
    int64_t total = 0;
    assert_ok(db_read(db, counter_value, &total, &e), &e);
    assert_int_equal(total, WRITERS * ADDITIONS);
    db_close(db);
}

static void test_db__the_change_counter_tells_of_others(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    int64_t before, after;
    struct db *mine = test_store_create(f->store), *theirs = test_store_open(f->store, 0);
    assert_ok(db_change_counter(mine, &before, &e), &e);
    put_param(mine, "a", "1"); /* one's own */
    assert_ok(db_change_counter(mine, &after, &e), &e);
    assert_int_equal(after, before);
    put_param(theirs, "b", "1");
    assert_ok(db_change_counter(mine, &after, &e), &e);
    assert_int_not_equal(after, before);
    db_close(theirs);
    db_close(mine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_db__a_new_store_is_its_owners_and_opens_again, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__creating_over_something_is_refused, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__what_is_no_store_is_said, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__another_version_is_refused_in_both_directions, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__a_migration_that_fails_changes_nothing, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__a_store_in_use_is_not_migrated, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__migrating_a_current_store_does_nothing, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__a_released_migration_that_differs_is_refused, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__a_failed_write_stores_nothing, test_folder_setup, test_folder_teardown),
        cmocka_unit_test(test_db__what_was_got_over_is_no_error),
        cmocka_unit_test_setup_teardown(test_db__a_second_writer_waits_and_then_says_busy, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__a_busy_database_makes_the_work_run_again, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__writers_queue_and_lose_nothing, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db__the_change_counter_tells_of_others, test_folder_setup, test_folder_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
