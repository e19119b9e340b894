#include "tui/widget/form.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/str.h"
#include "tui/widget/form_place.h"

void form_view_init(struct form_view *f, const struct glyphs *glyphs)
{
    *f = (struct form_view){.at = -1, .glyphs = glyphs};
}

void form_view_done(struct form_view *f)
{
    for (int i = 0; i < f->n; i++)
        field_done(&f->row[i].field);
    free(f->row);
    *f = (struct form_view){.at = -1};
}

static bool takes_focus(const struct form_row *r)
{
    return !r->hidden && (r->kind == FORM_FIELD || r->kind == FORM_CHOICE || r->kind == FORM_CHOICES || r->kind == FORM_ADD);
}

struct form_row *form_view_add(struct form_view *f, enum form_kind kind, const char *id, const char *label, int before)
{
    assert(f->n < FORM_ROWS_MAX);
    if (f->n == f->room_) {
        f->room_ = f->room_ ? f->room_ * 2 : 16;
        f->row = xrealloc(f->row, (size_t)f->room_ * sizeof *f->row);
    }
    int at = before < 0 || before > f->n ? f->n : before;
    memmove(&f->row[at + 1], &f->row[at], (size_t)(f->n - at) * sizeof *f->row);
    f->n++;
    struct form_row *r = &f->row[at];
    *r = (struct form_row){.kind = kind, .id = id, .label = label};
    field_init(&r->field, &(struct field_spec){.cols = 1}, f->glyphs);
    if (f->at >= at)
        f->at++;
    else if (f->at < 0 && takes_focus(r))
        f->at = at;
    return r;
}

struct form_row *form_view_add_field(struct form_view *f, const char *id, const char *label, const struct field_spec *spec)
{
    struct form_row *r = form_view_add(f, FORM_FIELD, id, label, -1);
    field_init(&r->field, spec, f->glyphs);
    r->cols_ = r->field.spec.cols;
    return r;
}

struct form_row *form_view_add_choice(struct form_view *f, enum form_kind kind, const char *id, const char *label,
                                      const struct form_option *choice, int n)
{
    assert(n <= FORM_CHOICES_MAX);
    struct form_row *r = form_view_add(f, kind, id, label, -1);
    r->choice = choice;
    r->choices = n;
    return r;
}

/* The nearest row from `from` on in the given direction that can have the focus, or -1. */
static int next_focus(const struct form_view *f, int from, int step)
{
    for (int i = from; i >= 0 && i < f->n; i += step)
        if (takes_focus(&f->row[i]))
            return i;
    return -1;
}

int form_view_find(const struct form_view *f, const char *id, int instance)
{
    for (int i = 0; i < f->n; i++)
        if (f->row[i].instance == instance && str_eq(f->row[i].id, id))
            return i;
    return -1;
}

const char *form_row_value(const struct form_row *r, struct arena *a)
{
    if (r->kind == FORM_FIELD)
        return arena_strdup(a, field_text(&r->field));
    AUTO(buf) struct buf out = BUF(FIELD_BYTES_MAX);
    for (int i = 0; i < r->choices; i++)
        if (r->chosen >> i & 1) {
            if (out.n)
                buf_add_char(&out, ',');
            buf_add_str(&out, r->choice[i].value);
        }
    return arena_strndup(a, buf_str(&out), out.n);
}

void form_row_set_value(struct form_row *r, const char *value)
{
    r->touched = false;
    if (r->kind == FORM_FIELD) {
        field_set(&r->field, value);
        return;
    }
    r->chosen = 0;
    struct str rest = str_of(value), piece;
    while (str_split(&rest, ',', &piece))
        for (int i = 0; i < r->choices; i++)
            if (str_is(piece, r->choice[i].value)) {
                r->chosen = (r->kind == FORM_CHOICE ? 0 : r->chosen) | UINT64_C(1) << i;
                r->choice_at = i;
            }
}

void form_row_set_echo(struct form_row *r, enum style style, const char *text)
{
    str_copy_cut(r->echo, sizeof r->echo, text);
    r->echo_style = style;
}

void form_row_set_error(struct form_row *r, const char *text)
{
    str_copy_cut(r->error, sizeof r->error, text);
}

bool form_row_empty(const struct form_row *r)
{
    return r->kind == FORM_FIELD ? field_empty(&r->field) : r->chosen == 0;
}

