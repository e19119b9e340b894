#include "tui/widget/palette.h"

#include <string.h>

#include "core/base/fold.h"
#include "core/base/str.h"
#include "tui/loop.h"

/* Rows: commands; in the help also a heading for each context. */
struct palette_row {
    enum command command; /* CMD_NONE: a heading */
    enum where where;
};

/* As LIST(struct palette_row), with a name. */
struct palette_rows {
    struct palette_row *at;
    size_t n, room_;
};

struct palette {
    struct screen screen;
    bool help;
    struct field filter;
    struct list list;
    struct palette_row *row; /* in the screen's arena */
    size_t n;
    enum command chosen;
};

static const struct screen *below(const struct palette *p)
{
    return p->screen.below;
}

static int palette_open(struct screen *s, const void *arg, struct err *e)
{
    struct palette *p = (struct palette *)s;
    (void)e;
    const struct palette_arg *a = arg;
    p->help = a && a->help;
    field_init(&p->filter, &(struct field_spec){.type = INPUT_TEXT, .cols = 40, .max_chars = 60}, ui_glyphs(s->ui));
    return 0;
}

static void palette_close(struct screen *s)
{
    field_done(&((struct palette *)s)->filter);
}

/* Every word typed must stand somewhere in name, label, keys or help. */
static bool matches(struct palette *p, const struct command_row *row, const char *filter)
{
    struct arena *a = &p->screen.arena;
    enum language language = p->screen.ui->o.language;
    const char *text = fold_text(a, arena_printf(a, "%s|%s|%s|%s|%s", row->name, row->label[LANGUAGE_JA],
                                                 row->label[LANGUAGE_EN], row->keys, row->help[language]));
    struct str rest = str_of(filter), word;
    while (str_split(&rest, ' ', &word))
        if (!strstr(text, fold_text(a, arena_strndup(a, word.p, word.n))))
            return false;
    return true;
}

/* Is it called so, or does only its help speak of it? */
static bool is_called(struct palette *p, const struct command_row *row, const char *filter)
{
    struct arena *a = &p->screen.arena;
    const char *wanted = fold_text(a, filter);
    return *wanted && (str_starts(fold_text(a, row->label[LANGUAGE_JA]), wanted) || str_starts(fold_text(a, row->label[LANGUAGE_EN]), wanted) ||
                       str_eq(row->name, wanted));
}

static bool offered(const struct palette *p, enum command c, enum where where)
{
    const struct command_row *row = command_row(c);
    if (row->where != where || (!p->help && row->flags & CMD_QUIET) || c == CMD_PALETTE || c == CMD_HELP)
        return false; /* the palette itself is open already */
    const char *why = ui_refusal(p->screen.ui, below(p), c);
    return !why || *why;
}

static void add_context(struct palette *p, enum where where, const char *filter, struct palette_rows *list)
{
    struct arena *a = &p->screen.arena;
    bool heading = p->help;
    for (unsigned i = CMD_NONE + 1; i < CMD_COUNT; i++) {
        enum command c = (enum command)i;
        if (!offered(p, c, where) || !matches(p, command_row(c), filter))
            continue;
        if (heading)
            *LIST_ADD(a, list) = (struct palette_row){CMD_NONE, where};
        heading = false;
        *LIST_ADD(a, list) = (struct palette_row){c, where};
    }
}

/* Of what fits, that which is called so; the rest stays in its order. */
static void put_called_first(struct palette *p, const char *filter, struct palette_rows *rows)
{
    struct palette_row *sorted = ARENA_ARRAY(&p->screen.arena, struct palette_row, rows->n);
    size_t n = 0;
    for (int called = 1; called >= 0; called--)
        for (size_t i = 0; i < rows->n; i++)
            if (is_called(p, command_row(rows->at[i].command), filter) == (called == 1))
                sorted[n++] = rows->at[i];
    rows->at = sorted;
}

static int palette_reload(struct screen *s, struct err *e)
{
    struct palette *p = (struct palette *)s;
    (void)e;
    struct palette_rows rows = {0};
    const char *filter = field_text(&p->filter);
    const struct screen_ops *ops = below(p)->ops;
    if (ops->where != WHERE_ANY)
        add_context(p, ops->where, filter, &rows);
    for (unsigned w = 0; w < WHERE_COUNT; w++)
        if (where_among(ops->widgets, w))
            add_context(p, (enum where)w, filter, &rows);
    add_context(p, WHERE_ANY, filter, &rows);
    if (!p->help)
        put_called_first(p, filter, &rows);
    p->row = rows.at;
    p->n = rows.n;
    return 0;
}

/* Headings are passed over. */
static void settle(struct palette *p, bool down)
{
    while (p->list.at < p->n && p->row[p->list.at].command == CMD_NONE) {
        size_t to = down || p->list.at == 0 ? p->list.at + 1 : p->list.at - 1;
        if (p->list.at == 0)
            down = true;
        if (list_go(&p->list, to) == LIST_STAYED)
            break;
    }
}

