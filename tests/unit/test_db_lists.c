/* Lists for screens: the same rows as a naive walk over the table, whatever index leads and however they are paged. */
#include "db/db_internal.h"
#include "db/rows_case.h"
#include "db/rows_certificate.h"
#include "db/rows_deadline.h"
#include "db/rows_draft.h"
#include "db/rows_money.h"
#include "db/rows_office.h"
#include "db/rows_paper.h"
#include "db/rows_tally.h"
#include "tests/support/busy_office.h"
#include "tests/support/store.h"

static int setup(void **state)
{
    struct err e;
    struct db *db = test_store_open(DB_MEMORY_URL, 0);
    struct busy_office office = busy_office_of(11);
    assert_ok(busy_verbs(db, &office, 1200, &e), &e);
    arena_done(&office.arena);
    *state = db;
    return 0;
}

static int teardown(void **state)
{
    db_close(*state);
    return 0;
}

static bool wanted(const struct case_query *q, const struct case_file *c)
{
    return (str_empty(q->scheme) || str_eq(q->scheme, c->scheme)) && (str_empty(q->state) || str_eq(q->state, c->state)) &&
           (str_empty(q->type) || str_eq(q->type, c->type)) && (str_empty(q->assignee) || str_eq(q->assignee, c->assignee)) &&
           ((!q->open_only && q->order != CASE_ORDER_DUE) || date_is_none(c->closed_on));
}

static int all_pages(struct db *db, struct case_query q, int64_t sorted_max, const struct case_file *all, size_t n, struct arena *a,
                     struct err *e)
{
    int64_t counted = -1;
    bool *seen = ARENA_ARRAY(a, bool, n + 1);
    size_t n_seen = 0, n_wanted = 0;
    int64_t last = q.order == CASE_ORDER_NUMBER ? 0 : INT64_MAX;
    do {
        struct case_lines lines;
        int rc = case_lines_sorting(db, &q, sorted_max, a, &lines, e);
        if (rc)
            return rc;
        for (size_t i = 0; i < lines.n; i++) {
            int64_t id = lines.at[i].c.id;
            assert_true(wanted(&q, &lines.at[i].c));
            assert_false(seen[id]);
            assert_true(q.order == CASE_ORDER_NUMBER ? id > last : q.order == CASE_ORDER_DUE || id < last);
            assert_string_not_equal(lines.at[i].party_name, "");
            assert_false(date_is_none(lines.at[i].next_due));
            seen[id] = true;
            last = id;
            n_seen++;
        }
        q.after = lines.next;
    } while (q.after);
    for (size_t i = 0; i < n; i++)
        n_wanted += wanted(&q, &all[i]);
    assert_int_equal(n_seen, n_wanted);
    q.open_only |= q.order == CASE_ORDER_DUE;
    int rc = case_count(db, &q, &counted, e);
    assert_int_equal(counted, n_wanted);
    return rc;
}

static int try_all_filters(struct db *db, void *arg, struct err *e)
{
    struct arena *a = arg;
    struct rows all;
    int rc = rows_page(db, &case_file_type, NULL, 100000, a, &all, e);
    for (int i = 0; !rc && i < 3 * 2 * 2 * 2 * 2 * 2; i++) {
        struct case_query q = {
            .scheme = i & 1 ? "red" : "",
            .state = i & 2 ? "review" : NULL,
            .type = i & 4 ? "new" : "",
            .assignee = i & 8 ? "taro" : "",
            .open_only = i & 16,
            .order = (enum case_order)(i / 32),
            .limit = 7,
        };
        rc = all_pages(db, q, 0, all.at, all.n, a, e);
        if (!rc)
            rc = all_pages(db, q, INT64_MAX, all.at, all.n, a, e);
    }
    return rc;
}

static void test_db_lists__pages_of_cases_are_what_was_asked_for(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    assert_ok(db_read(*state, try_all_filters, &a, &e), &e);
}

