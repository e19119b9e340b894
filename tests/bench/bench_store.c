/* Measures the store: `bench_store [VERBS]` prints one line a figure. Not a test; ./dev bench runs it. */
#include <stdlib.h>
#include <sys/resource.h>

#include "core/base/clock.h"
#include "db/db_internal.h"
#include "tests/support/busy_office.h"
#include "tests/support/store.h"

static int64_t cpu_ms(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1000 + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1000;
}

/* On a machine that others use too, the processor's time says more than the clock's. */
static void say(const char *what, int64_t n, int64_t ms)
{
    static int64_t cpu_before;
    int64_t cpu = cpu_ms();
    printf("%-46s %8lld in %6lld ms (processor %6lld ms) %9lld/s\n", what, (long long)n, (long long)ms,
           (long long)(cpu - cpu_before), (long long)(n * 1000 / (ms ? ms : 1)));
    fflush(stdout);
    cpu_before = cpu;
}

static void or_die(int rc, const struct err *e)
{
    if (rc) {
        fprintf(stderr, "%s %s\n", e->msg, e->detail);
        exit(1);
    }
}

static void open_memory(void)
{
    enum { TIMES = 200 };
    struct err e;
    int64_t from = clock_monotonic_ms();
    for (int i = 0; i < TIMES; i++) {
        struct db *db;
        or_die(db_open(DB_MEMORY_URL, 0, &db, &e), &e);
        db_close(db);
    }
    say("open a store in memory", TIMES, clock_monotonic_ms() - from);
}

/* What the same disk and the same SQLite do without us: one row of an event's size a durable commit. */
static int bare_table(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return db_script(db, "CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)", e);
}

static int64_t bare_commits(const char *path, int n)
{
    struct err e;
    struct db *db;
    struct driver_stmt *s;
    char text[600];
    memset(text, 'a', sizeof text);
    or_die(db_create(path, TEST_NOW, 0, &db, &e), &e);
    or_die(db_schema_change(db, bare_table, NULL, &e), &e);
    or_die(db->driver->prepare(db->conn, "INSERT INTO bare (text) VALUES ($1)", 1, &s, &e), &e);
    int64_t from = clock_monotonic_ms();
    for (int i = 0; i < n; i++) {
        or_die(db->driver->begin(db->conn, DRIVER_WRITE, &e), &e);
        db->driver->bind_text(s, 1, text, sizeof text, false);
        or_die(db->driver->step(s, &e), &e);
        db->driver->reset(s);
        or_die(db->driver->commit(db->conn, &e), &e);
    }
    int64_t ms = clock_monotonic_ms() - from;
    db->driver->finalize(s);
    db_close(db);
    return ms;
}

static void durable(struct test_folder *f)
{
    enum { VERBS = 1000 };
    struct err e;
    struct db *db;
    int64_t bare = bare_commits(f->other, VERBS);
    say("bare commit of one row", VERBS, bare);
    struct busy_office office = busy_office_of(3);
    or_die(db_create(f->store, TEST_NOW, 0, &db, &e), &e);
    or_die(busy_verbs(db, &office, 100, &e), &e);
    int64_t from = clock_monotonic_ms();
    for (int i = 0; i < VERBS; i++)
        or_die(busy_verbs(db, &office, 1, &e), &e);
    int64_t ours = clock_monotonic_ms() - from;
    say("journalled verb", VERBS, ours);
    printf("%-44s %8lld %%\n", "  of bare commits", (long long)(bare * 100 / (ours ? ours : 1)));
    db_close(db);
    arena_done(&office.arena);
    unlink(f->store);
}

struct batch {
    struct busy_office *office;
    int n;
};

static int new_cases(struct db *db, void *arg, struct err *e)
{
    struct batch *batch = arg;
    int rc = 0;
    for (int i = 0; !rc && i < batch->n; i++) {
        arena_reset(&batch->office->arena);
        rc = busy_new_case(db, batch->office, e);
    }
    return rc;
}

/* As an import or the demo data does: each case with applicant, form and deadline, an event each. */
static void bulk(struct test_folder *f, int64_t n_cases)
{
    enum { BATCH = 20000 };
    struct err e;
    struct db *db;
    struct busy_office office = busy_office_of(5);
    struct batch batch = {&office, BATCH};
    or_die(db_create(f->store, TEST_NOW, DB_BULK, &db, &e), &e);
    int64_t from = clock_monotonic_ms();
    for (int64_t done = 0; done < n_cases; done += BATCH)
        or_die(db_write(db, new_cases, &batch, &e), &e);
    say("new cases in large transactions (4 rows each)", n_cases, clock_monotonic_ms() - from);
    db_close(db);
    arena_done(&office.arena);
}

int main(int argc, char **argv)
{
    int64_t n_verbs = 200000;
    if (argc > 1 && !str_to_int(argv[1], 1, 100000000, &n_verbs))
        return 2;
    struct test_folder f;
    test_folder_make(&f);
    open_memory();
    durable(&f);
    bulk(&f, n_verbs);
    test_folder_drop(&f);
    return 0;
}
