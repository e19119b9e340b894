#include "tui/verb/verb.h"

#include <stdarg.h>
#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/base/width.h"
#include "tui/message.h"

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

const char *verb_nearest(const char *word)
{
    const char *names[COUNT_OF(rows)];
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        names[i] = rows[i].name;
    return str_nearest(word, names, COUNT_OF(names));
}

static void drop_args(struct verb_call *call, int at, int n)
{
    for (int i = at; i + n < call->argc; i++)
        call->argv[i] = call->argv[i + n];
    call->argc -= n;
}

const char *verb_option(struct verb_call *call, const char *name)
{
    size_t n = strlen(name);
    for (int i = 0; i < call->argc; i++) {
        const char *arg = call->argv[i];
        if (strncmp(arg, "--", 2) != 0 || strncmp(arg + 2, name, n) != 0)
            continue;
        if (arg[2 + n] == '=') {
            drop_args(call, i, 1);
            return arg + 3 + n;
        }
        if (!arg[2 + n] && i + 1 < call->argc) {
            const char *value = call->argv[i + 1];
            drop_args(call, i, 2);
            return value;
        }
    }
    return NULL;
}

bool verb_switch(struct verb_call *call, const char *name)
{
    for (int i = 0; i < call->argc; i++)
        if (str_starts(call->argv[i], "--") && str_eq(call->argv[i] + 2, name)) {
            drop_args(call, i, 1);
            return true;
        }
    return false;
}

const char *verb_word(struct verb_call *call)
{
    for (int i = 0; i < call->argc; i++) {
        const char *word = call->argv[i];
        if (str_starts(word, "--") && word[2])
            continue;
        drop_args(call, i, 1);
        return word;
    }
    return NULL;
}

int verb_done(struct verb_call *call, struct err *e)
{
    if (!call->argc)
        return 0;
    const char *msg = str_starts(call->argv[0], "--") ? "verb.unknown-option" : "verb.too-many";
    return err_set(e, E_INPUT, msg, call->argv[0], NULL);
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

const char *verb_day(struct verb_call *call, struct date d)
{
    return date_iso(d, ARENA_ARRAY(call->arena, char, DATE_TEXT_BYTES));
}

/* Stored text is hostile: a control byte never reaches a terminal through a verb. Line ends and tabs are the verb's own. */
static void add_harmless(struct buf *to, const char *s)
{
    for (size_t n = strlen(s); n;) {
        uint32_t cp;
        int bytes = utf8_decode(s, n, &cp);
        char one[5] = {0};
        if (bytes > 0)
            memcpy(one, s, (size_t)bytes);
        if (bytes <= 0 || (cp != '\n' && cp != '\t' && utf8_has_controls(one, false)))
            buf_printf(to, "<%02X>", bytes > 0 ? (unsigned)cp : (unsigned)(unsigned char)*s);
        else
            buf_add(to, s, (size_t)bytes);
        s += bytes > 0 ? bytes : 1;
        n -= bytes > 0 ? (size_t)bytes : 1;
    }
}

void verb_print(struct verb_call *call, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_harmless(&call->out, arena_vprintf(call->arena, format, args));
    va_end(args);
}

void verb_cell(struct verb_call *call, const char *text, int cols)
{
    add_harmless(&call->out, width_pad(call->arena, text, cols, 1, false));
    buf_add_char(&call->out, ' ');
}

void verb_end_row(struct verb_call *call)
{
    while (call->out.n && call->out.p[call->out.n - 1] == ' ')
        call->out.p[--call->out.n] = '\0';
    buf_add_char(&call->out, '\n');
}

void verb_say(struct verb_call *call, const char *message_id, ...)
{
    const char *args[ERR_ARGS];
    size_t n = 0;
    va_list list;
    va_start(list, message_id);
    for (const char *arg; n < ERR_ARGS && (arg = va_arg(list, const char *)) != NULL;)
        args[n++] = arg;
    va_end(list);
    verb_print(call, "%s\n", message_format(call->arena, call->language, message_id, args, n));
}

int verb_flush(struct verb_call *call, struct err *e)
{
    int rc = call->out.n ? call->io->write(call->io->arg, call->out.p, call->out.n, e) : 0;
    bool full = call->out.full;
    buf_clear(&call->out);
    if (!rc && full)
        rc = err_set(e, E_LIMIT, "verb.output-long", NULL);
    return rc;
}

struct json_writer verb_json(struct verb_call *call)
{
    return json_writer_to(&call->out);
}

static void say_error(struct verb_call *call, const struct err *e)
{
    AUTO(buf) struct buf text = BUF(16384);
    struct err lost;
    add_harmless(&text, message_of_err(call->arena, call->language, e));
    buf_add_char(&text, '\n');
    if (call->io->write_error(call->io->arg, buf_str(&text), text.n, &lost))
        return; /* nobody listens any more */
}

static int unknown_verb(const char *word, struct err *e)
{
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
    call->argc = argc;
    call->argv = argv;
    call->json |= verb_switch(call, "json");
    return row->fn(call, e);
}

void verb_order(int argc, char **argv)
{
    if (argc < 2 || !str_eq(argv[0], "--json"))
        return;
    char *json = argv[0];
    for (int i = 0; i + 1 < argc; i++)
        argv[i] = argv[i + 1];
    argv[argc - 1] = json;
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
        rc = unknown_verb(argc ? argv[0] : "", &e);
    struct err lost;
    int flushed = verb_flush(call, &lost);
    buf_done(&call->out);
    /* A verb may answer with a status of its own: it has said why. */
    if (rc < 0)
        say_error(call, &e);
    else if (flushed)
        rc = flushed;
    return rc > 0 ? rc : err_exit_status(rc);
}