/* The index that must lead each list, or it will be slow in a large store. */
static const struct {
    enum stmt_id id;
    const char *index;
} leads[] = {
    {STMT_case_list_any, "c USING INTEGER PRIMARY KEY"},
    {STMT_case_list_open, "INDEX case_file_all_open"},
    {STMT_case_list_scheme, "INDEX case_file_scheme "},
    {STMT_case_list_scheme_open, "INDEX case_file_open"},
    {STMT_case_list_scheme_state, "INDEX case_file_state"},
    {STMT_case_list_state, "INDEX case_file_any_state"},
    {STMT_case_list_type, "INDEX case_file_type"},
    {STMT_case_list_kind, "INDEX case_file_kind"},
    {STMT_case_with_form, "INDEX case_file_type"},
    {STMT_case_list_assignee, "INDEX case_file_assignee"},
    {STMT_case_list_assignee_open, "INDEX case_file_assignee"},
    {STMT_case_list_by_number, "INDEX case_file_number"},
    {STMT_case_list_by_number_open, "INDEX case_file_open_number"},
    {STMT_case_list_by_number_scheme, "INDEX case_file_scheme_number"},
    {STMT_case_list_by_number_state, "INDEX case_file_state_number"},
    {STMT_case_list_by_due, "INDEX deadline_pending"},
    {STMT_deadline_list, "INDEX deadline_pending"},
    {STMT_deadline_list_state, "INDEX deadline_due"},
    {STMT_deadline_days, "COVERING INDEX deadline_pending"},
    {STMT_certificate_row, "x USING INTEGER PRIMARY KEY"},
    {STMT_certificate_overdue, "INDEX certificate_state_until"},
    {STMT_certificate_list_any, "x USING INTEGER PRIMARY KEY"},
    {STMT_certificate_list_scheme, "INDEX certificate_scheme "},
    {STMT_certificate_list_scheme_state, "INDEX certificate_state "},
    {STMT_certificate_list_state, "INDEX certificate_any_state"},
    {STMT_certificate_list_until, "INDEX certificate_until"},
    {STMT_certificate_serial_page, "INDEX certificate_serial"},
    {STMT_certificate_list_granted, "INDEX certificate_granted"},
    {STMT_certificate_expiring, "COVERING INDEX certificate_state_until"},
    {STMT_case_count_assignee, "COVERING INDEX case_file_assignee"},
};

static int explain_leads(struct db *db, void *arg, struct err *e)
{
    int *n_bad = arg;
    for (size_t i = 0; i < COUNT_OF(leads); i++) {
        AUTO(arena) struct arena a = {0};
        struct driver_stmt *plan;
        int rc = db->driver->prepare(db->conn, arena_printf(&a, "EXPLAIN QUERY PLAN %s", stmt_sql(leads[i].id)), 0, &plan, e);
        if (rc)
            return rc;
        bool found = false, sorts = false, walks = false;
        const char *whole = "";
        while (db->driver->step(plan, e) > 0) {
            size_t n;
            const char *detail = db->driver->column_text(plan, 3, &n);
            whole = arena_printf(&a, "%s\n  %s", whole, detail);
            found = found || strstr(detail, leads[i].index);
            /* of the whole answer; the two nearest deadlines of a case may be sorted */
            walks = walks || strstr(detail, "deadline_due (state=?)") || strstr(detail, "deadline_due (state=? AND due_on<?)");
            sorts = sorts || (strstr(detail, "USE TEMP B-TREE") && db->driver->column_int(plan, 1) == 0);
        }
        db->driver->finalize(plan);
        bool may_sort = leads[i].id == STMT_certificate_expiring;
        if (!found || walks || (sorts && !may_sort)) {
            print_error("%s: %s expected, but:%s\n", stmt_name(leads[i].id), leads[i].index, whole);
            ++*n_bad;
        }
    }
    return 0;
}

static void test_db_lists__the_right_index_leads_and_nothing_is_sorted(void **state)
{
    struct err e;
    int n_bad = 0;
    assert_ok(db_schema_change(*state, explain_leads, &n_bad, &e), &e);
    assert_int_equal(n_bad, 0);
}

