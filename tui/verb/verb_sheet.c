/* register, ledger */
#include "core/app/cert_app.h"
#include "core/base/str.h"
#include "tui/verb/verb_find.h"

/* A register or ledger as CSV; without a name, which ones there are. */
static int export_sheet(struct verb_call *call, bool is_register, struct err *e)
{
    const char *on_text = verb_option(call, "on"), *number = verb_option(call, "certificate");
    const char *scheme = verb_word(call), *id = verb_word(call);
    struct date on;
    int64_t certificate = 0;
    int rc = verb_date(call, on_text, &on, e);
    if (!rc)
        rc = verb_done(call, e);
    if (rc)
        return rc;
    if (!id) {
        struct sheet_kind *kind;
        size_t n;
        rc = sheet_kinds(call->app, call->arena, &kind, &n, e);
        for (size_t i = 0; !rc && i < n; i++) {
            if (kind[i].is_register != is_register || (scheme && !str_eq(scheme, kind[i].scheme)))
                continue;
            verb_cell(call, kind[i].scheme, 16);
            verb_cell(call, kind[i].id, 20);
            verb_print(call, "%s\n", kind[i].label);
        }
        return rc;
    }
    if (number)
        rc = verb_find_certificate(call, number, &certificate, e);
    if (!rc)
        rc = sheet_csv(call->app, scheme, id, certificate, date_is_none(on) ? app_today(call->app) : on, &call->out, e);
    return rc;
}

int verb_register(struct verb_call *call, struct err *e)
{
    return export_sheet(call, true, e);
}

int verb_ledger(struct verb_call *call, struct err *e)
{
    return export_sheet(call, false, e);
}
