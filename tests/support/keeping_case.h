/* A life of a case under the invented scheme `keeping`, staged on 1 April 2025: signed, decided and closed; then three judges
 * and a clerk are there, the clerk acting. */
#ifndef SHINSA_TESTS_KEEPING_CASE_H
#define SHINSA_TESTS_KEEPING_CASE_H

#include "core/app/case_app.h"
#include "core/app/review_app.h"
#include "tests/support/staged.h"

static inline void keeping_act(struct staged *o, const char *action)
{
    struct act_result r;
    struct err e;
    assert_ok(case_act(o->app, STAGED_CASE, 0, action, NULL, 0, &o->arena, &r, &e), &e);
}

static inline void keeping_close_case(struct staged *o)
{
    struct review_view v;
    struct err e;
    keeping_act(o, "T1");
    assert_ok(review_sign(o->app, STAGED_CASE, "A", false, &o->arena, &v, &e), &e);
    assert_ok(review_sign(o->app, STAGED_CASE, "B", false, &o->arena, &v, &e), &e);
    keeping_act(o, "T2");
    keeping_act(o, "T3");
    staged_act_as(o, 1, "ichiro", "keeping", "judge");
    staged_act_as(o, 2, "jiro", "keeping", "judge");
    staged_act_as(o, 3, "saburo", "keeping", "judge");
    staged_act_as(o, 4, "clerk", "keeping", "clerk");
}

#endif
