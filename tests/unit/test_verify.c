#include "core/app/change_read.h"
#include "core/app/verify.h"
#include "db/db_internal.h"
#include "db/rows_paper.h"
#include "tests/support/busy_office.h"
#include "tests/support/store.h"

struct office {
    struct test_folder folder;
    struct db *db;
    struct busy_office busy;
};

static int setup(void **state)
{
    struct err e;
    struct office *o = test_calloc(1, sizeof *o);
    test_folder_make(&o->folder);
    o->db = test_store_create(o->folder.store);
    o->busy = busy_office_of(5);
    assert_ok(busy_verbs(o->db, &o->busy, 400, &e), &e);
    *state = o;
    return 0;
}

static int teardown(void **state)
{
    struct office *o = *state;
    db_close(o->db);
    test_folder_drop(&o->folder);
    arena_done(&o->busy.arena);
    test_free(o);
    return 0;
}

/* One process and two come to the same end. */
static struct verify_result verified(struct office *o)
{
    struct err e;
    struct verify_result result, in_two;
    assert_ok(verify_store(o->db, NULL, NULL, &result, &e), &e);
    assert_ok(verify_store_alone(o->db, 100, NULL, NULL, &in_two, &e), &e);
    assert_int_equal(in_two.sound, result.sound);
    if (!result.sound) {
        assert_string_equal(in_two.difference.msg, result.difference.msg);
        assert_string_equal(in_two.difference.arg[0], result.difference.arg[0]);
        assert_string_equal(in_two.difference.arg[1], result.difference.arg[1]);
        return result;
    }
    assert_int_equal(in_two.n_events, result.n_events);
    assert_int_equal(in_two.n_rows, result.n_rows);
    assert_int_equal(in_two.n_erased, result.n_erased);
    assert_memory_equal(&in_two.tip, &result.tip, sizeof result.tip);
    return result;
}

static int script(struct db *db, void *arg, struct err *e)
{
    return db_script(db, arg, e);
}

/* What somebody does who has the file and knows SQL. */
static void tamper(struct office *o, const char *sql)
{
    struct err e;
    char text[600];
    snprintf(text, sizeof text, "DROP TRIGGER IF EXISTS event_no_update; DROP TRIGGER IF EXISTS event_no_delete; %s", sql);
    assert_ok(db_schema_change(o->db, script, text, &e), &e);
}

static void assert_difference(struct office *o, const char *msg, const char *arg)
{
    struct verify_result result = verified(o);
    assert_false(result.sound);
    assert_string_equal(result.difference.msg, msg);
    assert_string_equal(result.difference.arg[0], arg);
}

static void count_progress(void *arg, int64_t done, int64_t in_all)
{
    int *n = arg;
    assert_true(done <= in_all);
    ++*n;
}

static void test_verify__a_store_at_work_is_sound(void **state)
{
    struct office *o = *state;
    struct err e;
    struct verify_result result;
    int n = 0;
    assert_ok(busy_verbs(o->db, &o->busy, 2000, &e), &e);
    assert_ok(verify_store(o->db, count_progress, &n, &result, &e), &e);
    if (!result.sound)
        fail_msg("%s %s %s", result.difference.msg, result.difference.arg[0], result.difference.arg[1]);
    assert_int_equal(result.n_events, 2400);
    assert_int_equal(n, 2);
    assert_true(result.n_rows > 1000);
    assert_int_equal(result.n_erased, 0);
}

static void test_verify__an_altered_event_is_found(void **state)
{
    tamper(*state, "UPDATE event SET body = body || ' ' WHERE seq = 1;");
    assert_difference(*state, "verify.hash", "1");
}

static void test_verify__an_altered_name_is_found_at_its_place(void **state)
{
    tamper(*state, "UPDATE event SET actor = 'mallory' WHERE seq = 137;");
    assert_difference(*state, "verify.hash", "137");
}

static void test_verify__a_removed_event_is_found(void **state)
{
    tamper(*state, "DELETE FROM event WHERE seq = 200;");
    assert_difference(*state, "verify.gap", "200");
}

