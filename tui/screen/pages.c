#include "tui/screen/pages.h"

int64_t pages_after(const struct pages *p)
{
    return p->n ? p->from[p->n - 1] : 0;
}

unsigned pages_first(struct pages *p, struct list *l)
{
    p->n = 0;
    l->at = l->top = 0;
    return UI_RELOAD;
}

/* Beyond the rows at hand. */
static unsigned turn(struct pages *p, struct list *l, bool down, int64_t next, size_t rows)
{
    if (down && next && p->n < PAGES_MAX) {
        p->from[p->n++] = next;
        l->at = l->top = 0;
        return UI_RELOAD;
    }
    if (!down && p->n) {
        p->n--;
        l->at = rows - 1;
        return UI_RELOAD;
    }
    return UI_REPAINT;
}

unsigned pages_key(struct pages *p, struct list *l, const struct keymap *m, const struct key *k, int64_t next, size_t rows)
{
    enum command move = keymap_find(m, WHERE_LIST, k);
    enum list_event ev = list_command(l, move);
    if (ev == LIST_IGNORED)
        return UI_IGNORED;
    return ev == LIST_STAYED ? turn(p, l, move == CMD_LIST_DOWN || move == CMD_LIST_PAGE_DOWN, next, rows) : UI_REPAINT;
}
