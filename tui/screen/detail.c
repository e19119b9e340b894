#include "tui/screen/detail.h"

#include "core/app/deadline_app.h"
#include "core/base/str.h"
#include "core/base/width.h"
#include "tui/screen/marked.h"

enum { LABEL_X = 3, LABEL_COLS = 12 };

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
        detail_add(d, i && str_eq(line[i].label, line[i - 1].label) ? "" : line[i].label, line[i].text);
}

static int lines_wanted(const struct detail_pair *pair, int cols, int ambiguous)
{
    AUTO(arena) struct arena a = {0};
    char **line;
    return (int)width_wrap(&a, pair->text, cols > 0 ? cols : 1, ambiguous, &line);
}

/* Lines of each pair: one for all, what is left for what changed, then for the others from the top. */
static void share_lines(const struct detail *d, int cols, int ambiguous, int rows, int lines[DETAIL_PAIRS_MAX])
{
    int left = rows - d->n;
    for (int i = 0; i < d->n; i++)
        lines[i] = 1;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < d->n && left > 0; i++) {
            if (d->pair[i].marked != (pass == 0))
                continue;
            int more = lines_wanted(&d->pair[i], cols, ambiguous) - 1;
            more = more < left ? more : left;
            lines[i] += more;
            left -= more;
        }
}

void detail_draw(const struct detail *d, struct surface *to, struct rect at)
{
    int lines[DETAIL_PAIRS_MAX], cols = d->label_cols ? d->label_cols : LABEL_COLS;
    if (!str_empty(d->head))
        surface_column(to, rect_top(&at, 1), 1, 0, at.w - 2, STYLE_STRONG, false, d->head);
    struct rect text = at;
    rect_left(&text, LABEL_X + cols + 1);
    rect_right(&text, 1);
    share_lines(d, text.w, to->glyphs.ambiguous, at.h, lines);
    for (int i = 0; i < d->n && !rect_empty(at); i++) {
        const struct detail_pair *pair = &d->pair[i];
        struct rect place = rect_top(&text, lines[i]);
        surface_column(to, rect_top(&at, lines[i]), LABEL_X, 0, cols, STYLE_DIM, false, pair->label);
        if (pair->marked)
            marked_draw(to, place, pair->text);
        else
            surface_paragraph(to, place, 0, STYLE_NORMAL, pair->text);
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
