#include "tests/support/keeping.h"

#include "tests/support/keeping_case.h"

void keeping_open(struct keeping *k, const char *today)
{
    struct staged *o;
    void *made;
    staged_examples_setup(&made);
    o = made;
    staged_stage(o, "keeping", "new", "2025-04-01");
    keeping_close_case(o);
    o->app->clock = clock_fixed(staged_day(today));
    *k = (struct keeping){o->app, o};
}

void keeping_close(struct keeping *k)
{
    void *made = k->inside;
    staged_group_teardown(&made);
    *k = (struct keeping){0};
}

void keeping_as(struct keeping *k, const char *login)
{
    struct err e;
    assert_ok(app_act_as(k->app, login, &e), &e);
}
