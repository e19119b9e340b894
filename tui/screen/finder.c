#include "tui/screen/finder.h"

#include "core/base/str.h"

void finder_open(struct finder *s, const struct ui *ui, int cols, const char *text)
{
    const struct field_spec spec = {.cols = cols, .max_chars = FINDER_BYTES_MAX / 4, .max_bytes = FINDER_BYTES_MAX};
    field_init(&s->box, &spec, ui_glyphs(ui));
    if (text && *text)
        field_set(&s->box, text);
}

void finder_close(struct finder *s)
{
    field_done(&s->box);
}

bool finder_take(struct finder *s)
{
    bool other = finder_waits(s);
    str_copy_cut(s->asked, sizeof s->asked, field_text(&s->box));
    return other;
}

bool finder_waits(const struct finder *s)
{
    return !str_eq(s->asked, field_text(&s->box));
}

unsigned finder_paused(const struct finder *s)
{
    return finder_waits(s) ? UI_RELOAD : 0;
}

bool finder_clear(struct finder *s)
{
    if (field_empty(&s->box))
        return false;
    field_set(&s->box, "");
    return true;
}

bool finder_leaves(const struct key *k)
{
    return k->code == K_UP || k->code == K_DOWN || k->code == K_PAGE_UP || k->code == K_PAGE_DOWN;
}

unsigned finder_key(struct finder *s, struct ui *ui, const struct key *k)
{
    return finder_wish(ui, field_key(&s->box, &ui->keymap, k));
}

unsigned finder_wish(struct ui *ui, enum field_event ev)
{
    switch (ev) {
    case FIELD_IGNORED:
    case FIELD_AT_START:
    case FIELD_AT_END: return UI_IGNORED;
    case FIELD_FULL_UP: return ui_say(ui, STYLE_WARN, "lookup.too-long", NULL);
    case FIELD_MOVED:
    case FIELD_CHANGED:
    case FIELD_DONE:
    case FIELD_NO_GLYPH: break;
    }
    return UI_REPAINT;
}

void finder_draw(const struct finder *s, struct surface *to, struct rect head, int x, int y)
{
    field_draw(&s->box, to, rect_cross((struct rect){head.x + x, head.y + y, s->box.spec.cols, 1}, head), true, false);
}

bool finder_typing(const struct screen *s)
{
    (void)s;
    return true;
}
