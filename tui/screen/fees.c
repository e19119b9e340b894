/* 料金: what a case was billed and what was paid, with the balance; and why a fee is that much. */
#include "core/app/case_app.h"
#include "core/app/deadline_app.h"
#include "core/app/fee_app.h"
#include "core/base/str.h"
#include "tui/screen/detail.h"
#include "tui/screen/headed.h"
#include "tui/screen/payment.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { COLUMNS = 6, HEAD_ROWS = 3, DETAIL_ROWS = 9 };

struct fees_row {
    const struct fee_row *fee;
    const struct payment *payment; /* both NULL: a heading */
    const char *text[COLUMNS];
};

struct fees_screen {
    struct screen screen;
    int64_t case_id;
    const char *title, *sums, *party;
    struct fee_sheet sheet;
    struct fees_row *row;
    size_t n;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    struct detail detail;
    struct rect at_head, at_list, at_detail;
};

static int fees_open(struct screen *s, const void *arg, struct err *e)
{
    const struct case_arg *a = arg;
    if (!a)
        return err_set(e, E_NOTFOUND, "case.unknown", "", NULL);
    ((struct fees_screen *)s)->case_id = a->case_id;
    return 0;
}

static void fees_close(struct screen *s)
{
    detail_done(&((struct fees_screen *)s)->detail);
}

static bool is_heading(const void *user, size_t row)
{
    const struct fees_row *r = &((const struct fees_screen *)user)->row[row];
    return !r->fee && !r->payment;
}

static struct fees_row *add(struct fees_screen *f)
{
    struct fees_row *r = &f->row[f->n++];
    *r = (struct fees_row){.text = {"", "", "", "", "", ""}};
    return r;
}

static const char *yen(struct fees_screen *f, struct yen amount)
{
    char text[MONEY_TEXT_BYTES];
    return arena_strdup(&f->screen.arena, money_text(amount, text));
}

static void add_fee(struct fees_screen *f, const struct fee_row *fee)
{
    struct fees_row *r = add(f);
    char iso[DATE_TEXT_BYTES];
    r->fee = fee;
    r->text[0] = fee->label;
    r->text[1] = fee->f.invoice;
    r->text[2] = yen(f, fee->f.gross);
    r->text[3] = arena_strdup(&f->screen.arena, date_iso(fee->f.billed_on, iso));
    r->text[4] = arena_strdup(&f->screen.arena, date_iso(fee->f.due_on, iso));
    r->text[5] = fee->overdue ? screen_days_left(&f->screen, fee->f.due_on.days - ui_today(f->screen.ui).days) : fee->state_label;
}

static void add_payment(struct fees_screen *f, const struct payment *payment)
{
    struct fees_row *r = add(f);
    char iso[DATE_TEXT_BYTES];
    r->payment = payment;
    r->text[0] = payment->payer;
    r->text[1] = payment->method;
    r->text[2] = yen(f, payment->amount);
    r->text[3] = arena_strdup(&f->screen.arena, date_iso(payment->received_on, iso));
    r->text[5] = payment->amount.v < 0 ? ui_word(f->screen.ui, "fees.paid-back") : "";
}

