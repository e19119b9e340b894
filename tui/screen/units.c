/* 施設など: the units of one case. Above, where each stands; below, the chosen one: what was found out about it, what is due,
 * its certificate, and what can be done with it now. It is the case's own list of actions, cut to one unit. */
#include <string.h>

#include "core/base/str.h"
#include "tui/screen/case_state.h"
#include "tui/screen/detail.h"
#include "tui/widget/table.h"

enum {
    TRACKS_MAX = 8,
    NAME = 0,
    FIRST_TRACK = 1,
    NAME_COLS_MIN = 12,
    NAME_COLS_MAX = 40,
    STATE_COLS_MIN = 10,
    HEADING_COLS_MAX = 12,
    STATE_COLS_MAX = 14,
    NUMBER_COLS = 15,
    COUNT_COLS = 10,
    WIDE_COLS = 120,
    SIDE_COLS = 48,
    ROWS_MIN = 24,
    LIST_ROWS_MAX = 5,
    LINES_ROWS_MIN = 6
};

struct units_screen {
    struct case_screen of; /* the case, its list that of the chosen unit's actions */
    char begin[256];       /* the unit to begin at, and to stay at over a reload */
    struct list list;      /* of units */
    bool doing;            /* the cursor is in the list of actions */
    struct table table;
    struct column column[TABLE_COLUMNS_MAX];
    const char *track[TRACKS_MAX]; /* ids, in the order of the scheme */
    int tracks;
    bool certificates;
    const char **count; /* how many actions each has that are possible */
    struct unit_lines {
        struct case_line *line;
        size_t n;
    } *made; /* of each unit once it was looked at */
    struct detail detail;
    struct rect at_list, at_rest, at_detail, at_lines;
};

static struct units_screen *units_of(struct screen *s)
{
    return (struct units_screen *)s;
}

static const struct case_unit *chosen(const struct units_screen *u)
{
    return u->of.view.n_units ? &u->of.view.unit[u->list.at] : NULL;
}

static int units_open(struct screen *s, const void *arg, struct err *e)
{
    const struct case_arg *a = arg;
    struct units_screen *u = units_of(s);
    if (!a)
        return err_set(e, E_NOTFOUND, "case.unknown", "", NULL);
    u->of.case_id = a->case_id;
    u->doing = *a->place != '\0';
    str_copy_cut(u->begin, sizeof u->begin, a->place);
    return 0;
}

static void units_close(struct screen *s)
{
    detail_done(&units_of(s)->detail);
}

static const struct case_track *track_of(const struct case_unit *unit, const char *id)
{
    for (size_t i = 0; i < unit->n_tracks; i++)
        if (str_eq(unit->track[i].id, id))
            return &unit->track[i];
    return NULL;
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct units_screen *u = user;
    const struct case_unit *unit = &u->of.view.unit[row];
    if (column == NAME)
        return unit->label;
    if (column < FIRST_TRACK + u->tracks) {
        const struct case_track *track = track_of(unit, u->track[column - FIRST_TRACK]);
        if (track && track->final)
            *style_r = STYLE_DIM;
        return track ? track->state_label : "";
    }
    if (u->certificates && column == FIRST_TRACK + u->tracks)
        return unit->certificate.id ? unit->certificate.number : "";
    return u->count[row];
}

/* The nearest date of the unit is over, or is today. */
static const char *mark(const void *user, size_t row, enum style *style_r)
{
    const struct units_screen *u = user;
    const struct due_list *due = &u->of.view.unit[row].due;
    struct date first = due->n ? due->at[0].d.due_on : DATE_NONE;
    if (date_is_none(first) || date_compare(first, ui_today(u->of.screen.ui)) > 0)
        return "";
    bool over = date_compare(first, ui_today(u->of.screen.ui)) < 0;
    *style_r = over ? STYLE_ERROR : STYLE_WARN;
    return over ? "!!" : "!";
}

static int cols_of(const struct units_screen *u, const char *text, int max)
{
    int cols = glyphs_cols(ui_glyphs(u->of.screen.ui), text, strlen(text));
    return cols < max ? cols : max;
}

/* A column for every track that one of them has: as wide as its states. */
static void add_track(struct units_screen *u, const struct case_track *track)
{
    struct column *column = &u->column[FIRST_TRACK];
    int i = 0;
    while (i < u->tracks && !str_eq(u->track[i], track->id))
        i++;
    if (i == TRACKS_MAX)
        return;
    if (i == u->tracks) {
        u->track[u->tracks++] = track->id;
        int cols = cols_of(u, track->label, HEADING_COLS_MAX);
        column[i] = (struct column){.heading = track->label, .cols = cols > STATE_COLS_MIN ? cols : STATE_COLS_MIN};
    }
    int cols = cols_of(u, track->state_label, STATE_COLS_MAX);
    if (cols > column[i].cols)
        column[i].cols = cols;
}

