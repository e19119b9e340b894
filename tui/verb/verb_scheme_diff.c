/* scheme diff: what changes for the office between two versions */
#include <string.h>

#include "core/base/str.h"
#include "core/rule/scheme.h"
#include "core/rule/scheme_diff.h"
#include "tui/message.h"
#include "tui/verb/verb.h"

/* aspic/2022-04-01, or aspic for its newest version. */
static int find_version(struct verb_call *call, const char *named, const char **id_r, const char **version_r, struct err *e)
{
    const char *slash = strchr(named, '/');
    struct texts versions;
    struct date d;
    *id_r = slash ? arena_strndup(call->arena, named, (size_t)(slash - named)) : named;
    *version_r = slash ? slash + 1 : NULL;
    if (strchr(*id_r, '.') || (slash && !date_from_iso(*version_r, &d)) ||
        scheme_folder(call->arena, arena_printf(call->arena, "%s/%s", call->schemes_dir, *id_r), &versions, e) != 0 || !versions.n)
        return err_set(e, E_NOTFOUND, "scheme.unknown", named, NULL);
    if (slash && !texts_have(&versions, *version_r))
        return err_set(e, E_NOTFOUND, "scheme.unknown", named, NULL);
    if (!slash)
        *version_r = versions.at[versions.n - 1];
    return 0;
}

static int read_version(struct verb_call *call, struct yaml_cache *cache, const char *named, struct scheme_files *files, struct err *e)
{
    const char *id, *version;
    struct problems *problems = arena_alloc(call->arena, sizeof *problems);
    int rc = find_version(call, named, &id, &version, e);
    *problems = (struct problems){0};
    if (!rc && !scheme_files_read(cache, call->schemes_dir, id, version, files, problems))
        rc = problem_to_err(&problems->at[0], e);
    problems_done(problems);
    return rc;
}

static const char *in_words(struct verb_call *call, const char *place)
{
    const char *words = "";
    struct str rest = str_of(place), one;
    while (str_split(&rest, ' ', &one))
        words = arena_printf(call->arena, "%s%s%s", words, *words ? " " : "",
                             scheme_key_word(arena_strndup(call->arena, one.p, one.n), call->language == LANGUAGE_EN));
    return words;
}

static void tell_text(struct verb_call *call, const struct scheme_difference *d, const struct scheme_difference *before)
{
    if (!before || !str_eq(before->file, d->file))
        verb_print(call, "%s\n", d->file);
    if (*d->rule && (!before || !str_eq(before->rule, d->rule) || !str_eq(before->file, d->file)))
        verb_print(call, "  %s%s%s%s%s%s\n", in_words(call, d->rule), *d->label ? "  " : "", d->label, *d->src ? "  [" : "", d->src,
                   *d->src ? "]" : "");
    if (*d->place)
        verb_print(call, "    %s\n", in_words(call, d->place));
    if (d->old)
        verb_say(call, "scheme.diff-old", d->old, NULL);
    if (d->now)
        verb_say(call, "scheme.diff-new", d->now, NULL);
}

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
    struct yaml_cache cache = {.a = call->arena, .trees = call->arena};
    struct scheme_files old_files, now_files;
    struct scheme_differences found = {0};
    int rc = verb_need(call, "OLD", &old, e);
    if (!rc)
        rc = verb_need(call, "NEW", &now, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = read_version(call, &cache, old, &old_files, e);
    if (!rc)
        rc = read_version(call, &cache, now, &now_files, e);
    if (rc)
        return rc;
    scheme_diff(call->arena, &old_files, &now_files, &found);
    struct json_writer w = verb_json(call);
    if (call->json)
        json_begin_array(&w);
    for (size_t i = 0; i < found.all.n; i++)
        if (call->json)
            tell_json(&w, &found.all.at[i]);
        else
            tell_text(call, &found.all.at[i], i ? &found.all.at[i - 1] : NULL);
    if (call->json) {
        json_end_array(&w);
        verb_print(call, "\n");
    } else if (found.cut || !found.all.n) {
        verb_say(call, found.cut ? "scheme.diff-cut" : "scheme.diff-same", NULL);
    }
    return 0;
}
