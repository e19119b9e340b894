#include "tui/widget/list.h"

/* Brings the row of the cursor into sight; moves as little as it can. */
static void show_cursor(struct list *l)
{
    size_t height = (size_t)l->height;
    if (l->at < l->top)
        l->top = l->at;
    else if (l->at >= l->top + height)
        l->top = l->at - height + 1;
    /* No empty rows below while rows stand above. */
    if (l->top && l->top + height > l->n)
        l->top = l->n > height ? l->n - height : 0;
}

void list_fit(struct list *l, size_t n, int height)
{
    l->n = n;
    l->height = height < 1 ? 1 : height;
    if (l->at >= n)
        l->at = n ? n - 1 : 0;
    show_cursor(l);
}

enum list_event list_go(struct list *l, size_t at)
{
    if (!l->n)
        return LIST_STAYED;
    size_t before = l->at, top = l->top;
    l->at = at < l->n ? at : l->n - 1;
    if (l->height < 1)
        l->height = 1;
    show_cursor(l);
    return l->top != top ? LIST_SCROLLED : l->at != before ? LIST_MOVED : LIST_STAYED;
}

/* A page keeps the cursor's place on the screen, so that only the rows change. */
static enum list_event page(struct list *l, bool down)
{
    if (!l->n)
        return LIST_STAYED;
    size_t step = (size_t)l->height, at = l->at, top = l->top;
    if (down) {
        l->at = l->n - l->at > step ? l->at + step : l->n - 1;
        l->top = l->top + step < l->n ? l->top + step : l->top;
    } else {
        l->at = l->at > step ? l->at - step : 0;
        l->top = l->top > step ? l->top - step : 0;
    }
    show_cursor(l);
    return l->top != top ? LIST_SCROLLED : l->at != at ? LIST_MOVED : LIST_STAYED;
}

enum list_event list_command(struct list *l, enum command c)
{
    switch (c) {
    case CMD_LIST_UP: return l->at ? list_go(l, l->at - 1) : LIST_STAYED;
    case CMD_LIST_DOWN: return list_go(l, l->at + 1);
    case CMD_LIST_PAGE_UP: return page(l, false);
    case CMD_LIST_PAGE_DOWN: return page(l, true);
    case CMD_LIST_HOME: return list_go(l, 0);
    case CMD_LIST_END: return list_go(l, l->n ? l->n - 1 : 0);
    default: return LIST_IGNORED;
    }
}

enum list_event list_key(struct list *l, const struct keymap *m, const struct key *k)
{
    return list_command(l, keymap_find(m, WHERE_LIST, k));
}
