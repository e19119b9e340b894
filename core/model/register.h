/* The public register 公表, what is withheld from it 公表留保, and ledgers 帳簿. */
#ifndef SHINSA_MODEL_REGISTER_H
#define SHINSA_MODEL_REGISTER_H

#include "core/model/record.h"

#define REGISTER_ENTRY_FIELDS(X, R)                                    \
    X(R, ID, certificate_id, FIELD_KEY)                                \
    X(R, TEXT, register_id, FIELD_KEY)                                 \
    X(R, TEXT, state, 0)                    /* published, withdrawn */ \
    X(R, DATE, published_on, 0)                                        \
    X(R, DATE, withdrawn_on, 0)                                        \
    X(R, TEXT, annotation, 0)                                          \
    X(R, ID, case_id, 0)                    /* whose forms are shown */
RECORD_DECLARE(register_entry, REGISTER_ENTRY_FIELDS);

#define WITHHOLDING_FIELDS(X, R)                                                 \
    X(R, ID, id, FIELD_KEY)                                                      \
    X(R, ID, case_id, 0)                                                         \
    X(R, ID, certificate_id, 0)                                                  \
    X(R, TEXT, form, 0)                                                          \
    X(R, TEXT, item, 0)                                                          \
    X(R, TEXT, reason, FIELD_PERSONAL)                                           \
    X(R, DATE, wish_from, 0)                                                     \
    X(R, DATE, wish_until, 0)                                                    \
    X(R, TEXT, decision, 0)                 /* "" undecided, granted, refused */ \
    X(R, TEXT, decision_reason, FIELD_PERSONAL)                                  \
    X(R, DATE, from_on, 0)                                                       \
    X(R, DATE, until_on, 0)                                                      \
    X(R, DATE, released_on, 0)              /* published after it ended */
RECORD_DECLARE(withholding, WITHHOLDING_FIELDS);

#define LEDGER_ROW_FIELDS(X, R)                                                   \
    X(R, ID, id, FIELD_KEY)                                                       \
    X(R, TEXT, scheme, 0)                                                         \
    X(R, TEXT, ledger, 0)                                                         \
    X(R, ID, case_id, 0)                                                          \
    X(R, ID, certificate_id, 0)                                                   \
    X(R, TEXT, body, FIELD_PERSONAL)        /* columns as printed, JSON object */ \
    X(R, DATE, written_on, 0)                                                     \
    X(R, ID, corrects, 0)                   /* row shown as 見え消し; 0 for none */   \
    X(R, TEXT, reason, 0)
RECORD_DECLARE(ledger_row, LEDGER_ROW_FIELDS);

#endif
