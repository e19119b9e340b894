#include "tests/support/unit.h"

#include <stdio.h>

#include "tui/serve/limits.h"

static struct address from(const char *text)
{
    struct address a;
    struct err e = {0};
    assert_ok(address_parse(text, &a, &e), &e);
    return a;
}

static enum limits_verdict admit(struct limits *l, const char *text, int64_t now_ms)
{
    struct address a = from(text);
    uint32_t wait;
    return limits_admit(l, &a, now_ms, &wait);
}

static void settled(struct limits *l, const char *text)
{
    struct address a = from(text);
    limits_settled(l, &a);
}

static void fault(struct limits *l, const char *text, enum limits_fault kind, int64_t now_ms)
{
    struct address a = from(text);
    limits_fault(l, &a, kind, now_ms);
}

static void test_limits__counts_by_source_and_in_all(void **state)
{
    (void)state;
    struct limits_config c = limits_defaults();
    c.pending_all = 8;
    struct limits *l = limits_new(&c);
    for (int i = 0; i < 5; i++)
        assert_int_equal(admit(l, "10.0.0.1:1", 0), LIMITS_WELCOME);
    assert_int_equal(admit(l, "10.0.0.1:1", 0), LIMITS_SOURCE_BUSY);
    for (int i = 0; i < 3; i++)
        assert_int_equal(admit(l, "10.0.0.2:1", 0), LIMITS_WELCOME);
    assert_int_equal(admit(l, "10.0.0.3:1", 0), LIMITS_ALL_BUSY);
    settled(l, "10.0.0.1:1");
    assert_int_equal(admit(l, "10.0.0.1:1", 0), LIMITS_WELCOME);
    assert_int_equal(admit(l, "10.0.0.1:1", 0), LIMITS_SOURCE_BUSY);
    limits_free(l);
}

static void test_limits__debt_refuses_and_is_worked_off(void **state)
{
    (void)state;
    struct limits_config c = limits_defaults();
    struct limits *l = limits_new(&c);
    struct address a = from("10.0.0.1:1");
    uint32_t wait;
    fault(l, "10.0.0.1:1", FAULT_LOGIN, 1000);
    fault(l, "10.0.0.1:1", FAULT_LOGIN, 1000);
    assert_int_equal(admit(l, "10.0.0.1:1", 1000), LIMITS_WELCOME); /* 10 of 15 seconds */
    fault(l, "10.0.0.1:1", FAULT_LOGIN, 1000);
    assert_int_equal(limits_admit(l, &a, 1000, &wait), LIMITS_PENALTY);
    assert_int_equal(wait, 15);
    /* Below the threshold again, but refused until all of it is gone. */
    assert_int_equal(limits_admit(l, &a, 14000, &wait), LIMITS_PENALTY);
    assert_int_equal(wait, 2);
    assert_int_equal(admit(l, "10.0.0.2:1", 14000), LIMITS_WELCOME);
    assert_int_equal(admit(l, "10.0.0.1:1", 16000), LIMITS_WELCOME);
    limits_free(l);
}

static void test_limits__faults_far_apart_never_refuse(void **state)
{
    (void)state;
    struct limits_config c = limits_defaults();
    struct limits *l = limits_new(&c);
    for (int64_t t = 0; t < 100; t++) {
        fault(l, "10.0.0.1:1", FAULT_LOGIN, t * 6000);
        assert_int_equal(admit(l, "10.0.0.1:1", t * 6000), LIMITS_WELCOME);
        settled(l, "10.0.0.1:1");
    }
    limits_free(l);
}

static void test_limits__a_crash_refuses_at_once_and_debt_has_a_ceiling(void **state)
{
    (void)state;
    struct limits_config c = limits_defaults();
    struct limits *l = limits_new(&c);
    struct address a = from("10.0.0.1:1");
    uint32_t wait;
    fault(l, "10.0.0.1:1", FAULT_CRASH, 0);
    assert_int_equal(limits_admit(l, &a, 0, &wait), LIMITS_PENALTY);
    assert_int_equal(wait, 90);
    for (int i = 0; i < 50; i++)
        fault(l, "10.0.0.1:1", FAULT_CRASH, 0);
    limits_admit(l, &a, 0, &wait);
    assert_int_equal(wait, 600);
    limits_free(l);
}

static void test_limits__an_exempt_source_is_never_refused_for_itself(void **state)
{
    (void)state;
    struct limits_config c = limits_defaults();
    struct err e = {0};
    assert_ok(address_block_parse("10.0.0.0/24", &c.exempt[0], &e), &e);
    c.exempt_n = 1;
    struct limits *l = limits_new(&c);
    for (int i = 0; i < 50; i++)
        fault(l, "10.0.0.1:1", FAULT_CRASH, 0);
    for (int i = 0; i < 30; i++)
        assert_int_equal(admit(l, "10.0.0.1:1", 0), LIMITS_WELCOME);
    assert_int_equal(admit(l, "10.0.0.1:1", 0), LIMITS_ALL_BUSY);
    limits_free(l);
}

static void test_limits__a_flood_of_sources_does_not_free_a_bad_one(void **state)
{
    (void)state;
    struct limits_config c = limits_defaults();
    struct limits *l = limits_new(&c);
    fault(l, "10.0.0.1:1", FAULT_CRASH, 0);
    for (int i = 0; i < 2 * LIMITS_SOURCES; i++) {
        char text[32];
        snprintf(text, sizeof text, "11.0.%d.%d:1", i / 250, i % 250);
        fault(l, text, FAULT_ABSENT, 0);
    }
    assert_int_equal(admit(l, "10.0.0.1:1", 1), LIMITS_PENALTY);
    limits_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits__counts_by_source_and_in_all),
        cmocka_unit_test(test_limits__debt_refuses_and_is_worked_off),
        cmocka_unit_test(test_limits__faults_far_apart_never_refuse),
        cmocka_unit_test(test_limits__a_crash_refuses_at_once_and_debt_has_a_ceiling),
        cmocka_unit_test(test_limits__an_exempt_source_is_never_refused_for_itself),
        cmocka_unit_test(test_limits__a_flood_of_sources_does_not_free_a_bad_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
