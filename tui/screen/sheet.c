/* 公表簿・帳簿: one register or ledger as it prints, as of a day. What was corrected stays and stands struck out; columns
 * beyond the right edge come with the arrows. */
#include "core/app/cert_app.h"
#include "core/base/str.h"
#include "core/base/width.h"
#include "tui/screen/asks.h"
#include "tui/screen/detail.h"
#include "tui/screen/headed.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { PAGE = 200, HEAD_ROWS = 3, DETAIL_ROWS = 8, COLS_MIN = 4, COLS_MAX = 30, HEADING_COLS_MAX = 14, WIDE_COLS = 120, SIDE_COLS = 48 };
enum sheet_dialog { ASK_ON = 1, ASK_CORRECT, ASK_YEAR };

struct sheet_row {
    const char *group; /* a heading, or NULL: row `index` of the sheet */
    size_t index;
};

struct sheet_screen {
    struct screen screen;
    struct sheet_arg what;
    struct date on;
    int year;            /* as asked for; sheet.year is what is shown */
    size_t offset;       /* first row of the page shown */
    size_t first;        /* first column seen */
    size_t unit;         /* columns seen */
    struct sheet sheet;
    struct sheet_row *row;
    size_t n;
    const char *title, *sums;
    struct list list;
    struct table table;
    struct column column[TABLE_COLUMNS_MAX];
    struct detail detail;
    struct rect at_head, at_list, at_detail;
    int64_t asking; /* ledger row of the open dialog */
};

static int sheet_open(struct screen *s, const void *arg, struct err *e)
{
    struct sheet_screen *h = (struct sheet_screen *)s;
    if (!arg)
        return err_set(e, E_NOTFOUND, "sheet.unknown", NULL);
    h->what = *(const struct sheet_arg *)arg;
    h->on = ui_today(s->ui);
    h->year = SHEET_THIS_YEAR;
    return 0;
}

static void sheet_close(struct screen *s)
{
    detail_done(&((struct sheet_screen *)s)->detail);
}

static bool is_heading(const void *user, size_t row)
{
    return ((const struct sheet_screen *)user)->row[row].group != NULL;
}

