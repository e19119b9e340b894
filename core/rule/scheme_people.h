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

/* Which ties of a person still count, and who else a case concerns beside its party. */
struct conflict_def {
    struct rule rule;
    struct formula since; /* date: what ended before it counts no more; not given: what is over counts no more */
    struct formula also;  /* list of texts: names of others */
};

struct committee_def {
    struct rule rule;
    struct formula quorum;  /* int */
    struct formula recusal; /* bool over a row of the list `member` */
    struct formula members; /* list: who sat, with columns as `member` has them */
    struct texts decides;   /* transitions that wait for a quorum */
    const char *error;      /* guard id; "quorum" if not given */
};

/* Papers marked secret: reading is logged, export asks for a purpose and a ground. */
struct secrecy_def {
    struct rule rule;
    const char *papers;     /* all, or marked (those of classes with `secret: true`) */
    bool purpose;           /* an export names its purpose */
    struct texts grounds;   /* one of them */
    struct texts exempt;    /* reasons why something is no secret */
};

struct retention_def {
    struct rule rule;
    struct texts classes;  /* of received papers */
    struct formula base;   /* date */
    bool forever;
    struct formula keep;   /* period */
    struct formula hold;   /* bool: not now */
    int approvers;         /* of the disposal, beside who proposes it; 0: one */
    struct texts roles;    /* who may propose, approve and carry it out; none: who may work in the scheme */
};

struct personal_def {
    struct texts fields;   /* form.F.field */
    const char *rule;      /* retention */
    bool texts;            /* beside them: notes, questions, answers, addressees and the text of letters */
    struct where at;
};

#endif
