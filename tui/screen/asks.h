/* What an action asks, as rows of a dialog; and what was answered, read back from them. */
#ifndef SHINSA_TUI_ASKS_H
#define SHINSA_TUI_ASKS_H

#include "core/app/case_app.h"
#include "tui/widget/dialog.h"

enum { ASKS_TEXT_CHARS_MAX = 2000 };

/* One row an ask, with its suggestion; labels are copied into the dialog. Days are echoed in both eras when they are left;
 * of many choices F4 shows the list. Beside the types of the scheme language an ask may be of "lines": several of them. */
void asks_add(struct dialog *d, const struct ask *ask, size_t n);
/* The answers in the order of the rows, in `a`; "" for what was left empty. False if something required is missing or
 * a date cannot be read: the row says so, has the focus, and the dialog should stay. */
bool asks_take(struct dialog *d, struct arena *a, struct answer **answer_r, size_t *n_r);
/* The first answer to `fact` as a day: DATE_NONE if it is empty (or not asked). */
struct date asks_day(struct ui *ui, const struct answer *answer, size_t n, const char *fact);
/* The value of the answer to `fact`, "" if it is not asked. */
const char *asks_text(const struct answer *answer, size_t n, const char *fact);
/* Wish: the people of the office who may log in, to choose one of them by login or "-" for nobody. */
unsigned asks_person(struct ui *ui, const char *title, int64_t tag, struct err *e);

#endif
