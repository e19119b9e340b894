/* What was typed behind a verb: options, words, numbers, days, and the standard input. */
#include <string.h>

#include "core/base/str.h"
#include "core/rule/scheme.h"
#include "tui/verb/verb.h"

static void drop_args(struct verb_call *call, int at, int n)
{
    for (int i = at; i + n < call->argc; i++)
        call->argv[i] = call->argv[i + n];
    call->argc -= n;
}

/* Options may stand among the first so many. */
static int n_options(const struct verb_call *call)
{
    return call->argc - call->n_plain;
}

static bool is_option(const struct verb_call *call, int i)
{
    return i < n_options(call) && str_starts(call->argv[i], "--");
}

void verb_args(struct verb_call *call, int argc, char **argv)
{
    call->argc = argc;
    call->argv = argv;
    call->n_plain = 0;
    call->valueless = NULL;
    for (int i = 0; i < argc; i++)
        if (str_eq(argv[i], "--")) {
            drop_args(call, i, 1);
            call->n_plain = call->argc - i;
            return;
        }
}

const char *verb_option(struct verb_call *call, const char *name)
{
    size_t n = strlen(name);
    for (int i = 0; i < n_options(call); i++) {
        const char *arg = call->argv[i];
        if (!is_option(call, i) || strncmp(arg + 2, name, n) != 0)
            continue;
        if (arg[2 + n] == '=') {
            drop_args(call, i, 1);
            return arg + 3 + n;
        }
        if (arg[2 + n])
            continue;
        if (i + 1 == n_options(call)) {
            call->valueless = arg;
            drop_args(call, i, 1);
            return NULL;
        }
        const char *value = call->argv[i + 1];
        drop_args(call, i, 2);
        return value;
    }
    return NULL;
}

bool verb_switch(struct verb_call *call, const char *name)
{
    for (int i = 0; i < n_options(call); i++)
        if (is_option(call, i) && str_eq(call->argv[i] + 2, name)) {
            drop_args(call, i, 1);
            return true;
        }
    return false;
}

const char *verb_word(struct verb_call *call)
{
    for (int i = 0; i < call->argc; i++) {
        const char *word = call->argv[i];
        if (is_option(call, i))
            continue;
        if (i >= n_options(call))
            call->n_plain--;
        drop_args(call, i, 1);
        return word;
    }
    return NULL;
}

enum { USAGE_OPTIONS_MAX = 16 };

/* The option of the verb that was meant, "--limit" for "--limt"; NULL. */
static const char *near_option(const struct verb_call *call, const char *word)
{
    const char *names[USAGE_OPTIONS_MAX];
    size_t n = 0;
    for (const char *at = call->usage ? call->usage : ""; (at = strstr(at, "--")) != NULL && n < USAGE_OPTIONS_MAX;) {
        size_t length = strcspn(at, " ]|=");
        names[n++] = arena_strndup(call->arena, at, length);
        at += length;
    }
    return str_nearest(word, names, n);
}

int verb_done(struct verb_call *call, struct err *e)
{
    if (call->valueless)
        return err_set(e, E_INPUT, "verb.no-value", call->valueless, NULL);
    if (!call->argc)
        return 0;
    const char *word = call->argv[0], *near = is_option(call, 0) ? near_option(call, word) : NULL;
    if (near)
        return err_set(e, E_INPUT, "verb.unknown-option-near", word, near, NULL);
    return err_set(e, E_INPUT, is_option(call, 0) ? "verb.unknown-option" : "verb.too-many", word, NULL);
}

int verb_known_scheme(const struct verb_call *call, const char *id, struct err *e)
{
    if (!id)
        return 0;
    for (size_t i = 0; i < call->schemes->n; i++)
        if (str_eq(call->schemes->at[i]->rule.id, id))
            return 0;
    return err_set(e, E_NOTFOUND, "scheme.unknown", id, NULL);
}

int verb_need(struct verb_call *call, const char *name, const char **word_r, struct err *e)
{
    const char *word = verb_word(call);
    if (!word)
        return err_set(e, E_INPUT, "verb.missing", name, NULL);
    *word_r = word;
    return 0;
}

int verb_input(struct verb_call *call, size_t max, struct buf *to, struct err *e)
{
    char chunk[16384];
    size_t n;
    *to = BUF(max);
    for (;;) {
        if (!call->io->read)
            return 0;
        int rc = call->io->read(call->io->arg, chunk, sizeof chunk, &n, e);
        if (rc || !n)
            return rc;
        buf_add(to, chunk, n);
        if (to->full)
            return err_set(e, E_LIMIT, "verb.input-long", NULL);
    }
}

int verb_need_id(struct verb_call *call, const char *name, int64_t *id_r, struct err *e)
{
    const char *text = "";
    int rc = verb_need(call, name, &text, e);
    if (!rc && !str_to_int(*text == '#' ? text + 1 : text, 1, INT64_MAX, id_r))
        rc = err_set(e, E_INPUT, "verb.number", name, text, NULL);
    return rc;
}

int verb_limit(struct verb_call *call, size_t fallback, size_t *limit_r, struct err *e)
{
    const char *text = verb_option(call, "limit");
    int64_t n = (int64_t)fallback;
    if (text && !str_to_int(text, 1, VERB_LIMIT_MAX, &n))
        return err_set(e, E_INPUT, "verb.number", "--limit", text, NULL);
    *limit_r = (size_t)n;
    call->limited = text != NULL;
    return 0;
}

int verb_date(struct verb_call *call, const char *text, struct date *d_r, struct err *e)
{
    static const struct calendar ordinary;
    *d_r = DATE_NONE;
    if (!text)
        return 0;
    return calendar_date_parse(call->app ? &call->app->closed : &ordinary, text, clock_today(&call->clock), d_r, e);
}
