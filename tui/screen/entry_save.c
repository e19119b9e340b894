#include <stdio.h>

#include "core/base/str.h"
#include "tui/screen/entry_state.h"

static struct app *app_of(const struct entry_screen *en)
{
    return ui_app(en->screen.ui);
}

void entry_make_head(struct entry_screen *en)
{
    struct ui *ui = en->screen.ui;
    struct arena *a = &ui->action;
    struct form_count count = form_view_count(&en->form);
    const char *number = arena_printf(a, "%lld", (long long)en->saved.revision);
    const char *text =
        arena_printf(a, "%s  %s", en->view.label,
                     en->saved.revision ? ui_text(ui, "entry.revision", number, NULL) : ui_word(ui, "entry.new"));
    if (!en->view.editable)
        text = arena_printf(a, "%s  %s", text, ui_word(ui, "entry.only-look"));
    text = arena_printf(a, "%s    %s", text,
                        ui_text(ui, "entry.count", arena_printf(a, "%d/%d", count.filled, count.fields), NULL));
    if (count.required_left)
        text = arena_printf(a, "%s  %s", text,
                            ui_text(ui, "entry.required-left", arena_printf(a, "%d", count.required_left), NULL));
    if (count.errors)
        text = arena_printf(a, "%s  %s", text,
                            ui_text(ui, "entry.error-count", arena_printf(a, "%d", count.errors), NULL));
    if (en->draft_is_kept)
        text = arena_printf(a, "%s  %s", text, ui_text(ui, "entry.draft-kept", en->kept_at, NULL));
    str_copy_cut(en->head, sizeof en->head, text);
}

static void keep_time(struct entry_screen *en, instant_us at)
{
    char clock[INSTANT_TEXT_BYTES];
    str_copy_cut(en->kept_at, sizeof en->kept_at, instant_clock_jst(at, clock));
    en->draft_is_kept = true;
}

/* What a draft holds over what is saved. Typed over an older revision, each of its fields is in question when it is saved. */
static void take_draft(struct entry_screen *en, const struct form_value *value, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int row = form_view_find(&en->form, value[i].path, 0);
        if (row < 0 || en->form.row[row].kind == FORM_ADD || en->form.row[row].kind == FORM_SHOW)
            continue;
        entry_set_row(&en->form.row[row], value[i].value);
    }
}

/* Reads the form again and lays values over it. The rows borrow from what was read before: it goes when they are made anew,
 * and stays on failure. */
static int read_again(struct entry_screen *en, const struct form_value *value, size_t n, struct err *e)
{
    struct arena saved_memory = {0}, view_memory = {0};
    struct form_sheet saved, view;
    int rc = form_sheet(app_of(en), en->case_id, en->form_id, &saved_memory, &saved, e);
    if (!rc && n)
        rc = form_preview(app_of(en), &saved, value, n, &view_memory, &view, e);
    else if (!rc)
        rc = form_sheet(app_of(en), en->case_id, en->form_id, &view_memory, &view, e);
    if (rc) {
        arena_done(&saved_memory);
        arena_done(&view_memory);
        return rc;
    }
    struct arena old_saved = en->saved_memory, old_view = en->view_memory;
    en->saved_memory = saved_memory;
    en->view_memory = view_memory;
    en->saved = saved;
    en->view = view;
    en->base_revision = saved.revision;
    en->old_draft = en->draft_is_kept = en->unread = false;
    entry_build(en);
    take_draft(en, value, n);
    arena_done(&old_saved);
    arena_done(&old_view);
    return 0;
}

int entry_load(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    struct form_value *value = NULL;
    size_t n = 0;
    int64_t base = 0;
    instant_us at = 0;
    int rc = read_again(en, NULL, 0, e);
    if (!rc && en->saved.editable)
        rc = form_draft_get(app_of(en), en->case_id, en->form_id, &ui->action, &value, &n, &base, &at, e);
    if (!rc && n)
        rc = read_again(en, value, n, e);
    if (rc)
        return rc;
    if (n) {
        en->base_revision = base;
        en->old_draft = base != en->saved.revision;
        keep_time(en, at);
        ui_say(ui, STYLE_WARN, en->old_draft ? "entry.draft-old" : "entry.draft-back", en->kept_at, NULL);
    }
    en->loaded = true;
    entry_make_head(en);
    return 0;
}

int entry_keep_draft(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    size_t n;
    if (!en->undrafted || !en->view.editable)
        return 0;
    const struct form_value *value = entry_values(en, false, &ui->action, &n);
    int rc = n ? form_draft_put(app_of(en), en->case_id, en->form_id, en->base_revision, value, n, e)
               : form_draft_drop(app_of(en), en->case_id, en->form_id, e);
    if (rc)
        return rc;
    en->undrafted = false;
    en->draft_is_kept = false;
    if (n)
        keep_time(en, clock_now(&ui->o.clock));
    entry_make_head(en);
    return 0;
}

