/* register, ledger */
#include "core/app/cert_app.h"
#include "core/app/export_app.h"
#include "core/base/str.h"
#include "tui/verb/verb_find.h"

enum { SHEET_PAGE = 500 };

static int list_kinds(struct verb_call *call, bool is_register, const char *scheme, struct err *e)
{
    struct sheet_kind *kind;
    size_t n;
    int rc = verb_known_scheme(call, scheme, e);
    if (!rc)
        rc = sheet_kinds(call->app, call->arena, &kind, &n, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < n; i++) {
        if (kind[i].is_register != is_register || (scheme && !str_eq(scheme, kind[i].scheme)))
            continue;
        verb_list_row(&l);
        verb_list_text(&l, "scheme", kind[i].scheme, 16);
        verb_list_text(&l, "id", kind[i].id, 20);
        verb_list_text(&l, "label", kind[i].label, 0);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}

/* All rows, an object each with the labels of its columns. */
static int json_sheet(struct verb_call *call, struct sheet_query *query, struct err *e)
{
    struct sheet sheet = {.more = true};
    struct json_writer w = verb_json(call);
    query->limit = SHEET_PAGE;
    for (; sheet.more; query->offset += sheet.n_rows) {
        int rc = sheet_rows(call->app, query, call->arena, &sheet, e);
        if (!rc && sheet.cut)
            rc = err_set(e, E_LIMIT, "sheet.too-many", sheet.label, NULL);
        if (rc)
            return rc;
        if (!query->offset)
            json_begin_array(&w);
        for (size_t i = 0; i < sheet.n_rows; i++) {
            json_begin_object(&w);
            for (size_t j = 0; j < sheet.n_columns; j++)
                json_put_text(&w, sheet.column[j].label, sheet.cell[i * sheet.n_columns + j]);
            json_end_object(&w);
        }
    }
    json_end_array(&w);
    verb_print(call, "\n");
    return 0;
}

/* A register or ledger as CSV; without a name, which ones there are. */
static int export_sheet(struct verb_call *call, bool is_register, struct err *e)
{
    const char *on_text = verb_option(call, "on"), *number = verb_option(call, "certificate"), *year_text = verb_option(call, "year");
    const struct export_said said = {verb_option(call, "purpose"), verb_option(call, "ground")};
    struct sheet_query query = {0};
    int64_t year = SHEET_ALL_YEARS;
    query.scheme = verb_word(call);
    query.id = verb_word(call);
    int rc = verb_date(call, on_text, &query.on, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc && year_text && !str_to_int(year_text, DATE_YEAR_MIN, DATE_YEAR_MAX - 1, &year))
        rc = err_set(e, E_INPUT, "sheet.year-unknown", year_text, NULL);
    if (rc)
        return rc;
    if (!query.id)
        return list_kinds(call, is_register, query.scheme, e);
    query.year = (int)year;
    if (number)
        rc = verb_find_certificate(call, number, &query.certificate_id, e);
    if (date_is_none(query.on))
        query.on = app_today(call->app);
    if (!rc && !is_register)
        rc = export_sheet_allowed(call->app, query.scheme, query.id, &said, e);
    if (rc)
        return rc;
    return call->json ? json_sheet(call, &query, e) : sheet_csv(call->app, &query, &call->out, e);
}

int verb_register(struct verb_call *call, struct err *e)
{
    return export_sheet(call, true, e);
}

int verb_ledger(struct verb_call *call, struct err *e)
{
    return export_sheet(call, false, e);
}
