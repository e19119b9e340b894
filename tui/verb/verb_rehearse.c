/* scheme rehearse: a version of a scheme played through with what is open in the store */
#include "core/app/rehearse_app.h"
#include "core/rule/scheme.h"
#include "tui/verb/verb.h"

static int find_draft(struct verb_call *call, const struct scheme **draft_r, struct err *e)
{
    const char *named;
    int rc = verb_need(call, "VERSION", &named, e);
    if (!rc)
        rc = verb_done(call, e);
    if (rc)
        return rc;
    *draft_r = schemes_named(call->app->schemes, named);
    return *draft_r && !(*draft_r)->abstract ? 0 : err_set(e, E_NOTFOUND, "scheme.no-version", named, NULL);
}

static void tell_json(struct json_writer *w, const struct rehearsal_change *c)
{
    json_begin_object(w);
    json_put_int(w, "case", c->case_id);
    json_put_int(w, "certificate", c->certificate_id);
    json_put_text(w, "number", c->number);
    json_put_text(w, "party", c->party_name);
    json_put_text(w, "kind", rehearsal_kind_name(c->kind));
    json_put_text(w, "what", c->what);
    json_put_text(w, "old", c->old);
    json_put_text(w, "new", c->now);
    json_end_object(w);
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
    if (!call->json) {
        AUTO(buf) struct buf text = BUF(VERB_OUT_BYTES_MAX);
        rehearsal_text(call->app, call->arena, &r, &text);
        verb_print(call, "%s", buf_str(&text));
        return 0;
    }
    struct json_writer w = verb_json(call);
    json_begin_array(&w);
    for (size_t i = 0; i < r.all.n; i++)
        tell_json(&w, &r.all.at[i]);
    json_end_array(&w);
    verb_print(call, "\n");
    return 0;
}
