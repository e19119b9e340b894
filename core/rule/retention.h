/* Retention 保存: since when, until when and by which rule papers and personal values of a case are kept. Pure. */
#ifndef SHINSA_RULE_RETENTION_H
#define SHINSA_RULE_RETENTION_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

struct kept {
    const struct retention_def *rule;
    struct date base; /* counted from */
    struct date last; /* last day on which it has to be kept */
};

/* The rule of a class of papers, if its time is over on a day: *kept_r says how. False: kept still, for ever, held, not
 * known yet, or no rule says anything about the class. */
bool retention_class_over(const struct scheme *s, const char *class, struct facts *f, struct date on, struct kept *kept_r);
/* The same of the personal values under a rule: it is over, and so is the retention of every ledger that prints one of them. */
bool retention_personal_over(const struct scheme *s, const struct retention_def *rule, struct facts *f, struct date on, struct kept *kept_r);

/* Is a field of a form ("F-A", "contact.tel"; a row of a matrix is "*") personal under this rule? */
bool retention_has_field(const struct scheme *s, const char *rule, const char *form, const char *path);
/* Do notes, questions, answers and letters go with the values under this rule? */
bool retention_has_texts(const struct scheme *s, const char *rule);
/* Does a formula read a value that is personal under this rule: the field, as it was approved, or what the party takes from it? */
bool retention_reads(const struct scheme *s, const char *rule, const struct formula *formula);

#endif
