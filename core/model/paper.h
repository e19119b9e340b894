/* Papers 書類, received and issued, with custody; their bytes are content-addressed blobs. */
#ifndef SHINSA_MODEL_PAPER_H
#define SHINSA_MODEL_PAPER_H

#include "core/model/record.h"

#define PAPER_FIELDS(X, R)                                                                    \
    X(R, ID, id, FIELD_KEY)                                                                   \
    X(R, ID, case_id, 0)                                                                      \
    X(R, ID, certificate_id, 0)                                                               \
    X(R, TEXT, direction, 0)                /* received, issued */                            \
    X(R, TEXT, class, 0)                    /* id in the scheme */                            \
    X(R, TEXT, title, FIELD_PERSONAL)                                                         \
    X(R, TEXT, number, 0)                   /* 文書番号 of an issued paper */                     \
    X(R, BOOL, original, 0)                                                                   \
    X(R, INT, copies, 0)                                                                      \
    X(R, DATE, received_on, 0)                                                                \
    X(R, DATE, issued_on, 0)                                                                  \
    X(R, DATE, expires_on, 0)                                                                 \
    X(R, TEXT, edition, 0)                  /* 版 of evidence */                               \
    X(R, TEXT, url, 0)                                                                        \
    X(R, TEXT, items, 0)                    /* items it is evidence for, space-separated */   \
    X(R, TEXT, shelf, 0)                    /* 保管場所 */                                        \
    X(R, TEXT, custody, 0)                  /* kept, lent, returned, destroyed, sent, void */ \
    X(R, DATE, custody_on, 0)                                                                 \
    X(R, TEXT, superseded_by, 0)            /* title of the paper that replaces it */         \
    X(R, TEXT, addressee, FIELD_PERSONAL)                                                     \
    X(R, BOOL, secret, 0)                                                                     \
    X(R, TEXT, blob, 0)                     /* SHA-256 of its bytes, "" if only on paper */   \
    X(R, INT, bytes, 0)                                                                       \
    X(R, TEXT, media, 0)                    /* text/plain, application/pdf */
RECORD_DECLARE(paper, PAPER_FIELDS);

#endif
