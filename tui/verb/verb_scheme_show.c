/* scheme show, coverage, proofs, schema */
#include <stdlib.h>

#include "core/base/str.h"
#include "core/rule/scheme_coverage.h"
#include "core/rule/scheme_show.h"
#include "tui/verb/verb.h"

/* ID, or ID/VERSION; without version the newest. */
static int find(const struct verb_call *call, const char *word, const struct scheme **s_r, struct err *e)
{
    const struct scheme *found = NULL;
    for (size_t i = 0; i < call->schemes->n; i++) {
        const struct scheme *s = call->schemes->at[i]; /* by id, then version: the newest stays */
        const char *full = arena_printf(call->arena, "%s/%s", s->rule.id, s->version_text);
        if (str_eq(s->rule.id, word) || str_eq(full, word))
            found = s;
    }
    if (!found)
        return err_set(e, E_NOTFOUND, "scheme.unknown", word, NULL);
    *s_r = found;
    return 0;
}

static int need_scheme(struct verb_call *call, const struct scheme **s_r, struct err *e)
{
    const char *word;
    int rc = verb_need(call, "ID", &word, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : find(call, word, s_r, e);
}

static void end_json(struct verb_call *call)
{
    if (call->json)
        verb_print(call, "\n");
}

int verb_scheme_show(struct verb_call *call, struct err *e)
{
    const struct scheme *s;
    int rc = need_scheme(call, &s, e);
    if (rc)
        return rc;
    if (call->json)
        scheme_show_json(s, &call->out);
    else
        scheme_show_text(s, call->language == LANGUAGE_EN, &call->out);
    end_json(call);
    return 0;
}

static int read_examples(struct verb_call *call, const struct scheme *s, struct examples *to, struct err *e)
{
    if (!s->examples_path)
        return 0;
    struct problems *problems = xcalloc(1, sizeof *problems);
    int rc = examples_read(call->arena, s->examples_path, to, problems, e);
    problems_done(problems);
    free(problems);
    return rc;
}

int verb_scheme_coverage(struct verb_call *call, struct err *e)
{
    bool open = verb_switch(call, "open");
    const struct scheme *s;
    struct examples examples = {0};
    int rc = need_scheme(call, &s, e);
    if (!rc)
        rc = read_examples(call, s, &examples, e);
    if (rc)
        return rc;
    struct coverage coverage = scheme_coverage(s, &examples, call->arena);
    if (call->json) {
        scheme_coverage_json(&coverage, open, &call->out);
    } else {
        scheme_coverage_text(&coverage, open, &call->out);
        verb_say(call, "scheme.coverage", arena_printf(call->arena, "%zu", coverage.all.n),
                 arena_printf(call->arena, "%zu", coverage.open), arena_printf(call->arena, "%zu", coverage.untested),
                 arena_printf(call->arena, "%zu", coverage.partly), NULL);
    }
    end_json(call);
    return coverage.open ? 1 : 0;
}

int verb_scheme_proofs(struct verb_call *call, struct err *e)
{
    int rc = verb_done(call, e);
    if (rc)
        return rc;
    if (call->json)
        scheme_proofs_json(&call->out);
    else
        scheme_proofs_text(&call->out);
    end_json(call);
    return 0;
}

int verb_scheme_schema(struct verb_call *call, struct err *e)
{
    const char *file;
    int rc = verb_need(call, "FILE", &file, e);
    if (!rc)
        rc = verb_done(call, e);
    if (rc)
        return rc;
    if (!scheme_schema(file, &call->out))
        return err_set(e, E_NOTFOUND, "scheme.unknown-file", file, NULL);
    verb_print(call, "\n");
    return 0;
}
