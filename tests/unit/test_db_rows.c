#include "core/base/str.h"
#include "core/model/case.h"
#include "core/model/fee.h"
#include "core/model/office.h"
#include "core/model/paper.h"
#include "core/model/party.h"
#include "tests/support/store.h"

/* Values that differ from field to field and hold what tends to break. */
static void fill(const struct record_type *type, void *record, int64_t seed, struct arena *a)
{
    record_init(type, record);
    for (size_t i = 0; i < type->n_fields; i++) {
        const struct record_field *field = &type->fields[i];
        const char *text = NULL;
        if (field->type == FIELD_TEXT)
            text = arena_printf(a, "髙'\"%%;--\U00020BB7 %zu/%d", i, (int)seed);
        else if (field->type == FIELD_DATE)
            text = arena_printf(a, "2026-%02d-%02d", (int)(i % 12) + 1, (int)(seed % 28) + 1);
        else if (field->type == FIELD_INSTANT)
            text = "2026-11-20T09:46:39.123Z";
        else if (field->type == FIELD_BOOL)
            text = seed % 2 ? "1" : "0";
        else if (field->type == FIELD_YEN)
            ((struct yen *)((char *)record + field->offset))->v = -209000 * seed;
        else if (field->type == FIELD_INT)
            text = arena_printf(a, "%d", (int)(seed * 100 + (int)i));
        else if (str_eq(field->name, "id"))
            text = arena_printf(a, "%d", (int)seed);
        if (text)
            assert_true(record_set_text(record, field, text));
    }
}

/* References stay empty above, so any order will do; where a reference is the key, what it names must be there. */
static void give_keys_something_to_refer_to(const struct record_type *type, void *record)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if ((type->fields[i].flags & FIELD_KEY) && type->fields[i].type == FIELD_ID && !str_eq(type->fields[i].name, "id"))
            *(int64_t *)((char *)record + type->fields[i].offset) = 1;
}

static void assert_same(const struct record_type *type, const void *a, const void *b)
{
    char to_a[DATE_TEXT_BYTES], to_b[DATE_TEXT_BYTES];
    for (size_t i = 0; i < type->n_fields; i++)
        assert_string_equal(record_get_text(a, &type->fields[i], to_a), record_get_text(b, &type->fields[i], to_b));
}

struct all_arg {
    struct arena arena;
    int64_t seed;
};

static int put_and_get_all(struct db *db, void *arg, struct err *e)
{
    struct all_arg *all = arg;
    size_t n;
    const struct record_type *const *types = record_types(&n);
    for (size_t i = 0; i < n; i++) {
        void *record = arena_alloc(&all->arena, types[i]->size), *read = arena_alloc(&all->arena, types[i]->size);
        fill(types[i], record, all->seed, &all->arena);
        give_keys_something_to_refer_to(types[i], record);
        int rc = rows_put(db, types[i], record, e);
        if (rc)
            return rc;
        memcpy(read, record, types[i]->size);
        rc = rows_get(db, types[i], read, &all->arena, e);
        if (rc)
            return rc;
        assert_same(types[i], record, read);
    }
    return 0;
}

static void test_db_rows__every_field_of_every_record_comes_back(void **state)
{
    struct err e;
    for (int64_t seed = 1; seed <= 2; seed++) {
        struct all_arg all = {.seed = seed};
        assert_ok(db_write(*state, put_and_get_all, &all, &e), &e);
        arena_done(&all.arena);
    }
}

static int put_and_get_empty(struct db *db, void *arg, struct err *e)
{
    struct arena *a = arg;
    struct case_file c, read;
    record_init(&case_file_type, &c);
    c.id = 9;
    int rc = rows_put(db, &case_file_type, &c, e);
    if (!rc)
        rc = rows_get_id(db, &case_file_type, 9, &read, a, e);
    if (!rc)
        assert_same(&case_file_type, &c, &read);
    return rc;
}

static void test_db_rows__what_is_not_there_stays_away(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    assert_ok(db_write(*state, put_and_get_empty, &a, &e), &e);
}

static int read_nothing(struct db *db, void *arg, struct err *e)
{
    struct case_file c;
    return rows_get_id(db, &case_file_type, 12345, &c, arg, e);
}

static void test_db_rows__no_row_is_said(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    assert_int_equal(db_read(*state, read_nothing, &a, &e), E_NOTFOUND);
    assert_string_equal(e.msg, "db.no-row");
    assert_string_equal(e.arg[0], "case_file");
}

static void test_db_rows__a_reference_to_nothing_is_refused(void **state)
{
    struct err e;
    struct case_file c;
    record_init(&case_file_type, &c);
    c.id = 1;
    c.party_id = 77;
    assert_int_equal(test_put(*state, &case_file_type, &c, &e), E_BUG);
    assert_string_equal(e.msg, "db.constraint");
    assert_non_null(strstr(e.detail, "case_file"));
}

