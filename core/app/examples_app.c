#include "core/app/examples_app.h"

#include <stdio.h>
#include <string.h>

#include "core/app/examples_build.h"
#include "core/app/examples_names.h"
#include "core/app/examples_run.h"
#include "core/app/verify.h"
#include "core/base/str.h"
#include "core/rule/examples.h"
#include "core/rule/scheme_files.h"

enum { WHY_BYTES_MAX = 4096 };

struct runner {
    const struct schemes *schemes;
    const struct scheme *scheme;
    const struct examples_options *options;
    examples_fn *fn;
    void *arg;
    struct examples_count count;
};

/* One example as it was written, before its day has come. */
struct script {
    const struct yaml *example, *when, *expect, *steps;
    const struct yaml *given; /* names flat */
    const char *type;
    struct date today;
};

/* The type of the case the example is about: said by its id or its label, created, or the scheme's first. */
static int read_type(const struct scheme *s, struct script *script, struct err *e)
{
    const struct yaml *said = yaml_get(script->given, "case.type");
    const char *type = said ? said->text : NULL;
    if (!type && yaml_get_text(script->when, "create") && scheme_case_type(s, yaml_get_text(script->when, "create")))
        type = yaml_get_text(script->when, "create");
    if (!type)
        type = s->case_types.n ? s->case_types.at[0].rule.id : "";
    const char *known[64];
    size_t n = 0;
    for (size_t i = 0; i < s->case_types.n && n < COUNT_OF(known); i++) {
        known[n++] = s->case_types.at[i].rule.id;
        if (str_eq(type, s->case_types.at[i].rule.id) || str_eq(type, s->case_types.at[i].rule.label)) {
            script->type = s->case_types.at[i].rule.id;
            return 0;
        }
    }
    const char *nearest = str_nearest(type, known, n);
    return stage_mistake(nearest ? "example.unknown-near" : "example.unknown", type, nearest, said ? said->at : script->example->at, e);
}

/* HH:MM at p as minutes; -1 if it is none. */
static int clock_minutes(const char *p)
{
    for (int i = 0; i < 5; i++)
        if (i == 2 ? p[i] != ':' : p[i] < '0' || p[i] > '9')
            return -1;
    int hour = (p[0] - '0') * 10 + p[1] - '0', minute = (p[3] - '0') * 10 + p[4] - '0';
    return hour < 24 && minute < 60 ? hour * 60 + minute : -1;
}

/* 2024-04-16T00:30:00+09:00, 2024-04-15T15:30:00Z, 2024-04-16 00:30: the day it is in Tokyo. */
static bool day_of_instant(const char *text, struct date *d_r)
{
    enum { DAY_BYTES = 10, CLOCK_BYTES = 5, TOKYO = 9 * 60, DAY_MINUTES = 24 * 60 };
    char day[DAY_BYTES + 1] = "";
    if (strlen(text) < DAY_BYTES + 1 + CLOCK_BYTES || (text[DAY_BYTES] != 'T' && text[DAY_BYTES] != ' '))
        return false;
    memcpy(day, text, DAY_BYTES);
    int minutes = clock_minutes(text + DAY_BYTES + 1), zone = TOKYO;
    const char *rest = text + DAY_BYTES + 1 + CLOCK_BYTES;
    rest += strspn(rest, ":.0123456789");
    if (*rest == '+' || *rest == '-')
        zone = clock_minutes(rest + 1) * (*rest == '-' ? -1 : 1);
    else if (*rest == 'Z')
        zone = 0;
    bool bad = *rest && *rest != 'Z' && ((*rest != '+' && *rest != '-') || clock_minutes(rest + 1) < 0);
    if (bad || minutes < 0 || !date_from_iso(day, d_r))
        return false;
    minutes += TOKYO - zone;
    d_r->days += minutes < 0 ? -1 : minutes >= DAY_MINUTES ? 1 : 0;
    return true;
}

/* A day that somebody wrote; false if nothing is written there. */
static int read_day(const struct yaml *node, const char *key, bool *found_r, struct date *d_r, struct err *e)
{
    const struct yaml *v = node ? yaml_get(node, key) : NULL;
    *found_r = v && v->kind != YAML_NULL;
    if (!*found_r)
        return 0;
    if (v->kind == YAML_SCALAR && (date_from_iso(v->text, d_r) || day_of_instant(v->text, d_r)))
        return 0;
    return run_mistake("example.value", key, v, e);
}

