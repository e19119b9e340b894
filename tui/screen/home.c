/* 机: what waits for me. The caret stands in the look-up box; letters go there, arrows move in the list. */

#include <string.h>

#include "core/app/home_app.h"
#include "core/app/lookup_app.h"
#include "core/base/str.h"
#include "tui/screen/finder.h"
#include "tui/screen/screens.h"
#include "tui/widget/chart.h"
#include "tui/widget/table.h"

enum { DUE_COLUMNS = 5, COUNT_COLUMNS = 7, WIDE_COLS = 120, SIDE_COLS = 42, MONTHS = 12, MONTH_COLS = 7, DUE_LINES = 5 };

struct home_screen {
    struct screen screen;
    struct finder finder;
    struct home data;
    bool read_only;
    struct list due;
    struct table due_table, count_table;
    struct column due_column[DUE_COLUMNS], count_column[COUNT_COLUMNS];
    const char **due_text, **count_text; /* cells, row by row */
    struct chart_bar intake[MONTHS];
    struct rect at_box, at_sums, at_due, at_counts, at_news, at_verified, at_side;
};

static int home_open(struct screen *s, const void *arg, struct err *e)
{
    struct home_screen *h = (struct home_screen *)s;
    (void)arg;
    (void)e;
    finder_open(&h->finder, s->ui, 60, NULL);
    return 0;
}

static void home_close(struct screen *s)
{
    finder_close(&((struct home_screen *)s)->finder);
}

/* Of this year without it, with the weekday; of another year whole. */
static const char *day_text(struct home_screen *h, struct date d)
{
    struct ymd day = date_ymd(d);
    char iso[DATE_TEXT_BYTES];
    if (date_is_none(d) || day.year != date_ymd(ui_today(h->screen.ui)).year)
        return arena_strdup(&h->screen.arena, date_iso(d, iso));
    return arena_printf(&h->screen.arena, "%02d-%02d %s", day.month, day.day, date_weekday_in(d, h->screen.ui->o.language));
}

/* Texts of the cells are made once a reload: drawing only reads. */
static void make_due_texts(struct home_screen *h)
{
    struct arena *a = &h->screen.arena;
    h->due_text = ARENA_ARRAY(a, const char *, h->data.n_deadlines * DUE_COLUMNS);
    for (size_t i = 0; i < h->data.n_deadlines; i++) {
        const struct deadline_row *row = &h->data.deadline[i];
        const char **text = &h->due_text[i * DUE_COLUMNS];
        text[0] = day_text(h, row->d.due_on);
        text[1] = row->label;
        text[2] = *row->number || !row->d.case_id ? row->number : arena_printf(a, "#%lld", (long long)row->d.case_id);
        text[3] = row->party_name;
        text[4] = screen_days_left(&h->screen, row->days_left);
    }
}

static void make_count_texts(struct home_screen *h)
{
    struct arena *a = &h->screen.arena;
    h->count_text = ARENA_ARRAY(a, const char *, h->data.n_schemes * COUNT_COLUMNS);
    for (size_t i = 0; i < h->data.n_schemes; i++) {
        const struct scheme_count *c = &h->data.scheme[i];
        const size_t count[COUNT_COLUMNS - 1] = {c->received, c->in_review, c->waiting,
                                                 c->deciding, c->in_force,  c->expiring};
        const char **text = &h->count_text[i * COUNT_COLUMNS];
        text[0] = c->label;
        for (int j = 1; j < COUNT_COLUMNS; j++)
            text[j] = count[j - 1] ? arena_printf(a, "%zu", count[j - 1]) : "-";
    }
}

static const char *due_cell(const void *user, size_t i, int column, enum style *style_r)
{
    const struct home_screen *h = user;
    if (h->data.deadline[i].days_left < 0 && (column == 0 || column == DUE_COLUMNS - 1))
        *style_r = STYLE_ERROR;
    return h->due_text[i * DUE_COLUMNS + (size_t)column];
}

static const char *due_mark(const void *user, size_t i, enum style *style_r)
{
    const struct home_screen *h = user;
    int days = h->data.deadline[i].days_left;
    if (days > 0)
        return "";
    *style_r = days < 0 ? STYLE_ERROR : STYLE_WARN;
    return days < 0 ? "!!" : "!";
}

static const char *count_cell(const void *user, size_t i, int column, enum style *style_r)
{
    const struct home_screen *h = user;
    (void)style_r;
    return h->count_text[i * COUNT_COLUMNS + (size_t)column];
}

static void make_intake(struct home_screen *h)
{
    for (int i = 0; i < MONTHS; i++) {
        struct ymd month = date_ymd(date_add_months(ui_today(h->screen.ui), i - MONTHS + 1));
        const char *label = arena_printf(&h->screen.arena, "%d-%02d", month.year, month.month);
        h->intake[i] = (struct chart_bar){.label = label, .value = (int64_t)h->data.intake[i], .style = STYLE_BAR};
    }
}

