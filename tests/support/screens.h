/* Screens in process: keys go in, what a person would see comes out. */
#ifndef SHINSA_TESTS_SCREENS_H
#define SHINSA_TESTS_SCREENS_H

#include "core/base/buf.h"
#include "tests/support/unit.h"
#include "tui/loop.h"

/* Presses the keys of a script, in the notation of tui/key.h; all of it must be keys. */
static inline void screens_press(struct ui *ui, const char *keys)
{
    struct key k;
    struct err e;
    const char *script = keys;
    int rc;
    while ((rc = key_parse(&keys, &k, &e)) == 1)
        ui_key(ui, &k);
    if (rc)
        fail_msg("no key in \"%s\" at \"%s\"", script, keys);
}

/* The same, and then this screen is in front. */
static inline void screens_press_to_(struct ui *ui, const char *keys, const char *screen, const char *file, int line)
{
    screens_press(ui, keys);
    if (strcmp(ui->top->ops->name, screen) != 0) {
        print_error("\"%s\" leads to %s, not to %s\n", keys, ui->top->ops->name, screen);
        _fail(file, line);
    }
}
#define screens_press_to(ui, keys, screen) screens_press_to_((ui), (keys), (screen), __FILE__, __LINE__)

/* The text stands somewhere on the screen. */
static inline bool screens_show(struct ui *ui, const char *text)
{
    AUTO(buf) struct buf out = BUF(256 * 1024);
    ui_draw(ui);
    surface_print(&ui->surface, &out);
    return strstr(buf_str(&out), text) != NULL;
}

#endif
