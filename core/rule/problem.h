/* What is wrong with a scheme's files: many findings of one run, each with its place, a message and its arguments. */
#ifndef SHINSA_RULE_PROBLEM_H
#define SHINSA_RULE_PROBLEM_H

#include "core/base/err.h"
#include "core/rule/rule.h"

struct problem {
    struct where at;
    const char *proof;           /* id of the proof that found it, "read" for the reader */
    const char *msg;             /* id of a message; arguments {0} to {3} */
    const char *arg[ERR_ARGS];   /* NULL behind the last */
    const char *near;            /* the known name that is nearest, or NULL */
};

enum { PROBLEMS_MAX = 200 };

/* A zeroed struct is empty. Problems live in its arena. */
struct problems {
    struct problem at[PROBLEMS_MAX];
    size_t n;
    size_t dropped; /* beyond PROBLEMS_MAX */
    size_t found;   /* all, also those that were known: a base is read for each scheme that extends it */
    struct arena arena_;
};

/* Appends one, unless the same stands there already; texts are copied. Up to ERR_ARGS arguments, ended by NULL. */
void problem_add(struct problems *p, struct where at, const char *proof, const char *near, const char *msg, ...)
    __attribute__((sentinel));
/* The problem as an error: E_INPUT, message and arguments, "file:line:column" in rule and detail. */
int problem_to_err(const struct problem *p, struct err *e);
void problems_done(struct problems *p);

#endif
