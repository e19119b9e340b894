#include "core/rule/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/str.h"

/* The same finding again: a base is read for each scheme that extends it. */
static bool is_known(const struct problems *p, struct where at, const char *msg)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->at[i].at.line == at.line && p->at[i].at.column == at.column && str_eq(p->at[i].at.file, at.file) &&
            str_eq(p->at[i].msg, msg))
            return true;
    return false;
}

void problem_add(struct problems *p, struct where at, const char *proof, const char *near, const char *msg, ...)
{
    p->found++;
    if (at.line > 0 && is_known(p, at, msg))
        return;
    if (p->n == PROBLEMS_MAX) {
        p->dropped++;
        return;
    }
    struct problem *new = &p->at[p->n++];
    *new = (struct problem){.at = at, .proof = proof, .msg = msg};
    new->at.file = arena_strdup(&p->arena_, at.file ? at.file : "");
    if (near)
        new->near = arena_strdup(&p->arena_, near);
    va_list args;
    va_start(args, msg);
    for (size_t i = 0; i < ERR_ARGS; i++) {
        const char *arg = va_arg(args, const char *);
        if (!arg)
            break;
        new->arg[i] = arena_strdup(&p->arena_, arg);
    }
    va_end(args);
}

/* ID/DATE/FILE of a path: which file it is, wherever the schemes are installed. */
static const char *tail_of(const char *path)
{
    int slashes = 0;
    const char *s = path ? path : "?";
    for (const char *p = s + strlen(s); p > s; p--)
        if (p[-1] == '/' && ++slashes == 3)
            return p;
    return s;
}

int problem_to_err(const struct problem *p, struct err *e)
{
    err_set(e, E_INPUT, p->msg, p->arg[0], p->arg[1], p->arg[2], p->arg[3], NULL);
    char place[sizeof e->src];
    snprintf(place, sizeof place, "%s:%d:%d", tail_of(p->at.file), p->at.line, p->at.column);
    err_rule(e, p->proof, place);
    err_detail(e, "%s:%d:%d: near %s", p->at.file, p->at.line, p->at.column, p->near ? p->near : "-");
    return E_INPUT;
}

void problems_done(struct problems *p)
{
    arena_done(&p->arena_);
    p->n = 0;
}
