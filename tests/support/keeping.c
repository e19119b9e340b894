#include "tests/support/keeping.h"

#include "core/app/case_app.h"
#include "core/app/review_app.h"
#include "tests/support/staged.h"

static void act(struct staged *o, const char *action)
{
    struct act_result r;
    struct err e;
    assert_ok(case_act(o->app, KEEPING_CASE, 0, action, NULL, 0, &o->arena, &r, &e), &e);
}

void keeping_open(struct keeping *k, const char *today)
{
    struct review_view v;
    struct err e;
    struct staged *o;
    void *made;
    staged_examples_setup(&made);
    o = made;
    staged_stage(o, "keeping", "new", "2025-04-01");
    act(o, "T1");
    assert_ok(review_sign(o->app, KEEPING_CASE, "A", false, &o->arena, &v, &e), &e);
    assert_ok(review_sign(o->app, KEEPING_CASE, "B", false, &o->arena, &v, &e), &e);
    act(o, "T2");
    act(o, "T3");
    staged_act_as(o, 1, "ichiro", "keeping", "judge");
    staged_act_as(o, 2, "jiro", "keeping", "judge");
    staged_act_as(o, 3, "saburo", "keeping", "judge");
    staged_act_as(o, 4, "clerk", "keeping", "clerk");
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
