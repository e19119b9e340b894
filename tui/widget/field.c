#include "tui/widget/field.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/base/width.h"
#include "tui/term/encode.h"
#include "tui/widget/field_fold.h"
#include "tui/widget/steps.h"

enum edit { EDIT_NONE, EDIT_TYPE, EDIT_ERASE, EDIT_OTHER };

void field_init(struct field *f, const struct field_spec *spec, const struct glyphs *glyphs)
{
    *f = (struct field){.spec = *spec, .glyphs = glyphs, .text = BUF(FIELD_BYTES_MAX)};
    if (f->spec.cols < 1)
        f->spec.cols = 1;
}

static void undo_forget(struct field *f)
{
    for (int i = 0; i < FIELD_UNDO_MAX; i++) {
        free(f->undo[i].text);
        f->undo[i] = (struct field_undo){0};
    }
    f->undo_at = f->undo_n = 0;
    f->undo_bytes = 0;
    f->last_edit_ = EDIT_NONE;
}

void field_done(struct field *f)
{
    undo_forget(f);
    buf_done(&f->text);
}

const char *field_text(const struct field *f)
{
    return buf_str(&f->text);
}

bool field_empty(const struct field *f)
{
    return f->text.n == 0;
}

/* The border at or behind `at`: an edit may have joined clusters around the caret. */
static size_t align(const struct field *f, size_t at)
{
    return at == 0 || at >= f->text.n ? at > f->text.n ? f->text.n : at : steps_after(field_text(f), at - 1);
}

static void splice(struct field *f, size_t from, size_t to, const char *text, size_t n)
{
    AUTO(buf) struct buf tail = BUF(FIELD_BYTES_MAX);
    buf_add(&tail, field_text(f) + to, f->text.n - to);
    if (f->text.p) {
        f->text.n = from;
        f->text.p[from] = '\0';
    }
    buf_add(&f->text, text, n);
    buf_add(&f->text, buf_str(&tail), tail.n);
}

static void undo_drop_oldest(struct field *f)
{
    int oldest = (f->undo_at - f->undo_n + FIELD_UNDO_MAX) % FIELD_UNDO_MAX;
    struct field_undo *u = &f->undo[oldest];
    f->undo_bytes -= strlen(u->text);
    free(u->text);
    u->text = NULL;
    f->undo_n--;
}

/* Keeps the value before an edit; a run of edits of one kind is one step. */
static void undo_keep(struct field *f, enum edit edit, const char *text, size_t caret)
{
    if (edit == (enum edit)f->last_edit_ && edit != EDIT_OTHER)
        return;
    f->last_edit_ = (int)edit;
    size_t n = strlen(text);
    while (f->undo_n == FIELD_UNDO_MAX || (f->undo_n && f->undo_bytes + n > FIELD_UNDO_BYTES_MAX))
        undo_drop_oldest(f);
    f->undo[f->undo_at] = (struct field_undo){xstrdup(text), caret};
    f->undo_bytes += n;
    f->undo_at = (f->undo_at + 1) % FIELD_UNDO_MAX;
    f->undo_n++;
}

static bool undo(struct field *f)
{
    if (!f->undo_n)
        return false;
    f->undo_at = (f->undo_at - 1 + FIELD_UNDO_MAX) % FIELD_UNDO_MAX;
    struct field_undo *u = &f->undo[f->undo_at];
    f->undo_bytes -= strlen(u->text);
    f->undo_n--;
    splice(f, 0, f->text.n, u->text, strlen(u->text));
    f->caret = u->caret;
    free(u->text);
    u->text = NULL;
    f->last_edit_ = EDIT_NONE;
    return true;
}

static void show_caret(struct field *f)
{
    int x, y;
    field_caret_cell(f, &x, &y);
    int at = f->spec.lines > 1 ? y : x;
    int room = f->spec.lines > 1 ? f->spec.lines : f->spec.cols;
    /* A line jumps by a quarter, so that typing at its end does not repaint it for every character. */
    int jump = f->spec.lines > 1 ? 0 : room / 4;
    if (f->spec.lines <= 1 && field_text_cols(f) <= room)
        f->scroll = 0;
    else if (at < f->scroll)
        f->scroll = at - jump > 0 ? at - jump : 0;
    else if (at >= f->scroll + room)
        f->scroll = at - room + 1 + jump;
}

void field_fit(struct field *f, int cols, int lines)
{
    f->spec.cols = cols < 1 ? 1 : cols;
    f->spec.lines = lines;
    show_caret(f);
}

static bool within_limits(const struct field *f)
{
    const struct field_spec *spec = &f->spec;
    const char *text = field_text(f);
    if (f->text.full || (spec->max_chars && utf8_chars(text) > spec->max_chars))
        return false;
    if (spec->max_cells && width_of(text, 2) > spec->max_cells)
        return false;
    if (!spec->max_bytes)
        return true;
    AUTO(buf) struct buf encoded = BUF(FIELD_BYTES_MAX * 2);
    struct charset_loss loss;
    charset_encode(spec->target, text, &encoded, &loss);
    return !encoded.full && encoded.n <= spec->max_bytes;
}

