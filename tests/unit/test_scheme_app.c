/* The installed schemes as an office looks at them. */
#include "core/app/scheme_app.h"
#include "core/app/user_app.h"
#include "core/base/buf.h"
#include "tests/support/staged.h"

static const struct scheme_row *row_of(const struct scheme_row *row, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(row[i].id, id))
            return &row[i];
    return NULL;
}

static void test_scheme_app__lists_what_waits_for_the_office(void **state)
{
    struct staged *o = *state;
    struct scheme_row *row;
    size_t n, before;
    int64_t id;
    struct err e;
    staged_stage(o, "aspic", "new", "2026-11-20");
    assert_ok(scheme_list(o->app, &o->arena, &row, &n, &e), &e);
    const struct scheme_row *aspic = row_of(row, n, "aspic");
    assert_non_null(aspic);
    assert_null(row_of(row, n, "aspic-base")); /* it has no cases of its own */
    assert_int_equal(aspic->time, SCHEME_IN_FORCE);
    assert_int_equal(aspic->open_cases, 1);
    assert_null(aspic->before);
    before = aspic->unconfirmed;
    assert_true(before > 1);
    app_act_as_nobody(o->app);
    assert_ok(user_add(o->app, "root", "管理 者", &id, &e), &e);
    assert_ok(app_act_as(o->app, "root", &e), &e);
    assert_ok(param_set(o->app, "aspic", "committee_quorum", "3", "理事会の決定", &e), &e);
    assert_ok(scheme_list(o->app, &o->arena, &row, &n, &e), &e);
    assert_int_equal(row_of(row, n, "aspic")->unconfirmed, before - 1);
    staged_open(o, "2011-01-01");
    assert_ok(scheme_list(o->app, &o->arena, &row, &n, &e), &e);
    assert_int_equal(row_of(row, n, "aspic")->time, SCHEME_TO_COME);
    assert_int_equal(row_of(row, n, "aspic")->unconfirmed, 0);
}

static void test_scheme_app__says_rules_changes_and_what_a_version_would_change(void **state)
{
    struct staged *o = *state;
    AUTO(buf) struct buf text = BUF(SCHEME_PAGE_BYTES_MAX);
    struct err e;
    staged_stage(o, "aspic", "new", "2026-11-20");
    assert_ok(scheme_say_rules(o->app, "aspic/2022-04-01", &text, &e), &e);
    assert_non_null(strstr(buf_str(&text), "審査手数料"));
    buf_clear(&text);
    assert_ok(scheme_say_changes(o->app, "aspic", "aspic-dc", &text, &e), &e);
    assert_non_null(strstr(buf_str(&text), "旧"));
    buf_clear(&text);
    assert_ok(scheme_say_rehearsal(o->app, "aspic/2022-04-01", &text, &e), &e);
    assert_non_null(strstr(buf_str(&text), "すでにその版の案件: 1件"));
    assert_int_equal(scheme_say_rules(o->app, "aspic/1999-01-01", &text, &e), E_NOTFOUND);
    assert_int_equal(scheme_say_rules(o->app, "aspic-base/2022-04-01", &text, &e), E_NOTFOUND);
    assert_int_equal(scheme_say_changes(o->app, "../../etc", "aspic", &text, &e), E_NOTFOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scheme_app__lists_what_waits_for_the_office),
        cmocka_unit_test(test_scheme_app__says_rules_changes_and_what_a_version_would_change),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