/* Leaves the row with the focus for `to`. */
static struct form_event leave(struct form_view *f, int to, enum form_event_kind kind, struct arena *a)
{
    struct form_event ev = {.kind = kind, .row = f->at};
    if (f->at >= 0) {
        struct form_row *r = &f->row[f->at];
        if (r->kind == FORM_FIELD && !r->readonly && field_leave(&r->field, a))
            r->touched = true;
        ev.changed = r->touched;
        r->touched = false;
    }
    f->at = to;
    form_show_focus(f);
    return ev;
}

struct form_event form_view_go(struct form_view *f, int row, struct arena *a)
{
    if (row < 0 || row >= f->n || !takes_focus(&f->row[row]) || row == f->at)
        return (struct form_event){.kind = FORM_MOVED, .row = f->at};
    return leave(f, row, FORM_LEFT, a);
}

static struct form_event step(struct form_view *f, int direction, struct arena *a)
{
    int to = next_focus(f, f->at + direction, direction);
    if (to >= 0)
        return leave(f, to, FORM_LEFT, a);
    if (direction > 0)
        return leave(f, f->at, FORM_END, a);
    return (struct form_event){.kind = FORM_MOVED, .row = f->at};
}

/* About one page further: the last row that can have the focus within a page of lines. The rows move with it, so that the
 * focus keeps its place and the next page is seen. */
static struct form_event page(struct form_view *f, int direction, struct arena *a)
{
    int from = f->at, to = f->at, lines = f->place.h - 2, top = f->top;
    for (int i = f->at; i >= 0 && i < f->n && lines > 0; i += direction) {
        lines -= form_row_lines(f, i);
        if (takes_focus(&f->row[i]))
            to = i;
    }
    struct form_event ev = form_view_go(f, to, a);
    for (int i = from < to ? from : to; i < (from < to ? to : from); i++)
        top += direction * form_row_lines(f, i);
    f->top = top;
    form_show_focus(f);
    return ev;
}

int form_view_next_incomplete(const struct form_view *f)
{
    for (int i = 1; i <= f->n; i++) {
        int at = (f->at + i) % f->n;
        const struct form_row *r = &f->row[at];
        if (takes_focus(r) && r->kind != FORM_ADD && ((r->required && form_row_empty(r)) || r->error[0]))
            return at;
    }
    return -1;
}

struct form_count form_view_count(const struct form_view *f)
{
    struct form_count c = {0};
    for (int i = 0; i < f->n; i++) {
        const struct form_row *r = &f->row[i];
        if (!takes_focus(r) || r->kind == FORM_ADD)
            continue;
        bool empty = form_row_empty(r);
        c.fields++;
        c.filled += !empty;
        c.required_left += r->required && empty;
        c.errors += r->error[0] != '\0';
    }
    return c;
}

static struct form_event refused(const struct form_view *f, const char *message)
{
    return (struct form_event){.kind = FORM_REFUSED, .row = f->at, .message = message};
}

struct form_event form_view_command(struct form_view *f, enum command c, struct arena *a)
{
    if (f->at < 0)
        return (struct form_event){.kind = FORM_IGNORED, .row = -1};
    int to;
    switch (c) {
    case CMD_FORM_NEXT: return step(f, 1, a);
    case CMD_FORM_PREVIOUS: return step(f, -1, a);
    case CMD_FORM_PAGE_UP: return page(f, -1, a);
    case CMD_FORM_PAGE_DOWN: return page(f, 1, a);
    case CMD_FORM_FIRST: return form_view_go(f, next_focus(f, 0, 1), a);
    case CMD_FORM_LAST: return form_view_go(f, next_focus(f, f->n - 1, -1), a);
    case CMD_FORM_INCOMPLETE:
        to = form_view_next_incomplete(f);
        return to < 0 ? refused(f, "form.complete") : form_view_go(f, to, a);
    default: return (struct form_event){.kind = FORM_IGNORED, .row = f->at};
    }
}

