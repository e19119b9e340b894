/* 統計: what came in and went out, how it ended, how long it took, what the next three years bring. One page, nothing to
 * scroll: at 80 columns the quarters ahead stand below the months. */
#include <inttypes.h>

#include "core/app/stats_app.h"
#include "core/base/str.h"
#include "tui/screen/filter.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { COLUMNS = 5, QUARTERS = STATS_AHEAD / 3, SIDE_X = 51, OUTCOMES_SHOWN = 8, AHEAD_ROWS = 3, QUARTERS_A_ROW = 6, QUARTER_COLS = 13 };

struct stats_screen {
    struct screen screen;
    struct scheme_filter filter;
    struct stats data;
    const char *title, *days, *sample;
    const char *cell[(STATS_MONTHS + 1) * COLUMNS];
    const char *quarter[QUARTERS], *ending[QUARTERS];
    const char *outcome[OUTCOMES_SHOWN];
    struct column column[COLUMNS];
    struct table table;
    struct rect at_title, at_months, at_side, at_ahead;
};

static const char *number(struct stats_screen *t, int64_t n)
{
    return arena_printf(&t->screen.arena, "%" PRId64, n);
}

/* 1,234,567 */
static const char *yen(struct stats_screen *t, int64_t n)
{
    char text[MONEY_TEXT_BYTES];
    return arena_strdup(&t->screen.arena, money_text((struct yen){n}, text));
}

static void make_row(struct stats_screen *t, size_t row, const char *label, const struct stats_month *m)
{
    const char **cell = &t->cell[row * COLUMNS];
    cell[0] = label;
    cell[1] = number(t, m->received);
    cell[2] = number(t, m->closed);
    cell[3] = yen(t, m->billed);
    cell[4] = yen(t, m->paid);
}

static void make_months(struct stats_screen *t)
{
    struct stats_month sum = {0};
    for (size_t i = 0; i < STATS_MONTHS; i++) {
        const struct stats_month *m = &t->data.month[i];
        make_row(t, i, m->month, m);
        sum.received += m->received;
        sum.closed += m->closed;
        sum.billed += m->billed;
        sum.paid += m->paid;
    }
    make_row(t, STATS_MONTHS, ui_word(t->screen.ui, "stats.sum"), &sum);
}

static void make_ahead(struct stats_screen *t)
{
    for (size_t i = 0; i < QUARTERS; i++) {
        int64_t n = 0;
        for (size_t j = 0; j < 3; j++)
            n += t->data.ahead[i * 3 + j].ending;
        t->quarter[i] = t->data.ahead[i * 3].month;
        t->ending[i] = number(t, n);
    }
}

static int stats_reload(struct screen *s, struct err *e)
{
    struct stats_screen *t = (struct stats_screen *)s;
    struct ui *ui = s->ui;
    int rc = stats(ui_app(ui), t->filter.id, &s->arena, &t->data, e);
    if (rc)
        t->data = (struct stats){0};
    for (size_t i = 0; i < STATS_MONTHS; i++)
        t->data.month[i].month = t->data.month[i].month ? t->data.month[i].month : "";
    for (size_t i = 0; i < STATS_AHEAD; i++)
        t->data.ahead[i].month = t->data.ahead[i].month ? t->data.ahead[i].month : "";
    make_months(t);
    make_ahead(t);
    for (size_t i = 0; i < OUTCOMES_SHOWN; i++)
        t->outcome[i] = i < t->data.n_outcomes ? number(t, t->data.outcome[i].n) : "";
    t->title = message_of(&s->arena, ui->o.language, "stats.about", t->data.month[0].month, t->data.month[STATS_MONTHS - 1].month, NULL);
    t->days = t->data.n_sample ? message_of(&s->arena, ui->o.language, "stats.days", number(t, t->data.own_days),
                                            number(t, t->data.applicant_days), NULL)
                               : ui_word(ui, "stats.no-days");
    t->sample = t->data.n_sample ? message_of(&s->arena, ui->o.language, "stats.sample", number(t, (int64_t)t->data.n_sample), NULL) : "";
    return rc;
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct stats_screen *t = user;
    if (row == STATS_MONTHS)
        *style_r = STYLE_STRONG;
    return t->cell[row * COLUMNS + (size_t)column];
}

