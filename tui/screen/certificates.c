/* 認定一覧: all certificates as they are today; type to filter, by scheme, by state, by the end of the period. */
#include <string.h>

#include "core/app/cert_app.h"
#include "core/base/str.h"
#include "tui/screen/filter.h"
#include "tui/screen/finder.h"
#include "tui/screen/pages.h"
#include "tui/screen/screens.h"
#include "tui/widget/choose.h"
#include "tui/widget/table.h"

enum { COLUMNS = 7, PAGE = 100, EXPIRING_DAYS = 90, NUMBER_COLS_MIN = 13, NUMBER_COLS_MAX = 24 };
enum { ASK_STATE = 1 };

struct certificates_screen {
    struct screen screen;
    struct finder finder;
    struct scheme_filter scheme;
    char state[64], state_label[128];
    bool expiring;
    struct pages pages;
    struct cert_list rows;
    const char **text;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    struct rect at_filter, at_list;
};

static int certificates_open(struct screen *s, const void *arg, struct err *e)
{
    struct certificates_screen *c = (struct certificates_screen *)s;
    (void)arg, (void)e;
    finder_open(&c->finder, s->ui, 24, NULL);
    return 0;
}

static void certificates_close(struct screen *s)
{
    finder_close(&((struct certificates_screen *)s)->finder);
}

static bool expires_soon(const struct certificates_screen *c, size_t row)
{
    const struct cert_row *r = &c->rows.row[row];
    struct date today = ui_today(c->screen.ui);
    return r->in_force && !date_is_none(r->c.valid_until) && r->c.valid_until.days - today.days <= EXPIRING_DAYS;
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct certificates_screen *c = user;
    if (!c->rows.row[row].in_force)
        *style_r = STYLE_DIM;
    else if (column == COLUMNS - 1 && expires_soon(c, row))
        *style_r = STYLE_WARN;
    return c->text[row * COLUMNS + (size_t)column];
}

/* A number is never cut. */
static int number_cols(const struct certificates_screen *c)
{
    int cols = NUMBER_COLS_MIN;
    for (size_t i = 0; i < c->rows.n; i++) {
        const char *number = c->rows.row[i].c.number;
        int wanted = glyphs_cols(ui_glyphs(c->screen.ui), number, strlen(number));
        cols = wanted > cols ? wanted : cols;
    }
    return cols < NUMBER_COLS_MAX ? cols : NUMBER_COLS_MAX;
}

static void make_texts(struct certificates_screen *c)
{
    struct arena *a = &c->screen.arena;
    char iso[DATE_TEXT_BYTES];
    c->text = ARENA_ARRAY(a, const char *, c->rows.n * COLUMNS);
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct cert_row *row = &c->rows.row[i];
        const char **text = &c->text[i * COLUMNS];
        text[0] = row->c.number;
        text[1] = row->scheme_short;
        text[2] = c->screen.body.w < 100 && *row->state_short ? row->state_short : row->state_label;
        text[3] = row->party_name;
        text[4] = row->c.subject;
        text[5] = ui_word(c->screen.ui, row->on_register ? "certs.published" : "certs.not-published");
        text[6] = arena_strdup(a, date_iso(row->c.valid_until, iso));
    }
}

static int certificates_reload(struct screen *s, struct err *e)
{
    struct certificates_screen *c = (struct certificates_screen *)s;
    const struct ui *ui = s->ui;
    if (finder_take(&c->finder))
        pages_first(&c->pages, &c->list);
    struct cert_filter filter = {.scheme = c->scheme.id, .state = c->state, .text = c->finder.asked, .expires_from = DATE_NONE, .expires_until = DATE_NONE,
                                 .granted_from = DATE_NONE, .granted_until = DATE_NONE, .after = pages_after(&c->pages), .limit = PAGE};
    if (c->expiring) {
        filter.expires_from = ui_today(ui);
        filter.expires_until = (struct date){ui_today(ui).days + EXPIRING_DAYS};
    }
    c->column[1] = (struct column){.heading = ui_word(ui, "cert.scheme"), .cols = 16, .from_cols = 110};
    c->column[2] = (struct column){.heading = ui_word(ui, "cert.state"), .cols = 12};
    c->column[3] = (struct column){.heading = ui_word(ui, "cert.party")};
    c->column[4] = (struct column){.heading = ui_word(ui, "cert.subject")};
    c->column[5] = (struct column){.heading = ui_word(ui, "cert.register"), .cols = 6, .from_cols = 96};
    c->column[6] = (struct column){.heading = ui_word(ui, "cert.until"), .cols = 12};
    c->table = (struct table){.column = c->column, .columns = COLUMNS, .headings = true, .cell = cell, .user = c};
    int rc = cert_list(ui_app(ui), &filter, &s->arena, &c->rows, e);
    if (rc)
        c->rows = (struct cert_list){0};
    c->column[0] = (struct column){.heading = ui_word(ui, "cert.number"), .cols = number_cols(c)};
    make_texts(c);
    return rc;
}