static void test_verify__a_removed_event_closed_over_is_found(void **state)
{
    tamper(*state, "DELETE FROM event WHERE seq = 200; UPDATE event SET seq = seq - 1 WHERE seq > 200;");
    assert_difference(*state, "verify.link", "200");
}

static void test_verify__exchanged_events_are_found(void **state)
{
    tamper(*state, "UPDATE event SET seq = 100000 WHERE seq = 50; UPDATE event SET seq = 50 WHERE seq = 51;"
                   "UPDATE event SET seq = 51 WHERE seq = 100000;");
    assert_difference(*state, "verify.link", "50");
}

/* The last events leave no gap behind: the rows still say what happened. */
static void test_verify__removed_last_events_are_found_by_the_rows(void **state)
{
    tamper(*state, "DELETE FROM event WHERE seq > 300;");
    assert_false(verified(*state).sound);
}

static void test_verify__an_altered_row_is_found(void **state)
{
    tamper(*state, "UPDATE case_file SET state = 'granted' WHERE id = 3;");
    assert_difference(*state, "verify.row-differs", "/case_file/3");
    assert_string_equal(verified(*state).difference.arg[1], "state");
}

static void test_verify__a_removed_row_is_found(void **state)
{
    tamper(*state, "DELETE FROM deadline WHERE id = 7;");
    assert_difference(*state, "verify.row-missing", "/deadline/7");
}

static void test_verify__a_row_out_of_nothing_is_found(void **state)
{
    tamper(*state, "INSERT INTO param (scheme, name, value, reason, set_by) VALUES ('red', 'free', '1', '', '');");
    assert_difference(*state, "verify.row-extra", "/param/red/free");
}

static void test_verify__a_counter_set_back_is_found(void **state)
{
    tamper(*state, "UPDATE counter SET value = value - 1 WHERE name = 'fee';");
    assert_difference(*state, "verify.row-differs", "/counter/fee");
}

static void test_verify__a_fact_of_no_case_is_found(void **state)
{
    tamper(*state, "INSERT INTO fact (owner, owner_id, unit, name, value) VALUES ('case', 9999, '', 'x', 'y');");
    assert_difference(*state, "verify.row-extra", "/fact/case/9999//x");
}

static void test_verify__a_date_that_is_none_is_found(void **state)
{
    tamper(*state, "UPDATE case_file SET closed_on = 'never' WHERE id = 5;");
    assert_difference(*state, "verify.row-differs", "/case_file/5");
    assert_string_equal(verified(*state).difference.arg[1], "closed_on");
}

static void test_verify__a_personal_value_of_no_event_is_found(void **state)
{
    tamper(*state, "INSERT INTO private (id, record, field, salt, value) VALUES (100000 * 37 + 900, '/party/2', 'name', x'00', 'x');");
    assert_difference(*state, "verify.value-extra", "37");
}

/* Whoever can make the whole chain anew still has to write what can be read. */
static void test_verify__a_body_that_is_none_is_refused(void **state)
{
    static const char *const bodies[] = {
        "",
        "{}",
        "{\"changes\":[]",
        "{\"changes\":[]} ",
        "{\"changes\":[],\"note\":{\"a\":1,\"a\":2}}",
        "{\"changes\":[{\"t\":\"nothing\",\"r\":{\"id\":1}}]}",
        "{\"changes\":[{\"t\":\"fee\",\"r\":{\"id\":1,\"id\":1}}]}",
        "{\"changes\":[{\"t\":\"fee\",\"r\":{\"id\":01}}]}",
        "{\"changes\":[{\"t\":\"fee\",\"r\":{\"id\":9223372036854775808}}]}",
        "{\"changes\":[{\"t\":\"fee\",\"r\":{\"id\":1,\"billed_on\":\"2026-02-30\"}}]}",
        "{\"changes\":[{\"t\":\"fee\",\"r\":{\"id\":1,\"state\":\"\\q\"}}]}",
        "{\"changes\":[{\"t\":\"fee\",\"r\":{\"id\":1,\"state\":\"\xff\"}}]}",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        struct err e;
        struct change_text c;
        AUTO(arena) struct arena a = {0};
        struct change_reader r = change_reader_of(str_of(bodies[i]), (struct private_values){0}, &a);
        int rc;
        while ((rc = change_next(&r, &c, &e)) > 0)
            continue;
        if (rc != E_INPUT)
            fail_msg("body %zu was read", i);
    }
}

