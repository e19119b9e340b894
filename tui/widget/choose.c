#include "tui/widget/choose.h"

#include <string.h>

#include "core/base/fold.h"
#include "core/base/str.h"
#include "tui/loop.h"
#include "tui/widget/dialog.h"
#include "tui/widget/table.h"

struct choose {
    struct dialog dialog; /* answered() gets it as one */
    struct choose_row *row; /* in dialog.memory, as is `folded` */
    const char **folded;
    size_t n;
    size_t *seen; /* in the screen's arena */
    struct list list;
    struct field filter;
    const char *value;
    size_t chosen;
    int value_cols; /* of the widest value */
};

enum { VALUE_COLS_MIN = 20, TEXT_COLS_MIN = 24 };

extern const struct screen_ops choose_screen;

unsigned ui_choose(struct ui *ui, const char *title, const struct choose_row *row, size_t n, int64_t tag)
{
    struct choose *c = xcalloc(1, sizeof *c);
    struct arena *a = &c->dialog.memory;
    c->dialog.screen = (struct screen){.ops = &choose_screen, .ui = ui, .body = ui->layout.body};
    c->dialog.title = arena_strdup(a, title);
    c->dialog.text = "";
    c->dialog.tag = tag;
    c->dialog.result = DIALOG_CANCELLED;
    form_view_init(&c->dialog.form, ui_glyphs(ui));
    field_init(&c->filter, &(struct field_spec){.type = INPUT_TEXT, .cols = 40, .max_chars = 60}, ui_glyphs(ui));
    c->n = n < CHOOSE_ROWS_MAX ? n : CHOOSE_ROWS_MAX;
    c->row = ARENA_ARRAY(a, struct choose_row, c->n);
    c->folded = ARENA_ARRAY(a, const char *, c->n);
    for (size_t i = 0; i < c->n; i++) {
        c->row[i] = (struct choose_row){arena_strdup(a, row[i].value), arena_strdup(a, row[i].text ? row[i].text : ""), NULL};
        const char *reading = row[i].reading ? row[i].reading : "";
        int cols = glyphs_cols(ui_glyphs(ui), row[i].value, strlen(row[i].value));
        c->value_cols = cols > c->value_cols ? cols : c->value_cols;
        c->folded[i] = fold_text(a, arena_printf(a, "%s|%s|%s", row[i].value, c->row[i].text, reading));
    }
    return ui_push_ready(ui, &c->dialog.screen);
}

const char *dialog_chosen(const struct dialog *d)
{
    if (d->screen.ops != &choose_screen || d->result == DIALOG_CANCELLED)
        return NULL;
    return ((const struct choose *)d)->value;
}

int dialog_chosen_row(const struct dialog *d)
{
    return dialog_chosen(d) ? (int)((const struct choose *)d)->chosen : -1;
}

static void choose_close(struct screen *s)
{
    struct choose *c = (struct choose *)s;
    field_done(&c->filter);
    form_view_done(&c->dialog.form);
    arena_done(&c->dialog.memory);
}

static int choose_reload(struct screen *s, struct err *e)
{
    struct choose *c = (struct choose *)s;
    (void)e;
    const char *wanted = fold_text(&s->arena, field_text(&c->filter));
    c->seen = ARENA_ARRAY(&s->arena, size_t, c->n);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (strstr(c->folded[i], wanted))
            c->seen[n++] = i;
    c->list.n = n;
    return 0;
}

static struct rect choose_frame(const struct choose *c)
{
    struct rect body = c->dialog.screen.body;
    int rows = (int)(c->n < 12 ? c->n : 12);
    return rect_middle(body, body.w, rows + 5);
}

static void choose_layout(struct screen *s, struct rect body)
{
    struct choose *c = (struct choose *)s;
    (void)body;
    list_fit(&c->list, c->list.n, choose_frame(c).h - 4);
}

static const char *choose_cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct choose *c = user;
    const struct choose_row *r = &c->row[c->seen[row]];
    (void)style_r;
    return column == 0 ? r->value : r->text;
}

