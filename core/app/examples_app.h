/* Worked examples 例題: what a definition promises, run through the same verbs that the office uses, each on an empty store
 * in memory. */
#ifndef SHINSA_APP_EXAMPLES_APP_H
#define SHINSA_APP_EXAMPLES_APP_H

#include "core/app/app.h"
#include "core/base/buf.h"

struct example_result {
    const char *scheme, *id, *note;
    bool passed;
    const char *why;   /* expected and came, "" if it passed */
    const char *place; /* file:line */
};

struct examples_options {
    char *(*say_error)(struct arena *a, enum language language, const struct err *e); /* NULL: ids stand for the words */
    enum language language;
    bool verify; /* after each example, replays its journal and compares it with the rows (verify.h) */
};

typedef void examples_fn(const struct example_result *result, void *arg);

struct examples_count {
    size_t passed, failed;
};

/* Runs the examples of a file (of the shape of examples.yaml) against the installed definition it names. Every example is
 * told to fn; one that cannot be run as it is written fails, and its `why` says what to mend. E_INPUT for a file that cannot
 * be read as examples: the place stands in detail. */
int examples_run_file(const struct schemes *schemes, const char *path, const struct examples_options *options, examples_fn *fn, void *arg,
                      struct examples_count *count_r, struct err *e) WARN_UNUSED;
/* Runs a scheme's own examples: newest version, or all schemes (id NULL). E_NOTFOUND "scheme.unknown". */
int examples_run(const struct schemes *schemes, const char *id, const struct examples_options *options, examples_fn *fn, void *arg,
                 struct examples_count *count_r, struct err *e) WARN_UNUSED;

#endif
