#include <sys/wait.h>

#include "core/app/journal.h"
#include "core/model/case.h"
#include "core/model/form.h"
#include "core/model/party.h"
#include "tests/support/busy_office.h"
#include "tests/support/store.h"

struct one {
    struct change_set set;
    struct journal_entry entry;
    int64_t seq;
};

static struct one one_in(struct arena *a)
{
    return (struct one){change_set_in(a), {TEST_NOW, "hanako", "local", "case.act", "case:12", NULL}, 0};
}

static int commit(struct db *db, void *arg, struct err *e)
{
    struct one *one = arg;
    return journal_commit(db, &one->entry, &one->set, &one->seq, e);
}

struct look {
    struct arena arena;
    struct events events;
    struct private_values values;
    struct party party;
};

static int look_at(struct db *db, void *arg, struct err *e)
{
    struct look *look = arg;
    int rc = events_after(db, 0, 100, &look->arena, &look->events, e);
    if (!rc && look->events.n)
        rc = private_of_event(db, look->events.at[0].seq, &look->arena, &look->values, e);
    if (!rc)
        rc = rows_get_id(db, &party_type, 1, &look->party, &look->arena, e);
    return rc == E_NOTFOUND ? 0 : rc;
}

static void look_into(struct db *db, struct look *look)
{
    struct err e;
    *look = (struct look){0};
    record_init(&party_type, &look->party);
    assert_ok(db_read(db, look_at, look, &e), &e);
}

static struct party party_of(int64_t version, const char *name)
{
    struct party p;
    record_init(&party_type, &p);
    p.id = 1;
    p.version = version;
    p.kind = "company";
    p.name = name;
    return p;
}

/* The bytes are a promise to outsiders: doc/internals/journal.md. */
static void test_journal__writes_the_documented_bytes(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    struct one one = one_in(&a);
    struct case_file c;
    record_init(&case_file_type, &c);
    c.id = 12;
    c.scheme = "x";
    c.state = "#a\"\\\n\x1f髙";
    c.received_on = (struct date){20777};
    c.opened_at = TEST_NOW;
    struct counter counter = {"x/receipt/2026", 41};
    change_put(&one.set, &case_file_type, &c);
    change_put(&one.set, &counter_type, &counter);
    one.entry.note = "{\"action\":\"accept\"}";
    assert_ok(db_write(*state, commit, &one, &e), &e);
    assert_int_equal(one.seq, 1);

    struct look look;
    look_into(*state, &look);
    assert_int_equal(look.events.n, 1);
    const struct event *ev = look.events.at;
    assert_string_equal(ev->body, "{\"changes\":[{\"t\":\"case_file\",\"r\":{\"id\":12,\"version\":1,\"scheme\":\"x\","
                                  "\"state\":\"##a\\\"\\\\\\n\\u001f髙\",\"received_on\":\"2026-11-20\","
                                  "\"opened_at\":\"2026-11-20T00:00:00.000Z\"}},"
                                  "{\"t\":\"counter\",\"r\":{\"name\":\"x/receipt/2026\",\"value\":41}}],"
                                  "\"note\":{\"action\":\"accept\"}}");
    const char *lines = arena_printf(&a, "%064d\n1\n2026-11-20T00:00:00.000Z\nhanako\nlocal\ncase.act\ncase:12\n%s\n", 0, ev->body);
    struct sha256 expected = sha256_of(lines, strlen(lines));
    assert_true(sha256_equal(&expected, &ev->hash));
    arena_done(&look.arena);
}

static void test_journal__each_event_follows_the_one_before(void **state)
{
    struct err e;
    struct busy_office office = busy_office_of(1);
    assert_ok(busy_verbs(*state, &office, 20, &e), &e);
    assert_ok(busy_verbs(*state, &office, 1, &e), &e);
    struct look look;
    look_into(*state, &look);
    assert_int_equal(look.events.n, 21);
    struct sha256 before = {0};
    for (size_t i = 0; i < look.events.n; i++) {
        assert_int_equal(look.events.at[i].seq, i + 1);
        assert_true(sha256_equal(&look.events.at[i].prev_hash, &before));
        before = journal_hash(&look.events.at[i]);
        assert_true(sha256_equal(&look.events.at[i].hash, &before));
    }
    arena_done(&look.arena);
    arena_done(&office.arena);
}

static void test_journal__personal_values_stand_beside_it(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    struct one one = one_in(&a);
    struct party p = party_of(0, "山田 花子");
    p.tel = "088-800-0000";
    change_put(&one.set, &party_type, &p);
    assert_ok(db_write(*state, commit, &one, &e), &e);

    struct look look;
    look_into(*state, &look);
    assert_null(strstr(look.events.at[0].body, "山田"));
    assert_null(strstr(look.events.at[0].body, "088-800")); /* 088 alone may stand in a digest */
    assert_string_equal(look.party.name, "山田 花子");
    assert_int_equal(look.values.n, 2);
    assert_string_equal(look.values.at[0].record, "/party/1");
    assert_string_equal(look.values.at[0].field, "name");
    assert_string_equal(look.values.at[0].value, "山田 花子");
    char hex[SHA256_HEX_BYTES];
    struct sha256 digest = change_digest(&look.values.at[1]);
    assert_non_null(strstr(look.events.at[0].body, arena_printf(&a, "\"tel\":\"#%s\"", sha256_hex(&digest, hex))));
    arena_done(&look.arena);
}

