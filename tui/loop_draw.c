/* What a loop shows: title, the screens from the lowest that is seen, message and keys. Nothing is asked here. */
#include "core/base/str.h"
#include "tui/lock.h"
#include "tui/loop.h"
#include "tui/widget/keybar.h"
#include "tui/widget/status.h"

struct bar_user {
    const struct ui *ui;
    const struct screen *screen;
};

static bool bar_shows(const void *user, enum command c)
{
    const struct bar_user *b = user;
    const char *why = ui_refusal(b->ui, b->screen, c);
    return !why || *why;
}

static void draw_too_small(struct ui *ui)
{
    char text[256];
    AUTO(arena) struct arena a = {0};
    char rows[16], cols[16];
    str_copy_cut(rows, sizeof rows, arena_printf(&a, "%d", LAYOUT_ROWS_MIN));
    str_copy_cut(cols, sizeof cols, arena_printf(&a, "%d", LAYOUT_COLS_MIN));
    str_copy_cut(text, sizeof text, message_of(&a, ui->o.language, "ui.too-small", cols, rows, NULL));
    surface_paragraph(&ui->surface, surface_rect(&ui->surface), 0, STYLE_STRONG, text);
}

static void draw_from(const struct screen *s, struct surface *to)
{
    if (s->ops->overlay && s->below)
        draw_from(s->below, to);
    s->ops->draw(s, to);
}

static void draw_message(const struct ui *ui, struct surface *to)
{
    const struct screen *s = ui->top;
    if (*ui->message)
        status_draw_message(ui->message, ui->message_style, to, ui->layout.message);
    else if (*ui->told)
        status_draw_message(ui->told, STYLE_WARN, to, ui->layout.message);
    else if (s->ops->hint)
        status_draw_message(s->ops->hint(s), STYLE_DIM, to, ui->layout.message);
}

void ui_draw(struct ui *ui)
{
    struct surface *to = &ui->surface;
    surface_clear(to);
    ui->draw_due = false;
    if (ui->layout.too_small) {
        draw_too_small(ui);
        return;
    }
    if (!ui->top)
        return;
    if (ui->lock.on) {
        lock_draw(ui);
        return;
    }
    const struct screen *base = ui->top;
    while (base->ops->overlay && base->below)
        base = base->below;
    struct status_title title = {
        .title = ui_word(ui, base->ops->title),
        .subject = base->ops->subject ? base->ops->subject(base) : "",
        .today = ui_today(ui),
        .language = ui->o.language,
        .who = ui->o.who,
    };
    status_draw_title(&title, to, ui->layout.title);
    draw_from(ui->top, to);
    draw_message(ui, to);
    const struct bar_user user = {ui, ui->top};
    keybar_draw(&ui->keymap, ui->top->ops->where, ui->top->ops->widgets, ui->o.language, bar_shows, &user, to, ui->layout.keys);
}
