/* A small office behind the real SSH server, for its tests: users and their keys stand in a file, the screen shows what
 * arrived, the verbs move bytes. `office --make-key PATH` makes a host key, `office --code SECRET STEPS` prints the second
 * factor's code so many steps from now (0 or -1). */
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/app/factor_app.h"
#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/str.h"
#include "tests/serve/office_screens.h"
#include "tui/message.h"
#include "tui/serve/hostkey.h"
#include "tui/serve/serve.h"

/* Lines "user type blob [code]"; read anew at each question, so that a test can revoke a key. */
static const char *users_path;
/* NULL: a screen of plain text that shows what arrives; else one of office_screens.h. */
static const char *screens;

struct office {
    char code[CODE_BYTES];
};

/* The n-th word of a line, "" if there are fewer. */
static const char *word_of(const char *line, int n, char *to, size_t size)
{
    struct str rest = str_of(line), piece = {0};
    to[0] = '\0';
    for (int i = 0; i <= n; i++)
        if (!str_split(&rest, ' ', &piece))
            return to;
    snprintf(to, size, "%.*s", (int)piece.n, piece.p);
    to[strcspn(to, "\n")] = '\0';
    return to;
}

static bool line_fits(const char *line, const char *user, const char *type, const char *blob)
{
    char word[4096];
    return str_eq(word_of(line, 0, word, sizeof word), user) &&
           (!type || str_eq(word_of(line, 1, word, sizeof word), type)) &&
           (!blob || str_eq(word_of(line, 2, word, sizeof word), blob));
}

static bool user_find(const char *user, const char *type, const char *blob, char *code_r, size_t code_size)
{
    char line[4096];
    bool found = false;
    FILE *f = fopen(users_path, "r");
    while (f && !found && fgets(line, sizeof line, f)) {
        found = line_fits(line, user, type, blob);
        if (found && code_r)
            word_of(line, 3, code_r, code_size);
    }
    if (f)
        fclose(f);
    return found;
}

static int office_open(void *arg, struct desk *d, struct err *e)
{
    (void)arg, (void)e;
    d->app = xcalloc(1, sizeof(struct office));
    return 0;
}

static int office_key_known(struct desk *d, const char *user, const char *type, const char *blob, bool *known_r,
                            struct err *e)
{
    (void)d, (void)e;
    *known_r = user_find(user, type, blob, NULL, 0);
    return 0;
}

static int office_login(struct desk *d, const struct desk_login *login, enum desk_answer *answer_r, struct err *e)
{
    struct office *o = d->app;
    (void)e;
    *answer_r = ANSWER_NO;
    if (user_find(login->user, login->key_type, login->key_blob, o->code, sizeof o->code))
        *answer_r = o->code[0] ? ANSWER_CODE_NEEDED : ANSWER_YES;
    return 0;
}

static int office_check_code(struct desk *d, const char *code, bool *right_r, struct err *e)
{
    struct office *o = d->app;
    (void)e;
    *right_r = str_eq(code, o->code);
    return 0;
}

static int office_active(struct desk *d, bool *active_r, struct err *e)
{
    (void)e;
    *active_r = user_find(d->user, NULL, NULL, NULL, 0);
    return 0;
}

static int say(struct line *line, struct err *e, const char *format, ...) PRINTF_LIKE(3, 4);
static int say(struct line *line, struct err *e, const char *format, ...)
{
    char text[4096];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return line->ops->send(line, text, (size_t)n, e);
}

static int show_keys(struct line *line, const struct line_event *ev, struct err *e)
{
    char hex[2 * 1024 + 1] = "";
    for (size_t i = 0; i < ev->n; i++)
        snprintf(hex + 2 * i, 3, "%02x", (unsigned char)ev->p[i]);
    return say(line, e, "keys %s\r\n", hex);
}

/* A screen of text for each F, as fast as the line takes it: what a stalled reader has to bear. */
static int flood(struct line *line, struct err *e)
{
    static char page[4000];
    memset(page, 'x', sizeof page);
    int rc = 0;
    for (int i = 0; i < 1000 && rc == 0; i++)
        rc = line->ops->send(line, page, sizeof page, e);
    return rc ? rc : say(line, e, "flood done\r\n");
}

