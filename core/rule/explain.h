/* Why 理由: what a date or an amount comes from, in the order of the thought. Pure; the app puts them into words. */
#ifndef SHINSA_RULE_EXPLAIN_H
#define SHINSA_RULE_EXPLAIN_H

#include "core/rule/deadline.h"
#include "core/rule/facts.h"
#include "core/rule/scheme.h"

enum why_kind {
    WHY_RULE,    /* the rule: label, text is its source expression */
    WHY_ARTICLE, /* the article */
    WHY_FACT,    /* a fact it read: name, value, type */
    WHY_MISSING, /* a fact it lacks: name */
    WHY_SKIPPED  /* a closed day it moved over: the date and why it is closed */
};
struct why {
    enum why_kind kind;
    const char *name;  /* of the fact or the rule; "" */
    const char *label; /* for people; "" */
    const char *text;  /* source of the rule, article, name of the holiday; "" */
    struct date date;  /* WHY_SKIPPED; else none */
    struct value value; /* WHY_FACT; else undefined */
    struct type type;
};
struct whys {
    LIST(struct why) all; /* in the facts' arena, in the order of the thought */
};

void explain_deadline(const struct scheme *s, const struct deadline_def *def, struct facts *f, const struct value *row,
                      struct whys *to);
void explain_fee(const struct fee_def *def, struct facts *f, struct whys *to);

#endif
