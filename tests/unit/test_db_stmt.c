/* Every statement of the catalogue, checked against a fresh schema. */
#include "db/db_internal.h"
#include "tests/support/store.h"

/* Statements that may walk a whole table, and why. */
static const char *const may_scan[] = {
    "closed_days", /* small: read whole */
    "users_all",
    "users_count",
    "case_count_assignee", "case_count_edition", /* its own 10,000 rows at most */
};

static int prepare_all(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    for (int id = 0; id < STMT_COUNT; id++) {
        struct stmt *s = db_stmt(db, (enum stmt_id)id);
        if (s->rc) {
            print_error("%s: ", stmt_name((enum stmt_id)id));
            *e = db->stmt_err;
            return s->rc;
        }
        bool only_reads = db->driver->is_read_only(s->handle);
        if (only_reads != (stmt_kind_of((enum stmt_id)id) != STMT_EXEC))
            fail_msg("%s: :exec is for statements that write", stmt_name((enum stmt_id)id));
    }
    return 0;
}

static void test_db_stmt__all_can_be_prepared_and_are_of_their_kind(void **state)
{
    struct err e;
    assert_ok(db_write(*state, prepare_all, NULL, &e), &e);
}

static bool is_listed(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(may_scan); i++)
        if (strcmp(may_scan[i], name) == 0)
            return true;
    return false;
}

static int explain_all(struct db *db, void *arg, struct err *e)
{
    int *n_scans = arg;
    for (int id = 0; id < STMT_COUNT; id++) {
        AUTO(arena) struct arena a = {0};
        const char *sql = arena_printf(&a, "EXPLAIN QUERY PLAN %s", stmt_sql((enum stmt_id)id));
        struct driver_stmt *plan;
        int rc = db->driver->prepare(db->conn, sql, 0, &plan, e);
        if (rc)
            return rc;
        while ((rc = db->driver->step(plan, e)) > 0) {
            size_t size;
            const char *detail = db->driver->column_text(plan, 3, &size);
            if (strncmp(detail, "SCAN ", 5) == 0 && !strstr(detail, "VIRTUAL TABLE") && !strstr(detail, "CONSTANT ROW") &&
                !is_listed(stmt_name((enum stmt_id)id))) {
                print_error("%s: %s\n", stmt_name((enum stmt_id)id), detail);
                ++*n_scans;
            }
        }
        db->driver->finalize(plan);
        if (rc)
            return rc;
    }
    return 0;
}

static void test_db_stmt__none_walks_a_whole_table_unless_listed(void **state)
{
    struct err e;
    int n_scans = 0;
    assert_ok(db_schema_change(*state, explain_all, &n_scans, &e), &e);
    assert_int_equal(n_scans, 0);
}

/* The planner is told of every index, so that none is taken for better than it is. */
static int find_untold(struct db *db, void *arg, struct err *e)
{
    int *n_untold = arg;
    struct driver_stmt *s;
    const char *sql = "SELECT i.name FROM sqlite_schema i WHERE i.type = 'index' AND i.sql IS NOT NULL"
                      " AND NOT EXISTS (SELECT 1 FROM sqlite_stat1 t WHERE t.idx = i.name) UNION ALL"
                      " SELECT t.idx FROM sqlite_stat1 t WHERE NOT EXISTS"
                      " (SELECT 1 FROM sqlite_schema i WHERE i.name = t.idx AND i.tbl_name = t.tbl)";
    int rc = db->driver->prepare(db->conn, sql, 0, &s, e);
    while (!rc && db->driver->step(s, e) > 0) {
        size_t n;
        print_error("%s\n", db->driver->column_text(s, 0, &n));
        ++*n_untold;
    }
    db->driver->finalize(s);
    return rc;
}

static void test_db_stmt__the_planner_knows_every_index(void **state)
{
    struct err e;
    int n_untold = 0;
    assert_ok(db_schema_change(*state, find_untold, &n_untold, &e), &e);
    assert_int_equal(n_untold, 0);
}

/* The columns a statement answers must be the record's, in order: readers count on it. */
static int compare_columns(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    (void)e;
    size_t n_types;
    const struct record_type *const *types = record_types(&n_types);
    for (int id = 0; id < STMT_COUNT; id++) {
        for (size_t t = 0; t < n_types; t++) {
            char key[80], page[80];
            snprintf(key, sizeof key, "%s_by_key", types[t]->name);
            snprintf(page, sizeof page, "%s_page", types[t]->name);
            if (strcmp(stmt_name((enum stmt_id)id), key) != 0 && strcmp(stmt_name((enum stmt_id)id), page) != 0)
                continue;
            struct stmt *s = db_stmt(db, (enum stmt_id)id);
            assert_non_null(s->handle);
            assert_int_equal(db->driver->column_count(s->handle), types[t]->n_fields);
            for (size_t i = 0; i < types[t]->n_fields; i++)
                assert_string_equal(db->driver->column_name(s->handle, (int)i), types[t]->fields[i].name);
        }
    }
    return 0;
}

static void test_db_stmt__columns_are_the_fields_in_order(void **state)
{
    struct err e;
    assert_ok(db_write(*state, compare_columns, NULL, &e), &e);
}

/* What the program itself could be made to run, were SQL ever smuggled in. */
static const char *const forbidden[] = {
    "UPDATE event SET body = ''",
    "DELETE FROM event",
    "ATTACH '/tmp/x' AS x",
    "DROP TABLE event",
    "CREATE TABLE x (y)",
    "ALTER TABLE event ADD COLUMN x",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA writable_schema = ON",
    "DELETE FROM sqlite_schema",
    "UPDATE sqlite_schema SET sql = ''",
    "INSERT INTO sqlite_schema (name) VALUES ('x')",
    "VACUUM",
};

static int try_forbidden(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    for (size_t i = 0; i < COUNT_OF(forbidden); i++) {
        struct driver_stmt *s = NULL;
        int rc = db->driver->prepare(db->conn, forbidden[i], 0, &s, e);
        if (!rc) {
            rc = db->driver->step(s, e);
            db->driver->finalize(s);
        }
        if (rc >= 0)
            fail_msg("%s was allowed", forbidden[i]);
        assert_int_equal(rc, E_BUG);
    }
    return 0;
}

static void test_db_stmt__nothing_but_rows_can_be_changed(void **state)
{
    struct err e;
    assert_ok(db_write(*state, try_forbidden, NULL, &e), &e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_db_stmt__all_can_be_prepared_and_are_of_their_kind, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_stmt__none_walks_a_whole_table_unless_listed, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_stmt__the_planner_knows_every_index, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_stmt__columns_are_the_fields_in_order, test_store_setup, test_store_teardown),
        cmocka_unit_test_setup_teardown(test_db_stmt__nothing_but_rows_can_be_changed, test_store_setup, test_store_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
