/* Worked examples: what a file of that shape says, with every key checked. Running them is the app's. */
#ifndef SHINSA_RULE_EXAMPLES_H
#define SHINSA_RULE_EXAMPLES_H

#include "core/rule/problem.h"
#include "core/rule/scheme.h"
#include "core/rule/yaml_dom.h"

struct example {
    const char *id;
    struct texts req;
    struct date today;         /* DATE_NONE: not said */
    const struct yaml *given;  /* map in the order written, or NULL */
    const struct yaml *when;   /* map */
    const struct yaml *expect; /* map */
    const char *note;          /* NULL: none */
    struct where at;
};

/* Every key an example may have; NULL behind the last. */
extern const char *const example_keys[];

struct examples {
    const char *scheme, *version; /* version NULL: the newest */
    SPAN(struct example) all;
};

/* Reads a file into the arena. Problems are noted and the rest is read. E_NOTFOUND "file.missing", E_IO, or E_INPUT with the
 * first problem. */
int examples_read(struct arena *a, const char *path, struct examples *examples_r, struct problems *problems,
                  struct err *e) WARN_UNUSED;

#endif
