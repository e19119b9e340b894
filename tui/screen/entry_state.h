/* Inside of form entry: what entry.c, entry_rows.c, entry_read.c, entry_save.c and conflict.c share. Errors: those
 * of form_app.h, for the message line; a wish comes with them. */
#ifndef SHINSA_TUI_ENTRY_STATE_H
#define SHINSA_TUI_ENTRY_STATE_H

#include "core/app/form_app.h"
#include "tui/screen/screens.h"
#include "tui/widget/dialog.h"
#include "tui/widget/form.h"

/* A field that somebody else saved since, and was typed here too. */
struct conflict_field {
    const char *path, *label;
    const char *mine, *theirs;
    int chosen; /* 0 not yet, 1 mine, 2 theirs */
};

struct entry_screen {
    struct screen screen;
    int64_t case_id;
    char form_id[64], place[96];
    char subject[96]; /* number of the case */
    bool fresh; /* the case was opened just now: leaving goes on to it */

    /* As it is saved: what "changed" is measured against, and what a save builds on. */
    struct arena saved_memory;
    struct form_sheet saved;
    bool old_draft; /* typed over an earlier revision than `saved`: what it was then is not known */
    int64_t base_revision;

    /* What the rows of the form are made of; they borrow from it. */
    struct arena view_memory;
    struct form_sheet view;
    struct form_view form;
    bool loaded;

    bool unread; /* the row with the focus changed since it was read */
    bool undrafted; /* something changed since the draft was kept */
    bool draft_is_kept;
    char kept_at[16]; /* 10:41:07, of the draft */
    char head[256]; /* 申請書A  第2版  項目 18/31  必須の残り 4 */

    struct arena previous_memory;
    struct form_sheet previous;
    bool previous_asked;

    struct arena conflict_memory;
    struct form_sheet theirs;
    struct conflict_field *conflict;
    size_t n_conflicts;
    char picking[128]; /* the field whose candidates are shown */
    int *listed; /* rows of the form behind the list that is shown: errors, or all; in listed_memory */
    size_t n_listed;
    struct arena listed_memory;
    struct rect at_head, at_form;
};

enum entry_dialog { ENTRY_PICK = 1, ENTRY_LISTED, ENTRY_HELP, ENTRY_CONFLICT, ENTRY_DROP };

/* entry_rows.c: the sheet as rows, and the rows as values. */
void entry_build(struct entry_screen *en);
/* Takes relevance, requirements, computed values, echoes and errors of a newer sheet of the same shape. */
void entry_refresh(struct entry_screen *en, const struct form_sheet *now);
bool entry_same_shape(const struct form_sheet *a, const struct form_sheet *b);
const char *entry_row_text(const struct form_row *r, struct arena *a); /* as it is stored: several choices on lines */
void entry_set_row(struct form_row *r, const char *stored);
const struct form_place *entry_place(const struct form_sheet *sheet, const char *path, size_t near);
/* Values on the screen; only those that differ from what is saved, or all. */
struct form_value *entry_values(const struct entry_screen *en, bool all, struct arena *a, size_t *n_r);
bool entry_changed(const struct entry_screen *en);

/* entry_read.c: what typed texts mean. */
int entry_echo(struct entry_screen *en, struct err *e); /* of the row with the focus */
/* The whole sheet over what is typed: what is asked, required, computed. left: a row to be normalised, or -1; add_row: path
 * of a new row of a list, or NULL. */
int entry_preview(struct entry_screen *en, int left, const char *add_row, struct err *e);
unsigned entry_left(struct entry_screen *en, struct form_event ev, struct err *e);
unsigned entry_dup(struct entry_screen *en, struct err *e);
unsigned entry_pick(struct entry_screen *en, struct err *e);
unsigned entry_picked(struct entry_screen *en, const char *value, struct err *e);
unsigned entry_help(struct entry_screen *en);
unsigned entry_errors(struct entry_screen *en, struct err *e);
/* What differs from the case this form is compared with, old and new in one. */
unsigned entry_changes(struct entry_screen *en, struct err *e);
unsigned entry_fields(struct entry_screen *en); /* all, to go to one by its number or name */

/* entry_save.c: drafts, saving, and what happened meanwhile. */
int entry_load(struct entry_screen *en, struct err *e);
int entry_keep_draft(struct entry_screen *en, struct err *e);
unsigned entry_save(struct entry_screen *en, struct err *e);
unsigned entry_drop_draft(struct entry_screen *en, struct err *e);
unsigned entry_resolved(struct entry_screen *en, struct err *e);
unsigned entry_saved_elsewhere(struct entry_screen *en, struct err *e);
void entry_make_head(struct entry_screen *en);

/* conflict.c: both values of each field; answers as a dialog. The fields are borrowed while it is open. */
unsigned conflict_show(struct ui *ui, const char *saved_by, struct conflict_field *field, size_t n, int64_t tag);
extern const struct screen_ops conflict_screen;

#endif