static void set_columns(struct home_screen *h, int cols)
{
    bool roomy = cols >= WIDE_COLS - SIDE_COLS + 10;
    const struct ui *ui = h->screen.ui;
    h->due_column[0] = (struct column){.heading = "", .cols = 10};
    h->due_column[1] = (struct column){.heading = "", .cols = roomy ? 28 : 20};
    h->due_column[2] = (struct column){.heading = "", .cols = 14};
    h->due_column[3] = (struct column){.heading = ""};
    h->due_column[4] = (struct column){.heading = "", .cols = 10, .right = true};
    h->due_table = (struct table){.column = h->due_column,
                                  .columns = DUE_COLUMNS,
                                  .focus_column = 1,
                                  .mark_cols = 2,
                                  .cell = due_cell,
                                  .mark = due_mark,
                                  .user = h};
    static const char *const heading[COUNT_COLUMNS] = {"home.scheme",  "home.received", "home.in-review",
                                                       "home.waiting", "home.deciding", "home.in-force",
                                                       "home.expiring"};
    for (int i = 0; i < COUNT_COLUMNS; i++)
        h->count_column[i] =
            (struct column){.heading = ui_word(ui, heading[i]), .cols = i ? (i == 6 ? 11 : 7) : 0, .right = i > 0};
    h->count_table = (struct table){.column = h->count_column,
                                    .columns = COUNT_COLUMNS,
                                    .focus_column = -1,
                                    .headings = true,
                                    .cell = count_cell,
                                    .user = h};
}

static int home_reload(struct screen *s, struct err *e)
{
    struct home_screen *h = (struct home_screen *)s;
    int rc = home(ui_app(s->ui), &s->arena, &h->data, e);
    if (rc)
        h->data = (struct home){.verified = ""};
    make_due_texts(h);
    make_count_texts(h);
    make_intake(h);
    h->read_only = app_is_read_only(ui_app(s->ui));
    return rc;
}

static void home_layout(struct screen *s, struct rect body)
{
    struct home_screen *h = (struct home_screen *)s;
    h->at_verified = rect_bottom(&body, 1);
    h->at_side = (struct rect){0};
    if (body.w >= WIDE_COLS)
        h->at_side = rect_right(&body, SIDE_COLS);
    h->at_box = rect_top(&body, 3);
    h->at_sums = rect_top(&body, 2);
    h->at_news = rect_bottom(&body, h->at_side.w ? 0 : 1);
    set_columns(h, body.w);
    /* The deadlines can be scrolled, the schemes cannot: these take more than half where the deadlines leave it. */
    int counts = (int)h->data.n_schemes + 1, most = body.h - 1 - DUE_LINES;
    if (most < body.h / 2)
        most = body.h / 2;
    h->at_counts = rect_bottom(&body, counts < most ? counts : most);
    rect_bottom(&body, 1);
    h->at_due = body;
    list_fit(&h->due, h->data.n_deadlines, table_height(&h->due_table, h->at_due));
}

static void draw_sums(const struct home_screen *h, struct surface *to)
{
    static const char *const label[] = {"home.overdue", "home.today", "home.week", "home.mine", "home.queries"};
    const size_t sum[] = {h->data.overdue, h->data.today, h->data.this_week, h->data.mine, h->data.queries_open};
    int x = 1;
    for (size_t i = 0; i < COUNT_OF(label); i++) {
        x = surface_text(to, h->at_sums, x, 0, STYLE_NORMAL, ui_word(h->screen.ui, label[i])) + 1;
        enum style style = i == 0 && sum[i] ? STYLE_ERROR : STYLE_STRONG;
        x = surface_printf(to, h->at_sums, x, 0, style, "%zu", sum[i]) + 3;
    }
}

static void draw_news(const struct home_screen *h, struct surface *to)
{
    int x = surface_text(to, h->at_news, 1, 0, STYLE_DIM, ui_word(h->screen.ui, "home.news")) + 2;
    if (!h->data.n_news)
        surface_text(to, h->at_news, x, 0, STYLE_DIM, ui_word(h->screen.ui, "home.no-news"));
    for (size_t i = 0; i < h->data.n_news; i++) {
        const char *news = h->data.news[i];
        if (i && x + glyphs_cols(&to->glyphs, news, strlen(news)) > h->at_news.w)
            break;
        x = surface_text(to, h->at_news, x, 0, STYLE_NORMAL, news) + 2;
    }
}

/* On a wide terminal: what is new, line by line, and what came in over the last year. */
static void draw_side(const struct home_screen *h, struct surface *to)
{
    const struct ui *ui = h->screen.ui;
    struct rect at = rect_inset(h->at_side, 1, 1), chart = rect_bottom(&at, MONTHS + 1);
    surface_text(to, rect_top(&at, 1), 0, 0, STYLE_HEADING, ui_word(ui, "home.news"));
    if (!h->data.n_news)
        surface_text(to, at, 0, 0, STYLE_DIM, ui_word(ui, "home.no-news"));
    for (size_t i = 0; i < h->data.n_news && !rect_empty(at); i++)
        surface_column(to, rect_top(&at, 1), 0, 0, at.w, STYLE_NORMAL, false, h->data.news[i]);
    surface_text(to, rect_top(&chart, 1), 0, 0, STYLE_HEADING, ui_word(ui, "home.intake"));
    chart_draw_bars(h->intake, MONTHS, MONTH_COLS, 0, to, chart);
}