static void certificates_layout(struct screen *s, struct rect body)
{
    struct certificates_screen *c = (struct certificates_screen *)s;
    c->at_filter = rect_top(&body, 3);
    c->at_list = body;
    list_fit(&c->list, c->rows.n, table_height(&c->table, body));
}

static void certificates_draw(const struct screen *s, struct surface *to)
{
    const struct certificates_screen *c = (const struct certificates_screen *)s;
    struct rect at = c->at_filter;
    int x = surface_text(to, at, 1, 1, STYLE_STRONG, ui_word(s->ui, "cases.filter")) + 1;
    int box = x;
    x += c->finder.box.spec.cols + 2;
    x = surface_text(to, at, x, 1, *c->scheme.id ? STYLE_STRONG : STYLE_NORMAL, scheme_filter_label(&c->scheme, s->ui)) + 2;
    x = surface_text(to, at, x, 1, *c->state ? STYLE_STRONG : STYLE_NORMAL, *c->state ? c->state_label : ui_word(s->ui, "certs.all-states")) + 2;
    if (c->expiring)
        surface_text(to, at, x, 1, STYLE_STRONG, ui_word(s->ui, "certs.expiring"));
    table_draw(&c->table, &c->list, to, c->at_list, false, ui_word(s->ui, "certs.none"));
    finder_draw(&c->finder, to, at, box, 1);
}

static unsigned certificates_key(struct screen *s, const struct key *k, struct err *e)
{
    struct certificates_screen *c = (struct certificates_screen *)s;
    (void)e;
    if (finder_leaves(k))
        return pages_key(&c->pages, &c->list, &s->ui->keymap, k, c->rows.next, PAGE);
    return finder_key(&c->finder, s->ui, k);
}

/* States that occur in what is listed now. */
static unsigned ask_state(struct certificates_screen *c)
{
    struct ui *ui = c->screen.ui;
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, c->rows.n + 1);
    size_t n = 0;
    row[n++] = (struct choose_row){ui_word(ui, "certs.all-states"), "", NULL};
    for (size_t i = 0; i < c->rows.n; i++) {
        size_t j = 1;
        while (j < n && !str_eq(row[j].value, c->rows.row[i].state))
            j++;
        if (j == n)
            row[n++] = (struct choose_row){c->rows.row[i].state, c->rows.row[i].state_label, NULL};
    }
    return ui_choose(ui, ui_word(ui, "certs.which-state"), row, n, ASK_STATE);
}

static void state_chosen(struct certificates_screen *c, const char *state)
{
    const char *label = state;
    for (size_t i = 0; i < c->rows.n; i++)
        if (str_eq(c->rows.row[i].state, state))
            label = c->rows.row[i].state_label;
    str_copy_cut(c->state, sizeof c->state, state);
    str_copy_cut(c->state_label, sizeof c->state_label, label);
}

static unsigned certificates_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct certificates_screen *c = (struct certificates_screen *)s;
    (void)e;
    if (scheme_filter_answered(&c->scheme, d))
        return pages_first(&c->pages, &c->list);
    if (d->tag != ASK_STATE || dialog_chosen_row(d) < 0)
        return 0;
    state_chosen(c, dialog_chosen_row(d) ? dialog_chosen(d) : "");
    return pages_first(&c->pages, &c->list);
}

static unsigned certificates_command(struct screen *s, enum command cmd, struct err *e)
{
    struct certificates_screen *c = (struct certificates_screen *)s;
    struct cert_arg arg = {0};
    switch (cmd) {
    case CMD_CERTIFICATES_OPEN:
        if (c->list.at >= c->rows.n)
            return ui_say(s->ui, STYLE_WARN, "certs.none", NULL);
        arg.certificate_id = c->rows.row[c->list.at].c.id;
        return screen_push(s->ui, "certificate", &arg, sizeof arg);
    case CMD_CERTIFICATES_STATE: return ask_state(c);
    case CMD_CERTIFICATES_EXPIRING: c->expiring = !c->expiring; return pages_first(&c->pages, &c->list);
    case CMD_PROMPT: return scheme_filter_ask(s->ui, e);
    case CMD_BACK: return finder_clear(&c->finder) ? pages_first(&c->pages, &c->list) : UI_IGNORED;
    default: return UI_IGNORED;
    }
}

static unsigned certificates_paused(struct screen *s, struct err *e)
{
    (void)e;
    return finder_paused(&((struct certificates_screen *)s)->finder);
}

static unsigned certificates_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *certificates_hint(const struct screen *s)
{
    return ui_word(s->ui, "certs.hint");
}

const struct screen_ops certificates_screen = {
    .name = "certificates",
    .title = "certs.title",
    .where = WHERE_REGISTER,
    .widgets = WIDGET(FIELD),
    .size = sizeof(struct certificates_screen),
    .open = certificates_open,
    .close = certificates_close,
    .reload = certificates_reload,
    .layout = certificates_layout,
    .draw = certificates_draw,
    .command = certificates_command,
    .key = certificates_key,
    .typing = finder_typing,
    .changed = certificates_changed,
    .paused = certificates_paused,
    .answered = certificates_answered,
    .hint = certificates_hint,
};
