/* Measures the store against bare SQLite on the same disk: `bench_store VERBS`. Prints figures as tests/bench/figures.h
 * says. Not a test; ./dev bench runs it. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/db_internal.h"
#include "tests/bench/figures.h"
#include "tests/support/busy_office.h"
#include "tests/support/store.h"

enum { WARM_UP = 100, TURN = 50 };

static void or_die(int rc, const struct err *e)
{
    if (rc) {
        fprintf(stderr, "%s %s\n", e->msg, e->detail);
        exit(1);
    }
}

/* What the same disk and the same SQLite do without us: one row of an event's size a durable commit. */
static int bare_table(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return db_script(db, "CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)", e);
}

struct bare {
    struct db *db;
    struct driver_stmt *insert;
};

static void bare_open(struct bare *b, const char *path)
{
    struct err e;
    or_die(db_create(path, TEST_NOW, 0, &b->db, &e), &e);
    or_die(db_schema_change(b->db, bare_table, NULL, &e), &e);
    or_die(b->db->driver->prepare(b->db->conn, "INSERT INTO bare (text) VALUES ($1)", 1, &b->insert, &e), &e);
}

static int64_t bare_commits(struct bare *b, int n)
{
    struct err e;
    char text[600];
    memset(text, 'a', sizeof text);
    int64_t from = figures_now_us();
    for (int i = 0; i < n; i++) {
        or_die(b->db->driver->begin(b->db->conn, DRIVER_WRITE, &e), &e);
        b->db->driver->bind_text(b->insert, 1, text, sizeof text, false);
        or_die(b->db->driver->step(b->insert, &e), &e);
        b->db->driver->reset(b->insert);
        or_die(b->db->driver->commit(b->db->conn, &e), &e);
    }
    return figures_now_us() - from;
}

static int64_t our_verbs(struct db *db, struct busy_office *office, int n)
{
    struct err e;
    int64_t from = figures_now_us();
    for (int i = 0; i < n; i++)
        or_die(busy_verbs(db, office, 1, &e), &e);
    return figures_now_us() - from;
}

/* One of several processes that write at the same time; waits in front of the store like everybody else. */
static void write_beside(const char *path, uint64_t seed, int64_t n)
{
    struct busy_office office = busy_office_of(seed);
    struct db *db;
    struct err e;
    or_die(db_open(path, 0, &db, &e), &e);
    for (int64_t i = 0; i < n;) {
        int rc = busy_verbs(db, &office, 1, &e);
        if (rc != E_BUSY)
            or_die(rc, &e);
        i += rc == 0;
    }
    db_close(db);
    arena_done(&office.arena);
    exit(0);
}

static int64_t writers(const char *path, int64_t n_writers, int64_t n)
{
    int64_t from = figures_now_us();
    bool ok = true;
    for (int64_t i = 0; i < n_writers; i++) {
        pid_t pid = fork();
        if (pid == 0)
            write_beside(path, (uint64_t)(100 + i), n / n_writers);
        ok = ok && pid > 0;
    }
    for (int status; wait(&status) > 0;)
        ok = ok && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!ok)
        fprintf(stderr, "a writer failed\n");
    return ok ? figures_now_us() - from : 0;
}

static void measure_writers(const char *path, int64_t n_writers, int64_t n)
{
    char name[64];
    int64_t us = writers(path, n_writers, n);
    snprintf(name, sizeof name, "store.writers%lld_per_s", (long long)n_writers);
    if (us)
        figure_print(name, n / n_writers * n_writers * 1000000 / us);
}

static int64_t a_second(int64_t n, int64_t us)
{
    return n * 1000000 / (us ? us : 1);
}

int main(int argc, char **argv)
{
    int64_t n = 0;
    struct test_folder f;
    if (argc != 2 || !str_to_int(argv[1], TURN, 1000000, &n)) {
        fprintf(stderr, "usage: bench_store VERBS\n");
        return 2;
    }
    struct busy_office office = busy_office_of(3);
    struct bare bare;
    struct db *db;
    struct err e;
    int64_t bare_us = 0, our_us = 0;
    test_folder_make(&f);
    bare_open(&bare, f.other);
    or_die(db_create(f.store, TEST_NOW, 0, &db, &e), &e);
    our_verbs(db, &office, WARM_UP);
    /* In turns: what else the machine does meets both. */
    for (int64_t i = 0; i < n; i += TURN) {
        bare_us += bare_commits(&bare, TURN);
        our_us += our_verbs(db, &office, TURN);
    }
    figure_print("store.bare_per_s", a_second(n, bare_us));
    figure_print("store.verbs_per_s", a_second(n, our_us));
    bare.db->driver->finalize(bare.insert);
    db_close(bare.db);
    db_close(db);
    measure_writers(f.store, 8, n);
    measure_writers(f.store, 32, n);
    arena_done(&office.arena);
    test_folder_drop(&f);
    return 0;
}
