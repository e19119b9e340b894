/* 席: who uses the office at this moment, from where, and since when; it looks again every few seconds. */
#include "tui/seats.h"

#include <inttypes.h>

#include "core/base/str.h"
#include "tui/screen/asks.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { COLUMNS = 7 };
enum seats_dialog { ASK_END = 1, ASK_TELL };

struct seats_screen {
    struct screen screen;
    struct seat_info *seat;
    size_t n;
    const char **text;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    uint32_t number; /* the open dialog is about */
};

static const struct seat_info *seat_at(const struct seats_screen *v)
{
    return v->list.at < v->n ? &v->seat[v->list.at] : NULL;
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct seats_screen *v = user;
    if (v->seat[row].state == SEAT_IS_PARKED || v->seat[row].state == SEAT_IS_LOCKED)
        *style_r = STYLE_DIM;
    return v->text[row * COLUMNS + (size_t)column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    (void)style_r;
    return ((const struct seats_screen *)user)->seat[row].own ? "*" : "";
}

static void make_columns(struct seats_screen *v)
{
    const struct ui *ui = v->screen.ui;
    v->column[0] = (struct column){.heading = ui_word(ui, "seats.number"), .cols = 5, .right = true};
    v->column[1] = (struct column){.heading = ui_word(ui, "people.login"), .cols = 14};
    v->column[2] = (struct column){.heading = ui_word(ui, "seats.from")};
    v->column[3] = (struct column){.heading = ui_word(ui, "seats.since"), .cols = 7, .right = true};
    v->column[4] = (struct column){.heading = ui_word(ui, "seats.idle"), .cols = 8, .right = true};
    v->column[5] = (struct column){.heading = ui_word(ui, "seats.terminal"), .cols = 22, .from_cols = 90};
    v->column[6] = (struct column){.heading = ui_word(ui, "people.state"), .cols = 12};
    v->table = (struct table){.column = v->column, .columns = COLUMNS, .focus_column = 1, .mark_cols = 1, .headings = true,
                              .cell = cell, .mark = mark, .user = v};
}

static int seats_reload(struct screen *s, struct err *e)
{
    struct seats_screen *v = (struct seats_screen *)s;
    struct arena *a = &s->arena;
    uint32_t chosen = v->n && seat_at(v) ? v->number : 0;
    int rc = seats_list(ui_app(s->ui), s->ui->o.seats, a, &v->seat, &v->n, e);
    make_columns(v);
    if (rc)
        v->n = 0;
    v->text = ARENA_ARRAY(a, const char *, v->n * COLUMNS);
    for (size_t i = 0; i < v->n; i++) {
        const struct seat_info *seat = &v->seat[i];
        const char **text = &v->text[i * COLUMNS];
        text[0] = arena_printf(a, "%" PRIu32, seat->number);
        text[1] = seat->user;
        text[2] = seat->from;
        text[3] = seat_duration(a, seat->since_ms);
        text[4] = seat_duration(a, seat->idle_ms);
        text[5] = *seat->term ? arena_printf(a, "%s %dx%d", seat->term, seat->cols, seat->rows) : "";
        text[6] = ui_word(s->ui, seat_state_word(seat->state));
        if (chosen && seat->number == chosen)
            v->list.at = i; /* it stays chosen while others come and go */
    }
    return rc;
}

static void seats_layout(struct screen *s, struct rect body)
{
    struct seats_screen *v = (struct seats_screen *)s;
    rect_top(&body, 1);
    list_fit(&v->list, v->n, table_height(&v->table, body));
    v->number = seat_at(v) ? seat_at(v)->number : 0;
}

static void seats_draw(const struct screen *s, struct surface *to)
{
    const struct seats_screen *v = (const struct seats_screen *)s;
    struct rect at = s->body;
    rect_top(&at, 1);
    table_draw(&v->table, &v->list, to, at, true, ui_word(s->ui, "seats.none"));
}

static unsigned seats_key(struct screen *s, const struct key *k, struct err *e)
{
    struct seats_screen *v = (struct seats_screen *)s;
    (void)e;
    if (list_key(&v->list, &s->ui->keymap, k) == LIST_IGNORED)
        return UI_IGNORED;
    v->number = seat_at(v) ? seat_at(v)->number : 0;
    return UI_REPAINT;
}

static unsigned ask(struct seats_screen *v, enum seats_dialog tag, const struct ask *row, size_t n)
{
    struct ui *ui = v->screen.ui;
    bool ends = tag == ASK_END;
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_text(ui, ends ? "seats.end" : "seats.tell", seat_at(v)->user, NULL),
                                                            .text = ui_word(ui, ends ? "seats.end-text" : "seats.tell-text"),
                                                            .tag = tag, .danger = ends});
    asks_add(d, row, n);
    return dialog_show(d);
}

static unsigned seats_command(struct screen *s, enum command c, struct err *e)
{
    struct seats_screen *v = (struct seats_screen *)s;
    const struct ask text = {.fact = "text", .label = ui_word(s->ui, "seats.words"), .type = "text", .suggestion = "", .required = true};
    (void)e;
    if (c != CMD_SEATS_END && c != CMD_SEATS_TELL)
        return UI_IGNORED;
    if (!seat_at(v))
        return ui_say(s->ui, STYLE_INFO, "seats.none", NULL);
    return c == CMD_SEATS_END ? ask(v, ASK_END, NULL, 0) : ask(v, ASK_TELL, &text, 1);
}

static unsigned seats_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct seats_screen *v = (struct seats_screen *)s;
    struct app *app = ui_app(s->ui);
    struct answer *answer = NULL;
    size_t n = 0;
    if (d->result == DIALOG_CANCELLED)
        return 0;
    if (d->tag == ASK_TELL && !asks_take(d, &s->ui->action, &answer, &n))
        return UI_IGNORED;
    int rc = d->tag == ASK_END ? seats_end(app, s->ui->o.seats, v->number, e)
                               : seats_tell(app, s->ui->o.seats, v->number, answer[0].value, e);
    if (!rc)
        ui_say(s->ui, STYLE_OK, d->tag == ASK_END ? "seats.ended" : "seats.told", NULL);
    return UI_RELOAD;
}

/* Seats are no rows of the store: nothing else says that they changed. */
static unsigned seats_tick(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *seats_hint(const struct screen *s)
{
    return ui_word(s->ui, "seats.hint");
}

static const char *seats_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops seats_screen = {
    .name = "seats",
    .title = "seats.title",
    .where = WHERE_SEATS,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct seats_screen),
    .reload = seats_reload,
    .layout = seats_layout,
    .draw = seats_draw,
    .command = seats_command,
    .key = seats_key,
    .tick = seats_tick,
    .answered = seats_answered,
    .hint = seats_hint,
    .refuses = seats_refuses,
};
