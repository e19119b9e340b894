#include "tui/command.h"

#include "core/base/str.h"

static const struct command_row rows[] = {
    [CMD_NONE] = {"", {"", ""}, "", WHERE_ANY, "", 0, {"", ""}},
#define X(id, name_, ja, en, keys_, where_, right_, flags_, help_ja, help_en) \
    [CMD_##id] = {name_, {ja, en}, keys_, where_, right_, flags_, {help_ja, help_en}},
#include "tui/command_table.def"
#undef X
};

static const char *const where_labels[][LANGUAGE_COUNT] = {
#define WHERE(id, ja, en) [WHERE_##id] = {ja, en},
#include "tui/where.def"
#undef WHERE
};

const struct command_row *command_row(enum command c)
{
    assert(c > CMD_NONE && c < CMD_COUNT);
    return &rows[c];
}

enum command command_by_name(const char *name)
{
    for (unsigned c = CMD_NONE + 1; c < CMD_COUNT; c++)
        if (str_eq(rows[c].name, name))
            return (enum command)c;
    return CMD_NONE;
}

const char *where_label(enum where where, enum language language)
{
    assert(where < WHERE_COUNT && language < LANGUAGE_COUNT);
    return where_labels[where][language];
}