/* The row of the sheet with the cursor; false on an empty one. */
static bool at(const struct sheet_screen *h, size_t *index_r)
{
    if (h->list.at >= h->n || h->row[h->list.at].group)
        return false;
    *index_r = h->row[h->list.at].index;
    return true;
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct sheet_screen *h = user;
    const struct sheet_row *r = &h->row[row];
    if (r->group) {
        *style_r = STYLE_HEADING;
        return column ? "" : r->group;
    }
    if (h->sheet.struck[r->index])
        *style_r = STYLE_CHANGED_OLD;
    return h->sheet.cell[r->index * h->sheet.n_columns + h->first + (size_t)column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    const struct sheet_screen *h = user;
    const struct sheet_row *r = &h->row[row];
    *style_r = STYLE_CHANGED_OLD;
    return !r->group && h->sheet.struck[r->index] ? "--" : "";
}

/* As wide as what stands in it, within bounds; the heading may be cut where the cells are short. */
static int wanted_cols(const struct sheet_screen *h, size_t column)
{
    int ambiguous = ui_glyphs(h->screen.ui)->ambiguous;
    int heading = width_of(h->sheet.column[column].label, ambiguous), cols = heading < HEADING_COLS_MAX ? heading : HEADING_COLS_MAX;
    for (size_t i = 0; i < h->sheet.n_rows && cols < COLS_MAX; i++) {
        int w = width_of(h->sheet.cell[i * h->sheet.n_columns + column], ambiguous);
        cols = w > cols ? w : cols;
    }
    return cols < COLS_MIN ? COLS_MIN : cols > COLS_MAX ? COLS_MAX : cols;
}

/* As many columns from the first on as the place holds. */
static void fit_columns(struct sheet_screen *h, int w)
{
    int left = w - 4, n = 0;
    for (size_t i = h->first; i < h->sheet.n_columns && n < TABLE_COLUMNS_MAX; i++) {
        const struct sheet_column *c = &h->sheet.column[i];
        int cols = wanted_cols(h, i);
        if (n && cols > left)
            break;
        h->column[n++] = (struct column){.heading = c->label, .cols = cols < left ? cols : left, .right = c->number};
        left -= cols + 1;
    }
    if (n && left > 0)
        h->column[n - 1].cols += left; /* what is left goes to the last one */
    h->unit = (size_t)n;
    h->table = (struct table){.column = h->column, .columns = n, .mark_cols = 2, .headings = true, .cell = cell, .mark = mark, .user = h};
}

static void make_rows(struct sheet_screen *h)
{
    const char *group = "";
    h->n = 0;
    h->row = ARENA_ARRAY(&h->screen.arena, struct sheet_row, h->sheet.n_rows * 2);
    for (size_t i = 0; i < h->sheet.n_rows; i++) {
        if (!str_eq(h->sheet.group[i], group))
            h->row[h->n++] = (struct sheet_row){.group = *h->sheet.group[i] ? h->sheet.group[i] : "-"};
        group = h->sheet.group[i];
        h->row[h->n++] = (struct sheet_row){.index = i};
    }
}

static void make_detail(struct sheet_screen *h)
{
    size_t index;
    detail_begin(&h->detail, h->list.at, "");
    if (!at(h, &index))
        return;
    for (size_t i = 0; i < h->sheet.n_columns; i++)
        detail_add(&h->detail, h->sheet.column[i].label, h->sheet.cell[index * h->sheet.n_columns + i]);
}

static int sheet_reload(struct screen *s, struct err *e)
{
    struct sheet_screen *h = (struct sheet_screen *)s;
    struct arena *a = &s->arena;
    h->title = h->sums = "";
    const struct sheet_query q = {.scheme = h->what.scheme, .id = h->what.id, .certificate_id = h->what.certificate_id,
                                  .on = h->on, .year = h->year, .offset = h->offset, .limit = PAGE};
    int rc = sheet_rows(ui_app(s->ui), &q, a, &h->sheet, e);
    if (rc)
        h->sheet = (struct sheet){.label = ""};
    h->title = h->sheet.label;
    make_rows(h);
    if (rc)
        return rc;
    const char *range = arena_printf(a, "%zu-%zu", h->sheet.n_rows ? h->offset + 1 : 0, h->offset + h->sheet.n_rows);
    const char *sums = h->sheet.cut ? "sheet.sums-cut" : h->sheet.more ? "sheet.sums-more" : "sheet.sums";
    const char *year = h->sheet.year ? arena_printf(a, "%d", h->sheet.year) : NULL;
    year = year ? message_of(a, s->ui->o.language, "sheet.of-year", year, NULL) : ui_word(s->ui, "sheet.all-years");
    h->sums = message_of(a, s->ui->o.language, sums, screen_day_both(s, h->on), year, range, NULL);
    return 0;
}

static void sheet_layout(struct screen *s, struct rect body)
{
    struct sheet_screen *h = (struct sheet_screen *)s;
    h->at_head = rect_top(&body, HEAD_ROWS);
    bool wide = body.w >= WIDE_COLS;
    h->at_detail = wide ? rect_right(&body, SIDE_COLS) : rect_bottom(&body, DETAIL_ROWS);
    h->at_list = body;
    rect_bottom(&h->at_list, wide ? 0 : 1);
    fit_columns(h, h->at_list.w);
    list_fit(&h->list, h->n, table_height(&h->table, h->at_list));
    headed_settle(&h->list, is_heading, h);
    make_detail(h);
}

static void sheet_draw(const struct screen *s, struct surface *to)
{
    const struct sheet_screen *h = (const struct sheet_screen *)s;
    int x = surface_text(to, h->at_head, 1, 1, STYLE_NORMAL, h->sums) + 3;
    if (h->first || h->first + h->unit < h->sheet.n_columns)
        surface_printf(to, h->at_head, x, 1, STYLE_DIM, "%s %zu-%zu/%zu", ui_word(s->ui, "sheet.columns"), h->first + 1, h->first + h->unit, h->sheet.n_columns);
    detail_draw(&h->detail, to, h->at_detail);
    headed_draw(&h->table, &h->list, to, h->at_list, is_heading);
    if (!h->n)
        surface_text(to, h->at_list, 3, 1, STYLE_DIM, ui_word(s->ui, "sheet.none"));
}

static unsigned turn_page(struct sheet_screen *h, enum command move)
{
    bool down = move == CMD_LIST_DOWN || move == CMD_LIST_PAGE_DOWN;
    if (down && h->sheet.more)
        h->offset += PAGE;
    else if (!down && h->offset >= PAGE)
        h->offset -= PAGE;
    else
        return UI_REPAINT;
    h->list.top = 0;
    h->list.at = down ? 0 : PAGE;
    return UI_RELOAD;
}

static unsigned sheet_key(struct screen *s, const struct key *k, struct err *e)
{
    struct sheet_screen *h = (struct sheet_screen *)s;
    (void)e;
    if (k->code == K_RIGHT && !k->mods && h->first + h->unit < h->sheet.n_columns) {
        h->first++;
        return UI_LAYOUT;
    }
    if (k->code == K_LEFT && !k->mods && h->first) {
        h->first--;
        return UI_LAYOUT;
    }
    enum list_event ev = headed_key(&h->list, &s->ui->keymap, k, is_heading, h);
    return ev == LIST_IGNORED ? UI_IGNORED : ev == LIST_STAYED ? turn_page(h, keymap_find(&s->ui->keymap, WHERE_LIST, k)) : UI_REPAINT;
}

static unsigned sheet_paused(struct screen *s, struct err *e)
{
    struct sheet_screen *h = (struct sheet_screen *)s;
    (void)e;
    if (h->detail.row == h->list.at)
        return 0;
    make_detail(h);
    return UI_REPAINT;
}

static unsigned open_row(struct sheet_screen *h)
{
    size_t index;
    if (!at(h, &index))
        return ui_say(h->screen.ui, STYLE_INFO, "sheet.none", NULL);
    const struct cert_arg of_certificate = {h->sheet.certificate_id[index]};
    const struct case_arg of_case = {.case_id = h->sheet.case_id[index]};
    if (of_case.case_id)
        return screen_push(h->screen.ui, "case", &of_case, sizeof of_case);
    if (of_certificate.certificate_id)
        return screen_push(h->screen.ui, "certificate", &of_certificate, sizeof of_certificate);
    return ui_say(h->screen.ui, STYLE_INFO, "sheet.nothing-behind", NULL);
}

static unsigned ask_on(struct sheet_screen *h)
{
    struct ui *ui = h->screen.ui;
    char iso[DATE_TEXT_BYTES];
    const struct ask ask = {.fact = "on", .label = ui_word(ui, "sheet.on"), .type = "date", .suggestion = date_iso(h->on, iso), .required = true};
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = h->title, .text = ui_word(ui, "sheet.on-text"), .tag = ASK_ON});
    asks_add(d, &ask, 1);
    return dialog_show(d);
}

