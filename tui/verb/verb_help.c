/* help, version */
#include "config.h"

#include <string.h>

#include "core/base/str.h"
#include "tui/verb/verb.h"

int verb_version(struct verb_call *call, struct err *e)
{
    int rc = verb_done(call, e);
    if (!rc)
        verb_print(call, call->json ? "{\"version\":\"%s\"}\n" : PACKAGE_NAME " %s\n", PACKAGE_VERSION);
    return rc;
}

/* The whole list has a line a verb; of what was asked for, the usage is shown to its end. */
static void list_row(struct verb_list *l, const struct verb_row *row, bool whole)
{
    struct verb_call *call = l->call;
    const char *help = row->help[call->language];
    verb_list_row(l);
    verb_list_text(l, "verb", row->name, VERB_JSON_ONLY);
    verb_list_text(l, "usage", row->usage, VERB_JSON_ONLY);
    verb_list_text(l, "help", help, VERB_JSON_ONLY);
    if (!call->json && whole)
        verb_print(call, "%s %s\n    %s", row->name, row->usage, help);
    if (!call->json && !whole) {
        verb_cell(call, arena_printf(call->arena, "  %s %s", row->name, row->usage), 46);
        verb_print(call, "%s", help);
    }
    verb_list_end_row(l);
}

/* "case", "case list": words at the front of a name. */
static bool is_asked_for(const char *name, const char *words)
{
    size_t n = strlen(words);
    return str_starts(name, words) && (!name[n] || name[n] == ' ');
}

int verb_help(struct verb_call *call, struct err *e)
{
    size_t n;
    const struct verb_row *rows = verb_rows(&n);
    const char *words = verb_word(call), *word;
    while (words && (word = verb_word(call)) != NULL)
        words = arena_printf(call->arena, "%s %s", words, word);
    int rc = verb_done(call, e);
    if (rc)
        return rc;
    bool found = false;
    for (size_t i = 0; words && i < n; i++)
        found = found || is_asked_for(rows[i].name, words);
    if (words && !found)
        return err_set(e, E_NOTFOUND, "verb.unknown", words, NULL);
    if (!words && !call->json)
        verb_say(call, "verb.usage", NULL);
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < n; i++)
        if (!words || is_asked_for(rows[i].name, words))
            list_row(&l, &rows[i], words != NULL);
    verb_list_end(&l);
    return 0;
}
