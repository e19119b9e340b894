#include "tui/loop.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "tui/widget/dialog.h"
#include "tui/widget/palette.h"

static void grant(struct ui *ui, struct screen *s, unsigned wishes);

void ui_init(struct ui *ui, const struct ui_options *o)
{
    *ui = (struct ui){.o = *o};
    if (!ui->o.theme)
        ui->o.theme = theme_at(0);
    if (ui->o.glyphs.ambiguous != 2)
        ui->o.glyphs.ambiguous = 1;
    if (!ui->o.changed_ms)
        ui->o.changed_ms = UI_CHANGED_MS;
    keymap_init(&ui->keymap);
    surface_init(&ui->surface, o->rows ? o->rows : LAYOUT_ROWS_MIN, o->cols ? o->cols : LAYOUT_COLS_MIN, ui->o.glyphs);
    ui->layout = layout_of(ui->surface.rows, ui->surface.cols);
    keys_init(&ui->keys, ui->o.glyphs.charset);
    ui->paused_told = true;
}

static void screen_free(struct screen *s)
{
    if (s->ops->close)
        s->ops->close(s);
    arena_done(&s->arena);
    free(s);
}

static void screen_pop(struct ui *ui)
{
    struct screen *s = ui->top;
    ui->top = s->below;
    ui->depth--;
    screen_free(s);
}

void ui_done(struct ui *ui)
{
    while (ui->top)
        screen_pop(ui);
    if (ui->push_ready)
        screen_free(ui->push_ready);
    ui_unlock(ui);
    keys_done(&ui->keys);
    keymap_done(&ui->keymap);
    surface_done(&ui->surface);
    arena_done(&ui->action);
}

void ui_take_over(struct ui *ui, const struct ui_options *o)
{
    ui->o.term_name = o->term_name;
    ui->o.glyphs = o->glyphs;
    ui->o.ambiguous_known = o->ambiguous_known;
    ui->o.mono = o->mono;
    ui->o.theme = o->theme ? o->theme : theme_at(0);
    if (ui->o.glyphs.ambiguous != 2)
        ui->o.glyphs.ambiguous = 1;
    keys_done(&ui->keys);
    keys_init(&ui->keys, o->glyphs.charset);
    ui_unlock(ui);
    ui_resize(ui, o->rows ? o->rows : LAYOUT_ROWS_MIN, o->cols ? o->cols : LAYOUT_COLS_MIN);
    ui_say(ui, STYLE_INFO, "ui.resumed", NULL);
}

struct app *ui_app(const struct ui *ui)
{
    return ui->o.app;
}

struct date ui_today(const struct ui *ui)
{
    return clock_today(&ui->o.clock);
}

const struct glyphs *ui_glyphs(const struct ui *ui)
{
    return &ui->surface.glyphs;
}

unsigned ui_say_text(struct ui *ui, enum style style, const char *text)
{
    str_copy_cut(ui->message, sizeof ui->message, text);
    ui->message_style = style;
    return UI_REPAINT;
}

static const char *format_args(struct ui *ui, const char *id, va_list args)
{
    const char *arg[ERR_ARGS];
    size_t n = 0;
    while (n < COUNT_OF(arg) && (arg[n] = va_arg(args, const char *)) != NULL)
        n++;
    return message_format(&ui->action, ui->o.language, id, arg, n);
}

unsigned ui_say(struct ui *ui, enum style style, const char *message_id, ...)
{
    va_list args;
    va_start(args, message_id);
    const char *text = format_args(ui, message_id, args);
    va_end(args);
    return ui_say_text(ui, style, text);
}

unsigned ui_say_err(struct ui *ui, const struct err *e)
{
    ui->bell = true;
    return ui_say_text(ui, STYLE_ERROR, message_of_err(&ui->action, ui->o.language, e));
}

const char *ui_text(struct ui *ui, const char *message_id, ...)
{
    va_list args;
    va_start(args, message_id);
    const char *text = format_args(ui, message_id, args);
    va_end(args);
    return text;
}

const char *ui_word(const struct ui *ui, const char *message_id)
{
    return message_text(ui->o.language, message_id);
}

static void screen_layout(struct screen *s)
{
    s->body = s->ui->layout.body;
    if (s->ops->layout)
        s->ops->layout(s, s->body);
}

static int screen_reload(struct screen *s, struct err *e)
{
    if (!s->ops->reload)
        return 0;
    arena_reset(&s->arena);
    return s->ops->reload(s, e);
}

static void screen_link(struct ui *ui, struct screen *s)
{
    s->ui = ui;
    s->below = ui->top;
    ui->top = s;
    ui->depth++;
}

