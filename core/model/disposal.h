/* Disposal 廃棄: which papers and personal values have been kept long enough, who agreed that they go, and that they went. */
#ifndef SHINSA_MODEL_DISPOSAL_H
#define SHINSA_MODEL_DISPOSAL_H

#include "core/model/record.h"

#define DISPOSAL_FIELDS(X, R)                                                                   \
    X(R, ID, id, FIELD_KEY)                                                                     \
    X(R, INT, version, 0)                                                                       \
    X(R, TEXT, scheme, 0)                                                                       \
    X(R, TEXT, state, 0)                    /* proposed, withdrawn, done */                     \
    X(R, TEXT, digest, 0)                   /* SHA-256 of its items: what people agree to */    \
    X(R, INT, approvers, 0)                 /* how many have to, beside the proposer */         \
    X(R, TEXT, roles, 0)                    /* that may, space-separated; "": who may work */   \
    X(R, INT, n_items, 0)                                                                       \
    X(R, TEXT, proposed_by, 0)                                                                  \
    X(R, DATE, proposed_on, 0)                                                                  \
    X(R, TEXT, closed_by, 0)                /* who carried it out or withdrew it */             \
    X(R, DATE, closed_on, 0)
RECORD_DECLARE(disposal, DISPOSAL_FIELDS);

#define DISPOSAL_ITEM_FIELDS(X, R)                                                          \
    X(R, ID, disposal_id, FIELD_KEY)                                                        \
    X(R, INT, position, FIELD_KEY)          /* from 1, by case */                           \
    X(R, TEXT, kind, 0)                     /* paper, personal */                           \
    X(R, ID, case_id, 0)                                                                    \
    X(R, ID, paper_id, 0)                                                                   \
    X(R, TEXT, class, 0)                    /* of the paper */                              \
    X(R, TEXT, rule, 0)                     /* retention rule of the scheme */              \
    X(R, DATE, base_on, 0)                  /* counted from */                              \
    X(R, DATE, last_on, 0)                  /* last day on which it had to be kept */
RECORD_DECLARE(disposal_item, DISPOSAL_ITEM_FIELDS);

#define DISPOSAL_APPROVAL_FIELDS(X, R)        \
    X(R, ID, disposal_id, FIELD_KEY)          \
    X(R, TEXT, login, FIELD_KEY)              \
    X(R, TEXT, digest, 0)                     \
    X(R, DATE, approved_on, 0)
RECORD_DECLARE(disposal_approval, DISPOSAL_APPROVAL_FIELDS);

#endif
