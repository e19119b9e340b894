/* The question about a payment that came, asked by the fees of a case and by the list of what is owed. */
#ifndef SHINSA_TUI_PAYMENT_H
#define SHINSA_TUI_PAYMENT_H

#include "core/base/money.h"
#include "tui/widget/dialog.h"

/* Wish: asks for day, amount (at first what is open), payer and method. */
unsigned payment_ask(struct ui *ui, const char *subject, struct yen open, const char *payer);
/* In `answered`: records it. Wishes; UI_IGNORED: the dialog stays and says why. */
unsigned payment_answered(struct ui *ui, struct dialog *d, int64_t case_id, struct err *e);

#endif
