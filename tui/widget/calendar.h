/* A month as a grid, Monday first: day, a word for a closed day (休), a '!' for overdue, a count of entries; the day with the
 * cursor highlighted. Six columns a day. */
#ifndef SHINSA_TUI_CALENDAR_H
#define SHINSA_TUI_CALENDAR_H

#include "core/base/date.h"
#include "tui/keymap.h"
#include "tui/layout.h"
#include "tui/message.h"

struct calendar_day {
    int count;        /* entries; 0 shows nothing */
    bool overdue;     /* '!' */
    const char *mark; /* one glyph for a closed day (休), NULL for none; weekends only change style */
    bool closed;
};
typedef struct calendar_day calendar_day_fn(const void *user, struct date d);

struct calendar_view {
    struct date at;    /* the day with the cursor */
    struct date today;
    calendar_day_fn *day;
    const void *user;
    enum language language;
};

enum { CALENDAR_COLS = 42, CALENDAR_ROWS = 8 }; /* title, weekdays, six weeks */

/* True if the key moved the cursor (the screen reloads when the month changed). */
bool calendar_key(struct calendar_view *c, const struct keymap *m, const struct key *k);
void calendar_draw(const struct calendar_view *c, struct surface *to, struct rect at, bool focused);

#endif