static int deadlines_add_up(struct db *db, void *arg, struct err *e)
{
    struct arena *a = arg;
    struct rows all;
    struct date from = {20780}, until = {20800};
    int rc = rows_page(db, &deadline_type, NULL, 100000, a, &all, e);
    const struct deadline *d = all.at;
    int64_t n_wanted = 0, n_days = 0, counted = 0, last = 0;
    for (size_t i = 0; !rc && i < all.n; i++)
        n_wanted += d[i].due_on.days >= from.days && d[i].due_on.days <= until.days;
    struct day_tally *day;
    size_t n = 0;
    if (!rc)
        rc = deadline_days(db, from, until, "", a, &day, &n, e);
    for (size_t i = 0; !rc && i < n; i++)
        n_days += day[i].n;
    if (!rc)
        rc = deadline_count(db, from, until, &counted, e);
    int64_t n_listed = 0;
    struct deadline_query q = {.from = from, .until = until, .limit = 9};
    for (n = 1; !rc && n;) {
        struct deadline_line *line;
        rc = deadline_lines(db, &q, a, &line, &n, e);
        for (size_t i = 0; !rc && i < n; i++) {
            assert_true(line[i].d.due_on.days >= last);
            assert_true(str_starts(line[i].number, "N-2026-"));
            last = line[i].d.due_on.days;
            q.after = line[i].d.id;
            n_listed++;
        }
    }
    assert_true(n_wanted > 0);
    assert_int_equal(n_listed, n_wanted);
    assert_int_equal(n_days, n_wanted);
    assert_int_equal(counted, n_wanted);
    return rc;
}

static void test_db_lists__deadlines_are_listed_counted_and_tallied_alike(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    assert_ok(db_read(*state, deadlines_add_up, &a, &e), &e);
}

static int put_certificates(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    int rc = 0;
    for (int64_t id = 1; !rc && id <= 40; id++) {
        struct certificate c;
        record_init(&certificate_type, &c);
        c.id = id;
        c.scheme = id % 2 ? "red" : "blue";
        c.number = id % 2 ? "IP0001" : "KC0001";
        c.state = id % 4 ? "in_force" : "revoked";
        c.party_id = 1;
        c.granted_on = (struct date){20000 + (int32_t)id};
        c.valid_until = (struct date){21000 - (int32_t)id};
        rc = rows_put(db, &certificate_type, &c, e);
    }
    return rc;
}

static int list_certificates(struct db *db, void *arg, struct err *e)
{
    struct arena *a = arg;
    struct certificate_line *line;
    size_t n;
    struct certificate_query all = {.expires_from = DATE_NONE, .expires_until = DATE_NONE, .granted_from = DATE_NONE,
                                    .granted_until = DATE_NONE, .limit = 15};
    struct certificate_query q = all;
    int rc = certificate_lines(db, &q, a, &line, &n, e);
    assert_int_equal(n, 15);
    assert_int_equal(line[0].c.id, 40);
    q.after = line[14].c.id;
    rc = rc ? rc : certificate_lines(db, &q, a, &line, &n, e);
    assert_int_equal(line[0].c.id, 25);

    q = all;
    q.expires_until = (struct date){20970};
    rc = rc ? rc : certificate_lines(db, &q, a, &line, &n, e);
    assert_int_equal(n, 11);
    assert_int_equal(line[0].c.id, 40);
    q.after = line[1].c.id;
    rc = rc ? rc : certificate_lines(db, &q, a, &line, &n, e);
    assert_int_equal(line[0].c.id, 38);

    q = all;
    q.granted_from = (struct date){20011};
    q.granted_until = (struct date){20020};
    q.state = "in_force";
    rc = rc ? rc : certificate_lines(db, &q, a, &line, &n, e);
    assert_int_equal(n, 7);
    assert_int_equal(line[0].c.id, 11);

    struct scheme_tally *tally;
    rc = rc ? rc : certificates_expiring(db, (struct date){20960}, (struct date){20969}, a, &tally, &n, e);
    assert_int_equal(n, 2);
    assert_string_equal(tally[1].scheme, "red");
    assert_int_equal(tally[1].n, 5);
    return rc;
}

