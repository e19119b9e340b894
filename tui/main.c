/* shinsa: the program. Reads the global options, then runs the screens on this terminal or one verb. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/app/view_log.h"
#include "core/base/str.h"
#include "core/rule/scheme.h"
#include "tui/message.h"
#include "tui/seat.h"
#include "tui/serve/settings.h"
#include "tui/verb/verb.h"

/* Global options stand before the verb or behind it. */
struct options {
    const char *store, *config, *as, *today, *language, *theme;
    bool json;
};

static int file_read(void *arg, void *p, size_t size, size_t *n_r, struct err *e)
{
    (void)arg;
    ssize_t n;
    do
        n = read(STDIN_FILENO, p, size);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return err_set(e, E_IO, "verb.stream", strerror(errno), NULL);
    *n_r = (size_t)n;
    return 0;
}

static int file_put(int fd, const void *p, size_t n, struct err *e)
{
    const char *at = p;
    while (n) {
        ssize_t done = write(fd, at, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return err_set(e, E_IO, "verb.stream", strerror(errno), NULL);
        at += done;
        n -= (size_t)done;
    }
    return 0;
}

static int file_write(void *arg, const void *p, size_t n, struct err *e)
{
    (void)arg;
    return file_put(STDOUT_FILENO, p, n, e);
}

static int file_write_error(void *arg, const void *p, size_t n, struct err *e)
{
    (void)arg;
    return file_put(STDERR_FILENO, p, n, e);
}

static const struct verb_io files = {NULL, file_read, file_write, file_write_error};

/* Takes "--name VALUE" wherever it stands before a "--". E_INPUT "verb.no-value". */
static int take_option(int *argc, char **argv, const char *name, const char **value_r, struct err *e)
{
    size_t n = strlen(name);
    for (int i = 0; i < *argc && !str_eq(argv[i], "--"); i++) {
        if (!str_starts(argv[i], "--") || strncmp(argv[i] + 2, name, n) != 0)
            continue;
        bool joined = argv[i][2 + n] == '=';
        if (!joined && argv[i][2 + n])
            continue;
        if (!joined && i + 1 >= *argc)
            return err_set(e, E_INPUT, "verb.no-value", argv[i], NULL);
        *value_r = joined ? argv[i] + 3 + n : argv[i + 1];
        int used = joined ? 1 : 2;
        *argc -= used;
        for (int j = i; j < *argc; j++)
            argv[j] = argv[j + used];
        return 0;
    }
    return 0;
}

static int take_options(int *argc, char **argv, struct options *o, struct err *e)
{
    int rc = take_option(argc, argv, "store", &o->store, e);
    if (!rc)
        rc = take_option(argc, argv, "config", &o->config, e);
    if (!rc)
        rc = take_option(argc, argv, "as", &o->as, e);
    if (!rc)
        rc = take_option(argc, argv, "today", &o->today, e);
    if (!rc)
        rc = take_option(argc, argv, "lang", &o->language, e);
    if (!rc)
        rc = take_option(argc, argv, "theme", &o->theme, e);
    return rc;
}

/* What is said wins over the environment, and that over the settings. */
static const char *choose_store(const struct options *o, const struct settings *settings, struct arena *a)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME"), *store = getenv("SHINSA_STORE");
    if (o->store)
        return o->store;
    if (!str_empty(store))
        return store;
    if (!str_empty(settings->store))
        return settings->store;
    if (!str_empty(data))
        return arena_printf(a, "%s/shinsa/office.db", data);
    return arena_printf(a, "%s/.local/share/shinsa/office.db", str_empty(home) ? "." : home);
}

static int read_language(const struct options *o, enum language *language_r, struct err *e)
{
    *language_r = LANGUAGE_JA;
    if (!o->language || language_from_name(o->language, language_r))
        return 0;
    return err_set(e, E_INPUT, "verb.language", o->language, NULL);
}

/* How the screens look: what is said wins over the environment. NULL: as usual. */
static int read_theme(const struct options *o, const struct theme **theme_r, struct err *e)
{
    const char *name = o->theme ? o->theme : getenv("SHINSA_THEME");
    *theme_r = str_empty(name) ? NULL : theme_by_name(name);
    if (*theme_r || str_empty(name))
        return 0;
    return err_set(e, E_INPUT, "verb.theme", name, NULL);
}

/* Who acts at this terminal: --as, else the user of the same name, else the owner of the file, who may do everything. */
static int act_locally(struct app *app, const struct options *o, struct err *e)
{
    const char *me = getenv("USER");
    if (o->as)
        return app_act_as(app, o->as, e);
    if (!str_empty(me) && app_act_as(app, me, e) == 0)
        return 0;
    app_act_for_office(app, str_empty(me) ? "local" : me);
    return 0;
}

static int fixed_clock(const char *today, struct clock *clock_r, struct err *e)
{
    struct date d;
    if (!today)
        today = getenv("SHINSA_TODAY");
    *clock_r = (struct clock){0};
    if (str_empty(today))
        return 0;
    if (!date_from_iso(today, &d))
        return err_set(e, E_INPUT, "date.unreadable", today, NULL);
    *clock_r = clock_fixed(d);
    return 0;
}

