/* 管理: what the office itself decides: its closed days, and the values a scheme leaves to it. */
#include "core/app/case_app.h"
#include "core/app/user_app.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "tui/screen/asks.h"
#include "tui/screen/filter.h"
#include "tui/screen/headed.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { COLUMNS = 4 };
enum admin_dialog { ASK_CLOSED = 1, ASK_OPEN, ASK_PARAM };

struct admin_row {
    const struct office_closed_day *day;
    const struct param_row *param; /* both NULL: a heading */
    const char *text[COLUMNS];
};

struct admin_screen {
    struct screen screen;
    struct scheme_filter scheme;
    struct admin_row *row;
    size_t n;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    struct rect at_list;
    char day[32], param_scheme[48], param[96]; /* the open dialog is about */
};

static bool is_heading(const void *user, size_t row)
{
    const struct admin_row *r = &((const struct admin_screen *)user)->row[row];
    return !r->day && !r->param;
}

static const struct admin_row *row_at(const struct admin_screen *m)
{
    return m->list.at < m->n && !is_heading(m, m->list.at) ? &m->row[m->list.at] : NULL;
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct admin_row *r = &((const struct admin_screen *)user)->row[row];
    if (!r->day && !r->param)
        *style_r = STYLE_HEADING;
    else if (r->param && r->param->confirm && column == 1)
        *style_r = STYLE_WARN;
    return r->text[column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    *style_r = STYLE_WARN;
    const struct param_row *param = ((const struct admin_screen *)user)->row[row].param;
    return param && param->confirm ? "!" : "";
}

struct rows {
    LIST(struct admin_row) all;
};

static struct admin_row *add(struct admin_screen *m, struct rows *rows)
{
    struct admin_row *r = LIST_ADD(&m->screen.arena, &rows->all);
    *r = (struct admin_row){.text = {"", "", "", ""}};
    return r;
}

static int add_days(struct admin_screen *m, struct rows *rows, struct err *e)
{
    struct office_closed_day *day;
    size_t n;
    int rc = closed_day_list(ui_app(m->screen.ui), &m->screen.arena, &day, &n, e);
    if (rc)
        return rc;
    add(m, rows)->text[0] = ui_word(m->screen.ui, n ? "admin.closed-days" : "admin.no-closed-days");
    for (size_t i = 0; i < n; i++) {
        struct admin_row *r = add(m, rows);
        struct date date;
        r->day = &day[i];
        r->text[0] = day[i].label;
        r->text[1] = date_from_iso(day[i].day, &date) ? screen_day_both(&m->screen, date)
                                                      : message_of(&m->screen.arena, m->screen.ui->o.language, "admin.every-year", day[i].day, NULL);
    }
    return 0;
}

static int add_params(struct admin_screen *m, struct rows *rows, const char *scheme, const char *label, struct err *e)
{
    struct arena *a = &m->screen.arena;
    struct param_row *param;
    char iso[DATE_TEXT_BYTES];
    size_t n;
    int rc = param_list(ui_app(m->screen.ui), scheme, a, &param, &n, e);
    if (rc || !n)
        return rc;
    add(m, rows)->text[0] = label;
    for (size_t i = 0; i < n; i++) {
        struct admin_row *r = add(m, rows);
        r->param = &param[i];
        r->text[0] = param[i].label;
        r->text[1] = param[i].confirm ? message_of(a, m->screen.ui->o.language, "admin.unconfirmed", param[i].shown, NULL) : param[i].shown;
        r->text[2] = arena_printf(a, "%s %s", param[i].p.set_by, date_iso(param[i].p.set_on, iso));
        r->text[3] = param[i].p.reason;
    }
    return 0;
}

static int admin_reload(struct screen *s, struct err *e)
{
    struct admin_screen *m = (struct admin_screen *)s;
    const struct ui *ui = s->ui;
    struct rows rows = {0};
    struct case_kind *kind;
    size_t n;
    m->column[0] = (struct column){.heading = ui_word(ui, "admin.what")};
    m->column[1] = (struct column){.heading = ui_word(ui, "admin.value"), .cols = 26};
    m->column[2] = (struct column){.heading = ui_word(ui, "admin.set-by"), .cols = 18};
    m->column[3] = (struct column){.heading = ui_word(ui, "admin.reason"), .cols = 24, .from_cols = 110};
    m->table = (struct table){.column = m->column, .columns = COLUMNS, .focus_column = 2, .mark_cols = 1, .headings = true, .cell = cell, .mark = mark, .user = m};
    int rc = add_days(m, &rows, e);
    if (!rc)
        rc = case_kinds(ui_app(ui), &s->arena, &kind, &n, e);
    for (size_t i = 0; !rc && i < n; i++)
        if ((i == 0 || !str_eq(kind[i].scheme, kind[i - 1].scheme)) && (!*m->scheme.id || str_eq(m->scheme.id, kind[i].scheme)))
            rc = add_params(m, &rows, kind[i].scheme, kind[i].scheme_label, e);
    m->row = rows.all.at;
    m->n = rc ? 0 : rows.all.n;
    return rc;
}

static void admin_layout(struct screen *s, struct rect body)
{
    struct admin_screen *m = (struct admin_screen *)s;
    rect_top(&body, 1);
    m->at_list = body;
    list_fit(&m->list, m->n, table_height(&m->table, body));
    headed_settle(&m->list, is_heading, m);
}

static void admin_draw(const struct screen *s, struct surface *to)
{
    const struct admin_screen *m = (const struct admin_screen *)s;
    headed_draw(&m->table, &m->list, to, m->at_list, is_heading);
}

static unsigned admin_key(struct screen *s, const struct key *k, struct err *e)
{
    struct admin_screen *m = (struct admin_screen *)s;
    (void)e;
    return headed_key(&m->list, &s->ui->keymap, k, is_heading, m) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

static unsigned ask_closed(struct admin_screen *m)
{
    struct ui *ui = m->screen.ui;
    const struct ask ask[] = {
        {.fact = "day", .label = ui_word(ui, "admin.day"), .type = "text", .suggestion = "", .required = true},
        {.fact = "label", .label = ui_word(ui, "admin.label"), .type = "text", .suggestion = "", .required = true},
    };
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_word(ui, "admin.close"), .text = ui_word(ui, "admin.close-text"), .tag = ASK_CLOSED});
    asks_add(d, ask, COUNT_OF(ask));
    return dialog_show(d);
}