static unsigned show_year(struct sheet_screen *h, int year)
{
    h->year = year;
    h->offset = h->list.top = h->list.at = 0;
    return UI_RELOAD;
}

/* The year before or after the one shown; from all years, to this one. */
static unsigned step_year(struct sheet_screen *h, int by)
{
    int year = h->sheet.year ? h->sheet.year + by : date_fiscal_year(h->on);
    if (year < DATE_YEAR_MIN || year >= DATE_YEAR_MAX)
        return UI_IGNORED;
    return show_year(h, year);
}

static unsigned ask_year(struct sheet_screen *h)
{
    struct ui *ui = h->screen.ui;
    const char *shown = h->sheet.year ? arena_printf(&ui->action, "%d", h->sheet.year) : "";
    const struct ask ask = {.fact = "year", .label = ui_word(ui, "sheet.year"), .type = "int", .suggestion = shown};
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = h->title, .text = ui_word(ui, "sheet.year-text"), .tag = ASK_YEAR});
    asks_add(d, &ask, 1);
    return dialog_show(d);
}

static unsigned year_answered(struct sheet_screen *h, const struct answer *answer, size_t n, struct err *e)
{
    int64_t year = SHEET_ALL_YEARS;
    const char *text = n ? answer[0].value : "";
    if (!str_empty(text) && !str_to_int(text, DATE_YEAR_MIN, DATE_YEAR_MAX - 1, &year)) {
        (void)err_set(e, E_INPUT, "sheet.year-unknown", text, NULL);
        return UI_IGNORED;
    }
    return show_year(h, (int)year);
}

