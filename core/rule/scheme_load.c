/* From a folder to a proved scheme, and the schemes of an installation. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/str.h"
#include "core/rule/scheme_compile.h"
#include "core/rule/scheme_files.h"
#include "core/rule/scheme_proof.h"
#include "core/rule/scheme_read.h"

enum { SCHEMES_BYTES = 32 << 20, TREES_BYTES = 16 << 20 };

const struct scheme_file scheme_files[] = {
    {"scheme.yaml", &scheme_table, "who, what, since when"},
    {"lifecycle.yaml", &lifecycle_table, "case types, states, transitions"},
    {"forms.yaml", &forms_table, "items, forms, fields"},
    {"checklists.yaml", &checklists_table, "what is reviewed"},
    {"decisions.yaml", &decisions_table, "decision tables"},
    {"deadlines.yaml", &deadlines_table, "periods and deadlines"},
    {"fees.yaml", &fees_table, "prices by date"},
    {"numbers.yaml", &numbers_table, "series of numbers"},
    {"papers.yaml", &papers_table, "documents received and issued"},
    {"register.yaml", &register_table, "registers, ledgers, reports"},
    {"people.yaml", &people_table, "who may do what"},
    {"retention.yaml", &retention_table, "how long"},
};
const size_t n_scheme_files = COUNT_OF(scheme_files);
static_assert(COUNT_OF(scheme_files) <= SCHEME_FILES_MAX, "room for every file");

static void read_tables(struct reader *r, const struct scheme_files *files)
{
    for (size_t i = 0; i < n_scheme_files; i++)
        if (files->file[i] && files->file[i]->kind != YAML_NULL) {
            r->src = NULL;
            read_map(r, scheme_files[i].table, files->file[i], r->s);
        }
}

/* The folder's names are the scheme's. */
static void check_folder(struct problems *problems, const struct scheme *s, const char *id, const char *version)
{
    if (!str_eq(s->rule.id, id))
        problem_add(problems, s->rule.at, "read", id, "scheme.folder-name", s->rule.id, id, NULL);
    if (!str_eq(s->version_text, version))
        problem_add(problems, s->rule.at, "read", version, "scheme.folder-name", s->version_text, version, NULL);
}

/* Everything after the files were read. id and version are the folder's names, or NULL. */
static void build(struct reader *r, const struct scheme_files *files, const char *id, const char *version)
{
    struct scheme_uses uses;
    struct scheme *s = r->s;
    size_t before = r->problems->found;
    s->version = DATE_NONE;
    read_tables(r, files);
    date_iso(s->version, s->version_text);
    if (id)
        check_folder(r->problems, s, id, version);
    s->specimen = yaml_get(files->specimen, "specimen");
    if (files->specimen && !s->specimen)
        problem_add(r->problems, files->specimen->at, "read", NULL, "scheme.missing-key", "specimen", "specimen.yaml", NULL);
    s->examples_path = files->examples_path;
    str_copy_cut(s->hash, sizeof s->hash, files->hash);
    span_put(&s->reqs, r->reqs.at, r->reqs.n);
    span_put(&uses.refs, r->refs.at, r->refs.n);
    span_put(&uses.formulas, r->formulas.at, r->formulas.n);
    span_put(&uses.unsourced, r->unsourced.at, r->unsourced.n);
    s->uses = &uses;
    if (r->problems->found == before && !s->abstract)
        scheme_compile(s, r->a, r->problems);
    if (r->problems->found == before)
        scheme_prove(s, r->problems);
    s->uses = NULL;
}

/* Hands out the scheme, or the first of the problems found since. */
static int finish(struct scheme *s, struct scheme **scheme_r, const struct problems *problems, size_t found, size_t known,
                  struct err *e)
{
    if (problems->found == found) {
        *scheme_r = s;
        return 0;
    }
    scheme_free(s);
    /* Where all of them were known already, they are those of the base. */
    return problem_to_err(&problems->at[problems->n > known ? known : 0], e);
}

int scheme_from_files(const struct scheme_files *files, struct scheme **scheme_r, struct problems *problems, struct err *e)
{
    size_t found = problems->found, known = problems->n;
    AUTO(arena) struct arena work = {0};
    struct scheme *s = xcalloc(1, sizeof *s);
    struct reader r = {.a = &s->arena_, .work = &work, .s = s, .problems = problems};
    s->dir = "";
    build(&r, files, NULL, NULL);
    return finish(s, scheme_r, problems, found, known, e);
}

/* cache NULL: the scheme keeps its files and all that is made of them itself. */
static int load(const char *root, const char *id, const char *version, struct yaml_cache *cache, struct scheme **scheme_r,
                struct problems *problems, struct err *e)
{
    size_t found = problems->found, known = problems->n;
    AUTO(arena) struct arena work = {0};
    struct scheme *s = xcalloc(1, sizeof *s);
    struct yaml_cache own = {.a = &s->arena_, .trees = &work};
    if (!cache)
        cache = &own;
    struct reader r = {.a = cache->a, .work = cache->trees, .s = s, .problems = problems};
    struct scheme_files files;
    s->dir = arena_printf(r.a, "%s/%s/%s", root, id, version);
    if (scheme_files_read(cache, root, id, version, &files, problems))
        build(&r, &files, id, version);
    return finish(s, scheme_r, problems, found, known, e);
}

