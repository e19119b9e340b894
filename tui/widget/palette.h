/* A list of commands over the screen, filtered while one types; Enter runs the chosen one on the screen below. With
 * everything = true all commands of the screen and of everywhere (Ctrl-K), otherwise what can be done here with keys and
 * help (F1, ?), movement included. A command that is refused now stands dimmed with its reason. */
#ifndef SHINSA_TUI_PALETTE_H
#define SHINSA_TUI_PALETTE_H

#include "tui/screen.h"
#include "tui/widget/field.h"
#include "tui/widget/list.h"

struct palette_arg {
    bool help; /* F1: with sections and movement */
};

extern const struct screen_ops palette_screen;

/* The command chosen when the palette closed; the loop runs it. CMD_NONE: none. */
enum command palette_chosen(const struct screen *s);

#endif
