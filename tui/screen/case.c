/* 案件: one case. What can be done stands with its letter, what cannot with its reason, its article and the way to what is
 * missing. The other screens of the case are behind the digits. */
#include <stdio.h>
#include <string.h>

#include "core/app/desk_app.h"
#include "core/app/home_app.h"
#include "core/base/str.h"
#include "tui/screen/case_state.h"

enum {
    LABEL_X = 1,
    VALUE_X = 13,
    LABEL2_X = 41,
    VALUE2_X = 51,
    WIDE_COLS = 120,
    DUE_X = 18,
    DUE_LABEL_COLS = 34,
    DUE_BESIDE_MAX = 8,
    DUE_ROWS_MAX = 3,
    TABS = 9,
    TAB_GAP = 2
};

static int case_open(struct screen *s, const void *arg, struct err *e)
{
    const struct case_arg *a = arg;
    (void)e;
    ((struct case_screen *)s)->case_id = a ? a->case_id : 0;
    return 0;
}

static void make_head(struct case_screen *c)
{
    struct screen *s = &c->screen;
    const struct case_view *v = &c->view;
    enum language language = s->ui->o.language;
    c->title = *v->c.number ? v->c.number : arena_printf(&s->arena, "#%lld", (long long)v->c.id);
    c->number = *v->c.number ? v->c.number : message_of(&s->arena, language, "case.no-number", c->title, NULL);
    c->scheme = v->scheme_label;
    c->edition = message_of(&s->arena, language, "case.edition", v->c.edition, NULL);
    c->received =
        date_is_none(v->c.received_on) ? ui_word(s->ui, "case.not-received") : screen_day_both(s, v->c.received_on);
    c->state =
        v->waits_for_applicant ? message_of(&s->arena, language, "case.waits", v->state_label, NULL) : v->state_label;
    c->assignee = str_empty(v->assignee_name) ? ui_word(s->ui, "case.nobody") : v->assignee_name;
    c->elapsed = "";
    if (v->days_own || v->days_applicant)
        c->elapsed = message_of(&s->arena, language, "case.elapsed", arena_printf(&s->arena, "%d", v->days_own),
                                arena_printf(&s->arena, "%d", v->days_applicant), NULL);
}

static void make_due(struct case_screen *c)
{
    struct screen *s = &c->screen;
    c->due_text = ARENA_ARRAY(&s->arena, const char *, c->view.due.n * CASE_DUE_TEXTS);
    for (size_t i = 0; i < c->view.due.n; i++) {
        const struct deadline *d = &c->view.due.at[i].d;
        const char **text = &c->due_text[i * CASE_DUE_TEXTS];
        bool none = date_is_none(d->due_on);
        text[0] = none ? ui_word(s->ui, "case.no-day") : screen_day(s, d->due_on);
        text[1] = c->view.due.at[i].label;
        text[2] = none ? "" : screen_days_left(s, d->due_on.days - ui_today(s->ui).days);
        text[3] = d->note;
    }
}

static const char **part_texts(struct case_screen *c, const struct case_part *part, size_t n, const char *done,
                               const char *open)
{
    struct arena *a = &c->screen.arena;
    const char **text = ARENA_ARRAY(a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const char *count = arena_printf(a, "%lld", (long long)part[i].revision);
        text[i] = message_of(a, c->screen.ui->o.language, part[i].revision ? done : open, count, NULL);
    }
    return text;
}

/* What others did since it was last looked at, newest first; it stands there until the case is closed. */
static void make_news(struct case_screen *c)
{
    struct screen *s = &c->screen;
    struct app *app = ui_app(s->ui);
    struct arena *a = &s->arena;
    struct history_row *row;
    struct err e = {0};
    size_t n = 0;
    c->news = "";
    if (!c->seen && desk_seen_case(app, c->case_id, &c->seen, &e))
        return;
    if (desk_news(app, c->case_id, c->seen, a, &row, &n, &e) || !n)
        return;
    const char *list = "";
    for (size_t i = 0; i < n; i++) {
        char iso[DATE_TEXT_BYTES];
        const char *month_day = date_iso(instant_date_jst(row[i].ev.at), iso) + strlen("2026-");
        list = arena_printf(a, "%s%s%s %s %s", list, i ? ";  " : "", month_day, row[i].who, row[i].text);
    }
    c->news = message_of(a, s->ui->o.language, "case.news", arena_printf(a, "%zu", n), list, NULL);
}