static void make_rows(struct fees_screen *f)
{
    const struct ui *ui = f->screen.ui;
    const struct fee_sheet *sheet = &f->sheet;
    f->n = 0;
    f->row = ARENA_ARRAY(&f->screen.arena, struct fees_row, sheet->n_fees + sheet->n_payments + 2);
    add(f)->text[0] = ui_word(ui, sheet->n_fees ? "fees.billed" : "fees.none-billed");
    for (size_t i = 0; i < sheet->n_fees; i++)
        add_fee(f, &sheet->fee[i]);
    add(f)->text[0] = ui_word(ui, sheet->n_payments ? "fees.payments" : "fees.none-paid");
    for (size_t i = 0; i < sheet->n_payments; i++)
        add_payment(f, &sheet->payment[i]);
    const char *id = sheet->open.v < 0 ? "fees.sums-over" : sheet->open.v ? "fees.sums" : "fees.sums-even";
    struct yen open = {sheet->open.v < 0 ? -sheet->open.v : sheet->open.v};
    f->sums = message_of(&f->screen.arena, ui->o.language, id, yen(f, sheet->billed), yen(f, sheet->paid), yen(f, open), NULL);
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct fees_row *r = &((const struct fees_screen *)user)->row[row];
    if (!r->fee && !r->payment)
        *style_r = STYLE_HEADING;
    else if (column == 5 && r->fee && r->fee->overdue)
        *style_r = STYLE_ERROR;
    return r->text[column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    const struct fees_row *r = &((const struct fees_screen *)user)->row[row];
    *style_r = STYLE_ERROR;
    return r->fee && r->fee->overdue ? "!!" : "";
}

static void set_columns(struct fees_screen *f)
{
    const struct ui *ui = f->screen.ui;
    f->column[0] = (struct column){.heading = ui_word(ui, "fees.what")};
    f->column[1] = (struct column){.heading = ui_word(ui, "fees.invoice"), .cols = 14};
    f->column[2] = (struct column){.heading = ui_word(ui, "fees.gross"), .cols = 12, .right = true};
    f->column[3] = (struct column){.heading = ui_word(ui, "fees.day"), .cols = 10};
    f->column[4] = (struct column){.heading = ui_word(ui, "fees.due"), .cols = 10};
    f->column[5] = (struct column){.heading = ui_word(ui, "fees.state"), .cols = 10};
    f->table = (struct table){.column = f->column, .columns = COLUMNS, .mark_cols = 2, .headings = true, .cell = cell, .mark = mark, .user = f};
}

static int make_detail(struct fees_screen *f, struct err *e)
{
    const struct ui *ui = f->screen.ui;
    struct arena *a = &f->screen.ui->action;
    struct detail *d = &f->detail;
    const struct fees_row *r = f->list.at < f->n ? &f->row[f->list.at] : NULL;
    struct why_line *line;
    size_t n = 0;
    detail_begin(d, f->list.at, "");
    d->label_cols = ui->o.language == LANGUAGE_EN ? DETAIL_WHY_COLS_EN : 0;
    if (r && r->payment) {
        d->head = arena_printf(&d->memory, "%s  %s", ui_word(ui, "fees.payment"), r->text[2]);
        detail_add(d, ui_word(ui, "fees.payer"), r->payment->payer);
        detail_add(d, ui_word(ui, "fees.method"), r->payment->method);
        detail_add(d, ui_word(ui, "fees.note"), r->payment->note);
    }
    if (!r || !r->fee)
        return 0;
    d->head = arena_printf(&d->memory, "%s  %s", ui_word(ui, "fees.why"), r->fee->label);
    int rc = fee_why(ui_app(ui), r->fee->f.id, a, &line, &n, e);
    detail_add_why(d, line, rc ? 0 : n);
    detail_add(d, ui_word(ui, "fees.reason"), r->fee->f.reason);
    return rc;
}

static int fees_reload(struct screen *s, struct err *e)
{
    struct fees_screen *f = (struct fees_screen *)s;
    struct case_view v;
    f->title = f->party = "";
    set_columns(f);
    int rc = case_view(ui_app(s->ui), f->case_id, &s->arena, &v, e);
    if (!rc)
        rc = fee_sheet(ui_app(s->ui), f->case_id, &s->arena, &f->sheet, e);
    if (rc) {
        f->sheet = (struct fee_sheet){0};
    } else {
        f->title = *v.c.number ? v.c.number : arena_printf(&s->arena, "#%lld", (long long)f->case_id);
        f->party = v.party_name ? v.party_name : "";
    }
    make_rows(f);
    list_fit(&f->list, f->n, f->list.height);
    headed_settle(&f->list, is_heading, f);
    return rc ? rc : make_detail(f, e);
}

static void fees_layout(struct screen *s, struct rect body)
{
    struct fees_screen *f = (struct fees_screen *)s;
    f->at_head = rect_top(&body, HEAD_ROWS);
    f->at_detail = rect_bottom(&body, DETAIL_ROWS);
    f->at_list = body;
    rect_bottom(&f->at_list, 1);
    list_fit(&f->list, f->n, table_height(&f->table, f->at_list));
    headed_settle(&f->list, is_heading, f);
}

static void fees_draw(const struct screen *s, struct surface *to)
{
    const struct fees_screen *f = (const struct fees_screen *)s;
    enum style style = f->sheet.open.v > 0 ? STYLE_WARN : STYLE_STRONG;
    int x = surface_text(to, f->at_head, 1, 1, style, f->sums);
    surface_column(to, f->at_head, x + 3, 1, f->at_head.w - x - 4, STYLE_NORMAL, false, f->party);
    detail_draw(&f->detail, to, f->at_detail);
    headed_draw(&f->table, &f->list, to, f->at_list, is_heading);
}

static unsigned fees_key(struct screen *s, const struct key *k, struct err *e)
{
    struct fees_screen *f = (struct fees_screen *)s;
    (void)e;
    return headed_key(&f->list, &s->ui->keymap, k, is_heading, f) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

static unsigned fees_paused(struct screen *s, struct err *e)
{
    struct fees_screen *f = (struct fees_screen *)s;
    if (f->detail.row == f->list.at)
        return 0;
    make_detail(f, e); /* a failure is said by the loop */
    return UI_REPAINT;
}

static unsigned fees_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct fees_screen *f = (struct fees_screen *)s;
    return payment_answered(s->ui, d, f->case_id, e);
}

static unsigned fees_command(struct screen *s, enum command c, struct err *e)
{
    struct fees_screen *f = (struct fees_screen *)s;
    switch (c) {
    case CMD_FEES_PAYMENT: return payment_ask(s->ui, f->title, f->sheet.open, f->party);
    case CMD_FEES_WHY: return make_detail(f, e) ? 0 : screen_page(s->ui, f->detail.head, detail_text(&f->detail, &s->ui->action));
    default: return UI_IGNORED;
    }
}

static unsigned fees_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *fees_subject(const struct screen *s)
{
    return ((const struct fees_screen *)s)->title;
}

static const char *fees_hint(const struct screen *s)
{
    return ui_word(s->ui, "fees.hint");
}

static const char *fees_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops fees_screen = {
    .name = "fees",
    .title = "fees.title",
    .where = WHERE_FEES,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct fees_screen),
    .open = fees_open,
    .close = fees_close,
    .reload = fees_reload,
    .layout = fees_layout,
    .draw = fees_draw,
    .command = fees_command,
    .key = fees_key,
    .changed = fees_changed,
    .paused = fees_paused,
    .answered = fees_answered,
    .subject = fees_subject,
    .hint = fees_hint,
    .refuses = fees_refuses,
};
