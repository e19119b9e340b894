/* cert list, show */
#include <inttypes.h>
#include <string.h>

#include "core/app/cert_app.h"
#include "core/base/str.h"
#include "tui/verb/verb_find.h"

static void json_certificate(struct json_writer *w, struct verb_call *call, const struct cert_row *row)
{
    json_put_int(w, "id", row->c.id);
    json_put_text(w, "number", row->c.number);
    json_put_text(w, "scheme", row->c.scheme);
    json_put_text(w, "state", row->state);
    json_put_text(w, "state_label", row->state_label);
    json_put_text(w, "subject", row->c.subject);
    json_put_text(w, "party", row->party_name);
    json_put_text(w, "granted_on", verb_day(call, row->c.granted_on));
    json_put_text(w, "valid_from", verb_day(call, row->c.valid_from));
    json_put_text(w, "valid_until", verb_day(call, row->c.valid_until));
    json_put_bool(w, "in_force", row->in_force);
    json_put_bool(w, "on_register", row->on_register);
}

static void json_certificate_alone(struct json_writer *w, struct verb_call *call, const struct cert_row *row)
{
    json_begin_object(w);
    json_certificate(w, call, row);
    json_end_object(w);
}

static void print_certificate(struct verb_call *call, const struct cert_row *row)
{
    verb_cell(call, row->c.number, 14);
    verb_cell(call, row->state_short, 10);
    verb_cell(call, row->c.subject, 32);
    verb_cell(call, row->party_name, 28);
    verb_cell(call, verb_day(call, row->c.valid_until), 10);
    verb_end_row(call);
}

int verb_cert_list(struct verb_call *call, struct err *e)
{
    struct cert_filter filter = {.scheme = verb_option(call, "scheme"), .state = verb_option(call, "state"), .granted_from = DATE_NONE,
                                 .granted_until = DATE_NONE};
    const char *from = verb_option(call, "expires-from"), *until = verb_option(call, "expires-until");
    struct cert_list list;
    size_t left;
    int rc = verb_limit(call, 50, &left, e);
    if (!rc)
        rc = verb_date(call, from, &filter.expires_from, e);
    if (!rc)
        rc = verb_date(call, until, &filter.expires_until, e);
    filter.text = verb_word(call);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = verb_known_scheme(call, filter.scheme, e);
    struct json_writer w = verb_json(call);
    if (!rc && call->json)
        json_begin_array(&w);
    for (bool more = true; !rc && more && left; more = list.next != 0, filter.after = list.next) {
        filter.limit = left < CERT_PAGE_MAX ? left : CERT_PAGE_MAX;
        rc = cert_list(call->app, &filter, call->arena, &list, e);
        for (size_t i = 0; !rc && i < list.n; i++)
            (call->json ? json_certificate_alone(&w, call, &list.row[i]) : print_certificate(call, &list.row[i]));
        left -= rc ? 0 : list.n;
    }
    if (!rc && call->json) {
        json_end_array(&w);
        verb_print(call, "\n");
    }
    return rc;
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

static void print_cert_view(struct verb_call *call, const struct cert_view *v)
{
    print_certificate(call, &v->row);
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
    if (!call->json) {
        print_cert_view(call, &view);
        return 0;
    }
    struct json_writer w = verb_json(call);
    json_begin_object(&w);
    json_certificate(&w, call, &view.row);
    json_periods(&w, call, &view);
    json_end_object(&w);
    verb_print(call, "\n");
    return 0;
}