static int case_reload(struct screen *s, struct err *e)
{
    struct case_screen *c = (struct case_screen *)s;
    int rc = case_view(ui_app(s->ui), c->case_id, &s->arena, &c->view, e);
    if (rc) {
        c->view = (struct case_view){.scheme_label = "", .type_label = "", .state_label = "", .party_name = "", .unit_label = ""};
        c->line = NULL;
        c->n = 0;
        c->news = "";
        c->title = c->number = c->scheme = c->edition = c->received = c->state = c->assignee = c->elapsed = "";
        return rc;
    }
    make_head(c);
    make_due(c);
    c->form_text = part_texts(c, c->view.form, c->view.n_forms, "case.form-saved", "case.form-open");
    c->checklist_text =
        part_texts(c, c->view.checklist, c->view.n_checklists, "case.checklist-done", "case.checklist-open");
    make_news(c);
    desk_saw_case(ui_app(s->ui), c->case_id);
    return 0;
}

static void case_layout(struct screen *s, struct rect body)
{
    struct case_screen *c = (struct case_screen *)s;
    c->at_head = rect_top(&body, CASE_HEAD_ROWS);
    c->at_tabs = rect_top(&body, 3);
    int due = (int)(c->view.due.n < DUE_ROWS_MAX ? c->view.due.n : DUE_ROWS_MAX);
    int flags = c->view.n_flags ? 1 : 0;
    c->at_side =
        body.w >= WIDE_COLS ? rect_right(&body, CASE_SIDE_COLS) : rect_bottom(&body, 1 + (due ? due : 1) + flags);
    c->at_list = body;
    if (c->view.scheme)
        case_make_lines(c, body.w);
    list_fit(&c->list, c->n, body.h);
    case_follow_action(c);
    case_settle(c, true);
}

static void draw_pair(struct surface *to, struct rect at, int x, int value_x, int cols, int y, const char *label,
                      const char *value)
{
    surface_text(to, at, x, y, STYLE_DIM, label);
    surface_column(to, at, value_x, y, cols, STYLE_NORMAL, false, value);
}

/* A long name of the scheme is cut before its edition is. */
static void draw_scheme(const struct case_screen *c, struct surface *to)
{
    struct rect at = c->at_head;
    int edition = glyphs_cols(&to->glyphs, c->edition, strlen(c->edition)), room = at.w - VALUE_X - edition - 3;
    int cols = glyphs_cols(&to->glyphs, c->scheme, strlen(c->scheme));
    draw_pair(to, at, LABEL_X, VALUE_X, cols < room ? cols : room, 2, ui_word(c->screen.ui, "case.scheme"), c->scheme);
    surface_text(to, at, VALUE_X + (cols < room ? cols : room) + 2, 2, STYLE_NORMAL, c->edition);
}

static void draw_head(const struct case_screen *c, struct surface *to)
{
    const struct ui *ui = c->screen.ui;
    const struct case_view *v = &c->view;
    struct rect at = c->at_head;
    surface_column(to, at, LABEL_X, 0, at.w - LABEL_X - 1, STYLE_STRONG, false, c->news);
    int left = LABEL2_X - VALUE_X - 2, right = at.w - VALUE2_X - 1;
    draw_pair(to, at, LABEL_X, VALUE_X, left, 1, ui_word(ui, "case.number"), c->number);
    draw_pair(to, at, LABEL2_X, VALUE2_X, right, 1, ui_word(ui, "case.type"), v->type_label);
    draw_scheme(c, to);
    draw_pair(to, at, LABEL_X, VALUE_X, left, 3, ui_word(ui, "case.party"),
              str_empty(v->party_name) ? ui_word(ui, "case.unknown-party") : v->party_name);
    draw_pair(to, at, LABEL2_X, VALUE2_X, right, 3, ui_word(ui, "case.subject"), v->c.subject ? v->c.subject : "");
    surface_text(to, at, LABEL_X, 4, STYLE_DIM, ui_word(ui, "case.now"));
    surface_column(to, at, VALUE_X, 4, left, STYLE_STRONG, false, c->state);
    draw_pair(to, at, LABEL2_X, VALUE2_X, right, 4, ui_word(ui, "case.assignee"), c->assignee);
    draw_pair(to, at, LABEL_X, VALUE_X, left, 5, ui_word(ui, "case.received"), c->received);
    if (v->certificate.id)
        draw_pair(to, at, LABEL2_X, VALUE2_X, right, 5, ui_word(ui, "case.certificate"), v->certificate.number);
    else
        surface_column(to, at, LABEL2_X, 5, at.w - LABEL2_X - 1, STYLE_NORMAL, false, c->elapsed);
}