static void stats_layout(struct screen *s, struct rect body)
{
    struct stats_screen *t = (struct stats_screen *)s;
    static const char *const headings[] = {"stats.month", "stats.received", "stats.closed", "stats.billed", "stats.paid"};
    static const int cols[] = {8, 6, 6, 11, 11};
    for (int i = 0; i < COLUMNS; i++)
        t->column[i] = (struct column){.heading = ui_word(s->ui, headings[i]), .cols = cols[i], .right = i > 0};
    t->table = (struct table){.column = t->column, .columns = COLUMNS, .headings = true, .cell = cell, .user = t};
    t->at_title = rect_top(&body, 2);
    struct rect upper = rect_top(&body, STATS_MONTHS + 2);
    t->at_months = upper;
    t->at_months.w = SIDE_X;
    t->at_side = upper;
    t->at_side.x += SIDE_X;
    t->at_side.w -= SIDE_X;
    rect_top(&body, 1);
    t->at_ahead = body;
}

static void draw_side(const struct stats_screen *t, struct surface *to)
{
    const struct ui *ui = t->screen.ui;
    struct rect at = t->at_side;
    int y = 0;
    surface_text(to, at, 0, y++, STYLE_HEADING, ui_word(ui, "stats.outcomes"));
    for (size_t i = 0; i < OUTCOMES_SHOWN && i < t->data.n_outcomes; i++, y++) {
        surface_column(to, at, 0, y, at.w - 9, STYLE_NORMAL, false, t->data.outcome[i].label);
        surface_column(to, at, at.w - 8, y, 7, STYLE_NORMAL, true, t->outcome[i]);
    }
    if (!t->data.n_outcomes)
        surface_text(to, at, 0, y++, STYLE_DIM, ui_word(ui, "stats.no-outcomes"));
    y++;
    surface_text(to, at, 0, y++, STYLE_HEADING, ui_word(ui, "stats.how-long"));
    surface_text(to, at, 0, y++, STYLE_NORMAL, t->days);
    surface_text(to, at, 0, y, STYLE_DIM, t->sample);
}

static void stats_draw(const struct screen *s, struct surface *to)
{
    const struct stats_screen *t = (const struct stats_screen *)s;
    const struct list all = {.n = STATS_MONTHS + 1, .at = SIZE_MAX, .height = STATS_MONTHS + 1};
    surface_text(to, t->at_title, 1, 1, STYLE_STRONG, t->title);
    table_draw(&t->table, &all, to, t->at_months, false, "");
    draw_side(t, to);
    surface_text(to, t->at_ahead, 1, 0, STYLE_HEADING, ui_word(s->ui, "stats.ahead"));
    for (int i = 0; i < QUARTERS; i++) {
        int x = 1 + i % QUARTERS_A_ROW * QUARTER_COLS, y = 1 + i / QUARTERS_A_ROW;
        surface_text(to, t->at_ahead, x, y, STYLE_DIM, t->quarter[i]);
        surface_column(to, t->at_ahead, x + 8, y, 4, STYLE_NORMAL, true, t->ending[i]);
    }
    surface_cursor(to, t->at_title, 1, 1);
}

static unsigned stats_command(struct screen *s, enum command c, struct err *e)
{
    (void)s;
    return c == CMD_STATS_SCHEME || c == CMD_PROMPT ? scheme_filter_ask(s->ui, e) : UI_IGNORED;
}

static unsigned stats_answered(struct screen *s, struct dialog *d, struct err *e)
{
    (void)e;
    return scheme_filter_answered(&((struct stats_screen *)s)->filter, d) ? UI_RELOAD : 0;
}

static const char *stats_subject(const struct screen *s)
{
    return scheme_filter_label(&((const struct stats_screen *)s)->filter, s->ui);
}

static const char *stats_hint(const struct screen *s)
{
    return ui_word(s->ui, "stats.hint");
}

static const char *stats_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_GO_STATS || c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops stats_screen = {
    .name = "stats",
    .title = "stats.title",
    .where = WHERE_STATISTICS,
    .size = sizeof(struct stats_screen),
    .reload = stats_reload,
    .layout = stats_layout,
    .draw = stats_draw,
    .command = stats_command,
    .answered = stats_answered,
    .subject = stats_subject,
    .hint = stats_hint,
    .refuses = stats_refuses,
};
