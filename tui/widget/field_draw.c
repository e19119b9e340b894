#include <string.h>

#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "tui/widget/field.h"

static bool is_multi(const struct field *f)
{
    return f->spec.lines > 1;
}

static int cluster_cols(const struct field *f, const char *p, const char *next)
{
    return f->spec.type == INPUT_SECRET ? 1 : glyphs_cols(f->glyphs, p, (size_t)(next - p));
}

/* Walks the clusters of the text, telling where each stands. One function for caret and drawing: they cannot disagree. */
struct walk {
    const struct field *f;
    const char *p, *next; /* the cluster at x, y */
    int x, y, cols;
};

static bool walk_next(struct walk *w)
{
    const char *text = field_text(w->f);
    if (!w->p) {
        w->p = text;
    } else {
        if (!*w->p)
            return false;
        bool feed = is_multi(w->f) && *w->p == '\n';
        w->x = feed ? 0 : w->x + w->cols;
        w->y += feed;
        w->p = w->next;
    }
    w->next = *w->p ? utf8_next_grapheme(w->p) : w->p;
    w->cols = *w->p && !(is_multi(w->f) && *w->p == '\n') ? cluster_cols(w->f, w->p, w->next) : 0;
    if (is_multi(w->f) && w->x > 0 && w->x + (w->cols ? w->cols : 1) > w->f->spec.cols && *w->p != '\n') {
        w->x = 0;
        w->y++;
    }
    return true;
}

void field_caret_cell(const struct field *f, int *x_r, int *y_r)
{
    struct walk w = {.f = f};
    size_t at = f->caret;
    while (walk_next(&w) && (size_t)(w.p - field_text(f)) < at)
        ;
    *x_r = w.x;
    *y_r = w.y;
}

int field_text_cols(const struct field *f)
{
    struct walk w = {.f = f};
    int x = 0;
    while (walk_next(&w))
        x = w.x + w.cols;
    return x;
}

bool field_more_left(const struct field *f, bool focused)
{
    return !is_multi(f) && focused && f->scroll > 0;
}

bool field_more_right(const struct field *f, bool focused)
{
    return !is_multi(f) && field_text_cols(f) - (focused ? f->scroll : 0) > f->spec.cols;
}

/* -1234567.89 with separators, when it is a number at all. */
static const char *grouped(const char *text, char to[64])
{
    size_t sign = *text == '-' || *text == '+';
    size_t digits = strspn(text + sign, "0123456789");
    const char *rest = text + sign + digits;
    if (!digits || (*rest && (*rest != '.' || rest[1 + strspn(rest + 1, "0123456789")])) || strlen(text) > 40)
        return text;
    char *p = to;
    if (sign)
        *p++ = *text;
    for (size_t i = 0; i < digits; i++) {
        if (i && (digits - i) % 3 == 0)
            *p++ = ',';
        *p++ = text[sign + i];
    }
    memcpy(p, rest, strlen(rest) + 1);
    return to;
}

void field_draw(const struct field *f, struct surface *to, struct rect at, bool focused, bool error)
{
    enum style style = focused ? STYLE_INPUT_FOCUS : error ? STYLE_INPUT_ERROR : STYLE_INPUT;
    at = rect_cross(at, (struct rect){at.x, at.y, f->spec.cols, is_multi(f) ? f->spec.lines : 1});
    surface_fill(to, at, style);
    if (f->spec.type == INPUT_NUMBER && !focused) {
        char text[64];
        surface_column(to, at, 0, 0, at.w, style, true, grouped(field_text(f), text));
        return;
    }
    struct walk w = {.f = f};
    int left = is_multi(f) || !focused ? 0 : f->scroll, top = is_multi(f) ? f->scroll : 0;
    while (walk_next(&w)) {
        if (!w.cols)
            continue;
        if (f->spec.type == INPUT_SECRET)
            surface_text(to, at, w.x - left, w.y - top, style, "*");
        else
            surface_text_n(to, at, w.x - left, w.y - top, style, w.p, (size_t)(w.next - w.p));
    }
    if (focused) {
        int x, y;
        field_caret_cell(f, &x, &y);
        struct rect reach = {at.x, at.y, at.w + 1, at.h};
        surface_cursor(to, reach, x - left, y - top);
    }
}
