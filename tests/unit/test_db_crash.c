/* No acknowledged action is lost and none is half done: whatever kills the process, and whatever the disk refuses. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "core/app/verify.h"
#include "tests/support/busy_office.h"
#include "tests/support/store.h"

/* Opens the store again and proves it; returns the number of its events. */
static int64_t sound_events(const char *path)
{
    struct err e;
    struct verify_result result;
    struct db *db = test_store_open(path, 0);
    assert_ok(verify_store(db, NULL, NULL, &result, &e), &e);
    if (!result.sound)
        fail_msg("%s %s %s", result.difference.msg, result.difference.arg[0], result.difference.arg[1]);
    db_close(db);
    return result.n_events;
}

/* Says one byte for each verb that is durable. */
static NORETURN void work_and_tell(const char *path, uint64_t seed, int64_t n_cases, int to)
{
    struct err e;
    struct db *db = NULL;
    struct busy_office office = busy_office_of(seed);
    office.n_cases = n_cases;
    if (db_open(path, 0, &db, &e))
        _exit(2);
    for (;;)
        if (busy_verbs(db, &office, 1, &e) || write(to, "a", 1) != 1)
            _exit(3);
}

static void test_db_crash__what_was_acknowledged_survives_a_kill(void **state)
{
    enum { KILLS = 12 };
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    struct busy_office office = busy_office_of(1);
    assert_ok(busy_verbs(db, &office, 20, &e), &e);
    db_close(db);
    int64_t known = 20;
    for (int i = 0; i < KILLS; i++) {
        int ends[2], status;
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0)
            work_and_tell(f->store, (uint64_t)i + 100, office.n_cases, ends[1]);
        close(ends[1]);
        char byte;
        for (int n = 0; n <= i * 3; n++) {
            assert_int_equal(read(ends[0], &byte, 1), 1);
            known++;
        }
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        while (read(ends[0], &byte, 1) == 1)
            known++;
        close(ends[0]);
        int64_t there = sound_events(f->store);
        /* One more may have become durable before it could be told. */
        assert_true(there == known || there == known + 1);
        known = there;
    }
    arena_done(&office.arena);
}

struct stuck {
    struct busy_office office;
    int to;
};

static int work_and_hang(struct db *db, void *arg, struct err *e)
{
    struct stuck *stuck = arg;
    for (int i = 0; i < 50; i++)
        if (busy_verb(db, &stuck->office, e))
            _exit(3);
    if (write(stuck->to, "h", 1) != 1)
        _exit(3);
    for (;;)
        poll(NULL, 0, -1);
}

static void test_db_crash__a_transaction_killed_in_the_middle_never_was(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    struct busy_office office = busy_office_of(1);
    assert_ok(busy_verbs(db, &office, 20, &e), &e);
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    db_close(db);
    pid_t child = fork();
    if (child == 0) {
        struct stuck stuck = {busy_office_of(2), ends[1]};
        stuck.office.n_cases = office.n_cases;
        if (db_open(f->store, 0, &db, &e) == 0)
            (void)(db_write(db, work_and_hang, &stuck, &e) == 0);
        _exit(2);
    }
    close(ends[1]);
    char byte;
    assert_int_equal(read(ends[0], &byte, 1), 1);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    close(ends[0]);
    assert_int_equal(sound_events(f->store), 20);
    arena_done(&office.arena);
}

/* Works until the store refuses; returns how many verbs were durable. */
static int work_until_full(struct db *db, struct busy_office *office, struct err *e)
{
    int n = 0;
    while (busy_verbs(db, office, 1, e) == 0)
        n++;
    return n;
}

static void test_db_crash__a_full_store_is_read_only_and_recovers(void **state)
{
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    struct busy_office office = busy_office_of(3);
    assert_ok(db_limit_bytes(db, 700 << 10, &e), &e);
    assert_false(db_is_read_only(db));
    int n = work_until_full(db, &office, &e);
    assert_int_equal(e.code, E_IO);
    assert_string_equal(e.msg, "db.full");
    assert_true(db_is_read_only(db));
    assert_true(n > 10);
    assert_int_equal(sound_events(f->store), n);

    /* Reading goes on; with room again, so does writing. */
    struct verify_result result;
    assert_ok(verify_store(db, NULL, NULL, &result, &e), &e);
    assert_true(result.sound);
    assert_ok(db_limit_bytes(db, 10 << 20, &e), &e);
    office.n_cases = 1;
    assert_ok(busy_verbs(db, &office, 1, &e), &e);
    assert_false(db_is_read_only(db));
    db_close(db);
    assert_int_equal(sound_events(f->store), n + 1);
    arena_done(&office.arena);
}

/* The disk refuses at one size after another, in the middle of whatever is written there. */
static void test_db_crash__a_disk_that_refuses_anywhere_leaves_a_whole_store(void **state)
{
    enum { STEP_BYTES = 20011, STEPS = 24 };
    struct test_folder *f = *state;
    struct err e;
    struct db *db = test_store_create(f->store);
    struct busy_office office = busy_office_of(4);
    assert_ok(busy_verbs(db, &office, 30, &e), &e);
    db_close(db);
    int64_t known = 30;
    for (int i = 0; i < STEPS; i++) {
        int ends[2], status;
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0) {
            struct rlimit limit = {(rlim_t)(i + 1) * STEP_BYTES, RLIM_INFINITY};
            sigaction(SIGXFSZ, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
            if (db_open(f->store, 0, &db, &e) || setrlimit(RLIMIT_FSIZE, &limit))
                _exit(2);
            struct busy_office more = busy_office_of((uint64_t)i + 50);
            more.n_cases = office.n_cases;
            int n = 0;
            while (n < 200 && busy_verbs(db, &more, 1, &e) == 0)
                n++;
            if (n < 200 && !str_eq(e.msg, "db.full"))
                _exit(4);
            _exit(write(ends[1], &n, sizeof n) == sizeof n ? 0 : 3);
        }
        close(ends[1]);
        int n = 0;
        assert_int_equal(read(ends[0], &n, sizeof n), sizeof n);
        close(ends[0]);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
        known += n;
        assert_int_equal(sound_events(f->store), known);
    }
    arena_done(&office.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_db_crash__what_was_acknowledged_survives_a_kill, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db_crash__a_transaction_killed_in_the_middle_never_was, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db_crash__a_full_store_is_read_only_and_recovers, test_folder_setup, test_folder_teardown),
        cmocka_unit_test_setup_teardown(test_db_crash__a_disk_that_refuses_anywhere_leaves_a_whole_store, test_folder_setup, test_folder_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