/* Reload and layout of a screen just put on top; takes it away again on failure. */
static int screen_start(struct ui *ui, struct screen *s, struct err *e)
{
    int rc = screen_reload(s, e);
    if (rc != 0)
        screen_pop(ui);
    else
        screen_layout(s);
    return rc;
}

int ui_open(struct ui *ui, const struct screen_ops *ops, const void *arg, struct err *e)
{
    if (ui->depth == UI_SCREENS_MAX)
        return err_set(e, E_LIMIT, "ui.too-deep", NULL);
    assert(ops->size >= sizeof(struct screen));
    struct screen *s = xcalloc(1, ops->size);
    s->ops = ops;
    s->ui = ui;
    s->body = ui->layout.body;
    s->below = ui->top;
    int rc = ops->open ? ops->open(s, arg, e) : 0;
    if (rc != 0) {
        arena_done(&s->arena);
        free(s);
        return rc;
    }
    screen_link(ui, s);
    return screen_start(ui, s, e);
}

unsigned ui_push(struct ui *ui, const struct screen_ops *ops, const void *arg, size_t size)
{
    ui->push_ops = ops;
    ui->push_arg = size ? memcpy(arena_alloc(&ui->action, size), arg, size) : arg;
    return UI_PUSH;
}

unsigned ui_replace(struct ui *ui, const struct screen_ops *ops, const void *arg, size_t size)
{
    return ui_push(ui, ops, arg, size) | UI_REPLACE;
}

unsigned ui_push_ready(struct ui *ui, struct screen *s)
{
    if (ui->push_ready)
        screen_free(ui->push_ready);
    ui->push_ready = s;
    return UI_PUSH;
}

static int grant_push(struct ui *ui, struct err *e)
{
    struct screen *ready = ui->push_ready;
    const struct screen_ops *ops = ui->push_ops;
    ui->push_ready = NULL;
    ui->push_ops = NULL;
    if (ready && ui->depth == UI_SCREENS_MAX) {
        screen_free(ready);
        return err_set(e, E_LIMIT, "ui.too-deep", NULL);
    }
    if (ready) {
        screen_link(ui, ready);
        return screen_start(ui, ready, e);
    }
    return ops ? ui_open(ui, ops, ui->push_arg, e) : 0;
}

static void grant_reload(struct ui *ui, struct screen *s)
{
    struct err e = {0};
    if (screen_reload(s, &e) != 0)
        ui_say_err(ui, &e);
    screen_layout(s);
}

/* The screen below a closed one shows what may have changed meanwhile. */
static void grant_pop(struct ui *ui)
{
    bool overlay = ui->top->ops->overlay;
    screen_pop(ui);
    if (ui->top && !overlay)
        grant_reload(ui, ui->top);
}

static void grant_answer(struct ui *ui, struct screen *s)
{
    struct screen *below = s->below;
    enum command chosen = s->ops == &palette_screen ? palette_chosen(s) : CMD_NONE;
    struct err e = {0};
    unsigned wishes = 0;
    if (s->ops != &palette_screen && below && below->ops->answered)
        wishes = below->ops->answered(below, (struct dialog *)s, &e);
    if (e.code)
        ui_say_err(ui, &e);
    if (e.code || wishes & UI_IGNORED)
        return; /* refused: the dialog stays, with what was typed */
    screen_pop(ui);
    if (below && wishes)
        grant(ui, below, wishes);
    if (chosen != CMD_NONE)
        ui_command(ui, chosen);
}

/* s is on top, or (RELOAD, LAYOUT, REPAINT only) somewhere in the stack. */
static void grant(struct ui *ui, struct screen *s, unsigned wishes)
{
    ui->draw_due = true;
    ui->bell |= (wishes & UI_BELL) != 0;
    ui->quit |= (wishes & UI_QUIT) != 0;
    if (wishes & UI_ANSWER) {
        grant_answer(ui, s);
        return;
    }
    if (wishes & UI_PUSH) {
        struct err e = {0};
        if (grant_push(ui, &e) != 0) {
            ui_say_err(ui, &e);
        } else if (wishes & UI_REPLACE) {
            struct screen *new = ui->top;
            new->below = s->below;
            ui->depth--;
            screen_free(s);
            return;
        }
        wishes &= ~(unsigned)UI_POP;
    }
    if (wishes & UI_POP)
        grant_pop(ui);
    else if (wishes & UI_RELOAD)
        grant_reload(ui, s);
    else if (wishes & UI_LAYOUT)
        screen_layout(s);
}

