/* 申請書入力: made for keying from paper, eyes on the paper. Places are fixed, every field can always be left, what was
 * understood stands beside the field, and what is typed is kept as a draft whenever the hands rest. */
#include <string.h>

#include "core/app/case_app.h"
#include "core/base/str.h"
#include "tui/screen/entry_state.h"
#include "tui/widget/choose.h"

enum { HEAD_ROWS = 3, POSTAL_DIGITS = 7 };

static int entry_open(struct screen *s, const void *arg, struct err *e)
{
    struct entry_screen *en = (struct entry_screen *)s;
    const struct case_arg *a = arg;
    if (!a)
        return err_set(e, E_NOTFOUND, "case.unknown", "", NULL);
    en->case_id = a->case_id;
    en->fresh = a->fresh;
    str_copy_cut(en->form_id, sizeof en->form_id, a->part);
    str_copy_cut(en->place, sizeof en->place, a->place);
    form_view_init(&en->form, ui_glyphs(s->ui));
    return 0;
}

static void entry_close(struct screen *s)
{
    struct entry_screen *en = (struct entry_screen *)s;
    form_view_done(&en->form);
    arena_done(&en->saved_memory);
    arena_done(&en->view_memory);
    arena_done(&en->previous_memory);
    arena_done(&en->conflict_memory);
    arena_done(&en->listed_memory);
}

static void go_to_place(struct entry_screen *en)
{
    for (int i = 0; *en->place && i < en->form.n; i++) {
        const char *id = en->form.row[i].id;
        if (!str_starts(id, en->place))
            continue;
        form_view_go(&en->form, i, &en->screen.ui->action);
        if (en->form.at == i)
            return;
    }
}

/* The form is loaded once: what is typed outlives every reload. */
static int entry_reload(struct screen *s, struct err *e)
{
    struct entry_screen *en = (struct entry_screen *)s;
    struct case_view v;
    if (en->loaded)
        return 0;
    int rc = case_view(ui_app(s->ui), en->case_id, &s->ui->action, &v, e);
    if (rc)
        return rc;
    if (!*en->form_id && v.n_forms)
        str_copy_cut(en->form_id, sizeof en->form_id, v.form[0].id);
    str_copy_cut(en->subject, sizeof en->subject,
                 *v.c.number ? v.c.number : arena_printf(&s->ui->action, "#%lld", (long long)en->case_id));
    rc = entry_load(en, e);
    if (!rc)
        go_to_place(en);
    return rc;
}

static void entry_layout(struct screen *s, struct rect body)
{
    struct entry_screen *en = (struct entry_screen *)s;
    en->at_head = rect_top(&body, HEAD_ROWS);
    en->at_form = body;
    form_view_fit(&en->form, body);
}

static void entry_draw(const struct screen *s, struct surface *to)
{
    const struct entry_screen *en = (const struct entry_screen *)s;
    surface_column(to, en->at_head, 1, 1, en->at_head.w - 1, STYLE_STRONG, false, en->head);
    form_view_draw(&en->form, to, true);
}

/* A postal code is done with its seventh digit, hyphen or not. */
static bool postal_done(const struct entry_screen *en, const struct form_row *r)
{
    const struct form_place *p = entry_place(&en->view, r->id, 0);
    if (!p || !str_eq(p->type, "postal"))
        return false;
    int digits = 0;
    const char *text = field_text(&r->field);
    for (const char *c = text; *c; c++)
        digits += *c >= '0' && *c <= '9';
    return digits == POSTAL_DIGITS && r->field.caret == strlen(text);
}

static unsigned entry_key(struct screen *s, const struct key *k, struct err *e)
{
    struct entry_screen *en = (struct entry_screen *)s;
    struct form_event ev = form_view_key(&en->form, &s->ui->keymap, k, &s->ui->action);
    switch (ev.kind) {
    case FORM_IGNORED: return UI_IGNORED;
    case FORM_MOVED: return UI_REPAINT;
    case FORM_REFUSED: return ui_say(s->ui, STYLE_WARN, ev.message, NULL) | UI_BELL;
    case FORM_CHANGED:
        en->unread = en->undrafted = true;
        if (!postal_done(en, &en->form.row[ev.row]))
            return UI_REPAINT;
        return entry_left(en, form_view_command(&en->form, CMD_FORM_NEXT, &s->ui->action), e);
    case FORM_LEFT:
    case FORM_ADDED:
    case FORM_END: break;
    }
    return entry_left(en, ev, e);
}

static unsigned next_form(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    struct case_view v;
    if (entry_keep_draft(en, e) || case_view(ui_app(ui), en->case_id, &ui->action, &v, e))
        return UI_REPAINT;
    if (v.n_forms < 2)
        return ui_say(ui, STYLE_INFO, "entry.only-form", NULL);
    struct case_arg arg = {.case_id = en->case_id, .fresh = en->fresh};
    for (size_t i = 0; i < v.n_forms; i++)
        if (str_eq(v.form[i].id, en->form_id))
            str_copy_cut(arg.part, sizeof arg.part, v.form[(i + 1) % v.n_forms].id);
    return ui_replace(ui, &entry_screen, &arg, sizeof arg);
}

