/* What every unit test includes: cmocka with its needs in order, and the house's own assertions. */
#ifndef SHINSA_TESTS_UNIT_H
#define SHINSA_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/err.h"

/* Fails with the message id and detail of the error when rc is not 0. */
#define assert_ok(rc, e) unit_assert_ok_((rc), (e), __FILE__, __LINE__)

static inline void unit_assert_ok_(int rc, const struct err *e, const char *file, int line)
{
    if (rc != 0) {
        print_error("%s: %s %s [%s] %s\n", err_name(rc), e->msg ? e->msg : "?", e->arg[0], e->rule, e->detail);
        _fail(file, line);
    }
}

#endif
