#include "tui/screen/headed.h"

/* From `at` on in one direction; l->n if there is no row there. */
static size_t next_row(const struct list *l, size_t at, bool down, headed_fn *heading, const void *user)
{
    while (at < l->n && heading(user, at))
        at = down ? at + 1 : at - 1; /* below 0 it is beyond n as well */
    return at < l->n ? at : l->n;
}

void headed_settle(struct list *l, headed_fn *heading, const void *user)
{
    size_t at = next_row(l, l->at, true, heading, user);
    if (at == l->n)
        at = next_row(l, l->at, false, heading, user);
    if (at < l->n)
        list_go(l, at);
    if (l->at == l->top && l->top && heading(user, l->top - 1) && l->height > 1)
        l->top--;
}

enum list_event headed_key(struct list *l, const struct keymap *m, const struct key *k, headed_fn *heading, const void *user)
{
    size_t before = l->at, top = l->top;
    enum list_event ev = list_key(l, m, k);
    if (ev == LIST_IGNORED || !l->n)
        return ev;
    size_t at = next_row(l, l->at, l->at > before, heading, user);
    if (at == l->n)
        at = next_row(l, l->at, l->at <= before, heading, user);
    list_go(l, at < l->n ? at : before);
    headed_settle(l, heading, user);
    return l->top != top ? LIST_SCROLLED : l->at != before ? LIST_MOVED : LIST_STAYED;
}

void headed_draw(const struct table *t, const struct list *l, struct surface *to, struct rect at, headed_fn *heading)
{
    table_draw(t, l, to, at, true, "");
    if (t->headings)
        rect_top(&at, 1);
    for (int y = 0; y < at.h && l->top + (size_t)y < l->n; y++) {
        size_t row = l->top + (size_t)y;
        enum style style = STYLE_HEADING;
        if (!heading(t->user, row))
            continue;
        struct rect place = rect_row(at, y);
        surface_fill(to, place, STYLE_NORMAL);
        surface_text(to, place, 1 + (t->mark_cols ? t->mark_cols + 1 : 0), 0, STYLE_HEADING, t->cell(t->user, row, 0, &style));
    }
}
