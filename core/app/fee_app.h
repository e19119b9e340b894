/* Fees 料金 and payments 入金: what a case was billed, what came, what is still open, and why it is that much. Billing, waiving
 * and refunding are effects of actions; here is what people do by hand. */
#ifndef SHINSA_APP_FEE_APP_H
#define SHINSA_APP_FEE_APP_H

#include "core/app/app.h"
#include "core/model/fee.h"

struct fee_row {
    struct fee f;
    const char *label, *case_number, *party_name, *state_label;
    struct yen paid; /* of what came for its case, after the fees billed before it; at most its gross */
    bool overdue;
};
struct fee_sheet {
    struct fee_row *fee;
    size_t n_fees;
    struct payment *payment;
    size_t n_payments;
    struct yen billed, paid, open; /* without what was waived or voided; open < 0: paid too much */
};
/* E_NOTFOUND "case.unknown", E_DENIED "app.not-yours". */
int fee_sheet(struct app *app, int64_t case_id, struct arena *a, struct fee_sheet *sheet_r, struct err *e) WARN_UNUSED;
enum { FEE_LIST_MAX = 1000 };
struct fee_list {
    struct fee_row *row;
    size_t n;
    int64_t next; /* `after` of the next page; 0: that was all */
};
/* Billed and not paid, the earliest due first, those that the actor sees. scheme "" or NULL: all. after: next of the page
 * before, 0 for the first. limit 1 to FEE_LIST_MAX. */
int fee_list_open(struct app *app, const char *scheme, int64_t after, size_t limit, struct arena *a, struct fee_list *list_r,
                  struct err *e) WARN_UNUSED;
/* Money that came; negative: that was paid back, at most what came. It pays the oldest fee first; also before anything is
 * billed and after the case is closed. E_INPUT "fee.amount" "fee.day" (none, or to come) "fee.text", E_LIMIT
 * "fee.too-many", E_DENIED "app.role", and as of fee_sheet. */
int fee_add_payment(struct app *app, int64_t case_id, struct date on, struct yen amount, const char *payer, const char *method,
                    struct err *e) WARN_UNUSED;
/* Rule and article, what it read, row of the price table, count, tax and rounding, due day, and whether it would be the
 * same now: lines of label and text. E_NOTFOUND "fee.unknown", and as of fee_sheet. */
struct why_line;
int fee_why(struct app *app, int64_t fee_id, struct arena *a, struct why_line **line_r, size_t *n_r, struct err *e) WARN_UNUSED;

#endif
