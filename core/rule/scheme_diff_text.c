/* Differences between two versions as an office reads them; and the two versions found by name. */
#include <string.h>

#include "core/base/str.h"
#include "core/rule/scheme.h"
#include "core/rule/scheme_diff.h"

/* aspic/2022-04-01, or aspic for its newest version. */
static int find_version(struct arena *a, const char *root, const char *named, const char **id_r, const char **version_r, struct err *e)
{
    const char *slash = strchr(named, '/');
    struct texts versions;
    struct date d;
    *id_r = slash ? arena_strndup(a, named, (size_t)(slash - named)) : named;
    *version_r = slash ? slash + 1 : NULL;
    if (strchr(*id_r, '.') || (slash && !date_from_iso(*version_r, &d)) ||
        scheme_folder(a, arena_printf(a, "%s/%s", root, *id_r), &versions, e) != 0 || !versions.n)
        return err_set(e, E_NOTFOUND, "scheme.unknown", named, NULL);
    if (slash && !texts_have(&versions, *version_r))
        return err_set(e, E_NOTFOUND, "scheme.unknown", named, NULL);
    if (!slash)
        *version_r = versions.at[versions.n - 1];
    return 0;
}

static int read_version(struct yaml_cache *cache, const char *root, const char *named, struct scheme_files *files, struct err *e)
{
    const char *id, *version;
    struct problems *problems = arena_alloc(cache->a, sizeof *problems);
    int rc = find_version(cache->a, root, named, &id, &version, e);
    *problems = (struct problems){0};
    if (!rc && !scheme_files_read(cache, root, id, version, files, problems))
        rc = problem_to_err(&problems->at[0], e);
    problems_done(problems);
    return rc;
}

int scheme_diff_versions(struct arena *a, const char *root, const char *old, const char *now, struct scheme_differences *to, struct err *e)
{
    struct yaml_cache cache = {.a = a, .trees = a};
    struct scheme_files old_files, now_files;
    *to = (struct scheme_differences){0};
    int rc = read_version(&cache, root, old, &old_files, e);
    if (!rc)
        rc = read_version(&cache, root, now, &now_files, e);
    if (!rc)
        scheme_diff(a, &old_files, &now_files, to);
    return rc;
}

static const char *in_words(struct arena *a, const char *place, bool english)
{
    const char *words = "";
    struct str rest = str_of(place), one;
    while (str_split(&rest, ' ', &one))
        words = arena_printf(a, "%s%s%s", words, *words ? " " : "", scheme_key_word(arena_strndup(a, one.p, one.n), english));
    return words;
}

static void tell(struct arena *a, const struct scheme_difference *d, const struct scheme_difference *before, bool english, struct buf *out)
{
    bool new_file = !before || !str_eq(before->file, d->file);
    if (new_file)
        buf_printf(out, "%s\n", d->file);
    if (*d->rule && (new_file || !str_eq(before->rule, d->rule)))
        buf_printf(out, "  %s%s%s%s%s%s\n", in_words(a, d->rule, english), *d->label ? "  " : "", d->label, *d->src ? "  [" : "", d->src,
                   *d->src ? "]" : "");
    if (*d->place)
        buf_printf(out, "    %s\n", in_words(a, d->place, english));
    if (d->old)
        buf_printf(out, "      %s  %s\n", scheme_key_word("*old", english), d->old);
    if (d->now)
        buf_printf(out, "      %s  %s\n", scheme_key_word("*new", english), d->now);
}

void scheme_diff_text(struct arena *a, const struct scheme_differences *found, bool english, struct buf *out)
{
    for (size_t i = 0; i < found->all.n; i++)
        tell(a, &found->all.at[i], i ? &found->all.at[i - 1] : NULL, english, out);
}
