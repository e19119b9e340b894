#include "core/rule/scheme_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/sha256.h"
#include "core/base/str.h"
#include "core/rule/scheme_read.h"

enum { FOLDER_NAMES_MAX = 2000 };

int scheme_file_text(struct arena *a, const char *path, const char **text_r, size_t *n_r, struct err *e)
{
    FILE *file = fopen(path, "rbe");
    if (!file) {
        if (errno == ENOENT)
            return err_set(e, E_NOTFOUND, "file.missing", path, NULL);
        return err_set(e, E_IO, "file.unreadable", path, strerror(errno), NULL);
    }
    size_t room = 65536, n = 0;
    char *text = xcalloc(1, room);
    for (;;) {
        n += fread(text + n, 1, room - n, file);
        if (n < room || n > YAML_BYTES_MAX)
            break;
        room *= 2;
        text = xrealloc(text, room);
    }
    int bad = ferror(file) ? errno : 0; /* a folder opens, and only reading it tells */
    fclose(file);
    if (!bad && n <= YAML_BYTES_MAX) {
        *text_r = arena_strndup(a, text, n);
        *n_r = n;
    }
    free(text);
    if (bad)
        return err_set(e, E_IO, "file.unreadable", path, strerror(bad), NULL);
    return n <= YAML_BYTES_MAX ? 0 : err_set(e, E_LIMIT, "yaml.size", NULL);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int scheme_folder(struct arena *a, const char *path, struct texts *names_r, struct err *e)
{
    DIR *dir = opendir(path);
    if (!dir)
        return err_set(e, E_NOTFOUND, "scheme.no-folder", path, NULL);
    LIST(const char *) names = {0};
    for (const struct dirent *entry = readdir(dir); entry && names.n < FOLDER_NAMES_MAX; entry = readdir(dir))
        if (entry->d_name[0] != '.')
            *LIST_ADD(a, &names) = arena_strdup(a, entry->d_name);
    closedir(dir);
    if (names.n > 0)
        qsort(names.at, names.n, sizeof *names.at, compare_names);
    *names_r = (struct texts){names.at, names.n};
    return 0;
}

static void note(struct problems *problems, struct where at, const struct err *e)
{
    problem_add(problems, at, "read", NULL, e->msg, e->arg[0], e->arg[1], NULL);
}

struct cached_file {
    const char *path, *text; /* text NULL: there is no such file, or it cannot be read */
    size_t n;
    const struct yaml *root; /* NULL: no file, or no YAML */
    int rc;
    struct err e; /* of rc, at `at` */
    struct where at;
};

static const struct cached_file *read_cached(struct yaml_cache *cache, struct arena *tree, const char *path)
{
    for (size_t i = 0; i < cache->files.n; i++)
        if (str_eq(cache->files.at[i]->path, path))
            return cache->files.at[i];
    struct cached_file *file = ARENA_NEW(cache->trees, struct cached_file);
    file->path = arena_strdup(cache->a, path);
    file->at = (struct where){file->path, 1, 1};
    file->rc = scheme_file_text(cache->trees, path, &file->text, &file->n, &file->e);
    if (file->rc == 0)
        file->rc = yaml_parse_apart(tree, cache->a, file->path, file->text, file->n, &file->root, &file->at, &file->e);
    *LIST_ADD(cache->trees, &cache->files) = file;
    return file;
}

/* One file of the version itself; NULL if it is not there or cannot be read. */
static const struct yaml *read_yaml(struct yaml_cache *cache, struct arena *tree, const char *path, struct sha256_piece *piece,
                                    struct problems *problems)
{
    const struct cached_file *file = read_cached(cache, tree, path);
    if (file->rc == E_NOTFOUND)
        return NULL;
    if (file->rc != 0)
        note(problems, file->at, &file->e);
    if (file->text)
        *piece = (struct sha256_piece){file->text, file->n};
    return file->root;
}

/* A file of the folder that no table knows. */
static void refuse_strangers(struct arena *a, const char *dir, struct problems *problems)
{
    struct texts names;
    struct err e;
    if (scheme_folder(a, dir, &names, &e) != 0) {
        note(problems, (struct where){dir, 0, 0}, &e);
        return;
    }
    const char *known[SCHEME_FILES_MAX + 2];
    size_t n = 0;
    for (size_t i = 0; i < n_scheme_files; i++)
        known[n++] = scheme_files[i].name;
    known[n++] = "specimen.yaml";
    known[n++] = "examples.yaml";
    const struct texts all = {known, n};
    for (size_t i = 0; i < names.n; i++)
        if (strstr(names.at[i], ".y") && !texts_have(&all, names.at[i]))
            problem_add(problems, (struct where){arena_printf(a, "%s/%s", dir, names.at[i]), 0, 0}, "read",
                        str_nearest(names.at[i], known, n), "scheme.unknown-file", names.at[i], NULL);
}

/* A version that was released holds the hash of its files in FROZEN: cases live under it, so it never changes again. */
static void check_frozen(struct arena *a, const char *dir, const char *hash, struct problems *problems)
{
    const char *path = arena_printf(a, "%s/FROZEN", dir), *text;
    size_t n;
    struct err e;
    int rc = scheme_file_text(a, path, &text, &n, &e);
    if (rc == E_NOTFOUND)
        return;
    if (rc)
        note(problems, (struct where){path, 0, 0}, &e);
    else if (n < SHA256_HEX_BYTES - 1 || strncmp(text, hash, SHA256_HEX_BYTES - 1) != 0)
        problem_add(problems, (struct where){path, 1, 1}, "read", NULL, "scheme.frozen", dir, hash, NULL);
}

static void read_own(struct yaml_cache *cache, const char *dir, struct scheme_files *to, struct problems *problems)
{
    struct arena *a = cache->trees;
    struct sha256_piece pieces[SCHEME_FILES_MAX + 2] = {0};
    size_t n = 0;
    for (size_t i = 0; i < n_scheme_files; i++) {
        to->file[i] = read_yaml(cache, a, arena_printf(a, "%s/%s", dir, scheme_files[i].name), &pieces[n], problems);
        n += pieces[n].p != NULL;
    }
    to->specimen = read_yaml(cache, cache->a, arena_printf(a, "%s/specimen.yaml", dir), &pieces[n], problems);
    n += pieces[n].p != NULL;
    pieces[n].p = NULL;
    struct sha256 hash = sha256_of_pieces(pieces);
    sha256_hex(&hash, to->hash);
    check_frozen(a, dir, to->hash, problems);
    const char *examples = arena_printf(cache->a, "%s/examples.yaml", dir);
    FILE *file = fopen(examples, "rbe");
    to->examples_path = file ? examples : NULL;
    if (file)
        fclose(file);
}

/* What a base says of itself and not of those that extend it. */
static const struct yaml *strip_head(struct arena *a, const struct yaml *file)
{
    if (!file || file->kind != YAML_MAP)
        return file;
    static const char *const own[] = {"id", "version", "extends", "abstract"};
    const struct texts names = {own, COUNT_OF(own)};
    struct yaml_entry *entries = ARENA_ARRAY(a, struct yaml_entry, file->n);
    size_t n = 0;
    for (size_t i = 0; i < file->n; i++)
        if (!texts_have(&names, file->entry[i].key))
            entries[n++] = file->entry[i];
    return yaml_new_map(a, file->at, entries, n);
}

static bool read_level(struct yaml_cache *cache, const char *root, const char *folder, int depth, struct scheme_files *to,
                       struct problems *problems)
{
    struct arena *a = cache->trees;
    size_t before = problems->found;
    const char *dir = arena_printf(a, "%s/%s", root, folder);
    refuse_strangers(a, dir, problems);
    read_own(cache, dir, to, problems);
    const struct yaml *extends = yaml_get(to->file[0], "extends");
    if (!to->file[0] && problems->found == before)
        problem_add(problems, (struct where){dir, 0, 0}, "read", NULL, "scheme.no-head", dir, NULL);
    if (!extends || extends->kind != YAML_SCALAR)
        return problems->found == before;
    if (depth == SCHEME_EXTENDS_MAX || strstr(extends->text, "..") || extends->text[0] == '/') {
        problem_add(problems, extends->at, "read", NULL, "scheme.extends", extends->text, NULL);
        return false;
    }
    struct scheme_files base = {0};
    struct err e;
    struct texts names;
    if (scheme_folder(a, arena_printf(a, "%s/%s", root, extends->text), &names, &e) != 0)
        problem_add(problems, extends->at, "read", NULL, "scheme.extends", extends->text, NULL);
    else
        read_level(cache, root, extends->text, depth + 1, &base, problems);
    base.file[0] = strip_head(a, base.file[0]);
    for (size_t i = 0; i < n_scheme_files; i++)
        to->file[i] = yaml_merge(a, base.file[i], to->file[i], problems);
    to->specimen = yaml_merge(cache->a, base.specimen, to->specimen, problems);
    return problems->found == before;
}

bool scheme_files_read(struct yaml_cache *cache, const char *root, const char *id, const char *version,
                       struct scheme_files *files_r, struct problems *problems)
{
    *files_r = (struct scheme_files){0};
    return read_level(cache, root, arena_printf(cache->trees, "%s/%s", id, version), 0, files_r, problems);
}