static void test_verify__an_altered_personal_value_is_found(void **state)
{
    tamper(*state, "UPDATE private SET value = 'x' WHERE field = 'name' AND record = '/party/2';");
    assert_difference(*state, "journal.digest", "party");
}

static void test_verify__a_removed_personal_value_is_found(void **state)
{
    tamper(*state, "DELETE FROM private WHERE field = 'name' AND record = '/party/2';");
    assert_difference(*state, "journal.value-missing", "party");
}

static int erase(struct db *db, void *arg, struct err *e)
{
    static const char *const fields[] = {"name", "tel", NULL};
    struct party key = {.id = 2};
    const struct journal_entry entry = {TEST_NOW, "hanako", "local", "party.erase", "party:2", NULL};
    return journal_erase(db, &entry, &party_type, &key, fields, arg, e);
}

static void test_verify__erased_personal_values_are_no_difference(void **state)
{
    struct office *o = *state;
    struct err e;
    int64_t n = 0;
    assert_ok(db_write(o->db, erase, &n, &e), &e);
    assert_int_equal(n, 2);
    struct verify_result result = verified(o);
    assert_true(result.sound);
    assert_int_equal(result.n_erased, 2);
}

static int attach(struct db *db, void *arg, struct err *e)
{
    return blob_put(db, "%PDF-", 5, arg, e);
}

static void test_verify__attachments_are_the_bytes_of_their_names(void **state)
{
    struct office *o = *state;
    struct err e;
    char hash[SHA256_HEX_BYTES];
    assert_ok(db_write(o->db, attach, hash, &e), &e);
    struct verify_result result = verified(o);
    assert_true(result.sound);
    assert_int_equal(result.n_blobs, 1);
    tamper(o, "UPDATE blob SET data = x'00';");
    assert_difference(o, "verify.blob", hash);
}

static void test_verify__two_histories_are_told_apart_by_their_tips(void **state)
{
    struct office *o = *state;
    struct err e;
    int64_t n = 0;
    struct db *other = test_store_open(DB_MEMORY_URL, 0);
    struct busy_office busy = busy_office_of(5);
    assert_ok(busy_verbs(other, &busy, 400, &e), &e);
    /* Salts are drawn anew, so the chains differ although the rows are the same. */
    assert_int_equal(verify_same(o->db, other, &n, &e), E_CONFLICT);
    assert_string_equal(e.msg, "verify.tips");
    db_close(other);
    arena_done(&busy.arena);
}

/* Random work, then replay: the proof of the whole design. */
static void test_verify__twenty_thousand_changes_replay_to_the_same(void **state)
{
    struct office *o = *state;
    struct err e;
    for (int i = 0; i < 200; i++)
        assert_ok(busy_verbs(o->db, &o->busy, 100, &e), &e);
    struct verify_result result = verified(o);
    assert_true(result.sound);
    assert_int_equal(result.n_events, 20400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_verify__a_store_at_work_is_sound, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__an_altered_event_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__an_altered_name_is_found_at_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__a_removed_event_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__a_removed_event_closed_over_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__exchanged_events_are_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__removed_last_events_are_found_by_the_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__an_altered_row_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__a_removed_row_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__a_row_out_of_nothing_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__a_counter_set_back_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__a_fact_of_no_case_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__a_date_that_is_none_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__a_personal_value_of_no_event_is_found, setup, teardown),
        cmocka_unit_test(test_verify__a_body_that_is_none_is_refused),
        cmocka_unit_test_setup_teardown(test_verify__an_altered_personal_value_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__a_removed_personal_value_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__erased_personal_values_are_no_difference, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__attachments_are_the_bytes_of_their_names, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__two_histories_are_told_apart_by_their_tips, setup, teardown),
        cmocka_unit_test_setup_teardown(test_verify__twenty_thousand_changes_replay_to_the_same, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
