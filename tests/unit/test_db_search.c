#include "core/app/journal.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/model/fee.h"
#include "core/model/party.h"
#include "db/derive.h"
#include "db/rows_bundle.h"
#include "db/rows_tally.h"
#include "db/search.h"
#include "tests/support/busy_office.h"
#include "tests/support/store.h"

struct one {
    const struct record_type *type;
    const void *record;
    bool removed;
};

static int commit(struct db *db, void *arg, struct err *e)
{
    const struct one *one = arg;
    AUTO(arena) struct arena a = {0};
    struct change_set set = change_set_in(&a);
    if (one->removed)
        change_remove(&set, one->type, one->record);
    else
        change_put(&set, one->type, one->record);
    const struct journal_entry entry = {TEST_NOW, "hanako", "local", "test.put", "test:1", NULL};
    return journal_commit(db, &entry, &set, NULL, e);
}

static void put(struct db *db, const struct record_type *type, const void *record)
{
    struct err e;
    struct one one = {type, record, false};
    assert_ok(db_write(db, commit, &one, &e), &e);
}

static void put_party(struct db *db, int64_t id, int64_t version, const char *name, const char *reading, const char *tel)
{
    struct party p;
    record_init(&party_type, &p);
    p.id = id;
    p.version = version;
    p.name = name;
    p.reading = reading;
    p.tel = tel;
    p.corporate_number = "4011001098993";
    put(db, &party_type, &p);
}

static void put_case(struct db *db, int64_t id, int64_t version, const char *number, const char *subject, const char *state)
{
    struct case_file c;
    record_init(&case_file_type, &c);
    c.id = id;
    c.version = version;
    c.scheme = "red";
    c.number = number;
    c.subject = subject;
    c.state = state;
    c.party_id = 1;
    put(db, &case_file_type, &c);
}

struct ask {
    const char *typed;
    unsigned owners;
    struct arena arena;
    struct search_hits hits;
    struct key_hits keys;
    int64_t before, limit, n;
};

static int ask_search(struct db *db, void *arg, struct err *e)
{
    struct ask *ask = arg;
    return search(db, ask->typed, ask->owners, ask->before, ask->limit, &ask->arena, &ask->hits, e);
}

static int ask_key(struct db *db, void *arg, struct err *e)
{
    struct ask *ask = arg;
    return search_key(db, ask->typed, 20, &ask->arena, &ask->keys, e);
}

static int ask_prefix(struct db *db, void *arg, struct err *e)
{
    struct ask *ask = arg;
    return search_key_prefix(db, ask->typed, 20, &ask->arena, &ask->keys, e);
}

/* Ids of cases found, as a number a digit each: 21 for the second and then the first. */
static int cases_found(struct db *db, const char *typed)
{
    struct err e;
    struct ask ask = {.typed = typed, .owners = 1u << SEARCH_CASE, .limit = 20};
    assert_ok(db_read(db, ask_search, &ask, &e), &e);
    int ids = 0;
    for (size_t i = 0; i < ask.hits.n; i++)
        ids = ids * 10 + (int)ask.hits.at[i].id;
    arena_done(&ask.arena);
    return ids;
}

static const char *key_found(struct db *db, db_fn *fn, const char *typed, struct arena *a)
{
    struct err e;
    struct ask ask = {.typed = typed};
    assert_ok(db_read(db, fn, &ask, &e), &e);
    const char *text = "";
    for (size_t i = 0; i < ask.keys.n; i++)
        text = arena_printf(a, "%s%s:%s:%lld ", text, ask.keys.at[i].kind, ask.keys.at[i].owner, (long long)ask.keys.at[i].owner_id);
    arena_done(&ask.arena);
    return text;
}

