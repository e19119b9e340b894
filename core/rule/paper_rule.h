/* Papers 書類: what must come and whether it did, what it is good for, what goes back, what is written. Pure. */
#ifndef SHINSA_RULE_PAPER_RULE_H
#define SHINSA_RULE_PAPER_RULE_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

struct paper_state {
    const struct received_def *def;
    bool required;          /* now, and not omitted */
    bool omitted;           /* would be required but need not come */
    bool here;              /* one is on file and not returned */
    bool original_missing;  /* only a copy came where the original is asked for */
    int copies_missing;
    struct date good_until; /* last day on which the one here may be used; DATE_NONE: no limit */
    bool expired;           /* too old on the day asked for */
    const char *missing;    /* fact that was lacking to know, or NULL */
};
/* Every class of the scheme, in order; in the facts' arena. on: the day whose papers must be valid. */
size_t papers_received(const struct scheme *s, struct facts *f, struct date on, struct paper_state **state_r);

/* What happens to one received paper (a row of `doc`) under a return rule. */
enum paper_way { PAPER_GOES_BACK, PAPER_IS_KEPT, PAPER_NOT_CONCERNED };
enum paper_way paper_returns(const struct scheme *s, const struct return_def *def, struct facts *f, const struct value *row);

/* Text of an issued paper with the scheme's frame around it. missing_r: the first fact that had no value, or NULL: then the
 * paper must not go out. */
const char *paper_write(const struct scheme *s, const struct issued_def *def, struct facts *f, const char **missing_r);
/* Name, address, mail of an addressee; "" where undefined. */
struct paper_to {
    const char *name, *address, *mail;
};
/* *missing_r: the fact that his name lacks, or NULL. */
struct paper_to paper_addressee(const struct scheme *s, const char *addressee, struct facts *f, const char **missing_r);

/* How long something of a class is kept: the day after which it may be destroyed. False: for ever, held, or not known yet. */
bool retention_ends(const struct retention_def *def, struct facts *f, struct date *end_r);

#endif
