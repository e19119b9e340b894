/* The office itself: users with keys and roles, numbers given, parameters, closed days, installed scheme versions. */
#ifndef SHINSA_MODEL_OFFICE_H
#define SHINSA_MODEL_OFFICE_H

#include "core/model/record.h"

#define USER_FIELDS(X, R)                                                \
    X(R, ID, id, FIELD_KEY)                                              \
    X(R, INT, version, 0)                                                \
    X(R, TEXT, login, 0)                    /* [a-z][a-z0-9_.-]{0,31} */ \
    X(R, TEXT, name, FIELD_PERSONAL)                                     \
    X(R, TEXT, state, 0)                    /* active, disabled */       \
    X(R, TEXT, language, 0)                 /* ja, en */                 \
    X(R, DATE, created_on, 0)
RECORD_DECLARE(user, USER_FIELDS);

#define USER_KEY_FIELDS(X, R)                                                   \
    X(R, ID, id, FIELD_KEY)                                                     \
    X(R, ID, user_id, 0)                                                        \
    X(R, TEXT, type, 0)                     /* ssh-ed25519 */                   \
    X(R, TEXT, blob, 0)                     /* base64, as in authorized_keys */ \
    X(R, TEXT, fingerprint, 0)              /* SHA256:… */                      \
    X(R, TEXT, comment, 0)                                                      \
    X(R, DATE, added_on, 0)                                                     \
    X(R, DATE, revoked_on, 0)
RECORD_DECLARE(user_key, USER_KEY_FIELDS);

#define USER_ROLE_FIELDS(X, R)                                                    \
    X(R, ID, user_id, FIELD_KEY)                                                  \
    X(R, TEXT, scheme, FIELD_KEY)           /* * for all */                       \
    X(R, TEXT, role, FIELD_KEY)             /* of the scheme, or admin, viewer */ \
    X(R, DATE, granted_on, 0)                                                     \
    X(R, DATE, revoked_on, 0)
RECORD_DECLARE(user_role, USER_ROLE_FIELDS);

/* 利害関係: what ties a person of the office to somebody who may apply. */
#define INTEREST_FIELDS(X, R)                                                             \
    X(R, ID, id, FIELD_KEY)                                                               \
    X(R, TEXT, login, 0)                    /* whose */                                   \
    X(R, TEXT, party, FIELD_PERSONAL)       /* name, or 13 digits of a corporate number */ \
    X(R, TEXT, subject, 0)                  /* "": whatever it applies for */             \
    X(R, DATE, from_on, 0)                                                                \
    X(R, DATE, until_on, 0)                 /* last day of the tie; none: it goes on */   \
    X(R, TEXT, ground, FIELD_PERSONAL)                                                    \
    X(R, TEXT, declared_by, 0)                                                            \
    X(R, DATE, declared_on, 0)                                                            \
    X(R, DATE, withdrawn_on, 0)             /* declared by mistake */                     \
    X(R, TEXT, withdrawn_why, 0)
RECORD_DECLARE(interest, INTEREST_FIELDS);

/* A number once given is never given again; a void one keeps its reason. */
#define NUMBER_FIELDS(X, R)                                                     \
    X(R, TEXT, scheme, FIELD_KEY)                                               \
    X(R, TEXT, series, FIELD_KEY)                                               \
    X(R, TEXT, value, FIELD_KEY)                                                \
    X(R, TEXT, scope, 0)                                                        \
    X(R, INT, serial, 0)                                                        \
    X(R, TEXT, owner, 0)                    /* case, certificate, fee, paper */ \
    X(R, ID, owner_id, 0)                                                       \
    X(R, TEXT, void_reason, 0)
RECORD_DECLARE(number, NUMBER_FIELDS);

#define COUNTER_FIELDS(X, R)                                                      \
    X(R, TEXT, name, FIELD_KEY)             /* scheme/series/scope, or a table */ \
    X(R, INT, value, 0)
RECORD_DECLARE(counter, COUNTER_FIELDS);

#define PARAM_FIELDS(X, R)                                  \
    X(R, TEXT, scheme, FIELD_KEY)                           \
    X(R, TEXT, name, FIELD_KEY)                             \
    X(R, TEXT, value, 0)                                    \
    X(R, TEXT, reason, 0)                                   \
    X(R, TEXT, set_by, 0)                                   \
    X(R, DATE, set_on, 0)
RECORD_DECLARE(param, PARAM_FIELDS);

#define OFFICE_CLOSED_DAY_FIELDS(X, R)                                            \
    X(R, TEXT, day, FIELD_KEY)              /* 2026-12-29, or 12-29 every year */ \
    X(R, TEXT, label, 0)
RECORD_DECLARE(office_closed_day, OFFICE_CLOSED_DAY_FIELDS);

#define SCHEME_VERSION_FIELDS(X, R)                            \
    X(R, TEXT, scheme, FIELD_KEY)                              \
    X(R, TEXT, edition, FIELD_KEY)                             \
    X(R, TEXT, hash, 0)                     /* of its files */ \
    X(R, DATE, installed_on, 0)
RECORD_DECLARE(scheme_version, SCHEME_VERSION_FIELDS);

#endif
