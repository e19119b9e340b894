#include "tui/verb/verb.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/base/width.h"
#include "core/rule/scheme.h"
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

/* Options may stand among the first so many. */
static int n_options(const struct verb_call *call)
{
    return call->argc - call->n_plain;
}

static bool is_option(const struct verb_call *call, int i)
{
    return i < n_options(call) && str_starts(call->argv[i], "--");
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

int verb_done(struct verb_call *call, struct err *e)
{
    if (call->valueless)
        return err_set(e, E_INPUT, "verb.no-value", call->valueless, NULL);
    if (!call->argc)
        return 0;
    return err_set(e, E_INPUT, is_option(call, 0) ? "verb.unknown-option" : "verb.too-many", call->argv[0], NULL);
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

struct verb_list verb_list(struct verb_call *call)
{
    struct verb_list l = {call, verb_json(call)};
    if (call->json)
        json_begin_array(&l.w);
    return l;
}

void verb_list_row(struct verb_list *l)
{
    if (l->call->json)
        json_begin_object(&l->w);
}

void verb_list_text(struct verb_list *l, const char *key, const char *text, int cols)
{
    if (l->call->json)
        json_put_text(&l->w, key, text);
    else if (cols > 0)
        verb_cell(l->call, text, cols);
    else if (cols == 0)
        verb_print(l->call, "%s", text);
}

void verb_list_id(struct verb_list *l, int64_t id, int cols)
{
    if (l->call->json)
        json_put_int(&l->w, "id", id);
    else
        verb_cell(l->call, arena_printf(l->call->arena, "#%" PRId64, id), cols);
}

void verb_list_end_row(struct verb_list *l)
{
    if (l->call->json)
        json_end_object(&l->w);
    else
        verb_end_row(l->call);
}

void verb_list_end(struct verb_list *l)
{
    if (!l->call->json)
        return;
    json_end_array(&l->w);
    verb_print(l->call, "\n");
}

void verb_say_id(struct verb_call *call, int64_t id)
{
    verb_print(call, call->json ? "{\"id\":%" PRId64 "}\n" : "#%" PRId64 "\n", id);
}

void verb_say_error(const struct verb_call *call, const struct err *e)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf text = BUF(16384);
    struct err lost;
    add_harmless(&text, message_of_err(&a, call->language, e));
    buf_add_char(&text, '\n');
    if (call->io->write_error(call->io->arg, buf_str(&text), text.n, &lost))
        return; /* nobody listens any more */
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
    call->argc = argc;
    call->argv = argv;
    call->n_plain = 0;
    call->valueless = NULL;
    for (int i = 0; i < argc; i++)
        if (str_eq(argv[i], "--")) {
            drop_args(call, i, 1);
            call->n_plain = call->argc - i;
            break;
        }
    call->json |= verb_switch(call, "json");
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