/* Values in full where their texts, such as how far each is, need little room. */
static int value_cols(const struct choose *c, int cols)
{
    int text = 0;
    for (size_t i = 0; i < c->n; i++) {
        int n = glyphs_cols(ui_glyphs(c->dialog.screen.ui), c->row[i].text, strlen(c->row[i].text));
        text = n > text ? n : text;
    }
    int room = cols - (text < TEXT_COLS_MIN ? text : TEXT_COLS_MIN) - 3;
    int wanted = c->value_cols < room ? c->value_cols : room;
    return wanted < VALUE_COLS_MIN ? VALUE_COLS_MIN : wanted;
}

static void choose_draw(const struct screen *s, struct surface *to)
{
    const struct choose *c = (const struct choose *)s;
    const struct column columns[] = {{"", value_cols(c, c->dialog.screen.body.w), false, 0}, {"", 0, false, 0}};
    const struct table t = {.column = columns, .columns = 2, .cell = choose_cell, .user = c};
    struct rect frame = choose_frame(c), in = rect_inset(frame, 1, 0);
    surface_fill(to, frame, STYLE_DIALOG);
    surface_fill(to, rect_row(frame, 0), STYLE_FOCUS);
    surface_fill(to, rect_row(frame, frame.h - 1), STYLE_FOCUS);
    surface_text(to, rect_row(frame, 0), 2, 0, STYLE_FOCUS, c->dialog.title);
    rect_top(&in, 1);
    rect_bottom(&in, 1);
    struct rect filter = rect_top(&in, 1);
    rect_top(&in, 1);
    table_draw(&t, &c->list, to, in, false, ui_word(s->ui, "palette.none"));
    int x = surface_text(to, filter, 2, 0, STYLE_KEY, ui_word(s->ui, "palette.filter"));
    x = surface_text(to, filter, x + 1, 0, STYLE_NORMAL, ">");
    field_draw(&c->filter, to, (struct rect){filter.x + x + 1, filter.y, 40, 1}, true, false);
}

static bool choose_typing(const struct screen *s)
{
    (void)s;
    return true;
}

static unsigned choose_key(struct screen *s, const struct key *k, struct err *e)
{
    struct choose *c = (struct choose *)s;
    (void)e;
    bool letter = k->code == K_TEXT && !k->mods;
    if (!letter && k->code != K_HOME && k->code != K_END && list_key(&c->list, &s->ui->keymap, k) != LIST_IGNORED)
        return UI_REPAINT;
    switch (field_key(&c->filter, &s->ui->keymap, k)) {
    case FIELD_IGNORED: return UI_IGNORED;
    case FIELD_CHANGED:
    case FIELD_DONE: c->list.at = c->list.top = 0; return UI_RELOAD;
    default: return UI_REPAINT;
    }
}

static unsigned choose_command(struct screen *s, enum command c, struct err *e)
{
    struct choose *ch = (struct choose *)s;
    (void)e;
    if (c == CMD_PALETTE_CLOSE)
        return UI_ANSWER;
    if (c != CMD_PALETTE_RUN)
        return UI_IGNORED;
    if (ch->list.at >= ch->list.n)
        return UI_BELL;
    ch->chosen = ch->seen[ch->list.at];
    ch->value = ch->row[ch->chosen].value;
    ch->dialog.result = 0;
    return UI_ANSWER;
}

static const char *choose_hint(const struct screen *s)
{
    return ui_word(s->ui, "choose.hint");
}

const struct screen_ops choose_screen = {
    .name = "choose",
    .title = "palette.title",
    .where = WHERE_PALETTE,
    .size = sizeof(struct choose),
    .overlay = true,
    .close = choose_close,
    .reload = choose_reload,
    .layout = choose_layout,
    .draw = choose_draw,
    .command = choose_command,
    .key = choose_key,
    .typing = choose_typing,
    .hint = choose_hint,
};