static bool specimen_day(const struct scheme *s, const char *type, struct date *d_r)
{
    for (int depth = 0; type && depth < 8; depth++) {
        const struct yaml *specimen = s->specimen ? yaml_get(s->specimen, type) : NULL;
        const char *own = specimen ? yaml_get_text(specimen, "today") : NULL;
        if (own && date_from_iso(own, d_r))
            return true;
        type = specimen ? yaml_get_text(specimen, "extends") : NULL;
    }
    return false;
}

/* The day the example plays on: its own (today, now), that of its question, of its last step, of the answers it gives, of the
 * specimen, or the scheme's effective date. */
static int read_today(const struct scheme *s, struct script *script, struct err *e)
{
    const struct yaml *steps = script->steps, *last = steps && steps->kind == YAML_LIST && steps->n ? steps->item[steps->n - 1] : NULL;
    const struct {
        const struct yaml *node;
        const char *key;
    } places[] = {{script->example, "today"}, {script->example, "now"}, {script->given, "today"}, {script->when, "on"}, {last, "on"}, {last, "clock"}};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        bool found;
        int rc = read_day(places[i].node, places[i].key, &found, &script->today, e);
        if (rc || found)
            return rc;
    }
    script->today = run_day_of_answers(s, script->type, script->when);
    if (date_is_none(script->today) && !specimen_day(s, script->type, &script->today))
        (void)date_from_iso(s->version_text, &script->today);
    return 0;
}

static int need_map(const struct yaml *example, const char *key, const struct yaml **map_r, struct err *e)
{
    const struct yaml *v = yaml_get(example, key);
    *map_r = v;
    if (!v)
        return run_mistake("example.missing", key, example, e);
    return v->kind == YAML_MAP && v->n ? 0 : run_mistake("example.map", key, v, e);
}

static int read_script(struct runner *runner, const struct yaml *example, struct arena *a, struct script *script, struct err *e)
{
    *script = (struct script){.example = example, .today = DATE_NONE};
    if (example->kind != YAML_MAP)
        return run_mistake("example.map", "examples", example, e);
    const struct yaml *given = yaml_get(example, "given");
    int rc = names_keys(example, example_keys, e);
    if (!rc)
        rc = need_map(example, "when", &script->when, e);
    if (!rc)
        rc = need_map(example, "expect", &script->expect, e);
    if (!rc && given && given->kind != YAML_MAP && given->kind != YAML_NULL)
        rc = run_mistake("example.map", "given", given, e);
    if (rc)
        return rc;
    script->given = names_flat(runner->scheme, given, a);
    script->steps = yaml_get(script->given, "steps") ? yaml_get(script->given, "steps") : yaml_get(example, "steps");
    rc = read_type(runner->scheme, script, e);
    return rc ? rc : read_today(runner->scheme, script, e);
}

static int check_store(struct app *app, struct buf *why, struct err *e)
{
    struct verify_result verified;
    int rc = verify_store(app->db, NULL, NULL, &verified, e);
    if (rc || verified.sound)
        return rc;
    buf_printf(why, "the journal does not give the rows: %s %s", verified.difference.msg, verified.difference.detail);
    return 1;
}

/* 0 it holds, 1 it does not, negative: it cannot be run as it is written. */
static int play(struct runner *runner, const struct script *script, struct app *app, struct arena *a, struct buf *why, struct err *e)
{
    struct run run = {.app = app, .a = a, .scheme = runner->scheme, .when = script->when};
    int rc = stage_build(&run.stage, app, runner->scheme, script->type, script->given, a, e);
    if (!rc)
        rc = run_as(&run, NULL, e);
    if (!rc)
        rc = run_steps(&run, script->steps, e);
    if (!rc)
        rc = run_when(&run, e);
    if (rc)
        return rc;
    bool good = run_expect(&run, script->expect, why);
    rc = runner->options->verify ? check_store(app, why, e) : 0;
    return rc ? rc : good ? 0 : 1;
}

static int open_and_play(struct runner *runner, const struct yaml *example, struct arena *a, struct buf *why, struct err *e)
{
    struct app *app;
    struct script script;
    int rc = read_script(runner, example, a, &script, e);
    if (!rc)
        rc = app_open(":memory:", 0, runner->schemes, clock_fixed(script.today), &app, e);
    if (rc)
        return rc;
    app->say_error = runner->options->say_error;
    app->language = runner->options->language;
    app_act_for_office(app, "example");
    rc = play(runner, &script, app, a, why, e);
    app_close(app);
    return rc;
}

static const char *error_text(const struct runner *runner, struct arena *a, const struct err *e)
{
    return runner->options->say_error ? runner->options->say_error(a, runner->options->language, e)
                                      : arena_printf(a, "%s %s %s", e->msg, e->arg[0], e->arg[1]);
}

