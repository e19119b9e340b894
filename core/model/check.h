/* Results of checklist items 審査項目, and the queries 照会・補正 that grow out of them. */
#ifndef SHINSA_MODEL_CHECK_H
#define SHINSA_MODEL_CHECK_H

#include "core/model/record.h"

#define CHECK_RESULT_FIELDS(X, R)                                      \
    X(R, ID, case_id, FIELD_KEY)                                       \
    X(R, TEXT, checklist, FIELD_KEY)                                   \
    X(R, TEXT, item, FIELD_KEY)                                        \
    X(R, TEXT, unit, FIELD_KEY)                                        \
    X(R, TEXT, result, 0)                   /* "": not yet reviewed */ \
    X(R, TEXT, evidence, 0)                 /* document and page */    \
    X(R, TEXT, note, FIELD_PERSONAL)                                   \
    X(R, TEXT, checked_by, 0)                                          \
    X(R, DATE, checked_on, 0)
RECORD_DECLARE(check_result, CHECK_RESULT_FIELDS);

#define QUERY_FIELDS(X, R)                                                              \
    X(R, ID, id, FIELD_KEY)                                                             \
    X(R, ID, case_id, 0)                                                                \
    X(R, TEXT, kind, 0)                     /* id in the scheme: correction, inquiry */ \
    X(R, TEXT, item, 0)                                                                 \
    X(R, TEXT, ground, 0)                                                               \
    X(R, TEXT, question, FIELD_PERSONAL)                                                \
    X(R, DATE, asked_on, 0)                                                             \
    X(R, DATE, due_on, 0)                                                               \
    X(R, TEXT, answer, FIELD_PERSONAL)                                                  \
    X(R, DATE, answered_on, 0)                                                          \
    X(R, TEXT, state, 0)                    /* open, answered, closed */
RECORD_DECLARE(query, QUERY_FIELDS);

#endif
