#include "core/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/str.h"

int err_set(struct err *e, int code, const char *msg, ...)
{
    assert(code < 0);
    memset(e, 0, sizeof *e);
    e->code = code;
    e->msg = msg;

    va_list args;
    va_start(args, msg);
    for (int i = 0; i < ERR_ARGS; i++) {
        const char *text = va_arg(args, const char *);
        if (!text)
            break;
        str_copy_cut(e->arg[i], sizeof e->arg[i], text);
    }
    va_end(args);
    return code;
}

int err_detail(struct err *e, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char text[sizeof e->detail];
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    str_copy_cut(e->detail, sizeof e->detail, text);
    return e->code;
}

int err_rule(struct err *e, const char *rule, const char *src)
{
    if (rule)
        str_copy_cut(e->rule, sizeof e->rule, rule);
    if (src)
        str_copy_cut(e->src, sizeof e->src, src);
    return e->code;
}

static const struct {
    const char *name;
    int exit_status;
} codes[] = {
    [-E_INPUT] = {"input", 2},   [-E_NOTFOUND] = {"notfound", 3}, [-E_CONFLICT] = {"conflict", 5},
    [-E_DENIED] = {"denied", 4}, [-E_RULE] = {"rule", 1},         [-E_BUSY] = {"busy", 6},
    [-E_LIMIT] = {"limit", 2},   [-E_IO] = {"io", 6},             [-E_VERSION] = {"version", 6},
    [-E_BUG] = {"bug", 6},
};

const char *err_name(int code)
{
    if (code == 0)
        return "ok";
    assert(-code > 0 && (size_t)-code < COUNT_OF(codes));
    return codes[-code].name;
}

int err_exit_status(int code)
{
    if (code == 0)
        return 0;
    assert(-code > 0 && (size_t)-code < COUNT_OF(codes));
    return codes[-code].exit_status;
}