/* What may enter: valid text without controls; a line feed only where there are lines. */
static void admit(const struct field *f, const char *text, size_t n, struct buf *out, bool *no_glyph_r)
{
    *no_glyph_r = false;
    while (n) {
        uint32_t cp;
        int bytes = utf8_decode(text, n, &cp);
        char one[8] = {0};
        size_t step = bytes > 0 ? (size_t)bytes : 1;
        if (bytes > 0)
            memcpy(one, text, step);
        text += step;
        n -= step;
        if (cp == '\t' || (cp == '\n' && f->spec.lines <= 1)) {
            if (n || cp == '\t') /* the line feed at the end of a copied line is no part of it */
                buf_add_char(out, ' ');
        } else if (bytes <= 0 || utf8_has_controls(one, true)) {
            continue;
        } else if (!f->spec.keep_unencodable && !encode_can(f->spec.target, one, step)) {
            *no_glyph_r = true;
        } else {
            buf_add(out, one, step);
        }
    }
}

/* The value becomes before[0, from) + text[n] + before[to, end); true if the limits allow that. */
static bool try_put(struct field *f, const struct buf *before, size_t from, size_t to, const char *text, size_t n)
{
    buf_clear(&f->text);
    buf_add(&f->text, buf_str(before), from);
    buf_add(&f->text, text, n);
    buf_add(&f->text, buf_str(before) + to, before->n - to);
    return within_limits(f);
}

/* Puts text[n] for [from, to), or as many of its clusters as the limits allow; returns the bytes put. */
static size_t put_within(struct field *f, const struct buf *before, size_t from, size_t to, const char *text, size_t n)
{
    if (try_put(f, before, from, to, text, n))
        return n;
    AUTO(arena) struct arena a = {0};
    LIST(size_t) border = {0};
    for (const char *p = text; p < text + n; p = utf8_next_grapheme(p))
        *LIST_ADD(&a, &border) = (size_t)(p - text);
    size_t good = 0, bad = border.n;
    while (good + 1 < bad) {
        size_t middle = (good + bad) / 2;
        if (try_put(f, before, from, to, text, border.at[middle]))
            good = middle;
        else
            bad = middle;
    }
    /* Nothing may go, not even what stood there: a value may be longer than its field from before. */
    size_t done = border.n ? border.at[good] : 0;
    try_put(f, before, from, done ? to : from, text, done);
    return done;
}

/* Letters and digits of any width: a name typed into a code by mistake is not taken for a code that is complete, else the
 * rest of it would run on into the next field. */
