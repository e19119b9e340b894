/* demo: invented cases */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "core/app/demo_app.h"
#include "core/base/str.h"
#include "tui/serve/hostkey.h"
#include "tui/verb/verb.h"

static void tell(void *arg, int64_t done, int64_t in_all)
{
    (void)arg;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%" PRId64 "/%" PRId64 "%s", done, in_all, done == in_all ? "\n" : "");
}

/* Makes the office, store and host key, if there is none; one that has cases is left alone. */
static int open_or_make(struct verb_call *call, struct app **app_r, struct err *e)
{
    int rc = app_open(call->store, APP_BULK, call->schemes, call->clock, app_r, e);
    if (rc != E_NOTFOUND)
        return rc;
    rc = app_open(call->store, APP_CREATE | APP_BULK, call->schemes, call->clock, app_r, e);
    if (rc)
        return rc;
    app_act_for_office(*app_r, "demo");
    rc = demo_people(*app_r, NULL, e);
    if (!rc)
        rc = hostkey_create(hostkey_beside(call->store, call->arena), e);
    return rc == E_CONFLICT ? 0 : rc; /* a key that is there stays: clients know it */
}

int verb_demo(struct verb_call *call, struct err *e)
{
    const char *text = verb_option(call, "cases");
    struct app *app = NULL;
    int64_t n = 200;
    int rc = verb_done(call, e);
    if (!rc && text && !str_to_int(text, 1, DEMO_CASES_MAX, &n))
        rc = err_set(e, E_INPUT, "verb.number", "--cases", text, NULL);
    if (!rc)
        rc = open_or_make(call, &app, e);
    if (!rc) {
        app_act_for_office(app, "demo");
        rc = demo_fill(app, n, tell, NULL, e);
    }
    app_close(app);
    if (!rc && !call->json)
        verb_say(call, "demo.done", arena_printf(call->arena, "%" PRId64, n), call->store, NULL);
    return rc;
}
