/* cert list, show */
#include <inttypes.h>
#include <string.h>

#include "core/app/cert_app.h"
#include "core/base/str.h"
#include "core/base/width.h"
#include "tui/verb/verb_find.h"

/* A number is never cut: a long one pushes its row to the right. */
static int number_cols(const char *number)
{
    enum { NUMBER_COLS = 14 };
    int cols = width_of(number, 1);
    return cols > NUMBER_COLS ? cols : NUMBER_COLS;
}

static void certificate_cells(struct verb_list *l, const struct cert_row *row)
{
    struct verb_call *call = l->call;
    verb_list_id(l, row->c.id, VERB_JSON_ONLY);
    verb_list_text(l, "number", row->c.number, number_cols(row->c.number));
    verb_list_text(l, "scheme", row->c.scheme, VERB_JSON_ONLY);
    verb_list_text(l, "state", row->state, VERB_JSON_ONLY);
    verb_list_text(l, "state_label", row->state_label, VERB_JSON_ONLY);
    verb_list_text(l, NULL, row->state_short, 10);
    verb_list_text(l, "subject", row->c.subject, 32);
    verb_list_text(l, "party", row->party_name, 28);
    verb_list_text(l, "granted_on", verb_day(call, row->c.granted_on), VERB_JSON_ONLY);
    verb_list_text(l, "valid_from", verb_day(call, row->c.valid_from), VERB_JSON_ONLY);
    verb_list_text(l, "valid_until", verb_day(call, row->c.valid_until), 10);
    verb_list_bool(l, "in_force", row->in_force);
    verb_list_bool(l, "on_register", row->on_register);
}

static int certificate_page(struct verb_list *l, void *arg, size_t limit, int64_t *after, size_t *n_r, struct err *e)
{
    struct cert_filter *filter = arg;
    struct cert_list list;
    filter->limit = limit;
    filter->after = *after;
    int rc = cert_list(l->call->app, filter, l->call->arena, &list, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < list.n; i++) {
        verb_list_row(l);
        certificate_cells(l, &list.row[i]);
        verb_list_end_row(l);
    }
    *after = list.next;
    *n_r = list.n;
    return 0;
}

int verb_cert_list(struct verb_call *call, struct err *e)
{
    struct cert_filter filter = {.scheme = verb_option(call, "scheme"), .state = verb_option(call, "state"), .granted_from = DATE_NONE,
                                 .granted_until = DATE_NONE};
    const char *from = verb_option(call, "expires-from"), *until = verb_option(call, "expires-until");
    size_t limit;
    int rc = verb_limit(call, 50, &limit, e);
    if (!rc)
        rc = verb_date(call, from, &filter.expires_from, e);
    if (!rc)
        rc = verb_date(call, until, &filter.expires_until, e);
    filter.text = verb_word(call);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = verb_known_scheme(call, filter.scheme, e);
    return rc ? rc : verb_list_pages(call, limit, CERT_PAGE_MAX, certificate_page, &filter, e);
}

static void json_periods(struct json_writer *w, struct verb_call *call, const struct cert_view *v)
{
    json_key(w, "periods");
    json_begin_array(w);
    for (size_t i = 0; i < v->n_periods; i++) {
        json_begin_object(w);
        json_put_text(w, "from", verb_day(call, v->period[i].valid_from));
        json_put_text(w, "until", verb_day(call, v->period[i].valid_until));
        json_end_object(w);
    }
    json_end_array(w);
    json_key(w, "events");
    json_begin_array(w);
    for (size_t i = 0; i < v->n_events; i++) {
        json_begin_object(w);
        json_put_text(w, "on", verb_day(call, v->event[i].effective_on));
        json_put_text(w, "transition", v->event[i].transition);
        json_put_text(w, "state", v->event[i].to_state);
        json_end_object(w);
    }
    json_end_array(w);
}

static void print_periods(struct verb_call *call, const struct cert_view *v)
{
    for (size_t i = 0; i < v->n_periods; i++)
        verb_print(call, "  %s - %s\n", verb_day(call, v->period[i].valid_from), verb_day(call, v->period[i].valid_until));
    for (size_t i = 0; i < v->n_events; i++)
        verb_print(call, "  %s %s\n", verb_day(call, v->event[i].effective_on), v->event_label[i]);
}

int verb_cert_show(struct verb_call *call, struct err *e)
{
    const char *text, *on_text = verb_option(call, "on");
    struct cert_view view;
    struct date on;
    int64_t id;
    int rc = verb_need(call, "NUMBER", &text, e);
    if (!rc)
        rc = verb_date(call, on_text, &on, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = verb_find_certificate(call, text, &id, e);
    if (!rc)
        rc = cert_view(call->app, id, call->arena, &view, e);
    if (!rc && !date_is_none(on))
        rc = cert_state_on(call->app, id, on, call->arena, &view.row.state, &view.row.state_label, e);
    if (!rc && !date_is_none(on))
        view.row.state_short = view.row.state_label;
    if (rc)
        return rc;
    struct verb_list one = {call, verb_json(call)};
    verb_list_row(&one);
    certificate_cells(&one, &view.row);
    if (call->json)
        json_periods(&one.w, call, &view);
    verb_list_end_row(&one);
    if (call->json)
        verb_print(call, "\n");
    else
        print_periods(call, &view);
    return 0;
}
