/* A form 様式: one canonical JSON body a revision; earlier revisions stay. Body of a plain form:
 * {"field":"value","list":[{"column":"value"}]}; of a matrix form, one row an item:
 * {"b01":{"content":"…"},"b70@大阪DC":{…}}. */
#ifndef SHINSA_MODEL_FORM_H
#define SHINSA_MODEL_FORM_H

#include "core/model/record.h"

#define FORM_FIELDS(X, R)                                                        \
    X(R, ID, case_id, FIELD_KEY)                                                 \
    X(R, TEXT, form, FIELD_KEY)                                                  \
    X(R, INT, revision, FIELD_KEY)          /* from 1; the highest is current */ \
    X(R, TEXT, body, FIELD_PERSONAL)                                             \
    X(R, TEXT, saved_by, 0)                                                      \
    X(R, INSTANT, saved_at, 0)
RECORD_DECLARE(form, FORM_FIELDS);

#endif
