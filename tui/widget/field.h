/* One editable text: a value of grapheme clusters with a caret, limits and undo. It never blocks: what does not fit is
 * refused with FIELD_FULL_UP and leaving always works. Clusters the seat cannot show are drawn as 〓 and keep their bytes
 * unless they themselves are deleted. Folding by type happens on leaving (field_leave), never while typing. */
#ifndef SHINSA_TUI_FIELD_H
#define SHINSA_TUI_FIELD_H

#include "core/base/buf.h"
#include "tui/keymap.h"
#include "tui/layout.h"
#include "tui/surface.h"

enum input_type {
    INPUT_TEXT,   /* as typed; spaces at both ends go */
    INPUT_KANA,   /* readings: hiragana and half-width katakana become full-width katakana */
    INPUT_FULL,   /* half-width becomes full-width */
    INPUT_HALF,   /* full-width ASCII becomes half-width */
    INPUT_CODE,   /* half-width, upper case, hyphens unified */
    INPUT_NUMBER, /* half-width digits, sign and point; separators go; shown right-aligned with separators */
    INPUT_DATE,   /* half-width; read by date_parse in the screen, which sets the echo */
    INPUT_SECRET  /* drawn as '*' */
};

enum { FIELD_BYTES_MAX = 32 * 1024, FIELD_UNDO_MAX = 64, FIELD_UNDO_BYTES_MAX = 128 * 1024 };

/* Limits; 0 means none (FIELD_BYTES_MAX always holds). */
struct field_spec {
    enum input_type type;
    int cols;             /* visible columns between the brackets; the rest scrolls */
    int lines;            /* rows; 0 and 1: one line. More: text wraps at cols, Enter is a line feed, Tab leaves */
    size_t max_chars;     /* code points */
    int max_cells;        /* columns with ambiguous = 2: what a paper form holds */
    enum charset target;  /* where the value will be written: what it lacks is refused */
    size_t max_bytes;     /* bytes in `target` */
    bool fixed;           /* full means done: FIELD_DONE as soon as max_chars stand there (auto-skip) */
    bool keep_unencodable; /* take characters the target lacks all the same */
};

/* What a key did. */
enum field_event {
    FIELD_IGNORED,  /* not for a field: try the key map */
    FIELD_MOVED,    /* only the caret */
    FIELD_CHANGED,
    FIELD_DONE,     /* changed, and full: go to the next field */
    FIELD_FULL_UP,  /* too long: of a paste what fits was taken, of a character nothing */
    FIELD_NO_GLYPH, /* refused: the target charset lacks it */
    FIELD_AT_START, /* Left or Backspace at the start, Right at the end: the screen may move on */
    FIELD_AT_END
};

struct field {
    struct field_spec spec;
    const struct glyphs *glyphs; /* of the seat, borrowed: they change when another terminal takes the seat over */
    struct buf text;
    size_t caret;         /* byte offset, always on a cluster border */
    int scroll;           /* first visible column (one line) or row (more); follows the caret */
    bool changed;         /* since field_set */
    struct field_undo {
        char *text;
        size_t caret;
    } undo[FIELD_UNDO_MAX]; /* ring */
    int undo_at, undo_n;
    size_t undo_bytes;
    int last_edit_; /* kind of the last edit: a run of typing is one step of undo */
};

void field_init(struct field *f, const struct field_spec *spec, const struct glyphs *glyphs);
void field_done(struct field *f);
/* New visible size (spec.cols, spec.lines), for a screen that became narrower. */
void field_fit(struct field *f, int cols, int lines);
/* New value (valid UTF-8; cut at the limits), caret at its end, not changed, nothing to undo. */
void field_set(struct field *f, const char *text);
/* Replaces the value as one undoable edit (Dup, a chosen candidate). FIELD_CHANGED or a refusal. */
enum field_event field_replace(struct field *f, const char *text);
const char *field_text(const struct field *f); /* "" when empty; borrowed until the next edit */
bool field_empty(const struct field *f);

/* Text at the caret (one character, a paste): line feeds become spaces in one line. */
enum field_event field_insert(struct field *f, const char *text, size_t n);
enum field_event field_command(struct field *f, enum command c);
/* A key through WHERE_FIELD of the map, or text. */
enum field_event field_key(struct field *f, const struct keymap *m, const struct key *k);
/* Folds the value by its type; true if that changed it. */
bool field_leave(struct field *f, struct arena *a);

/* Column (and row, if lines > 1) of the caret in the whole text, by the same glyphs that are drawn. */
void field_caret_cell(const struct field *f, int *x_r, int *y_r);
/* One line: text stands outside the visible part at this side (for '<' and '>' instead of brackets). Without the focus a
 * field shows its start. */
bool field_more_left(const struct field *f, bool focused);
bool field_more_right(const struct field *f, bool focused);
/* Columns of the whole value, of a field of one line. */
int field_text_cols(const struct field *f);
/* The value in at (spec.cols wide, spec.lines high; cut if at is smaller); if focused, the cursor is placed, behind a full
 * field on the bracket. Brackets and labels are the form's. */
void field_draw(const struct field *f, struct surface *to, struct rect at, bool focused, bool error);

#endif
