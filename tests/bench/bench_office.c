/* Measures an office in process: `bench_office STORE TIMES` asks the questions that screens ask, of a store that is there
 * (./dev bench makes one with `shinsa demo`), and prints figures as tests/bench/figures.h says; with `verify` behind, it
 * proves the store; with `numbers`, it prints so many numbers of cases. Not a test. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/app/case_app.h"
#include "core/app/form_app.h"
#include "core/app/lookup_app.h"
#include "core/app/verify.h"
#include "core/base/mem.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/scheme.h"
#include "db/db.h"
#include "db/rows_case.h"
#include "tests/bench/figures.h"

enum { PAGE = 40, SCHEME_LOADS = 20, WRITER_SECONDS_MAX = 120 };

struct office {
    struct app *app;
    struct arena a;
    uint64_t chance;
    int64_t last_case, limit; /* limit: what a screen asks for */
    int64_t case_id;          /* of this question */
    struct case_line line;
};

static void or_die(const char *what, int rc, const struct err *e)
{
    if (!rc)
        return;
    fprintf(stderr, "%s: %s %s %s %s\n", what, e->msg, e->arg[0], e->rule, e->detail);
    exit(1);
}

static int64_t roll(struct office *o, int64_t sides)
{
    o->chance ^= o->chance << 13;
    o->chance ^= o->chance >> 7;
    o->chance ^= o->chance << 17;
    return (int64_t)(o->chance % (uint64_t)sides);
}

static int read_some_case(struct db *db, void *arg, struct err *e)
{
    struct office *o = arg;
    int rc = o->last_case ? 0 : case_last_id(db, &o->last_case, e);
    if (!rc)
        rc = case_line(db, 1 + roll(o, o->last_case), &o->a, &o->line, e);
    return rc;
}

/* What is asked about: a case by chance, the same ones in each run. */
static void some_case(struct office *o)
{
    struct err e;
    or_die("a case", db_read(o->app->db, read_some_case, o, &e), &e);
}

typedef int question_fn(struct office *o, struct err *e);

static void ask(struct office *o, const char *name, int64_t times, question_fn *fn)
{
    struct figures f = figures_new((size_t)times);
    struct err e;
    o->chance = 88172645463325252u;
    for (int64_t i = 0; i < times; i++) {
        arena_reset(&o->a);
        some_case(o);
        int64_t from = figures_now_us();
        or_die(name, fn(o, &e), &e);
        figures_add(&f, figures_now_us() - from);
    }
    figures_print(name, &f);
    figures_done(&f);
}

static int ask_number(struct office *o, struct err *e)
{
    struct lookup found;
    return lookup(o->app, o->line.c.number, 20, &o->a, &found, e);
}

/* The first two characters of a name that is there. */
static int ask_words(struct office *o, struct err *e)
{
    struct lookup found;
    const char *name = o->line.party_name;
    uint32_t cp;
    int first = utf8_decode(name, strlen(name), &cp), second = first > 0 ? utf8_decode(name + first, strlen(name + first), &cp) : 0;
    const char *two = second > 0 ? arena_strndup(&o->a, name, (size_t)(first + second)) : name;
    return *two ? lookup(o->app, two, 20, &o->a, &found, e) : 0;
}

static int ask_list(struct office *o, struct err *e)
{
    static const enum case_sort sorts[] = {CASE_SORT_NEWEST, CASE_SORT_NUMBER, CASE_SORT_DUE};
    const struct case_file *c = &o->line.c;
    struct case_list list;
    struct case_filter filter = {.scheme = roll(o, 2) ? c->scheme : "",
                                 .type = roll(o, 3) ? "" : c->type,
                                 .state = roll(o, 3) ? "" : c->state,
                                 .open_only = roll(o, 2),
                                 .sort = sorts[roll(o, (int64_t)COUNT_OF(sorts))],
                                 .limit = PAGE};
    return case_list(o->app, &filter, &o->a, &list, e);
}

static int ask_list_words(struct office *o, struct err *e)
{
    struct case_list list;
    struct case_filter filter = {.text = o->line.party_name, .open_only = roll(o, 2), .limit = PAGE};
    return case_list(o->app, &filter, &o->a, &list, e);
}

static int ask_case(struct office *o, struct err *e)
{
    struct case_view view;
    return case_view(o->app, o->line.c.id, &o->a, &view, e);
}

static int ask_form(struct office *o, struct err *e)
{
    const struct scheme *s = schemes_find(o->app->schemes, o->line.c.scheme, o->line.c.edition);
    struct form_sheet sheet;
    struct case_view view;
    int rc = s ? case_view(o->app, o->line.c.id, &o->a, &view, e) : E_NOTFOUND;
    return rc || !view.n_forms ? rc : form_sheet(o->app, o->line.c.id, view.form[0].id, &o->a, &sheet, e);
}