static void test_db_rows__a_login_belongs_to_one(void **state)
{
    struct err e;
    struct user u;
    record_init(&user_type, &u);
    u.login = "hanako";
    u.id = 1;
    assert_ok(test_put(*state, &user_type, &u, &e), &e);
    u.id = 2;
    assert_int_equal(test_put(*state, &user_type, &u, &e), E_CONFLICT);
    assert_string_equal(e.msg, "db.duplicate");
}

struct ids_arg {
    int64_t first, second;
    bool put, fail;
};

static int take_ids(struct db *db, void *arg, struct err *e)
{
    struct ids_arg *ids = arg;
    int rc = rows_next_id(db, &party_type, &ids->first, e);
    if (!rc)
        rc = rows_next_id(db, &party_type, &ids->second, e);
    struct party p;
    record_init(&party_type, &p);
    p.id = ids->second;
    if (!rc && ids->put)
        rc = rows_put(db, &party_type, &p, e);
    return rc ? rc : ids->fail ? err_set(e, E_RULE, "case.unknown", NULL) : 0;
}

static void test_db_rows__ids_follow_what_was_put(void **state)
{
    struct err e;
    struct ids_arg ids = {.put = true};
    assert_ok(db_write(*state, take_ids, &ids, &e), &e);
    assert_int_equal(ids.first, 1);
    assert_int_equal(ids.second, 2);
    ids.put = false;
    assert_ok(db_write(*state, take_ids, &ids, &e), &e);
    assert_int_equal(ids.first, 3);
    ids.put = ids.fail = true;
    assert_int_equal(db_write(*state, take_ids, &ids, &e), E_RULE);
    ids.fail = false;
    assert_ok(db_write(*state, take_ids, &ids, &e), &e);
    assert_int_equal(ids.first, 3);
}

static int raise(struct db *db, void *arg, struct err *e)
{
    int rc = rows_raise_version(db, &party_type, arg, e);
    return rc ? rc : rows_put(db, &party_type, arg, e);
}

static void test_db_rows__a_version_seen_before_somebody_else_wrote_conflicts(void **state)
{
    struct err e;
    struct party mine, theirs;
    record_init(&party_type, &mine);
    mine.id = 1;
    assert_ok(db_write(*state, raise, &mine, &e), &e);
    assert_int_equal(mine.version, 1);
    theirs = mine;
    assert_ok(db_write(*state, raise, &theirs, &e), &e);
    assert_int_equal(db_write(*state, raise, &mine, &e), E_CONFLICT);
    assert_string_equal(e.msg, "db.changed");
    assert_int_equal(mine.version, 1);
}

static int remove_record(struct db *db, void *arg, struct err *e)
{
    return rows_remove(db, &counter_type, arg, e);
}

static int read_counter(struct db *db, void *arg, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct counter *c = arg;
    return rows_get(db, &counter_type, c, &a, e);
}

static void test_db_rows__remove_takes_the_row_of_the_key(void **state)
{
    struct err e;
    struct counter one = {"one", 1}, two = {"two", 2};
    assert_ok(test_put(*state, &counter_type, &one, &e), &e);
    assert_ok(test_put(*state, &counter_type, &two, &e), &e);
    assert_ok(db_write(*state, remove_record, &one, &e), &e);
    assert_int_equal(db_read(*state, read_counter, &one, &e), E_NOTFOUND);
    assert_ok(db_read(*state, read_counter, &two, &e), &e);
}

static int walk(struct db *db, void *arg, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    int *n = arg;
    const struct fact *after = NULL;
    for (struct rows rows = {0};;) {
        int rc = rows_page(db, &fact_type, after, 7, &a, &rows, e);
        if (rc || !rows.n)
            return rc;
        const struct fact *fact = rows.at;
        for (size_t i = 0; i < rows.n; i++, (*n)++)
            assert_int_equal(fact[i].owner_id, *n / 5);
        after = &fact[rows.n - 1];
    }
}

static void test_db_rows__pages_meet_every_row_once(void **state)
{
    struct err e;
    static const char *const names[] = {"", "a", "b", "終", "髙"};
    for (int i = 0; i < 100; i++) {
        struct fact fact = {"case", i / 5, i % 2 ? "unit" : "", names[i % 5], "v"};
        assert_ok(test_put(*state, &fact_type, &fact, &e), &e);
    }
    int n = 0;
    assert_ok(db_read(*state, walk, &n, &e), &e);
    assert_int_equal(n, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_db_rows__every_field_of_every_record_comes_back, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_rows__what_is_not_there_stays_away, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_rows__no_row_is_said, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_rows__a_reference_to_nothing_is_refused, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_rows__a_login_belongs_to_one, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_rows__ids_follow_what_was_put, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_rows__a_version_seen_before_somebody_else_wrote_conflicts, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_rows__remove_takes_the_row_of_the_key, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_rows__pages_meet_every_row_once, test_store_setup, test_store_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
