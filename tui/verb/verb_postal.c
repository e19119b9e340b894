/* import postal */
#include "core/app/postal_app.h"
#include "tui/verb/verb.h"

int verb_import_postal(struct verb_call *call, struct err *e)
{
    AUTO(buf) struct buf input = BUF(POSTAL_FILE_BYTES_MAX);
    size_t n = 0;
    int rc = verb_done(call, e);
    if (!rc)
        rc = verb_input(call, POSTAL_FILE_BYTES_MAX, &input, e);
    if (!rc)
        rc = postal_import(call->app, buf_str(&input), input.n, &n, e);
    if (!rc)
        verb_say(call, "postal.imported", arena_printf(call->arena, "%zu", n), NULL);
    return rc;
}
