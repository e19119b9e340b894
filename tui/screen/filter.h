/* Lists over all schemes, or of one that was chosen with F4. */
#ifndef SHINSA_TUI_FILTER_H
#define SHINSA_TUI_FILTER_H

#include "tui/widget/dialog.h"

struct scheme_filter {
    char id[48];     /* "": all */
    char label[128]; /* as the office calls it in short */
};

/* Wish: the schemes of this office to choose from. */
unsigned scheme_filter_ask(struct ui *ui, struct err *e);
/* id: "" for all. */
void scheme_filter_set(struct scheme_filter *f, const struct ui *ui, const char *id);
/* In `answered`: true if d was that question and something was chosen. */
bool scheme_filter_answered(struct scheme_filter *f, const struct dialog *d);
const char *scheme_filter_label(const struct scheme_filter *f, const struct ui *ui); /* すべての制度 */

#endif