static int tab_cols(const struct surface *to, const char *text)
{
    return glyphs_cols(&to->glyphs, text, strlen(text)) + TAB_GAP;
}

/* The pages behind the digits; behind 0 the units, where the case has any. */
static void draw_tabs(const struct case_screen *c, struct surface *to)
{
    static const char *const tab[TABS] = {"case.tab-1", "case.tab-2", "case.tab-3", "case.tab-4", "case.tab-5",
                                          "case.tab-6", "case.tab-7", "case.tab-8", "case.tab-9"};
    const char *units = c->view.unit_label;
    int cols = LABEL_X + (*units ? tab_cols(to, units) + 1 : 0);
    for (int i = 0; i < TABS; i++)
        cols += tab_cols(to, ui_word(c->screen.ui, tab[i]));
    int gap = cols <= c->at_tabs.w ? TAB_GAP : 1, x = LABEL_X;
    for (int i = 0; i < TABS; i++) {
        const char *text = ui_word(c->screen.ui, tab[i]);
        surface_text_n(to, c->at_tabs, x, 1, STYLE_KEY, text, 1);
        x = surface_text(to, c->at_tabs, x + 1, 1, i == 0 ? STYLE_STRONG : STYLE_NORMAL, text + 1) + gap;
    }
    if (!*units)
        return;
    if (x + 1 + tab_cols(to, units) - TAB_GAP > c->at_tabs.w)
        units = ui_word(c->screen.ui, "units.title");
    surface_text(to, c->at_tabs, x, 1, STYLE_KEY, "0");
    surface_text(to, c->at_tabs, x + 1, 1, STYLE_NORMAL, units);
}

static void draw_due(const struct case_screen *c, size_t i, struct surface *to, struct rect row)
{
    const char *const *text = &c->due_text[i * CASE_DUE_TEXTS];
    struct date due = c->view.due.at[i].d.due_on;
    bool over = !date_is_none(due) && date_compare(due, ui_today(c->screen.ui)) < 0;
    bool wide = row.w > WIDE_COLS / 2;
    enum style style = over ? STYLE_ERROR : STYLE_NORMAL;
    int left_x = wide ? DUE_X + DUE_LABEL_COLS : row.w - 10;
    surface_text(to, row, 1, 0, style, over ? "!!" : "");
    surface_text(to, row, 4, 0, style, text[0]);
    surface_column(to, row, DUE_X, 0, left_x - DUE_X - 1, STYLE_NORMAL, false, text[1]);
    surface_column(to, row, left_x, 0, 10, style, false, text[2]);
    if (wide)
        surface_column(to, row, left_x + 11, 0, row.w - left_x - 12, STYLE_NORMAL, false, text[3]);
}

static void draw_parts(const struct case_screen *c, struct surface *to, struct rect *at, const char *heading,
                       const struct case_part *part, size_t n, const char *const *text)
{
    rect_top(at, n ? 1 : 0);
    if (n)
        surface_text(to, rect_top(at, 1), 1, 0, STYLE_HEADING, ui_word(c->screen.ui, heading));
    for (size_t i = 0; i < n && !rect_empty(*at); i++) {
        struct rect row = rect_top(at, 1);
        surface_column(to, row, 4, 0, DUE_X + 4, STYLE_NORMAL, false, part[i].label);
        surface_column(to, row, DUE_X + 9, 0, row.w - DUE_X - 9, part[i].revision ? STYLE_NORMAL : STYLE_DIM, false,
                       text[i]);
    }
}

