#include "tui/widget/checklist.h"

#include <stdio.h>

#include "core/base/str.h"

enum { COLUMN_NUMBER, COLUMN_NAME, COLUMN_CLASS, COLUMN_RESULT, COLUMN_NOTE, COLUMNS };
enum { NUMBER_COLS = 8, NAME_X = 3 + NUMBER_COLS + 1 };

static bool is_open(const struct check_view *c, const struct check_view_item *item)
{
    return item->answer < 0 || c->answer[item->answer].open;
}

static bool is_seen(const struct check_view *c, size_t i)
{
    return !c->only_open || (!c->item[i].section && is_open(c, &c->item[i]));
}

void check_view_fit(struct check_view *c, struct arena *a, struct rect at)
{
    assert(c->n <= CHECK_VIEW_ITEMS_MAX && c->answers <= CHECK_VIEW_ANSWERS_MAX);
    size_t current = c->seen && c->list.at < c->list.n ? c->seen[c->list.at] : 0;
    c->seen = ARENA_ARRAY(a, size_t, c->n);
    size_t n = 0, row = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (!is_seen(c, i))
            continue;
        if (i <= current)
            row = n;
        c->seen[n++] = i;
    }
    c->list.at = row;
    list_fit(&c->list, n, at.h - 1);
}

struct check_view_item *check_view_at(const struct check_view *c)
{
    return c->list.at < c->list.n ? &c->item[c->seen[c->list.at]] : NULL;
}

void check_view_go(struct check_view *c, size_t item)
{
    for (size_t row = 0; row < c->list.n; row++)
        if (c->seen[row] == item)
            list_go(&c->list, row);
}

/* The first row from `from` on that waits for an answer, else the first that could be answered; c->list.n if there is none. */
static size_t first_open(const struct check_view *c, size_t from)
{
    size_t any = c->list.n;
    for (size_t row = from; row < c->list.n; row++) {
        const struct check_view_item *item = &c->item[c->seen[row]];
        if (item->section)
            continue;
        if (!item->locked && is_open(c, item))
            return row;
        any = any == c->list.n ? row : any;
    }
    return any;
}

void check_view_first_open(struct check_view *c)
{
    list_go(&c->list, first_open(c, 0));
}

/* The next row below that waits for an answer, so that what was computed is not answered by the way; else the next one, and
 * the last stays where it is. Rows keep their places until the screen reloads, also under the filter: nothing moves under
 * the hand. */
static void advance(struct check_view *c)
{
    size_t to = first_open(c, c->list.at + 1);
    if (to < c->list.n)
        list_go(&c->list, to);
}

static struct check_view_event moved(const struct check_view *c, enum list_event ev)
{
    struct check_view_event out = {.kind = ev == LIST_IGNORED ? CHECK_VIEW_IGNORED : CHECK_VIEW_MOVED};
    out.item = c->list.at < c->list.n ? c->seen[c->list.at] : 0;
    return out;
}

static struct check_view_event answer(struct check_view *c, int answer)
{
    size_t index = c->seen[c->list.at];
    struct check_view_item *item = &c->item[index];
    if (item->section) {
        advance(c);
        return (struct check_view_event){.kind = CHECK_VIEW_MOVED, .item = index};
    }
    if (item->locked)
        return (struct check_view_event){.kind = CHECK_VIEW_LOCKED, .item = index, .answer = answer, .before = item->answer};
    struct check_view_event ev = {.kind = CHECK_VIEW_ANSWERED, .item = index, .answer = answer, .before = item->answer};
    item->answer = answer;
    advance(c);
    return ev;
}

struct check_view_event check_view_command(struct check_view *c, enum command cmd)
{
    if (cmd != CMD_CHECKLIST_OPEN)
        return moved(c, list_command(&c->list, cmd));
    for (size_t i = 1; i <= c->list.n; i++) {
        size_t row = (c->list.at + i) % c->list.n;
        const struct check_view_item *item = &c->item[c->seen[row]];
        if (!item->section && !item->locked && is_open(c, item))
            return moved(c, list_go(&c->list, row));
    }
    return moved(c, LIST_STAYED);
}

struct check_view_event check_view_key(struct check_view *c, const struct keymap *m, const struct key *k)
{
    struct key plain = key_as_command(*k);
    if (plain.code == K_TEXT && !plain.mods && !plain.text[1] && c->list.n)
        for (int i = 0; i < c->answers; i++)
            if (c->answer[i].key == plain.text[0])
                return answer(c, i);
    enum command cmd = keymap_find(m, WHERE_CHECKLIST, k);
    return check_view_command(c, cmd != CMD_NONE ? cmd : keymap_find(m, WHERE_LIST, k));
}

/* A cell's text for table_draw. */
static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    static const char *const blank = "";
    const struct check_view *c = user;
    const struct check_view_item *item = &c->item[c->seen[row]];
    if (item->section)
        *style_r = STYLE_HEADING;
    else if (item->locked)
        *style_r = STYLE_DIM;
    if (item->section && column > COLUMN_NAME)
        return blank;
    switch (column) {
    case COLUMN_NUMBER: return item->number ? item->number : blank;
    case COLUMN_NAME: return item->name;
    case COLUMN_CLASS: return item->class ? item->class : blank;
    case COLUMN_NOTE: return item->note ? item->note : blank;
    default: break;
    }
    if (item->answer < 0)
        return "_";
    *style_r = c->answer[item->answer].style;
    return c->answer[item->answer].label;
}

static const char *key_mark(const void *user, size_t row, enum style *style_r)
{
    static const char marks[] = "0\0001\0002\0003\0004\0005\0006\0007\0008\0009\0";
    const struct check_view *c = user;
    const struct check_view_item *item = &c->item[c->seen[row]];
    (void)style_r;
    if (item->section || item->answer < 0)
        return "";
    char key = c->answer[item->answer].key;
    return key >= '0' && key <= '9' ? &marks[(key - '0') * 2] : "*";
}

/* A heading runs over all columns. */
static void draw_section(const struct check_view_item *item, struct surface *to, struct rect row)
{
    rect_left(&row, NAME_X);
    if (!item->section)
        return;
    surface_fill(to, row, STYLE_NORMAL);
    surface_column(to, row, 0, 0, row.w, STYLE_HEADING, false, item->name);
}

void check_view_draw(const struct check_view *c, struct surface *to, struct rect at)
{
    const struct column columns[COLUMNS] = {
        {c->heading[COLUMN_NUMBER] ? c->heading[COLUMN_NUMBER] : "", NUMBER_COLS, false, 0},
        {c->heading[COLUMN_NAME] ? c->heading[COLUMN_NAME] : "", 0, false, 0},
        {c->heading[COLUMN_CLASS] ? c->heading[COLUMN_CLASS] : "", 4, false, 0},
        {c->heading[COLUMN_RESULT] ? c->heading[COLUMN_RESULT] : "", 8, false, 0},
        {c->heading[COLUMN_NOTE] ? c->heading[COLUMN_NOTE] : "", 20, false, 0},
    };
    const struct table t = {
        .column = columns,
        .columns = COLUMNS,
        .focus_column = COLUMN_NUMBER,
        .mark_cols = 1,
        .headings = true,
        .cell = cell,
        .mark = key_mark,
        .user = c,
    };
    table_draw(&t, &c->list, to, at, true, "");
    rect_top(&at, 1);
    for (int y = 0; y < at.h && c->list.top + (size_t)y < c->list.n; y++)
        draw_section(&c->item[c->seen[c->list.top + (size_t)y]], to, rect_row(at, y));
}
