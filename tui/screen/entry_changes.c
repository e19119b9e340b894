#include "core/base/str.h"
#include "core/rule/diff.h"
#include "tui/screen/entry_state.h"

enum { TEXT_BYTES_MAX = 1 << 20 };

static void write_change(struct buf *to, const struct form_place *p, struct arena *a)
{
    buf_printf(to, "%s%s%s\n", p->no, *p->no ? " " : "", p->label);
    buf_printf(to, "  %s\n\n", diff_marked(a, p->was, p->value));
}

unsigned entry_changes(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    AUTO(buf) struct buf text = BUF(TEXT_BYTES_MAX);
    struct form_sheet now;
    size_t n, changed = 0;
    const struct form_value *values = entry_values(en, true, &ui->action, &n);
    if (form_preview(ui_app(ui), &en->saved, values, n, &ui->action, &now, e))
        return UI_REPAINT;
    for (size_t i = 0; i < now.n; i++)
        if (now.field[i].was && now.field[i].changed && now.field[i].relevant) {
            write_change(&text, &now.field[i], &ui->action);
            changed++;
        }
    if (!changed)
        return ui_say(ui, STYLE_INFO, "entry.no-changes", NULL);
    const char *count = arena_printf(&ui->action, "%zu", changed);
    return screen_page(ui, ui_text(ui, "entry.changes", en->view.label, count, NULL), buf_str(&text));
}