/* Commands that open another screen: the office may not have it. */
static bool leads_nowhere(const struct ui *ui, enum command c)
{
    switch (c) {
    case CMD_REPAINT:
    case CMD_QUIT:
    case CMD_BACK:
    case CMD_HELP:
    case CMD_PALETTE:
    case CMD_PROMPT: return false;
    default: return command_row(c)->where == WHERE_ANY && ui->o.screen_for && !ui->o.screen_for(c);
    }
}

static bool has_right(const struct ui *ui, enum command c)
{
    const struct command_row *row = command_row(c);
    return str_empty(row->right) || !ui->o.may || ui->o.may(ui->o.app, row->right);
}

const char *ui_refusal(const struct ui *ui, const struct screen *s, enum command c)
{
    if (leads_nowhere(ui, c) || !has_right(ui, c))
        return "";
    return s->ops->refuses ? s->ops->refuses(s, c) : NULL;
}

static const struct screen *below_with(const struct ui *ui, const struct screen_ops *ops)
{
    const struct screen *s = ui->top->below;
    while (s && s->ops != ops)
        s = s->below;
    return s;
}

/* A list that stands further below is returned to, as it was, instead of opened once more on top: what lies above it is
 * closed as if its hand had rested (drafts are kept). If one of them cannot, all stay. */
static unsigned return_to(struct ui *ui, const struct screen *target)
{
    for (struct screen *s = ui->top; s != target; s = s->below) {
        struct err e = {0};
        if (s->ops->paused)
            (void)s->ops->paused(s, &e);
        if (e.code)
            return ui_say_err(ui, &e);
    }
    while (ui->top->below != target)
        screen_pop(ui);
    return UI_POP;
}

static unsigned built_in(struct ui *ui, struct screen *s, enum command c)
{
    switch (c) {
    case CMD_REPAINT:
        ui->repaint = true;
        return UI_REPAINT;
    case CMD_QUIT: return UI_QUIT;
    case CMD_BACK: return s->below ? UI_POP : 0;
    case CMD_HELP: return ui_push(ui, &palette_screen, &(struct palette_arg){.help = true}, sizeof(struct palette_arg));
    case CMD_PALETTE: return ui_push(ui, &palette_screen, &(struct palette_arg){.help = false}, sizeof(struct palette_arg));
    default: break;
    }
    const struct screen_ops *ops = ui->o.screen_for ? ui->o.screen_for(c) : NULL;
    if (!ops)
        return ui_say(ui, STYLE_INFO, "ui.not-here", command_row(c)->label[ui->o.language], NULL);
    if (ops == s->ops)
        return 0;
    /* The look-up and a new case begin anew, over what one was doing; a history may be that of one case. */
    bool anew = c == CMD_LOOKUP || c == CMD_NEW_CASE || c == CMD_GO_HISTORY;
    const struct screen *there = anew ? NULL : below_with(ui, ops);
    return there ? return_to(ui, there) : ui_push(ui, ops, NULL, 0);
}

static unsigned run_command(struct ui *ui, struct screen *s, enum command c)
{
    const struct command_row *row = command_row(c);
    const char *label = row->label[ui->o.language];
    if (!has_right(ui, c))
        return ui_say(ui, STYLE_WARN, "ui.no-right", label, NULL);
    const char *why = s->ops->refuses ? s->ops->refuses(s, c) : NULL;
    if (why)
        return *why ? ui_say_text(ui, STYLE_WARN, why) : ui_say(ui, STYLE_INFO, "ui.not-here", label, NULL);
    struct err e = {0};
    unsigned wishes = s->ops->command ? s->ops->command(s, c, &e) : UI_IGNORED;
    if (e.code)
        ui_say_err(ui, &e);
    bool open = !s->ops->overlay || c == CMD_REPAINT;
    if (wishes & UI_IGNORED && row->where == WHERE_ANY && open)
        wishes = built_in(ui, s, c);
    return wishes;
}

static unsigned give_key(struct ui *ui, struct screen *s, const struct key *k)
{
    if (!s->ops->key)
        return UI_IGNORED;
    struct err e = {0};
    unsigned wishes = s->ops->key(s, k, &e);
    if (e.code)
        ui_say_err(ui, &e);
    return wishes;
}

static unsigned command_in(struct ui *ui, struct screen *s, enum where where, const struct key *k)
{
    enum command c = keymap_find(&ui->keymap, where, k);
    return c != CMD_NONE ? run_command(ui, s, c) : UI_IGNORED;
}

