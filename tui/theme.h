/* How styles look: attributes always, colours where the terminal has them. No style differs from another by colour alone. */
#ifndef SHINSA_TUI_THEME_H
#define SHINSA_TUI_THEME_H

#include "tui/surface.h"

enum { LOOK_BOLD = 1, LOOK_REVERSE = 2, LOOK_UNDERLINE = 4, LOOK_DIM = 8 };

struct look {
    unsigned attributes;
    int8_t foreground, background; /* 0 to 7 as the eight colours of ECMA-48, -1 the terminal's own */
};

/* "standard", "contrast", "mono". */
struct theme {
    const char *name;
    struct look look[STYLE_COUNT];
};

const struct theme *theme_by_name(const char *name); /* NULL if unknown, or name is */
const struct theme *theme_at(size_t i);              /* NULL behind the last; 0 is the default */

#endif
