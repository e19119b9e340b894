/* Fees 手数料 that were billed, and payments 入金 received. */
#ifndef SHINSA_MODEL_FEE_H
#define SHINSA_MODEL_FEE_H

#include "core/model/record.h"

#define FEE_FIELDS(X, R)                                                     \
    X(R, ID, id, FIELD_KEY)                                                  \
    X(R, ID, case_id, 0)                                                     \
    X(R, TEXT, rule, 0)                                                      \
    X(R, TEXT, invoice, 0)                  /* 請求番号 */                       \
    X(R, INT, count, 0)                                                      \
    X(R, YEN, net, 0)                                                        \
    X(R, INT, rate_bp, 0)                   /* basis points: 1000 = 10 % */  \
    X(R, YEN, tax, 0)                                                        \
    X(R, YEN, gross, 0)                                                      \
    X(R, DATE, billed_on, 0)                                                 \
    X(R, DATE, due_on, 0)                                                    \
    X(R, DATE, paid_on, 0)                                                   \
    X(R, TEXT, state, 0)                    /* billed, paid, waived, void */ \
    X(R, TEXT, reason, 0)
RECORD_DECLARE(fee, FEE_FIELDS);

#define PAYMENT_FIELDS(X, R)                                                       \
    X(R, ID, id, FIELD_KEY)                                                        \
    X(R, ID, case_id, 0)                                                           \
    X(R, ID, fee_id, 0)                     /* 0: received before it was billed */ \
    X(R, DATE, received_on, 0)                                                     \
    X(R, YEN, amount, 0)                    /* negative: paid back */              \
    X(R, TEXT, payer, FIELD_PERSONAL)                                              \
    X(R, TEXT, method, 0)                                                          \
    X(R, TEXT, note, 0)
RECORD_DECLARE(payment, PAYMENT_FIELDS);

#endif
