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
#include "tui/serve/serve.h"
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

static int run_screens(struct app *app, const struct desk *d, struct line *line, const struct desk_hello *hello, struct err *e)
{
    (void)d;
    const struct seat_terminal terminal = {.term = hello->term,
                                           .locale = locale_of(hello),
                                           .mono = !str_empty(desk_hello_env(hello, "NO_COLOR")),
                                           .rows = hello->rows,
                                           .cols = hello->cols,
                                           .idle_warn_ms = hello->idle_warn_ms,
                                           .idle_end_ms = hello->idle_end_ms};
    return seat_run(app, &terminal, line, e);
}

static int run_verb(struct app *app, int argc, char **argv, const struct desk_io *io)
{
    const struct verb_io streams = {io->arg, io->read, io->write, io->write_error};
    struct verb_call call = {.app = app, .schemes = app->schemes, .clock = app->clock, .language = app->language, .io = &streams};
    return verb_run(&call, argc, argv, true);
}

/* --listen may come several times; without it only this machine can reach the office: it opens itself to others by saying
 * so. */
static int take_addresses(struct verb_call *call, struct serve_options *options, struct err *e)
{
    const char *text;
    while ((text = verb_option(call, "listen")) != NULL) {
        if (options->listen_n == SERVE_LISTEN_MAX)
            return err_set(e, E_LIMIT, "serve.listen-many", NULL);
        int rc = address_parse(text, &options->listen[options->listen_n++], e);
        if (rc)
            return rc;
    }
    return options->listen_n ? 0 : address_parse("127.0.0.1:2222", &options->listen[options->listen_n++], e);
}

int verb_serve(struct verb_call *call, struct err *e)
{
    struct serve_options options = serve_defaults();
    const char *host_key = verb_option(call, "host-key");
    int rc = take_addresses(call, &options, e);
    if (!rc)
        rc = verb_done(call, e);
    if (rc)
        return rc;
    /* A store that cannot be opened is told now, not to the first client. The hub itself keeps none open. */
    struct app *app;
    rc = app_open(call->store, 0, call->schemes, call->clock, &app, e);
    if (rc)
        return rc;
    app_close(app);
    struct desk_app office = {.store = call->store, .schemes = call->schemes, .clock = call->clock, .screens = run_screens, .verb = run_verb};
    const struct desk_ops ops = desk_app_ops(&office);
    options.host_key_path = host_key ? host_key : hostkey_beside(call->store, call->arena);
    options.ops = &ops;
    options.ready_fd = STDOUT_FILENO;
    log_open(STDERR_FILENO, LOG_INFO);
    return serve_run(&options, e);
}
