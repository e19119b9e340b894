/* Somebody saved the form while it was typed here: each field that both changed, with both values. Nothing is decided by
 * itself; what only one of both changed never gets here. */
#include "core/base/str.h"
#include "tui/screen/entry_state.h"
#include "tui/widget/list.h"

enum { LABEL_COLS = 24, MARK_X = 2, LABEL_X = 4, DETAIL_ROWS = 8, HEAD_ROWS = 3 };

struct conflict {
    struct dialog dialog; /* answered() gets it as one */
    struct conflict_field *field; /* the screen's below */
    size_t n;
    struct list list;
    const char *title;
    struct rect at_head, at_list, at_detail;
};

unsigned conflict_show(struct ui *ui, const char *saved_by, struct conflict_field *field, size_t n, int64_t tag)
{
    struct conflict *c = xcalloc(1, sizeof *c);
    struct arena *a = &c->dialog.memory;
    c->dialog.screen = (struct screen){.ops = &conflict_screen, .ui = ui, .body = ui->layout.body};
    c->dialog.title = c->dialog.text = "";
    c->dialog.tag = tag;
    c->dialog.result = DIALOG_CANCELLED;
    c->title = arena_strdup(a, ui_text(ui, "conflict.text", str_empty(saved_by) ? "?" : saved_by, NULL));
    c->field = field;
    c->n = n;
    form_view_init(&c->dialog.form, ui_glyphs(ui));
    return ui_push_ready(ui, &c->dialog.screen);
}

static void conflict_close(struct screen *s)
{
    struct conflict *c = (struct conflict *)s;
    form_view_done(&c->dialog.form);
    arena_done(&c->dialog.memory);
}

static void conflict_layout(struct screen *s, struct rect body)
{
    struct conflict *c = (struct conflict *)s;
    c->at_head = rect_top(&body, HEAD_ROWS);
    c->at_detail = rect_bottom(&body, DETAIL_ROWS);
    c->at_list = body;
    list_fit(&c->list, c->n, body.h);
}

static void draw_row(const struct conflict *c, size_t i, struct surface *to, struct rect row)
{
    const struct conflict_field *f = &c->field[i];
    const struct ui *ui = c->dialog.screen.ui;
    static const char *const word[] = {"conflict.open", "conflict.mine", "conflict.theirs"};
    bool current = i == c->list.at;
    surface_text(to, row, 0, 0, STYLE_NORMAL, current ? ">" : " ");
    surface_column(to, row, LABEL_X, 0, LABEL_COLS, current ? STYLE_FOCUS : STYLE_NORMAL, false, f->label);
    surface_text(to, row, LABEL_X + LABEL_COLS + 1, 0, f->chosen ? STYLE_STRONG : STYLE_WARN,
                 ui_word(ui, word[f->chosen]));
    int x = LABEL_X + LABEL_COLS + 16;
    surface_column(to, row, x, 0, row.w - x, STYLE_NORMAL, false,
                   f->chosen == 1   ? f->mine
                   : f->chosen == 2 ? f->theirs
                                    : "");
    if (current)
        surface_cursor(to, row, 0, 0);
}

static void draw_value(const struct conflict *c, struct surface *to, struct rect at, const char *label,
                       const char *value, enum style style)
{
    surface_text(to, rect_top(&at, 1), 1, 0, STYLE_HEADING, ui_word(c->dialog.screen.ui, label));
    rect_left(&at, LABEL_X);
    surface_paragraph(to, at, 0, style, *value ? value : ui_word(c->dialog.screen.ui, "conflict.empty"));
}

static void conflict_draw(const struct screen *s, struct surface *to)
{
    const struct conflict *c = (const struct conflict *)s;
    surface_fill(to, s->body, STYLE_NORMAL);
    surface_column(to, c->at_head, 1, 1, c->at_head.w - 1, STYLE_WARN, false, c->title);
    for (int y = 0; y < c->at_list.h && c->list.top + (size_t)y < c->n; y++)
        draw_row(c, c->list.top + (size_t)y, to, rect_row(c->at_list, y));
    const struct conflict_field *f = &c->field[c->list.at];
    struct rect detail = c->at_detail, mine = rect_top(&detail, DETAIL_ROWS / 2);
    draw_value(c, to, mine, "conflict.label-mine", f->mine, STYLE_CHANGED_NEW);
    draw_value(c, to, detail, "conflict.label-theirs", f->theirs, STYLE_CHANGED_OLD);
}

static unsigned choose(struct conflict *c, int which)
{
    c->field[c->list.at].chosen = which;
    for (size_t i = 1; i <= c->n; i++)
        if (!c->field[(c->list.at + i) % c->n].chosen) {
            list_go(&c->list, (c->list.at + i) % c->n);
            return UI_REPAINT;
        }
    return ui_say(c->dialog.screen.ui, STYLE_OK, "conflict.all-chosen", NULL);
}

static unsigned conflict_key(struct screen *s, const struct key *k, struct err *e)
{
    struct conflict *c = (struct conflict *)s;
    (void)e;
    return list_key(&c->list, &s->ui->keymap, k) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

static unsigned conflict_command(struct screen *s, enum command cmd, struct err *e)
{
    struct conflict *c = (struct conflict *)s;
    (void)e;
    switch (cmd) {
    case CMD_CONFLICT_MINE: return choose(c, 1);
    case CMD_CONFLICT_THEIRS: return choose(c, 2);
    case CMD_CONFLICT_LEAVE: return UI_ANSWER;
    case CMD_CONFLICT_SAVE:
        for (size_t i = 0; i < c->n; i++)
            if (!c->field[i].chosen) {
                list_go(&c->list, i);
                return ui_say(s->ui, STYLE_WARN, "conflict.not-all", NULL);
            }
        c->dialog.result = 0;
        return UI_ANSWER;
    default: return UI_IGNORED;
    }
}

static const char *conflict_hint(const struct screen *s)
{
    return ui_word(s->ui, "conflict.hint");
}

const struct screen_ops conflict_screen = {
    .name = "conflict",
    .title = "entry.title",
    .where = WHERE_CONFLICT,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct conflict),
    .overlay = true,
    .close = conflict_close,
    .layout = conflict_layout,
    .draw = conflict_draw,
    .command = conflict_command,
    .key = conflict_key,
    .hint = conflict_hint,
};
