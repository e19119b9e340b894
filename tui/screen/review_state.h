/* Inside of the review screen: what review.c, review_rows.c and review_detail.c share. */
#ifndef SHINSA_TUI_REVIEW_STATE_H
#define SHINSA_TUI_REVIEW_STATE_H

#include "core/app/review_app.h"
#include "tui/screen/detail.h"
#include "tui/screen/screens.h"
#include "tui/widget/checklist.h"
#include "tui/widget/dialog.h"

struct review_screen {
    struct screen screen;
    int64_t case_id;
    char checklist[64], place[96];
    const char *title;
    struct arena data[2];      /* the view as it is now, and as it was: an answer brings a new one without a reload */
    int now;
    struct review_view view;   /* in data[now], as is all below */
    struct check_view list;
    bool settled;              /* the cursor was put on its first item */
    struct check_view_answer answer[CHECK_VIEW_ANSWERS_MAX];
    const char *result[CHECK_VIEW_ANSWERS_MAX]; /* what each answer records */
    const struct review_item **of; /* of each row; NULL: a heading */
    const char *progress, *outcome, *hint;
    struct detail detail;
    struct rect at_head, at_list, at_detail, at_outcome;
    size_t last; /* row just answered, from 1; 0 once the cursor was moved */
    size_t asking;             /* row the open dialog is about, and the result it will record */
    char asked_result[64];
};

/* Rows, answers and head line from the view; the cursor and the rows seen stay as they were. */
void review_make_rows(struct review_screen *r);
/* Details of the row with the cursor. */
void review_make_detail(struct review_screen *r);
/* The item with the cursor, or NULL: a heading, or nothing seen. */
const struct review_item *review_at(const struct review_screen *r);

/* As printed, or its id. */
const char *review_number(const struct review_item *it);

/* Longer texts for the pager: what the item asks, why the outcome, what failed. In the action's arena. */
const char *review_item_text(struct review_screen *r);
const char *review_outcome_text(struct review_screen *r);
const char *review_summary_text(struct review_screen *r);

#endif
