/* A day in an office, for unit tests: Friday 2026-11-20, and nobody has done anything yet. */
#ifndef SHINSA_TESTS_OFFICE_DAY_H
#define SHINSA_TESTS_OFFICE_DAY_H

#include "core/app/case_app.h"
#include "tests/support/office.h"
#include "tests/support/unit.h"

static inline void office_begin(struct office *o)
{
    struct date today;
    struct err e;
    date_from_ymd(2026, 11, 20, &today);
    assert_ok(office_open(o, clock_fixed(today), &e), &e);
}

/* A case of the scheme aspic that was opened just now. */
static inline int64_t office_new_case(struct office *o, const char *type, struct arena *a)
{
    struct err e;
    int64_t id;
    assert_ok(case_new(o->app, "aspic", type, 0, NULL, 0, a, &id, &e), &e);
    return id;
}

#endif