static bool is_code(const char *text)
{
    uint32_t cp;
    for (int n; *text; text += n) {
        n = utf8_decode(text, strlen(text), &cp);
        if (n <= 0)
            return false;
        uint32_t c = cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFEE0 : cp;
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (!letter && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return true;
}

static enum field_event put(struct field *f, size_t from, size_t to, const char *text, size_t n, enum edit edit)
{
    AUTO(buf) struct buf clean = BUF(FIELD_BYTES_MAX);
    AUTO(buf) struct buf before = BUF(FIELD_BYTES_MAX);
    bool no_glyph;
    admit(f, text, n, &clean, &no_glyph);
    if (!clean.n && n)
        return no_glyph ? FIELD_NO_GLYPH : FIELD_MOVED;

    buf_add(&before, field_text(f), f->text.n);
    size_t done = put_within(f, &before, from, to, buf_str(&clean), clean.n);
    bool all = done == clean.n;
    if (done || (all && from != to)) {
        undo_keep(f, edit, buf_str(&before), f->caret);
        f->changed = true;
        f->caret = align(f, from + done);
        show_caret(f);
    }
    if (!all || clean.full)
        return FIELD_FULL_UP;
    if (no_glyph)
        return FIELD_NO_GLYPH;
    bool full = f->spec.fixed && f->spec.max_chars && f->caret == f->text.n && utf8_chars(field_text(f)) == f->spec.max_chars &&
                is_code(field_text(f));
    return full ? FIELD_DONE : FIELD_CHANGED;
}

void field_set(struct field *f, const char *text)
{
    undo_forget(f);
    splice(f, 0, f->text.n, "", 0);
    buf_add(&f->text, text, utf8_valid_prefix(text, strlen(text) < FIELD_BYTES_MAX ? strlen(text) : FIELD_BYTES_MAX));
    f->caret = f->text.n;
    f->scroll = 0;
    f->changed = false;
    show_caret(f);
}

enum field_event field_insert(struct field *f, const char *text, size_t n)
{
    return put(f, f->caret, f->caret, text, n, EDIT_TYPE);
}

enum field_event field_replace(struct field *f, const char *text)
{
    return put(f, 0, f->text.n, text, strlen(text), EDIT_OTHER);
}

static enum field_event erase(struct field *f, size_t from, size_t to, enum edit edit)
{
    if (from >= to)
        return FIELD_MOVED;
    undo_keep(f, edit, field_text(f), f->caret);
    splice(f, from, to, "", 0);
    f->caret = align(f, from);
    f->changed = true;
    show_caret(f);
    return FIELD_CHANGED;
}

static enum field_event go(struct field *f, size_t to)
{
    f->caret = to;
    f->last_edit_ = EDIT_NONE;
    show_caret(f);
    return FIELD_MOVED;
}

enum field_event field_command(struct field *f, enum command c)
{
    size_t n = f->text.n;
    switch (c) {
    case CMD_FIELD_LEFT: return f->caret ? go(f, steps_before(field_text(f), f->caret)) : FIELD_AT_START;
    case CMD_FIELD_RIGHT: return f->caret < n ? go(f, steps_after(field_text(f), f->caret)) : FIELD_AT_END;
    case CMD_FIELD_HOME: return go(f, 0);
    case CMD_FIELD_END: return go(f, n);
    case CMD_FIELD_WORD_LEFT: return go(f, steps_word_before(field_text(f), f->caret));
    case CMD_FIELD_WORD_RIGHT: return go(f, steps_word_after(field_text(f), f->caret));
    case CMD_FIELD_BACKSPACE:
        return f->caret ? erase(f, steps_before(field_text(f), f->caret), f->caret, EDIT_ERASE) : FIELD_AT_START;
    case CMD_FIELD_DELETE:
        return f->caret < n ? erase(f, f->caret, steps_after(field_text(f), f->caret), EDIT_ERASE) : FIELD_AT_END;
    case CMD_FIELD_ERASE_END: return erase(f, f->caret, n, EDIT_OTHER);
    case CMD_FIELD_ERASE: return erase(f, 0, n, EDIT_OTHER);
    case CMD_FIELD_ERASE_WORD: return erase(f, steps_word_before(field_text(f), f->caret), f->caret, EDIT_OTHER);
    case CMD_FIELD_UNDO:
        if (!undo(f))
            return FIELD_IGNORED;
        f->changed = true;
        show_caret(f);
        return FIELD_CHANGED;
    default: return FIELD_IGNORED;
    }
}

/* Up and down among the rows of a field of many; false at its edge. */
static bool go_row(struct field *f, int step)
{
    int x, y, at_x, at_y;
    field_caret_cell(f, &x, &y);
    size_t caret = f->caret;
    while (step < 0 ? f->caret > 0 : f->caret < f->text.n) {
        f->caret = step < 0 ? steps_before(field_text(f), f->caret) : steps_after(field_text(f), f->caret);
        field_caret_cell(f, &at_x, &at_y);
        size_t next = step < 0 ? steps_before(field_text(f), f->caret) : steps_after(field_text(f), f->caret);
        if (at_y == y + step) {
            int next_x = -1, next_y = y;
            size_t here = f->caret;
            f->caret = next;
            if (next != here)
                field_caret_cell(f, &next_x, &next_y);
            f->caret = here;
            bool last = next_y != at_y;
            if (step < 0 ? at_x <= x || last : last || next_x > x) {
                go(f, here);
                return true;
            }
        }
    }
    f->caret = caret;
    return false;
}

enum field_event field_key(struct field *f, const struct keymap *m, const struct key *k)
{
    bool lines = f->spec.lines > 1;
    if (k->code == K_TEXT && !k->mods)
        return field_insert(f, k->text, strlen(k->text));
    if (k->code == K_PASTE) {
        f->last_edit_ = EDIT_NONE;
        enum field_event ev = field_insert(f, k->paste, k->paste_n);
        f->last_edit_ = EDIT_NONE;
        return ev;
    }
    if (lines && k->code == K_ENTER && !k->mods)
        return field_insert(f, "\n", 1);
    if (lines && !k->mods && (k->code == K_UP || k->code == K_DOWN))
        return go_row(f, k->code == K_UP ? -1 : 1) ? FIELD_MOVED : FIELD_IGNORED;
    return field_command(f, keymap_find(m, WHERE_FIELD, k));
}

bool field_leave(struct field *f, struct arena *a)
{
    f->last_edit_ = EDIT_NONE;
    const char *text = field_folded(f->spec.type, a, field_text(f));
    if (strcmp(text, field_text(f)) == 0)
        return false;
    undo_keep(f, EDIT_OTHER, field_text(f), f->caret);
    splice(f, 0, f->text.n, text, strlen(text));
    if (!within_limits(f)) {
        /* The folded form would not fit: what was typed stays, the screen's check says the rest. */
        undo(f);
        return false;
    }
    f->caret = f->text.n;
    show_caret(f);
    return true;
}
