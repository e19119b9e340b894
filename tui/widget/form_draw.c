#include <string.h>

#include "core/base/mem.h"
#include "core/base/str.h"
#include "core/base/width.h"
#include "tui/widget/form_place.h"

/* >ラベル ........ *  [欄        ] 円  確かめ */
enum { LABEL_X = 1, LABEL_COLS_MIN = 10, LABEL_COLS_MAX = 24, ECHO_COLS_MIN = 8 };

static int text_cols(const struct form_view *f, const char *text)
{
    return glyphs_cols(f->glyphs, text, strlen(text));
}

static int mark_x(const struct form_view *f)
{
    return LABEL_X + f->label_cols + 1;
}

/* Where fields, choices and shown values begin; the bracket stands one column before. */
static int value_x(const struct form_view *f)
{
    return mark_x(f) + 4;
}

static int option_cols(const struct form_view *f, const struct form_row *r, int i)
{
    int cols = 4 + text_cols(f, r->choice[i].label);
    return (cols < r->choice_cols ? r->choice_cols : cols) + 3;
}

/* Place of choice i, relative to the row. */
static void option_place(const struct form_view *f, const struct form_row *r, int i, int *x_r, int *y_r)
{
    int x = value_x(f) - 1, y = 0;
    for (int n = 0;; n++) {
        int cols = option_cols(f, r, n);
        if (x > value_x(f) - 1 && x + cols - 3 > f->place.w) {
            x = value_x(f) - 1;
            y++;
        }
        if (n == i)
            break;
        x += cols;
    }
    *x_r = x;
    *y_r = y;
}

static int note_lines(const struct form_view *f, const char *text)
{
    AUTO(arena) struct arena a = {0};
    char **line;
    int w = f->place.w - 2;
    return (int)width_wrap(&a, text, w > 0 ? w : 1, f->glyphs->ambiguous, &line);
}

int form_row_lines(const struct form_view *f, int row)
{
    const struct form_row *r = &f->row[row];
    int x, y = 0;
    if (r->hidden)
        return 0;
    switch (r->kind) {
    case FORM_FIELD: return r->field.spec.lines > 1 ? r->field.spec.lines : 1;
    case FORM_SECTION: return row ? 2 : 1;
    case FORM_NOTE: return note_lines(f, r->label);
    case FORM_CHOICE:
    case FORM_CHOICES:
        if (r->choices)
            option_place(f, r, r->choices - 1, &x, &y);
        return y + 1;
    case FORM_SHOW:
    case FORM_ADD: break;
    }
    return 1;
}

static int lines_before(const struct form_view *f, int row)
{
    int lines = 0;
    for (int i = 0; i < row; i++)
        lines += form_row_lines(f, i);
    return lines;
}

/* The last line of the place belongs to help and error. */
static int rows_seen(const struct form_view *f)
{
    return f->place.h > 1 ? f->place.h - 1 : 1;
}

void form_show_focus(struct form_view *f)
{
    if (f->at < 0)
        return;
    int first = lines_before(f, f->at), lines = form_row_lines(f, f->at), seen = rows_seen(f);
    int all = lines_before(f, f->n);
    /* A page at a time: scrolling by single lines would repaint the form for every field. */
    if (first < f->top || first + lines > f->top + seen)
        f->top = first < f->top ? first + lines - seen / 2 : first - seen / 2;
    if (f->top > all - seen)
        f->top = all - seen;
    if (f->top < 0)
        f->top = 0;
    if (first < f->top)
        f->top = first;
}

void form_view_fit(struct form_view *f, struct rect at)
{
    f->place = at;
    int label = LABEL_COLS_MIN;
    for (int i = 0; i < f->n; i++) {
        const struct form_row *r = &f->row[i];
        int cols = r->kind == FORM_SECTION || r->kind == FORM_NOTE ? 0 : text_cols(f, r->label);
        label = cols > label ? cols : label;
    }
    int most = f->label_cols_max ? f->label_cols_max : LABEL_COLS_MAX;
    if (f->label_cols <= 0)
        f->label_cols = label > most ? most : label;
    for (int i = 0; i < f->n; i++) {
        struct form_row *r = &f->row[i];
        if (r->kind != FORM_FIELD)
            continue;
        int unit = str_empty(r->unit) ? 0 : 1 + text_cols(f, r->unit);
        int room = at.w - value_x(f) - 1 - unit;
        field_fit(&r->field, r->cols_ < room ? r->cols_ : room, r->field.spec.lines);
    }
    if (f->at >= 0 && f->row[f->at].hidden) {
        int to = f->at;
        while (to < f->n && (f->row[to].hidden || f->row[to].kind > FORM_CHOICES))
            to++;
        while (to >= f->n || (to >= 0 && (f->row[to].hidden || f->row[to].kind > FORM_CHOICES)))
            to--;
        f->at = to;
    }
    form_show_focus(f);
}

