#include "tests/support/unit.h"

#include <stdio.h>

#include "core/app/factor_app.h"
#include "core/app/home_app.h"
#include "core/app/user_app.h"
#include "core/base/str.h"
#include "tests/support/office.h"

static const char SECRET_OF_RFC[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; /* "12345678901234567890" */

static void test_factor__codes_are_those_of_the_rfc(void **state)
{
    (void)state;
    char code[FACTOR_DIGITS + 1];
    const struct {
        int64_t seconds;
        const char *code;
    } vector[] = {{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"}};
    for (size_t i = 0; i < COUNT_OF(vector); i++) {
        assert_true(factor_code_at(SECRET_OF_RFC, vector[i].seconds / FACTOR_STEP_SECONDS, code));
        assert_string_equal(code, vector[i].code); /* RFC 6238 appendix B, the last six digits */
    }
    assert_false(factor_code_at("not base32!", 1, code));
}

struct world {
    struct office office;
    struct app *app;
    struct arena a;
    struct date today;
    const char *recovery[FACTOR_RECOVERY];
    char secret[64];
    struct err e;
};

/* Users kanri, who administers, and taro; taro acts. */
static void open_world(struct world *w)
{
    int64_t id;
    *w = (struct world){0};
    date_from_ymd(2026, 11, 20, &w->today);
    assert_ok(office_open(&w->office, clock_fixed(w->today), &w->e), &w->e);
    w->app = w->office.app;
    assert_ok(user_add(w->app, "kanri", "kanri", &id, &w->e), &w->e);
    assert_ok(user_grant(w->app, "kanri", "*", "admin", true, &w->e), &w->e);
    assert_ok(user_add(w->app, "taro", "taro", &id, &w->e), &w->e);
    assert_ok(app_act_as(w->app, "taro", &w->e), &w->e);
}

static void close_world(struct world *w)
{
    office_close(&w->office);
    arena_done(&w->a);
}

static int64_t step_now(struct world *w)
{
    return clock_now(&w->app->clock) / 1000000 / FACTOR_STEP_SECONDS;
}

/* The clock of the office goes on by so many steps. */
static void go_on(struct world *w, int64_t steps)
{
    w->app->clock.ticks += steps * FACTOR_STEP_SECONDS * 1000000;
}

static const char *code_at(struct world *w, int64_t offset)
{
    char code[FACTOR_DIGITS + 1];
    assert_true(factor_code_at(w->secret, step_now(w) + offset, code));
    return arena_strdup(&w->a, code);
}

static void begin(struct world *w, const char *login)
{
    struct factor_offer offer;
    size_t n = 0;
    assert_ok(factor_begin(w->app, login, "office", &w->a, &offer, &w->e), &w->e);
    for (const char *p = offer.secret; *p; p++)
        if (*p != '-')
            w->secret[n++] = *p;
    w->secret[n] = '\0';
}

static void enrol(struct world *w)
{
    begin(w, "taro");
    assert_ok(factor_confirm(w->app, "taro", code_at(w, 0), &w->a, w->recovery, &w->e), &w->e);
}

static bool needed(struct world *w, const char *login)
{
    bool yes = false;
    assert_ok(factor_needed(w->app, login, &yes, &w->e), &w->e);
    return yes;
}

static bool right(struct world *w, const char *code)
{
    bool yes = false;
    assert_ok(factor_check(w->app, "taro", code, &yes, &w->e), &w->e);
    return yes;
}

static void test_factor__counts_only_once_a_code_was_given(void **state)
{
    (void)state;
    struct world w;
    open_world(&w);
    begin(&w, "taro");
    assert_false(needed(&w, "taro"));
    assert_false(right(&w, code_at(&w, 0)));
    assert_int_equal(factor_confirm(w.app, "taro", "000000x", &w.a, w.recovery, &w.e), E_INPUT);
    assert_ok(factor_confirm(w.app, "taro", code_at(&w, 0), &w.a, w.recovery, &w.e), &w.e);
    assert_true(needed(&w, "taro"));
    assert_false(needed(&w, "kanri"));
    assert_false(needed(&w, "nobody"));
    struct factor_offer offer;
    assert_int_equal(factor_begin(w.app, "taro", "office", &w.a, &offer, &w.e), E_CONFLICT);
    close_world(&w);
}

static void test_factor__the_offer_is_what_apps_read(void **state)
{
    (void)state;
    struct world w;
    struct factor_offer offer;
    open_world(&w);
    assert_ok(factor_begin(w.app, "taro", "第一 A&B", &w.a, &offer, &w.e), &w.e);
    assert_true(str_starts(offer.uri, "otpauth://totp/%E7%AC%AC%E4%B8%80%20A%26B:taro?secret="));
    assert_int_equal(strlen(offer.secret), 32 + 7);
    close_world(&w);
}

static void test_factor__no_code_is_taken_twice_and_none_too_far_away(void **state)
{
    (void)state;
    struct world w;
    open_world(&w);
    enrol(&w);
    assert_false(right(&w, code_at(&w, 0))); /* the one that confirmed */
    assert_false(right(&w, code_at(&w, 2)));
    const char *next = code_at(&w, 1);
    assert_true(right(&w, next));
    assert_false(right(&w, next));
    go_on(&w, 10);
    assert_true(right(&w, code_at(&w, -1)));
    assert_false(right(&w, code_at(&w, -2)));
    const char *now = code_at(&w, 0);
    const char *wide = arena_printf(&w.a, "\xEF\xBC%c%.3s-%s", 0x90 + now[0] - '0', now + 1, now + 4);
    assert_true(right(&w, wide)); /* the first digit in full width, a hyphen in the middle */
    close_world(&w);
}

static void test_factor__wrong_codes_make_one_wait_but_not_for_good(void **state)
{
    (void)state;
    struct world w;
    open_world(&w);
    enrol(&w);
    for (int i = 0; i < FACTOR_FREE_WRONG; i++)
        assert_false(right(&w, "12345"));
    assert_false(right(&w, code_at(&w, 1))); /* right, but too soon */
    go_on(&w, 2);
    assert_true(right(&w, code_at(&w, 0)));
    go_on(&w, 1);
    assert_true(right(&w, code_at(&w, 0))); /* the count began anew */
    close_world(&w);
}

static void test_factor__a_recovery_code_counts_once(void **state)
{
    (void)state;
    struct world w;
    open_world(&w);
    enrol(&w);
    assert_true(right(&w, w.recovery[3]));
    assert_false(right(&w, w.recovery[3]));
    assert_true(right(&w, w.recovery[7]));
    assert_int_equal(strlen(w.recovery[0]), 16 + 3);
    assert_string_not_equal(w.recovery[0], w.recovery[1]);
    close_world(&w);
}

static void test_factor__only_an_administrator_resets_it(void **state)
{
    (void)state;
    struct world w;
    struct factor_offer offer;
    open_world(&w);
    enrol(&w);
    assert_int_equal(factor_reset(w.app, "taro", &w.e), E_DENIED);
    assert_int_equal(factor_begin(w.app, "kanri", "office", &w.a, &offer, &w.e), E_DENIED);
    assert_ok(app_act_as(w.app, "kanri", &w.e), &w.e);
    assert_ok(factor_reset(w.app, "taro", &w.e), &w.e);
    assert_false(needed(&w, "taro"));
    assert_int_equal(factor_reset(w.app, "taro", &w.e), E_NOTFOUND);
    begin(&w, "taro");
    close_world(&w);
}

/* Every event of the store, as text. */
static void test_factor__the_journal_learns_that_but_not_what(void **state)
{
    (void)state;
    struct world w;
    struct history_row *row;
    size_t n, seen = 0;
    open_world(&w);
    enrol(&w);
    assert_true(right(&w, w.recovery[0]));
    assert_ok(app_act_as(w.app, "kanri", &w.e), &w.e);
    assert_ok(history(w.app, "", HISTORY_ALL, 0, 200, &w.a, &row, &n, &w.e), &w.e);
    for (size_t i = 0; i < n; i++) {
        seen += str_starts(row[i].ev.verb, "user.totp");
        assert_null(strstr(row[i].ev.body, w.secret));
        assert_null(strstr(row[i].ev.body, w.recovery[0]));
    }
    assert_int_equal(seen, 3);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_factor__codes_are_those_of_the_rfc),
        cmocka_unit_test(test_factor__counts_only_once_a_code_was_given),
        cmocka_unit_test(test_factor__the_offer_is_what_apps_read),
        cmocka_unit_test(test_factor__no_code_is_taken_twice_and_none_too_far_away),
        cmocka_unit_test(test_factor__wrong_codes_make_one_wait_but_not_for_good),
        cmocka_unit_test(test_factor__a_recovery_code_counts_once),
        cmocka_unit_test(test_factor__only_an_administrator_resets_it),
        cmocka_unit_test(test_factor__the_journal_learns_that_but_not_what),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