static void make_table(struct units_screen *u)
{
    const struct ui *ui = u->of.screen.ui;
    const struct case_view *v = &u->of.view;
    u->tracks = 0;
    u->certificates = false;
    u->column[NAME] = (struct column){.heading = v->unit_label, .cols = NAME_COLS_MIN};
    for (size_t i = 0; i < v->n_units; i++) {
        int cols = cols_of(u, v->unit[i].label, NAME_COLS_MAX);
        if (cols > u->column[NAME].cols)
            u->column[NAME].cols = cols;
        u->certificates |= v->unit[i].certificate.id != 0;
        for (size_t t = 0; t < v->unit[i].n_tracks; t++)
            add_track(u, &v->unit[i].track[t]);
    }
    int columns = FIRST_TRACK + u->tracks;
    if (u->certificates)
        u->column[columns++] = (struct column){.heading = ui_word(ui, "units.number"), .cols = NUMBER_COLS};
    u->column[columns++] =
        (struct column){.heading = ui_word(ui, "units.possible"), .cols = COUNT_COLS, .right = true};
    u->table = (struct table){.column = u->column,
                              .columns = columns,
                              .focus_column = NAME,
                              .mark_cols = 2,
                              .headings = true,
                              .cell = cell,
                              .mark = mark,
                              .user = u};
}

/* The names take what the other columns leave, where they want more. */
static void fit_names(struct units_screen *u, int cols)
{
    int left = cols - u->table.mark_cols - 2;
    for (int i = 1; i < u->table.columns; i++)
        left -= u->column[i].cols + 1;
    if (u->column[NAME].cols > left)
        u->column[NAME].cols = left > NAME_COLS_MIN ? left : NAME_COLS_MIN;
}

static void find_begin(struct units_screen *u)
{
    for (size_t i = 0; *u->begin && i < u->of.view.n_units; i++)
        if (str_starts(u->of.view.unit[i].label, u->begin))
            u->list.at = i;
    if (u->list.at >= u->of.view.n_units)
        u->list.at = 0;
}

static int units_reload(struct screen *s, struct err *e)
{
    struct units_screen *u = units_of(s);
    struct case_view *v = &u->of.view;
    int rc = case_view(ui_app(s->ui), u->of.case_id, &s->arena, v, e);
    u->of.title = "";
    u->of.unit = NULL;
    u->of.line = NULL;
    u->of.n = 0;
    if (rc)
        *v = (struct case_view){.unit_label = "", .unit_form = ""};
    else
        u->of.title = *v->c.number ? v->c.number : arena_printf(&s->arena, "#%lld", (long long)v->c.id);
    u->made = ARENA_ARRAY(&s->arena, struct unit_lines, v->n_units + 1);
    u->count = ARENA_ARRAY(&s->arena, const char *, v->n_units + 1);
    for (size_t i = 0; i < v->n_units; i++)
        u->count[i] = v->unit[i].n_possible ? arena_printf(&s->arena, "%zu", v->unit[i].n_possible) : "";
    find_begin(u);
    make_table(u);
    return rc;
}

static void add_due(struct units_screen *u, const struct due *due)
{
    struct screen *s = &u->of.screen;
    struct date day = due->d.due_on;
    const char *text = due->label;
    if (!date_is_none(day))
        text = arena_printf(&s->ui->action, "%s  %s  %s", screen_day(s, day), due->label,
                            screen_days_left(s, day.days - ui_today(s->ui).days));
    detail_add(&u->detail, ui_word(s->ui, "units.due"), text);
}

/* The chosen unit in full: certificate, since when each track stands where it does, dates, findings. */
static void make_detail(struct units_screen *u)
{
    struct screen *s = &u->of.screen;
    const struct case_unit *unit = chosen(u);
    detail_begin(&u->detail, u->list.at, unit ? unit->label : "");
    if (!unit)
        return;
    if (unit->certificate.id)
        detail_add(&u->detail, ui_word(s->ui, "units.certificate"),
                   arena_printf(&s->ui->action, "%s  %s", unit->certificate.number, unit->certificate_state_label));
    for (size_t i = 0; i < unit->due.n; i++)
        add_due(u, &unit->due.at[i]);
    for (size_t i = 0; i < unit->n_tracks; i++)
        detail_add(&u->detail, unit->track[i].label,
                   ui_text(s->ui, "units.since", unit->track[i].state_label, screen_day(s, unit->track[i].since), NULL));
    for (size_t i = 0; i < unit->n_facts; i++)
        detail_add(&u->detail, unit->fact[i].label, unit->fact[i].text);
}

/* Below each other in a narrow window: the detail gets what it needs, as far as some rows are left for the actions. */
static void place_detail(struct units_screen *u)
{
    u->at_lines = u->at_rest;
    if (u->at_rest.w >= WIDE_COLS) {
        u->at_detail = rect_right(&u->at_lines, SIDE_COLS);
        return;
    }
    int most = u->at_rest.h - LINES_ROWS_MIN - 1, wanted = u->detail.n + 1;
    u->at_detail = rect_top(&u->at_lines, wanted < most ? wanted : most);
    rect_top(&u->at_lines, 1);
}

