/* What the cases of some types see of their whole scheme (`reads: scheme`): every certificate, every other open case, and who
 * they are of. A notice to all holders asks for it; nothing else should, for these lists are long. */
#include "core/app/bundle_internal.h"
#include "core/base/str.h"
#include "core/rule/lifecycle.h"
#include "db/rows_bundle.h"

int bundle_load_scheme(struct db *db, struct bundle *b, struct err *e)
{
    const struct case_type_def *type = scheme_case_type(b->scheme, b->c.type);
    struct rows rows;
    if (!type || !type->reads_scheme)
        return 0;
    int rc = rows_of_scheme(db, STMT_bundle_scheme_certificates, b->scheme->rule.id, &certificate_type, b->arena, &rows, e);
    if (!rc) {
        b->scheme_cert.at = rows.at;
        b->scheme_cert.n = b->scheme_cert.room_ = rows.n;
        rc = rows_of_scheme(db, STMT_bundle_scheme_cases, b->scheme->rule.id, &case_file_type, b->arena, &rows, e);
    }
    if (!rc) {
        b->scheme_case.at = rows.at;
        b->scheme_case.n = b->scheme_case.room_ = rows.n;
    }
    return rc;
}

/* The declared facts of an owner in the columns that bear their names. */
static int put_declared(const struct app *app, const char *owner, int64_t id, const char *list, struct value *row, struct facts *f,
                        struct err *e)
{
    struct rows rows;
    const struct type_columns *columns = fact_names_find(f->names, list)->type.columns;
    int rc = rows_facts(app->db, owner, id, f->arena, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct fact *fact = &((const struct fact *)rows.at)[i];
        int column = *fact->unit ? -1 : type_column(columns, fact->name);
        if (column >= 0)
            rc = value_read(f->arena, &columns->at[column].type, fact->value, &row[column], e);
    }
    return rc;
}

static int put_party(const struct app *app, int64_t id, const char *list, struct value *row, struct facts *f, struct err *e)
{
    struct party party;
    int rc = id ? rows_get_id(app->db, &party_type, id, &party, f->arena, e) : 0;
    if (id && !rc)
        bundle_set_cell(f, list, row, "party", value_text(party.name));
    return rc;
}

static int fill_certificates(const struct app *app, const struct bundle *b, struct facts *f, struct err *e)
{
    static const char list[] = "scheme_cert";
    const struct machine_def *m = scheme_certificate_machine(b->scheme);
    struct value *row;
    int rc = 0;
    for (size_t i = 0; !rc && i < b->scheme_cert.n; i++) {
        const struct certificate *cert = &b->scheme_cert.at[i];
        rc = bundle_add_record(f, list, &certificate_type, cert, &row, e);
        if (rc)
            return rc;
        bundle_set_cell(f, list, row, "in_force", value_bool(bundle_in_force(m, cert->state)));
        rc = put_party(app, cert->party_id, list, row, f, e);
        if (!rc)
            rc = put_declared(app, "certificate", cert->id, list, row, f, e);
    }
    return rc;
}

int bundle_facts_scheme(const struct app *app, const struct bundle *b, struct facts *f, struct err *e)
{
    static const char list[] = "scheme_case";
    struct value *row;
    int rc = fill_certificates(app, b, f, e);
    for (size_t i = 0; !rc && i < b->scheme_case.n; i++) {
        const struct case_file *c = &b->scheme_case.at[i];
        if (c->id == b->c.id)
            continue;
        rc = bundle_add_record(f, list, &case_file_type, c, &row, e);
        if (rc)
            return rc;
        rc = put_party(app, c->party_id, list, row, f, e);
        if (!rc)
            rc = put_declared(app, "case", c->id, list, row, f, e);
    }
    return rc;
}
