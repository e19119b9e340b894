#include "db/rows_number.h"

int numbers_by_value(struct db *db, const char *value, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_number_by_value);
    stmt_text(s, 1, value);
    return rows_all(s, &number_type, a, rows_r, e);
}

int numbers_of_owner(struct db *db, const char *owner, int64_t owner_id, struct arena *a, struct rows *rows_r, struct err *e)
{
    struct stmt *s = db_stmt(db, STMT_number_of_owner);
    stmt_text(s, 1, owner);
    stmt_int(s, 2, owner_id);
    return rows_all(s, &number_type, a, rows_r, e);
}
