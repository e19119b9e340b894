/* 照会・補正: what the applicant was asked, until when, and what came back. */
#include <string.h>

#include "core/app/case_app.h"
#include "core/base/str.h"
#include "tui/screen/asks.h"
#include "tui/screen/detail.h"
#include "tui/screen/query_write.h"
#include "tui/screen/screens.h"
#include "tui/widget/choose.h"
#include "tui/widget/table.h"

enum { COLUMNS = 6, HEAD_ROWS = 3, DETAIL_ROWS = 9, WIDE_COLS = 120, SIDE_COLS = 56 };
enum queries_dialog { ASK_ANSWER = 1, ASK_SUGGESTED, ASK_DROP };

struct queries_screen {
    struct screen screen;
    int64_t case_id;
    const char *title, *sums;
    struct query_view *query;
    size_t n;
    const char **text;
    bool settled; /* the cursor was put where one wants it */
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    struct detail detail;
    struct rect at_head, at_list, at_detail;
    int64_t asking;
};

static int queries_open(struct screen *s, const void *arg, struct err *e)
{
    const struct case_arg *a = arg;
    if (!a)
        return err_set(e, E_NOTFOUND, "case.unknown", "", NULL);
    ((struct queries_screen *)s)->case_id = a->case_id;
    return 0;
}

static void queries_close(struct screen *s)
{
    detail_done(&((struct queries_screen *)s)->detail);
}

