/* A certificate 認定: not a case. It has its own machine; what it is on a given day is computed from dated events. */
#ifndef SHINSA_MODEL_CERTIFICATE_H
#define SHINSA_MODEL_CERTIFICATE_H

#include "core/model/record.h"

#define CERTIFICATE_FIELDS(X, R)                                                       \
    X(R, ID, id, FIELD_KEY)                                                            \
    X(R, INT, version, 0)                                                              \
    X(R, TEXT, scheme, 0)                                                              \
    X(R, TEXT, edition, 0)                                                             \
    X(R, TEXT, number, 0)                   /* canonical */                            \
    X(R, INT, serial, 0)                                                               \
    X(R, TEXT, state, 0)                    /* after its newest event, not of today */ \
    X(R, DATE, state_since, 0)                                                         \
    X(R, ID, party_id, 0)                                                              \
    X(R, ID, case_id, 0)                    /* that granted it */                      \
    X(R, TEXT, subject, 0)                                                             \
    X(R, TEXT, unit, 0)                     /* of that case it is for; "": the whole */ \
    X(R, DATE, granted_on, 0)               /* first grant 認定年月日 */                    \
    X(R, DATE, valid_from, 0)               /* current period */                       \
    X(R, DATE, valid_until, 0)                                                         \
    X(R, DATE, issued_on, 0)                /* 発行日 of the newest paper */              \
    X(R, INT, issue_count, 0)                                                          \
    X(R, INT, renewals, 0)
RECORD_DECLARE(certificate, CERTIFICATE_FIELDS);

#define CERTIFICATE_PERIOD_FIELDS(X, R)                           \
    X(R, ID, certificate_id, FIELD_KEY)                           \
    X(R, INT, position, FIELD_KEY)          /* 0 for the first */ \
    X(R, DATE, valid_from, 0)                                     \
    X(R, DATE, valid_until, 0)                                    \
    X(R, ID, case_id, 0)                                          \
    X(R, DATE, decided_on, 0)
RECORD_DECLARE(certificate_period, CERTIFICATE_PERIOD_FIELDS);

#define CERTIFICATE_EVENT_FIELDS(X, R)                                       \
    X(R, ID, certificate_id, FIELD_KEY)                                      \
    X(R, INT, position, FIELD_KEY)                                           \
    X(R, TEXT, transition, 0)                                                \
    X(R, TEXT, from_state, 0)                                                \
    X(R, TEXT, to_state, 0)                                                  \
    X(R, DATE, effective_on, 0)             /* first day of the new state */ \
    X(R, ID, case_id, 0)                                                     \
    X(R, TEXT, reason, 0)                                                    \
    X(R, BOOL, performed, 0)                /* false: its day is to come */
RECORD_DECLARE(certificate_event, CERTIFICATE_EVENT_FIELDS);

#endif
