/* 案件一覧: all cases, filtered as one types, a page at a time. */
#include "core/base/str.h"
#include "tui/screen/cases_state.h"
#include "tui/widget/choose.h"

enum { FILTER_COLS = 30, WIDE_COLS = 110 };

static int cases_open(struct screen *s, const void *arg, struct err *e)
{
    struct cases_screen *c = (struct cases_screen *)s;
    const struct cases_arg *a = arg;
    (void)e;
    finder_open(&c->finder, s->ui, FILTER_COLS, a ? a->text : NULL);
    return 0;
}

static void cases_close(struct screen *s)
{
    finder_close(&((struct cases_screen *)s)->finder);
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct cases_screen *c = user;
    if (column == CASES_COLUMNS - 1 && c->rows.row[row].overdue)
        *style_r = STYLE_ERROR;
    return c->text[row * CASES_COLUMNS + (size_t)column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    const struct cases_screen *c = user;
    const struct case_row *r = &c->rows.row[row];
    *style_r = r->overdue ? STYLE_ERROR : STYLE_STRONG;
    if (cases_is_picked(c, r->c.id))
        return r->overdue ? "+!" : "+";
    return r->overdue ? (r->changed ? "!*" : "!!") : r->changed ? "*" : "";
}

static void make_texts(struct cases_screen *c)
{
    struct arena *a = &c->screen.arena;
    c->text = ARENA_ARRAY(a, const char *, c->rows.n * CASES_COLUMNS);
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct case_row *row = &c->rows.row[i];
        const char **text = &c->text[i * CASES_COLUMNS];
        text[0] = *row->c.number ? row->c.number : arena_printf(a, "#%lld", (long long)row->c.id);
        text[1] = row->scheme_short;
        text[2] = row->type_short;
        text[3] = c->screen.body.w < WIDE_COLS ? row->state_short : row->state_label;
        text[4] = row->party_name;
        text[5] = row->c.subject;
        text[6] = "";
        if (!date_is_none(row->next_due))
            text[6] = row->overdue ? screen_days_left(&c->screen, row->next_due.days - ui_today(c->screen.ui).days)
                                   : screen_day(&c->screen, row->next_due);
    }
}

static void set_columns(struct cases_screen *c, int cols)
{
    const struct ui *ui = c->screen.ui;
    bool wide = cols >= WIDE_COLS;
    c->column[0] = (struct column){.heading = ui_word(ui, "cases.number"), .cols = 14};
    c->column[1] = (struct column){.heading = ui_word(ui, "cases.scheme"), .cols = 16, .from_cols = WIDE_COLS};
    c->column[2] = (struct column){.heading = ui_word(ui, "cases.type"), .cols = wide ? 16 : 12};
    c->column[3] = (struct column){.heading = ui_word(ui, "cases.state"), .cols = wide ? 16 : 12};
    c->column[4] = (struct column){.heading = ui_word(ui, "cases.party")};
    c->column[5] = (struct column){.heading = ui_word(ui, "cases.subject"), .from_cols = WIDE_COLS};
    c->column[6] = (struct column){.heading = ui_word(ui, "cases.due"), .cols = 13};
    c->table = (struct table){.column = c->column,
                              .columns = CASES_COLUMNS,
                              .mark_cols = 2,
                              .headings = true,
                              .cell = cell,
                              .mark = mark,
                              .user = c};
}

static int cases_reload(struct screen *s, struct err *e)
{
    struct cases_screen *c = (struct cases_screen *)s;
    struct app *app = ui_app(s->ui);
    if (finder_take(&c->finder))
        pages_first(&c->pages, &c->list);
    struct case_filter filter = {.scheme = c->scheme.id,
                                 .text = c->finder.asked,
                                 .open_only = !c->closed_too,
                                 .sort = c->sort,
                                 .limit = CASES_PAGE,
                                 .after = pages_after(&c->pages),
                                 .assignee = c->mine_only ? app->actor.login : ""};
    int rc = case_list(app, &filter, &s->arena, &c->rows, e);
    if (rc)
        c->rows = (struct case_list){0};
    const char *total = arena_printf(&s->arena, "%zu%s", c->rows.total, c->rows.total_is_more ? "+" : "");
    c->count = message_of(&s->arena, s->ui->o.language, "cases.count", total, NULL);
    c->picked_count = c->n_picked ? message_of(&s->arena, s->ui->o.language, "cases.picked",
                                               arena_printf(&s->arena, "%zu", c->n_picked), NULL)
                                  : "";
    make_texts(c);
    return rc;
}

static void cases_layout(struct screen *s, struct rect body)
{
    struct cases_screen *c = (struct cases_screen *)s;
    c->at_filter = rect_top(&body, 3);
    c->at_list = body;
    set_columns(c, body.w);
    list_fit(&c->list, c->rows.n, table_height(&c->table, c->at_list));
}

static const char *const sort_word[] = {"cases.sort-newest", "cases.sort-number", "cases.sort-due"};

