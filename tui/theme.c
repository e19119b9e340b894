#include "tui/theme.h"

#include "core/base/str.h"

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, OWN = -1 };

/* What all themes share: a style is told from its neighbours by attributes even without colour. The field with the focus has
 * none: the cursor and the form's marker tell it, and an attribute would cost a dozen bytes for every letter typed. */
#define LOOKS(title, heading, key, ok, warn, error, info, old, new, closed, today)                                  \
    {                                                                                                               \
        [STYLE_NORMAL] = {0, OWN, OWN}, [STYLE_TITLE] = {LOOK_BOLD, title, OWN},                                    \
        [STYLE_HEADING] = {LOOK_BOLD, heading, OWN}, [STYLE_DIM] = {LOOK_DIM, OWN, OWN},                            \
        [STYLE_STRONG] = {LOOK_BOLD, OWN, OWN}, [STYLE_KEY] = {LOOK_BOLD, key, OWN},                                \
        [STYLE_KEYBAR] = {0, OWN, OWN}, [STYLE_FOCUS] = {LOOK_REVERSE, OWN, OWN},                                   \
        [STYLE_MARKED] = {LOOK_BOLD, key, OWN}, [STYLE_MATCH] = {LOOK_UNDERLINE, OWN, OWN},                         \
        [STYLE_OK] = {0, ok, OWN}, [STYLE_WARN] = {LOOK_BOLD, warn, OWN}, [STYLE_ERROR] = {LOOK_BOLD, error, OWN},  \
        [STYLE_INFO] = {0, info, OWN}, [STYLE_CHANGED_OLD] = {LOOK_DIM, old, OWN},                                  \
        [STYLE_CHANGED_NEW] = {LOOK_BOLD, new, OWN}, [STYLE_INPUT] = {0, OWN, OWN},                                 \
        [STYLE_INPUT_FOCUS] = {0, OWN, OWN}, [STYLE_INPUT_ERROR] = {LOOK_BOLD, error, OWN},            \
        [STYLE_CLOSED] = {0, closed, OWN}, [STYLE_TODAY] = {LOOK_BOLD | LOOK_UNDERLINE, today, OWN},                \
        [STYLE_BAR] = {0, info, OWN}, [STYLE_DIALOG] = {0, OWN, OWN},                                               \
    }

static const struct theme themes[] = {
    {"standard", LOOKS(CYAN, CYAN, CYAN, GREEN, YELLOW, RED, CYAN, RED, RED, RED, CYAN)},
    /* Blue against yellow is told apart with every common kind of colour blindness. */
    {"contrast", LOOKS(WHITE, WHITE, YELLOW, WHITE, YELLOW, YELLOW, WHITE, BLUE, YELLOW, YELLOW, WHITE)},
    {"mono", LOOKS(OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN, OWN)},
};

const struct theme *theme_by_name(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(themes); i++)
        if (str_eq(themes[i].name, name))
            return &themes[i];
    return NULL;
}

const struct theme *theme_at(size_t i)
{
    return i < COUNT_OF(themes) ? &themes[i] : NULL;
}
