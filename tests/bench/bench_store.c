/* Measures the store: `bench_store [CASES]` prints one line a figure. Not a test; ./dev bench runs it. */
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "core/app/verify.h"
#include "core/base/clock.h"
#include "db/db_internal.h"
#include "db/rows_case.h"
#include "db/rows_deadline.h"
#include "db/rows_tally.h"
#include "db/search.h"
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

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

struct question {
    struct busy_office office;
    int64_t n_cases, n_found;
    struct arena arena;
};

static int ask_two_kanji(struct db *db, void *arg, struct err *e)
{
    static const char *const words[] = {"室戸", "四国", "南国", "土佐", "電機", "金属", "基盤", "標準", "宿毛南国", "安芸 電機"};
    struct question *q = arg;
    struct search_hits hits;
    int rc = search(db, words[busy_roll(&q->office, COUNT_OF(words))], 0, 0, 20, &q->arena, &hits, e);
    q->n_found += rc ? 0 : (int64_t)hits.n;
    return rc;
}

static int ask_rare_word(struct db *db, void *arg, struct err *e)
{
    struct question *q = arg;
    struct search_hits hits;
    const char *word = arena_printf(&q->arena, "k%d プラン 土佐安芸", (int)busy_roll(&q->office, 1000));
    int rc = search(db, word, 1u << SEARCH_CASE, 0, 20, &q->arena, &hits, e);
    q->n_found += rc ? 0 : (int64_t)hits.n;
    return rc;
}

static int ask_number(struct db *db, void *arg, struct err *e)
{
    struct question *q = arg;
    struct key_hits hits;
    const char *number = arena_printf(&q->arena, "ｎ－２０２６－%07d", (int)(1 + busy_roll(&q->office, (uint64_t)q->n_cases)));
    int rc = search_key(db, number, 20, &q->arena, &hits, e);
    q->n_found += rc ? 0 : (int64_t)hits.n;
    return rc;
}

static int ask_cases(struct db *db, void *arg, struct err *e)
{
    static const char *const schemes[] = {"", "red", "blue"}, *const states[] = {"", "review", "closed"};
    struct question *q = arg;
    struct case_lines lines;
    struct case_query query = {
        .scheme = schemes[busy_roll(&q->office, 3)],
        .state = states[busy_roll(&q->office, 3)],
        .assignee = busy_roll(&q->office, 3) ? "" : "taro",
        .open_only = busy_roll(&q->office, 2),
        .order = (enum case_order)busy_roll(&q->office, 3),
        .limit = 40,
    };
    int rc = case_lines(db, &query, &q->arena, &lines, e);
    q->n_found += rc ? 0 : (int64_t)lines.n;
    return rc;
}

static int ask_deadlines(struct db *db, void *arg, struct err *e)
{
    struct question *q = arg;
    struct deadline_line *line;
    size_t n = 0;
    int32_t from = q->office.today.days + (int32_t)busy_roll(&q->office, 50);
    struct deadline_query query = {.from = {from}, .until = {from + 7}, .scheme = busy_roll(&q->office, 2) ? "red" : "", .limit = 40};
    int rc = deadline_lines(db, &query, &q->arena, &line, &n, e);
    q->n_found += (int64_t)n;
    return rc;
}

static int ask_home(struct db *db, void *arg, struct err *e)
{
    struct question *q = arg;
    struct state_tally *tally;
    size_t n = 0;
    int64_t mine = 0;
    int rc = state_tallies(db, "case", &q->arena, &tally, &n, e);
    rc = rc ? rc : case_count_assignee(db, "hanako", &mine, e);
    q->n_found += (int64_t)n + mine;
    return rc;
}

static void ask(struct db *db, const char *what, db_fn *fn, int64_t n_cases)
{
    enum { TIMES = 500 };
    static int64_t us[TIMES];
    struct err e;
    struct question q = {.office = busy_office_of(77), .n_cases = n_cases};
    for (int i = 0; i < TIMES; i++) {
        arena_reset(&q.arena);
        int64_t from = now_us();
        or_die(db_read(db, fn, &q, &e), &e);
        us[i] = now_us() - from;
    }
    qsort(us, TIMES, sizeof us[0], by_size);
    printf("%-46s median %7lld us, p99 %7lld us, found %lld\n", what, (long long)us[TIMES / 2], (long long)us[TIMES * 99 / 100],
           (long long)q.n_found);
    fflush(stdout);
    arena_done(&q.arena);
}

static void questions(struct test_folder *f, int64_t n_cases)
{
    struct err e;
    struct db *db;
    or_die(db_open(f->store, 0, &db, &e), &e);
    ask(db, "a number, exactly", ask_number, n_cases);
    ask(db, "two kanji, first page", ask_two_kanji, n_cases);
    ask(db, "three words, one rare", ask_rare_word, n_cases);
    ask(db, "a page of cases, some filter and order", ask_cases, n_cases);
    ask(db, "a page of deadlines", ask_deadlines, n_cases);
    ask(db, "tallies of the desk", ask_home, n_cases);
    int64_t from = clock_monotonic_ms();
    struct verify_result result;
    or_die(verify_store(db, NULL, NULL, &result, &e), &e);
    say(result.sound ? "events proved and replayed" : "NOT SOUND", result.n_events, clock_monotonic_ms() - from);
    db_close(db);
}

int main(int argc, char **argv)
{
    int64_t n_cases = 200000;
    if (argc > 1 && !str_to_int(argv[1], 1, 100000000, &n_cases))
        return 2;
    struct test_folder f;
    test_folder_make(&f);
    open_memory();
    durable(&f);
    bulk(&f, n_cases);
    questions(&f, n_cases);
    test_folder_drop(&f);
    return 0;
}