static void test_db_search__finds_words_wherever_they_stand(void **state)
{
    struct db *db = *state;
    put_party(db, 1, 0, "株式会社髙知情報基盤", "こうちじょうほうきばん", "088-800-0000");
    put_case(db, 1, 0, "N-2026-0031", "認証サービス 標準", "received");
    put_case(db, 2, 0, "N-2026-0032", "クラウド基盤", "received");
    static const struct {
        const char *typed;
        int found;
    } rows[] = {
        {"認証", 1},         {"ｻｰﾋﾞｽ", 1},     {"さーびす", 1}, {"基盤", 21},        {"クラウド　基盤", 2},
        {"高知", 21},        {"髙知 標準", 1}, {"証認", 0},     {"n-2026-003", 21},  {"Ｎ－２０２６－００３２", 2},
        {"認", 1},           {"準", 1},        {"盤", 21},      {"キバン", 21},      {"株式会社髙知", 21},
        {"", 0},             {" ", 0},         {"\"", 0},       {"認証\" OR \"x", 0}, {"存在しない", 0},
        {"ド基", 2},         {"盤こ", 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (cases_found(db, rows[i].typed) != rows[i].found)
            fail_msg("%s: %d instead of %d", rows[i].typed, cases_found(db, rows[i].typed), rows[i].found);
}

static void test_db_search__follows_changes_of_case_and_party(void **state)
{
    struct db *db = *state;
    put_party(db, 1, 0, "室戸電機", "", "");
    put_case(db, 1, 0, "", "旧い題", "received");
    assert_int_equal(cases_found(db, "室戸"), 1);
    put_case(db, 1, 1, "N-1", "新しい題", "review");
    assert_int_equal(cases_found(db, "旧い"), 0);
    assert_int_equal(cases_found(db, "新しい 室戸"), 1);
    put_party(db, 1, 1, "南国電機", "", "");
    assert_int_equal(cases_found(db, "室戸"), 0);
    assert_int_equal(cases_found(db, "南国"), 1);
    struct case_file c = {.id = 1};
    struct one one = {&case_file_type, &c, true};
    struct err e;
    record_init(&case_file_type, &c);
    c.id = 1;
    assert_ok(db_write(db, commit, &one, &e), &e);
    assert_int_equal(cases_found(db, "南国"), 0);
}

static void test_db_search__keys_forgive_how_they_are_typed(void **state)
{
    struct db *db = *state;
    AUTO(arena) struct arena a = {0};
    put_party(db, 1, 0, "室戸電機", "", "088-800-0000");
    put_case(db, 1, 0, "N-2026-0031", "題", "received");
    put_case(db, 2, 0, "N-2026-0032", "題", "received");
    struct fee f;
    record_init(&fee_type, &f);
    f.id = 3;
    f.case_id = 1;
    f.invoice = "INV-77";
    put(db, &fee_type, &f);
    assert_string_equal(key_found(db, ask_key, "ｎ－２０２６ー００３１", &a), "case:case:1 ");
    assert_string_equal(key_found(db, ask_key, "0032", &a), "tail:case:2 ");
    assert_string_equal(key_found(db, ask_key, "088-800-0000", &a), "telephone:party:1 ");
    assert_string_equal(key_found(db, ask_key, "0888000000", &a), "telephone:party:1 ");
    assert_string_equal(key_found(db, ask_key, "T4011001098993", &a), "corporate:party:1 ");
    assert_string_equal(key_found(db, ask_key, "inv-77", &a), "fee:fee:3 ");
    assert_string_equal(key_found(db, ask_prefix, "n-2026", &a), "case:case:1 case:case:2 ");
    assert_string_equal(key_found(db, ask_prefix, "", &a), "");
    f.invoice = "INV-78";
    put(db, &fee_type, &f);
    put_case(db, 2, 1, "N-2026-0040", "題", "received");
    assert_string_equal(key_found(db, ask_key, "inv-77", &a), "");
    assert_string_equal(key_found(db, ask_key, "0032", &a), "");
    assert_string_equal(key_found(db, ask_key, "0040", &a), "tail:case:2 ");
}

struct tally_arg {
    struct arena arena;
    struct state_tally *tally;
    size_t n;
};

static int read_tallies(struct db *db, void *arg, struct err *e)
{
    struct tally_arg *t = arg;
    return state_tallies(db, "case", &t->arena, &t->tally, &t->n, e);
}

static void test_db_search__states_are_tallied(void **state)
{
    struct db *db = *state;
    struct err e;
    put_party(db, 1, 0, "室戸電機", "", "");
    put_case(db, 1, 0, "", "", "received");
    put_case(db, 2, 0, "", "", "received");
    put_case(db, 2, 1, "", "", "review");
    put_case(db, 2, 2, "", "題", "review");
    struct tally_arg t = {0};
    assert_ok(db_read(db, read_tallies, &t, &e), &e);
    assert_int_equal(t.n, 2);
    assert_string_equal(t.tally[0].state, "received");
    assert_int_equal(t.tally[0].n, 1);
    assert_int_equal(t.tally[1].n, 1);
    arena_done(&t.arena);
}

/* All derived tables as one text. */
static int dump(struct db *db, void *arg, struct err *e)
{
    struct ask *ask = arg;
    struct tally_arg t = {0};
    int rc = read_tallies(db, &t, e);
    const char *text = "";
    for (size_t i = 0; i < t.n; i++)
        text = arena_printf(&ask->arena, "%s%s %s %lld\n", text, t.tally[i].scheme, t.tally[i].state, (long long)t.tally[i].n);
    arena_done(&t.arena);
    static const char *const words[] = {"室戸", "データ", "k1", "2026-000", "高知", "合", "0888", "info"};
    for (size_t w = 0; !rc && w < COUNT_OF(words); w++) {
        struct search_hits hits = {0};
        int64_t n = 0;
        do {
            rc = search(db, words[w], 0, hits.next, 7, &ask->arena, &hits, e);
            for (size_t i = 0; !rc && i < hits.n; i++)
                n = (n * 31 + hits.at[i].id * 3 + hits.at[i].owner) % 1000003;
        } while (!rc && hits.next);
        text = arena_printf(&ask->arena, "%s%s %lld\n", text, words[w], (long long)n);
    }
    ask->typed = text;
    return rc;
}

static void put_certificate(struct db *db, int64_t id, int64_t version, const char *scheme, const char *subject)
{
    struct certificate c;
    record_init(&certificate_type, &c);
    c.id = id;
    c.version = version;
    c.scheme = scheme;
    c.edition = "2022-04-01";
    c.state = "valid";
    c.subject = subject;
    put(db, &certificate_type, &c);
}

static int namesakes(struct db *db, void *arg, struct err *e)
{
    struct ask *ask = arg;
    struct rows rows;
    int rc = rows_namesakes(db, ask->typed, "aspic", &ask->arena, &rows, e);
    ask->n = 0;
    for (size_t i = 0; !rc && i < rows.n; i++)
        ask->n = ask->n * 10 + ((struct certificate *)rows.at)[i].id;
    return rc;
}

/* Ids as digits of one number, the newest first. */
static int64_t same_subject(struct db *db, const char *subject)
{
    struct ask ask = {.typed = subject};
    struct err e;
    assert_ok(db_read(db, namesakes, &ask, &e), &e);
    arena_done(&ask.arena);
    return ask.n;
}

static void test_db_search__certificates_of_the_same_name_are_found_by_it(void **state)
{
    struct db *db = *state;
    struct err e;
    put_certificate(db, 1, 0, "aspic", "髙知クラウド");
    put_certificate(db, 2, 0, "aspic", "高知 ｸﾗｳﾄﾞ");
    put_certificate(db, 3, 0, "aspic", "高知クラウド２");
    put_certificate(db, 4, 0, "telework", "高知クラウド");
    put_certificate(db, 5, 0, "aspic", "");
    assert_int_equal(same_subject(db, "高知クラウド"), 21);
    assert_int_equal(same_subject(db, ""), 0);
    assert_int_equal(cases_found(db, "subject高知クラウド"), 0);
    put_certificate(db, 2, 1, "aspic", "土佐クラウド");
    assert_int_equal(same_subject(db, "高知クラウド"), 1);
    assert_int_equal(same_subject(db, "土佐クラウド"), 2);
    assert_ok(db_write(db, derive_all, NULL, &e), &e);
    assert_int_equal(same_subject(db, "土佐クラウド"), 2);
    assert_int_equal(same_subject(db, "高知クラウド"), 1);
}

static void test_db_search__rebuilt_is_the_same_as_followed(void **state)
{
    struct err e;
    struct busy_office office = busy_office_of(21);
    assert_ok(busy_verbs(*state, &office, 1500, &e), &e);
    struct ask before = {0}, after = {0};
    assert_ok(db_read(*state, dump, &before, &e), &e);
    assert_ok(db_write(*state, derive_all, NULL, &e), &e);
    assert_ok(db_read(*state, dump, &after, &e), &e);
    assert_string_equal(before.typed, after.typed);
    assert_non_null(strstr(before.typed, "red review "));
    arena_done(&before.arena);
    arena_done(&after.arena);
    arena_done(&office.arena);
}

static void test_db_search__works_in_a_store_opened_again(void **state)
{
    (void)state;
    struct test_folder f;
    test_folder_make(&f);
    struct db *db = test_store_create(f.store);
    put_party(db, 1, 0, "室戸電機", "", "");
    put_case(db, 1, 0, "N-1", "題", "received");
    db_close(db);
    db = test_store_open(f.store, 0);
    assert_int_equal(cases_found(db, "室戸"), 1);
    put_case(db, 2, 0, "N-2", "題", "received");
    assert_int_equal(cases_found(db, "室戸"), 21);
    db_close(db);
    test_folder_drop(&f);
}

static void test_db_search__too_much_typed_finds_nothing(void **state)
{
    char typed[SEARCH_TYPED_MAX_BYTES + 2];
    memset(typed, 'a', sizeof typed - 1);
    typed[sizeof typed - 1] = '\0';
    assert_int_equal(cases_found(*state, typed), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_db_search__finds_words_wherever_they_stand, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_search__follows_changes_of_case_and_party, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_search__keys_forgive_how_they_are_typed, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_search__states_are_tallied, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_search__certificates_of_the_same_name_are_found_by_it, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_search__rebuilt_is_the_same_as_followed, test_store_setup, test_store_teardown),
        cmocka_unit_test(test_db_search__works_in_a_store_opened_again),
        cmocka_unit_test_setup_teardown(test_db_search__too_much_typed_finds_nothing, test_store_setup, test_store_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
