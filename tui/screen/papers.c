/* 書類: what must come, what came and where it stands, what was issued. */
#include "tui/screen/papers_state.h"

#include "core/app/case_app.h"
#include "core/base/str.h"
#include "tui/screen/headed.h"
#include "tui/widget/dialog.h"

enum { HEAD_ROWS = 3, DETAIL_ROWS = 7, WIDE_COLS = 120, SIDE_COLS = 44 };

static int papers_open(struct screen *s, const void *arg, struct err *e)
{
    struct papers_screen *p = (struct papers_screen *)s;
    const struct case_arg *a = arg;
    if (!a)
        return err_set(e, E_NOTFOUND, "case.unknown", "", NULL);
    p->case_id = a->case_id;
    str_copy_cut(p->place, sizeof p->place, *a->part ? a->part : a->place);
    return 0;
}

static void papers_close(struct screen *s)
{
    detail_done(&((struct papers_screen *)s)->detail);
}

const struct papers_row *papers_at(const struct papers_screen *p)
{
    const struct papers_row *r = p->list.at < p->n ? &p->row[p->list.at] : NULL;
    return r && r->kind != PAPERS_HEADING ? r : NULL;
}

static bool is_heading(const void *user, size_t row)
{
    return ((const struct papers_screen *)user)->row[row].kind == PAPERS_HEADING;
}

static struct papers_row *add(struct papers_screen *p, enum papers_row_kind kind)
{
    struct papers_row *r = &p->row[p->n++];
    *r = (struct papers_row){.kind = kind, .text = {"", "", "", "", "", ""}};
    return r;
}

static void add_needs(struct papers_screen *p)
{
    const struct ui *ui = p->screen.ui;
    struct arena *a = &p->screen.arena;
    for (size_t i = 0; i < p->sheet.n_needs; i++) {
        const struct paper_need *need = &p->sheet.need[i];
        if (need->here || !need->required)
            continue;
        struct papers_row *r = add(p, PAPERS_NEED);
        r->need = need;
        r->text[0] = need->label;
        r->text[1] = need->why;
        r->text[3] = need->original_needed ? ui_word(ui, "papers.original") : "";
        r->text[4] = ui_word(ui, "papers.missing");
        r->text[5] = arena_printf(a, "%s", need->src);
    }
}

static void add_papers(struct papers_screen *p, const struct paper_row *paper, size_t n, enum papers_row_kind kind)
{
    const struct ui *ui = p->screen.ui;
    for (size_t i = 0; i < n; i++) {
        struct papers_row *r = add(p, kind);
        const struct paper *one = &paper[i].p;
        bool came = kind == PAPERS_RECEIVED;
        r->paper = &paper[i];
        r->text[0] = paper[i].class_label;
        r->text[1] = came || str_empty(one->number) ? one->title : one->number;
        if (str_eq(r->text[1], r->text[0]))
            r->text[1] = "";
        r->text[2] = screen_day(&p->screen, came ? one->received_on : one->issued_on);
        r->text[3] = !came ? "" : ui_word(ui, one->original ? "papers.original" : "papers.copy");
        r->text[4] = paper[i].custody_label;
        r->text[5] = came ? one->shelf : one->addressee;
    }
}

static void add_heading(struct papers_screen *p, const char *message)
{
    add(p, PAPERS_HEADING)->text[0] = ui_word(p->screen.ui, message);
}

static void make_rows(struct papers_screen *p)
{
    struct arena *a = &p->screen.arena;
    const struct paper_sheet *sheet = &p->sheet;
    size_t missing = 0;
    for (size_t i = 0; i < sheet->n_needs; i++)
        missing += sheet->need[i].required && !sheet->need[i].here;
    p->n = 0;
    p->row = ARENA_ARRAY(a, struct papers_row, missing + sheet->n_received + sheet->n_issued + sheet->n_filed + 4);
    if (missing)
        add_heading(p, "papers.needed");
    add_needs(p);
    add_heading(p, sheet->n_received ? "papers.received" : "papers.none-received");
    add_papers(p, sheet->received, sheet->n_received, PAPERS_RECEIVED);
    if (sheet->n_filed) {
        add_heading(p, "papers.filed");
        add_papers(p, sheet->filed, sheet->n_filed, PAPERS_RECEIVED);
    }
    add_heading(p, sheet->n_issued ? "papers.issued" : "papers.none-issued");
    add_papers(p, sheet->issued, sheet->n_issued, PAPERS_ISSUED);
    const char *count[] = {arena_printf(a, "%zu", missing), arena_printf(a, "%zu", sheet->n_received), arena_printf(a, "%zu", sheet->n_issued),
                           arena_printf(a, "%zu", sheet->n_to_return)};
    p->sums = message_of(a, p->screen.ui->o.language, "papers.sums", count[0], count[1], count[2], count[3], NULL);
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct papers_row *r = &((const struct papers_screen *)user)->row[row];
    if (r->kind == PAPERS_HEADING)
        *style_r = STYLE_HEADING;
    else if (r->kind == PAPERS_NEED && column == 4)
        *style_r = STYLE_WARN;
    return r->text[column];
}

