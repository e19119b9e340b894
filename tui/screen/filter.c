#include "tui/screen/filter.h"

#include "core/app/case_app.h"
#include "core/base/str.h"
#include "tui/loop.h"
#include "tui/widget/choose.h"

enum { ASK_SCHEME = 7002 };

unsigned scheme_filter_ask(struct ui *ui, struct err *e)
{
    struct case_kind *kind;
    size_t n, rows = 0;
    if (case_kinds(ui_app(ui), &ui->action, &kind, &n, e))
        return UI_REPAINT;
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, n + 1);
    row[rows++] = (struct choose_row){ui_word(ui, "filter.all"), "", NULL};
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !str_eq(kind[i].scheme, kind[i - 1].scheme))
            row[rows++] = (struct choose_row){kind[i].scheme, kind[i].scheme_label, NULL};
    return ui_choose(ui, ui_word(ui, "filter.which"), row, rows, ASK_SCHEME);
}

void scheme_filter_set(struct scheme_filter *f, const struct ui *ui, const char *id)
{
    str_copy_cut(f->id, sizeof f->id, id);
    str_copy_cut(f->label, sizeof f->label, app_scheme_label(ui_app(ui), id));
}

bool scheme_filter_answered(struct scheme_filter *f, const struct dialog *d)
{
    int row = d->tag == ASK_SCHEME ? dialog_chosen_row(d) : -1;
    if (row < 0)
        return false;
    scheme_filter_set(f, d->screen.ui, row ? dialog_chosen(d) : "");
    return true;
}

const char *scheme_filter_label(const struct scheme_filter *f, const struct ui *ui)
{
    return *f->id ? f->label : ui_word(ui, "filter.all");
}