static unsigned ask_correct(struct sheet_screen *h)
{
    struct ui *ui = h->screen.ui;
    size_t index;
    if (!at(h, &index) || !h->sheet.row_id[index])
        return ui_say(ui, STYLE_INFO, "sheet.no-correction", NULL);
    const char **label = ARENA_ARRAY(&ui->action, const char *, h->sheet.n_columns);
    for (size_t i = 0; i < h->sheet.n_columns; i++)
        label[i] = h->sheet.column[i].label;
    const struct ask ask[] = {
        {.fact = "column", .label = ui_word(ui, "sheet.column"), .type = "enum", .choices = label, .n_choices = h->sheet.n_columns, .suggestion = label[h->first], .required = true},
        {.fact = "value", .label = ui_word(ui, "sheet.value"), .type = "text", .suggestion = "", .required = true},
        {.fact = "reason", .label = ui_word(ui, "sheet.reason"), .type = "text", .suggestion = "", .required = true},
    };
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_word(ui, "sheet.correct"), .text = ui_word(ui, "sheet.correct-text"), .tag = ASK_CORRECT});
    asks_add(d, ask, COUNT_OF(ask));
    h->asking = h->sheet.row_id[index];
    return dialog_show(d);
}

static unsigned say_csv(struct sheet_screen *h)
{
    struct ui *ui = h->screen.ui;
    const char *year = h->sheet.year ? arena_printf(&ui->action, "--year %d", h->sheet.year) : "";
    return ui_say(ui, STYLE_INFO, "sheet.csv", h->sheet.is_register ? "register" : "ledger", h->what.scheme, h->what.id, year, NULL);
}

static unsigned sheet_command(struct screen *s, enum command c, struct err *e)
{
    struct sheet_screen *h = (struct sheet_screen *)s;
    (void)e;
    switch (c) {
    case CMD_SHEET_OPEN: return open_row(h);
    case CMD_SHEET_YEAR_BACK: return step_year(h, -1);
    case CMD_SHEET_YEAR_NEXT: return step_year(h, 1);
    case CMD_SHEET_YEAR: return ask_year(h);
    case CMD_SHEET_ON: return ask_on(h);
    case CMD_SHEET_CORRECT: return ask_correct(h);
    case CMD_SHEET_CSV: return say_csv(h);
    default: return UI_IGNORED;
    }
}

static unsigned sheet_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct sheet_screen *h = (struct sheet_screen *)s;
    struct answer *answer;
    size_t n;
    if (d->result == DIALOG_CANCELLED)
        return 0;
    if (!asks_take(d, &s->ui->action, &answer, &n))
        return UI_IGNORED;
    if (d->tag == ASK_ON) {
        h->on = asks_day(s->ui, answer, n, "on");
        h->offset = 0;
        return UI_RELOAD;
    }
    if (d->tag == ASK_YEAR)
        return year_answered(h, answer, n, e);
    if (ledger_correct(ui_app(s->ui), h->asking, answer[0].value, answer[1].value, answer[2].value, e))
        return UI_IGNORED;
    ui_say(s->ui, STYLE_OK, "sheet.corrected", answer[0].value, NULL);
    return UI_RELOAD;
}

static unsigned sheet_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *sheet_subject(const struct screen *s)
{
    return ((const struct sheet_screen *)s)->title;
}

static const char *sheet_hint(const struct screen *s)
{
    const struct sheet_screen *h = (const struct sheet_screen *)s;
    return ui_word(s->ui, h->what.certificate_id ? "sheet.hint-one" : h->sheet.correctable ? "sheet.hint" : "sheet.hint-fixed");
}

static const char *sheet_refuses(const struct screen *s, enum command c)
{
    const struct sheet_screen *h = (const struct sheet_screen *)s;
    bool of_one = h->what.certificate_id != 0; /* of no year */
    if (c == CMD_SHEET_CORRECT)
        return h->sheet.correctable ? NULL : "";
    if (c == CMD_SHEET_YEAR || c == CMD_SHEET_YEAR_BACK || c == CMD_SHEET_YEAR_NEXT)
        return of_one ? "" : NULL;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops sheet_screen = {
    .name = "sheet",
    .title = "sheet.title",
    .where = WHERE_LEDGER,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct sheet_screen),
    .open = sheet_open,
    .close = sheet_close,
    .reload = sheet_reload,
    .layout = sheet_layout,
    .draw = sheet_draw,
    .command = sheet_command,
    .key = sheet_key,
    .changed = sheet_changed,
    .paused = sheet_paused,
    .answered = sheet_answered,
    .subject = sheet_subject,
    .hint = sheet_hint,
    .refuses = sheet_refuses,
};