/* By its type: a list a line each, a table as its CSV; one that is too long for a dialog comes from a file. */
static unsigned ask_param(struct admin_screen *m, const struct param_row *param)
{
    struct ui *ui = m->screen.ui;
    const struct ask ask[] = {
        {.fact = "value", .label = ui_word(ui, "admin.value"), .type = param->type, .choices = param->choices,
         .choice_labels = param->choice_labels, .n_choices = param->n_choices, .suggestion = param->p.value, .required = !str_eq(param->type, "lines")},
        {.fact = "reason", .label = ui_word(ui, "admin.reason"), .type = "text", .suggestion = param->p.reason, .required = true},
    };
    if (utf8_chars(param->p.value) > ASKS_TEXT_CHARS_MAX)
        return ui_say(ui, STYLE_INFO, "admin.by-file", param->p.scheme, param->p.name, NULL);
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = param->label, .text = ui_word(ui, param->confirm ? "admin.confirm-text" : "admin.param-text"), .tag = ASK_PARAM});
    asks_add(d, ask, COUNT_OF(ask));
    str_copy_cut(m->param_scheme, sizeof m->param_scheme, param->p.scheme);
    str_copy_cut(m->param, sizeof m->param, param->p.name);
    return dialog_show(d);
}

static unsigned ask_reopen(struct admin_screen *m, const struct admin_row *r)
{
    struct ui *ui = m->screen.ui;
    if (!r || !r->day)
        return ui_say(ui, STYLE_INFO, "admin.choose-day", NULL);
    str_copy_cut(m->day, sizeof m->day, r->day->day);
    return ui_ask(ui, &(struct dialog_spec){.title = ui_text(ui, "admin.reopen", r->day->label, r->day->day, NULL), .text = ui_word(ui, "admin.reopen-text"), .tag = ASK_OPEN});
}

static unsigned admin_command(struct screen *s, enum command c, struct err *e)
{
    if (c == CMD_ADMIN_SEATS)
        return screen_push(s->ui, "seats", NULL, 0);
    struct admin_screen *m = (struct admin_screen *)s;
    const struct admin_row *r = row_at(m);
    switch (c) {
    case CMD_ADMIN_CHANGE:
        if (!r || !r->param)
            return ask_closed(m);
        return ask_param(m, r->param);
    case CMD_ADMIN_CLOSE: return ask_closed(m);
    case CMD_ADMIN_REOPEN: return ask_reopen(m, r);
    case CMD_PROMPT: return scheme_filter_ask(s->ui, e);
    default: return UI_IGNORED;
    }
}

static unsigned admin_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct admin_screen *m = (struct admin_screen *)s;
    struct app *app = ui_app(s->ui);
    struct answer *answer = NULL;
    size_t n;
    int rc = 0;
    if (d->result == DIALOG_CANCELLED)
        return 0;
    if (scheme_filter_answered(&m->scheme, d))
        return UI_RELOAD;
    if (d->tag != ASK_OPEN && !asks_take(d, &s->ui->action, &answer, &n))
        return UI_IGNORED;
    switch ((enum admin_dialog)d->tag) {
    case ASK_CLOSED: rc = closed_day_set(app, answer[0].value, answer[1].value, true, e); break;
    case ASK_OPEN: rc = closed_day_set(app, m->day, "", false, e); break;
    case ASK_PARAM: rc = param_set(app, m->param_scheme, m->param, answer[0].value, answer[1].value, e); break;
    }
    if (rc)
        return UI_IGNORED;
    ui_say(s->ui, STYLE_OK, d->tag == ASK_PARAM ? "admin.param-set" : "admin.days-set", NULL);
    return UI_RELOAD;
}

static unsigned admin_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *admin_hint(const struct screen *s)
{
    return ui_word(s->ui, "admin.hint");
}

const struct screen_ops admin_screen = {
    .name = "admin",
    .title = "admin.title",
    .where = WHERE_ADMIN,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct admin_screen),
    .reload = admin_reload,
    .layout = admin_layout,
    .draw = admin_draw,
    .command = admin_command,
    .key = admin_key,
    .changed = admin_changed,
    .answered = admin_answered,
    .hint = admin_hint,
};
