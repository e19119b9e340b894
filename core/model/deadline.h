/* A deadline 期限 that a rule opened for a case or a certificate. Why it is that day is recomputed from the rule. */
#ifndef SHINSA_MODEL_DEADLINE_H
#define SHINSA_MODEL_DEADLINE_H

#include "core/model/record.h"

#define DEADLINE_FIELDS(X, R)                                                      \
    X(R, ID, id, FIELD_KEY)                                                        \
    X(R, TEXT, scheme, 0)                                                          \
    X(R, TEXT, rule, 0)                                                            \
    X(R, ID, case_id, 0)                                                           \
    X(R, ID, certificate_id, 0)                                                    \
    X(R, TEXT, kind, 0)                     /* hard, soft, elapsed */              \
    X(R, DATE, base_on, 0)                                                         \
    X(R, DATE, raw_on, 0)                   /* before it moved for closed days */  \
    X(R, DATE, due_on, 0)                                                          \
    X(R, DATE, opens_on, 0)                 /* first day on which it may be met */ \
    X(R, TEXT, state, 0)                    /* open, met, missed, void */          \
    X(R, DATE, opened_on, 0)                                                       \
    X(R, DATE, closed_on, 0)                                                       \
    X(R, DATE, stopped_on, 0)               /* while its clock stands */\
    X(R, TEXT, assignee, 0)                                                        \
    X(R, TEXT, note, 0)
RECORD_DECLARE(deadline, DEADLINE_FIELDS);

#endif
