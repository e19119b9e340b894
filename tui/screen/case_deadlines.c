/* 期限と理由: the open deadlines of one case, and why the chosen one is that day. */
#include "core/app/case_app.h"
#include "core/app/deadline_app.h"
#include "core/base/str.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { COLUMNS = 4, WHY_ROWS = 11, WHY_LABEL_COLS = 10, WHY_LABEL_COLS_EN = 17 };

struct case_deadlines {
    struct screen screen;
    int64_t case_id;
    struct case_view view;
    const char *title;
    const char **text;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    struct arena why_memory;
    struct why_line *why;
    size_t n_why;
    struct rect at_list, at_why;
};

static int deadlines_open(struct screen *s, const void *arg, struct err *e)
{
    const struct case_arg *a = arg;
    if (!a)
        return err_set(e, E_NOTFOUND, "case.unknown", "", NULL);
    ((struct case_deadlines *)s)->case_id = a->case_id;
    return 0;
}

static void deadlines_close(struct screen *s)
{
    arena_done(&((struct case_deadlines *)s)->why_memory);
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct case_deadlines *c = user;
    struct date due = c->view.due.at[row].d.due_on;
    if (column == 2 && !date_is_none(due) && date_compare(due, ui_today(c->screen.ui)) < 0)
        *style_r = STYLE_ERROR;
    return c->text[row * COLUMNS + (size_t)column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    const struct case_deadlines *c = user;
    struct date due = c->view.due.at[row].d.due_on;
    if (date_is_none(due) || date_compare(due, ui_today(c->screen.ui)) > 0)
        return "";
    bool over = date_compare(due, ui_today(c->screen.ui)) < 0;
    *style_r = over ? STYLE_ERROR : STYLE_WARN;
    return over ? "!!" : "!";
}

static int load_why(struct case_deadlines *c, struct err *e)
{
    c->n_why = 0;
    arena_reset(&c->why_memory);
    if (!c->view.due.n)
        return 0;
    return deadline_why(ui_app(c->screen.ui), c->view.due.at[c->list.at].d.id, &c->why_memory, &c->why, &c->n_why, e);
}

static int deadlines_reload(struct screen *s, struct err *e)
{
    struct case_deadlines *c = (struct case_deadlines *)s;
    const struct ui *ui = s->ui;
    c->title = "";
    int rc = case_view(ui_app(ui), c->case_id, &s->arena, &c->view, e);
    if (rc) {
        c->view = (struct case_view){0};
        return rc;
    }
    c->title = *c->view.c.number ? c->view.c.number : arena_printf(&s->arena, "#%lld", (long long)c->case_id);
    c->text = ARENA_ARRAY(&s->arena, const char *, c->view.due.n * COLUMNS);
    for (size_t i = 0; i < c->view.due.n; i++) {
        const struct deadline *d = &c->view.due.at[i].d;
        const char **text = &c->text[i * COLUMNS];
        bool none = date_is_none(d->due_on);
        text[0] = none ? ui_word(ui, "case.no-day") : screen_day_both(s, d->due_on);
        text[1] = c->view.due.at[i].label;
        text[2] = none ? "" : screen_days_left(s, d->due_on.days - ui_today(ui).days);
        text[3] = d->note ? d->note : "";
    }
    c->column[0] = (struct column){.heading = ui_word(ui, "due.day"), .cols = 26};
    c->column[1] = (struct column){.heading = ui_word(ui, "due.what")};
    c->column[2] = (struct column){.heading = ui_word(ui, "due.when"), .cols = 10, .right = true};
    c->column[3] = (struct column){.heading = ui_word(ui, "due.note"), .cols = 16, .from_cols = 100};
    c->table = (struct table){.column = c->column,
                              .columns = COLUMNS,
                              .focus_column = 1,
                              .mark_cols = 2,
                              .headings = true,
                              .cell = cell,
                              .mark = mark,
                              .user = c};
    if (c->list.at >= c->view.due.n)
        c->list.at = 0;
    return load_why(c, e);
}

static void deadlines_layout(struct screen *s, struct rect body)
{
    struct case_deadlines *c = (struct case_deadlines *)s;
    rect_top(&body, 1);
    c->at_why = rect_bottom(&body, body.h > WHY_ROWS * 2 ? body.h / 2 : WHY_ROWS);
    c->at_list = body;
    list_fit(&c->list, c->view.due.n, table_height(&c->table, body));
}

static void draw_why(const struct case_deadlines *c, struct surface *to)
{
    struct rect at = c->at_why;
    rect_top(&at, 1);
    if (!c->view.due.n)
        return;
    struct rect head = rect_top(&at, 1);
    int x = surface_text(to, head, 1, 0, STYLE_HEADING, ui_word(c->screen.ui, "due.why"));
    surface_printf(to, head, x + 2, 0, STYLE_STRONG, "%s  %s", c->text[c->list.at * COLUMNS],
                   c->text[c->list.at * COLUMNS + 1]);
    int label_cols = c->screen.ui->o.language == LANGUAGE_EN ? WHY_LABEL_COLS_EN : WHY_LABEL_COLS;
    for (size_t i = 0; i < c->n_why && !rect_empty(at); i++) {
        struct rect text = at;
        const char *label = i && str_eq(c->why[i].label, c->why[i - 1].label) ? "" : c->why[i].label;
        surface_column(to, at, 3, 0, label_cols, STYLE_DIM, false, label);
        rect_left(&text, 3 + label_cols + 1);
        rect_top(&at, surface_paragraph(to, text, 0, STYLE_NORMAL, c->why[i].text));
    }
}

static void deadlines_draw(const struct screen *s, struct surface *to)
{
    const struct case_deadlines *c = (const struct case_deadlines *)s;
    table_draw(&c->table, &c->list, to, c->at_list, true, ui_word(s->ui, "case.no-due"));
    draw_why(c, to);
}

static unsigned deadlines_key(struct screen *s, const struct key *k, struct err *e)
{
    struct case_deadlines *c = (struct case_deadlines *)s;
    size_t before = c->list.at;
    if (list_key(&c->list, &s->ui->keymap, k) == LIST_IGNORED)
        return UI_IGNORED;
    if (c->list.at != before)
        load_why(c, e); /* a failure is said by the loop */
    return UI_REPAINT;
}

static unsigned deadlines_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *deadlines_subject(const struct screen *s)
{
    return ((const struct case_deadlines *)s)->title;
}

static const char *deadlines_hint(const struct screen *s)
{
    return ui_word(s->ui, "due.hint");
}

static const char *deadlines_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops case_deadlines_screen = {
    .name = "case-deadlines",
    .title = "due.title",
    .where = WHERE_ANY,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct case_deadlines),
    .open = deadlines_open,
    .close = deadlines_close,
    .reload = deadlines_reload,
    .layout = deadlines_layout,
    .draw = deadlines_draw,
    .key = deadlines_key,
    .changed = deadlines_changed,
    .subject = deadlines_subject,
    .hint = deadlines_hint,
    .refuses = deadlines_refuses,
};
