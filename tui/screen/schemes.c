/* 制度: which schemes and versions are installed, what each says, how it differs from the one before it, what the office has to
 * confirm yet, and what a version would change for what is open now. */
#include <inttypes.h>

#include "core/app/scheme_app.h"
#include "core/base/str.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { COLUMNS = 6 };

struct schemes_screen {
    struct screen screen;
    struct scheme_row *row;
    size_t n;
    const char **text;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
};

static const struct scheme_row *row_at(const struct schemes_screen *v)
{
    return v->list.at < v->n ? &v->row[v->list.at] : NULL;
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct schemes_screen *v = user;
    if (v->row[row].time == SCHEME_PAST)
        *style_r = STYLE_DIM;
    else if (column == 4 && v->row[row].unconfirmed)
        *style_r = STYLE_WARN;
    return v->text[row * COLUMNS + (size_t)column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    *style_r = STYLE_WARN;
    return ((const struct schemes_screen *)user)->row[row].unconfirmed ? "!" : "";
}

static void make_columns(struct schemes_screen *v)
{
    const struct ui *ui = v->screen.ui;
    v->column[0] = (struct column){.heading = ui_word(ui, "schemes.scheme"), .cols = 16};
    v->column[1] = (struct column){.heading = ui_word(ui, "schemes.version"), .cols = 10};
    v->column[2] = (struct column){.heading = ui_word(ui, "people.state"), .cols = 8};
    v->column[3] = (struct column){.heading = ui_word(ui, "schemes.open-cases"), .cols = 10, .right = true};
    v->column[4] = (struct column){.heading = ui_word(ui, "schemes.unconfirmed"), .cols = 6, .right = true};
    v->column[5] = (struct column){.heading = ui_word(ui, "schemes.name")};
    v->table = (struct table){.column = v->column, .columns = COLUMNS, .focus_column = 0, .mark_cols = 1, .headings = true,
                              .cell = cell, .mark = mark, .user = v};
}

static const char *time_word(const struct ui *ui, enum scheme_time time)
{
    switch (time) {
    case SCHEME_PAST: return ui_word(ui, "schemes.past");
    case SCHEME_TO_COME: return ui_word(ui, "schemes.to-come");
    case SCHEME_IN_FORCE: break;
    }
    return ui_word(ui, "schemes.in-force");
}

static int schemes_reload(struct screen *s, struct err *e)
{
    struct schemes_screen *v = (struct schemes_screen *)s;
    int rc = scheme_list(ui_app(s->ui), &s->arena, &v->row, &v->n, e);
    make_columns(v);
    if (rc)
        v->n = 0;
    v->text = ARENA_ARRAY(&s->arena, const char *, v->n * COLUMNS);
    for (size_t i = 0; i < v->n; i++) {
        const struct scheme_row *row = &v->row[i];
        const char **text = &v->text[i * COLUMNS];
        bool more = row->open_cases >= SCHEME_CASES_COUNTED_MAX;
        text[0] = row->short_label;
        text[5] = row->label;
        text[1] = row->version;
        text[2] = time_word(s->ui, row->time);
        text[3] = arena_printf(&s->arena, "%" PRId64 "%s", row->open_cases, more ? "+" : "");
        text[4] = row->unconfirmed ? arena_printf(&s->arena, "%zu", row->unconfirmed) : "";
    }
    return rc;
}

static void schemes_layout(struct screen *s, struct rect body)
{
    struct schemes_screen *v = (struct schemes_screen *)s;
    rect_top(&body, 1);
    list_fit(&v->list, v->n, table_height(&v->table, body));
}

static void schemes_draw(const struct screen *s, struct surface *to)
{
    const struct schemes_screen *v = (const struct schemes_screen *)s;
    struct rect at = s->body;
    rect_top(&at, 1);
    table_draw(&v->table, &v->list, to, at, true, ui_word(s->ui, "schemes.none"));
}

static unsigned schemes_key(struct screen *s, const struct key *k, struct err *e)
{
    struct schemes_screen *v = (struct schemes_screen *)s;
    (void)e;
    return list_key(&v->list, &s->ui->keymap, k) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

/* A text about the chosen version, to read. */
static unsigned page(struct schemes_screen *v, enum command c, struct err *e)
{
    struct ui *ui = v->screen.ui;
    const struct scheme_row *row = row_at(v);
    const char *named = arena_printf(&ui->action, "%s/%s", row->id, row->version);
    AUTO(buf) struct buf text = BUF(SCHEME_PAGE_BYTES_MAX);
    int rc = 0;
    if (c == CMD_SCHEMES_CHANGES && !row->before)
        return ui_say(ui, STYLE_INFO, "schemes.first-version", NULL);
    switch (c) {
    case CMD_SCHEMES_CHANGES: rc = scheme_say_changes(ui_app(ui), row->before, named, &text, e); break;
    case CMD_SCHEMES_REHEARSE: rc = scheme_say_rehearsal(ui_app(ui), named, &text, e); break;
    default: rc = scheme_say_rules(ui_app(ui), named, &text, e); break;
    }
    if (rc)
        return UI_IGNORED;
    const char *said = *buf_str(&text) ? buf_str(&text) : ui_word(ui, "scheme.diff-same");
    return screen_page(ui, arena_printf(&ui->action, "%s %s", row->short_label, row->version), said);
}

static unsigned schemes_command(struct screen *s, enum command c, struct err *e)
{
    struct schemes_screen *v = (struct schemes_screen *)s;
    switch (c) {
    case CMD_SCHEMES_RULES:
    case CMD_SCHEMES_CHANGES:
    case CMD_SCHEMES_REHEARSE: return row_at(v) ? page(v, c, e) : ui_say(s->ui, STYLE_INFO, "schemes.none", NULL);
    case CMD_SCHEMES_PARAMS: return screen_push(s->ui, "admin", NULL, 0);
    default: return UI_IGNORED;
    }
}

static const char *schemes_hint(const struct screen *s)
{
    return ui_word(s->ui, "schemes.hint");
}

static const char *schemes_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops schemes_screen = {
    .name = "schemes",
    .title = "schemes.title",
    .where = WHERE_SCHEMES,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct schemes_screen),
    .reload = schemes_reload,
    .layout = schemes_layout,
    .draw = schemes_draw,
    .command = schemes_command,
    .key = schemes_key,
    .hint = schemes_hint,
    .refuses = schemes_refuses,
};
