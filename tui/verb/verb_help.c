/* help, version */
#include "config.h"

#include "core/base/str.h"
#include "tui/verb/verb.h"

int verb_version(struct verb_call *call, struct err *e)
{
    int rc = verb_done(call, e);
    if (!rc)
        verb_print(call, "%s\n", PACKAGE_STRING);
    return rc;
}

static void print_row(struct verb_call *call, const struct verb_row *row)
{
    verb_cell(call, arena_printf(call->arena, "  %s %s", row->name, row->usage), 46);
    verb_print(call, "%s", row->help[call->language]);
    verb_end_row(call);
}

int verb_help(struct verb_call *call, struct err *e)
{
    size_t n;
    const struct verb_row *rows = verb_rows(&n);
    const char *word = verb_word(call);
    int rc = verb_done(call, e);
    if (rc)
        return rc;
    bool found = false;
    if (!word)
        verb_say(call, "verb.usage", NULL);
    for (size_t i = 0; i < n; i++) {
        if (word && !str_starts(rows[i].name, word))
            continue;
        print_row(call, &rows[i]);
        found = true;
    }
    return found ? 0 : err_set(e, E_NOTFOUND, "verb.unknown", word, NULL);
}