static void say_problems(const char *file, const struct settings_report *report, enum language language)
{
    AUTO(arena) struct arena a = {0};
    for (size_t i = 0; i < report->n; i++)
        fprintf(stderr, "%s:%d:%d: %s\n", file, report->at[i].line, report->at[i].column,
                message_of_err(&a, language, &report->at[i].err));
}

/* The file that was named, or the one of this machine if it is there and may be read. */
static int load_settings(const struct options *o, struct settings *settings, enum language language, struct err *e)
{
    static const char of_machine[] = SHINSA_SYSCONFDIR "/shinsa.conf";
    struct settings_report report;
    const char *said = str_empty(o->config) ? getenv("SHINSA_CONF") : o->config;
    if (str_empty(said) && access(of_machine, R_OK) != 0)
        return 0;
    const char *file = str_empty(said) ? of_machine : said;
    int rc = settings_load(settings, file, &report, e);
    if (rc)
        say_problems(file, &report, language);
    return rc;
}

static const char *schemes_said(const struct verb_call *call)
{
    const char *said = getenv("SHINSA_SCHEMES");
    return str_empty(said) && !str_empty(call->settings->schemes) ? call->settings->schemes : said;
}

static int load_schemes(struct verb_call *call, struct arena *a, struct err *e)
{
    struct schemes *schemes;
    int rc = schemes_dir(a, schemes_said(call), &call->schemes_dir, e);
    if (!rc)
        rc = schemes_load(call->schemes_dir, &schemes, NULL, e);
    if (!rc)
        call->schemes = schemes;
    return rc;
}

static int prepare(struct verb_call *call, const struct options *o, const struct verb_row *row, struct arena *a, struct err *e)
{
    unsigned flags = row ? row->flags : VERB_STORE;
    if (flags & VERB_CHECKS) {
        call->schemes_dir = schemes_said(call);
        return 0;
    }
    int rc = 0;
    bool proves = row && str_eq(row->name, "scheme check"); /* it loads them itself, to tell all that is wrong */
    if (flags & (VERB_STORE | VERB_SCHEMES | VERB_LOCAL))
        rc = proves ? schemes_dir(a, schemes_said(call), &call->schemes_dir, e) : load_schemes(call, a, e);
    if (!rc && (flags & VERB_STORE))
        rc = app_open(call->store, flags & VERB_BULK ? APP_BULK : 0, call->schemes, call->clock, &call->app, e);
    if (!rc && call->app) {
        call->app->say_error = message_of_err;
        views_keep(call->app);
        rc = act_locally(call->app, o, e);
    }
    if (!rc && call->app && o->language)
        call->app->language = call->language;
    else if (!rc && call->app)
        call->language = call->app->language;
    return rc;
}

/* Whoever starts the program may have closed its streams: the store must never stand in their places. A limit of the file
 * size is a full disk like any other, and no reason to die. */
static void secure_process(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
    sigaction(SIGXFSZ, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
}

static int fail(const struct verb_call *call, const struct err *e)
{
    verb_say_error(call, e);
    return err_exit_status(e->code);
}

int main(int argc, char **argv)
{
    AUTO(arena) struct arena a = {0};
    struct options o = {0};
    struct err e = {0};
    secure_process();
    argc--;
    argv++;
    static char help[] = "help", version[] = "version";
    struct settings settings;
    settings_init(&settings);
    struct verb_call call = {.settings = &settings, .io = &files};
    int words, status, rc = take_options(&argc, argv, &o, &e);
    if (!rc)
        rc = read_language(&o, &call.language, &e);
    const struct theme *theme = NULL;
    if (!rc)
        rc = read_theme(&o, &theme, &e);
    if (!rc)
        rc = fixed_clock(o.today, &call.clock, &e);
    if (argc == 1 && str_eq(argv[0], "--help"))
        argv[0] = help;
    if (argc == 1 && str_eq(argv[0], "--version"))
        argv[0] = version;

    verb_order(argc, argv);
    const struct verb_row *row = argc ? verb_find(argc, argv, &words) : NULL;
    bool reads = !argc || (row && row->flags & (VERB_STORE | VERB_SCHEMES | VERB_LOCAL));
    bool said_well = !rc;
    if (!rc && reads)
        rc = load_settings(&o, &settings, call.language, &e);
    struct err settings_error = e;
    if (rc && said_well && row && row->flags & VERB_CHECKS) {
        call.settings_error = &settings_error; /* told with the rest */
        rc = 0;
    }
    call.store = choose_store(&o, &settings, &a);
    if (!rc && (row || !argc))
        rc = prepare(&call, &o, row, &a, &e);
    if (rc)
        status = fail(&call, &e);
    else if (!argc)
        status = seat_run_local(call.app, theme, &e) ? fail(&call, &e) : 0;
    else
        status = verb_run(&call, argc, argv, false);
    app_close(call.app);
    schemes_free((struct schemes *)call.schemes);
    settings_done(&settings);
    return status;
}
