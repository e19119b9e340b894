/* Inside of the screen of deadlines: what deadlines.c and deadlines_rows.c share. Errors: those of deadline_app.h,
 * for the message line. */
#ifndef SHINSA_TUI_DEADLINES_STATE_H
#define SHINSA_TUI_DEADLINES_STATE_H

#include "core/app/deadline_app.h"
#include "tui/screen/detail.h"
#include "tui/screen/filter.h"
#include "tui/screen/pages.h"
#include "tui/screen/screens.h"
#include "tui/widget/calendar.h"
#include "tui/widget/table.h"

enum deadlines_mode { DEADLINES_DAY, DEADLINES_WEEK, DEADLINES_MONTH, DEADLINES_LIST };
enum { DEADLINES_COLUMNS = 6, DAYS_OF_MONTH = 31 };

struct deadlines_screen {
    struct screen screen;
    enum deadlines_mode mode;
    bool on_list;             /* of a month: the focus is in the list beside it */
    struct calendar_view calendar;
    struct date loaded;       /* day the rows are of; of a month they follow when the hand rests */
    struct calendar_day day[DAYS_OF_MONTH + 1]; /* of the month of calendar.at, by number */
    struct scheme_filter scheme;
    struct deadline_row *row;
    size_t n;
    int64_t next;             /* where the page behind this one begins, 0: this is the last */
    struct pages pages;
    const char **text;
    struct arena rows;        /* row and text */
    const char *subject, *head;
    struct list list;
    struct table table;
    struct column column[DEADLINES_COLUMNS];
    struct detail detail;
    struct rect at_head, at_calendar, at_list, at_detail;
};

/* Rows of the day, week or list that is shown, with their texts. */
int deadlines_load(struct deadlines_screen *d, struct err *e) WARN_UNUSED;
/* Counts and closed days of the month. */
int deadlines_load_month(struct deadlines_screen *d, struct err *e) WARN_UNUSED;
/* Why the chosen one is that day. */
int deadlines_explain(struct deadlines_screen *d, struct err *e) WARN_UNUSED;
const struct deadline_row *deadlines_at(const struct deadlines_screen *d); /* NULL: none chosen */

#endif
