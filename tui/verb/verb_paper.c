/* paper get, list, receive, return */
#include <inttypes.h>

#include "core/app/paper_app.h"
#include "tui/verb/verb_find.h"

static void print_papers(struct verb_call *call, const struct paper_row *row, size_t n)
{
    char day[DATE_TEXT_BYTES];
    for (size_t i = 0; i < n; i++) {
        verb_cell(call, arena_printf(call->arena, "#%" PRId64, row[i].p.id), 7);
        verb_cell(call, row[i].class_label, 30);
        verb_cell(call, row[i].p.title, 30);
        verb_cell(call, date_iso(date_is_none(row[i].p.issued_on) ? row[i].p.received_on : row[i].p.issued_on, day), 10);
        verb_cell(call, row[i].custody_label, 10);
        verb_end_row(call);
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
    print_papers(call, sheet.received, sheet.n_received);
    print_papers(call, sheet.issued, sheet.n_issued);
    return 0;
}

int verb_paper_get(struct verb_call *call, struct err *e)
{
    int64_t id;
    int rc = verb_need_id(call, "PAPER", &id, e);
    if (!rc)
        rc = verb_done(call, e);
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
        verb_print(call, "#%" PRId64 "\n", id);
    return rc;
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
        verb_print(call, "%zu\n", n);
    return rc;
}
