#include "db/rows_bundle.h"

#include "core/base/fold.h"
#include "core/model/case.h"
#include "core/model/certificate.h"
#include "core/model/office.h"
#include "db/derive.h"

int rows_of(struct db *db, enum stmt_id statement, int64_t id, const struct record_type *type, struct arena *a, struct rows *rows_r,
            struct err *e)
{
    struct stmt *s = db_stmt(db, statement);
    stmt_int(s, 1, id);
    return rows_all(s, type, a, rows_r, e);
}

int rows_facts(struct db *db, const char *owner, int64_t owner_id, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_bundle_facts);
    stmt_text(s, 1, owner);
    stmt_int(s, 2, owner_id);
    return rows_all(s, &fact_type, a, rows_r, e);
}

int rows_of_batch(struct db *db, enum stmt_id statement, const char *batch, int64_t case_id, int64_t party_id,
                  const struct record_type *type, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, statement);
    stmt_text(s, 1, batch);
    stmt_int(s, 2, case_id);
    stmt_int(s, 3, party_id);
    return rows_all(s, type, a, rows_r, e);
}

int rows_beside(struct db *db, enum stmt_id statement, int64_t certificate_id, int64_t case_id, const struct record_type *type,
                struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, statement);
    stmt_int(s, 1, certificate_id);
    stmt_int(s, 2, case_id);
    return rows_all(s, type, a, rows_r, e);
}

int rows_party_certificates(struct db *db, int64_t party_id, const char *scheme, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_bundle_party_certificates);
    stmt_int(s, 1, party_id);
    stmt_text(s, 2, scheme);
    return rows_all(s, &certificate_type, a, rows_r, e);
}

int rows_namesakes(struct db *db, const char *subject, const char *scheme, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_bundle_namesakes);
    stmt_text(s, 1, search_subject_key(fold_text(a, subject), a));
    stmt_text(s, 2, scheme);
    return rows_all(s, &certificate_type, a, rows_r, e);
}

int rows_of_scheme(struct db *db, enum stmt_id statement, const char *scheme, const struct record_type *type, struct arena *a,
                   struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, statement);
    stmt_text(s, 1, scheme);
    return rows_all(s, type, a, rows_r, e);
}

int rows_params(struct db *db, const char *scheme, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_bundle_params);
    stmt_text(s, 1, scheme);
    return rows_all(s, &param_type, a, rows_r, e);
}
