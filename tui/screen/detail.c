#include "tui/screen/detail.h"

#include "core/app/deadline_app.h"
#include "core/base/str.h"
#include "tui/screen/marked.h"

enum { LABEL_X = 3, LABEL_COLS = 12, TEXT_X = LABEL_X + LABEL_COLS + 1 };

void detail_begin(struct detail *d, size_t row, const char *head)
{
    arena_reset(&d->memory);
    d->n = 0;
    d->row = row;
    d->head = arena_strdup(&d->memory, head ? head : "");
}

static void add(struct detail *d, const char *label, const char *text, bool marked)
{
    if (!str_empty(text) && d->n < DETAIL_PAIRS_MAX)
        d->pair[d->n++] = (struct detail_pair){arena_strdup(&d->memory, label), arena_strdup(&d->memory, text), marked};
}

void detail_add(struct detail *d, const char *label, const char *text)
{
    add(d, label, text, false);
}

void detail_add_marked(struct detail *d, const char *label, const char *text)
{
    add(d, label, text, true);
}

void detail_add_why(struct detail *d, const struct why_line *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        detail_add(d, line[i].label, line[i].text);
}

void detail_draw(const struct detail *d, struct surface *to, struct rect at)
{
    if (!str_empty(d->head))
        surface_column(to, rect_top(&at, 1), 1, 0, at.w - 2, STYLE_STRONG, false, d->head);
    for (int i = 0; i < d->n && !rect_empty(at); i++) {
        const struct detail_pair *pair = &d->pair[i];
        struct rect text = at;
        int waiting = d->n - i - 1;
        surface_column(to, at, LABEL_X, 0, LABEL_COLS, STYLE_DIM, false, pair->label);
        rect_left(&text, TEXT_X);
        rect_right(&text, 1);
        text.h = at.h - waiting > 1 ? at.h - waiting : 1; /* a long text leaves room for those below it */
        int lines = pair->marked ? marked_draw(to, text, pair->text) : surface_paragraph(to, text, 0, STYLE_NORMAL, pair->text);
        rect_top(&at, lines < text.h ? lines : text.h);
    }
}

const char *detail_text(const struct detail *d, struct arena *a)
{
    const char *text = "";
    for (int i = 0; i < d->n; i++)
        text = arena_printf(a, "%s%s\n  %s\n\n", text, d->pair[i].label, d->pair[i].text);
    return text;
}

void detail_done(struct detail *d)
{
    arena_done(&d->memory);
}