/* The last line: whether the records were proved; or that nothing can be written. */
static void draw_state(const struct home_screen *h, struct surface *to)
{
    const struct ui *ui = h->screen.ui;
    enum style style = h->read_only ? STYLE_ERROR : h->data.verified_ok ? STYLE_OK : STYLE_WARN;
    bool never = str_empty(h->data.verified);
    const char *text = h->read_only ? ui_word(ui, "db.full") : never ? ui_word(ui, "home.never-verified") : h->data.verified;
    surface_column(to, h->at_verified, 1, 0, h->at_verified.w - 1, style, false, text);
}

/* An office on its first day: nobody entered anything yet. */
static bool is_new(const struct home *home)
{
    size_t n = home->n_news;
    for (size_t i = 0; i < home->n_schemes; i++) {
        const struct scheme_count *c = &home->scheme[i];
        n += c->received + c->in_review + c->waiting + c->deciding + c->in_force;
    }
    return n == 0;
}

static void home_draw(const struct screen *s, struct surface *to)
{
    const struct home_screen *h = (const struct home_screen *)s;
    draw_sums(h, to);
    table_draw(&h->due_table, &h->due, to, h->at_due, false, ui_word(s->ui, is_new(&h->data) ? "home.begin" : "home.nothing-due"));
    struct list all = {.at = SIZE_MAX}; /* no row has the cursor */
    all.n = h->data.n_schemes;
    all.height = table_height(&h->count_table, h->at_counts);
    table_draw(&h->count_table, &all, to, h->at_counts, false, "");
    if (h->at_side.w)
        draw_side(h, to);
    else
        draw_news(h, to);
    draw_state(h, to);
    int x = surface_text(to, h->at_box, 1, 1, STYLE_STRONG, ui_word(s->ui, "lookup.prompt")) + 1;
    finder_draw(&h->finder, to, h->at_box, x, 1);
}

static unsigned open_due(struct home_screen *h)
{
    struct ui *ui = h->screen.ui;
    if (!h->data.n_deadlines)
        return ui_say(ui, STYLE_INFO, "home.type", NULL);
    const struct deadline *d = &h->data.deadline[h->due.at].d;
    if (!d->case_id)
        return screen_push(ui, "certificate", &(struct cert_arg){d->certificate_id}, sizeof(struct cert_arg));
    struct case_arg arg = {.case_id = d->case_id};
    return screen_push(ui, "case", &arg, sizeof arg);
}

/* From the number to its record in one step: a single exact hit opens at once, anything else is shown. */
static unsigned look_up(struct home_screen *h, struct err *e)
{
    struct ui *ui = h->screen.ui;
    struct lookup found;
    struct lookup_arg arg;
    str_copy_cut(arg.text, sizeof arg.text, field_text(&h->finder.box));
    if (lookup(ui_app(ui), arg.text, 2, &ui->action, &found, e))
        return UI_REPAINT;
    const struct hit *only = found.n == 1 && !found.hit[0].candidate ? &found.hit[0] : NULL;
    field_set(&h->finder.box, "");
    if (only && only->kind == HIT_CASE) {
        struct case_arg of_case = {.case_id = only->id};
        return screen_push(ui, "case", &of_case, sizeof of_case);
    }
    if (only && only->kind == HIT_CERTIFICATE && screen_by_name("certificate"))
        return screen_push(ui, "certificate", &(struct cert_arg){only->id}, sizeof(struct cert_arg));
    return ui_push(ui, &lookup_screen, &arg, sizeof arg);
}

static unsigned home_command(struct screen *s, enum command c, struct err *e)
{
    struct home_screen *h = (struct home_screen *)s;
    if (c == CMD_HOME_OPEN)
        return field_empty(&h->finder.box) ? open_due(h) : look_up(h, e);
    return c == CMD_BACK && finder_clear(&h->finder) ? UI_REPAINT : UI_IGNORED;
}

static unsigned home_key(struct screen *s, const struct key *k, struct err *e)
{
    struct home_screen *h = (struct home_screen *)s;
    (void)e;
    if (finder_leaves(k))
        return list_key(&h->due, &s->ui->keymap, k) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
    return finder_key(&h->finder, s->ui, k);
}

static unsigned home_changed(struct screen *s, struct err *e)
{
    (void)s;
    (void)e;
    return UI_RELOAD;
}

static const char *home_hint(const struct screen *s)
{
    return ui_word(s->ui, "home.hint");
}

static const char *home_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops home_screen = {
    .name = "home",
    .title = "home.title",
    .where = WHERE_HOME,
    .widgets = WIDGET(FIELD),
    .size = sizeof(struct home_screen),
    .open = home_open,
    .close = home_close,
    .reload = home_reload,
    .layout = home_layout,
    .draw = home_draw,
    .key = home_key,
    .typing = finder_typing,
    .changed = home_changed,
    .command = home_command,
    .hint = home_hint,
    .refuses = home_refuses,
};