/* Nothing is typed any more: the form as it is saved now. */
static int take_saved(struct entry_screen *en, struct err *e)
{
    int rc = read_again(en, NULL, 0, e);
    if (rc)
        return rc;
    en->undrafted = false;
    entry_make_head(en);
    return 0;
}

/* What was typed here over what somebody else saved meanwhile: fields that only one of both changed are no conflict. */
static void find_conflicts(struct entry_screen *en)
{
    struct arena *a = &en->conflict_memory;
    struct form_view *f = &en->form;
    en->conflict = ARENA_ARRAY(a, struct conflict_field, (size_t)f->n);
    en->n_conflicts = 0;
    for (int i = 0; i < f->n; i++) {
        struct form_row *r = &f->row[i];
        const struct form_place *theirs = entry_place(&en->theirs, r->id, (size_t)i),
                                *base = entry_place(&en->saved, r->id, (size_t)i);
        if (!theirs || (r->kind != FORM_FIELD && r->kind != FORM_CHOICE && r->kind != FORM_CHOICES))
            continue;
        const char *mine = entry_row_text(r, a), *was = base ? base->value : "";
        bool mine_new = !str_eq(mine, was), theirs_new = en->old_draft ? mine_new : !str_eq(theirs->value, was);
        if (!mine_new)
            entry_set_row(r, theirs->value);
        else if (theirs_new && !str_eq(mine, theirs->value))
            en->conflict[en->n_conflicts++] =
                (struct conflict_field){arena_strdup(a, r->id), arena_strdup(a, r->label), mine, theirs->value, 0};
    }
}

static unsigned meet(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    arena_reset(&en->conflict_memory);
    if (form_sheet(app_of(en), en->case_id, en->form_id, &en->conflict_memory, &en->theirs, e))
        return UI_REPAINT;
    find_conflicts(en);
    if (en->n_conflicts)
        return conflict_show(ui, en->theirs.saved_by, en->conflict, en->n_conflicts, ENTRY_CONFLICT);
    return entry_resolved(en, e);
}

unsigned entry_save(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    struct form_sheet sheet;
    size_t n;
    if (!en->view.editable)
        return ui_say(ui, STYLE_WARN, "entry.read-only", NULL);
    if (en->unread && entry_preview(en, en->form.at, NULL, e))
        return UI_REPAINT;
    const struct form_value *value = entry_values(en, false, &ui->action, &n);
    if (!n && en->saved.revision)
        return ui_say(ui, STYLE_INFO, "entry.nothing-new", NULL);
    int rc = form_save(app_of(en), en->case_id, en->form_id, en->base_revision, value, n, &ui->action, &sheet, e);
    if (rc == E_CONFLICT) {
        e->code = 0;
        return meet(en, e);
    }
    if (rc || form_draft_drop(app_of(en), en->case_id, en->form_id, e) || take_saved(en, e))
        return UI_REPAINT;
    struct form_count count = form_view_count(&en->form);
    const char *id = count.errors ? "entry.saved-errors" : count.required_left ? "entry.saved-open" : "entry.saved";
    ui_say(ui, count.errors ? STYLE_WARN : STYLE_OK, id,
           arena_printf(&ui->action, "%lld", (long long)en->saved.revision),
           arena_printf(&ui->action, "%d", count.required_left), arena_printf(&ui->action, "%d", count.errors), NULL);
    return UI_LAYOUT;
}

/* Each conflict has its answer: what was chosen stands in the rows, theirs is what is built on. */
unsigned entry_resolved(struct entry_screen *en, struct err *e)
{
    for (size_t i = 0; i < en->n_conflicts; i++) {
        int row = form_view_find(&en->form, en->conflict[i].path, 0);
        if (row >= 0 && en->conflict[i].chosen == 2)
            entry_set_row(&en->form.row[row], en->conflict[i].theirs);
    }
    size_t n;
    const struct form_value *value = entry_values(en, true, &en->screen.ui->action, &n);
    return read_again(en, value, n, e) ? UI_REPAINT : entry_save(en, e);
}

unsigned entry_drop_draft(struct entry_screen *en, struct err *e)
{
    if (form_draft_drop(app_of(en), en->case_id, en->form_id, e) || take_saved(en, e))
        return UI_REPAINT;
    ui_say(en->screen.ui, STYLE_OK, "entry.draft-dropped", NULL);
    return UI_LAYOUT;
}

/* Somebody wrote something: if it was this form, say so; with nothing typed here, simply show it. */
unsigned entry_saved_elsewhere(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    struct form_sheet now;
    if (!en->loaded || form_sheet(app_of(en), en->case_id, en->form_id, &ui->action, &now, e) ||
        now.revision == en->saved.revision)
        return 0;
    if (!entry_changed(en) && !en->unread) {
        if (take_saved(en, e))
            return UI_REPAINT;
        ui_say(ui, STYLE_INFO, "entry.renewed", now.saved_by, NULL);
        return UI_LAYOUT;
    }
    return ui_say(ui, STYLE_WARN, "entry.saved-elsewhere", now.saved_by, NULL);
}