int scheme_load(const char *root, const char *id, const char *version, struct scheme **scheme_r,
                struct problems *problems, struct err *e)
{
    struct problems *own = problems ? problems : xcalloc(1, sizeof *own);
    int rc = load(root, id, version, NULL, scheme_r, own, e);
    if (!problems) {
        problems_done(own);
        free(own);
    }
    return rc;
}

void scheme_free(struct scheme *scheme)
{
    if (!scheme)
        return;
    arena_done(&scheme->arena_);
    free(scheme);
}

int schemes_dir(struct arena *a, const char *from_environment, const char **dir_r, struct err *e)
{
    const char *candidates[3] = {from_environment, NULL, SHINSA_DATADIR "/schemes"};
    char program[4096];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n > 0) {
        program[n] = '\0';
        char *slash = strrchr(program, '/');
        if (slash) {
            *slash = '\0';
            candidates[1] = arena_printf(a, "%s/../schemes", program);
        }
    }
    for (size_t i = str_empty(from_environment) ? 1 : 0; i < COUNT_OF(candidates); i++) {
        if (!candidates[i])
            continue;
        if (access(candidates[i], R_OK | X_OK) == 0) {
            *dir_r = arena_strdup(a, candidates[i]);
            return 0;
        }
        if (i == 0)
            break; /* what was asked for by name is never replaced by another */
    }
    return err_set(e, E_NOTFOUND, "scheme.no-folder", str_empty(from_environment) ? SHINSA_DATADIR "/schemes" : from_environment, NULL);
}

/* Every folder <root>/<id>/<date>; others beside them (schema/) are left alone. */
static void load_versions(struct schemes *all, struct yaml_cache *cache, const char *root, const char *id,
                          struct problems *problems, size_t *room)
{
    struct arena *a = &all->arena_;
    struct texts versions;
    struct err e;
    if (scheme_folder(a, arena_printf(a, "%s/%s", root, id), &versions, &e) != 0)
        return;
    for (size_t i = 0; i < versions.n; i++) {
        struct date date;
        struct scheme *s;
        if (!date_from_iso(versions.at[i], &date) || *room == 0)
            continue;
        if (load(root, id, versions.at[i], cache, &s, problems, &e) != 0)
            continue;
        const struct scheme **at = ARENA_ARRAY(a, const struct scheme *, all->n + 1);
        for (size_t k = 0; k < all->n; k++)
            at[k] = all->at[k];
        at[all->n++] = s;
        all->at = at;
        --*room;
    }
}

int schemes_load(const char *dir, struct schemes **schemes_r, struct problems *problems, struct err *e)
{
    struct problems *own = problems ? problems : xcalloc(1, sizeof *own);
    size_t before = own->n, room = SCHEME_VERSIONS_MAX;
    struct schemes *all = xcalloc(1, sizeof *all);
    AUTO(arena) struct arena trees = {0};
    arena_reserve(&all->arena_, SCHEMES_BYTES);
    arena_reserve(&trees, TREES_BYTES);
    all->dir = arena_strdup(&all->arena_, dir);
    struct yaml_cache cache = {.a = &all->arena_, .trees = &trees};
    struct texts ids;
    int rc = scheme_folder(&all->arena_, dir, &ids, e);
    for (size_t i = 0; rc == 0 && i < ids.n; i++)
        load_versions(all, &cache, dir, ids.at[i], own, &room);
    if (rc == 0)
        schemes_prove(all, own);
    if (rc == 0 && own->n > before)
        rc = problem_to_err(&own->at[before], e);
    if (rc == 0)
        *schemes_r = all;
    else
        schemes_free(all);
    if (!problems) {
        problems_done(own);
        free(own);
    }
    return rc;
}

void schemes_free(struct schemes *schemes)
{
    if (!schemes)
        return;
    for (size_t i = 0; i < schemes->n; i++)
        scheme_free((struct scheme *)schemes->at[i]);
    arena_done(&schemes->arena_);
    free(schemes);
}

const struct scheme *schemes_find(const struct schemes *schemes, const char *id, const char *edition)
{
    for (size_t i = 0; i < schemes->n; i++)
        if (str_eq(schemes->at[i]->rule.id, id) && str_eq(schemes->at[i]->version_text, edition))
            return schemes->at[i];
    return NULL;
}

const struct scheme *schemes_named(const struct schemes *schemes, const char *named)
{
    for (size_t i = 0; i < schemes->n; i++) {
        const char *id = schemes->at[i]->rule.id;
        size_t n = strlen(id);
        if (strncmp(named, id, n) == 0 && named[n] == '/' && str_eq(named + n + 1, schemes->at[i]->version_text))
            return schemes->at[i];
    }
    return NULL;
}

const struct scheme *schemes_on(const struct schemes *schemes, const char *id, struct date on)
{
    const struct scheme *found = NULL;
    for (size_t i = 0; i < schemes->n; i++) {
        const struct scheme *s = schemes->at[i];
        if (str_eq(s->rule.id, id) && date_compare(s->version, on) <= 0 &&
            (!found || date_compare(found->version, s->version) < 0))
            found = s;
    }
    return found;
}
