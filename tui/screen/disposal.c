/* 廃棄: what has been kept long enough, the list that waits for approvals, and its carrying out. One scheme at a time. */
#include <inttypes.h>

#include "core/app/case_app.h"
#include "core/app/disposal_app.h"
#include "core/base/buf.h"
#include "core/base/str.h"
#include "tui/screen/filter.h"
#include "tui/screen/screens.h"
#include "tui/widget/dialog.h"
#include "tui/widget/table.h"

enum { COLUMNS = 6, HEAD_ROWS = 3, TEXT_BYTES_MAX = 256 * 1024 };
enum disposal_question { ASK_APPROVE = 1, ASK_CARRY_OUT, ASK_WITHDRAW };

struct disposal_screen {
    struct screen screen;
    struct scheme_filter scheme;
    bool looked;                /* through the closed cases: on request, for it takes a while where there are many */
    struct disposal_view open;  /* the list that waits; d.id 0: none */
    struct disposal_list shown; /* its lines, or what is due */
    const char *head;
    const char **text;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    struct rect at_head, at_list;
};

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    (void)style_r;
    return ((const struct disposal_screen *)user)->text[row * COLUMNS + (size_t)column];
}

static const char *number(struct arena *a, int64_t n)
{
    return arena_printf(a, "%" PRId64, n);
}

static void make_texts(struct disposal_screen *d)
{
    struct ui *ui = d->screen.ui;
    struct arena *a = &d->screen.arena;
    char iso[DATE_TEXT_BYTES];
    d->text = ARENA_ARRAY(a, const char *, d->shown.n * COLUMNS);
    for (size_t i = 0; i < d->shown.n; i++) {
        const struct disposal_line *line = &d->shown.line[i];
        const char **text = &d->text[i * COLUMNS];
        text[0] = line->case_number;
        text[1] = line->what;
        text[2] = arena_strdup(a, date_iso(line->item.base_on, iso));
        text[3] = arena_strdup(a, date_iso(line->item.last_on, iso));
        text[4] = line->rule_label;
        text[5] = line->src;
    }
    const struct disposal *list = &d->open.d;
    if (list->id)
        d->head = message_of(a, ui->o.language, "disposal.head-open", number(a, list->id), d->open.state_label,
                             arena_printf(a, "%zu/%" PRId64, d->open.n_approvals, list->approvers),
                             arena_printf(a, "%s %s", arena_strdup(a, date_iso(list->proposed_on, iso)), list->proposed_by), NULL);
    else if (d->looked)
        d->head = message_of(a, ui->o.language, d->shown.more ? "disposal.head-more" : "disposal.head-due", number(a, (int64_t)d->shown.n), NULL);
    else
        d->head = ui_word(ui, "disposal.head-look");
}

/* The scheme that was chosen, else the first in which one works. */
static int choose_scheme(struct disposal_screen *d, struct err *e)
{
    struct case_kind *kind;
    size_t n;
    if (*d->scheme.id)
        return 0;
    int rc = case_kinds(ui_app(d->screen.ui), &d->screen.arena, &kind, &n, e);
    for (size_t i = 0; !rc && i < n && !*d->scheme.id; i++)
        if (app_may_work(ui_app(d->screen.ui), kind[i].scheme, ""))
            scheme_filter_set(&d->scheme, d->screen.ui, kind[i].scheme);
    return rc || *d->scheme.id ? rc : err_set(e, E_DENIED, "app.not-yours", NULL);
}

static int load(struct disposal_screen *d, struct err *e)
{
    struct app *app = ui_app(d->screen.ui);
    struct arena *a = &d->screen.arena;
    struct disposal_view *view;
    size_t n = 0;
    int rc = choose_scheme(d, e);
    if (!rc)
        rc = disposal_lists(app, d->scheme.id, a, &view, &n, e);
    if (!rc && n && str_eq(view[0].d.state, "proposed"))
        rc = disposal_view(app, view[0].d.id, a, &d->open, e);
    if (!rc && d->open.d.id)
        d->shown = d->open.list;
    else if (!rc && d->looked)
        rc = disposal_due(app, d->scheme.id, a, &d->shown, e);
    return rc;
}