static void test_db_lists__certificates_by_state_and_by_day(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    assert_ok(db_write(*state, put_certificates, NULL, &e), &e);
    assert_ok(db_read(*state, list_certificates, &a, &e), &e);
}

static int draft_round(struct db *db, void *arg, struct err *e)
{
    const char *body;
    instant_us at;
    int rc = draft_put(db, 1, "case:1", "F-A", "{\"a\":1}", TEST_NOW, e);
    rc = rc ? rc : draft_put(db, 1, "case:1", "F-A", "{\"a\":2}", TEST_NOW + 1000, e);
    rc = rc ? rc : draft_get(db, 1, "case:1", "F-A", arg, &body, &at, e);
    assert_string_equal(body, "{\"a\":2}");
    assert_int_equal(at, TEST_NOW + 1000);
    rc = rc ? rc : draft_get(db, 2, "case:1", "F-A", arg, &body, &at, e);
    assert_string_equal(body, "");
    rc = rc ? rc : draft_drop(db, 1, "case:1", "F-A", e);
    rc = rc ? rc : draft_get(db, 1, "case:1", "F-A", arg, &body, &at, e);
    assert_int_equal(at, 0);
    return rc;
}

static void test_db_lists__a_draft_is_the_last_one_put(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    assert_ok(db_write(*state, draft_round, &a, &e), &e);
}

static int blob_round(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    char hash[SHA256_HEX_BYTES], again[SHA256_HEX_BYTES];
    AUTO(buf) struct buf out = BUF(100);
    int rc = blob_put(db, "a\0b", 3, hash, e);
    rc = rc ? rc : blob_put(db, "a\0b", 3, again, e);
    assert_string_equal(hash, again);
    rc = rc ? rc : blob_get(db, hash, &out, e);
    assert_int_equal(out.n, 3);
    assert_memory_equal(out.p, "a\0b", 3);
    struct err missing;
    assert_int_equal(blob_get(db, "00", &out, &missing), E_NOTFOUND);
    return rc;
}

static void test_db_lists__bytes_are_kept_under_their_hash(void **state)
{
    struct err e;
    assert_ok(db_write(*state, blob_round, NULL, &e), &e);
}

static int list_fees(struct db *db, void *arg, struct err *e)
{
    struct arena *a = arg;
    struct fee_lines all, red;
    int rc = fees_unpaid(db, NULL, 0, 1000, a, &all, e);
    rc = rc ? rc : fees_unpaid(db, "red", 0, 1000, a, &red, e);
    assert_true(all.n > red.n && red.n > 0);
    for (size_t i = 0; i < red.n; i++)
        assert_string_equal(red.at[i].scheme, "red");
    for (size_t i = 0; !rc && i + 1 < all.n; i++) { /* a page of one behind each is the next one */
        struct fee_lines next;
        rc = fees_unpaid(db, NULL, all.at[i].f.id, 1, a, &next, e);
        assert_true(rc || (next.n == 1 && next.at[0].f.id == all.at[i + 1].f.id));
    }
    return rc;
}

static void test_db_lists__unpaid_fees_by_scheme(void **state)
{
    struct err e;
    AUTO(arena) struct arena a = {0};
    assert_ok(db_read(*state, list_fees, &a, &e), &e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_db_lists__pages_of_cases_are_what_was_asked_for, setup, teardown),
        cmocka_unit_test_setup_teardown(test_db_lists__the_right_index_leads_and_nothing_is_sorted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_db_lists__deadlines_are_listed_counted_and_tallied_alike, setup, teardown),
        cmocka_unit_test_setup_teardown(test_db_lists__certificates_by_state_and_by_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_db_lists__a_draft_is_the_last_one_put, setup, teardown),
        cmocka_unit_test_setup_teardown(test_db_lists__bytes_are_kept_under_their_hash, setup, teardown),
        cmocka_unit_test_setup_teardown(test_db_lists__unpaid_fees_by_scheme, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
