#include "tui/widget/dialog.h"

#include <string.h>

#include "core/base/str.h"
#include "core/base/width.h"
#include "tui/loop.h"
#include "tui/widget/choose.h"
#include "tui/widget/form_place.h"

enum { TEXT_LINES_MAX = 8, LABEL_COLS_MAX = 32 };

struct dialog *dialog_new(struct ui *ui, const struct dialog_spec *spec)
{
    struct dialog *d = xcalloc(1, sizeof *d);
    d->screen = (struct screen){.ops = &dialog_screen, .ui = ui, .body = ui->layout.body};
    d->title = arena_strdup(&d->memory, spec->title);
    d->text = arena_strdup(&d->memory, spec->text ? spec->text : "");
    d->tag = spec->tag;
    d->danger = spec->danger;
    d->result = DIALOG_CANCELLED;
    assert(spec->answers <= DIALOG_ANSWERS_MAX);
    d->answers = spec->answers ? spec->answers : 1;
    for (int i = 0; i < spec->answers; i++)
        d->answer[i] = (struct dialog_answer){spec->answer[i].key, arena_strdup(&d->memory, spec->answer[i].label)};
    if (!spec->answers)
        d->answer[0] = (struct dialog_answer){'y', ui_word(ui, "dialog.do")};
    d->at = spec->chosen >= 0 && spec->chosen < d->answers ? spec->chosen : 0;
    form_view_init(&d->form, ui_glyphs(ui));
    d->form.label_cols_max = LABEL_COLS_MAX;
    return d;
}

void dialog_offer(struct dialog *d, int row, const struct choose_row *choice, size_t n)
{
    assert(d->offers < DIALOG_OFFERS_MAX);
    struct choose_row *copy = ARENA_ARRAY(&d->memory, struct choose_row, n);
    for (size_t i = 0; i < n; i++) {
        copy[i].value = arena_strdup(&d->memory, choice[i].value);
        copy[i].text = choice[i].text ? arena_strdup(&d->memory, choice[i].text) : NULL;
        copy[i].reading = choice[i].reading ? arena_strdup(&d->memory, choice[i].reading) : NULL;
    }
    d->offer[d->offers++] = (struct dialog_offer){row, copy, n};
}

static const struct dialog_offer *offer_at(const struct dialog *d)
{
    for (int i = 0; i < d->offers && !d->on_answers; i++)
        if (d->offer[i].row == d->form.at)
            return &d->offer[i];
    return NULL;
}

unsigned dialog_show(struct dialog *d)
{
    d->on_answers = d->form.at < 0;
    return ui_push_ready(d->screen.ui, &d->screen);
}

unsigned ui_ask(struct ui *ui, const struct dialog_spec *spec)
{
    return dialog_show(dialog_new(ui, spec));
}

static void dialog_close(struct screen *s)
{
    struct dialog *d = (struct dialog *)s;
    form_view_done(&d->form);
    arena_done(&d->memory);
}

/* Frame, and within it the title, the text, the form and the answers. */
struct places {
    struct rect frame, title, text, form, answers;
};

static int text_lines(const struct dialog *d, int cols)
{
    AUTO(arena) struct arena a = {0};
    char **line;
    size_t n = str_empty(d->text) ? 0 : width_wrap(&a, d->text, cols, ui_glyphs(d->screen.ui)->ambiguous, &line);
    return n > TEXT_LINES_MAX ? TEXT_LINES_MAX : (int)n;
}

static int form_lines(const struct dialog *d)
{
    int lines = 0;
    for (int i = 0; i < d->form.n; i++)
        lines += form_row_lines(&d->form, i);
    return lines;
}

static struct places places_of(const struct dialog *d)
{
    struct rect body = d->screen.body;
    int text = text_lines(d, body.w - 4), form = d->form.n ? form_lines(d) + 3 : 0;
    struct places p = {.frame = rect_middle(body, body.w, 4 + text + (text ? 1 : 0) + form)};
    struct rect in = rect_inset(p.frame, 2, 1);
    p.title = rect_top(&in, 1);
    p.text = rect_top(&in, text);
    rect_top(&in, text ? 1 : 0);
    p.answers = rect_bottom(&in, 1);
    p.form = in;
    return p;
}

static void dialog_layout(struct screen *s, struct rect body)
{
    struct dialog *d = (struct dialog *)s;
    form_view_fit(&d->form, rect_inset(body, 2, 1)); /* lines of choices depend on the width */
    form_view_fit(&d->form, places_of(d).form);
}

static void dialog_draw(const struct screen *s, struct surface *to)
{
    const struct dialog *d = (const struct dialog *)s;
    struct places p = places_of(d);
    surface_fill(to, p.frame, STYLE_DIALOG);
    /* Reverse lines above and below mark the frame without a single line character. */
    surface_fill(to, rect_row(p.frame, 0), STYLE_FOCUS);
    surface_fill(to, rect_row(p.frame, p.frame.h - 1), STYLE_FOCUS);
    surface_text(to, rect_row(p.frame, 0), 2, 0, STYLE_FOCUS, d->title);
    surface_paragraph(to, p.text, 0, d->danger ? STYLE_WARN : STYLE_DIALOG, d->text);
    if (d->form.n)
        form_view_draw(&d->form, to, !d->on_answers);
    int x = 0;
    for (int i = 0; i < d->answers; i++) {
        bool current = d->on_answers && i == d->at;
        const char key[2] = {d->answer[i].key, '\0'};
        surface_text(to, p.answers, x, 0, STYLE_NORMAL, current ? ">" : " ");
        if (current)
            surface_cursor(to, p.answers, x, 0);
        int end = surface_text(to, p.answers, x + 1, 0, current ? STYLE_FOCUS : STYLE_KEY, key);
        x = surface_text(to, p.answers, end + 1, 0, current ? STYLE_STRONG : STYLE_DIALOG, d->answer[i].label) + 2;
    }
    surface_text(to, p.answers, x, 0, STYLE_KEY, "Esc");
    surface_text(to, p.answers, x + 4, 0, STYLE_DIALOG, ui_word(s->ui, "dialog.cancel"));
}

