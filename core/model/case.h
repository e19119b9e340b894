/* A case 案件: one application, notification or procedure under one scheme version, with its units, tracks, facts and
 * tasks. */
#ifndef SHINSA_MODEL_CASE_H
#define SHINSA_MODEL_CASE_H

#include "core/model/record.h"

#define CASE_FILE_FIELDS(X, R)                                                                           \
    X(R, ID, id, FIELD_KEY)                                                                              \
    X(R, INT, version, 0)                   /* of the row: concurrent edits compare it */                \
    X(R, TEXT, scheme, 0)                                                                                \
    X(R, TEXT, edition, 0)                  /* scheme version it was received under, ISO date */         \
    X(R, TEXT, type, 0)                     /* case type of the scheme */                                \
    X(R, TEXT, number, 0)                   /* 受付番号, "" before receipt */                                \
    X(R, TEXT, state, 0)                                                                                 \
    X(R, DATE, state_since, 0)                                                                           \
    X(R, ID, party_id, 0)                   /* applicant; 0 until known */                               \
    X(R, ID, certificate_id, 0)             /* the certificate it is about; 0 for a first application */ \
    X(R, TEXT, batch, 0)                    /* applications received together */                         \
    X(R, TEXT, subject, 0)                  /* what is certified, in one line */                         \
    X(R, DATE, received_on, 0)                                                                           \
    X(R, DATE, closed_on, 0)                                                                             \
    X(R, TEXT, assignee, 0)                 /* login of the person in charge */                          \
    X(R, INSTANT, opened_at, 0)
RECORD_DECLARE(case_file, CASE_FILE_FIELDS);

/* A value that a transition, an effect or an officer set. */
#define FACT_FIELDS(X, R)                                                                  \
    X(R, TEXT, owner, FIELD_KEY)            /* case, certificate */                        \
    X(R, ID, owner_id, FIELD_KEY)                                                          \
    X(R, TEXT, unit, FIELD_KEY)             /* label of the unit, "" for the whole */      \
    X(R, TEXT, name, FIELD_KEY)             /* as in the scheme, without case. or cert. */ \
    X(R, TEXT, value, 0)                    /* as text, of the type the scheme gives it */
RECORD_DECLARE(fact, FACT_FIELDS);

/* A part of a case that is treated by itself: facility, data centre, factory, scope line. */
#define UNIT_FIELDS(X, R)                                   \
    X(R, ID, id, FIELD_KEY)                                 \
    X(R, ID, case_id, 0)                                    \
    X(R, TEXT, kind, 0)                                     \
    X(R, INT, position, 0)                                  \
    X(R, TEXT, label, 0)
RECORD_DECLARE(unit, UNIT_FIELDS);

/* A parallel part of a case, with a machine of its own. */
#define TRACK_FIELDS(X, R)                                  \
    X(R, ID, case_id, FIELD_KEY)                            \
    X(R, TEXT, unit, FIELD_KEY)                             \
    X(R, TEXT, track, FIELD_KEY)                            \
    X(R, TEXT, state, 0)                                    \
    X(R, DATE, since, 0)
RECORD_DECLARE(track, TRACK_FIELDS);

/* Something somebody still has to do by hand: publish, return documents, send. */
#define TASK_FIELDS(X, R)                                          \
    X(R, ID, id, FIELD_KEY)                                        \
    X(R, ID, case_id, 0)                                           \
    X(R, ID, certificate_id, 0)                                    \
    X(R, TEXT, kind, 0)                     /* id in the scheme */ \
    X(R, TEXT, item, 0)                                            \
    X(R, DATE, opened_on, 0)                                       \
    X(R, DATE, due_on, 0)                                          \
    X(R, DATE, done_on, 0)                                         \
    X(R, TEXT, assignee, 0)
RECORD_DECLARE(task, TASK_FIELDS);

#endif
