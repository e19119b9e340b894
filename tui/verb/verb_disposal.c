/* disposal due, propose, list, show, approve, withdraw, do */
#include <inttypes.h>
#include <string.h>

#include "core/app/disposal_app.h"
#include "core/base/str.h"
#include "tui/verb/verb.h"

enum { DIGEST_DIGITS_MIN = 12 };

static void print_lines(struct verb_call *call, const struct disposal_list *list)
{
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < list->n; i++) {
        const struct disposal_line *line = &list->line[i];
        verb_list_row(&l);
        verb_list_text(&l, "case", line->case_number, 16);
        verb_list_text(&l, "kind", line->item.kind, VERB_JSON_ONLY);
        verb_list_text(&l, "what", line->what, 28);
        verb_list_text(&l, "base_on", verb_day(call, line->item.base_on), 10);
        verb_list_text(&l, "last_on", verb_day(call, line->item.last_on), 10);
        verb_list_text(&l, "rule", line->rule_label, 24);
        verb_list_text(&l, "src", line->src, 0);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    if (list->more && !call->json)
        verb_say(call, "disposal.more", NULL);
}

int verb_disposal_due(struct verb_call *call, struct err *e)
{
    const char *scheme;
    struct disposal_list list;
    int rc = verb_need(call, "SCHEME", &scheme, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = disposal_due(call->app, scheme, call->arena, &list, e);
    if (!rc)
        print_lines(call, &list);
    return rc;
}

int verb_disposal_propose(struct verb_call *call, struct err *e)
{
    const char *scheme;
    int64_t id;
    int rc = verb_need(call, "SCHEME", &scheme, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = disposal_propose(call->app, scheme, &id, e);
    if (!rc)
        verb_say_id(call, id);
    return rc;
}

int verb_disposal_list(struct verb_call *call, struct err *e)
{
    const char *scheme;
    struct disposal_view *view;
    size_t n;
    int rc = verb_need(call, "SCHEME", &scheme, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = disposal_lists(call->app, scheme, call->arena, &view, &n, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < n; i++) {
        verb_list_row(&l);
        verb_list_id(&l, view[i].d.id, 6);
        verb_list_text(&l, "state", view[i].d.state, VERB_JSON_ONLY);
        verb_list_text(&l, "label", view[i].state_label, 10);
        verb_list_text(&l, "items", arena_printf(call->arena, "%" PRId64, view[i].d.n_items), 6);
        verb_list_text(&l, "approvals", arena_printf(call->arena, "%zu/%" PRId64, view[i].n_approvals, view[i].d.approvers), 6);
        verb_list_text(&l, "proposed_on", verb_day(call, view[i].d.proposed_on), 10);
        verb_list_text(&l, "proposed_by", view[i].d.proposed_by, 0);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}

/* The digest stands last: it is what an approval names. */
int verb_disposal_show(struct verb_call *call, struct err *e)
{
    struct disposal_view view;
    int64_t id;
    int rc = verb_need_id(call, "DISPOSAL", &id, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = disposal_view(call->app, id, call->arena, &view, e);
    if (rc)
        return rc;
    if (call->json) {
        struct json_writer w = verb_json(call);
        json_begin_object(&w);
        json_put_int(&w, "id", view.d.id);
        json_put_text(&w, "state", view.d.state);
        json_put_int(&w, "items", view.d.n_items);
        json_put_int(&w, "approvals", (int64_t)view.n_approvals);
        json_put_int(&w, "approvers", view.d.approvers);
        json_put_text(&w, "proposed_by", view.d.proposed_by);
        json_put_text(&w, "closed_on", verb_day(call, view.d.closed_on));
        json_put_text(&w, "digest", view.d.digest);
        json_end_object(&w);
        verb_print(call, "\n");
        return 0;
    }
    print_lines(call, &view.list);
    for (size_t i = 0; i < view.n_approvals; i++)
        verb_say(call, "disposal.approved-by", view.approval[i].login, verb_day(call, view.approval[i].approved_on), NULL);
    verb_say(call, "disposal.state", view.state_label, arena_printf(call->arena, "%zu", view.n_approvals),
             arena_printf(call->arena, "%" PRId64, view.d.approvers), view.d.digest, NULL);
    return 0;
}

int verb_disposal_approve(struct verb_call *call, struct err *e)
{
    const char *digest;
    struct disposal_view view;
    int64_t id;
    int rc = verb_need_id(call, "DISPOSAL", &id, e);
    if (!rc)
        rc = verb_need(call, "DIGEST", &digest, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = disposal_view(call->app, id, call->arena, &view, e);
    if (!rc && (strlen(digest) < DIGEST_DIGITS_MIN || !str_starts(view.d.digest, digest)))
        rc = err_set(e, E_CONFLICT, "disposal.digest", NULL);
    return rc ? rc : disposal_approve(call->app, id, view.d.digest, e);
}

int verb_disposal_withdraw(struct verb_call *call, struct err *e)
{
    int64_t id;
    int rc = verb_need_id(call, "DISPOSAL", &id, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : disposal_withdraw(call->app, id, e);
}

int verb_disposal_do(struct verb_call *call, struct err *e)
{
    int64_t id, n;
    int rc = verb_need_id(call, "DISPOSAL", &id, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = disposal_carry_out(call->app, id, &n, e);
    if (!rc && !call->json)
        verb_say(call, "disposal.forgotten", arena_printf(call->arena, "%" PRId64, n), NULL);
    return rc;
}