/* Nothing typed is lost: what is not saved stays as a draft. */
static unsigned leave(struct entry_screen *en, struct err *e)
{
    if (entry_keep_draft(en, e))
        return UI_REPAINT;
    if (entry_changed(en))
        ui_say(en->screen.ui, STYLE_INFO, "entry.left-draft", NULL);
    if (en->fresh)
        return ui_replace(en->screen.ui, &case_screen, &(struct case_arg){.case_id = en->case_id},
                          sizeof(struct case_arg));
    return en->screen.below ? UI_POP : UI_REPAINT;
}

static unsigned entry_command(struct screen *s, enum command c, struct err *e)
{
    struct entry_screen *en = (struct entry_screen *)s;
    switch (c) {
    case CMD_ENTRY_SAVE: return entry_save(en, e);
    case CMD_ENTRY_NEXT_FORM: return next_form(en, e);
    case CMD_ENTRY_DROP:
        if (!en->draft_is_kept && !entry_changed(en))
            return ui_say(s->ui, STYLE_INFO, "entry.no-draft", NULL);
        return ui_ask(s->ui, &(struct dialog_spec){.title = ui_word(s->ui, "entry.drop-title"),
                                                   .text = ui_word(s->ui, "entry.drop-text"),
                                                   .answer = {{'y', ui_word(s->ui, "entry.drop-yes")},
                                                              {'n', ui_word(s->ui, "entry.drop-no")}},
                                                   .answers = 2,
                                                   .chosen = 1,
                                                   .danger = true,
                                                   .tag = ENTRY_DROP});
    case CMD_ENTRY_GO: return entry_fields(en);
    case CMD_ENTRY_CHANGES: return entry_changes(en, e);
    case CMD_FORM_HELP: return entry_help(en);
    case CMD_FORM_DUP: return entry_dup(en, e);
    case CMD_FORM_ERRORS: return entry_errors(en, e);
    case CMD_PROMPT: return entry_pick(en, e);
    case CMD_BACK: return leave(en, e);
    case CMD_QUIT: return entry_keep_draft(en, e) ? UI_REPAINT : UI_IGNORED;
    default: return UI_IGNORED;
    }
}

static unsigned entry_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct entry_screen *en = (struct entry_screen *)s;
    if (d->result == DIALOG_CANCELLED)
        return 0;
    switch ((enum entry_dialog)d->tag) {
    case ENTRY_PICK: return entry_picked(en, dialog_chosen(d), e);
    case ENTRY_LISTED: {
        int chosen = dialog_chosen_row(d);
        if (chosen >= 0 && (size_t)chosen < en->n_listed && en->listed[chosen] < en->form.n)
            form_view_go(&en->form, en->listed[chosen], &s->ui->action);
        return UI_REPAINT;
    }
    case ENTRY_CONFLICT: return entry_resolved(en, e);
    case ENTRY_DROP: return d->result == 0 ? entry_drop_draft(en, e) : 0;
    case ENTRY_HELP: break;
    }
    return 0;
}

static unsigned entry_paused(struct screen *s, struct err *e)
{
    struct entry_screen *en = (struct entry_screen *)s;
    if (!en->unread && !en->undrafted)
        return 0;
    if (en->unread && en->form.at >= 0 && entry_echo(en, e))
        return UI_REPAINT;
    entry_keep_draft(en, e); /* a failure is said by the loop, and tried again at the next pause */
    return UI_REPAINT;
}

static unsigned entry_changed_elsewhere(struct screen *s, struct err *e)
{
    return entry_saved_elsewhere((struct entry_screen *)s, e);
}

static bool entry_typing(const struct screen *s)
{
    (void)s;
    return true;
}

static const char *entry_subject(const struct screen *s)
{
    return ((const struct entry_screen *)s)->subject;
}

static const char *entry_hint(const struct screen *s)
{
    const struct entry_screen *en = (const struct entry_screen *)s;
    if (!en->view.editable)
        return ui_word(s->ui, "entry.hint-look");
    const struct form_row *r = en->form.at >= 0 ? &en->form.row[en->form.at] : NULL;
    if (r && (r->kind == FORM_CHOICE || r->kind == FORM_CHOICES))
        return ui_word(s->ui, r->kind == FORM_CHOICE ? "entry.hint-choice" : "entry.hint-choices");
    if (r && r->kind == FORM_ADD)
        return ui_word(s->ui, "entry.hint-add");
    return ui_word(s->ui, r && r->kind == FORM_FIELD && r->field.spec.lines > 1 ? "entry.hint-lines" : "entry.hint");
}

const struct screen_ops entry_screen = {
    .name = "entry",
    .title = "entry.title",
    .where = WHERE_ENTRY,
    .widgets = WIDGET(FORM) | WIDGET(FIELD),
    .size = sizeof(struct entry_screen),
    .open = entry_open,
    .close = entry_close,
    .reload = entry_reload,
    .layout = entry_layout,
    .draw = entry_draw,
    .command = entry_command,
    .key = entry_key,
    .typing = entry_typing,
    .changed = entry_changed_elsewhere,
    .paused = entry_paused,
    .answered = entry_answered,
    .subject = entry_subject,
    .hint = entry_hint,
};
