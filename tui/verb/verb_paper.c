/* paper get, list, receive, replace, return */
#include <inttypes.h>

#include "core/app/export_app.h"
#include "core/app/paper_app.h"
#include "tui/verb/verb_find.h"

static void list_papers(struct verb_list *l, const char *kind, const struct paper_row *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct date day = date_is_none(row[i].p.issued_on) ? row[i].p.received_on : row[i].p.issued_on;
        verb_list_row(l);
        verb_list_id(l, row[i].p.id, 7);
        verb_list_text(l, "kind", kind, VERB_JSON_ONLY);
        verb_list_text(l, "class", row[i].p.class, VERB_JSON_ONLY);
        verb_list_text(l, "label", row[i].class_label, 30);
        verb_list_text(l, "title", row[i].p.title, 30);
        verb_list_text(l, "day", verb_day(l->call, day), 10);
        verb_list_text(l, "custody", row[i].custody_label, 10);
        verb_list_end_row(l);
    }
}

int verb_paper_list(struct verb_call *call, struct err *e)
{
    struct paper_sheet sheet;
    int64_t id;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = paper_sheet(call->app, id, call->arena, &sheet, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    list_papers(&l, "received", sheet.received, sheet.n_received);
    list_papers(&l, "filed", sheet.filed, sheet.n_filed);
    list_papers(&l, "issued", sheet.issued, sheet.n_issued);
    verb_list_end(&l);
    return 0;
}

int verb_paper_get(struct verb_call *call, struct err *e)
{
    const struct export_said said = {verb_option(call, "purpose"), verb_option(call, "ground")};
    int64_t id;
    int rc = verb_need_id(call, "PAPER", &id, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = export_paper_allowed(call->app, id, &said, e);
    return rc ? rc : paper_bytes(call->app, id, &call->out, e);
}

int verb_paper_receive(struct verb_call *call, struct err *e)
{
    const char *class, *issued = verb_option(call, "issued"), *on = verb_option(call, "on"), *title = verb_option(call, "title");
    const char *items = verb_option(call, "items"), *expires = verb_option(call, "expires"), *shelf = verb_option(call, "shelf");
    bool copy = verb_switch(call, "copy");
    struct paper p;
    int64_t id;
    record_init(&paper_type, &p);
    int rc = verb_find_case(call, &p.case_id, e);
    if (!rc)
        rc = verb_need(call, "CLASS", &class, e);
    if (!rc)
        rc = verb_date(call, issued, &p.issued_on, e);
    if (!rc)
        rc = verb_date(call, expires, &p.expires_on, e);
    if (!rc)
        rc = verb_date(call, on ? on : "+0", &p.received_on, e);
    if (!rc)
        rc = verb_done(call, e);
    if (rc)
        return rc;
    p.class = class;
    p.title = title ? title : "";
    p.items = items ? items : "";
    p.shelf = shelf ? shelf : "";
    p.original = !copy;
    p.copies = 1;
    p.custody = "kept";
    rc = paper_receive(call->app, &p, &id, e);
    if (!rc)
        verb_say_id(call, id);
    return rc;
}

int verb_paper_replace(struct verb_call *call, struct err *e)
{
    const char *title;
    int64_t id;
    int rc = verb_need_id(call, "PAPER", &id, e);
    if (!rc)
        rc = verb_need(call, "TITLE", &title, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : paper_replace(call->app, id, title, e);
}

int verb_paper_return(struct verb_call *call, struct err *e)
{
    const char *on_text = verb_option(call, "on");
    struct date on;
    int64_t id;
    size_t n;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_date(call, on_text ? on_text : "+0", &on, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = paper_return_all(call->app, id, on, &n, e);
    if (!rc)
        verb_print(call, call->json ? "{\"returned\":%zu}\n" : "%zu\n", n);
    return rc;
}
