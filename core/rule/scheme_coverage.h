/* Requirement -> rules -> examples: what of a scheme's requirements the definition fulfils, and by what. */
#ifndef SHINSA_RULE_SCHEME_COVERAGE_H
#define SHINSA_RULE_SCHEME_COVERAGE_H

#include "core/base/buf.h"
#include "core/rule/examples.h"

struct covering_rule {
    const char *what, *id, *label; /* "transition", "T01", 受付 */
    struct where at;
};

struct covered {
    const char *req;
    SPAN(struct covering_rule) rules;
    struct texts examples; /* ids */
    const char *reason;    /* of no_duty or engine, or NULL */
    bool engine;           /* the reason says what of the program fulfils it */
    const char *missing;   /* what of it is not done, or NULL */
};

struct coverage {
    SPAN(struct covered) all; /* in the order of the numbers */
    size_t open;              /* that no rule and no reason covers */
    size_t partly;            /* that are covered, but not wholly */
    size_t untested;          /* that rules cover and no example */
};

/* examples NULL: none. Texts are borrowed from the scheme and the examples. */
struct coverage scheme_coverage(const struct scheme *s, const struct examples *examples, struct arena *a);
bool covered_is_open(const struct covered *c);

/* One line a requirement, the open ones marked !, those fulfilled in part ~ with what is missing; JSON: an array of objects.
 * only_open: nothing else than these. */
void scheme_coverage_text(const struct coverage *coverage, bool only_open, struct buf *out);
void scheme_coverage_json(const struct coverage *coverage, bool only_open, struct buf *out);

#endif