static void test_journal__a_change_over_anothers_change_conflicts_and_leaves_nothing(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    for (int i = 0; i < 2; i++) {
        struct one one = one_in(&a);
        struct party p = party_of(0, i ? "二番" : "一番");
        change_put(&one.set, &party_type, &p);
        int rc = db_write(*state, commit, &one, &e);
        assert_int_equal(rc, i ? E_CONFLICT : 0);
    }
    struct look look;
    look_into(*state, &look);
    assert_int_equal(look.events.n, 1);
    assert_string_equal(look.party.name, "一番");
    assert_int_equal(look.party.version, 1);
    arena_done(&look.arena);
}

static void test_journal__the_last_put_of_a_record_counts(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    struct one one = one_in(&a);
    struct party p = party_of(0, "前");
    change_put(&one.set, &party_type, &p);
    p.name = "後";
    change_put(&one.set, &party_type, &p);
    assert_int_equal(one.set.change.n, 1);
    assert_ok(db_write(*state, commit, &one, &e), &e);
    struct look look;
    look_into(*state, &look);
    assert_string_equal(look.party.name, "後");
    arena_done(&look.arena);
}

static void test_journal__what_is_too_large_is_refused(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    struct one one = one_in(&a);
    char *long_text = arena_alloc(&a, JOURNAL_BODY_MAX_BYTES + 1);
    memset(long_text, 'a', JOURNAL_BODY_MAX_BYTES);
    struct fact fact = {"case", 1, "", "x", long_text};
    change_put(&one.set, &fact_type, &fact);
    assert_int_equal(db_write(*state, commit, &one, &e), E_LIMIT);
    assert_string_equal(e.msg, "journal.too-large");
    struct look look;
    look_into(*state, &look);
    assert_int_equal(look.events.n, 0);
    arena_done(&look.arena);
}

static void test_journal__record_paths_tell_keys_apart(void **state)
{
    (void)state;
    AUTO(arena) struct arena a = {0};
    struct check_result one = {.case_id = 1, .checklist = "a/b", .item = "c~", .unit = ""};
    struct check_result two = {.case_id = 1, .checklist = "a", .item = "b/c~", .unit = ""};
    assert_string_equal(change_record_path(&check_result_type, &one, &a), "/check_result/1/a~1b/c~0/");
    assert_string_equal(change_record_path(&check_result_type, &two, &a), "/check_result/1/a/b~1c~0/");
}

struct erase {
    const char *const *fields;
    int64_t n;
};

static int erase(struct db *db, void *arg, struct err *e)
{
    struct erase *what = arg;
    struct party key = {.id = 1};
    const struct journal_entry entry = {TEST_NOW, "hanako", "local", "party.erase", "party:1", NULL};
    return journal_erase(db, &entry, &party_type, &key, what->fields, &what->n, e);
}

static void test_journal__erased_values_are_gone_from_row_and_journal(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    for (int64_t version = 0; version < 3; version++) {
        struct one one = one_in(&a);
        struct party p = party_of(version, "山田");
        p.tel = "088";
        change_put(&one.set, &party_type, &p);
        assert_ok(db_write(*state, commit, &one, &e), &e);
    }
    struct erase what = {(const char *const[]){"name", NULL}, 0};
    assert_ok(db_write(*state, erase, &what, &e), &e);
    assert_int_equal(what.n, 3);
    struct look look;
    look_into(*state, &look);
    assert_string_equal(look.party.name, "");
    assert_string_equal(look.party.tel, "088");
    assert_null(look.values.at[0].value);
    assert_string_equal(look.values.at[1].value, "088");
    assert_int_equal(look.events.n, 4);
    arena_done(&look.arena);
}

/* Exit status of a program, its standard output in text[size]. */
static int run(const char *const *argv, char *text, size_t size)
{
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], 1);
        close(ends[0]);
        close(ends[1]);
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    close(ends[1]);
    size_t n = 0;
    for (ssize_t got; n < size - 1 && (got = read(ends[0], text + n, size - 1 - n)) > 0;)
        n += (size_t)got;
    text[n] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_journal__an_outsider_can_check_it(void **state)
{
    (void)state;
    char text[400];
    if (run((const char *const[]){"python3", "--version", NULL}, text, sizeof text) != 0)
        skip();
    struct err e;
    struct test_folder f;
    test_folder_make(&f);
    struct db *db = test_store_create(f.store);
    struct busy_office office = busy_office_of(7);
    assert_ok(busy_verbs(db, &office, 300, &e), &e);
    struct erase what = {(const char *const[]){"name", "tel", NULL}, 0};
    assert_ok(db_write(db, erase, &what, &e), &e);
    db_close(db);
    AUTO(arena) struct arena a = {0};
    const char *script = arena_printf(&a, "%s/tests/db/verify.py", getenv("SRCDIR"));
    assert_int_equal(run((const char *const[]){"python3", script, f.store, NULL}, text, sizeof text), 0);
    assert_non_null(strstr(text, "301 events"));
    assert_non_null(strstr(text, "2 of them erased"));
    arena_done(&office.arena);
    test_folder_drop(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_journal__writes_the_documented_bytes, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_journal__each_event_follows_the_one_before, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_journal__personal_values_stand_beside_it, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_journal__a_change_over_anothers_change_conflicts_and_leaves_nothing, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_journal__the_last_put_of_a_record_counts, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_journal__what_is_too_large_is_refused, test_store_setup, test_store_teardown),
        cmocka_unit_test(test_journal__record_paths_tell_keys_apart),
        cmocka_unit_test_setup_teardown(test_journal__erased_values_are_gone_from_row_and_journal, test_store_setup, test_store_teardown),
        cmocka_unit_test(test_journal__an_outsider_can_check_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
