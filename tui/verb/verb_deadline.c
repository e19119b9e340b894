/* deadline list, why, ical */
#include <inttypes.h>

#include "core/app/deadline_app.h"
#include "core/base/str.h"
#include "tui/verb/verb_find.h"

static int deadline_filter(struct verb_call *call, struct deadline_filter *filter, struct err *e)
{
    const char *from = verb_option(call, "from"), *until = verb_option(call, "until");
    *filter = (struct deadline_filter){.scheme = verb_option(call, "scheme"),
                                       .rule = verb_option(call, "rule"),
                                       .assignee = verb_option(call, "assignee"),
                                       .open_only = !verb_switch(call, "all")};
    int rc = verb_date(call, from, &filter->from, e);
    if (!rc)
        rc = verb_date(call, until, &filter->until, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : verb_known_scheme(call, filter->scheme, e);
}

static int deadline_page(struct verb_list *l, void *arg, size_t limit, int64_t *after, size_t *n_r, struct err *e)
{
    struct deadline_filter *filter = arg;
    struct deadline_list list;
    char day[DATE_TEXT_BYTES];
    filter->limit = limit;
    filter->after = *after;
    int rc = deadline_list(l->call->app, filter, l->call->arena, &list, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < list.n; i++) {
        const struct deadline_row *row = &list.row[i];
        verb_list_row(l);
        verb_list_id(l, row->d.id, 7);
        verb_list_text(l, "rule", row->d.rule, VERB_JSON_ONLY);
        verb_list_text(l, "due_on", date_iso(row->d.due_on, day), 10);
        verb_list_text(l, "label", row->label, 30);
        verb_list_text(l, "number", row->number, 16);
        verb_list_text(l, "party", row->party_name, 30);
        verb_list_int(l, "days_left", row->days_left);
        verb_list_end_row(l);
    }
    *after = list.next;
    *n_r = list.n;
    return 0;
}

int verb_deadline_list(struct verb_call *call, struct err *e)
{
    struct deadline_filter filter;
    size_t limit;
    int rc = verb_limit(call, DEADLINE_PAGE_MAX, &limit, e);
    if (!rc)
        rc = deadline_filter(call, &filter, e);
    return rc ? rc : verb_list_pages(call, limit, DEADLINE_PAGE_MAX, deadline_page, &filter, e);
}

int verb_deadline_why(struct verb_call *call, struct err *e)
{
    struct why_line *line;
    size_t n;
    int64_t id;
    int rc = verb_need_id(call, "DEADLINE", &id, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = deadline_why(call->app, id, call->arena, &line, &n, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < n; i++) {
        verb_list_row(&l);
        verb_list_text(&l, "label", line[i].label, 10);
        verb_list_text(&l, "text", line[i].text, 0);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}

int verb_deadline_set(struct verb_call *call, struct err *e)
{
    const char *day_text, *reason = verb_option(call, "reason");
    struct date day = DATE_NONE;
    int64_t id;
    int rc = verb_need_id(call, "DEADLINE", &id, e);
    if (!rc)
        rc = verb_need(call, "DAY", &day_text, e);
    if (!rc && !str_eq(day_text, "-"))
        rc = verb_date(call, day_text, &day, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : deadline_set(call->app, id, day, reason, e);
}

int verb_deadline_ical(struct verb_call *call, struct err *e)
{
    struct deadline_filter filter;
    int rc = deadline_filter(call, &filter, e);
    return rc ? rc : deadline_ical(call->app, &filter, &call->out, e);
}