static void draw_echo(const struct form_row *r, struct surface *to, struct rect row, int x)
{
    const char *text = r->error[0] ? r->error : r->echo;
    enum style style = r->error[0] ? STYLE_ERROR : r->echo_style;
    if (*text && row.w - x >= ECHO_COLS_MIN)
        surface_column(to, row, x, 0, row.w - x, style, false, text);
}

static void draw_field(const struct form_view *f, const struct form_row *r, struct surface *to, struct rect place, bool focus)
{
    int x = value_x(f), lines = r->field.spec.lines > 1 ? r->field.spec.lines : 1;
    const struct field *field = &r->field;
    struct rect inner = rect_cross(place, (struct rect){place.x + x, place.y, field->spec.cols, lines});
    for (int y = 0; y < lines; y++) {
        surface_text(to, place, x - 1, y, STYLE_NORMAL, field_more_left(field, focus) ? "<" : r->readonly ? " " : "[");
        surface_text(to, place, x + field->spec.cols, y, STYLE_NORMAL,
                     field_more_right(field, focus) ? ">" : r->readonly ? " " : "]");
    }
    field_draw(field, to, inner, focus, r->error[0] != '\0');
    int end = x + field->spec.cols + 1;
    if (!str_empty(r->unit))
        end = surface_text(to, place, end + 1, 0, STYLE_NORMAL, r->unit);
    draw_echo(r, to, rect_row(place, 0), end + 2);
}

static void draw_options(const struct form_view *f, const struct form_row *r, struct surface *to, struct rect place, bool focus)
{
    int end = value_x(f), x, y = 0;
    for (int i = 0; i < r->choices; i++) {
        bool chosen = r->chosen >> i & 1;
        option_place(f, r, i, &x, &y);
        enum style style = focus && i == r->choice_at ? STYLE_FOCUS : STYLE_NORMAL;
        bool one = r->kind == FORM_CHOICE;
        char mark[4] = {one ? '(' : '[', chosen ? (one && i < 9 ? (char)('1' + i) : 'x') : ' ', one ? ')' : ']', '\0'};
        surface_text(to, place, x, y, style, mark);
        end = surface_text(to, place, x + 4, y, chosen ? STYLE_STRONG : STYLE_NORMAL, r->choice[i].label);
        if (focus && i == r->choice_at)
            surface_cursor(to, place, x + 1, y);
    }
    draw_echo(r, to, rect_row(place, y), end + 2);
}

static void draw_row(const struct form_view *f, int i, struct surface *to, struct rect place, bool focus)
{
    const struct form_row *r = &f->row[i];
    if (r->kind == FORM_SECTION) {
        surface_text(to, place, LABEL_X, place.h - 1, STYLE_HEADING, r->label);
        return;
    }
    if (r->kind == FORM_NOTE) {
        surface_paragraph(to, rect_inset(place, 1, 0), 0, STYLE_DIM, r->label);
        return;
    }
    if (focus)
        surface_text(to, place, 0, 0, STYLE_NORMAL, ">");
    if (r->kind == FORM_ADD) {
        surface_text(to, place, LABEL_X, 0, focus ? STYLE_FOCUS : STYLE_KEY, r->label);
        if (focus)
            surface_cursor(to, place, LABEL_X, 0);
        return;
    }
    surface_column(to, place, LABEL_X, 0, f->label_cols, STYLE_NORMAL, false, r->label);
    if (r->error[0])
        surface_text(to, place, mark_x(f), 0, STYLE_ERROR, "!");
    else if (r->required)
        surface_text(to, place, mark_x(f), 0, STYLE_KEY, "*");
    if (r->kind == FORM_FIELD)
        draw_field(f, r, to, place, focus);
    else if (r->kind == FORM_SHOW)
        surface_column(to, place, value_x(f), 0, place.w - value_x(f), r->echo_style, false, r->echo);
    else
        draw_options(f, r, to, place, focus);
}

void form_view_draw(const struct form_view *f, struct surface *to, bool focused)
{
    struct rect rows = f->place, help = rect_bottom(&rows, f->place.h > 1 ? 1 : 0);
    int line = -f->top;
    for (int i = 0; i < f->n && line < rows.h; i++) {
        int lines = form_row_lines(f, i);
        /* A row that is only partly seen is left out, unless it has the focus: half a field misleads. */
        if (lines && line >= 0 && line + lines <= rows.h)
            draw_row(f, i, to, (struct rect){rows.x, rows.y + line, rows.w, lines}, focused && i == f->at);
        else if (lines && line >= 0 && i == f->at)
            draw_row(f, i, to, (struct rect){rows.x, rows.y + line, rows.w, rows.h - line}, focused);
        line += lines;
    }
    if (!focused || f->at < 0)
        return;
    const struct form_row *r = &f->row[f->at];
    const char *text = r->error[0] ? r->error : r->help;
    if (!str_empty(text))
        surface_column(to, help, LABEL_X, 0, help.w - LABEL_X, r->error[0] ? STYLE_ERROR : STYLE_DIM, false, text);
}