/* Takes the chosen unit in hand: its lines are made once. */
static void choose_unit(struct units_screen *u)
{
    const struct case_unit *unit = chosen(u);
    struct unit_lines *made = &u->made[u->list.at];
    u->of.unit = unit ? unit->label : NULL;
    u->of.n = 0;
    make_detail(u);
    place_detail(u);
    if (!unit)
        return;
    str_copy_cut(u->begin, sizeof u->begin, unit->label);
    if (!made->n) {
        case_make_lines(&u->of, u->at_lines.w);
        *made = (struct unit_lines){u->of.line, u->of.n};
    }
    u->of.line = made->line;
    u->of.n = made->n;
    list_fit(&u->of.list, u->of.n, u->at_lines.h);
    case_follow_action(&u->of);
    case_settle(&u->of, true);
}

static void units_layout(struct screen *s, struct rect body)
{
    struct units_screen *u = units_of(s);
    size_t n = u->of.view.n_units;
    int most = body.h > ROWS_MIN ? body.h / 3 : LIST_ROWS_MAX, rows = (int)n < most ? (int)n : most;
    fit_names(u, body.w);
    rect_top(&body, 1);
    u->at_list = rect_top(&body, 1 + (rows ? rows : 1));
    list_fit(&u->list, n, table_height(&u->table, u->at_list));
    rect_top(&body, 1);
    u->at_rest = body;
    for (size_t i = 0; i < n; i++)
        u->made[i].n = 0;
    choose_unit(u);
}

static void units_draw(const struct screen *s, struct surface *to)
{
    const struct units_screen *u = (const struct units_screen *)s;
    const struct ui *ui = s->ui;
    table_draw(&u->table, &u->list, to, u->at_list, !u->doing,
               *u->of.view.unit_label ? ui_word(ui, "units.none") : "");
    if (!u->of.view.n_units)
        return;
    detail_draw(&u->detail, to, u->at_detail);
    case_draw_lines(&u->of, to, u->at_lines, u->doing);
}

static unsigned turn(struct units_screen *u)
{
    u->doing = !u->doing && u->of.n;
    return UI_REPAINT;
}

static unsigned units_key(struct screen *s, const struct key *k, struct err *e)
{
    struct units_screen *u = units_of(s);
    size_t before = u->list.at;
    char letter = case_letter(k);
    (void)e;
    unsigned wishes = UI_IGNORED;
    if (u->doing)
        wishes = case_list_key(&u->of, k);
    else if (list_key(&u->list, &s->ui->keymap, k) != LIST_IGNORED)
        wishes = UI_REPAINT;
    if (u->list.at != before) {
        *u->of.at_action = '\0';
        u->of.list.at = 0;
        choose_unit(u);
    }
    return wishes == UI_IGNORED && letter && u->of.n ? case_open_letter(&u->of, letter) : wishes;
}

static unsigned units_command(struct screen *s, enum command cmd, struct err *e)
{
    struct units_screen *u = units_of(s);
    (void)e;
    switch (cmd) {
    case CMD_UNITS_DO:
        if (u->doing && u->of.n)
            return case_open_line(&u->of, &u->of.line[u->of.list.at]);
        return turn(u);
    case CMD_UNITS_TURN: return turn(u);
    case CMD_UNITS_REASONS: return u->doing ? case_open_reasons(&u->of) : turn(u);
    case CMD_UNITS_LIST:
        if (!*u->of.view.unit_form)
            return ui_say(s->ui, STYLE_INFO, "units.no-form", u->of.view.unit_label, NULL);
        return case_open_part(&u->of, "entry", u->of.view.unit_form, "");
    default: return UI_IGNORED;
    }
}

static unsigned units_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *units_subject(const struct screen *s)
{
    return ((const struct units_screen *)s)->of.title;
}

static const char *units_hint(const struct screen *s)
{
    const struct units_screen *u = (const struct units_screen *)s;
    if (!u->of.view.n_units)
        return "";
    return ui_word(s->ui, u->doing ? "units.hint-doing" : "units.hint");
}

static const char *units_refuses(const struct screen *s, enum command cmd)
{
    (void)s;
    return cmd == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops units_screen = {
    .name = "units",
    .title = "units.title",
    .where = WHERE_UNITS,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct units_screen),
    .open = units_open,
    .close = units_close,
    .reload = units_reload,
    .layout = units_layout,
    .draw = units_draw,
    .command = units_command,
    .key = units_key,
    .changed = units_changed,
    .answered = case_answered,
    .subject = units_subject,
    .hint = units_hint,
    .refuses = units_refuses,
};
