/* people.yaml and retention.yaml. */
#ifndef SHINSA_RULE_SCHEME_PEOPLE_H
#define SHINSA_RULE_SCHEME_PEOPLE_H

#include "core/rule/rule.h"

struct person_rule_def {
    struct rule rule;
    const char *task;     /* a transition, or a checklist */
    struct formula cond;  /* `rule`, bool */
    const char *error;    /* guard id; the rule's id if not given */
};

struct committee_def {
    struct formula quorum;  /* int */
    struct formula recusal; /* bool over a member */
    struct where at;
};

struct retention_def {
    struct rule rule;
    struct texts classes;  /* of received papers */
    struct formula base;   /* date */
    bool forever;
    struct formula keep;   /* period */
    struct formula hold;   /* bool: not now */
    int approvers;         /* of the disposal */
};

struct personal_def {
    struct texts fields;   /* form.F.field */
    const char *rule;      /* retention */
    struct where at;
};

#endif
