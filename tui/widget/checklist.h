/* A checklist: one key gives an item its result and moves to the next. The screen writes the result and reloads; the widget
 * shows the new answer at once, so that keys typed ahead land on the right items. */
#ifndef SHINSA_TUI_CHECKLIST_H
#define SHINSA_TUI_CHECKLIST_H

#include "tui/layout.h"
#include "tui/widget/table.h"

enum { CHECK_VIEW_ANSWERS_MAX = 12, CHECK_VIEW_ITEMS_MAX = 4000 };

struct check_view_answer {
    char key;           /* '1' */
    const char *label;  /* 適 */
    enum style style;   /* STYLE_ERROR for 不適 */
    bool open;          /* still to be decided: 未, 照会 */
};

struct check_view_item {
    const char *number; /* 6-2 */
    const char *name;
    const char *class;  /* 必須 */
    const char *note;   /* evidence or note at the right */
    int answer;         /* index into the answers, -1 none yet */
    bool locked;        /* answers are refused: carried over, recognised, not mine */
    bool section;       /* a heading: number and name only, cannot be answered */
};

struct check_view {
    const struct check_view_answer *answer; /* borrowed */
    int answers;
    struct check_view_item *item; /* borrowed, in the screen's arena; `answer` is changed by keys */
    size_t n;
    struct list list;
    bool only_open;      /* filter: 未のみ */
    size_t *seen;        /* rows of the list: indices of items; in the arena given to check_view_fit */
    const char *heading[5]; /* 項目 名称 区分 結果 疎明資料 */
};

enum check_view_event_kind { CHECK_VIEW_IGNORED, CHECK_VIEW_MOVED, CHECK_VIEW_ANSWERED, CHECK_VIEW_LOCKED };
struct check_view_event {
    enum check_view_event_kind kind;
    size_t item;   /* the item answered: the cursor is already on the next */
    int answer;    /* index into the answers */
    int before;    /* what it was */
};

/* After reload and in layout: rows seen under the filter; the cursor stays on its item. */
void check_view_fit(struct check_view *c, struct arena *a, struct rect at);
struct check_view_event check_view_key(struct check_view *c, const struct keymap *m, const struct key *k);
struct check_view_event check_view_command(struct check_view *c, enum command cmd);
/* The item with the cursor, or NULL when nothing is seen. */
struct check_view_item *check_view_at(const struct check_view *c);
void check_view_go(struct check_view *c, size_t item);
/* The cursor to the first item that waits for an answer, else to the first of all. */
void check_view_first_open(struct check_view *c);
/* Items answered with an answer that is not `open`; sections do not count. */
void check_view_draw(const struct check_view *c, struct surface *to, struct rect at);

#endif
