#include "core/app/stats_app.h"

#include "core/base/str.h"
#include "core/model/fee.h"
#include "db/derive.h"
#include "db/rows_tally.h"
#include "tests/support/staged.h"

static void add_case(struct staged *o, int64_t id, const char *received, const char *closed, const char *state)
{
    struct case_file c = staged_case(id);
    struct date none = DATE_NONE;
    c.state = state;
    c.received_on = none;
    c.closed_on = none;
    assert_true(date_from_iso(received, &c.received_on));
    if (*closed)
        assert_true(date_from_iso(closed, &c.closed_on));
    c.state_since = *closed ? c.closed_on : c.received_on;
    staged_put_about(o, &case_file_type, &c, arena_printf(&o->arena, "case:%d", (int)id));
}

static void add_fee(struct staged *o, int64_t id, const char *billed, const char *paid)
{
    struct fee f;
    record_init(&fee_type, &f);
    f.id = id;
    f.case_id = 1;
    f.gross.v = 209000;
    f.billed_on = f.paid_on = DATE_NONE;
    assert_true(date_from_iso(billed, &f.billed_on));
    if (*paid)
        assert_true(date_from_iso(paid, &f.paid_on));
    f.state = *paid ? "paid" : "billed";
    staged_put_about(o, &fee_type, &f, "case:1");
}

static struct stats stats_of(struct staged *o, const char *scheme)
{
    struct stats s;
    struct err e;
    assert_ok(stats(o->app, scheme, &o->arena, &s, &e), &e);
    return s;
}

static void test_stats__counts_months_outcomes_and_fees(void **state)
{
    struct staged *o = *state;
    staged_open(o, "2026-11-20");
    add_case(o, 1, "2026-10-05", "", "c20");
    add_case(o, 2, "2026-10-31", "2026-11-02", "c90");
    add_case(o, 3, "2026-11-20", "2026-11-20", "c90");
    add_case(o, 4, "2024-11-20", "2024-12-20", "c90"); /* longer ago than a year */
    add_fee(o, 1, "2026-10-06", "");
    add_fee(o, 1, "2026-10-06", "2026-11-01"); /* the same one, paid */
    struct stats s = stats_of(o, "");
    assert_string_equal(s.month[11].month, "2026-11");
    assert_string_equal(s.month[0].month, "2025-12");
    assert_int_equal(s.month[10].received, 2);
    assert_int_equal(s.month[11].received, 1);
    assert_int_equal(s.month[11].closed, 2);
    assert_int_equal(s.n_outcomes, 1);
    assert_int_equal(s.outcome[0].n, 2);
    assert_string_not_equal(s.outcome[0].label, "c90");
    assert_int_equal(s.month[10].billed, 209000);
    assert_int_equal(s.month[10].paid, 0);
    assert_int_equal(s.month[11].paid, 209000);
    assert_string_equal(s.ahead[0].month, "2026-11");
    assert_int_equal(stats_of(o, "aspic").month[11].paid, 209000);
    assert_int_equal(stats_of(o, "aspic-saas").month[11].paid, 0);
    staged_act_as(o, 1, "hanako", "aspic-saas", "reception"); /* who does not see the scheme does not see its money */
    assert_int_equal(stats_of(o, "").month[11].paid, 0);
}

static void test_stats__a_scheme_nobody_knows_is_refused(void **state)
{
    struct staged *o = *state;
    struct stats s;
    struct err e;
    staged_open(o, "2026-11-20");
    assert_refused(stats(o->app, "nosuch", &o->arena, &s, &e), &e, E_NOTFOUND, "scheme.unknown");
    assert_int_equal(stats_of(o, "").n_sample, 0);
}

static void test_stats__months_derived_again_are_the_same(void **state)
{
    struct staged *o = *state;
    struct err e;
    staged_open(o, "2026-11-20");
    add_case(o, 1, "2026-10-05", "", "c20");
    add_case(o, 2, "2026-10-31", "2026-11-02", "c90");
    add_fee(o, 1, "2026-10-06", "2026-11-01");
    struct stats before = stats_of(o, "");
    assert_ok(db_write(o->app->db, derive_all, NULL, &e), &e);
    struct stats after = stats_of(o, "");
    for (size_t i = 0; i < STATS_MONTHS; i++) {
        assert_int_equal(before.month[i].received, after.month[i].received);
        assert_int_equal(before.month[i].closed, after.month[i].closed);
        assert_int_equal(before.month[i].paid, after.month[i].paid);
    }
    assert_int_equal(after.month[11].paid, 209000);
    assert_int_equal(stats_of(o, "aspic").month[11].paid, 209000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stats__counts_months_outcomes_and_fees),
        cmocka_unit_test(test_stats__a_scheme_nobody_knows_is_refused),
        cmocka_unit_test(test_stats__months_derived_again_are_the_same),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
