#include "tui/screen/payment.h"

#include "core/app/fee_app.h"
#include "core/base/str.h"
#include "tui/loop.h"
#include "tui/screen/asks.h"

enum { ASK_PAYMENT = 7001, AMOUNT_ROW = 1, PAYER_ROW = 2, METHOD_ROW = 3 };

unsigned payment_ask(struct ui *ui, const char *subject, struct yen open, const char *payer)
{
    char iso[DATE_TEXT_BYTES];
    const char *amount = open.v > 0 ? arena_printf(&ui->action, "%lld", (long long)open.v) : "";
    const struct ask ask[] = {
        {.fact = "on", .label = ui_word(ui, "fees.paid-on"), .type = "date", .suggestion = date_iso(ui_today(ui), iso), .required = true},
        {.fact = "amount", .label = ui_word(ui, "fees.amount"), .type = "yen", .suggestion = amount, .required = true},
        {.fact = "payer", .label = ui_word(ui, "fees.payer"), .type = "text", .suggestion = payer},
        {.fact = "method", .label = ui_word(ui, "fees.method"), .type = "text", .suggestion = ui_word(ui, "fees.transfer")},
    };
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_text(ui, "fees.ask", subject, NULL), .text = ui_word(ui, "fees.ask-text"), .tag = ASK_PAYMENT});
    asks_add(d, ask, COUNT_OF(ask));
    d->form.row[PAYER_ROW].guess = d->form.row[METHOD_ROW].guess = true; /* the bank writes names its own way */
    return dialog_show(d);
}

unsigned payment_answered(struct ui *ui, struct dialog *d, int64_t case_id, struct err *e)
{
    struct answer *answer;
    struct yen amount;
    struct err wrong = {0};
    char text[MONEY_TEXT_BYTES];
    size_t n;
    if (d->tag != ASK_PAYMENT || d->result == DIALOG_CANCELLED)
        return 0;
    if (!asks_take(d, &ui->action, &answer, &n))
        return UI_IGNORED;
    if (money_parse(asks_text(answer, n, "amount"), &amount, &wrong)) {
        form_row_set_error(&d->form.row[AMOUNT_ROW], message_of_err(&ui->action, ui->o.language, &wrong));
        form_view_go(&d->form, AMOUNT_ROW, &ui->action);
        d->on_answers = false;
        return UI_IGNORED;
    }
    if (fee_add_payment(ui_app(ui), case_id, asks_day(ui, answer, n, "on"), amount, asks_text(answer, n, "payer"), asks_text(answer, n, "method"), e))
        return UI_IGNORED;
    ui_say(ui, STYLE_OK, "fees.taken", money_text(amount, text), NULL);
    return UI_RELOAD;
}