static bool dialog_typing(const struct screen *s)
{
    return !((const struct dialog *)s)->on_answers;
}

static unsigned give_answer(struct dialog *d, int result)
{
    d->result = result;
    return UI_ANSWER;
}

static unsigned answers_key(struct dialog *d, const struct key *typed)
{
    struct key k = key_as_command(*typed);
    if (k.code == K_TEXT && !k.mods)
        for (int i = 0; i < d->answers; i++)
            if (d->answer[i].key == k.text[0] && !k.text[1])
                return give_answer(d, i);
    int step = k.code == K_RIGHT || (k.code == K_TAB && !k.mods) ? 1 : k.code == K_LEFT ? -1 : 0;
    if (k.code == K_ENTER)
        return give_answer(d, d->at);
    bool back = k.code == K_UP || (k.code == K_TAB && k.mods == KEY_MOD_SHIFT) || (step < 0 && d->at == 0);
    if (back && d->form.at >= 0) {
        d->on_answers = false;
        return UI_REPAINT;
    }
    if (!step)
        return UI_IGNORED;
    d->at = (d->at + step + d->answers) % d->answers;
    return UI_REPAINT;
}

/* A suggested day or amount gives way to the first thing typed: nobody edits a date, one types another. */
static bool is_suggestion(const struct dialog *d, const struct key *k)
{
    const struct form_row *r = d->form.at >= 0 ? &d->form.row[d->form.at] : NULL;
    bool text = (k->code == K_TEXT && !k->mods) || k->code == K_PASTE;
    bool short_value = r && r->kind == FORM_FIELD && (r->field.spec.type == INPUT_DATE || r->field.spec.type == INPUT_NUMBER);
    return text && (short_value || (r && r->kind == FORM_FIELD && r->guess)) && !r->field.changed && r->field.caret == r->field.text.n && !field_empty(&r->field);
}

static unsigned dialog_key(struct screen *s, const struct key *k, struct err *e)
{
    struct dialog *d = (struct dialog *)s;
    (void)e;
    if (d->on_answers)
        return answers_key(d, k);
    if (is_suggestion(d, k))
        field_replace(&d->form.row[d->form.at].field, "");
    struct form_event ev = form_view_key(&d->form, &s->ui->keymap, k, &s->ui->action);
    switch (ev.kind) {
    case FORM_IGNORED: return UI_IGNORED;
    case FORM_REFUSED: return ui_say(s->ui, STYLE_WARN, ev.message, NULL) | UI_BELL;
    case FORM_END:
    case FORM_LEFT:
        d->on_answers = ev.kind == FORM_END;
        if (d->left)
            d->left(d, &d->form.row[ev.row]);
        return UI_REPAINT;
    case FORM_MOVED:
    case FORM_CHANGED:
    case FORM_ADDED: break;
    }
    return UI_REPAINT;
}

/* From any field: most of what is suggested is right, and walking through it costs a key a row. */
static unsigned answer_now(struct dialog *d)
{
    struct form_row *r = d->on_answers || d->form.at < 0 ? NULL : &d->form.row[d->form.at];
    if (r && r->kind == FORM_FIELD && !r->readonly)
        field_leave(&r->field, &d->screen.ui->action);
    return give_answer(d, d->at);
}

static unsigned dialog_command(struct screen *s, enum command c, struct err *e)
{
    struct dialog *d = (struct dialog *)s;
    const struct dialog_offer *offer = offer_at(d);
    (void)e;
    if (c == CMD_DIALOG_CHOICES && offer)
        return ui_choose(s->ui, d->form.row[offer->row].label, offer->choice, offer->n, 0);
    if (c == CMD_DIALOG_DO)
        return answer_now(d);
    return c == CMD_DIALOG_CANCEL ? give_answer(d, DIALOG_CANCELLED) : UI_IGNORED;
}

/* A candidate was chosen: it becomes the text of the row, as one step that can be taken back. */
static unsigned dialog_answered(struct screen *s, struct dialog *chosen, struct err *e)
{
    struct dialog *d = (struct dialog *)s;
    const char *value = dialog_chosen(chosen);
    (void)e;
    if (!value || d->form.at < 0)
        return 0;
    field_replace(&d->form.row[d->form.at].field, value);
    return UI_REPAINT;
}

static const char *dialog_refuses(const struct screen *s, enum command c)
{
    const struct dialog *d = (const struct dialog *)s;
    bool to_do = d->form.n || (d->answers == 1 && d->answer[0].key == 'y');
    bool leads_nowhere = (c == CMD_DIALOG_CHOICES && !offer_at(d)) || (c == CMD_DIALOG_DO && !to_do);
    return leads_nowhere ? "" : NULL;
}

static const char *dialog_hint(const struct screen *s)
{
    const struct dialog *d = (const struct dialog *)s;
    return ui_word(s->ui, d->on_answers ? "dialog.hint-answers" : "dialog.hint");
}

const struct screen_ops dialog_screen = {
    .name = "dialog",
    .title = "dialog.title",
    .where = WHERE_DIALOG,
    .size = sizeof(struct dialog),
    .overlay = true,
    .close = dialog_close,
    .layout = dialog_layout,
    .draw = dialog_draw,
    .command = dialog_command,
    .key = dialog_key,
    .typing = dialog_typing,
    .answered = dialog_answered,
    .refuses = dialog_refuses,
    .hint = dialog_hint,
};
