/* scheme test: the worked examples */
#include <string.h>

#include "core/app/examples_app.h"
#include "tui/message.h"
#include "tui/verb/verb.h"

struct telling {
    struct verb_call *call;
    struct json_writer w;
};

static void tell_example(const struct example_result *result, void *arg)
{
    struct telling *t = arg;
    if (t->call->json) {
        json_begin_object(&t->w);
        json_put_text(&t->w, "scheme", result->scheme);
        json_put_text(&t->w, "id", result->id);
        json_put_bool(&t->w, "passed", result->passed);
        json_put_text(&t->w, "why", result->why);
        json_put_text(&t->w, "place", result->place);
        json_end_object(&t->w);
    } else if (!result->passed) {
        verb_print(t->call, "%s: %s %s %s\n", result->place, result->id, result->note, result->why);
    }
}

/* A file that is no list of examples: the place belongs to what is said. */
static int say_place(struct arena *a, enum language language, int rc, struct err *e)
{
    const char *place = arena_strdup(a, e->detail), *what = message_of_err(a, language, e);
    return err_set(e, rc, "example.file", place, what, NULL);
}

int verb_scheme_test(struct verb_call *call, struct err *e)
{
    const struct examples_options options = {.say_error = message_of_err, .language = call->language, .verify = verb_switch(call, "verify")};
    const char *what = verb_word(call);
    int rc = verb_done(call, e);
    if (rc)
        return rc;
    struct examples_count count = {0};
    struct telling t = {call, verb_json(call)};
    bool file = what && (strchr(what, '/') || strstr(what, ".yaml"));
    if (file && call->remote)
        return err_set(e, E_DENIED, "verb.local", "scheme test FILE", NULL);
    if (call->json)
        json_begin_array(&t.w);
    AUTO(arena) struct arena a = {0};
    rc = file ? examples_run_file(call->schemes, what, &options, tell_example, &t, &count, e)
              : examples_run(call->schemes, what, &options, tell_example, &t, &count, e);
    if (call->json) {
        json_end_array(&t.w);
        verb_print(call, "\n");
    } else if (!rc) {
        verb_print(call, "%zu passed, %zu failed\n", count.passed, count.failed);
    }
    if (rc && *e->detail)
        return say_place(&a, call->language, rc, e);
    return rc ? rc : count.failed ? 1 : 0;
}
