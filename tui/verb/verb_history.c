/* case history, history */
#include <inttypes.h>

#include "core/app/home_app.h"
#include "core/base/str.h"
#include "tui/verb/verb_find.h"

static int take_kind(struct verb_call *call, enum history_kind *kind_r, struct err *e)
{
    const char *only = verb_option(call, "only");
    *kind_r = str_eq(only, "views") ? HISTORY_VIEWS : only ? HISTORY_CHANGES : HISTORY_ALL;
    if (only && *kind_r == HISTORY_CHANGES && !str_eq(only, "changes"))
        return err_set(e, E_INPUT, "history.only", only, NULL);
    return 0;
}

/* object NULL: of the whole office, each row with what it is about. */
static int print_history(struct verb_call *call, const char *object, enum history_kind kind, size_t limit, struct err *e)
{
    struct history_row *row;
    size_t n;
    int rc = history(call->app, object ? object : "", kind, 0, limit, call->arena, &row, &n, e);
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
        if (!object)
            verb_list_text(&l, "object", *row[i].number ? row[i].number : row[i].ev.object, 16);
        verb_list_text(&l, "text", row[i].text, 0);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}

int verb_history(struct verb_call *call, struct err *e)
{
    enum history_kind kind;
    size_t limit;
    int rc = take_kind(call, &kind, e);
    if (!rc)
        rc = verb_limit(call, 200, &limit, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : print_history(call, NULL, kind, limit, e);
}

int verb_case_history(struct verb_call *call, struct err *e)
{
    enum history_kind kind;
    int64_t id;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = take_kind(call, &kind, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : print_history(call, arena_printf(call->arena, "case:%" PRId64, id), kind, 200, e);
}
