/* case show, new, act, assign; task done */
#include <inttypes.h>
#include <string.h>

#include "core/app/case_app.h"
#include "core/app/cert_app.h"
#include "core/app/lookup_app.h"
#include "core/base/str.h"
#include "core/base/width.h"
#include "tui/verb/verb_find.h"

int verb_find_case(struct verb_call *call, int64_t *id_r, struct err *e)
{
    const char *text;
    int rc = verb_need(call, "CASE", &text, e);
    return rc ? rc : case_find(call->app, text, id_r, e);
}

/* Each unit with where its tracks stand, and what it got. */
static void print_units(struct verb_call *call, const struct case_view *v)
{
    for (size_t i = 0; i < v->n_units; i++) {
        const struct case_unit *u = &v->unit[i];
        verb_print(call, "%s  %s", u->kind_label, u->label);
        for (size_t t = 0; t < u->n_tracks; t++)
            verb_print(call, "  %s: %s", u->track[t].label, u->track[t].state_label);
        if (u->certificate.id)
            verb_print(call, "  %s %s", u->certificate.number, u->certificate_state_label);
        verb_end_row(call);
    }
}

static void widen(int *cols, const char *text)
{
    int wanted = width_of(text, 1);
    *cols = wanted > *cols ? wanted : *cols;
}

static void print_case(struct verb_call *call, const struct case_view *v)
{
    verb_print(call, "%s  %s  %s  %s\n", *v->c.number ? v->c.number : arena_printf(call->arena, "#%" PRId64, v->c.id), v->scheme_label,
               v->type_label, v->state_label);
    verb_print(call, "%s  %s\n", v->party_name, v->c.subject);
    int id_cols = 6, label_cols = 26;
    for (size_t i = 0; i < v->n_actions; i++) {
        widen(&id_cols, v->action[i].id); /* they are to be typed: never cut */
        widen(&label_cols, v->action[i].bare_label);
    }
    for (size_t i = 0; i < v->n_actions; i++) {
        const struct action *action = &v->action[i];
        verb_cell(call, action->possible ? "+" : "-", 1);
        verb_cell(call, action->id, id_cols);
        verb_cell(call, action->bare_label, label_cols);
        verb_print(call, "%s", action->possible ? action->effects : action->n_refusals ? action->refusal[0].text : "");
        if (!action->possible && action->n_refusals && *action->refusal[0].src)
            verb_print(call, "  %s", action->refusal[0].src);
        verb_end_row(call);
    }
    print_units(call, v);
    for (size_t i = 0; i < v->due.n; i++) {
        verb_cell(call, verb_day(call, v->due.at[i].d.due_on), 10);
        verb_print(call, "%s\n", v->due.at[i].label);
    }
    for (size_t i = 0; i < v->n_tasks; i++)
        verb_print(call, "* #%" PRId64 " %s %s%s%s\n", v->task[i].id, v->task_label[i], v->task[i].item, *v->task_who[i] ? "  " : "", v->task_who[i]);
}

