#include "tui/verb/verb.h"

#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/scheme.h"

static const struct verb_row rows[] = {
#define V(name_, usage_, flags_, fn_, ja_, en_) {name_, usage_, flags_, fn_, {ja_, en_}},
#include "tui/verb_table.def"
#undef V
};

const struct verb_row *verb_rows(size_t *n_r)
{
    *n_r = COUNT_OF(rows);
    return rows;
}

/* Words of a name that stand at the front of argv; 0 if they do not. */
static int words_of(const char *name, int argc, char **argv)
{
    struct str rest = str_of(name), word;
    int n = 0;
    while (str_split(&rest, ' ', &word)) {
        if (n >= argc || !str_is(word, argv[n]))
            return 0;
        n++;
    }
    return n;
}

const struct verb_row *verb_find(int argc, char **argv, int *words_r)
{
    const struct verb_row *found = NULL;
    *words_r = 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int n = words_of(rows[i].name, argc, argv);
        if (n > *words_r) {
            *words_r = n;
            found = &rows[i];
        }
    }
    return found;
}

/* The nearest name, for messages; NULL if none is near. */
static const char *verb_nearest(const char *word)
{
    const char *names[COUNT_OF(rows)];
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        names[i] = rows[i].name;
    return str_nearest(word, names, COUNT_OF(names));
}

/* Names that begin with a word, "case act, case assign": somebody knows the subject and not the verb. */
static const char *names_under(const char *word, struct arena *a)
{
    const char *names = "";
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_starts(rows[i].name, word) && rows[i].name[strlen(word)] == ' ')
            names = arena_printf(a, "%s%s%s", names, *names ? ", " : "", rows[i].name);
    return names;
}

static int unknown_verb(int argc, char **argv, struct arena *a, struct err *e)
{
    const char *word = argc ? argv[0] : "";
    if (str_starts(word, "--"))
        return err_set(e, E_INPUT, "verb.unknown-option", word, NULL);
    const char *under = names_under(word, a);
    if (*under) {
        const char *both = argc > 1 ? arena_printf(a, "%s %s", word, argv[1]) : word;
        return err_set(e, E_INPUT, "verb.unknown-under", both, under, NULL);
    }
    const char *near = verb_nearest(word);
    return near ? err_set(e, E_INPUT, "verb.unknown-near", word, near, NULL) : err_set(e, E_INPUT, "verb.unknown", word, NULL);
}

static int check_args(int argc, char **argv, struct err *e)
{
    if (argc > VERB_ARGS_MAX)
        return err_set(e, E_LIMIT, "verb.too-many", argv[VERB_ARGS_MAX], NULL);
    for (int i = 0; i < argc; i++) {
        size_t n = strlen(argv[i]);
        if (n > VERB_ARG_BYTES_MAX)
            return err_set(e, E_LIMIT, "verb.long-argument", NULL);
        if (!utf8_valid(argv[i], n))
            return err_set(e, E_INPUT, "verb.bytes", NULL);
    }
    return 0;
}

static int run_row(struct verb_call *call, const struct verb_row *row, int argc, char **argv, bool remote, struct err *e)
{
    if (remote && (row->flags & VERB_LOCAL))
        return err_set(e, E_DENIED, "verb.local", row->name, NULL);
    if ((row->flags & VERB_STORE) && !call->app)
        return err_set(e, E_INPUT, "verb.needs-store", row->name, NULL);
    verb_args(call, argc, argv);
    call->remote = remote;
    if (!call->schemes_dir && call->schemes)
        call->schemes_dir = call->schemes->dir;
    call->json |= verb_switch(call, "json");
    call->usage = row->usage;
    int rc = row->fn(call, e);
    if (!rc && call->json && !call->out.n)
        verb_print(call, "{}\n"); /* done, and nothing to say of it */
    return rc;
}

void verb_order(int argc, char **argv)
{
    if (argc < 2 || !str_eq(argv[0], "--json"))
        return;
    char *json = argv[0];
    int to = 1; /* behind the verb, and before what is no option */
    for (; to < argc && !str_eq(argv[to], "--"); to++)
        argv[to - 1] = argv[to];
    argv[to - 1] = json;
}

int verb_run(struct verb_call *call, int argc, char **argv, bool remote)
{
    AUTO(arena) struct arena arena = {0};
    struct err e = {0};
    int words;
    call->arena = &arena;
    call->out = BUF(VERB_OUT_BYTES_MAX);
    verb_order(argc, argv);
    int rc = check_args(argc, argv, &e);
    const struct verb_row *row = rc ? NULL : verb_find(argc, argv, &words);
    if (row)
        rc = run_row(call, row, argc - words, argv + words, remote, &e);
    else if (!rc)
        rc = unknown_verb(argc, argv, &arena, &e);
    struct err lost;
    int flushed = verb_flush(call, &lost);
    buf_done(&call->out);
    /* A verb may answer with a status of its own: it has said why. */
    if (rc < 0) {
        verb_say_error(call, &e);
    } else if (flushed) {
        verb_say_error(call, &lost);
        rc = flushed;
    }
    return rc > 0 ? rc : err_exit_status(rc);
}
