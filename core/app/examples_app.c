#include "core/app/examples_app.h"

#include <stdio.h>

#include "core/app/examples_run.h"
#include "core/base/str.h"
#include "core/rule/scheme_files.h"

enum { WHY_BYTES_MAX = 4096 };

struct runner {
    const struct schemes *schemes;
    const struct scheme *scheme;
    examples_fn *fn;
    void *arg;
    struct examples_count count;
};

/* The type of the case the example is about: said, created, or the scheme's first. */
static const char *case_type_of(const struct scheme *s, const struct yaml *example)
{
    const char *given = yaml_get_text(yaml_get(example, "given"), "case.type");
    return given ? given : s->case_types.n ? s->case_types.at[0].rule.id : "";
}

/* The day the example plays on: its own, its specimen's, else the first step's or the scheme's effective date. */
static struct date day_of(const struct scheme *s, const struct yaml *example, const char *type)
{
    struct date d;
    const char *own = yaml_get_text(example, "today");
    if (own && date_from_iso(own, &d))
        return d;
    const struct yaml *given = yaml_get(example, "given");
    own = yaml_get_text(given, "today");
    if (own && date_from_iso(own, &d))
        return d;
    const struct yaml *steps = given ? yaml_get(given, "steps") : NULL;
    own = steps && steps->n ? yaml_get_text(steps->item[steps->n - 1], "on") : NULL;
    if (own && date_from_iso(own, &d))
        return d;
    for (int depth = 0; type && depth < 8; depth++) {
        const struct yaml *specimen = s->specimen ? yaml_get(s->specimen, type) : NULL;
        own = specimen ? yaml_get_text(specimen, "today") : NULL;
        if (own && date_from_iso(own, &d))
            return d;
        type = specimen ? yaml_get_text(specimen, "extends") : NULL;
    }
    return s->version;
}

static int play(struct runner *runner, const struct yaml *example, struct app *app, struct arena *a, struct buf *why, struct err *e)
{
    const char *type = case_type_of(runner->scheme, example);
    const struct yaml *given = yaml_get(example, "given"), *expect = yaml_get(example, "expect");
    struct run run = {.app = app, .a = a, .scheme = runner->scheme, .when = yaml_get(example, "when")};
    if (!run.when || !expect || run.when->kind != YAML_MAP || expect->kind != YAML_MAP)
        return run_mistake("example.key", run.when ? "expect" : "when", example, e);
    if (!scheme_case_type(runner->scheme, type))
        return run_mistake("example.unknown", type, example, e);
    int rc = stage_build(&run.stage, app, runner->scheme, type, given, a, e);
    if (!rc)
        rc = run_steps(&run, given ? yaml_get(given, "steps") : NULL, e);
    if (!rc)
        rc = run_when(&run, e);
    if (rc)
        return rc;
    return run_expect(&run, expect, why) ? 0 : 1;
}

/* 0 it holds, 1 it does not, negative: it cannot be run as it is written. */
static int open_and_play(struct runner *runner, const struct yaml *example, struct arena *a, struct buf *why, struct err *e)
{
    struct app *app;
    struct clock clock = clock_fixed(day_of(runner->scheme, example, case_type_of(runner->scheme, example)));
    int rc = app_open(":memory:", 0, runner->schemes, clock, &app, e);
    if (rc)
        return rc;
    app_act_for_office(app, "example");
    rc = play(runner, example, app, a, why, e);
    app_close(app);
    return rc;
}

static void run_one(struct runner *runner, const struct yaml *example)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf why = BUF(WHY_BYTES_MAX);
    struct err e = {0};
    const char *id = yaml_get_text(example, "id"), *note = yaml_get_text(example, "note");
    int rc = open_and_play(runner, example, &a, &why, &e);
    if (rc < 0)
        buf_printf(&why, "%s %s %s [%s] %s", e.msg, e.arg[0], e.arg[1], e.rule, e.detail);
    struct example_result result = {.scheme = runner->scheme->rule.id,
                                    .id = id ? id : "?",
                                    .note = note ? note : "",
                                    .passed = rc == 0,
                                    .why = buf_str(&why),
                                    .place = arena_printf(&a, "%s:%d", example->at.file ? example->at.file : "?", example->at.line)};
    if (result.passed)
        runner->count.passed++;
    else
        runner->count.failed++;
    runner->fn(&result, runner->arg);
}

static int find_scheme(const struct schemes *schemes, const struct yaml *root, const struct scheme **s_r, struct err *e)
{
    const char *id = yaml_get_text(root, "scheme"), *version = yaml_get_text(root, "version");
    if (!id)
        return run_mistake("example.key", "scheme", root, e);
    const struct scheme *s = NULL;
    for (size_t i = 0; i < schemes->n; i++)
        if (str_eq(schemes->at[i]->rule.id, id) && (!version || str_eq(schemes->at[i]->version_text, version)))
            s = schemes->at[i]; /* versions are in order: the newest stays */
    if (!s)
        return err_set(e, E_NOTFOUND, "scheme.unknown", id, NULL);
    *s_r = s;
    return 0;
}

int examples_run_file(const struct schemes *schemes, const char *path, examples_fn *fn, void *arg, struct examples_count *count_r,
                      struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const struct yaml *root, *examples;
    const char *text;
    size_t n;
    struct where at = {.file = path};
    struct runner runner = {.schemes = schemes, .fn = fn, .arg = arg};
    int rc = scheme_file_text(&a, path, &text, &n, e);
    if (!rc && (rc = yaml_parse(&a, path, text, n, &root, &at, e)) != 0)
        err_detail(e, "%s:%d:%d", path, at.line, at.column);
    if (!rc)
        rc = find_scheme(schemes, root, &runner.scheme, e);
    if (rc)
        return rc;
    examples = yaml_get(root, "examples");
    if (!examples || examples->kind != YAML_LIST)
        return run_mistake("example.key", "examples", root, e);
    for (size_t i = 0; i < examples->n; i++)
        run_one(&runner, examples->item[i]);
    count_r->passed += runner.count.passed;
    count_r->failed += runner.count.failed;
    return 0;
}

int examples_run(const struct schemes *schemes, const char *id, examples_fn *fn, void *arg, struct examples_count *count_r, struct err *e)
{
    bool found = false;
    for (size_t i = 0; i < schemes->n; i++) {
        const struct scheme *s = schemes->at[i];
        if (id && !str_eq(s->rule.id, id))
            continue;
        found = true;
        if (!s->examples_path)
            continue;
        int rc = examples_run_file(schemes, s->examples_path, fn, arg, count_r, e);
        if (rc)
            return rc;
    }
    return found || !id ? 0 : err_set(e, E_NOTFOUND, "scheme.unknown", id, NULL);
}
