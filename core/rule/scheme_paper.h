/* papers.yaml: documents received and issued, addressees, returns. */
#ifndef SHINSA_RULE_SCHEME_PAPER_H
#define SHINSA_RULE_SCHEME_PAPER_H

#include "core/rule/rule.h"

enum custody_kind { CUSTODY_NOT_SAID, CUSTODY_KEPT, CUSTODY_COPY, CUSTODY_DESTROYED };

struct received_def {
    struct rule rule;
    struct formula required; /* bool */
    bool original;
    int copies;
    const char *valid;       /* deadline that says how old it may be, or NULL */
    struct formula omit;     /* bool: need not come */
    enum custody_kind custody;
    const char *returned;    /* `return`: return rule, or NULL for `never` */
    bool never_returned;
    bool secret;
};

struct issued_def {
    struct rule rule;
    const char *to;      /* addressee */
    const char *number;  /* series, or NULL */
    const char *when;    /* in words; an effect issues it */
    struct merge text;
    bool unframed;       /* `framed: false`: without header and footer */
    bool certificate;    /* the certificate itself: counts 発行日 and 発行回数 */
};

/* Around every issued paper. */
struct frame_def {
    struct merge header, footer;
};

struct addressee_def {
    struct rule rule;
    struct formula name, address, mail; /* text */
};

struct return_def {
    struct rule rule;
    struct formula when; /* bool over a received paper (`it`): goes back */
    struct formula keep; /* bool over a received paper (`it`): stays */
    const char *to;      /* addressee */
    const char *due;     /* deadline */
    const char *letter;  /* issued paper that goes with them, or NULL */
    const char *after;   /* task: nothing goes back while it is open, or NULL */
    bool file;           /* also what came with the certificate's other cases */
};

#endif
