/* Why 理由: how a date, an amount or a decision came about, in steps. Pure; the app puts them into words. */
#ifndef SHINSA_RULE_EXPLAIN_H
#define SHINSA_RULE_EXPLAIN_H

#include "core/rule/deadline.h"
#include "core/rule/facts.h"
#include "core/rule/scheme.h"

enum why_kind {
    WHY_RULE,    /* the rule: label, text is its source expression */
    WHY_ARTICLE, /* the article */
    WHY_FACT,    /* a fact it read: name, label, value */
    WHY_MISSING, /* a fact it lacks: name, label */
    WHY_RAW,     /* the day before it moved */
    WHY_SKIPPED, /* a closed day it moved over: the date and why it is closed */
    WHY_RESULT,  /* the day or the amount */
    WHY_ROW      /* the row of a price list or decision table that was hit */
};
struct why {
    enum why_kind kind;
    const char *name;  /* fact name, id of the row; "" */
    const char *label; /* for people; "" */
    const char *text;  /* value, article, name of the holiday; "" */
    struct date date;  /* WHY_RAW, WHY_SKIPPED, WHY_RESULT; else none */
};
struct whys {
    LIST(struct why) all; /* in the facts' arena, in the order of the thought */
};

void explain_deadline(const struct scheme *s, const struct deadline_def *def, struct facts *f, const struct value *row,
                      struct whys *to);
void explain_fee(const struct scheme *s, const struct fee_def *def, struct facts *f, struct whys *to);
void explain_decision(const struct decision_def *def, struct facts *f, const struct value *row, struct whys *to);
/* The facts a formula reads, with their values. */
void explain_formula(const struct formula *formula, struct facts *f, struct whys *to);

#endif
