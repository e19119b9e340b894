/* Inside of the screens of a case: what case.c, case_rows.c, case_act.c and units.c share. */
#ifndef SHINSA_TUI_CASE_STATE_H
#define SHINSA_TUI_CASE_STATE_H

#include "core/app/case_app.h"
#include "tui/screen/screens.h"
#include "tui/widget/dialog.h"
#include "tui/widget/list.h"

/* The list of the overview: what can be done, what cannot and why, what somebody still has to do. */
enum case_row_kind {
    CASE_ROW_HEADING,
    CASE_ROW_ACTION,
    CASE_ROW_REFUSED, /* an action that is impossible now, with its first reason */
    CASE_ROW_REASON, /* a further reason, or the rest of one: belongs to the row before */
    CASE_ROW_TASK,
    CASE_ROW_UNITS, /* one action, or what is impossible, of several units: done on their own screen */
    CASE_ROW_SPACE
};

struct case_line {
    enum case_row_kind kind;
    char letter; /* of an action that can be done */
    const char *label, *text; /* text: what it will do, or why not */
    const char *jump_label; /* "-> 7料金", the way to where it is mended; "" for nowhere */
    size_t index; /* of the action or task */
    bool mandatory;
};

struct case_screen {
    struct screen screen;
    int64_t case_id;
    const char *unit; /* only what is about this unit; NULL: everything, with that of several units put together */
    struct case_view view;
    struct list list;
    struct case_line *line; /* in the screen's arena */
    size_t n;
    int64_t seen;     /* how far it was seen before it was opened here, or first was; 0: never */
    const char *news; /* what others did since, or "" */
    const char *title; /* number, or #12 */
    const char *number, *scheme, *edition, *received, *state, *assignee, *elapsed;
    const char **due_text;  /* day, label, days left, note: four a deadline */
    const char **form_text, **checklist_text; /* how far each is */
    struct rect at_head, at_tabs, at_list, at_side;
    char acting[64]; /* the action the open dialog asks about */
    char at_action[64]; /* where the cursor was before a reload: an action that became possible is in another row */
    int64_t acting_version, task_id;
    size_t asked_action; /* whose reasons are shown */
};

enum { CASE_HEAD_ROWS = 6, CASE_LABEL_COLS = 20, CASE_SIDE_COLS = 44, CASE_DUE_TEXTS = 4 };
enum case_dialog {
    CASE_ASK_ACTION = 1,
    CASE_ASK_TASK,
    CASE_ASK_ASSIGN,
    CASE_ASK_FORM,
    CASE_ASK_CHECKLIST,
    CASE_ASK_REASON,
    CASE_ASK_BATCH
};

/* Fills c->line from the view, for rows of `cols` columns. */
void case_make_lines(struct case_screen *c, int cols);
/* After a reload: what was chosen may be in another row now. After a move: rests on a row that says something. */
void case_follow_action(struct case_screen *c);
void case_settle(struct case_screen *c, bool down);
/* Draws the rows; `current` is false where the cursor is elsewhere on the screen. */
void case_draw_lines(const struct case_screen *c, struct surface *to, struct rect at, bool current);
/* A key of the list; UI_IGNORED if it is none. */
unsigned case_list_key(struct case_screen *c, const struct key *k);
/* The letter of an action, or 0. */
char case_letter(const struct key *k);
/* What a refusal says to a person. */
const char *case_refusal_text(struct case_screen *c, const struct refusal *r, struct arena *a);
/* Can the cursor rest on it? */
bool case_line_chosen(const struct case_line *l);

/* Wishes: the dialog of an action, a jump, a task; the screen behind a digit. */
unsigned case_open_line(struct case_screen *c, const struct case_line *l);
unsigned case_open_reasons(struct case_screen *c); /* all of an impossible action */
unsigned case_open_letter(struct case_screen *c, char letter);
unsigned case_open_units(struct case_screen *c, const char *unit); /* unit: to begin at; "" for the first */
unsigned case_open_forms(struct case_screen *c);
unsigned case_open_checklists(struct case_screen *c);
unsigned case_open_part(struct case_screen *c, const char *screen, const char *part, const char *place);
unsigned case_ask_batch(struct case_screen *c);
unsigned case_ask_assignee(struct case_screen *c, struct err *e);
unsigned case_answered(struct screen *s, struct dialog *d, struct err *e);

#endif