static struct form_event field_row_key(struct form_view *f, struct form_row *r, const struct keymap *m, const struct key *k,
                                       struct arena *a)
{
    struct form_event moved = {.kind = FORM_MOVED, .row = f->at};
    if (r->readonly && ((k->code == K_TEXT && !k->mods) || k->code == K_PASTE))
        return refused(f, "form.read-only");
    if (r->readonly) {
        enum command c = keymap_find(m, WHERE_FIELD, k);
        bool moves = c >= CMD_FIELD_LEFT && c <= CMD_FIELD_WORD_RIGHT;
        return moves && field_command(&r->field, c) != FIELD_IGNORED ? moved : (struct form_event){.row = f->at};
    }
    switch (field_key(&r->field, m, k)) {
    case FIELD_IGNORED: return (struct form_event){.kind = FORM_IGNORED, .row = f->at};
    case FIELD_MOVED:
    case FIELD_AT_START:
    case FIELD_AT_END: return moved;
    case FIELD_FULL_UP: return refused(f, "form.full");
    case FIELD_NO_GLYPH: return refused(f, "form.no-glyph");
    case FIELD_DONE: r->touched = true; return step(f, 1, a);
    case FIELD_CHANGED: break;
    }
    r->touched = true;
    return (struct form_event){.kind = FORM_CHANGED, .row = f->at};
}

static struct form_event choose(struct form_view *f, struct form_row *r, int i, bool digit, struct arena *a)
{
    uint64_t bit = UINT64_C(1) << i, before = r->chosen;
    r->choice_at = i;
    r->chosen = r->kind == FORM_CHOICE ? bit : r->chosen ^ bit;
    r->touched |= r->chosen != before;
    if (digit && r->kind == FORM_CHOICE)
        return step(f, 1, a);
    return (struct form_event){.kind = FORM_CHANGED, .row = f->at};
}

static struct form_event choice_row_key(struct form_view *f, struct form_row *r, const struct keymap *m,
                                        const struct key *typed, struct arena *a)
{
    struct key k = key_as_command(*typed);
    struct form_event moved = {.kind = FORM_MOVED, .row = f->at};
    int digit = k.code == K_TEXT && !k.mods && k.text[0] >= '1' && k.text[0] <= '9' ? k.text[0] - '1' : -1;
    bool space = k.code == K_TEXT && !k.mods && k.text[0] == ' ';
    bool clear = (k.code == K_DELETE || k.code == K_BACKSPACE) && !k.mods;
    if (r->readonly && (digit >= 0 || space || clear))
        return refused(f, "form.read-only");
    if (digit >= 0 && digit < r->choices)
        return choose(f, r, digit, true, a);
    if (space && r->choices)
        return choose(f, r, r->choice_at, false, a);
    if (clear) {
        r->touched |= r->chosen != 0;
        r->chosen = 0;
        return (struct form_event){.kind = FORM_CHANGED, .row = f->at};
    }
    if (!k.mods && (k.code == K_LEFT || k.code == K_RIGHT)) {
        int at = r->choice_at + (k.code == K_RIGHT ? 1 : -1);
        if (at >= 0 && at < r->choices)
            r->choice_at = at;
        form_show_focus(f);
        return moved;
    }
    /* A text meant for another field must not vanish unseen; a key that means something everywhere still does. */
    if (k.code == K_TEXT && !k.mods && keymap_find(m, WHERE_ANY, typed) == CMD_NONE)
        return refused(f, "form.choose");
    return (struct form_event){.kind = FORM_IGNORED, .row = f->at};
}

/* Enter adds a row; a text is that of the next field: who keys in without looking has one row more often than two. */
static struct form_event add_row_key(struct form_view *f, const struct keymap *m, const struct key *k, struct arena *a)
{
    if (k->code == K_ENTER && !k->mods)
        return (struct form_event){.kind = FORM_ADDED, .row = f->at};
    if (k->code != K_PASTE && (k->code != K_TEXT || k->mods))
        return (struct form_event){.kind = FORM_IGNORED, .row = f->at};
    struct form_event ev = step(f, 1, a);
    return ev.kind == FORM_LEFT ? form_view_key(f, m, k, a) : ev;
}

struct form_event form_view_key(struct form_view *f, const struct keymap *m, const struct key *k, struct arena *a)
{
    if (f->at < 0)
        return (struct form_event){.kind = FORM_IGNORED, .row = -1};
    struct form_row *r = &f->row[f->at];
    struct form_event ev = {.kind = FORM_IGNORED, .row = f->at};
    if (r->kind == FORM_FIELD)
        ev = field_row_key(f, r, m, k, a);
    else if (r->kind == FORM_CHOICE || r->kind == FORM_CHOICES)
        ev = choice_row_key(f, r, m, k, a);
    else if (r->kind == FORM_ADD)
        ev = add_row_key(f, m, k, a);
    return ev.kind != FORM_IGNORED ? ev : form_view_command(f, keymap_find(m, WHERE_FORM, k), a);
}
