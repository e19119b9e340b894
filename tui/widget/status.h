/* The two lines that frame every screen: title line and message line. */
#ifndef SHINSA_TUI_STATUS_H
#define SHINSA_TUI_STATUS_H

#include "core/base/date.h"
#include "tui/layout.h"

struct status_title {
    const char *title, *subject; /* 案件, N-2026-0035 */
    struct date today;
    enum language language;
    const char *who;
};

void status_draw_title(const struct status_title *t, struct surface *to, struct rect at);
void status_draw_message(const char *text, enum style style, struct surface *to, struct rect at);

#endif
