/* A party 申請者: who applies and is certified; shared by all schemes of the office. */
#ifndef SHINSA_MODEL_PARTY_H
#define SHINSA_MODEL_PARTY_H

#include "core/model/record.h"

#define PARTY_FIELDS(X, R)                                  \
    X(R, ID, id, FIELD_KEY)                                 \
    X(R, INT, version, 0)                                   \
    X(R, TEXT, kind, 0)                                     \
    X(R, TEXT, name, FIELD_PERSONAL)                        \
    X(R, TEXT, reading, FIELD_PERSONAL)                     \
    X(R, TEXT, corporate_number, 0)                         \
    X(R, TEXT, address, FIELD_PERSONAL)                     \
    X(R, TEXT, tel, FIELD_PERSONAL)                         \
    X(R, TEXT, mail, FIELD_PERSONAL)
RECORD_DECLARE(party, PARTY_FIELDS);

#endif
