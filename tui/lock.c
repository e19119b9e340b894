#include "tui/lock.h"

#include <string.h>

#include "core/base/str.h"
#include "tui/loop.h"
#include "tui/widget/status.h"

enum { CODE_COLS = 20, TEXT_COLS = 60 };

void ui_lock(struct ui *ui)
{
    struct lock *l = &ui->lock;
    if (l->on)
        return;
    const struct field_spec spec = {.type = INPUT_SECRET, .cols = CODE_COLS, .max_chars = LOCK_CODE_CHARS};
    *l = (struct lock){.on = true, .asks = ui->o.may_unlock && ui->o.may_unlock(ui->o.app)};
    field_init(&l->code, &spec, &ui->surface.glyphs);
    ui->message[0] = '\0';
    ui->idle_told = false; /* of the lock; the end of the seat is another warning */
    ui->draw_due = true;
}

void ui_unlock(struct ui *ui)
{
    struct lock *l = &ui->lock;
    if (!l->on)
        return;
    if (l->code.text.p)
        explicit_bzero(l->code.text.p, l->code.text.n);
    field_done(&l->code);
    *l = (struct lock){0};
    ui->draw_due = true;
}

static void try_code(struct ui *ui)
{
    struct lock *l = &ui->lock;
    struct err e = {0};
    bool right = false;
    if (field_empty(&l->code))
        return;
    int rc = ui->o.unlock(ui->o.app, field_text(&l->code), &right, &e);
    explicit_bzero(l->code.text.p, l->code.text.n);
    field_set(&l->code, "");
    if (!rc && right) {
        ui_unlock(ui);
        return;
    }
    l->said = rc ? "lock.later" : "lock.wrong";
    ui->bell = true;
    l->leaves = ++l->wrong >= LOCK_WRONG_MAX;
}

void lock_key(struct ui *ui, const struct key *k)
{
    struct lock *l = &ui->lock;
    l->said = NULL;
    ui->draw_due = true;
    if (k->code == K_ESC || (k->code == K_ENTER && !l->asks))
        l->leaves = true;
    else if (k->code == K_ENTER)
        try_code(ui);
    else if (l->asks)
        (void)field_key(&l->code, &ui->keymap, k);
}

static void draw_code(struct ui *ui, struct rect at, int y)
{
    const char *label = ui_word(ui, "lock.code");
    int x = surface_text(&ui->surface, at, 0, y, STYLE_NORMAL, label);
    surface_text(&ui->surface, at, x + 1, y, STYLE_NORMAL, "[");
    surface_text(&ui->surface, at, x + 2 + CODE_COLS, y, STYLE_NORMAL, "]");
    field_draw(&ui->lock.code, &ui->surface, (struct rect){at.x + x + 2, at.y + y, CODE_COLS, 1}, true, false);
}

void lock_draw(struct ui *ui)
{
    struct surface *to = &ui->surface;
    const struct status_title title = {
        .title = ui_word(ui, "lock.title"),
        .subject = "",
        .today = ui_today(ui),
        .language = ui->o.language,
        .who = ui->o.office,
    };
    struct rect at = rect_middle(ui->layout.body, TEXT_COLS, 8);
    status_draw_title(&title, to, ui->layout.title);
    surface_text(to, at, 0, 0, STYLE_STRONG, ui->o.who ? ui->o.who : "");
    surface_text(to, at, 0, 2, STYLE_NORMAL, ui_word(ui, "lock.hidden"));
    surface_text(to, at, 0, 3, STYLE_NORMAL, ui_word(ui, ui->lock.asks ? "lock.by-code" : "lock.by-line"));
    if (ui->lock.asks)
        draw_code(ui, at, 5);
    status_draw_message(ui_word(ui, ui->lock.said ? ui->lock.said : "lock.hint"), ui->lock.said ? STYLE_WARN : STYLE_DIM, to,
                        ui->layout.message);
}
