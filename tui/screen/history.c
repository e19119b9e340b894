/* 履歴: who did what and when, newest first, of one thing or of all. */
#include <stdlib.h>

#include <string.h>

#include "core/app/home_app.h"
#include "core/base/str.h"
#include "tui/screen/pages.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { COLUMNS = 4, PAGE = 200 };

struct history_screen {
    struct screen screen;
    char object[48], subject[64];
    enum history_kind kind;
    struct pages pages; /* each begins before an event */
    struct history_row *row;
    size_t n;
    const char **text;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
};

static int history_open(struct screen *s, const void *arg, struct err *e)
{
    struct history_screen *h = (struct history_screen *)s;
    const struct history_arg *a = arg;
    (void)e;
    str_copy_cut(h->object, sizeof h->object, a ? a->object : "");
    str_copy_cut(h->subject, sizeof h->subject, a ? a->subject : "");
    return 0;
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    (void)style_r;
    return ((const struct history_screen *)user)->text[row * COLUMNS + (size_t)column];
}

static int history_reload(struct screen *s, struct err *e)
{
    struct history_screen *h = (struct history_screen *)s;
    const struct ui *ui = s->ui;
    int rc = history(ui_app(ui), h->object, h->kind, pages_after(&h->pages), PAGE, &s->arena, &h->row, &h->n, e);
    if (rc)
        h->n = 0;
    h->text = ARENA_ARRAY(&s->arena, const char *, h->n * COLUMNS);
    for (size_t i = 0; i < h->n; i++) {
        const struct event *ev = &h->row[i].ev;
        char iso[DATE_TEXT_BYTES], clock[INSTANT_TEXT_BYTES];
        const char **text = &h->text[i * COLUMNS];
        text[0] =
            arena_printf(&s->arena, "%s %s", date_iso(instant_date_jst(ev->at), iso), instant_clock_jst(ev->at, clock));
        text[1] = h->row[i].who;
        text[2] = h->row[i].text;
        text[3] = *h->row[i].number ? h->row[i].number : strchr(ev->object, ':') ? ev->object : "";
    }
    h->column[0] = (struct column){.heading = ui_word(ui, "history.at"), .cols = 19};
    h->column[1] = (struct column){.heading = ui_word(ui, "history.who"), .cols = 12};
    h->column[2] = (struct column){.heading = ui_word(ui, "history.what")};
    h->column[3] = (struct column){
        .heading = ui_word(ui, "history.object"), .cols = 16, .from_cols = *h->object ? SURFACE_COLS_MAX : 0};
    h->table = (struct table){
        .column = h->column, .columns = COLUMNS, .focus_column = 2, .headings = true, .cell = cell, .user = h};
    return rc;
}

static void history_layout(struct screen *s, struct rect body)
{
    struct history_screen *h = (struct history_screen *)s;
    rect_top(&body, 1);
    list_fit(&h->list, h->n, table_height(&h->table, body));
}

static void history_draw(const struct screen *s, struct surface *to)
{
    const struct history_screen *h = (const struct history_screen *)s;
    struct rect at = s->body;
    rect_top(&at, 1);
    table_draw(&h->table, &h->list, to, at, true, ui_word(s->ui, "history.nothing"));
}

/* "case:12" and "certificate:7" can be opened. */
static unsigned open_object(struct history_screen *h)
{
    struct ui *ui = h->screen.ui;
    if (!h->n)
        return ui_say(ui, STYLE_INFO, "history.nothing", NULL);
    const char *object = h->row[h->list.at].ev.object;
    struct case_arg of_case = {0};
    struct cert_arg of_certificate = {0};
    if (str_eq(object, h->object))
        return UI_POP; /* that is where one came from */
    if (str_starts(object, "case:") && str_to_int(object + 5, 1, INT64_MAX, &of_case.case_id))
        return screen_push(ui, "case", &of_case, sizeof of_case);
    if (str_starts(object, "certificate:") && str_to_int(object + 12, 1, INT64_MAX, &of_certificate.certificate_id))
        return screen_push(ui, "certificate", &of_certificate, sizeof of_certificate);
    return ui_say(ui, STYLE_INFO, "history.no-screen", NULL);
}

/* Everything, what changed, who looked, and everything again. */
static unsigned turn_kind(struct history_screen *h)
{
    static const char *const said[HISTORY_KIND_COUNT] = {"history.all", "history.changes", "history.views"};
    h->kind = (h->kind + 1) % HISTORY_KIND_COUNT;
    ui_say(h->screen.ui, STYLE_INFO, said[h->kind], NULL);
    return pages_first(&h->pages, &h->list);
}

static unsigned history_key(struct screen *s, const struct key *k, struct err *e)
{
    struct history_screen *h = (struct history_screen *)s;
    (void)e;
    return pages_key(&h->pages, &h->list, &s->ui->keymap, k, h->n == PAGE ? h->row[PAGE - 1].ev.seq : 0, PAGE);
}

static unsigned history_command(struct screen *s, enum command c, struct err *e)
{
    (void)e;
    struct history_screen *h = (struct history_screen *)s;
    if (c == CMD_HISTORY_KIND)
        return turn_kind(h);
    return c == CMD_HISTORY_OPEN ? open_object(h) : UI_IGNORED;
}

static unsigned history_changed(struct screen *s, struct err *e)
{
    (void)e;
    return ((struct history_screen *)s)->pages.n ? 0 : UI_RELOAD;
}

static const char *history_subject(const struct screen *s)
{
    return ((const struct history_screen *)s)->subject;
}

static const char *history_hint(const struct screen *s)
{
    return ui_word(s->ui, "history.hint");
}

static const char *history_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops history_screen = {
    .name = "history",
    .title = "history.title",
    .where = WHERE_HISTORY,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct history_screen),
    .open = history_open,
    .reload = history_reload,
    .layout = history_layout,
    .draw = history_draw,
    .command = history_command,
    .key = history_key,
    .changed = history_changed,
    .subject = history_subject,
    .hint = history_hint,
    .refuses = history_refuses,
};
