/* From a key to a command. Built from the command table once a seat; a user's own keys may replace rows by name. */
#ifndef SHINSA_TUI_KEYMAP_H
#define SHINSA_TUI_KEYMAP_H

#include "tui/command.h"

enum { KEYMAP_MAX = 1024, KEYMAP_KEYS_A_COMMAND = 6 };

struct keymap {
    struct keymap_row {
        enum where where;
        enum command command;
        struct key key;
    } *row; /* heap */
    size_t n;
};

/* The defaults of the table. A bad key name or a key bound twice in one context is a mistake of the program: asserts. */
void keymap_init(struct keymap *m);
void keymap_done(struct keymap *m);

/* Only this context; full-width twins are understood (key_as_command). CMD_NONE if nothing is bound. */
enum command keymap_find(const struct keymap *m, enum where where, const struct key *k);
/* The first key of a command as the key bar writes it, "" if it has none. */
const char *keymap_label(const struct keymap *m, enum command c, char to[KEY_NAME_BYTES]);

#endif
