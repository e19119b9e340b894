/* Inside of the screen of papers: what papers.c and papers_act.c share. */
#ifndef SHINSA_TUI_PAPERS_STATE_H
#define SHINSA_TUI_PAPERS_STATE_H

#include "core/app/paper_app.h"
#include "tui/screen/detail.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum papers_row_kind { PAPERS_HEADING, PAPERS_NEED, PAPERS_RECEIVED, PAPERS_ISSUED };
enum { PAPERS_COLUMNS = 6 };

struct papers_row {
    enum papers_row_kind kind;
    const struct paper_need *need;
    const struct paper_row *paper;
    const char *text[PAPERS_COLUMNS];
};

struct papers_screen {
    struct screen screen;
    int64_t case_id;
    char place[96];  /* class one came for */
    const char *title, *sums;
    struct paper_sheet sheet;
    struct papers_row *row;
    size_t n;
    struct list list;
    struct table table;
    struct column column[PAPERS_COLUMNS];
    struct detail detail;
    struct rect at_head, at_list, at_detail;
    int64_t asking;  /* paper the open dialog is about; 0: a new one */
};

/* The row with the cursor, or NULL. */
const struct papers_row *papers_at(const struct papers_screen *p);
/* Wishes: dialogs to receive or correct (paper NULL: a new one of `need`, which may be NULL too), to move, to return all;
 * and the exact text of a paper. */
unsigned papers_ask_receive(struct papers_screen *p, const struct paper_need *need, const struct paper *paper);
unsigned papers_ask_move(struct papers_screen *p);
unsigned papers_ask_return(struct papers_screen *p);
unsigned papers_show_text(struct papers_screen *p, struct err *e);
unsigned papers_answered(struct screen *s, struct dialog *d, struct err *e);

#endif