static int disposal_reload(struct screen *s, struct err *e)
{
    struct disposal_screen *d = (struct disposal_screen *)s;
    const struct ui *ui = s->ui;
    d->column[0] = (struct column){.heading = ui_word(ui, "cases.number"), .cols = 14};
    d->column[1] = (struct column){.heading = ui_word(ui, "disposal.what")};
    d->column[2] = (struct column){.heading = ui_word(ui, "disposal.base"), .cols = 10};
    d->column[3] = (struct column){.heading = ui_word(ui, "disposal.last"), .cols = 10};
    d->column[4] = (struct column){.heading = ui_word(ui, "disposal.rule"), .cols = 16};
    d->column[5] = (struct column){.heading = ui_word(ui, "disposal.article"), .cols = 14, .from_cols = 96};
    d->table = (struct table){.column = d->column, .columns = COLUMNS, .headings = true, .cell = cell, .user = d};
    d->open = (struct disposal_view){0};
    d->shown = (struct disposal_list){0};
    int rc = load(d, e);
    if (rc) {
        d->open = (struct disposal_view){0};
        d->shown = (struct disposal_list){0};
    }
    make_texts(d);
    return rc;
}

static void disposal_layout(struct screen *s, struct rect body)
{
    struct disposal_screen *d = (struct disposal_screen *)s;
    d->at_head = rect_top(&body, HEAD_ROWS);
    d->at_list = body;
    list_fit(&d->list, d->shown.n, table_height(&d->table, body));
}

static void disposal_draw(const struct screen *s, struct surface *to)
{
    const struct disposal_screen *d = (const struct disposal_screen *)s;
    int x = surface_text(to, d->at_head, 1, 1, STYLE_STRONG, d->scheme.label) + 3;
    surface_column(to, d->at_head, x, 1, d->at_head.w - x - 1, STYLE_NORMAL, false, d->head);
    table_draw(&d->table, &d->list, to, d->at_list, true, ui_word(s->ui, d->looked ? "disposal.none" : ""));
}

