/* Days in tests: written and compared as YYYY-MM-DD. */
#ifndef SHINSA_TESTS_DATES_H
#define SHINSA_TESTS_DATES_H

#include "core/base/date.h"
#include "tests/support/unit.h"

static inline struct date day(const char *iso)
{
    struct date d;
    assert_true(date_from_iso(iso, &d));
    return d;
}

#define assert_day(d, iso) unit_assert_day_((d), (iso), __FILE__, __LINE__)

static inline void unit_assert_day_(struct date d, const char *iso, const char *file, int line)
{
    char text[DATE_TEXT_BYTES];
    _assert_string_equal(date_iso(d, text), iso, file, line);
}

#endif
