/* 未入金: what is billed and not paid, over all cases. */
#include "core/app/case_app.h"
#include "core/app/fee_app.h"
#include "core/base/str.h"
#include "tui/screen/filter.h"
#include "tui/screen/pages.h"
#include "tui/screen/payment.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { COLUMNS = 7, HEAD_ROWS = 3, PAGE = 200 };

struct unpaid_screen {
    struct screen screen;
    struct scheme_filter scheme;
    struct fee_list fees;
    struct pages pages;
    const char **text;
    const char *sums;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    struct rect at_head, at_list;
    int64_t asking; /* case of the open dialog */
};

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct unpaid_screen *u = user;
    if (u->fees.row[row].overdue && column >= COLUMNS - 2)
        *style_r = STYLE_ERROR;
    return u->text[row * COLUMNS + (size_t)column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    *style_r = STYLE_ERROR;
    return ((const struct unpaid_screen *)user)->fees.row[row].overdue ? "!!" : "";
}

static struct yen open_of(const struct fee_row *row)
{
    return (struct yen){row->f.gross.v - row->paid.v};
}

static void make_texts(struct unpaid_screen *u)
{
    struct screen *s = &u->screen;
    struct arena *a = &s->arena;
    char yen[MONEY_TEXT_BYTES], iso[DATE_TEXT_BYTES];
    struct yen sum = {0};
    size_t overdue = 0;
    u->text = ARENA_ARRAY(a, const char *, u->fees.n * COLUMNS);
    for (size_t i = 0; i < u->fees.n; i++) {
        const struct fee_row *row = &u->fees.row[i];
        const char **text = &u->text[i * COLUMNS];
        text[0] = *row->case_number ? row->case_number : arena_printf(a, "#%lld", (long long)row->f.case_id);
        text[1] = row->label;
        text[2] = row->party_name;
        text[3] = row->f.invoice;
        text[4] = arena_strdup(a, money_text(open_of(row), yen));
        text[5] = arena_strdup(a, date_iso(row->f.due_on, iso));
        text[6] = date_is_none(row->f.due_on) ? row->state_label : screen_days_left(s, row->f.due_on.days - ui_today(s->ui).days);
        sum.v += open_of(row).v;
        overdue += row->overdue;
    }
    size_t before = (size_t)u->pages.n * PAGE;
    const char *range = before || u->fees.next ? arena_printf(a, "%zu-%zu", before + 1, before + u->fees.n) : arena_printf(a, "%zu", u->fees.n);
    u->sums = message_of(a, s->ui->o.language, u->fees.next || before ? "unpaid.sums-more" : "unpaid.sums", range,
                         arena_strdup(a, money_text(sum, yen)), arena_printf(a, "%zu", overdue), NULL);
}

static int unpaid_reload(struct screen *s, struct err *e)
{
    struct unpaid_screen *u = (struct unpaid_screen *)s;
    const struct ui *ui = s->ui;
    u->column[0] = (struct column){.heading = ui_word(ui, "cases.number"), .cols = 13};
    u->column[1] = (struct column){.heading = ui_word(ui, "fees.what"), .cols = 14};
    u->column[2] = (struct column){.heading = ui_word(ui, "cases.party")};
    u->column[3] = (struct column){.heading = ui_word(ui, "fees.invoice"), .cols = 14, .from_cols = 96};
    u->column[4] = (struct column){.heading = ui_word(ui, "fees.open"), .cols = 11, .right = true};
    u->column[5] = (struct column){.heading = ui_word(ui, "fees.due"), .cols = 10};
    u->column[6] = (struct column){.heading = ui_word(ui, "due.when"), .cols = ui->o.language == LANGUAGE_EN ? 12 : 9, .right = true};
    u->table = (struct table){.column = u->column, .columns = COLUMNS, .mark_cols = 2, .headings = true, .cell = cell, .mark = mark, .user = u};
    int rc = fee_list_open(ui_app(ui), u->scheme.id, pages_after(&u->pages), PAGE, &s->arena, &u->fees, e);
    if (rc)
        u->fees = (struct fee_list){0};
    make_texts(u);
    return rc;
}

static void unpaid_layout(struct screen *s, struct rect body)
{
    struct unpaid_screen *u = (struct unpaid_screen *)s;
    u->at_head = rect_top(&body, HEAD_ROWS);
    u->at_list = body;
    list_fit(&u->list, u->fees.n, table_height(&u->table, body));
}

static void unpaid_draw(const struct screen *s, struct surface *to)
{
    const struct unpaid_screen *u = (const struct unpaid_screen *)s;
    int x = surface_text(to, u->at_head, 1, 1, STYLE_STRONG, u->sums) + 3;
    surface_text(to, u->at_head, x, 1, STYLE_NORMAL, scheme_filter_label(&u->scheme, s->ui));
    table_draw(&u->table, &u->list, to, u->at_list, true, ui_word(s->ui, "unpaid.none"));
}

static unsigned unpaid_key(struct screen *s, const struct key *k, struct err *e)
{
    struct unpaid_screen *u = (struct unpaid_screen *)s;
    (void)e;
    return pages_key(&u->pages, &u->list, &s->ui->keymap, k, u->fees.next, PAGE);
}

static unsigned unpaid_command(struct screen *s, enum command c, struct err *e)
{
    struct unpaid_screen *u = (struct unpaid_screen *)s;
    const struct fee_row *row = u->list.at < u->fees.n ? &u->fees.row[u->list.at] : NULL;
    if (c == CMD_PROMPT)
        return scheme_filter_ask(s->ui, e);
    if (c != CMD_UNPAID_OPEN && c != CMD_UNPAID_PAYMENT)
        return UI_IGNORED;
    if (!row)
        return ui_say(s->ui, STYLE_INFO, "unpaid.none", NULL);
    u->asking = row->f.case_id;
    const struct case_arg arg = {.case_id = row->f.case_id};
    return c == CMD_UNPAID_OPEN ? screen_push(s->ui, "fees", &arg, sizeof arg)
                                : payment_ask(s->ui, row->case_number, open_of(row), row->party_name);
}

static unsigned unpaid_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct unpaid_screen *u = (struct unpaid_screen *)s;
    if (scheme_filter_answered(&u->scheme, d))
        return pages_first(&u->pages, &u->list);
    return payment_answered(s->ui, d, u->asking, e);
}

static unsigned unpaid_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *unpaid_hint(const struct screen *s)
{
    return ui_word(s->ui, "unpaid.hint");
}

const struct screen_ops unpaid_screen = {
    .name = "unpaid",
    .title = "unpaid.title",
    .where = WHERE_UNPAID,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct unpaid_screen),
    .reload = unpaid_reload,
    .layout = unpaid_layout,
    .draw = unpaid_draw,
    .command = unpaid_command,
    .key = unpaid_key,
    .changed = unpaid_changed,
    .answered = unpaid_answered,
    .hint = unpaid_hint,
};
