/* Writing a question to the applicant: the dialog, and what comes of it; asked by the review and by the list of queries. */
#ifndef SHINSA_TUI_QUERY_WRITE_H
#define SHINSA_TUI_QUERY_WRITE_H

#include "core/app/review_app.h"
#include "tui/widget/dialog.h"

/* Wish: asks for kind, item, ground and question, with what stands in `like` at first (NULL: nothing). F4 lists the items of
 * the case's checklists and the grounds the scheme allows. */
unsigned query_write_ask(struct ui *ui, int64_t case_id, const struct query *like, struct err *e);
/* In `answered`: writes it. Wishes; 0 if d is another dialog or was cancelled, UI_IGNORED: it stays and says why. */
unsigned query_write_answered(struct ui *ui, struct dialog *d, int64_t case_id, struct err *e);

#endif
