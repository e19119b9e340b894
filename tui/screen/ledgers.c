/* 公表・帳簿・報告: which registers and ledgers there are; Enter opens one. */
#include "core/app/cert_app.h"
#include "core/base/str.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { COLUMNS = 3 };

struct ledgers_screen {
    struct screen screen;
    struct sheet_kind *kind;
    size_t n;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    struct rect at_list;
};

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct ledgers_screen *l = user;
    const struct sheet_kind *k = &l->kind[row];
    (void)style_r;
    switch (column) {
    case 0: return row && str_eq(l->kind[row - 1].scheme, k->scheme) ? "" : k->scheme_short;
    case 1: return ui_word(l->screen.ui, k->is_register ? "ledgers.register" : "ledgers.ledger");
    default: return k->label;
    }
}

static int ledgers_reload(struct screen *s, struct err *e)
{
    struct ledgers_screen *l = (struct ledgers_screen *)s;
    const struct ui *ui = s->ui;
    l->column[0] = (struct column){.heading = ui_word(ui, "ledgers.scheme"), .cols = 24};
    l->column[1] = (struct column){.heading = ui_word(ui, "ledgers.kind"), .cols = 8};
    l->column[2] = (struct column){.heading = ui_word(ui, "ledgers.name")};
    l->table = (struct table){.column = l->column, .columns = COLUMNS, .focus_column = 1, .headings = true, .cell = cell, .user = l};
    int rc = sheet_kinds(ui_app(ui), &s->arena, &l->kind, &l->n, e);
    if (rc)
        l->n = 0;
    return rc;
}

static void ledgers_layout(struct screen *s, struct rect body)
{
    struct ledgers_screen *l = (struct ledgers_screen *)s;
    rect_top(&body, 1);
    l->at_list = body;
    list_fit(&l->list, l->n, table_height(&l->table, body));
}

static void ledgers_draw(const struct screen *s, struct surface *to)
{
    const struct ledgers_screen *l = (const struct ledgers_screen *)s;
    table_draw(&l->table, &l->list, to, l->at_list, true, ui_word(s->ui, "ledgers.none"));
}

static unsigned ledgers_key(struct screen *s, const struct key *k, struct err *e)
{
    (void)e;
    return list_key(&((struct ledgers_screen *)s)->list, &s->ui->keymap, k) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

static unsigned ledgers_command(struct screen *s, enum command c, struct err *e)
{
    struct ledgers_screen *l = (struct ledgers_screen *)s;
    struct sheet_arg arg = {0};
    (void)e;
    if (c != CMD_LEDGERS_OPEN || l->list.at >= l->n)
        return UI_IGNORED;
    str_copy_cut(arg.scheme, sizeof arg.scheme, l->kind[l->list.at].scheme);
    str_copy_cut(arg.id, sizeof arg.id, l->kind[l->list.at].id);
    return screen_push(s->ui, "sheet", &arg, sizeof arg);
}

static const char *ledgers_hint(const struct screen *s)
{
    return ui_word(s->ui, "ledgers.hint");
}

static const char *ledgers_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops ledgers_screen = {
    .name = "ledgers",
    .title = "ledgers.title",
    .where = WHERE_LEDGERS,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct ledgers_screen),
    .reload = ledgers_reload,
    .layout = ledgers_layout,
    .draw = ledgers_draw,
    .command = ledgers_command,
    .key = ledgers_key,
    .hint = ledgers_hint,
    .refuses = ledgers_refuses,
};