static int office_run_ui(struct desk *d, struct line *line, const struct desk_hello *hello, struct err *e)
{
    struct line_event ev;
    bool told = false;
    if (screens)
        return office_screens_run(screens, line, d, hello, e);
    say(line, e, "hello %s term=%s client=%s\r\n", d->user, hello->term, d->client);
    for (size_t i = 0; i < hello->env_n; i++)
        say(line, e, "env %s=%s\r\n", hello->env[i].name, hello->env[i].value);
    for (;;) {
        int rc = line->ops->receive(line, &ev, e);
        if (rc == 0 && d->draining && !told) {
            told = true;
            rc = say(line, e, "draining\r\n");
        }
        if (rc || ev.kind == LINE_CLOSED || ev.kind == LINE_END)
            return rc;
        if (ev.kind == LINE_RESIZE)
            rc = say(line, e, "size %dx%d\r\n", ev.cols, ev.rows);
        if (ev.kind == LINE_BYTES && ev.p[0] == 'q')
            return 0;
        if (ev.kind == LINE_BYTES && ev.p[0] == 'A')
            abort();
        if (ev.kind == LINE_BYTES)
            rc = ev.p[0] == 'F' ? flood(line, e) : show_keys(line, &ev, e);
        if (ev.kind == LINE_NONE)
            poll(&(struct pollfd){.fd = line->fd, .events = POLLIN}, 1, -1);
        if (rc)
            return rc;
    }
}

static int verb_cat(const struct desk_io *io, bool count_only, struct err *e)
{
    static char bytes[32 * 1024];
    size_t n = 0, all = 0;
    int rc;
    while ((rc = io->read(io->arg, bytes, sizeof bytes, &n, e)) == 0 && n) {
        all += n;
        if (!count_only && io->write(io->arg, bytes, n, e) != 0)
            return 6;
    }
    int length = snprintf(bytes, sizeof bytes, "%zu bytes\n", all);
    if (rc == 0 && count_only)
        rc = io->write(io->arg, bytes, (size_t)length, e);
    return rc ? err_exit_status(rc) : 0;
}

static int verb_args(const struct desk_io *io, int argc, char **argv, struct err *e)
{
    for (int i = 0; i < argc; i++)
        if (io->write(io->arg, argv[i], strlen(argv[i]), e) != 0 || io->write(io->arg, "\n", 1, e) != 0)
            return 6;
    return 0;
}

static int verb_pour(const struct desk_io *io, const char *count, struct err *e)
{
    static char bytes[10000];
    int64_t n = 0;
    memset(bytes, 'z', sizeof bytes);
    if (!str_to_int(count, 0, 1 << 30, &n))
        return 2;
    for (; n > 0; n -= (int64_t)sizeof bytes)
        if (io->write(io->arg, bytes, n < (int64_t)sizeof bytes ? (size_t)n : sizeof bytes, e) != 0)
            return 6;
    return 0;
}

static void office_run_verb(struct desk *d, int argc, char **argv, const struct desk_io *io, int *status_r)
{
    struct err e = {0};
    const char *verb = argc ? argv[0] : "";
    int64_t status = 2;
    if (str_eq(verb, "args"))
        status = verb_args(io, argc, argv, &e);
    else if (str_eq(verb, "cat"))
        status = verb_cat(io, false, &e);
    else if (str_eq(verb, "count"))
        status = verb_cat(io, true, &e);
    else if (str_eq(verb, "pour") && argc == 2)
        status = verb_pour(io, argv[1], &e);
    else if (str_eq(verb, "exit") && argc == 2)
        str_to_int(argv[1], 0, 255, &status);
    else if (str_eq(verb, "whoami"))
        io->write(io->arg, d->user, strlen(d->user), &e);
    else
        io->write_error(io->arg, "no such verb\n", 13, &e);
    *status_r = str_eq(verb, "whoami") ? 0 : (int)status;
}

