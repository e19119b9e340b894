/* fee show, pay */
#include <inttypes.h>

#include "core/app/fee_app.h"
#include "tui/verb/verb_find.h"

static void json_sheet(struct verb_call *call, const struct fee_sheet *sheet)
{
    struct json_writer w = verb_json(call);
    json_begin_object(&w);
    json_put_int(&w, "billed", sheet->billed.v);
    json_put_int(&w, "paid", sheet->paid.v);
    json_put_int(&w, "open", sheet->open.v);
    json_key(&w, "fees");
    json_begin_array(&w);
    for (size_t i = 0; i < sheet->n_fees; i++) {
        const struct fee_row *row = &sheet->fee[i];
        json_begin_object(&w);
        json_put_int(&w, "id", row->f.id);
        json_put_text(&w, "label", row->label);
        json_put_int(&w, "gross", row->f.gross.v);
        json_put_int(&w, "paid", row->paid.v);
        json_put_text(&w, "state", row->f.state);
        json_put_text(&w, "due_on", verb_day(call, row->f.due_on));
        json_end_object(&w);
    }
    json_end_array(&w);
    json_key(&w, "payments");
    json_begin_array(&w);
    for (size_t i = 0; i < sheet->n_payments; i++) {
        const struct payment *p = &sheet->payment[i];
        json_begin_object(&w);
        json_put_text(&w, "received_on", verb_day(call, p->received_on));
        json_put_int(&w, "amount", p->amount.v);
        json_put_text(&w, "payer", p->payer);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    verb_print(call, "\n");
}

int verb_fee_show(struct verb_call *call, struct err *e)
{
    struct fee_sheet sheet;
    int64_t id;
    char money[MONEY_TEXT_BYTES];
    int rc = verb_find_case(call, &id, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = fee_sheet(call->app, id, call->arena, &sheet, e);
    if (rc)
        return rc;
    if (call->json) {
        json_sheet(call, &sheet);
        return 0;
    }
    for (size_t i = 0; i < sheet.n_fees; i++) {
        verb_cell(call, sheet.fee[i].label, 30);
        verb_cell(call, money_text(sheet.fee[i].f.gross, money), 14);
        verb_cell(call, sheet.fee[i].state_label, 10);
        verb_cell(call, verb_day(call, sheet.fee[i].f.due_on), 10);
        verb_end_row(call);
    }
    verb_print(call, "%s\n", money_text(sheet.open, money));
    return 0;
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