static struct rect palette_frame(const struct palette *p)
{
    return rect_middle(p->screen.body, p->screen.body.w, p->screen.body.h - 2);
}

static void palette_layout(struct screen *s, struct rect body)
{
    struct palette *p = (struct palette *)s;
    (void)body;
    list_fit(&p->list, p->n, palette_frame(p).h - 4);
    settle(p, true);
}

static void draw_row(const struct palette *p, size_t i, struct surface *to, struct rect at)
{
    enum language language = p->screen.ui->o.language;
    const struct palette_row *r = &p->row[i];
    if (r->command == CMD_NONE) {
        surface_text(to, at, 1, 0, STYLE_HEADING, where_label(r->where, language));
        return;
    }
    const struct command_row *row = command_row(r->command);
    const char *why = ui_refusal(p->screen.ui, below(p), r->command);
    bool current = i == p->list.at;
    char key[KEY_NAME_BYTES];
    surface_text(to, at, 0, 0, STYLE_NORMAL, current ? ">" : " ");
    surface_column(to, at, 2, 0, 8, STYLE_KEY, false, keymap_label(&p->screen.ui->keymap, r->command, key));
    surface_column(to, at, 11, 0, 16, current ? STYLE_FOCUS : why ? STYLE_DIM : STYLE_STRONG, false, row->label[language]);
    surface_column(to, at, 28, 0, at.w - 29, why ? STYLE_WARN : STYLE_NORMAL, false, why ? why : row->help[language]);
}

static void palette_draw(const struct screen *s, struct surface *to)
{
    const struct palette *p = (const struct palette *)s;
    struct rect frame = palette_frame(p), in = rect_inset(frame, 1, 0);
    surface_fill(to, frame, STYLE_DIALOG);
    surface_fill(to, rect_row(frame, 0), STYLE_FOCUS);
    surface_fill(to, rect_row(frame, frame.h - 1), STYLE_FOCUS);
    surface_text(to, rect_row(frame, 0), 2, 0, STYLE_FOCUS, ui_word(s->ui, p->help ? "palette.help" : "palette.title"));
    rect_top(&in, 1);
    rect_bottom(&in, 1);
    struct rect filter = rect_top(&in, 1);
    rect_top(&in, 1);
    for (int y = 0; y < in.h && p->list.top + (size_t)y < p->n; y++)
        draw_row(p, p->list.top + (size_t)y, to, rect_row(in, y));
    if (!p->n)
        surface_text(to, in, 2, 0, STYLE_DIM, ui_word(s->ui, "palette.none"));
    int x = surface_text(to, filter, 2, 0, STYLE_KEY, ui_word(s->ui, "palette.filter"));
    x = surface_text(to, filter, x + 1, 0, STYLE_NORMAL, ">");
    field_draw(&p->filter, to, (struct rect){filter.x + x + 1, filter.y, 40, 1}, true, false);
}

static bool palette_typing(const struct screen *s)
{
    (void)s;
    return true;
}

static unsigned palette_key(struct screen *s, const struct key *k, struct err *e)
{
    struct palette *p = (struct palette *)s;
    (void)e;
    bool letter = k->code == K_TEXT && !k->mods;
    bool edge = k->code == K_HOME || k->code == K_END;
    enum list_event ev = letter || edge ? LIST_IGNORED : list_key(&p->list, &s->ui->keymap, k);
    if (ev != LIST_IGNORED) {
        enum command c = keymap_find(&s->ui->keymap, WHERE_LIST, k);
        settle(p, c != CMD_LIST_UP && c != CMD_LIST_PAGE_UP);
        return UI_REPAINT;
    }
    switch (field_key(&p->filter, &s->ui->keymap, k)) {
    case FIELD_IGNORED: return UI_IGNORED;
    case FIELD_CHANGED:
    case FIELD_DONE: p->list.at = p->list.top = 0; return UI_RELOAD;
    default: return UI_REPAINT;
    }
}

static unsigned palette_command(struct screen *s, enum command c, struct err *e)
{
    struct palette *p = (struct palette *)s;
    (void)e;
    if (c == CMD_PALETTE_CLOSE)
        return UI_POP;
    if (c != CMD_PALETTE_RUN)
        return UI_IGNORED;
    if (p->list.at >= p->n)
        return UI_BELL;
    enum command chosen = p->row[p->list.at].command;
    const char *why = ui_refusal(s->ui, below(p), chosen);
    if (why)
        return ui_say_text(s->ui, STYLE_WARN, why);
    p->chosen = chosen;
    return UI_ANSWER;
}

enum command palette_chosen(const struct screen *s)
{
    return ((const struct palette *)s)->chosen;
}

const struct screen_ops palette_screen = {
    .name = "palette",
    .title = "palette.title",
    .where = WHERE_PALETTE,
    .size = sizeof(struct palette),
    .overlay = true,
    .open = palette_open,
    .close = palette_close,
    .reload = palette_reload,
    .layout = palette_layout,
    .draw = palette_draw,
    .command = palette_command,
    .key = palette_key,
    .typing = palette_typing,
};
