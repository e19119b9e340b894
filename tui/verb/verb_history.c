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

struct told {
    const char *object; /* "" the whole office, each row with what it is about */
    enum history_kind kind;
};

static void print_row(struct verb_list *l, const struct told *t, const struct history_row *row)
{
    char at[INSTANT_TEXT_BYTES];
    verb_list_row(l);
    verb_list_text(l, "day", verb_day(l->call, instant_date_jst(row->ev.at)), 10);
    verb_list_text(l, "time", instant_clock_jst(row->ev.at, at), 8);
    verb_list_text(l, "actor", row->ev.actor, 12);
    verb_list_text(l, "verb", row->ev.verb, VERB_JSON_ONLY);
    if (!*t->object)
        verb_list_text(l, "object", *row->number ? row->number : row->ev.object, 16);
    verb_list_text(l, "text", row->text, 0);
    verb_list_end_row(l);
}

static int history_page(struct verb_list *l, void *arg, size_t limit, int64_t *after, size_t *n_r, struct err *e)
{
    const struct told *t = arg;
    struct history_row *row;
    size_t n;
    int rc = history(l->call->app, t->object, t->kind, *after, limit + 1, l->call->arena, &row, &n, e);
    if (rc)
        return rc;
    bool more = n > limit;
    *n_r = more ? limit : n;
    for (size_t i = 0; i < *n_r; i++)
        print_row(l, t, &row[i]);
    *after = more ? row[limit - 1].ev.seq : 0;
    return 0;
}

static int print_history(struct verb_call *call, const char *object, enum history_kind kind, size_t limit, struct err *e)
{
    struct told t = {object, kind};
    return verb_list_pages(call, limit, HISTORY_PAGE_MAX - 1, history_page, &t, e);
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
    return rc ? rc : print_history(call, "", kind, limit, e);
}

int verb_case_history(struct verb_call *call, struct err *e)
{
    enum history_kind kind;
    size_t limit;
    int64_t id;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = take_kind(call, &kind, e);
    if (!rc)
        rc = verb_limit(call, 200, &limit, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : print_history(call, arena_printf(call->arena, "case:%" PRId64, id), kind, limit, e);
}