/* Beside the list where there is room, else below it. */
static void draw_side(const struct case_screen *c, struct surface *to)
{
    const struct ui *ui = c->screen.ui;
    struct rect at = c->at_side;
    bool beside = at.w < c->screen.body.w;
    for (size_t i = 0; i < c->view.n_flags && !rect_empty(at) && (beside || i == 0); i++)
        surface_column(to, rect_top(&at, 1), 1, 0, at.w - 1, STYLE_WARN, false, c->view.flag[i]);
    surface_text(to, rect_top(&at, 1), 1, 0, STYLE_HEADING, ui_word(ui, "case.due"));
    if (!c->view.due.n)
        surface_text(to, rect_top(&at, 1), 1, 0, STYLE_DIM, ui_word(ui, "case.no-due"));
    for (size_t i = 0; i < c->view.due.n && !rect_empty(at) && (!beside || i < DUE_BESIDE_MAX); i++)
        draw_due(c, i, to, rect_top(&at, 1));
    if (!beside)
        return;
    draw_parts(c, to, &at, "case.forms", c->view.form, c->view.n_forms, c->form_text);
    draw_parts(c, to, &at, "case.checklists", c->view.checklist, c->view.n_checklists, c->checklist_text);
}

static void case_draw(const struct screen *s, struct surface *to)
{
    const struct case_screen *c = (const struct case_screen *)s;
    if (!c->view.scheme)
        return;
    draw_head(c, to);
    draw_tabs(c, to);
    case_draw_lines(c, to, c->at_list, true);
    draw_side(c, to);
}

static unsigned case_key(struct screen *s, const struct key *k, struct err *e)
{
    struct case_screen *c = (struct case_screen *)s;
    char letter = case_letter(k);
    (void)e;
    unsigned wishes = case_list_key(c, k);
    return wishes == UI_IGNORED && letter ? case_open_letter(c, letter) : wishes;
}

static unsigned case_command(struct screen *s, enum command cmd, struct err *e)
{
    struct case_screen *c = (struct case_screen *)s;
    struct history_arg history = {0};
    switch (cmd) {
    case CMD_CASE_DO: return c->n ? case_open_line(c, &c->line[c->list.at]) : UI_IGNORED;
    case CMD_CASE_REASONS: return case_open_reasons(c);
    case CMD_CASE_OVERVIEW: return UI_REPAINT;
    case CMD_CASE_FORMS: return case_open_forms(c);
    case CMD_CASE_REVIEW: return case_open_checklists(c);
    case CMD_CASE_QUERIES: return case_open_part(c, "queries", "", "");
    case CMD_CASE_PAPERS: return case_open_part(c, "papers", "", "");
    case CMD_CASE_DEADLINES: return case_open_part(c, "case-deadlines", "", "");
    case CMD_CASE_FEES: return case_open_part(c, "fees", "", "");
    case CMD_CASE_CERTIFICATE:
        if (!c->view.certificate.id)
            return ui_say(s->ui, STYLE_INFO, "case.no-certificate", NULL);
        return screen_push(s->ui, "certificate", &(struct cert_arg){c->view.certificate.id}, sizeof(struct cert_arg));
    case CMD_CASE_UNITS: return case_open_units(c, "");
    case CMD_CASE_HISTORY:
        str_copy_cut(history.subject, sizeof history.subject, c->title);
        snprintf(history.object, sizeof history.object, "case:%lld", (long long)c->case_id);
        return screen_push(s->ui, "history", &history, sizeof history);
    case CMD_CASE_BATCH: return case_ask_batch(c);
    case CMD_CASE_ASSIGN: return case_ask_assignee(c, e);
    default: return UI_IGNORED;
    }
}

static unsigned case_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *case_subject(const struct screen *s)
{
    return ((const struct case_screen *)s)->title;
}

static const char *case_hint(const struct screen *s)
{
    return ui_word(s->ui, "case.hint");
}

static const char *case_refuses(const struct screen *s, enum command cmd)
{
    const struct case_screen *c = (const struct case_screen *)s;
    bool refused =
        c->n && c->line[c->list.at].index < c->view.n_actions && !c->view.action[c->line[c->list.at].index].possible;
    return cmd == CMD_PROMPT && !refused ? "" : NULL;
}

const struct screen_ops case_screen = {
    .name = "case",
    .title = "case.title",
    .where = WHERE_CASE,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct case_screen),
    .open = case_open,
    .reload = case_reload,
    .layout = case_layout,
    .draw = case_draw,
    .command = case_command,
    .key = case_key,
    .changed = case_changed,
    .answered = case_answered,
    .subject = case_subject,
    .hint = case_hint,
    .refuses = case_refuses,
};
