/* The list of what can be done with a case or one of its units: where the cursor rests, how a row looks. */
#include <string.h>

#include "core/base/str.h"
#include "tui/screen/case_state.h"

enum { LINE_X = 4, DUE_DAY_COLS = 13 };

/* The cursor rests on a row that says something: the next one in its direction, else the nearest in the other. */
void case_settle(struct case_screen *c, bool down)
{
    size_t at = c->list.at;
    while (at < c->n && !case_line_chosen(&c->line[at])) {
        if (down ? at + 1 == c->n : at == 0)
            down = !down;
        at += down ? 1 : (size_t)-1;
    }
    if (at < c->n)
        list_go(&c->list, at);
    size_t action = at < c->n && c->line[at].kind != CASE_ROW_TASK ? c->line[at].index : SIZE_MAX;
    str_copy_cut(c->at_action, sizeof c->at_action, action < c->view.n_actions ? c->view.action[action].id : "");
}

/* What was chosen may be in another row now; what is gone, because it was done, must not leave the cursor on its neighbour. */
void case_follow_action(struct case_screen *c)
{
    size_t at = 0;
    if (!*c->at_action)
        return;
    for (size_t i = c->n; i-- > 0;)
        if (c->line[i].kind != CASE_ROW_TASK && c->line[i].index < c->view.n_actions &&
            str_eq(c->view.action[c->line[i].index].id, c->at_action))
            at = i;
    list_go(&c->list, at);
}

/* Tasks are named by sentences, and have nothing beside them but a day. */
static void draw_task(const struct case_line *l, struct surface *to, struct rect row)
{
    int label_cols = row.w - LINE_X - DUE_DAY_COLS - 2;
    surface_column(to, row, LINE_X, 0, label_cols, STYLE_NORMAL, false, l->label);
    surface_column(to, row, LINE_X + label_cols + 1, 0, DUE_DAY_COLS, STYLE_NORMAL, false, l->text);
}

/* With the cursor only the marker and the letter change: a step must stay small on a thin line. */
static void draw_line(const struct case_screen *c, const struct case_line *l, bool current, struct surface *to,
                      struct rect row)
{
    const char letter[2] = {l->letter, '\0'};
    int text_x = LINE_X + CASE_LABEL_COLS + 1;
    surface_text(to, row, 0, 0, STYLE_NORMAL, current ? ">" : " ");
    switch (l->kind) {
    case CASE_ROW_HEADING: surface_text(to, row, 1, 0, STYLE_HEADING, l->label); return;
    case CASE_ROW_SPACE: return;
    case CASE_ROW_ACTION:
        surface_text(to, row, 1, 0, current ? STYLE_FOCUS : STYLE_KEY, letter);
        surface_column(to, row, LINE_X, 0, CASE_LABEL_COLS, STYLE_STRONG, false, l->label);
        if (l->mandatory)
            surface_text(to, row, 2, 0, STYLE_ERROR, "!");
        break;
    case CASE_ROW_UNITS:
        surface_text(to, row, 1, 0, current ? STYLE_FOCUS : STYLE_KEY, letter);
        surface_column(to, row, LINE_X, 0, CASE_LABEL_COLS, l->letter ? STYLE_STRONG : STYLE_DIM, false, l->label);
        break;
    case CASE_ROW_TASK: draw_task(l, to, row); return;
    case CASE_ROW_REFUSED: surface_column(to, row, LINE_X, 0, CASE_LABEL_COLS, STYLE_DIM, false, l->label); break;
    case CASE_ROW_REASON: break;
    }
    bool first = l == c->line || l->kind != CASE_ROW_REASON;
    int x = first || l[-1].kind != CASE_ROW_HEADING ? text_x : LINE_X;
    if (!*l->jump_label) {
        surface_column(to, row, x, 0, row.w - x, STYLE_NORMAL, false, l->text);
        return;
    }
    int way = glyphs_cols(&to->glyphs, l->jump_label, strlen(l->jump_label)) + 2, room = row.w - x - way;
    int cols = glyphs_cols(&to->glyphs, l->text, strlen(l->text));
    if (*l->text)
        x = surface_column(to, row, x, 0, cols < room ? cols : room, STYLE_NORMAL, false, l->text) + 2;
    surface_text(to, row, x, 0, STYLE_KEY, l->jump_label);
}

void case_draw_lines(const struct case_screen *c, struct surface *to, struct rect at, bool current)
{
    for (int y = 0; y < at.h && c->list.top + (size_t)y < c->n; y++) {
        size_t i = c->list.top + (size_t)y;
        bool here = current && i == c->list.at;
        struct rect row = rect_row(at, y);
        draw_line(c, &c->line[i], here, to, row);
        if (here)
            surface_cursor(to, row, 0, 0);
    }
}

unsigned case_list_key(struct case_screen *c, const struct key *k)
{
    enum command move = keymap_find(&c->screen.ui->keymap, WHERE_LIST, k);
    if (list_command(&c->list, move) == LIST_IGNORED)
        return UI_IGNORED;
    case_settle(c, move != CMD_LIST_UP && move != CMD_LIST_PAGE_UP);
    return UI_REPAINT;
}

char case_letter(const struct key *k)
{
    struct key key = key_as_command(*k);
    bool letter = key.code == K_TEXT && !key.mods && key.text[0] >= 'a' && key.text[0] <= 'z' && !key.text[1];
    return letter ? key.text[0] : '\0';
}