/* Another seat, which commits as fast as it can until it is told to stop. */
static pid_t start_writer(const char *store, const struct schemes *schemes)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    struct office o = {.chance = 99};
    struct err e;
    alarm(WRITER_SECONDS_MAX);
    or_die("the writer's store", app_open(store, 0, schemes, (struct clock){0}, &o.app, &e), &e);
    app_act_for_office(o.app, "writer");
    for (;;) {
        arena_reset(&o.a);
        some_case(&o);
        int rc = case_set_batch(o.app, o.line.c.id, roll(&o, 2) ? "B1" : "B2", &e);
        if (rc && rc != E_RULE && rc != E_BUSY)
            or_die("the writer", rc, &e);
    }
}

static void stop_writer(pid_t pid)
{
    int status;
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        fprintf(stderr, "the writer had stopped before\n");
}

static void load_schemes(const char *dir)
{
    struct figures f = figures_new(SCHEME_LOADS);
    struct schemes *schemes;
    struct err e;
    size_t n = 0;
    for (int i = 0; i < SCHEME_LOADS; i++) {
        int64_t from = figures_now_us();
        or_die("schemes", schemes_load(dir, &schemes, NULL, &e), &e);
        figures_add(&f, figures_now_us() - from);
        n = schemes->n;
        schemes_free(schemes);
    }
    figures_print("schemes.load", &f);
    figure_print("schemes.versions", (int64_t)n);
    figures_done(&f);
}

static void ask_all(struct office *o, const char *store, int64_t times)
{
    ask(o, "office.number", times, ask_number);
    ask(o, "office.words", times, ask_words);
    pid_t writer = start_writer(store, o->app->schemes);
    ask(o, "office.words_busy", times, ask_words);
    stop_writer(writer);
    ask(o, "office.list", times, ask_list);
    ask(o, "office.list_words", times, ask_list_words);
    ask(o, "office.case", times, ask_case);
    ask(o, "office.form", times, ask_form);
    figure_print("office.cases", o->last_case);
}

/* Memory of its own, without the pages of the store, which the system keeps for all. */
static void note_memory(void *arg, int64_t done, int64_t in_all)
{
    int64_t *most_kib = arg;
    char line[128];
    long long kib;
    if (done % 100000 != 0 && done != in_all)
        return;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "RssAnon:", 8) == 0 && (kib = strtoll(line + 8, NULL, 10)) > *most_kib)
            *most_kib = kib;
    if (f)
        fclose(f);
}

static void prove(struct office *o)
{
    struct verify_result result;
    struct err e;
    int64_t most_kib = 0;
    int64_t from = figures_now_us();
    or_die("verify", verify_store(o->app->db, note_memory, &most_kib, &result, &e), &e);
    note_memory(&most_kib, 0, 0);
    int64_t us = figures_now_us() - from;
    if (!result.sound)
        or_die("the store is not sound", E_CONFLICT, &result.difference);
    figure_print("verify.events", result.n_events);
    figure_print("verify.rows", result.n_rows);
    figure_print("verify.events_per_s", result.n_events * 1000000 / (us ? us : 1));
    figure_print("verify.most_kib", most_kib);
}

static void print_numbers(struct office *o, int64_t n)
{
    o->chance = 5;
    for (int64_t i = 0; i < n; i++) {
        arena_reset(&o->a);
        some_case(o);
        if (*o->line.c.number)
            printf("%s\n", o->line.c.number);
    }
}

int main(int argc, char **argv)
{
    const char *what = argc == 4 ? argv[3] : "";
    struct office o = {0};
    struct schemes *schemes;
    struct err e;
    int64_t times = 0;
    const char *dir;
    if (argc < 3 || !str_to_int(argv[2], 1, 100000, &times)) {
        fprintf(stderr, "usage: bench_office STORE TIMES [verify|numbers]\n");
        return 2;
    }
    or_die("schemes", schemes_dir(&o.a, getenv("SHINSA_SCHEMES"), &dir, &e), &e);
    if (!*what)
        load_schemes(dir);
    or_die("schemes", schemes_load(dir, &schemes, NULL, &e), &e);
    or_die("store", app_open(argv[1], 0, schemes, (struct clock){0}, &o.app, &e), &e);
    app_act_for_office(o.app, "bench");
    if (str_eq(what, "verify"))
        prove(&o);
    else if (str_eq(what, "numbers"))
        print_numbers(&o, times);
    else
        ask_all(&o, argv[1], times);
    app_close(o.app);
    schemes_free(schemes);
    arena_done(&o.a);
    return 0;
}