static const char *mark(const void *user, size_t row, enum style *style_r)
{
    *style_r = STYLE_WARN;
    return ((const struct papers_screen *)user)->row[row].kind == PAPERS_NEED ? "!" : "";
}

static void set_columns(struct papers_screen *p)
{
    const struct ui *ui = p->screen.ui;
    static const struct {
        const char *heading;
        int cols, from;
    } column[PAPERS_COLUMNS] = {{"papers.class", 0, 0},   {"papers.name", 0, 0},     {"papers.day", 13, 0},
                                {"papers.form", 4, 0},    {"papers.custody", 10, 0}, {"papers.shelf", 14, 96}};
    for (int i = 0; i < PAPERS_COLUMNS; i++)
        p->column[i] = (struct column){.heading = ui_word(ui, column[i].heading), .cols = column[i].cols, .from_cols = column[i].from};
    p->table = (struct table){.column = p->column, .columns = PAPERS_COLUMNS, .mark_cols = 1, .headings = true, .cell = cell, .mark = mark, .user = p};
}

static void detail_of_paper(struct papers_screen *p, const struct paper_row *row)
{
    const struct ui *ui = p->screen.ui;
    struct screen *s = &p->screen;
    struct detail *d = &p->detail;
    struct arena *a = &s->ui->action;
    const struct paper *paper = &row->p;
    bool came = str_eq(paper->direction, "received");
    const char *form = ui_word(ui, paper->original ? "papers.original" : "papers.copy");
    char iso[DATE_TEXT_BYTES];
    if (came)
        detail_add(d, ui_word(ui, "papers.form"), arena_printf(a, "%s  %lld%s", form, (long long)paper->copies, ui_word(ui, "papers.copies")));
    detail_add(d, ui_word(ui, "papers.issued-on"), date_iso(paper->issued_on, iso));
    detail_add(d, ui_word(ui, "papers.expires-on"), date_iso(paper->expires_on, iso));
    detail_add(d, ui_word(ui, "papers.edition"), paper->edition);
    detail_add(d, ui_word(ui, "papers.items"), paper->items);
    detail_add(d, "URL", paper->url);
    detail_add(d, ui_word(ui, "papers.custody"), arena_printf(a, "%s  %s  %s", row->custody_label, date_iso(paper->custody_on, iso), paper->shelf));
    detail_add(d, ui_word(ui, "papers.handling"), row->handling);
    detail_add(d, ui_word(ui, "papers.superseded"), paper->superseded_by);
    detail_add(d, ui_word(ui, "papers.addressee"), paper->addressee);
    if (*paper->blob)
        detail_add(d, ui_word(ui, "papers.bytes"), arena_printf(a, "%s  %lld%s  SHA-256 %.16s", paper->media, (long long)paper->bytes, ui_word(ui, "papers.byte"), paper->blob));
    if (row->secret)
        detail_add(d, ui_word(ui, "papers.secret"), ui_word(ui, "papers.secret-text"));
}

static void make_detail(struct papers_screen *p)
{
    const struct ui *ui = p->screen.ui;
    const struct papers_row *r = papers_at(p);
    char iso[DATE_TEXT_BYTES];
    struct detail *d = &p->detail;
    detail_begin(d, p->list.at, "");
    if (!r)
        return;
    if (r->kind == PAPERS_NEED) {
        d->head = arena_strdup(&d->memory, r->need->label);
        detail_add(d, ui_word(ui, "papers.why"), r->need->why);
        detail_add(d, ui_word(ui, "papers.article"), r->need->src);
        detail_add(d, ui_word(ui, "papers.until"), date_iso(r->need->good_until, iso));
        return;
    }
    d->head = arena_printf(&d->memory, "%s%s%s", r->paper->class_label, *r->text[1] ? "  " : "", r->text[1]);
    for (size_t i = 0; i < p->sheet.n_needs && r->kind == PAPERS_RECEIVED; i++)
        if (str_eq(p->sheet.need[i].class, r->paper->p.class))
            detail_add(d, ui_word(ui, "papers.until"), date_iso(p->sheet.need[i].good_until, iso));
    detail_of_paper(p, r->paper);
}

static int papers_reload(struct screen *s, struct err *e)
{
    struct papers_screen *p = (struct papers_screen *)s;
    struct case_view v;
    p->title = p->sums = "";
    set_columns(p);
    int rc = case_view(ui_app(s->ui), p->case_id, &s->arena, &v, e);
    if (!rc)
        rc = paper_sheet(ui_app(s->ui), p->case_id, &s->arena, &p->sheet, e);
    if (rc)
        p->sheet = (struct paper_sheet){0};
    else
        p->title = *v.c.number ? v.c.number : arena_printf(&s->arena, "#%lld", (long long)p->case_id);
    make_rows(p);
    return rc;
}

