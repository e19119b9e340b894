/* lookup, case list: finding things */
#include <inttypes.h>

#include "core/app/case_app.h"
#include "core/app/lookup_app.h"
#include "core/base/str.h"
#include "tui/verb/verb.h"

static void json_hit(struct json_writer *w, struct verb_call *call, const struct hit *h)
{
    json_begin_object(w);
    json_put_text(w, "kind", h->kind_label);
    json_put_int(w, "id", h->id);
    json_put_text(w, "number", h->number);
    json_put_text(w, "subject", h->subject);
    json_put_text(w, "party", h->party_name);
    json_put_text(w, "state", h->state_label);
    json_put_text(w, "scheme", h->scheme_short);
    json_put_text(w, "granted_on", verb_day(call, h->granted_on));
    json_put_text(w, "valid_until", verb_day(call, h->valid_until));
    json_put_bool(w, "in_force", h->in_force);
    json_put_bool(w, "on_register", h->on_register);
    json_put_bool(w, "candidate", h->candidate);
    json_end_object(w);
}

/* Words of a look-up may stand apart on the command line: they are one text. */
static const char *rest_of_words(struct verb_call *call)
{
    const char *text = "", *word;
    while ((word = verb_word(call)) != NULL)
        text = arena_printf(call->arena, "%s%s%s", text, *text ? " " : "", word);
    return text;
}

static void print_hits(struct verb_call *call, const struct lookup *found)
{
    verb_print(call, "%s\n", found->understood);
    if (*found->suggest)
        verb_print(call, "%s\n", found->suggest);
    for (size_t i = 0; i < found->n; i++) {
        const struct hit *h = &found->hit[i];
        verb_cell(call, h->number, 16);
        verb_cell(call, h->state_label, 20);
        verb_cell(call, h->subject, 34);
        verb_cell(call, h->party_name, 30);
        verb_cell(call, verb_day(call, h->valid_until), 10);
        verb_end_row(call);
    }
}

int verb_lookup(struct verb_call *call, struct err *e)
{
    struct lookup found;
    const char *text = rest_of_words(call);
    int rc = verb_done(call, e);
    if (!rc && !*text)
        rc = err_set(e, E_INPUT, "verb.missing", "TEXT", NULL);
    if (!rc)
        rc = lookup(call->app, text, LOOKUP_HITS_MAX, call->arena, &found, e);
    if (rc)
        return rc;
    if (call->json) {
        struct json_writer w = verb_json(call);
        json_begin_object(&w);
        json_put_text(&w, "understood", found.understood);
        json_put_text(&w, "suggest", found.suggest);
        json_key(&w, "hits");
        json_begin_array(&w);
        for (size_t i = 0; i < found.n; i++)
            json_hit(&w, call, &found.hit[i]);
        json_end_array(&w);
        json_end_object(&w);
        verb_print(call, "\n");
    } else if (found.n) {
        print_hits(call, &found);
    }
    return found.n ? 0 : err_set(e, E_NOTFOUND, *found.suggest ? "lookup.nothing-but" : "lookup.nothing-found", text, found.suggest, NULL);
}

static void case_cells(struct verb_list *l, const struct case_row *row)
{
    struct verb_call *call = l->call;
    verb_list_id(l, row->c.id, VERB_JSON_ONLY);
    verb_list_text(l, NULL, *row->c.number ? row->c.number : arena_printf(call->arena, "#%" PRId64, row->c.id), 16);
    verb_list_text(l, "number", row->c.number, VERB_JSON_ONLY);
    verb_list_text(l, "scheme", row->c.scheme, VERB_JSON_ONLY);
    verb_list_text(l, "type", row->c.type, VERB_JSON_ONLY);
    verb_list_text(l, NULL, row->type_short, 12);
    verb_list_text(l, "state", row->c.state, VERB_JSON_ONLY);
    verb_list_text(l, "state_label", row->state_label, 14);
    verb_list_text(l, "party", row->party_name, 28);
    verb_list_text(l, "subject", row->c.subject, 28);
    verb_list_text(l, "received_on", verb_day(call, row->c.received_on), VERB_JSON_ONLY);
    verb_list_text(l, "next_due", verb_day(call, row->next_due), 10);
    verb_list_bool(l, "overdue", row->overdue);
}

static int case_page(struct verb_list *l, void *arg, size_t limit, int64_t *after, size_t *n_r, struct err *e)
{
    struct case_filter *filter = arg;
    struct case_list list;
    filter->limit = limit;
    filter->after = *after;
    int rc = case_list(l->call->app, filter, l->call->arena, &list, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < list.n; i++) {
        verb_list_row(l);
        case_cells(l, &list.row[i]);
        verb_list_end_row(l);
    }
    *after = list.next;
    *n_r = list.n;
    return 0;
}

int verb_case_list(struct verb_call *call, struct err *e)
{
    struct case_filter filter = {.scheme = verb_option(call, "scheme"),
                                 .type = verb_option(call, "type"),
                                 .state = verb_option(call, "state"),
                                 .assignee = verb_option(call, "assignee"),
                                 .open_only = !verb_switch(call, "all")};
    size_t limit;
    int rc = verb_limit(call, 50, &limit, e);
    filter.text = rest_of_words(call);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = verb_known_scheme(call, filter.scheme, e);
    return rc ? rc : verb_list_pages(call, limit, CASE_PAGE_MAX, case_page, &filter, e);
}