static void office_close(struct desk *d)
{
    free(d->app);
}

static struct desk_ops office_ops = {
    .open = office_open, .key_known = office_key_known, .login = office_login, .check_code = office_check_code,
    .active = office_active, .run_ui = office_run_ui, .run_verb = office_run_verb, .close = office_close,
};

/* "--name value" pairs in milliseconds or counts. */
static bool set_number(struct serve_options *o, const char *name, int64_t v)
{
    const struct {
        const char *name;
        int64_t *ms;
    } times[] = {
        {"--grace-ms", &o->grace_ms}, {"--silence-ms", &o->silence_ms}, {"--idle-end-ms", &o->idle_end_ms},
        {"--idle-lock-ms", &o->idle_lock_ms}, {"--idle-warn-ms", &o->idle_warn_ms},
        {"--seat-end-ms", &o->seat_end_ms}, {"--active-ms", &o->active_ms}, {"--park-ms", &o->park_ms},
    };
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        if (str_eq(name, times[i].name)) {
            *times[i].ms = v;
            return true;
        }
    }
    if (str_eq(name, "--seats-user"))
        o->seats_user = (uint32_t)v;
    else if (str_eq(name, "--pending-all"))
        o->limits.pending_all = (uint32_t)v;
    else if (str_eq(name, "--pending-source"))
        o->limits.pending_source = (uint32_t)v;
    else if (str_eq(name, "--input-max"))
        o->input_max = (uint64_t)v;
    else if (str_eq(name, "--refuse-at"))
        o->limits.refuse_at_seconds = (uint32_t)v;
    else
        return false;
    return true;
}

static int set_option(struct serve_options *o, const char *name, const char *value, struct err *e)
{
    int64_t v = 0;
    if (str_eq(name, "--listen"))
        return address_parse(value, &o->listen[o->listen_n++], e);
    if (str_eq(name, "--exempt"))
        return address_block_parse(value, &o->limits.exempt[o->limits.exempt_n++], e);
    if (str_eq(name, "--host-key"))
        o->host_key_path = value;
    else if (str_eq(name, "--users"))
        users_path = value;
    else if (str_eq(name, "--screens"))
        office_ops.resumes = (screens = value) != NULL;
    else if (!str_to_int(value, 0, INT32_MAX, &v) || !set_number(o, name, v))
        return err_set(e, E_INPUT, "error.unknown", name, NULL);
    return 0;
}

static int complain(const struct err *e)
{
    struct arena a = {0};
    fprintf(stderr, "office: %s\n", message_of_err(&a, LANGUAGE_EN, e));
    arena_done(&a);
    return err_exit_status(e->code);
}

int main(int argc, char **argv)
{
    struct err e = {0};
    struct serve_options o = serve_defaults();
    char text[HOSTKEY_SSHFP_BYTES];
    if (argc == 3 && str_eq(argv[1], "--make-key"))
        return hostkey_create(argv[2], &e) != 0 ? complain(&e) : 0;
    if (argc == 3 && str_eq(argv[1], "--sshfp")) {
        if (hostkey_sshfp(argv[2], text, &e) != 0)
            return complain(&e);
        puts(text);
        return 0;
    }
    if (argc == 4 && str_eq(argv[1], "--code")) {
        char code[FACTOR_DIGITS + 1];
        struct clock clock = {0};
        int64_t step = clock_now(&clock) / 1000000 / FACTOR_STEP_SECONDS;
        if (!factor_code_at(argv[2], step + strtol(argv[3], NULL, 10), code))
            return 2;
        puts(code);
        return 0;
    }
    o.ops = &office_ops;
    o.ready_fd = STDOUT_FILENO;
    o.limits.refuse_at_seconds = 100000; /* all tests come from one source; those of the limits set their own */
    for (int i = 1; i + 1 < argc; i += 2)
        if (set_option(&o, argv[i], argv[i + 1], &e) != 0)
            return complain(&e);
    log_open(STDERR_FILENO, LOG_INFO);
    return serve_run(&o, &e) != 0 ? complain(&e) : 0;
}