static void go_to_place(struct papers_screen *p)
{
    for (size_t i = 0; *p->place && i < p->n; i++) {
        const struct papers_row *r = &p->row[i];
        const char *class = r->need ? r->need->class : r->paper ? r->paper->p.class : "";
        if (str_eq(class, p->place)) {
            list_go(&p->list, i);
            break;
        }
    }
    p->place[0] = '\0';
}

static void papers_layout(struct screen *s, struct rect body)
{
    struct papers_screen *p = (struct papers_screen *)s;
    p->at_head = rect_top(&body, HEAD_ROWS);
    bool wide = body.w >= WIDE_COLS;
    p->at_detail = wide ? rect_right(&body, SIDE_COLS) : rect_bottom(&body, DETAIL_ROWS);
    rect_bottom(&body, wide ? 0 : 1);
    p->at_list = body;
    list_fit(&p->list, p->n, table_height(&p->table, p->at_list));
    go_to_place(p);
    headed_settle(&p->list, is_heading, p);
    make_detail(p);
}

static void papers_draw(const struct screen *s, struct surface *to)
{
    const struct papers_screen *p = (const struct papers_screen *)s;
    surface_column(to, p->at_head, 1, 1, p->at_head.w - 2, STYLE_STRONG, false, p->sums);
    detail_draw(&p->detail, to, p->at_detail);
    headed_draw(&p->table, &p->list, to, p->at_list, is_heading);
}

static unsigned papers_key(struct screen *s, const struct key *k, struct err *e)
{
    struct papers_screen *p = (struct papers_screen *)s;
    (void)e;
    return headed_key(&p->list, &s->ui->keymap, k, is_heading, p) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

static unsigned papers_paused(struct screen *s, struct err *e)
{
    struct papers_screen *p = (struct papers_screen *)s;
    (void)e;
    if (p->detail.row == p->list.at)
        return 0;
    make_detail(p);
    return UI_REPAINT;
}

static unsigned open_row(struct papers_screen *p, struct err *e)
{
    const struct papers_row *r = papers_at(p);
    if (!r)
        return ui_say(p->screen.ui, STYLE_INFO, "papers.nothing", NULL);
    if (r->kind == PAPERS_NEED)
        return papers_ask_receive(p, r->need, NULL);
    if (r->kind == PAPERS_RECEIVED)
        return papers_ask_receive(p, NULL, &r->paper->p);
    return papers_show_text(p, e);
}

static unsigned papers_command(struct screen *s, enum command c, struct err *e)
{
    struct papers_screen *p = (struct papers_screen *)s;
    const struct papers_row *r = papers_at(p);
    make_detail(p); /* what a quick hand left behind, named by what it asks for */
    switch (c) {
    case CMD_PAPERS_OPEN: return open_row(p, e);
    case CMD_PAPERS_RECEIVE: return papers_ask_receive(p, r ? r->need : NULL, NULL);
    case CMD_PAPERS_MOVE: return papers_ask_move(p);
    case CMD_PAPERS_RETURN: return papers_ask_return(p);
    case CMD_PAPERS_TEXT: return papers_show_text(p, e);
    default: return UI_IGNORED;
    }
}

static unsigned papers_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *papers_subject(const struct screen *s)
{
    return ((const struct papers_screen *)s)->title;
}

static const char *papers_hint(const struct screen *s)
{
    const struct papers_row *r = papers_at((const struct papers_screen *)s);
    return ui_word(s->ui, !r                            ? "papers.hint"
                          : r->kind == PAPERS_NEED      ? "papers.hint-need"
                          : r->kind == PAPERS_RECEIVED  ? "papers.hint-received"
                                                        : "papers.hint-issued");
}

static const char *papers_refuses(const struct screen *s, enum command c)
{
    const struct papers_screen *p = (const struct papers_screen *)s;
    if (c == CMD_PAPERS_RETURN && !p->sheet.n_to_return)
        return ui_word(s->ui, "papers.none-to-return");
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops papers_screen = {
    .name = "papers",
    .title = "papers.title",
    .where = WHERE_PAPERS,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct papers_screen),
    .open = papers_open,
    .close = papers_close,
    .reload = papers_reload,
    .layout = papers_layout,
    .draw = papers_draw,
    .command = papers_command,
    .key = papers_key,
    .changed = papers_changed,
    .paused = papers_paused,
    .answered = papers_answered,
    .subject = papers_subject,
    .hint = papers_hint,
    .refuses = papers_refuses,
};