static void run_one(struct runner *runner, const struct yaml *example)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf why = BUF(WHY_BYTES_MAX);
    struct err e = {0};
    const char *id = yaml_get_text(example, "id"), *note = yaml_get_text(example, "note");
    int rc = open_and_play(runner, example, &a, &why, &e);
    if (rc < 0)
        buf_printf(&why, "%s%s%s%s%s", error_text(runner, &a, &e), *e.rule ? " [" : "", e.rule, *e.rule ? "] " : " ", e.detail);
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

/* The oldest version of each scheme also stands for the time before it: examples speak of days that are long past. Only the
 * day changes, everything else is borrowed. */
static struct schemes since_ever(const struct schemes *schemes, struct arena *a)
{
    const struct scheme **at = ARENA_ARRAY(a, const struct scheme *, schemes->n);
    for (size_t i = 0; i < schemes->n; i++) {
        at[i] = schemes->at[i];
        if (i > 0 && str_eq(schemes->at[i - 1]->rule.id, at[i]->rule.id))
            continue;
        struct scheme *oldest = ARENA_NEW(a, struct scheme);
        *oldest = *schemes->at[i];
        (void)date_from_iso("1900-01-01", &oldest->version);
        at[i] = oldest;
    }
    return (struct schemes){.at = at, .n = schemes->n};
}

static int find_scheme(const struct schemes *schemes, const struct yaml *root, const struct scheme **s_r, struct err *e)
{
    const char *id = yaml_get_text(root, "scheme"), *version = yaml_get_text(root, "version");
    if (!id)
        return run_mistake("example.missing", "scheme", root, e);
    const struct scheme *s = NULL;
    const char *known[64];
    size_t n = 0;
    for (size_t i = 0; i < schemes->n; i++) {
        if (n < COUNT_OF(known) && (!n || !str_eq(known[n - 1], schemes->at[i]->rule.id)))
            known[n++] = schemes->at[i]->rule.id;
        if (str_eq(schemes->at[i]->rule.id, id) && (!version || str_eq(schemes->at[i]->version_text, version)))
            s = schemes->at[i]; /* versions are in order: the newest stays */
    }
    if (!s) {
        const char *nearest = str_nearest(id, known, n);
        return nearest && !str_eq(nearest, id) ? stage_mistake("example.unknown-near", id, nearest, root->at, e)
               : version                       ? err_set(e, E_NOTFOUND, "scheme.not-installed", id, version, NULL)
                                               : err_set(e, E_NOTFOUND, "scheme.unknown", id, NULL);
    }
    *s_r = s;
    return 0;
}

int examples_run_file(const struct schemes *schemes, const char *path, const struct examples_options *options, examples_fn *fn, void *arg,
                      struct examples_count *count_r, struct err *e)
{
    static const char *const keys[] = {"scheme", "version", "examples", "note", NULL};
    AUTO(arena) struct arena a = {0};
    const struct yaml *root, *examples;
    const char *text;
    size_t n;
    struct where at = {.file = path};
    const struct schemes always = since_ever(schemes, &a);
    struct runner runner = {.schemes = &always, .options = options, .fn = fn, .arg = arg};
    int rc = scheme_file_text(&a, path, &text, &n, e);
    if (!rc && (rc = yaml_parse(&a, path, text, n, &root, &at, e)) != 0)
        err_detail(e, "%s:%d:%d", path, at.line, at.column);
    if (!rc && root->kind != YAML_MAP)
        rc = run_mistake("example.map", path, root, e);
    if (!rc)
        rc = names_keys(root, keys, e);
    if (!rc)
        rc = find_scheme(&always, root, &runner.scheme, e);
    if (rc)
        return rc;
    examples = yaml_get(root, "examples");
    if (!examples || examples->kind != YAML_LIST)
        return run_mistake("example.missing", "examples", root, e);
    for (size_t i = 0; i < examples->n; i++)
        run_one(&runner, examples->item[i]);
    count_r->passed += runner.count.passed;
    count_r->failed += runner.count.failed;
    return 0;
}

int examples_run(const struct schemes *schemes, const char *id, const struct examples_options *options, examples_fn *fn, void *arg,
                 struct examples_count *count_r, struct err *e)
{
    bool found = false;
    for (size_t i = 0; i < schemes->n; i++) {
        const struct scheme *s = schemes->at[i];
        if (id && !str_eq(s->rule.id, id))
            continue;
        found = true;
        if (!s->examples_path)
            continue;
        int rc = examples_run_file(schemes, s->examples_path, options, fn, arg, count_r, e);
        if (rc)
            return rc;
    }
    return found || !id ? 0 : err_set(e, E_NOTFOUND, "scheme.unknown", id, NULL);
}
