/* Inside of the list of cases: what cases.c, cases_bulk.c and cases_views.c share. */
#ifndef SHINSA_TUI_CASES_STATE_H
#define SHINSA_TUI_CASES_STATE_H

#include "core/app/case_app.h"
#include "tui/screen/filter.h"
#include "tui/screen/finder.h"
#include "tui/screen/pages.h"
#include "tui/screen/screens.h"
#include "tui/widget/dialog.h"
#include "tui/widget/table.h"

enum {
    CASES_COLUMNS = 7,
    CASES_PAGE = CASE_PAGE_MAX,
    CASES_PICKED_MAX = 100
};

/* What a dialog over the list asks about. */
enum cases_dialog {
    CASES_ASK_VIEW,
    CASES_ASK_VIEW_NAME,
    CASES_ASK_VIEW_DROP,
    CASES_ASK_BULK,
    CASES_ASK_BULK_ASSIGNEE,
    CASES_ASK_BULK_ANSWERS
};

struct cases_screen {
    struct screen screen;
    struct finder finder;
    struct scheme_filter scheme;
    bool closed_too, mine_only;
    enum case_sort sort;
    struct pages pages;
    const char *count, *picked_count;
    struct case_list rows;
    const char **text; /* cells, row by row */
    struct list list;
    struct table table;
    struct column column[CASES_COLUMNS];
    struct rect at_filter, at_list;
    int64_t picked[CASES_PICKED_MAX]; /* chosen for one action together */
    size_t n_picked;
    char bulk_action[64]; /* what is to be done with them */
};

/* 選ぶ: the row at the cursor, or no longer. */
unsigned cases_pick(struct cases_screen *c);
bool cases_is_picked(const struct cases_screen *c, int64_t case_id);
/* まとめて: one action for all that were picked, each where it allows it, with a result a case. */
unsigned cases_ask_bulk(struct cases_screen *c, struct err *e);
unsigned cases_bulk_answered(struct cases_screen *c, struct dialog *d, struct err *e);

/* 見方: a saved filter and order. */
unsigned cases_ask_views(struct cases_screen *c, struct err *e);
unsigned cases_views_answered(struct cases_screen *c, struct dialog *d, struct err *e);

#endif
