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
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < n; i++) {
        char at[INSTANT_TEXT_BYTES];
        verb_list_row(&l);
        verb_list_text(&l, "day", verb_day(call, instant_date_jst(row[i].ev.at)), 10);
        verb_list_text(&l, "time", instant_clock_jst(row[i].ev.at, at), 8);
        verb_list_text(&l, "actor", row[i].ev.actor, 12);
        verb_list_text(&l, "verb", row[i].ev.verb, VERB_JSON_ONLY);
        verb_list_text(&l, "text", row[i].text, 0);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}
