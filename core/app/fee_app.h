/* Fees 料金 and payments 入金. */
#ifndef SHINSA_APP_FEE_APP_H
#define SHINSA_APP_FEE_APP_H

#include "core/app/app.h"
#include "core/model/fee.h"

struct fee_row {
    struct fee f;
    const char *label, *case_number, *party_name, *state_label;
    struct yen paid;          /* of its case, up to its gross */
    bool overdue;
};
struct fee_sheet {
    struct fee_row *fee;
    size_t n_fees;
    struct payment *payment;
    size_t n_payments;
    struct yen billed, paid, open; /* open < 0: paid too much */
};
int fee_sheet(struct app *app, int64_t case_id, struct arena *a, struct fee_sheet *sheet_r, struct err *e) WARN_UNUSED;
int fee_list_open(struct app *app, const char *scheme, size_t limit, struct arena *a, struct fee_row **row_r, size_t *n_r, struct err *e) WARN_UNUSED;
int fee_add_payment(struct app *app, int64_t case_id, struct date on, struct yen amount, const char *payer, const char *method,
                    struct err *e) WARN_UNUSED;
/* Row of the price table, date, tax, rounding: lines of label and text. */
struct why_line;
int fee_why(struct app *app, int64_t fee_id, struct arena *a, struct why_line **line_r, size_t *n_r, struct err *e) WARN_UNUSED;

#endif
