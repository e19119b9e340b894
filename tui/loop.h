/* The loop of one seat: keys in, commands to screens, one frame out.
 *
 * It keeps a stack of screens, the surface, the key map and the message line. One arena lives for one action (a key and
 * what follows from it) and is dropped after the redraw. It knows nothing of a store: hooks say whether something changed
 * and what a user may do. Everything but ui_run works without a terminal, which is how the golden tests drive it. */
#ifndef SHINSA_TUI_LOOP_H
#define SHINSA_TUI_LOOP_H

#include "core/base/log.h"
#include "tui/lock.h"
#include "tui/screen.h"
#include "tui/term/keys.h"
#include "tui/term/line.h"
#include "tui/term/probe.h"
#include "tui/term/term.h"

enum {
    UI_SCREENS_MAX = 16,
    UI_PAUSE_MS = 150,
    UI_CHANGED_MS = 1000,
    UI_NEWS_SHARE = 100, /* showing what others did takes at most this part of a seat's time */
    UI_NEWS_MAX_MS = 10000,
    UI_REST_MS = 5000,
    UI_TOLD_MS = 60000, /* how long what somebody told stays */
    UI_TICK_MS = 2000,
    UI_MESSAGE_BYTES = 512
};

/* What the seat is; borrowed texts must outlive the ui. */
struct seats;

struct ui_options {
    struct app *app;
    struct clock clock;
    enum language language;
    const struct theme *theme; /* NULL: the default */
    struct glyphs glyphs;
    bool ambiguous_known;      /* the user fixed the width: do not ask the terminal */
    bool mono;
    const char *term_name;
    const char *who;           /* stands at the right of the title line: 受付担当 */
    int rows, cols;
    const struct seats *seats; /* of the server; NULL: none */
    const char *office;        /* stands on a locked seat; NULL: nothing */
    /* Without a key: when the screens are hidden, when the seat ends (0: never), and how long before each a warning comes. */
    int idle_warn_ms, idle_lock_ms, idle_end_ms;
    /* Does who sits here have a code that opens a locked seat (NULL: no)? And is it this one? */
    bool (*may_unlock)(struct app *app);
    int (*unlock)(struct app *app, const char *code, bool *right_r, struct err *e);

    /* NULL: nothing ever changes. Called every changed_ms (0: UI_CHANGED_MS), more rarely if showing it takes long. */
    bool (*changed)(struct app *app);
    int changed_ms;
    /* NULL: nothing. Called once when neither a key nor news came for UI_REST_MS: the seat needs little memory now. */
    void (*rest)(struct app *app);
    /* NULL: nothing. Called when typing paused (UI_PAUSE_MS) and what it brought about is on the terminal: what nobody waits for. */
    void (*settled)(struct app *app);
    /* NULL: everything is allowed. */
    bool (*may)(struct app *app, const char *right);
    /* Screens for commands that the loop itself answers everywhere (CMD_LOOKUP, CMD_GO_CASES, ...); NULL: none. */
    const struct screen_ops *(*screen_for)(enum command c);
};

enum ui_end {
    UI_ENDED_QUIT,
    UI_ENDED_LINE, /* the line dropped: the ui is whole; ui_run with a new line goes on where it was */
    UI_ENDED_IDLE,
    UI_ENDED_LOCKED, /* the person left a locked seat, or did not know the code: the ui is whole */
    UI_ENDED_OFFICE /* the line said LINE_END */
};

struct ui {
    struct ui_options o;
    struct keymap keymap;
    struct surface surface; /* its glyphs are the seat's */
    struct layout layout;
    struct screen *top; /* NULL: nothing open yet */
    int depth;
    struct arena action; /* lives until the next key */
    bool quit, bell, repaint;

    struct lock lock;

    const struct screen_ops *push_ops; /* set by ui_push until the wish is granted */
    const void *push_arg;
    struct screen *push_ready;         /* set by ui_push_ready */
    char message[UI_MESSAGE_BYTES];
    enum style message_style;

    struct keys keys;
    struct probe probe;
    struct term *term; /* while ui_run runs */
    int64_t last_key_ms, last_bytes_ms, last_changed_ms, last_news_ms, news_every_ms, last_tick_ms;
    char told[UI_MESSAGE_BYTES]; /* by somebody of the office: stands on the message line while no message does */
    int64_t told_until_ms;
    bool paused_told, settled_told, rest_told, idle_told, draw_due;
    struct ui_count {
        int64_t keys, frames, bytes; /* bytes sent */
        size_t last_frame_bytes;
        int64_t round_trip_ms; /* of the question about widths; 0 unknown */
    } count; /* for the terminal check */
};

void ui_init(struct ui *ui, const struct ui_options *o);
void ui_done(struct ui *ui);
struct app *ui_app(const struct ui *ui);
struct date ui_today(const struct ui *ui);
/* For fields: how the seat shows characters; the pointer holds as long as the ui, what it points at may change. */
const struct glyphs *ui_glyphs(const struct ui *ui);

/* Another terminal takes the seat over: its name, encoding, colours and size from o; the screens stay. Before ui_run. */
void ui_take_over(struct ui *ui, const struct ui_options *o);

/* Opens the first screen (or one more) at once. Errors of the screen's open and reload; E_LIMIT "ui.too-deep". */
int ui_open(struct ui *ui, const struct screen_ops *ops, const void *arg, struct err *e) WARN_UNUSED;
/* Wish of a handler: open ops with a copy of arg[size] (size 0: arg is borrowed and static). */
unsigned ui_push(struct ui *ui, const struct screen_ops *ops, const void *arg, size_t size);
/* The same instead of the screen that wishes it. */
unsigned ui_replace(struct ui *ui, const struct screen_ops *ops, const void *arg, size_t size);
/* Wish: show a screen made beforehand (a dialog), on the heap; the loop owns it from now on. `open` is not called. */
unsigned ui_push_ready(struct ui *ui, struct screen *s);
/* Puts a text on the message line; arguments up to NULL. It stays until the next key. Returns UI_REPAINT. */
unsigned ui_say(struct ui *ui, enum style style, const char *message_id, ...) __attribute__((sentinel));
unsigned ui_say_text(struct ui *ui, enum style style, const char *text);
unsigned ui_say_err(struct ui *ui, const struct err *e);
/* Text of a message in the action arena. */
const char *ui_text(struct ui *ui, const char *message_id, ...) __attribute__((sentinel));
/* The raw text of a message without arguments: static, for draw. */
const char *ui_word(const struct ui *ui, const char *message_id);

/* One key through dialogs, screen and key map; grants the wishes. */
void ui_key(struct ui *ui, const struct key *k);
/* Runs a command on the top screen as if its key had been pressed. */
void ui_command(struct ui *ui, enum command c);
/* May c be used here and now? NULL: yes; "" : not offered here; otherwise why not (palette, key bar). */
const char *ui_refusal(const struct ui *ui, const struct screen *s, enum command c);
/* Typing paused; time passed; the store changed. */
void ui_paused(struct ui *ui);
void ui_tick(struct ui *ui);
void ui_changed(struct ui *ui);
void ui_resize(struct ui *ui, int rows, int cols);
/* Draws everything into ui->surface. */
void ui_draw(struct ui *ui);

/* Runs until the seat ends. Asks the terminal for its widths first (unless known), opens it, and leaves it as it was.
 * E_IO only if the terminal cannot be used at all. Does not close the line. */
int ui_run(struct ui *ui, struct line *line, enum ui_end *end_r, struct err *e) WARN_UNUSED;

#endif
