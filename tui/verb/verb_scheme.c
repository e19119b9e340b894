/* scheme list, check */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/str.h"
#include "core/rule/problem.h"
#include "core/rule/scheme.h"
#include "core/rule/scheme_show.h"
#include "tui/message.h"
#include "tui/verb/verb.h"

static void print_problem(struct verb_call *call, const struct problem *p)
{
    size_t n = 0;
    while (n < ERR_ARGS && p->arg[n])
        n++;
    const char *text = message_format(call->arena, call->language, p->msg, p->arg, n);
    verb_print(call, "%s:%d:%d: %s", p->at.file ? p->at.file : "?", p->at.line, p->at.column, text);
    if (p->near && !strstr(text, p->near))
        verb_print(call, " (%s?)", p->near);
    verb_print(call, " [%s]\n", p->proof);
}

static void json_problem(struct json_writer *w, struct verb_call *call, const struct problem *p)
{
    size_t n = 0;
    while (n < ERR_ARGS && p->arg[n])
        n++;
    json_begin_object(w);
    json_put_text(w, "file", p->at.file ? p->at.file : "");
    json_put_int(w, "line", p->at.line);
    json_put_int(w, "column", p->at.column);
    json_put_text(w, "proof", p->proof);
    json_put_text(w, "message", message_format(call->arena, call->language, p->msg, p->arg, n));
    json_put_text(w, "near", p->near);
    json_end_object(w);
}

static bool about(const struct problem *p, const char *id, struct arena *a)
{
    return !id || (p->at.file && strstr(p->at.file, arena_printf(a, "/%s/", id)));
}

/* An installed scheme of that id, or one that has mistakes. */
static int known(const struct schemes *schemes, const struct problems *problems, const char *id, struct arena *a, struct err *e)
{
    for (size_t i = 0; schemes && i < schemes->n; i++)
        if (!id || str_eq(schemes->at[i]->rule.id, id))
            return 0;
    for (size_t i = 0; problems && i < problems->n; i++)
        if (about(&problems->at[i], id, a))
            return 0;
    return err_set(e, E_NOTFOUND, "scheme.unknown", id, NULL);
}

/* What the office must confirm before going live; of all schemes, or of one. */
static int release(struct verb_call *call, struct err *e)
{
    const char *id = verb_word(call);
    int rc = verb_done(call, e);
    if (rc)
        return rc;
    struct schemes *schemes = NULL;
    rc = schemes_load(call->schemes_dir, &schemes, NULL, e);
    if (!rc)
        rc = known(schemes, NULL, id, call->arena, e);
    if (rc) {
        schemes_free(schemes);
        return rc;
    }
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < schemes->n; i++) {
        const struct scheme *s = schemes->at[i];
        if (s->abstract || (id && !str_eq(id, s->rule.id)))
            continue;
        if (call->json) {
            AUTO(buf) struct buf one = BUF(1 << 20);
            scheme_release_json(s, &one);
            json_raw(&l.w, buf_str(&one));
            continue;
        }
        verb_print(call, "%s/%s\n", s->rule.id, s->version_text);
        scheme_release_text(s, call->language == LANGUAGE_EN, &call->out);
    }
    schemes_free(schemes);
    verb_list_end(&l);
    return 0;
}

static void tell_problems(struct verb_call *call, const struct problems *problems, const char *id, size_t *shown_r)
{
    struct verb_list l = verb_list(call);
    *shown_r = 0;
    for (size_t i = 0; i < problems->n; i++) {
        if (!about(&problems->at[i], id, call->arena))
            continue;
        ++*shown_r;
        if (call->json)
            json_problem(&l.w, call, &problems->at[i]);
        else
            print_problem(call, &problems->at[i]);
    }
    verb_list_end(&l);
    if (!call->json)
        verb_say(call, *shown_r ? "scheme.problems" : "scheme.sound", arena_printf(call->arena, "%zu", *shown_r + problems->dropped), NULL);
}

/* It stands there, but no mistake is in its own files: what it extends did not load. */
static bool has_folder(const struct verb_call *call, const char *id)
{
    struct stat st;
    return !strchr(id, '/') && stat(arena_printf(call->arena, "%s/%s", call->schemes_dir, id), &st) == 0 && S_ISDIR(st.st_mode);
}

int verb_scheme_check(struct verb_call *call, struct err *e)
{
    if (verb_switch(call, "release"))
        return release(call, e);
    const char *id = verb_word(call);
    int rc = verb_done(call, e);
    if (rc)
        return rc;
    struct problems *problems = xcalloc(1, sizeof *problems);
    struct schemes *schemes = NULL;
    size_t shown = 0;
    rc = schemes_load(call->schemes_dir, &schemes, problems, e);
    if (!rc || problems->n) /* mistakes are what was asked for */
        rc = known(schemes, problems, id, call->arena, e);
    if (rc == E_NOTFOUND && problems->n && has_folder(call, id)) {
        id = NULL;
        rc = 0;
    }
    if (!rc)
        tell_problems(call, problems, id, &shown);
    problems_done(problems);
    free(problems);
    schemes_free(schemes);
    return rc ? rc : shown ? 1 : 0;
}

int verb_scheme_list(struct verb_call *call, struct err *e)
{
    int rc = verb_done(call, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < call->schemes->n; i++) {
        const struct scheme *s = call->schemes->at[i];
        verb_list_row(&l);
        verb_list_text(&l, "id", s->rule.id, 16);
        verb_list_text(&l, "version", s->version_text, 10);
        verb_list_text(&l, "label", s->rule.label, VERB_JSON_ONLY);
        verb_list_text(&l, NULL, call->language == LANGUAGE_EN && s->rule.label_en ? s->rule.label_en : s->rule.label, 60);
        verb_list_bool(&l, "abstract", s->abstract);
        verb_list_text(&l, "hash", s->hash, VERB_JSON_ONLY);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}
