/* Deadlines 期限 and periods of validity 認定期間: the day, and how it came about. Pure; civil days of Asia/Tokyo.
 *
 * Counting is core/base/date.h's (Civil Code 138-143). Whether a last day that is closed moves, and which way, is each
 * rule's word (Art. 142 is no default): forward deadlines of a party's act move to the next business day, periods of
 * validity and backward deadlines stay. */
#ifndef SHINSA_RULE_DEADLINE_H
#define SHINSA_RULE_DEADLINE_H

#include "core/rule/facts.h"
#include "core/rule/scheme.h"

struct deadline_day {
    struct date base;
    struct date raw;   /* before it moved */
    struct date due;
    struct date opens; /* first day on which it may be met, or none */
    bool moved;
    struct date last_business_day; /* due itself, or the working day before it: the hint beside an unmoved date */
};

/* Computes a deadline now. row: of the list that `each` names, or NULL. E_RULE "deadline.no-base" {label} {missing fact}
 * when a fact it counts from is not there yet. */
int deadline_compute(const struct scheme *s, const struct deadline_def *def, struct facts *f, const struct value *row,
                     struct deadline_day *day_r, struct err *e) WARN_UNUSED;
/* The same from another base: "if it were received on …". E_INPUT "table.…" and "value.…" where a table that the
 * rule reads does not fit it. */
int deadline_compute_from(const struct scheme *s, const struct deadline_def *def, struct facts *f, const struct value *row,
                          struct date base, struct deadline_day *day_r, struct err *e) WARN_UNUSED;

/* True if an act on that day comes too late. */
bool deadline_is_late(const struct deadline_day *day, struct date on);
/* True unless the rule bars an act on that day (its `error` says how): after the due day, or before it. */
bool deadline_allows(const struct deadline_def *def, const struct deadline_day *day, struct date on);
/* The day of the i-th warning (in the order of the rule), and of the n-th reminder after it was missed (n from 1);
 * DATE_NONE when there is none. */
struct date deadline_warning(const struct deadline_def *def, const struct deadline_day *day, size_t i, const struct facts *f);
struct date deadline_reminder(const struct deadline_def *def, const struct deadline_day *day, int n);

struct period_days {
    struct date from, until;
    const struct bound_def *binds; /* the bound that gave the end; NULL if there is but one */
};
/* First period of a certificate, or the next one. E_RULE "period.no-base" {label} {missing fact}. */
int period_compute(const struct scheme *s, const struct period_def *def, bool next, struct facts *f, struct period_days *days_r,
                   struct err *e) WARN_UNUSED;

/* Counts a period forward or backward from a base; business days by the facts' calendar. */
struct date count_forward(const struct facts *f, struct date base, struct period p, bool first_day_counts);

#endif
