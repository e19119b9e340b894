/* Every command of the screens, from the one table tui/command_table.def: its id, its name, its label on the key bar, its
 * keys, where it works, who may use it, and its help. Key map, key bar, help and palette all come from here. */
#ifndef SHINSA_TUI_COMMAND_H
#define SHINSA_TUI_COMMAND_H

#include "tui/key.h"
#include "tui/message.h"

enum command {
    CMD_NONE,
#define X(id, name, ja, en, keys, where, right, flags, help_ja, help_en) CMD_##id,
#include "tui/command_table.def"
#undef X
    CMD_COUNT
};

/* A context of keys. A screen has one; widgets have theirs; WHERE_ANY holds everywhere, after the others. */
enum where {
#define WHERE(id, ja, en) WHERE_##id,
#include "tui/where.def"
#undef WHERE
    WHERE_COUNT
};

/* Several of them in one number, a bit each. */
static_assert(WHERE_COUNT <= 64, "one bit a context");
static inline bool where_among(uint64_t set, unsigned where)
{
    return set >> where & 1;
}

enum command_flags {
    CMD_BAR = 1,    /* stands on the key bar where it works */
    CMD_WRITES = 2, /* changes the store: refused on a read-only store */
    CMD_QUIET = 4   /* movement and editing: in the help, not in the palette */
};

struct command_row {
    const char *name;  /* stable, for logs and to be typed in the palette: "case-new" */
    const char *label[LANGUAGE_COUNT];
    const char *keys;  /* names separated by spaces; "" for palette only */
    enum where where;
    const char *right; /* what the seat's user must have, "" for anyone; the loop's `may` hook decides */
    unsigned flags;
    const char *help[LANGUAGE_COUNT];
};

const struct command_row *command_row(enum command c); /* c above CMD_NONE */
enum command command_by_name(const char *name);        /* CMD_NONE if unknown */
const char *where_label(enum where where, enum language language);

#endif
