/* serve: the SSH server of the office */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/log.h"
#include "core/base/str.h"
#include "tui/seat.h"
#include "tui/serve/desk_app.h"
#include "tui/serve/hostkey.h"
#include "tui/serve/settings.h"
#include "tui/verb/verb.h"

static const char *locale_of(const struct desk_hello *hello)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = desk_hello_env(hello, names[i]);
        if (!str_empty(value))
            return value;
    }
    return NULL;
}

static int run_screens(struct app *app, struct desk *d, struct line *line, const struct desk_hello *hello, struct err *e)
{
    struct desk_app *office = d->ops->arg;
    const struct seat_terminal terminal = {.term = hello->term,
                                           .locale = locale_of(hello),
                                           .encodings = office->settings->encodings,
                                           .mono = !str_empty(desk_hello_env(hello, "NO_COLOR")),
                                           .theme = theme_by_name(desk_hello_env(hello, "SHINSA_THEME")),
                                           .rows = hello->rows,
                                           .cols = hello->cols,
                                           .seats = d->seats,
                                           .office = office->settings->office,
                                           .idle_warn_ms = hello->idle_warn_ms,
                                           .idle_lock_ms = hello->idle_lock_ms,
                                           .idle_end_ms = hello->idle_end_ms};
    return seat_run(app, &terminal, line, &office->kept, &d->parks, e);
}

static void end_screens(struct desk_app *office)
{
    seat_screens_free(office->kept);
    office->kept = NULL;
}

static int run_verb(struct app *app, const struct desk *d, int argc, char **argv, const struct desk_io *io)
{
    const struct verb_io streams = {io->arg, io->read, io->write, io->write_error};
    struct verb_call call = {.app = app, .schemes = app->schemes, .clock = app->clock, .language = app->language, .settings = ((const struct desk_app *)d->ops->arg)->settings, .seats = d->seats, .io = &streams};
    return verb_run(&call, argc, argv, true);
}

/* --listen may come several times, and then the settings' own places do not count. */
static int take_addresses(struct verb_call *call, struct serve_options *options, struct err *e)
{
    const char *text;
    size_t n = 0;
    while ((text = verb_option(call, "listen")) != NULL) {
        if (n == SERVE_LISTEN_MAX)
            return err_set(e, E_LIMIT, "serve.listen-many", NULL);
        int rc = address_parse(text, &options->listen[n], e);
        if (rc)
            return rc;
        options->listen_n = ++n;
    }
    return 0;
}

/* Each setting as it counts, and where it comes from. */
static void print_settings(struct verb_call *call)
{
    const struct settings *s = call->settings;
    for (size_t i = 0; settings_name(i); i++) {
        verb_print(call, "%s = %s", settings_name(i), s->text[i]);
        if (s->line[i])
            verb_print(call, "  # %s:%d", s->file, s->line[i]);
        verb_end_row(call);
    }
}

/* A store that cannot be opened is told now, not to the first client. The hub itself keeps none open. */
static int try_store(struct verb_call *call, struct err *e)
{
    struct app *app;
    int rc = app_open(call->store, 0, call->schemes, call->clock, &app, e);
    if (!rc)
        app_close(app);
    return rc;
}

/* What a start would find: the settings, which main has read, the store and the host key. */
static int check(struct verb_call *call, const char *host_key, struct err *e)
{
    char fingerprint[HOSTKEY_FINGERPRINT_BYTES];
    print_settings(call);
    int rc = hostkey_fingerprint(host_key, fingerprint, e);
    if (!rc)
        verb_say(call, "serve.sound", call->store, fingerprint, NULL);
    return rc;
}

int verb_serve(struct verb_call *call, struct err *e)
{
    struct serve_options options = call->settings->serve;
    const char *host_key = verb_option(call, "host-key");
    bool only_check = verb_switch(call, "check");
    int rc = take_addresses(call, &options, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = try_store(call, e);
    if (rc)
        return rc;
    if (str_empty(host_key))
        host_key = *call->settings->host_key ? call->settings->host_key : hostkey_beside(call->store, call->arena);
    if (only_check)
        return check(call, host_key, e);
    struct desk_app office = {.store = call->store, .schemes = call->schemes, .clock = call->clock, .settings = call->settings,
                              .screens = run_screens, .screens_end = end_screens, .verb = run_verb};
    const struct desk_ops ops = desk_app_ops(&office);
    options.host_key_path = host_key;
    options.ops = &ops;
    options.ready_fd = STDOUT_FILENO;
    log_open(STDERR_FILENO, call->settings->log);
    return serve_run(&options, e);
}
