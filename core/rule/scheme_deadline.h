/* deadlines.yaml: periods of validity and deadlines. */
#ifndef SHINSA_RULE_SCHEME_DEADLINE_H
#define SHINSA_RULE_SCHEME_DEADLINE_H

#include "core/rule/scheme_lifecycle.h"

/* One bound of an end: base + after, or at. The earliest bound binds and is named. */
struct bound_def {
    struct rule rule;
    struct formula base, after; /* date, period */
    struct formula at;          /* date; instead of base and after */
    bool first_day_counts;
};

struct span_def {
    struct formula from; /* date: first day */
    SPAN(struct bound_def) bounds;
};

/* 認定期間: how a certificate's period is computed at the first grant and at each renewal. */
struct period_def {
    struct rule rule;
    struct span_def first, next;
};

enum deadline_of { DEADLINE_CASE, DEADLINE_CERTIFICATE };
enum deadline_direction { DEADLINE_AFTER, DEADLINE_BEFORE, DEADLINE_AT };
enum deadline_moves { MOVES_NO, MOVES_NEXT, MOVES_PREVIOUS };
enum deadline_kind { DEADLINE_HARD, DEADLINE_SOFT, DEADLINE_ELAPSED };

struct deadline_def {
    struct rule rule;
    enum deadline_of of;
    struct formula base;             /* date */
    enum deadline_direction direction;
    struct formula offset;           /* period (of `after`, `before`); 0 days for `at` */
    bool first_day_counts;
    enum deadline_moves moves;       /* when the last day is closed */
    bool gives_day_after;            /* the date is the day after the period ended */
    const char *opens;               /* deadline that gives the first day, or NULL */
    enum deadline_kind kind;
    struct formula target;           /* elapsed: period, the office's own 〔内規〕 */
    SPAN(struct period) warn;        /* before the due day, as written */
    struct period every;             /* repeats after it was missed; n = 0: never */
    int times;                       /* how often it repeats; 0: until it is closed */
    SPAN(struct effect_def) missed;  /* effects of the clock */
    const char *error;               /* guard id of acts it bars */
    bool bars_before;                /* acts before the due day are refused; else those after it */
    const char *each;                /* list: one deadline a row of it (`it` in base and missed), or NULL */
    bool adjustable;                 /* `editable`: staff may enter another date */
};

#endif