static const struct query_view *query_at(const struct queries_screen *q)
{
    return q->list.at < q->n ? &q->query[q->list.at] : NULL;
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct queries_screen *q = user;
    if (q->query[row].overdue && column >= COLUMNS - 2)
        *style_r = STYLE_ERROR;
    return q->text[row * COLUMNS + (size_t)column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    *style_r = STYLE_ERROR;
    return ((const struct queries_screen *)user)->query[row].overdue ? "!!" : "";
}

static const char *state_of(struct queries_screen *q, const struct query_view *v)
{
    const struct ui *ui = q->screen.ui;
    if (date_is_none(v->q.asked_on))
        return ui_word(ui, "queries.not-sent");
    if (!date_is_none(v->q.answered_on))
        return ui_word(ui, "queries.answered");
    if (str_eq(v->q.state, "closed"))
        return ui_word(ui, "queries.closed");
    return v->overdue ? screen_days_left(&q->screen, v->q.due_on.days - ui_today(ui).days) : ui_word(ui, "queries.waiting");
}

/* A text that begins with its item, as suggested ones do, says in a list what comes behind it. */
static const char *question_of(const struct query_view *v)
{
    size_t n = strlen(v->item_label);
    bool named = n && str_starts(v->q.question, v->item_label) && v->q.question[n] == '\n';
    return named ? v->q.question + n + 1 : v->q.question;
}

static void make_texts(struct queries_screen *q)
{
    struct arena *a = &q->screen.arena;
    char iso[DATE_TEXT_BYTES];
    size_t waiting = 0, unsent = 0, overdue = 0;
    q->text = ARENA_ARRAY(a, const char *, q->n * COLUMNS);
    for (size_t i = 0; i < q->n; i++) {
        const struct query_view *v = &q->query[i];
        const char **text = &q->text[i * COLUMNS];
        text[0] = v->kind_label;
        text[1] = str_empty(v->item_label) ? v->q.item : v->item_label;
        text[2] = question_of(v);
        text[3] = arena_strdup(a, date_iso(v->q.asked_on, iso));
        text[4] = arena_strdup(a, date_iso(v->q.due_on, iso));
        text[5] = state_of(q, v);
        unsent += date_is_none(v->q.asked_on);
        waiting += str_eq(v->q.state, "open") && !date_is_none(v->q.asked_on) && date_is_none(v->q.answered_on);
        overdue += v->overdue;
    }
    q->sums = message_of(a, q->screen.ui->o.language, "queries.sums", arena_printf(a, "%zu", unsent), arena_printf(a, "%zu", waiting),
                         arena_printf(a, "%zu", overdue), NULL);
}

static void make_detail(struct queries_screen *q)
{
    const struct ui *ui = q->screen.ui;
    const struct query_view *v = query_at(q);
    struct detail *d = &q->detail;
    char iso[DATE_TEXT_BYTES];
    detail_begin(d, q->list.at, "");
    if (!v)
        return;
    d->head = arena_printf(&d->memory, "%s  %s", v->kind_label, str_empty(v->item_label) ? v->q.item : v->item_label);
    detail_add(d, ui_word(ui, "queries.ground"), v->q.ground);
    detail_add(d, ui_word(ui, "queries.question"), v->q.question);
    detail_add(d, ui_word(ui, "queries.answer"), v->q.answer);
    detail_add(d, ui_word(ui, "queries.answered-on"), date_iso(v->q.answered_on, iso));
}

static int queries_reload(struct screen *s, struct err *e)
{
    struct queries_screen *q = (struct queries_screen *)s;
    const struct ui *ui = s->ui;
    struct case_view v;
    q->column[0] = (struct column){.heading = ui_word(ui, "queries.kind"), .cols = 8};
    q->column[1] = (struct column){.heading = ui_word(ui, "queries.item")};
    q->column[2] = (struct column){.heading = ui_word(ui, "queries.question"), .from_cols = 70};
    q->column[3] = (struct column){.heading = ui_word(ui, "queries.asked-on"), .cols = 10};
    q->column[4] = (struct column){.heading = ui_word(ui, "queries.due-on"), .cols = 10};
    q->column[5] = (struct column){.heading = ui_word(ui, "queries.state"), .cols = 9};
    q->table = (struct table){.column = q->column, .columns = COLUMNS, .mark_cols = 2, .headings = true, .cell = cell, .mark = mark, .user = q};
    q->title = "";
    q->n = 0;
    int rc = case_view(ui_app(ui), q->case_id, &s->arena, &v, e);
    if (!rc)
        rc = query_list(ui_app(ui), q->case_id, &s->arena, &q->query, &q->n, e);
    if (!rc)
        q->title = *v.c.number ? v.c.number : arena_printf(&s->arena, "#%lld", (long long)q->case_id);
    make_texts(q);
    return rc;
}

/* One comes for what has to be done next: the answer that is awaited, the text that was not sent; else the last one. */
static void go_to_open(struct queries_screen *q)
{
    size_t at = q->n ? q->n - 1 : 0;
    for (size_t i = q->n; i-- > 0;)
        if (str_eq(q->query[i].q.state, "open") && date_is_none(q->query[i].q.answered_on))
            at = i;
    list_go(&q->list, at);
    q->settled = true;
}

static void queries_layout(struct screen *s, struct rect body)
{
    struct queries_screen *q = (struct queries_screen *)s;
    q->at_head = rect_top(&body, HEAD_ROWS);
    bool wide = body.w >= WIDE_COLS;
    q->at_detail = wide ? rect_right(&body, SIDE_COLS) : rect_bottom(&body, DETAIL_ROWS);
    q->at_list = body;
    rect_bottom(&q->at_list, wide ? 0 : 1);
    list_fit(&q->list, q->n, table_height(&q->table, q->at_list));
    if (!q->settled)
        go_to_open(q);
    make_detail(q);
}

static void queries_draw(const struct screen *s, struct surface *to)
{
    const struct queries_screen *q = (const struct queries_screen *)s;
    surface_text(to, q->at_head, 1, 1, STYLE_STRONG, q->sums);
    detail_draw(&q->detail, to, q->at_detail);
    table_draw(&q->table, &q->list, to, q->at_list, true, ui_word(s->ui, "queries.none"));
}

static unsigned queries_key(struct screen *s, const struct key *k, struct err *e)
{
    (void)e;
    return list_key(&((struct queries_screen *)s)->list, &s->ui->keymap, k) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

static unsigned queries_paused(struct screen *s, struct err *e)
{
    struct queries_screen *q = (struct queries_screen *)s;
    (void)e;
    if (q->detail.row == q->list.at)
        return 0;
    make_detail(q);
    return UI_REPAINT;
}

static unsigned ask_answer(struct queries_screen *q)
{
    struct ui *ui = q->screen.ui;
    const struct query_view *v = query_at(q);
    char iso[DATE_TEXT_BYTES];
    if (!v || date_is_none(v->q.asked_on))
        return ui_say(ui, STYLE_INFO, v ? "queries.send-first" : "queries.none", NULL);
    const struct ask ask[] = {
        {.fact = "on", .label = ui_word(ui, "queries.answered-on"), .type = "date", .suggestion = date_iso(ui_today(ui), iso), .required = true},
        {.fact = "answer", .label = ui_word(ui, "queries.answer"), .type = "lines", .suggestion = v->q.answer, .required = true},
    };
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_word(ui, "queries.record"), .text = v->q.question, .tag = ASK_ANSWER});
    asks_add(d, ask, COUNT_OF(ask));
    q->asking = v->q.id;
    return dialog_show(d);
}

