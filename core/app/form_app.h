/* Forms 様式: what is keyed in, with revisions, drafts and the old text beside the new. Errors: those of app.h, and
 * what a function says. */
#ifndef SHINSA_APP_FORM_APP_H
#define SHINSA_APP_FORM_APP_H

#include "core/app/app.h"

/* One input place of a form as it stands. Matrix forms have one per row and field. */
struct form_place {
    const char *path;        /* "operator_name", "b01.content", "b70@大阪DC.disclosure", "agents[0].name" */
    const char *section;     /* heading above it, "" if as before */
    const char *no;          /* printed number, "" if none */
    const char *label, *help;
    const char *type;        /* as in the scheme language */
    const char *const *choices, *const *choice_labels; /* labels NULL: the choices themselves */
    size_t n_choices;
    bool multi;
    bool required, relevant, computed, personal;
    int width;               /* columns of the input place */
    int lines;               /* 1, or more for multiline */
    int max_chars;           /* hard maximum */
    int warn_chars;          /* 0: none */
    const char *value;       /* as stored; several choices are separated by line feeds */
    const char *was;         /* text of the case it is compared with, NULL if not compared */
    bool changed;            /* value differs from was */
    const char *echo;        /* how it was understood ("令和元年5月1日 (2019-05-01) 水"), "" if nothing to say */
    const char *error;       /* what is wrong, "" if nothing */
    const char *error_id;    /* guard or error id */
};

struct form_inside;

struct form_sheet {
    int64_t case_id;
    const char *form, *label;
    int64_t revision;        /* 0: not saved yet */
    const char *saved_by;    /* login; "" if not saved yet */
    instant_us saved_at;
    struct form_place *field; /* in the order of the paper; of a list without rows an empty one, if it may be filled in */
    size_t n;
    size_t n_required_open, n_filled, n_optional, n_optional_filled, n_errors;
    const char *const *list; /* paths of list fields to which rows may be added: list[n].column is a new row's place */
    size_t n_lists;
    bool editable;           /* state and role allow it */
    const char *mark;        /* what stands at a text that changed (〔朱〕), as `diffs` of the scheme says; "" */
    struct form_inside *inside_; /* what form_read_field and form_candidates read; in the same arena */
};

/* The form as it stands, complete for drawing. E_NOTFOUND "form.unknown", E_LIMIT "form.too-large". */
int form_sheet(struct app *app, int64_t case_id, const char *form, struct arena *a, struct form_sheet *sheet_r, struct err *e) WARN_UNUSED;

struct form_value {
    const char *path;
    const char *value; /* "" clears */
};

/* The sheet as it would stand with values that are typed but not saved laid over it: values as understood, relevance,
 * requirements, computed values, echoes and errors, rows of lists. "agents[1]" without a column makes an empty row; rows whose
 * columns are all empty are not saved. Touches no store; borrows from `sheet`, which must outlive it. Unknown paths are passed
 * over. E_LIMIT "form.too-large". */
int form_preview(struct app *app, const struct form_sheet *sheet, const struct form_value *values, size_t n, struct arena *a,
                 struct form_sheet *sheet_r, struct err *e) WARN_UNUSED;

/* What a typed text becomes: normalised value, echo, error. Never fails on what is typed; touches no store. `values` are
 * the other values of the form as they stand on the screen. */
struct field_reading {
    const char *value, *echo, *error, *error_id;
};
int form_read_field(struct app *app, const struct form_sheet *sheet, const struct form_value *values, size_t n, const char *path,
                    const char *typed, struct arena *a, struct field_reading *reading_r, struct err *e) WARN_UNUSED;

/* Candidates for F4: choices, postal codes, parties by name, certificates. */
struct candidate {
    const char *value, *label;
};
/* E_INPUT "form.no-field". */
int form_candidates(struct app *app, const struct form_sheet *sheet, const char *path, const char *typed, struct arena *a,
                    struct candidate **candidate_r, size_t *n_r, struct err *e) WARN_UNUSED;

/* Saves as a new revision on top of base_revision; fields that are not named stay as they were. A row of a list whose places
 * are all cleared goes away; a first revision also keeps the suggestions of the scheme; nothing changed is nothing saved.
 * Errors in fields do not prevent saving (they prevent transitions). Forms over records have no revisions: their number
 * says whether a record changed since. E_CONFLICT "form.changed" if somebody saved since, E_INPUT "form.no-field" for an
 * unknown path, E_RULE "form.closed", E_DENIED "app.role". */
int form_save(struct app *app, int64_t case_id, const char *form, int64_t base_revision, const struct form_value *values, size_t n,
              struct arena *a, struct form_sheet *sheet_r, struct err *e) WARN_UNUSED;

/* Drafts: what is on the screen but not saved, and the revision it was typed over; per user and form, not
 * journalled. E_LIMIT "form.too-large". */
int form_draft_put(struct app *app, int64_t case_id, const char *form, int64_t base_revision, const struct form_value *values, size_t n,
                   struct err *e) WARN_UNUSED;
/* n_r 0 if there is none. */
int form_draft_get(struct app *app, int64_t case_id, const char *form, struct arena *a, struct form_value **values_r, size_t *n_r,
                   int64_t *base_revision_r, instant_us *saved_at_r, struct err *e) WARN_UNUSED;
int form_draft_drop(struct app *app, int64_t case_id, const char *form, struct err *e) WARN_UNUSED;

/* The form of this kind that was keyed before this one: of the newest other case of the same scheme and type that
 * has it. For Dup. sheet_r->revision is 0 if there is none. E_NOTFOUND "form.unknown". */
int form_previous(struct app *app, int64_t case_id, const char *form, struct arena *a, struct form_sheet *sheet_r, struct err *e) WARN_UNUSED;

#endif
