/* fee show, pay */
#include <inttypes.h>

#include "core/app/fee_app.h"
#include "tui/verb/verb_find.h"

int verb_fee_show(struct verb_call *call, struct err *e)
{
    struct fee_sheet sheet;
    int64_t id;
    char money[MONEY_TEXT_BYTES], day[DATE_TEXT_BYTES];
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = fee_sheet(call->app, id, call->arena, &sheet, e);
    for (size_t i = 0; !rc && i < sheet.n_fees; i++) {
        verb_cell(call, sheet.fee[i].label, 30);
        verb_cell(call, money_text(sheet.fee[i].f.gross, money), 14);
        verb_cell(call, sheet.fee[i].state_label, 10);
        verb_cell(call, date_iso(sheet.fee[i].f.due_on, day), 10);
        verb_end_row(call);
    }
    if (!rc)
        verb_print(call, "%s\n", money_text(sheet.open, money));
    return rc;
}

int verb_fee_pay(struct verb_call *call, struct err *e)
{
    const char *amount_text, *on_text = verb_option(call, "on"), *payer = verb_option(call, "payer"), *method = verb_option(call, "method");
    struct yen amount;
    struct date on;
    int64_t id;
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_need(call, "AMOUNT", &amount_text, e);
    if (!rc)
        rc = verb_date(call, on_text ? on_text : "+0", &on, e);
    if (!rc)
        rc = money_parse(amount_text, &amount, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : fee_add_payment(call->app, id, on, amount, payer ? payer : "", method ? method : "", e);
}
