/* A form: rows of label, required mark, field and echo; sections; choices; repeating groups. It keeps the values while they
 * are edited; the screen gives meaning: it is told when a row was left (to validate, echo, save), and sets echo and error.
 * The last line of its place shows the help or the error of the row with the focus.
 * A row is never a trap: Tab, Enter, arrows, Esc and every function key leave it whatever stands in it.
 *
 * Rows live on the heap of the form; ids, labels and choices are borrowed and must outlive it (arena of the screen that is
 * not reset while the form lives, or a scheme). */
#ifndef SHINSA_TUI_FORM_H
#define SHINSA_TUI_FORM_H

#include "tui/widget/field.h"

enum { FORM_ROWS_MAX = 2000, FORM_CHOICES_MAX = 64, FORM_ECHO_BYTES = 192 };

enum form_kind {
    FORM_FIELD,   /* a text field */
    FORM_CHOICE,  /* one of few: (1) あり  ( ) なし; space, arrows or the digit choose */
    FORM_CHOICES, /* any of few: [x] [ ] */
    FORM_SECTION, /* a heading; label only */
    FORM_NOTE,    /* a paragraph; label only */
    FORM_SHOW,    /* a value that cannot be edited: echo only */
    FORM_ADD      /* adds one more of its group: Enter gives FORM_ADDED */
};

struct form_option {
    const char *value, *label;
};

struct form_row {
    enum form_kind kind;
    const char *id;
    const char *label;
    const char *unit; /* behind the field: 円; NULL for none */
    const char *help; /* one line, shown while the row has the focus; NULL for none */
    bool required;
    bool hidden;      /* not relevant now: takes no place, is not counted */
    bool readonly;    /* shown, can be entered, not edited */
    int group;        /* repeating group, 0 for none, and which of its instances */
    int instance;

    struct field field;
    const struct form_option *choice;
    int choices;
    uint64_t chosen;  /* bit i: choice i */
    int choice_at;    /* the choice with the cursor */
    int choice_cols;  /* columns a choice takes, 0: as wide as it is */
    bool guess;       /* what stands there is only suggested: the first thing typed takes its place */
    bool touched;     /* edited since the focus came */
    int cols_;        /* columns of the field as its spec wants them */

    char echo[FORM_ECHO_BYTES]; /* what was understood: 令和元年5月1日 水 */
    enum style echo_style;
    char error[FORM_ECHO_BYTES]; /* what is wrong, "" if nothing: stands instead of the echo */
};

enum form_event_kind {
    FORM_IGNORED,
    FORM_MOVED,
    FORM_CHANGED, /* the value of `row` changed (not yet left) */
    FORM_LEFT,    /* `row` was left: validate it; the focus is already elsewhere */
    FORM_ADDED,   /* Enter on FORM_ADD `row` */
    FORM_REFUSED, /* `message` says why the key changed nothing */
    FORM_END      /* `row`, the last one, was left forward: the focus stayed */
};

struct form_event {
    enum form_event_kind kind;
    int row;
    bool changed;        /* FORM_LEFT, FORM_END: it was edited since the focus came */
    const char *message; /* id, for FORM_REFUSED */
};

struct form_view {
    struct form_row *row; /* heap */
    int n, room_;
    int at;               /* row with the focus, -1 if no row can have it */
    int top;              /* first line seen */
    int label_cols;       /* 0: computed from the labels at form_view_fit, up to label_cols_max (0: 24) */
    int label_cols_max;
    const struct glyphs *glyphs;
    struct rect place;    /* from form_view_fit */
};

void form_view_init(struct form_view *f, const struct glyphs *glyphs);
void form_view_done(struct form_view *f);
/* Adds a row at the end (or before `before`, -1: end); the pointer is valid until the next add. More than FORM_ROWS_MAX
 * asserts: screens refuse such schemes. */
struct form_row *form_view_add(struct form_view *f, enum form_kind kind, const char *id, const char *label, int before);
struct form_row *form_view_add_field(struct form_view *f, const char *id, const char *label, const struct field_spec *spec);
struct form_row *form_view_add_choice(struct form_view *f, enum form_kind kind, const char *id, const char *label,
                                 const struct form_option *choice, int n);
int form_view_find(const struct form_view *f, const char *id, int instance); /* -1 if there is none */

/* Value as text: the field's text; the chosen value; chosen values joined by ','. In arena. */
const char *form_row_value(const struct form_row *r, struct arena *a);
/* Unknown choices are ignored. */
void form_row_set_value(struct form_row *r, const char *value);
void form_row_set_echo(struct form_row *r, enum style style, const char *text);
void form_row_set_error(struct form_row *r, const char *text); /* "" clears */
bool form_row_empty(const struct form_row *r);

/* Place and label width; keeps the focused row in sight. Call in layout and after rows changed. */
void form_view_fit(struct form_view *f, struct rect at);
/* A key through WHERE_FIELD and WHERE_FORM of the map, or text. `a`: for folding on leave. */
struct form_event form_view_key(struct form_view *f, const struct keymap *m, const struct key *k, struct arena *a);
struct form_event form_view_command(struct form_view *f, enum command c, struct arena *a);
/* Moves the focus, as if keys had: FORM_LEFT for the row left. */
struct form_event form_view_go(struct form_view *f, int row, struct arena *a);

struct form_count {
    int filled, fields;      /* 項目 18/31 */
    int required_left;       /* 必須の残り 4 */
    int errors;
};
struct form_count form_view_count(const struct form_view *f);
/* Next row after the focus (wrapping) that is required and empty, or has an error; -1 if none. */
int form_view_next_incomplete(const struct form_view *f);

void form_view_draw(const struct form_view *f, struct surface *to, bool focused);

#endif
