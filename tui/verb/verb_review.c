/* check show, set, sign; query list, add, answer */
#include <inttypes.h>

#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "core/app/review_app.h"
#include "core/base/str.h"
#include "tui/verb/verb_find.h"

static void json_progress(struct json_writer *w, const struct review_view *v)
{
    json_put_text(w, "outcome", v->outcome);
    json_put_int(w, "done", (int64_t)v->n_done);
    json_put_int(w, "all", (int64_t)v->n);
    if (v->second_review)
        json_put_text(w, "signed_by", v->signed_other ? "" : v->signed_by);
}

static void print_progress(struct verb_call *call, const struct review_view *v)
{
    if (!call->json) {
        verb_print(call, "%zu/%zu  %s%s%s\n", v->n_done, v->n, v->outcome, *v->signed_by ? "  " : "", v->signed_other ? "" : v->signed_by);
        return;
    }
    struct json_writer w = verb_json(call);
    json_begin_object(&w);
    json_progress(&w, v);
    json_end_object(&w);
    verb_print(call, "\n");
}

static void print_review(struct verb_call *call, const struct review_view *v)
{
    struct json_writer w = verb_json(call);
    if (call->json) {
        json_begin_object(&w);
        json_progress(&w, v);
        json_key(&w, "items");
        json_begin_array(&w);
    }
    for (size_t i = 0; i < v->n; i++) {
        const struct review_item *item = &v->item[i];
        const char *ref = *item->unit ? arena_printf(call->arena, "%s@%s", item->item, item->unit) : item->item;
        if (call->json) {
            json_begin_object(&w);
            json_put_text(&w, "item", ref);
            json_put_text(&w, "result", item->result);
            json_put_bool(&w, "computed", item->computed);
            json_end_object(&w);
            continue;
        }
        verb_cell(call, ref, 14);
        verb_cell(call, item->label, 40);
        verb_cell(call, item->result, 12);
        verb_print(call, "%s", item->why);
        verb_end_row(call);
    }
    if (call->json) {
        json_end_array(&w);
        json_end_object(&w);
        verb_print(call, "\n");
    } else {
        print_progress(call, v);
    }
}

static int print_checklists(struct verb_call *call, int64_t case_id, struct err *e)
{
    struct case_view view;
    int rc = case_view(call->app, case_id, call->arena, &view, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < view.n_checklists; i++) {
        verb_list_row(&l);
        verb_list_text(&l, "id", view.checklist[i].id, 8);
        verb_list_text(&l, "label", view.checklist[i].label, 40);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}

/* Without a checklist: which the case has. */
int verb_check_show(struct verb_call *call, struct err *e)
{
    struct review_view view;
    int64_t id;
    int rc = verb_find_case(call, &id, e);
    const char *checklist = verb_word(call);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc && !checklist)
        return print_checklists(call, id, e);
    if (!rc)
        rc = review_view(call->app, id, checklist, call->arena, &view, e);
    if (!rc)
        print_review(call, &view);
    return rc;
}

/* ITEM[@UNIT]=RESULT words, each its own act; `*=RESULT` for every item that is still open and needs a hand. */
int verb_check_set(struct verb_call *call, struct err *e)
{
    const char *checklist, *evidence = verb_option(call, "evidence"), *note = verb_option(call, "note");
    struct form_value *values;
    struct review_view view;
    size_t n;
    int64_t id;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_need(call, "CHECKLIST", &checklist, e);
    if (!rc)
        rc = verb_values(call, &values, &n, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc && !n)
        rc = err_set(e, E_INPUT, "verb.missing", "ITEM=RESULT", NULL);
    if (!rc)
        rc = review_view(call->app, id, checklist, call->arena, &view, e);
    for (size_t i = 0; !rc && i < n; i++) {
        const struct review_view all = view;
        bool every = str_eq(values[i].path, "*"), any = every;
        for (size_t j = 0; !rc && j < all.n; j++) {
            const struct review_item *item = &all.item[j];
            const char *ref = *item->unit ? arena_printf(call->arena, "%s@%s", item->item, item->unit) : item->item;
            bool meant = str_eq(values[i].path, ref) || (every && !*item->result && !item->computed);
            any = any || meant;
            if (meant)
                rc = review_set(call->app, id, checklist, item->item, item->unit, values[i].value, evidence ? evidence : "", note ? note : "",
                                call->arena, &view, e);
        }
        if (!rc && !any)
            rc = err_set(e, E_NOTFOUND, "query.item", values[i].path, NULL);
    }
    if (!rc)
        print_progress(call, &view);
    return rc;
}

int verb_check_sign(struct verb_call *call, struct err *e)
{
    const char *checklist;
    struct review_view view;
    int64_t id;
    bool withdraw = verb_switch(call, "withdraw");
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_need(call, "CHECKLIST", &checklist, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = review_sign(call->app, id, checklist, withdraw, call->arena, &view, e);
    if (!rc)
        print_progress(call, &view);
    return rc;
}

int verb_query_add(struct verb_call *call, struct err *e)
{
    const char *kind, *item = verb_option(call, "item"), *ground = verb_option(call, "ground"), *text;
    int64_t id, query;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_need(call, "KIND", &kind, e);
    if (!rc)
        rc = verb_need(call, "QUESTION", &text, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = query_add(call->app, id, kind, item ? item : "", ground ? ground : "", text, &query, e);
    if (!rc)
        verb_say_id(call, query);
    return rc;
}

int verb_query_answer(struct verb_call *call, struct err *e)
{
    const char *text, *on_text = verb_option(call, "on");
    struct date on;
    int64_t id;
    int rc = verb_need_id(call, "QUERY", &id, e);
    if (!rc)
        rc = verb_need(call, "ANSWER", &text, e);
    if (!rc)
        rc = verb_date(call, on_text ? on_text : "+0", &on, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : query_answer(call->app, id, on, text, e);
}

int verb_query_list(struct verb_call *call, struct err *e)
{
    struct query_view *query;
    size_t n;
    int64_t id;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = query_list(call->app, id, call->arena, &query, &n, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < n; i++) {
        verb_list_row(&l);
        verb_list_id(&l, query[i].q.id, 6);
        verb_list_text(&l, "kind", query[i].kind_label, 8);
        verb_list_text(&l, "state", query[i].q.state, 9);
        verb_list_text(&l, "due_on", verb_day(call, query[i].q.due_on), 10);
        verb_list_text(&l, "item", query[i].q.item, VERB_JSON_ONLY);
        verb_list_text(&l, "question", query[i].q.question, VERB_JSON_ONLY);
        verb_list_text(&l, "answer", query[i].q.answer, VERB_JSON_ONLY);
        if (!call->json)
            verb_print(call, "%s %s", query[i].q.item, query[i].q.question);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}
