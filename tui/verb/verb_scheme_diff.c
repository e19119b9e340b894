/* scheme diff: what changes for the office between two versions */
#include <string.h>

#include "core/base/str.h"
#include "core/rule/scheme.h"
#include "core/rule/scheme_diff.h"
#include "tui/message.h"
#include "tui/verb/verb.h"

static void tell_json(struct json_writer *w, const struct scheme_difference *d)
{
    json_begin_object(w);
    json_put_text(w, "file", d->file);
    json_put_text(w, "rule", d->rule);
    json_put_text(w, "label", d->label);
    json_put_text(w, "src", d->src);
    json_put_text(w, "place", d->place);
    json_put_text(w, "old", d->old);
    json_put_text(w, "new", d->now);
    json_end_object(w);
}

int verb_scheme_diff(struct verb_call *call, struct err *e)
{
    const char *old, *now;
    struct scheme_differences found;
    int rc = verb_need(call, "OLD", &old, e);
    if (!rc)
        rc = verb_need(call, "NEW", &now, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = scheme_diff_versions(call->arena, call->schemes_dir, old, now, &found, e);
    if (rc)
        return rc;
    if (!call->json) {
        AUTO(buf) struct buf text = BUF(VERB_OUT_BYTES_MAX);
        scheme_diff_text(call->arena, &found, call->language == LANGUAGE_EN, &text);
        verb_print(call, "%s", buf_str(&text));
        if (found.cut || !found.all.n)
            verb_say(call, found.cut ? "scheme.diff-cut" : "scheme.diff-same", NULL);
        return 0;
    }
    struct json_writer w = verb_json(call);
    json_begin_array(&w);
    for (size_t i = 0; i < found.all.n; i++)
        tell_json(&w, &found.all.at[i]);
    json_end_array(&w);
    verb_print(call, "\n");
    return 0;
}