/* Texts from the failed items, one to choose. */
static int load_suggested(struct queries_screen *q, struct query **query_r, size_t *n_r, struct err *e)
{
    struct ui *ui = q->screen.ui;
    struct arena *a = &ui->action;
    struct case_view c;
    LIST(struct query) all = {0};
    int rc = case_view(ui_app(ui), q->case_id, a, &c, e);
    for (size_t i = 0; !rc && i < c.n_checklists; i++) {
        struct query *one;
        size_t n = 0;
        rc = query_suggest(ui_app(ui), q->case_id, c.checklist[i].id, a, &one, &n, e);
        for (size_t j = 0; !rc && j < n; j++)
            *LIST_ADD(a, &all) = one[j];
    }
    *query_r = all.at;
    *n_r = all.n;
    return rc;
}

static unsigned ask_suggested(struct queries_screen *q, struct err *e)
{
    struct ui *ui = q->screen.ui;
    struct query *query;
    size_t n;
    if (load_suggested(q, &query, &n, e))
        return UI_REPAINT;
    if (!n)
        return ui_say(ui, STYLE_INFO, "queries.none-failed", NULL);
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, n);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct choose_row){query[i].item, query[i].question, query[i].ground};
    return ui_choose(ui, ui_word(ui, "queries.suggested"), row, n, ASK_SUGGESTED);
}

static unsigned ask_drop(struct queries_screen *q)
{
    struct ui *ui = q->screen.ui;
    const struct query_view *v = query_at(q);
    if (!v || !date_is_none(v->q.asked_on))
        return ui_say(ui, STYLE_INFO, v ? "queries.sent-stays" : "queries.none", NULL);
    q->asking = v->q.id;
    return ui_ask(ui, &(struct dialog_spec){.title = ui_word(ui, "queries.drop"), .text = v->q.question, .tag = ASK_DROP});
}

static unsigned queries_command(struct screen *s, enum command c, struct err *e)
{
    struct queries_screen *q = (struct queries_screen *)s;
    switch (c) {
    case CMD_QUERIES_OPEN:
        if (!query_at(q))
            return ui_say(s->ui, STYLE_INFO, "queries.none", NULL);
        make_detail(q);
        return screen_page(s->ui, q->detail.head, detail_text(&q->detail, &s->ui->action));
    case CMD_QUERIES_WRITE: return query_write_ask(s->ui, q->case_id, NULL, e);
    case CMD_QUERIES_ANSWER: return ask_answer(q);
    case CMD_QUERIES_SUGGEST: return ask_suggested(q, e);
    case CMD_QUERIES_DROP: return ask_drop(q);
    default: return UI_IGNORED;
    }
}

static unsigned record_answer(struct queries_screen *q, struct dialog *d, struct err *e)
{
    struct ui *ui = q->screen.ui;
    struct answer *answer;
    size_t n;
    if (!asks_take(d, &ui->action, &answer, &n) ||
        query_answer(ui_app(ui), q->asking, asks_day(ui, answer, n, "on"), asks_text(answer, n, "answer"), e))
        return UI_IGNORED;
    ui_say(ui, STYLE_OK, "queries.recorded", NULL);
    return UI_RELOAD;
}

static unsigned write_suggested(struct queries_screen *q, struct dialog *d, struct err *e)
{
    struct query *query;
    size_t n;
    int row = dialog_chosen_row(d);
    if (row < 0 || load_suggested(q, &query, &n, e) || (size_t)row >= n)
        return 0;
    return query_write_ask(q->screen.ui, q->case_id, &query[row], e);
}

static unsigned queries_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct queries_screen *q = (struct queries_screen *)s;
    if (d->result == DIALOG_CANCELLED)
        return 0;
    switch ((enum queries_dialog)d->tag) {
    case ASK_ANSWER: return record_answer(q, d, e);
    case ASK_SUGGESTED: return write_suggested(q, d, e);
    case ASK_DROP:
        if (query_drop(ui_app(s->ui), q->asking, e))
            return UI_IGNORED;
        ui_say(s->ui, STYLE_OK, "queries.dropped", NULL);
        return UI_RELOAD;
    }
    return query_write_answered(s->ui, d, q->case_id, e);
}

static unsigned queries_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *queries_subject(const struct screen *s)
{
    return ((const struct queries_screen *)s)->title;
}

static const char *queries_hint(const struct screen *s)
{
    return ui_word(s->ui, "queries.hint");
}

static const char *queries_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops queries_screen = {
    .name = "queries",
    .title = "queries.title",
    .where = WHERE_QUERIES,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct queries_screen),
    .open = queries_open,
    .close = queries_close,
    .reload = queries_reload,
    .layout = queries_layout,
    .draw = queries_draw,
    .command = queries_command,
    .key = queries_key,
    .changed = queries_changed,
    .paused = queries_paused,
    .answered = queries_answered,
    .subject = queries_subject,
    .hint = queries_hint,
    .refuses = queries_refuses,
};
