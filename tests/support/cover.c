/* Linked into the program when it is built for coverage, and never else: a process of the server ends with _exit, and a
 * door may open no file, so neither would write down what it ran. The linker puts these in the place of the real ones
 * (--wrap). tests/unit/test_sandbox.c is linked without and looks at the sandbox as it is. */
#include "config.h" /* system extensions */

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

#include <seccomp.h>

#include "core/base/base.h"

void __gcov_dump(void);
NORETURN void __real__exit(int status);
NORETURN void __wrap__exit(int status);
int __real_seccomp_rule_add(scmp_filter_ctx filter, uint32_t action, int call, unsigned n, ...);
int __wrap_seccomp_rule_add(scmp_filter_ctx filter, uint32_t action, int call, unsigned n, ...);

void __wrap__exit(int status)
{
    __gcov_dump();
    __real__exit(status);
}

int __wrap_seccomp_rule_add(scmp_filter_ctx filter, uint32_t action, int call, unsigned n, ...)
{
    va_list args;
    va_start(args, n);
    struct scmp_arg_cmp cmp = {0};
    if (n)
        cmp = va_arg(args, struct scmp_arg_cmp);
    va_end(args);
    if (n)
        return __real_seccomp_rule_add(filter, action, call, n, cmp);
    /* Only a door has opening answered with an error. */
    bool opens = action == SCMP_ACT_ERRNO(EPERM) && (call == SCMP_SYS(open) || call == SCMP_SYS(openat));
    if (opens)
        __real_seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ftruncate), 0);
    return __real_seccomp_rule_add(filter, opens ? SCMP_ACT_ALLOW : action, call, 0);
}
