/* case history */
#include <inttypes.h>

#include "core/app/home_app.h"
#include "core/base/str.h"
#include "tui/verb/verb_find.h"

int verb_case_history(struct verb_call *call, struct err *e)
{
    int64_t id;
    struct history_row *row;
    size_t n;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = history(call->app, arena_printf(call->arena, "case:%" PRId64, id), 0, 200, call->arena, &row, &n, e);
    for (size_t i = 0; !rc && i < n; i++) {
        char at[INSTANT_TEXT_BYTES], day[DATE_TEXT_BYTES];
        verb_cell(call, date_iso(instant_date_jst(row[i].ev.at), day), 10);
        verb_cell(call, instant_clock_jst(row[i].ev.at, at), 8);
        verb_cell(call, row[i].ev.actor, 12);
        verb_print(call, "%s\n", row[i].text);
    }
    return rc;
}
