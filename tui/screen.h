/* A screen: a table of operations and a struct of its own that begins with `struct screen`.
 *
 * The loop owns the life of a screen: it allocates `size` zeroed bytes, calls open, reload, layout, then draw as often as
 * it likes; at the end close, and frees. reload asks the app for everything and keeps it in s->arena, which the loop has
 * reset before; draw only reads. Handlers never draw, push or pop themselves: they return wishes. When a handler fails it
 * fills *e and the loop shows the message; the wishes it returns still hold. All operations but draw may be NULL.
 *
 * A key goes: while typing() first to key(), else first to the command that the screen's context binds it to; then to the
 * other of the two; then to the commands of its widgets' contexts; then to those that hold everywhere. UI_IGNORED passes on. */
#ifndef SHINSA_TUI_SCREEN_H
#define SHINSA_TUI_SCREEN_H

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "tui/command.h"
#include "tui/keymap.h"
#include "tui/layout.h"
#include "tui/surface.h"

struct ui;
struct app;
struct dialog;

enum wish {
    UI_REPAINT = 1,  /* draw again (the loop draws once, after all waiting keys) */
    UI_LAYOUT = 2,   /* sizes changed: layout, then draw */
    UI_RELOAD = 4,   /* the data changed: reset the arena, reload, layout, draw */
    UI_PUSH = 8,     /* open the screen named by ui_push */
    UI_POP = 16,     /* close this screen, go back to the one below (which is reloaded) */
    UI_REPLACE = 32, /* with ui_push: instead of this screen */
    UI_QUIT = 64,    /* end the seat */
    UI_BELL = 128,
    UI_IGNORED = 256, /* not mine: try the next place */
    UI_ANSWER = 512   /* of a dialog: tell the screen below (`answered`), and close unless it refuses */
};

#define WIDGET(where_) (UINT64_C(1) << WHERE_##where_)

struct screen {
    const struct screen_ops *ops;
    struct ui *ui;
    struct arena arena; /* what the screen shows; reset before reload */
    struct rect body;   /* its place; set before layout */
    struct screen *below;
};

struct screen_ops {
    const char *name;  /* "home": golden tests, logs, ui_push by name */
    const char *title; /* message id */
    enum where where;  /* its keys in the command table */
    uint64_t widgets;  /* contexts of the widgets in it, WIDGET(FORM) | WIDGET(FIELD): for help, key bar, and commands of
                        * those contexts that the widget leaves to the screen (FORM_DUP, FORM_ERRORS) */
    size_t size;       /* bytes of its struct */
    bool overlay;      /* drawn over the screen below, not instead of it */

    int (*open)(struct screen *s, const void *arg, struct err *e); /* arg: plain data, borrowed; on failure nothing is pushed */
    void (*close)(struct screen *s);
    int (*reload)(struct screen *s, struct err *e);
    void (*layout)(struct screen *s, struct rect body);
    void (*draw)(const struct screen *s, struct surface *to); /* pure: no failure, no store */
    unsigned (*command)(struct screen *s, enum command c, struct err *e);
    unsigned (*key)(struct screen *s, const struct key *k, struct err *e); /* keys for its widgets; UI_IGNORED if not taken */
    bool (*typing)(const struct screen *s); /* the focus is in a text field: letters are text, key() comes before commands */
    unsigned (*changed)(struct screen *s, struct err *e); /* another seat changed the store */
    unsigned (*paused)(struct screen *s, struct err *e);  /* typing paused (UI_PAUSE_MS): search, save the draft */
    unsigned (*tick)(struct screen *s, struct err *e);    /* every UI_TICK_MS, for what the store does not know */
    unsigned (*answered)(struct screen *s, struct dialog *d, struct err *e); /* a dialog it opened was closed */
    /* Behind the title ("N-2026-0035"); "" for none. */
    const char *(*subject)(const struct screen *s);
    /* What stands on the message line while there is no message: what to do here, in a few words. Borrowed until the next
     * reload; NULL or "": nothing. */
    const char *(*hint)(const struct screen *s);
    /* May the command be used now? NULL: yes; otherwise the message why not, in the seat's language (palette, help). */
    const char *(*refuses)(const struct screen *s, enum command c);
};

#endif
