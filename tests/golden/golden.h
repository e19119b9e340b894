/* Golden screens: a case is three files in tests/golden or a folder below it.
 *
 *   name.in    `key: value` lines: screen, fixture, size (80x24), ambiguous (1), charset (utf-8), clock (2026-11-20),
 *              language (ja), who, and whatever the fixture asks for
 *   name.keys  keys as key.h writes them; line feeds between them mean nothing, a line that begins with "# " is a remark.
 *              Besides keys: <Pause> typing paused, <Changed> another seat wrote, <Resize:100x30>,
 *              <Lock> nobody typed for long, <Colleague:field=value> somebody else saved a field of the form on the screen, <Frame> print here too
 *   name.ref   the frames as text, wide glyphs as they are, then their styles and the cursor
 *
 * The runner drives the loop in process. To add a screen: a row in golden_screens (cases.c); to add what it needs to stand
 * on (a store with an app): a row in golden_fixtures. */
#ifndef SHINSA_TESTS_GOLDEN_H
#define SHINSA_TESTS_GOLDEN_H

#include "tui/loop.h"

enum { GOLDEN_PAIRS_MAX = 32 };

struct golden_case {
    const char *name; /* path without .in */
    struct golden_pair {
        char key[24], value[160];
    } pair[GOLDEN_PAIRS_MAX];
    size_t n;
    void *fixture; /* the fixture's own */
};

/* Value of a key, or `otherwise`. */
const char *golden_value(const struct golden_case *c, const char *key, const char *otherwise);

struct golden_screen {
    const char *name;
    const struct screen_ops *ops;
    const void *arg;
};

struct golden_fixture {
    const char *name;
    /* Fills o->app and what else the screen needs; E_* fails the case. */
    int (*open)(struct golden_case *c, struct ui_options *o, struct err *e);
    void (*close)(struct golden_case *c);
    /* Somebody else saves a field of the screen's form; NULL: nobody else is there. */
    int (*colleague)(struct golden_case *c, const char *field, const char *value, struct err *e);
};

extern const struct golden_screen golden_screens[];
extern const size_t golden_screens_n;
extern const struct golden_fixture golden_fixtures[];
extern const size_t golden_fixtures_n;

#endif