static void json_actions(struct json_writer *w, const struct case_view *v)
{
    json_key(w, "actions");
    json_begin_array(w);
    for (size_t i = 0; i < v->n_actions; i++) {
        const struct action *action = &v->action[i];
        json_begin_object(w);
        json_put_text(w, "id", action->id);
        json_put_text(w, "label", action->label);
        json_put_text(w, "unit", action->unit);
        json_put_bool(w, "possible", action->possible);
        json_key(w, "refused");
        json_begin_array(w);
        for (size_t j = 0; j < action->n_refusals; j++) {
            json_begin_object(w);
            json_put_text(w, "id", action->refusal[j].id);
            json_put_text(w, "text", action->refusal[j].text);
            json_put_text(w, "src", action->refusal[j].src);
            json_end_object(w);
        }
        json_end_array(w);
        json_key(w, "asks");
        json_begin_array(w);
        for (size_t j = 0; j < action->n_asks; j++)
            json_text(w, action->ask[j].fact);
        json_end_array(w);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_due(struct verb_call *call, struct json_writer *w, const struct due_list *due)
{
    json_key(w, "deadlines");
    json_begin_array(w);
    for (size_t i = 0; i < due->n; i++) {
        json_begin_object(w);
        json_put_int(w, "id", due->at[i].d.id);
        json_put_text(w, "rule", due->at[i].d.rule);
        json_put_text(w, "label", due->at[i].label);
        json_put_text(w, "due_on", verb_day(call, due->at[i].d.due_on));
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_tracks(struct verb_call *call, struct json_writer *w, const struct case_track *track, size_t n)
{
    json_key(w, "tracks");
    json_begin_array(w);
    for (size_t i = 0; i < n; i++) {
        json_begin_object(w);
        json_put_text(w, "id", track[i].id);
        json_put_text(w, "label", track[i].label);
        json_put_text(w, "state", track[i].state);
        json_put_text(w, "state_label", track[i].state_label);
        json_put_text(w, "since", verb_day(call, track[i].since));
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_unit(struct verb_call *call, struct json_writer *w, const struct case_unit *u)
{
    json_begin_object(w);
    json_put_text(w, "kind", u->kind);
    json_put_text(w, "label", u->label);
    json_put_text(w, "certificate", u->certificate.id ? u->certificate.number : "");
    json_put_text(w, "certificate_state", u->certificate_state);
    json_tracks(call, w, u->track, u->n_tracks);
    json_due(call, w, &u->due);
    json_key(w, "facts");
    json_begin_object(w);
    for (size_t i = 0; i < u->n_facts; i++)
        json_put_text(w, u->fact[i].name, u->fact[i].text);
    json_end_object(w);
    json_end_object(w);
}

static void json_units(struct verb_call *call, struct json_writer *w, const struct case_view *v)
{
    json_key(w, "units");
    json_begin_array(w);
    for (size_t i = 0; i < v->n_units; i++)
        json_unit(call, w, &v->unit[i]);
    json_end_array(w);
}

static void json_case(struct verb_call *call, const struct case_view *v)
{
    struct json_writer w = verb_json(call);
    json_begin_object(&w);
    json_put_int(&w, "id", v->c.id);
    json_put_int(&w, "version", v->c.version);
    json_put_text(&w, "number", v->c.number);
    json_put_text(&w, "scheme", v->c.scheme);
    json_put_text(&w, "edition", v->c.edition);
    json_put_text(&w, "type", v->c.type);
    json_put_text(&w, "state", v->c.state);
    json_put_text(&w, "state_label", v->state_label);
    json_put_text(&w, "party", v->party_name);
    json_put_text(&w, "subject", v->c.subject);
    json_put_text(&w, "received_on", verb_day(call, v->c.received_on));
    json_put_text(&w, "certificate", v->certificate.id ? v->certificate.number : "");
    json_actions(&w, v);
    json_due(call, &w, &v->due);
    json_tracks(call, &w, v->track, v->n_tracks);
    json_units(call, &w, v);
    json_end_object(&w);
    verb_print(call, "\n");
}

int verb_case_show(struct verb_call *call, struct err *e)
{
    int64_t id;
    struct case_view view;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = case_view(call->app, id, call->arena, &view, e);
    if (rc)
        return rc;
    if (call->json)
        json_case(call, &view);
    else
        print_case(call, &view);
    return 0;
}

/* FACT=VALUE words behind a verb. */
static int take_answers(struct verb_call *call, struct answer **answers_r, size_t *n_r, struct err *e)
{
    LIST(struct answer) answers = {0};
    const char *word;
    while ((word = verb_word(call)) != NULL) {
        const char *equals = strchr(word, '=');
        if (!equals)
            return err_set(e, E_INPUT, "verb.answer", word, NULL);
        *LIST_ADD(call->arena, &answers) = (struct answer){arena_strndup(call->arena, word, (size_t)(equals - word)), equals + 1};
    }
    *answers_r = answers.at;
    *n_r = answers.n;
    return 0;
}

int verb_find_certificate(struct verb_call *call, const char *text, int64_t *id_r, struct err *e)
{
    struct lookup found;
    int64_t id = 0;
    size_t n = 0;
    int rc = lookup(call->app, text, LOOKUP_HITS_MAX, call->arena, &found, e);
    for (size_t i = 0; !rc && i < found.n; i++)
        if (found.hit[i].kind == HIT_CERTIFICATE && !found.hit[i].candidate) {
            id = found.hit[i].id;
            n++;
        }
    if (!rc && n != 1)
        rc = err_set(e, n ? E_CONFLICT : E_NOTFOUND, n ? "certificate.several" : "certificate.unknown", text, NULL);
    if (!rc)
        *id_r = id;
    return rc;
}

int verb_case_new(struct verb_call *call, struct err *e)
{
    const char *scheme, *type, *number = verb_option(call, "certificate");
    struct answer *answers;
    size_t n;
    int64_t certificate = 0, id;
    int rc = verb_need(call, "SCHEME", &scheme, e);
    if (!rc)
        rc = verb_need(call, "TYPE", &type, e);
    if (!rc)
        rc = take_answers(call, &answers, &n, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc && number)
        rc = verb_find_certificate(call, number, &certificate, e);
    if (!rc)
        rc = case_new(call->app, scheme, type, certificate, answers, n, call->arena, &id, e);
    if (!rc)
        verb_say_id(call, id);
    return rc;
}

int verb_case_act(struct verb_call *call, struct err *e)
{
    const char *action;
    struct answer *answers;
    size_t n;
    int64_t id;
    struct act_result result;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_need(call, "ACTION", &action, e);
    if (!rc)
        rc = take_answers(call, &answers, &n, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = case_act(call->app, id, 0, action, answers, n, call->arena, &result, e);
    if (rc)
        return rc;
    if (!call->json) {
        verb_print(call, "%s  %s\n", result.state_label, result.said);
        return 0;
    }
    struct json_writer w = verb_json(call);
    json_begin_object(&w);
    json_put_text(&w, "state", result.c.state);
    json_put_text(&w, "number", result.c.number);
    json_put_int(&w, "version", result.c.version);
    json_put_text(&w, "said", result.said);
    json_put_int(&w, "opened", result.opened_case_id);
    json_end_object(&w);
    verb_print(call, "\n");
    return 0;
}

int verb_case_assign(struct verb_call *call, struct err *e)
{
    const char *login;
    int64_t id;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_need(call, "USER", &login, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : case_assign(call->app, id, login, e);
}

int verb_case_batch(struct verb_call *call, struct err *e)
{
    const char *name;
    int64_t id;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_need(call, "NAME", &name, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : case_set_batch(call->app, id, str_eq(name, "-") ? "" : name, e);
}

int verb_task_assign(struct verb_call *call, struct err *e)
{
    const char *login;
    int64_t id;
    int rc = verb_need_id(call, "TASK", &id, e);
    if (!rc)
        rc = verb_need(call, "USER", &login, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : task_assign(call->app, id, str_eq(login, "-") ? "" : login, e);
}

int verb_task_done(struct verb_call *call, struct err *e)
{
    int64_t id;
    int rc = verb_need_id(call, "TASK", &id, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : task_done(call->app, id, e);
}
