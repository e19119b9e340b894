/* 期限: what is due on a day, in a week, in a month, or at all; the lower half says why the chosen one is that day. */
#include "tui/screen/deadlines_state.h"

#include "core/base/str.h"
#include "tui/screen/asks.h"

enum { ASK_IF = 1, ASK_DAY, WIDE_COLS = 120, SIDE_COLS = 46, DETAIL_ROWS = 11 };

static struct calendar_day day_of(const void *user, struct date day)
{
    return ((const struct deadlines_screen *)user)->day[date_ymd(day).day];
}

static int deadlines_open(struct screen *s, const void *arg, struct err *e)
{
    struct deadlines_screen *d = (struct deadlines_screen *)s;
    (void)arg, (void)e;
    d->mode = DEADLINES_MONTH;
    d->calendar = (struct calendar_view){.at = ui_today(s->ui), .today = ui_today(s->ui), .day = day_of, .user = d, .language = s->ui->o.language};
    return 0;
}

static void deadlines_close(struct screen *s)
{
    struct deadlines_screen *d = (struct deadlines_screen *)s;
    arena_done(&d->rows);
    detail_done(&d->detail);
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct deadlines_screen *d = user;
    if (d->row[row].days_left < 0 && (column == 0 || column == DEADLINES_COLUMNS - 1))
        *style_r = STYLE_ERROR;
    return d->text[row * DEADLINES_COLUMNS + (size_t)column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    int days = ((const struct deadlines_screen *)user)->row[row].days_left;
    *style_r = days < 0 ? STYLE_ERROR : STYLE_WARN;
    return days < 0 ? "!!" : days == 0 ? "!" : "";
}

static void set_columns(struct deadlines_screen *d)
{
    const struct ui *ui = d->screen.ui;
    bool month = d->mode == DEADLINES_MONTH;
    int never = SURFACE_COLS_MAX, kind = ui->o.language == LANGUAGE_EN ? 8 : 4, left = ui->o.language == LANGUAGE_EN ? 12 : 10;
    d->column[0] = (struct column){.heading = ui_word(ui, "due.day"), .cols = 13, .from_cols = d->mode == DEADLINES_DAY || month ? never : 0};
    d->column[1] = (struct column){.heading = ui_word(ui, "due.what")};
    d->column[2] = (struct column){.heading = ui_word(ui, "cases.number"), .cols = 13};
    d->column[3] = (struct column){.heading = ui_word(ui, "cases.party"), .from_cols = 60};
    d->column[4] = (struct column){.heading = ui_word(ui, "deadlines.kind"), .cols = kind};
    d->column[5] = (struct column){.heading = ui_word(ui, "due.when"), .cols = left, .right = true, .from_cols = month ? 50 : 0};
    d->table = (struct table){.column = d->column, .columns = DEADLINES_COLUMNS, .focus_column = 1, .mark_cols = 2, .headings = !month, .cell = cell, .mark = mark, .user = d};
}

static int deadlines_reload(struct screen *s, struct err *e)
{
    static const char *const word[] = {"deadlines.day", "deadlines.week", "deadlines.month", "deadlines.list"};
    struct deadlines_screen *d = (struct deadlines_screen *)s;
    d->subject = arena_printf(&s->arena, "%s  %s", ui_word(s->ui, word[d->mode]), scheme_filter_label(&d->scheme, s->ui));
    set_columns(d);
    int rc = d->mode == DEADLINES_MONTH ? deadlines_load_month(d, e) : 0;
    return rc ? rc : deadlines_load(d, e);
}

static void deadlines_layout(struct screen *s, struct rect body)
{
    struct deadlines_screen *d = (struct deadlines_screen *)s;
    bool month = d->mode == DEADLINES_MONTH, wide = body.w >= WIDE_COLS;
    rect_top(&body, 1);
    if (month) {
        d->at_detail = rect_bottom(&body, body.h - CALENDAR_ROWS - 1);
        d->at_calendar = rect_left(&body, CALENDAR_COLS + 2);
        d->at_calendar.x++;
        rect_bottom(&body, 1);
    } else {
        d->at_detail = wide ? rect_right(&body, SIDE_COLS) : rect_bottom(&body, DETAIL_ROWS);
        rect_bottom(&body, wide ? 0 : 1);
    }
    d->at_head = rect_top(&body, month ? 1 : 2);
    d->at_list = body;
    list_fit(&d->list, d->n, table_height(&d->table, body));
}

static void deadlines_draw(const struct screen *s, struct surface *to)
{
    const struct deadlines_screen *d = (const struct deadlines_screen *)s;
    static const char *const none[] = {"deadlines.none", "deadlines.none-week", "deadlines.none", "deadlines.none-list"};
    bool month = d->mode == DEADLINES_MONTH;
    detail_draw(&d->detail, to, d->at_detail);
    surface_column(to, d->at_head, 1, 0, d->at_head.w - 2, STYLE_STRONG, false, d->head);
    table_draw(&d->table, &d->list, to, d->at_list, !month || d->on_list, ui_word(s->ui, none[d->mode]));
    if (month)
        calendar_draw(&d->calendar, to, d->at_calendar, !d->on_list);
}

static unsigned list_moved(struct deadlines_screen *d, const struct key *k)
{
    return pages_key(&d->pages, &d->list, &d->screen.ui->keymap, k, d->next, DEADLINE_PAGE_MAX);
}

static unsigned calendar_moved(struct deadlines_screen *d, const struct key *k)
{
    struct ymd before = date_ymd(d->calendar.at);
    if (!calendar_key(&d->calendar, &d->screen.ui->keymap, k))
        return UI_IGNORED;
    struct ymd now = date_ymd(d->calendar.at);
    return now.month != before.month || now.year != before.year ? UI_RELOAD : UI_REPAINT;
}

static unsigned deadlines_key(struct screen *s, const struct key *k, struct err *e)
{
    struct deadlines_screen *d = (struct deadlines_screen *)s;
    int step = k->mods ? 0 : k->code == K_LEFT ? -1 : k->code == K_RIGHT ? 1 : 0;
    (void)e;
    if (d->mode == DEADLINES_MONTH)
        return d->on_list ? list_moved(d, k) : calendar_moved(d, k);
    if (!step || d->mode == DEADLINES_LIST)
        return list_moved(d, k);
    d->calendar.at.days += d->mode == DEADLINES_WEEK ? 7 * step : step;
    return pages_first(&d->pages, &d->list);
}

static unsigned deadlines_paused(struct screen *s, struct err *e)
{
    struct deadlines_screen *d = (struct deadlines_screen *)s;
    int rc = 0;
    if (d->loaded.days != d->calendar.at.days) {
        pages_first(&d->pages, &d->list);
        rc = deadlines_load(d, e);
    } else if (d->detail.row == d->list.at) {
        return 0;
    } else {
        rc = deadlines_explain(d, e);
    }
    return rc ? UI_REPAINT : UI_LAYOUT;
}

/* Typed ahead of the pause: what is seen must be what is acted on. */
static int catch_up(struct deadlines_screen *d, struct err *e)
{
    return d->loaded.days != d->calendar.at.days ? deadlines_load(d, e) : 0;
}

static unsigned open_row(struct deadlines_screen *d, struct err *e)
{
    if (catch_up(d, e))
        return UI_REPAINT;
    const struct deadline_row *row = deadlines_at(d);
    if (!row)
        return ui_say(d->screen.ui, STYLE_INFO, "deadlines.none", NULL);
    if (d->mode == DEADLINES_MONTH && !d->on_list && d->n > 1) {
        d->on_list = true;
        return UI_LAYOUT;
    }
    const struct case_arg of_case = {.case_id = row->d.case_id};
    const struct cert_arg of_certificate = {row->d.certificate_id};
    return row->d.case_id ? screen_push(d->screen.ui, "case", &of_case, sizeof of_case)
                          : screen_push(d->screen.ui, "certificate", &of_certificate, sizeof of_certificate);
}

static unsigned ask_if(struct deadlines_screen *d, struct err *e)
{
    struct ui *ui = d->screen.ui;
    char iso[DATE_TEXT_BYTES];
    const struct deadline_row *row = catch_up(d, e) ? NULL : deadlines_at(d);
    if (!row)
        return ui_say(ui, STYLE_INFO, "deadlines.choose", NULL);
    const struct ask ask = {.fact = "base", .label = ui_word(ui, "deadlines.base"), .type = "date", .suggestion = date_iso(row->d.base_on, iso), .required = true};
    struct dialog *dialog = dialog_new(ui, &(struct dialog_spec){.title = ui_text(ui, "deadlines.if", row->label, NULL), .text = ui_word(ui, "deadlines.if-text"), .tag = ASK_IF});
    asks_add(dialog, &ask, 1);
    return dialog_show(dialog);
}

static unsigned ask_day(struct deadlines_screen *d, struct err *e)
{
    struct ui *ui = d->screen.ui;
    char iso[DATE_TEXT_BYTES];
    const struct deadline_row *row = catch_up(d, e) ? NULL : deadlines_at(d);
    if (!row)
        return ui_say(ui, STYLE_INFO, "deadlines.choose", NULL);
    const struct ask ask[] = {
        {.fact = "day", .label = ui_word(ui, "deadlines.set-day"), .type = "date", .suggestion = date_iso(row->d.due_on, iso), .required = true},
        {.fact = "reason", .label = ui_word(ui, "deadlines.set-reason"), .type = "text", .suggestion = "", .required = true}};
    struct dialog *dialog = dialog_new(ui, &(struct dialog_spec){.title = row->label, .text = ui_word(ui, "deadlines.set-text"), .tag = ASK_DAY});
    asks_add(dialog, ask, COUNT_OF(ask));
    return dialog_show(dialog);
}

static unsigned show(struct deadlines_screen *d, enum deadlines_mode mode)
{
    d->mode = mode;
    d->on_list = false;
    return pages_first(&d->pages, &d->list);
}

static unsigned why(struct deadlines_screen *d, struct err *e)
{
    if (catch_up(d, e) || deadlines_explain(d, e))
        return UI_REPAINT;
    if (!deadlines_at(d))
        return ui_say(d->screen.ui, STYLE_INFO, "deadlines.choose", NULL);
    return screen_page(d->screen.ui, d->detail.head, detail_text(&d->detail, &d->screen.ui->action));
}

static unsigned deadlines_command(struct screen *s, enum command c, struct err *e)
{
    struct deadlines_screen *d = (struct deadlines_screen *)s;
    switch (c) {
    case CMD_DEADLINES_OPEN: return open_row(d, e);
    case CMD_DEADLINES_FOCUS:
        d->on_list = d->mode == DEADLINES_MONTH && !d->on_list && d->n;
        return UI_REPAINT;
    case CMD_DEADLINES_DAY: return show(d, DEADLINES_DAY);
    case CMD_DEADLINES_WEEK: return show(d, DEADLINES_WEEK);
    case CMD_DEADLINES_MONTH: return show(d, DEADLINES_MONTH);
    case CMD_DEADLINES_LIST: return show(d, DEADLINES_LIST);
    case CMD_DEADLINES_IF: return ask_if(d, e);
    case CMD_DEADLINES_SET: return ask_day(d, e);
    case CMD_DEADLINES_CLOSED: return screen_push(s->ui, "admin", NULL, 0);
    case CMD_DEADLINES_ICAL: return ui_say(s->ui, STYLE_INFO, "deadlines.ical", NULL);
    case CMD_DEADLINES_SCHEME: return scheme_filter_ask(s->ui, e);
    case CMD_DEADLINES_WHY: return why(d, e);
    default: return UI_IGNORED;
    }
}

static unsigned deadlines_answered(struct screen *s, struct dialog *dialog, struct err *e)
{
    struct deadlines_screen *d = (struct deadlines_screen *)s;
    const struct deadline_row *row = deadlines_at(d);
    struct answer *answer;
    struct deadline then;
    size_t n;
    if (scheme_filter_answered(&d->scheme, dialog))
        return show(d, d->mode);
    if (dialog->result == DIALOG_CANCELLED || !row)
        return 0;
    if (!asks_take(dialog, &s->ui->action, &answer, &n))
        return UI_IGNORED;
    if (dialog->tag == ASK_DAY)
        return deadline_set(ui_app(s->ui), row->d.id, asks_day(s->ui, answer, n, "day"), answer[1].value, e) ? UI_IGNORED : UI_RELOAD;
    struct date base = asks_day(s->ui, answer, n, "base");
    if (deadline_what_if(ui_app(s->ui), row->d.id, base, &s->ui->action, &then, e))
        return UI_IGNORED;
    return ui_say(s->ui, STYLE_STRONG, "deadlines.then", screen_day(s, base), screen_day_both(s, then.due_on), NULL);
}

static unsigned deadlines_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *deadlines_subject(const struct screen *s)
{
    return ((const struct deadlines_screen *)s)->subject;
}

static const char *deadlines_hint(const struct screen *s)
{
    const struct deadlines_screen *d = (const struct deadlines_screen *)s;
    return ui_word(s->ui, d->mode != DEADLINES_MONTH ? "deadlines.hint-list" : d->on_list ? "deadlines.hint-month-list" : "deadlines.hint-month");
}

static const char *deadlines_refuses(const struct screen *s, enum command c)
{
    const struct deadlines_screen *d = (const struct deadlines_screen *)s;
    return c == CMD_PROMPT || (c == CMD_DEADLINES_FOCUS && d->mode != DEADLINES_MONTH) ? "" : NULL;
}

const struct screen_ops deadlines_screen = {
    .name = "deadlines",
    .title = "deadlines.title",
    .where = WHERE_DEADLINES,
    .widgets = WIDGET(CALENDAR) | WIDGET(LIST),
    .size = sizeof(struct deadlines_screen),
    .open = deadlines_open,
    .close = deadlines_close,
    .reload = deadlines_reload,
    .layout = deadlines_layout,
    .draw = deadlines_draw,
    .command = deadlines_command,
    .key = deadlines_key,
    .changed = deadlines_changed,
    .paused = deadlines_paused,
    .answered = deadlines_answered,
    .subject = deadlines_subject,
    .hint = deadlines_hint,
    .refuses = deadlines_refuses,
};
