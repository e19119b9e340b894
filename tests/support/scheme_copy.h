/* A copy of tests/scheme in a temporary folder, for tests that break one line of it. */
#ifndef SHINSA_TESTS_SCHEME_COPY_H
#define SHINSA_TESTS_SCHEME_COPY_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/rule/problem.h"
#include "core/rule/scheme.h"
#include "core/rule/scheme_files.h"

/* Root of the invented schemes of the tests. */
static inline const char *sample_root(struct arena *a)
{
    const char *src = getenv("SRCDIR");
    return arena_printf(a, "%s/tests/scheme", src ? src : ".");
}

static inline void copy_write(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    assert(file);
    fputs(text, file);
    fclose(file);
}

/* One version folder by symbolic links, so that a single file can be replaced. */
static inline void copy_version(struct arena *a, const char *from, const char *to, const char *id)
{
    struct texts files;
    struct err e;
    const char *source = arena_printf(a, "%s/%s/2024-04-01", from, id);
    const char *target = arena_printf(a, "%s/%s/2024-04-01", to, id);
    mkdir(arena_printf(a, "%s/tests", getenv("BUILDDIR") ? getenv("BUILDDIR") : "."), 0777);
    mkdir(to, 0777);
    mkdir(arena_printf(a, "%s/%s", to, id), 0777);
    mkdir(target, 0777);
    int rc = scheme_folder(a, source, &files, &e);
    assert(rc == 0);
    for (size_t i = 0; i < files.n; i++) {
        const char *link = arena_printf(a, "%s/%s", target, files.at[i]);
        unlink(link);
        rc = symlink(arena_printf(a, "%s/%s", source, files.at[i]), link);
        assert(rc == 0);
    }
}

/* A fresh copy under the build folder; the same path each time. */
static inline const char *copy_sample(struct arena *a, const char *name)
{
    const char *build = getenv("BUILDDIR");
    const char *to = arena_printf(a, "%s/tests/%s.tmp", build ? build : ".", name);
    copy_version(a, sample_root(a), to, "sample");
    copy_version(a, sample_root(a), to, "sample-base");
    return to;
}

/* A second version of the copied sample, from 2025-04-01 on: its own files, extending the same base. */
static inline void copy_next_version(struct arena *a, const char *root)
{
    struct texts files;
    struct err e;
    const char *source = arena_printf(a, "%s/sample/2024-04-01", root);
    const char *target = arena_printf(a, "%s/sample/2025-04-01", root);
    mkdir(target, 0777);
    int rc = scheme_folder(a, source, &files, &e);
    assert(rc == 0);
    for (size_t i = 0; i < files.n; i++) {
        const char *text;
        size_t n;
        rc = scheme_file_text(a, arena_printf(a, "%s/%s", source, files.at[i]), &text, &n, &e);
        assert(rc == 0);
        const char *version = strstr(text, "version: 2024-04-01");
        if (version)
            text = arena_printf(a, "%.*sversion: 2025-04-01%s", (int)(version - text), text, version + 19);
        const char *path = arena_printf(a, "%s/%s", target, files.at[i]);
        unlink(path);
        copy_write(path, text);
    }
}

/* Replaces the first `from` of a file of the sample by `with`; the new text, or NULL if it has no `from`. */
static inline const char *copy_replace_in(struct arena *a, const char *root, const char *version, const char *file,
                                          const char *from, const char *with)
{
    const char *path = arena_printf(a, "%s/sample/%s/%s", root, version, file), *text;
    size_t n;
    struct err e;
    int rc = scheme_file_text(a, path, &text, &n, &e);
    assert(rc == 0);
    const char *at = strstr(text, from);
    if (!at)
        return NULL;
    unlink(path);
    const char *changed = arena_printf(a, "%.*s%s%s", (int)(at - text), text, with, at + strlen(from));
    copy_write(path, changed);
    return changed;
}

static inline const char *copy_replace(struct arena *a, const char *root, const char *file, const char *from, const char *with)
{
    return copy_replace_in(a, root, "2024-04-01", file, from, with);
}

#endif
