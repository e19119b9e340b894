#include "db/rows_party.h"

static int parties(struct stmt *s, const char *text, struct arena *a, struct rows *rows_r, struct err *e)
{
    stmt_text(s, 1, text);
    return rows_all(s, &party_type, a, rows_r, e);
}

int rows_parties_by_corporate_number(struct db *db, const char *number, struct arena *a, struct rows *rows_r, struct err *e)
{
    return parties(db_stmt(db, STMT_party_by_corporate_number), number, a, rows_r, e);
}

int rows_parties_by_name(struct db *db, const char *name, struct arena *a, struct rows *rows_r, struct err *e)
{
    return parties(db_stmt(db, STMT_party_by_name), name, a, rows_r, e);
}
