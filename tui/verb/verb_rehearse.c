/* scheme rehearse: a version of a scheme played through with what is open in the store */
#include <string.h>

#include "core/app/rehearse_app.h"
#include "core/base/str.h"
#include "core/rule/scheme.h"
#include "tui/message.h"
#include "tui/verb/verb.h"

static int find_draft(struct verb_call *call, const struct scheme **draft_r, struct err *e)
{
    const char *named;
    int rc = verb_need(call, "VERSION", &named, e);
    if (!rc)
        rc = verb_done(call, e);
    if (rc)
        return rc;
    const char *slash = strchr(named, '/');
    const char *id = slash ? arena_strndup(call->arena, named, (size_t)(slash - named)) : named;
    *draft_r = slash ? schemes_find(call->app->schemes, id, slash + 1) : NULL;
    return *draft_r && !(*draft_r)->abstract ? 0 : err_set(e, E_NOTFOUND, "scheme.no-version", named, NULL);
}

static const char *now_text(struct verb_call *call, const struct rehearsal_change *c)
{
    return c->kind == REHEARSAL_UNREADABLE ? message_of_err(call->arena, call->language, &c->why) : c->now;
}

static void tell_text(struct verb_call *call, const struct rehearsal_change *c, const struct rehearsal_change *before)
{
    if (!before || before->case_id != c->case_id || before->certificate_id != c->certificate_id)
        verb_print(call, "%s  %s\n", *c->number ? c->number : arena_printf(call->arena, "#%lld", (long long)c->case_id), c->party_name);
    verb_print(call, "  %s%s%s", c->kind_label, *c->what ? "  " : "", c->what);
    const char *now = now_text(call, c);
    if (*c->old || *now)
        verb_print(call, ": %s -> %s", *c->old ? c->old : "-", *now ? now : "-");
    verb_print(call, "\n");
}

static void tell_json(struct verb_call *call, struct json_writer *w, const struct rehearsal_change *c)
{
    static const char *const kinds[REHEARSAL_KIND_COUNT] = {"type", "state", "action", "deadline", "fee", "form", "check", "unreadable"};
    json_begin_object(w);
    json_put_int(w, "case", c->case_id);
    json_put_int(w, "certificate", c->certificate_id);
    json_put_text(w, "number", c->number);
    json_put_text(w, "party", c->party_name);
    json_put_text(w, "kind", kinds[c->kind]);
    json_put_text(w, "what", c->what);
    json_put_text(w, "old", c->old);
    json_put_text(w, "new", now_text(call, c));
    json_end_object(w);
}

static void tell_counts(struct verb_call *call, const struct rehearsal *r)
{
    const char *cases = arena_printf(call->arena, "%zu", r->n_cases), *certificates = arena_printf(call->arena, "%zu", r->n_certificates);
    verb_say(call, "scheme.rehearsed-cases", cases, arena_printf(call->arena, "%zu", r->n_cases_changed), NULL);
    verb_say(call, "scheme.rehearsed-certificates", certificates, arena_printf(call->arena, "%zu", r->n_certificates_changed), NULL);
    if (r->n_there_already)
        verb_say(call, "scheme.rehearsed-already", arena_printf(call->arena, "%zu", r->n_there_already), NULL);
    if (r->cut)
        verb_say(call, "scheme.rehearsed-cut", arena_printf(call->arena, "%d", REHEARSAL_CHANGES_MAX), NULL);
}

int verb_scheme_rehearse(struct verb_call *call, struct err *e)
{
    const struct scheme *draft;
    struct rehearsal r;
    int rc = find_draft(call, &draft, e);
    if (!rc)
        rc = scheme_rehearse(call->app, draft, call->arena, &r, e);
    if (rc)
        return rc;
    struct json_writer w = verb_json(call);
    if (call->json)
        json_begin_array(&w);
    for (size_t i = 0; i < r.all.n; i++)
        if (call->json)
            tell_json(call, &w, &r.all.at[i]);
        else
            tell_text(call, &r.all.at[i], i ? &r.all.at[i - 1] : NULL);
    if (call->json) {
        json_end_array(&w);
        verb_print(call, "\n");
    } else {
        tell_counts(call, &r);
    }
    return 0;
}