static void cases_draw(const struct screen *s, struct surface *to)
{
    const struct cases_screen *c = (const struct cases_screen *)s;
    struct rect at = c->at_filter;
    int x = surface_text(to, at, 1, 1, STYLE_STRONG, ui_word(s->ui, "cases.filter")) + 1;
    int box = x;
    x += c->finder.box.spec.cols + 2;
    x = surface_text(to, at, x, 1, STYLE_NORMAL, ui_word(s->ui, c->closed_too ? "cases.all" : "cases.open")) + 2;
    if (c->mine_only)
        x = surface_text(to, at, x, 1, STYLE_STRONG, ui_word(s->ui, "cases.mine")) + 2;
    if (*c->scheme.id)
        x = surface_text(to, at, x, 1, STYLE_STRONG, scheme_filter_label(&c->scheme, s->ui)) + 2;
    x = surface_text(to, at, x, 1, STYLE_NORMAL, ui_word(s->ui, sort_word[c->sort])) + 2;
    x = surface_text(to, at, x, 1, STYLE_STRONG, c->count) + 2;
    surface_text(to, at, x, 1, STYLE_STRONG, c->picked_count);
    table_draw(&c->table, &c->list, to, c->at_list, false,
               ui_word(s->ui, *c->finder.asked || c->mine_only || *c->scheme.id ? "cases.nothing" : "cases.none"));
    finder_draw(&c->finder, to, at, box, 1);
}

static unsigned open_row(struct cases_screen *c)
{
    if (!c->rows.n)
        return ui_say(c->screen.ui, STYLE_WARN, "cases.nothing", NULL);
    struct case_arg arg = {.case_id = c->rows.row[c->list.at].c.id};
    return ui_push(c->screen.ui, &case_screen, &arg, sizeof arg);
}

static unsigned cases_key(struct screen *s, const struct key *k, struct err *e)
{
    struct cases_screen *c = (struct cases_screen *)s;
    (void)e;
    if (finder_leaves(k))
        return pages_key(&c->pages, &c->list, &s->ui->keymap, k, c->rows.next, CASES_PAGE);
    return finder_key(&c->finder, s->ui, k);
}

static unsigned cases_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct cases_screen *c = (struct cases_screen *)s;
    if (d->result == DIALOG_CANCELLED)
        return 0;
    if (scheme_filter_answered(&c->scheme, d))
        return pages_first(&c->pages, &c->list);
    switch ((enum cases_dialog)d->tag) {
    case CASES_ASK_VIEW:
    case CASES_ASK_VIEW_NAME:
    case CASES_ASK_VIEW_DROP: return cases_views_answered(c, d, e);
    case CASES_ASK_BULK:
    case CASES_ASK_BULK_ASSIGNEE:
    case CASES_ASK_BULK_ANSWERS: return cases_bulk_answered(c, d, e);
    }
    return 0;
}

static unsigned cases_command(struct screen *s, enum command cmd, struct err *e)
{
    struct cases_screen *c = (struct cases_screen *)s;
    switch (cmd) {
    case CMD_CASES_OPEN: return open_row(c);
    case CMD_CASES_ALL: c->closed_too = !c->closed_too; break;
    case CMD_CASES_MINE: c->mine_only = !c->mine_only; break;
    case CMD_CASES_SORT: c->sort = (enum case_sort)((c->sort + 1) % COUNT_OF(sort_word)); break;
    case CMD_PROMPT: return scheme_filter_ask(s->ui, e);
    case CMD_CASES_PICK: return cases_pick(c);
    case CMD_CASES_BULK: return cases_ask_bulk(c, e);
    case CMD_CASES_VIEWS: return cases_ask_views(c, e);
    case CMD_BACK:
        if (!finder_clear(&c->finder))
            return UI_IGNORED;
        break;
    default: return UI_IGNORED;
    }
    return pages_first(&c->pages, &c->list);
}

static unsigned cases_paused(struct screen *s, struct err *e)
{
    (void)e;
    return finder_paused(&((struct cases_screen *)s)->finder);
}

static unsigned cases_changed(struct screen *s, struct err *e)
{
    (void)s;
    (void)e;
    return UI_RELOAD;
}

static const char *cases_hint(const struct screen *s)
{
    return ui_word(s->ui, "cases.hint");
}

static const char *cases_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_GO_CASES ? "" : NULL;
}

const struct screen_ops cases_screen = {
    .name = "cases",
    .title = "cases.title",
    .where = WHERE_CASES,
    .widgets = WIDGET(FIELD),
    .size = sizeof(struct cases_screen),
    .open = cases_open,
    .close = cases_close,
    .reload = cases_reload,
    .layout = cases_layout,
    .draw = cases_draw,
    .command = cases_command,
    .key = cases_key,
    .typing = finder_typing,
    .changed = cases_changed,
    .paused = cases_paused,
    .answered = cases_answered,
    .hint = cases_hint,
    .refuses = cases_refuses,
};
