#include "core/app/demo_app.h"

#include "core/app/case_app.h"
#include "core/app/cert_app.h"
#include "core/app/home_app.h"
#include "core/app/verify.h"
#include "tests/support/staged.h"

enum { STAMPED = 60, CASES = DEMO_LIVES + STAMPED };

static size_t count_certificates(struct staged *o, const char *state)
{
    struct cert_filter filter = {.state = state,
                                 .expires_from = DATE_NONE,
                                 .expires_until = DATE_NONE,
                                 .granted_from = DATE_NONE,
                                 .granted_until = DATE_NONE,
                                 .limit = CERT_PAGE_MAX};
    struct cert_list list;
    struct err e;
    assert_ok(cert_list(o->app, &filter, &o->arena, &list, &e), &e);
    return list.n;
}

/* What a healthy office finds on its desk: a little behind, something for today, some more for the week. */
static void assert_is_a_morning(struct staged *o)
{
    struct home desk;
    struct err e;
    assert_ok(home(o->app, &o->arena, &desk, &e), &e);
    assert_in_range(desk.overdue, 1, 9);
    assert_in_range(desk.today, 1, 9);
    assert_in_range(desk.this_week, 3, 30);
    assert_in_range(desk.queries_open, 1, 40);
    assert_non_null(strstr(desk.news[0], "2026-")); /* a number, of whichever scheme: what people did */
}

/* One office for all questions: the lives take a while. */
static void test_demo__fills_a_sound_office_in_which_everything_has_happened(void **state)
{
    struct staged *o = *state;
    struct err e;
    struct case_view v;
    struct verify_result proof;
    staged_open(o, "2026-11-20");
    assert_ok(demo_fill(o->app, CASES, NULL, NULL, &e), &e);
    assert_ok(case_view(o->app, CASES, &o->arena, &v, &e), &e);
    assert_true(count_certificates(o, "valid") > 0);
    assert_true(count_certificates(o, "expired") > 0);
    assert_is_a_morning(o);
    assert_ok(verify_store(o->app->db, NULL, NULL, &proof, &e), &e);
    if (!proof.sound)
        fail_msg("%s %s", proof.difference.msg, proof.difference.arg[0]);
    assert_refused(demo_fill(o->app, CASES, NULL, NULL, &e), &e, E_CONFLICT, "demo.not-empty");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_demo__fills_a_sound_office_in_which_everything_has_happened),
    };
    return cmocka_run_group_tests(tests, staged_group_setup, staged_group_teardown);
}