static unsigned disposal_key(struct screen *s, const struct key *k, struct err *e)
{
    (void)e;
    return list_key(&((struct disposal_screen *)s)->list, &s->ui->keymap, k) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

static unsigned propose(struct disposal_screen *d, struct err *e)
{
    int64_t id;
    if (disposal_propose(ui_app(d->screen.ui), d->scheme.id, &id, e))
        return UI_REPAINT;
    ui_say(d->screen.ui, STYLE_OK, "disposal.proposed", number(&d->screen.ui->action, id), NULL);
    return UI_RELOAD;
}

/* Before it is agreed to or done: how many, of what, and that it cannot be undone. */
static unsigned ask(struct disposal_screen *d, int64_t tag, const char *title)
{
    struct ui *ui = d->screen.ui;
    if (!d->open.d.id)
        return ui_say(ui, STYLE_INFO, "disposal.no-list", NULL);
    const char *text = ui_text(ui, "disposal.sure", number(&ui->action, d->open.d.n_items), arena_printf(&ui->action, "%.12s", d->open.d.digest), NULL);
    return ui_ask(ui, &(struct dialog_spec){.title = ui_word(ui, title), .text = text, .tag = tag, .danger = tag == ASK_CARRY_OUT});
}

/* Every list of the scheme with what became of it. */
static unsigned show_past(struct disposal_screen *d, struct err *e)
{
    struct ui *ui = d->screen.ui;
    struct disposal_view *view;
    AUTO(buf) struct buf text = BUF(TEXT_BYTES_MAX);
    char proposed[DATE_TEXT_BYTES], closed[DATE_TEXT_BYTES];
    size_t n;
    if (disposal_lists(ui_app(ui), d->scheme.id, &ui->action, &view, &n, e))
        return UI_REPAINT;
    for (size_t i = 0; i < n; i++) {
        const struct disposal *list = &view[i].d;
        buf_printf(&text, "#%" PRId64 "  %s  %" PRId64 "\n  %s %s\n", list->id, view[i].state_label, list->n_items,
                   date_iso(list->proposed_on, proposed), list->proposed_by);
        for (size_t k = 0; k < view[i].n_approvals; k++)
            buf_printf(&text, "  %s\n", ui_text(ui, "disposal.approved-by", view[i].approval[k].login,
                                                date_iso(view[i].approval[k].approved_on, proposed), NULL));
        if (*list->closed_by)
            buf_printf(&text, "  %s %s\n", date_iso(list->closed_on, closed), list->closed_by);
        buf_add_str(&text, "\n");
    }
    return screen_page(ui, ui_word(ui, "disposal.past"), arena_strdup(&ui->action, n ? buf_str(&text) : ui_word(ui, "disposal.no-past")));
}

static unsigned disposal_command(struct screen *s, enum command c, struct err *e)
{
    struct disposal_screen *d = (struct disposal_screen *)s;
    switch (c) {
    case CMD_PROMPT: return scheme_filter_ask(s->ui, e);
    case CMD_DISPOSAL_LOOK: d->looked = true; return UI_RELOAD;
    case CMD_DISPOSAL_PROPOSE: return propose(d, e);
    case CMD_DISPOSAL_APPROVE: return ask(d, ASK_APPROVE, "disposal.approve");
    case CMD_DISPOSAL_DO: return ask(d, ASK_CARRY_OUT, "disposal.do");
    case CMD_DISPOSAL_WITHDRAW: return ask(d, ASK_WITHDRAW, "disposal.withdraw");
    case CMD_DISPOSAL_PAST: return show_past(d, e);
    case CMD_DISPOSAL_OPEN: break;
    default: return UI_IGNORED;
    }
    if (d->list.at >= d->shown.n)
        return UI_IGNORED;
    const struct case_arg arg = {.case_id = d->shown.line[d->list.at].item.case_id};
    return screen_push(s->ui, "case", &arg, sizeof arg);
}

static unsigned carried_out(struct disposal_screen *d, struct err *e)
{
    int64_t n;
    if (disposal_carry_out(ui_app(d->screen.ui), d->open.d.id, &n, e))
        return UI_REPAINT;
    d->looked = false;
    ui_say(d->screen.ui, STYLE_OK, "disposal.forgotten", number(&d->screen.ui->action, n), NULL);
    return UI_RELOAD;
}

static unsigned disposal_answered(struct screen *s, struct dialog *dialog, struct err *e)
{
    struct disposal_screen *d = (struct disposal_screen *)s;
    int rc = 0;
    if (scheme_filter_answered(&d->scheme, dialog)) {
        d->looked = false;
        return UI_RELOAD;
    }
    if (dialog->result == DIALOG_CANCELLED)
        return 0;
    if (dialog->tag == ASK_CARRY_OUT)
        return carried_out(d, e);
    if (dialog->tag == ASK_APPROVE)
        rc = disposal_approve(ui_app(s->ui), d->open.d.id, d->open.d.digest, e);
    else if (dialog->tag == ASK_WITHDRAW)
        rc = disposal_withdraw(ui_app(s->ui), d->open.d.id, e);
    return rc ? UI_REPAINT : UI_RELOAD;
}

static unsigned disposal_changed(struct screen *s, struct err *e)
{
    (void)e;
    return ((struct disposal_screen *)s)->open.d.id ? UI_RELOAD : 0;
}

static const char *disposal_hint(const struct screen *s)
{
    const struct disposal_screen *d = (const struct disposal_screen *)s;
    return ui_word(s->ui, !d->open.d.id ? "disposal.hint" : d->open.ready ? "disposal.hint-ready" : "disposal.hint-open");
}

const struct screen_ops disposal_screen = {
    .name = "disposal",
    .title = "disposal.title",
    .where = WHERE_DISPOSAL,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct disposal_screen),
    .reload = disposal_reload,
    .layout = disposal_layout,
    .draw = disposal_draw,
    .command = disposal_command,
    .key = disposal_key,
    .changed = disposal_changed,
    .answered = disposal_answered,
    .hint = disposal_hint,
};
