/* 全文: a text to read from top to bottom, as it is: an issued letter, what an item asks, a summary. */
#include "core/base/str.h"
#include "core/base/width.h"
#include "tui/screen/screens.h"

struct pager {
    struct screen screen;
    struct arena memory;
    const char *subject, *text;
    char **line; /* wrapped for the place; in the screen's arena */
    int n, top;
    const char *where; /* 1-20/53 */
};

static int pager_open(struct screen *s, const void *arg, struct err *e)
{
    struct pager *p = (struct pager *)s;
    const struct pager_arg *a = arg;
    (void)e;
    p->subject = arena_strdup(&p->memory, a ? a->subject : "");
    p->text = arena_strdup(&p->memory, a ? a->text : "");
    return 0;
}

static void pager_close(struct screen *s)
{
    arena_done(&((struct pager *)s)->memory);
}

static int top_max(const struct pager *p)
{
    int seen = p->screen.body.h - 1;
    return p->n > seen ? p->n - seen : 0;
}

static void say_where(struct pager *p)
{
    int last = p->top + p->screen.body.h - 1;
    p->where = message_of(&p->screen.arena, p->screen.ui->o.language, "pager.where", arena_printf(&p->screen.arena, "%d", p->top + 1),
                          arena_printf(&p->screen.arena, "%d", last < p->n ? last : p->n), arena_printf(&p->screen.arena, "%d", p->n), NULL);
}

static void pager_layout(struct screen *s, struct rect body)
{
    struct pager *p = (struct pager *)s;
    arena_reset(&s->arena);
    p->n = (int)width_wrap(&s->arena, p->text, body.w - 2, ui_glyphs(s->ui)->ambiguous, &p->line);
    p->top = p->top < top_max(p) ? p->top : top_max(p);
    say_where(p);
}

static void pager_draw(const struct screen *s, struct surface *to)
{
    const struct pager *p = (const struct pager *)s;
    struct rect at = s->body;
    rect_top(&at, 1);
    for (int y = 0; y < at.h && p->top + y < p->n; y++)
        surface_text(to, at, 1, y, STYLE_NORMAL, p->line[p->top + y]);
    surface_cursor(to, at, 0, 0);
}

static unsigned pager_key(struct screen *s, const struct key *k, struct err *e)
{
    struct pager *p = (struct pager *)s;
    int page = s->body.h - 2, top = p->top;
    (void)e;
    switch (keymap_find(&s->ui->keymap, WHERE_LIST, k)) {
    case CMD_LIST_UP: top--; break;
    case CMD_LIST_DOWN: top++; break;
    case CMD_LIST_PAGE_UP: top -= page; break;
    case CMD_LIST_PAGE_DOWN: top += page; break;
    case CMD_LIST_HOME: top = 0; break;
    case CMD_LIST_END: top = top_max(p); break;
    default: return k->code == K_ENTER ? UI_POP : UI_IGNORED;
    }
    top = top < top_max(p) ? top : top_max(p);
    p->top = top > 0 ? top : 0;
    say_where(p);
    return UI_REPAINT;
}

static const char *pager_subject(const struct screen *s)
{
    return ((const struct pager *)s)->subject;
}

static const char *pager_hint(const struct screen *s)
{
    return ((const struct pager *)s)->where;
}

static const char *pager_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops pager_screen = {
    .name = "pager",
    .title = "pager.title",
    .where = WHERE_ANY,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct pager),
    .open = pager_open,
    .close = pager_close,
    .layout = pager_layout,
    .draw = pager_draw,
    .key = pager_key,
    .subject = pager_subject,
    .hint = pager_hint,
    .refuses = pager_refuses,
};

unsigned screen_page(struct ui *ui, const char *subject, const char *text)
{
    const struct pager_arg arg = {arena_strdup(&ui->action, subject), arena_strdup(&ui->action, text)};
    return ui_push(ui, &pager_screen, &arg, sizeof arg);
}