static unsigned dispatch(struct ui *ui, struct screen *s, const struct key *k)
{
    bool typing = s->ops->typing && s->ops->typing(s);
    unsigned wishes = typing ? give_key(ui, s, k) : UI_IGNORED;
    if (wishes & UI_IGNORED && s->ops->where != WHERE_ANY)
        wishes = command_in(ui, s, s->ops->where, k);
    if (wishes & UI_IGNORED && !typing)
        wishes = give_key(ui, s, k);
    for (unsigned w = 0; w < WHERE_COUNT && wishes & UI_IGNORED; w++)
        if (where_among(s->ops->widgets, w))
            wishes = command_in(ui, s, (enum where)w, k);
    return wishes & UI_IGNORED ? command_in(ui, s, WHERE_ANY, k) : wishes;
}

static void leave(struct ui *ui)
{
    unsigned wishes = run_command(ui, ui->top, CMD_QUIT);
    grant(ui, ui->top, wishes & UI_IGNORED ? UI_QUIT : wishes);
}

static void begin_action(struct ui *ui)
{
    arena_reset(&ui->action);
    ui->message[0] = '\0';
    ui->draw_due = true;
}

/* A terminal writes Alt as an ESC before the key, and Esc and a key typed ahead on a slow line come as the same bytes. What
 * no command takes as Alt was not meant as such, and must not be lost. */
static void esc_and_key(struct ui *ui, const struct key *k)
{
    struct key esc = {.code = K_ESC}, rest = *k;
    rest.mods &= ~(unsigned)KEY_MOD_ALT;
    ui_key(ui, &esc);
    ui_key(ui, &rest);
}

void ui_key(struct ui *ui, const struct key *k)
{
    if (k->code == K_FOCUS_IN || k->code == K_FOCUS_OUT || probe_key(&ui->probe, k))
        return;
    if (!ui->top)
        return;
    if (ui->layout.too_small) { /* nobody sees what a key would do; but everybody can leave */
        if (keymap_find(&ui->keymap, WHERE_ANY, k) == CMD_QUIT)
            leave(ui);
        return;
    }
    if (ui->lock.on) {
        ui->idle_told = false;
        lock_key(ui, k);
        return;
    }
    begin_action(ui);
    ui->count.keys++;
    ui->paused_told = ui->settled_told = ui->idle_told = false;
    struct screen *s = ui->top;
    unsigned wishes = dispatch(ui, s, k);
    if (wishes & UI_IGNORED && k->mods & KEY_MOD_ALT) {
        esc_and_key(ui, k);
        return;
    }
    grant(ui, s, wishes);
}

void ui_command(struct ui *ui, enum command c)
{
    struct screen *s = ui->top;
    if (!s || c == CMD_NONE || ui->lock.on)
        return;
    unsigned wishes = run_command(ui, s, c);
    /* A command of a widget's context (palette, help): its key reaches the widget. */
    for (size_t i = 0; wishes & UI_IGNORED && i < ui->keymap.n; i++)
        if (ui->keymap.row[i].command == c)
            wishes = give_key(ui, s, &ui->keymap.row[i].key);
    grant(ui, s, wishes);
}

void ui_paused(struct ui *ui)
{
    ui->paused_told = true;
    struct screen *s = ui->top;
    if (!s || !s->ops->paused)
        return;
    struct err e = {0};
    unsigned wishes = s->ops->paused(s, &e);
    if (e.code)
        ui_say_err(ui, &e);
    if (wishes)
        grant(ui, s, wishes);
}

void ui_tick(struct ui *ui)
{
    struct screen *s = ui->top;
    struct err e = {0};
    unsigned wishes = s && s->ops->tick && !ui->lock.on ? s->ops->tick(s, &e) : 0;
    if (e.code)
        ui_say_err(ui, &e);
    if (wishes)
        grant(ui, s, wishes & (UI_REPAINT | UI_LAYOUT | UI_RELOAD));
}

void ui_changed(struct ui *ui)
{
    for (struct screen *s = ui->top, *below; s; s = below) {
        below = s->ops->overlay ? s->below : NULL; /* what nobody sees is reloaded when it is seen again */
        struct err e = {0};
        unsigned wishes = s->ops->changed ? s->ops->changed(s, &e) : 0;
        if (e.code)
            ui_say_err(ui, &e);
        if (wishes)
            grant(ui, s, wishes & (UI_REPAINT | UI_LAYOUT | UI_RELOAD | UI_BELL));
    }
}

void ui_resize(struct ui *ui, int rows, int cols)
{
    surface_resize(&ui->surface, rows, cols);
    ui->layout = layout_of(ui->surface.rows, ui->surface.cols);
    ui->draw_due = true;
    if (!ui->layout.too_small)
        for (struct screen *s = ui->top; s; s = s->below)
            screen_layout(s);
}
