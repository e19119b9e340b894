#include "core/base/str.h"
#include "tui/screen/asks.h"
#include "tui/screen/papers_state.h"
#include "tui/widget/choose.h"

enum papers_dialog { ASK_RECEIVE = 1, ASK_MOVE, ASK_RETURN };
enum { MOVES = 4 };

static const char *const custody[MOVES] = {"kept", "lent", "returned", "destroyed"};
static const char *const custody_word[MOVES] = {"papers.kept", "papers.lent", "papers.returned", "papers.destroyed"};

static const char *label_of_class(const struct papers_screen *p, const char *class)
{
    for (size_t i = 0; i < p->sheet.n_needs; i++)
        if (str_eq(p->sheet.need[i].class, class))
            return p->sheet.need[i].label;
    return class;
}

/* What was typed or chosen: a label or an id; NULL if the scheme knows no such paper. */
static const struct paper_need *class_typed(const struct papers_screen *p, const char *text)
{
    for (size_t i = 0; i < p->sheet.n_needs; i++)
        if (str_eq(p->sheet.need[i].label, text) || str_eq(p->sheet.need[i].class, text))
            return &p->sheet.need[i];
    return NULL;
}

static void offer_classes(struct papers_screen *p, struct dialog *d)
{
    struct ui *ui = p->screen.ui;
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, p->sheet.n_needs);
    for (size_t i = 0; i < p->sheet.n_needs; i++) {
        const struct paper_need *need = &p->sheet.need[i];
        const char *state = need->here ? "papers.here" : need->required ? "papers.missing" : "papers.optional";
        row[i] = (struct choose_row){need->label, ui_word(ui, state), need->class};
    }
    dialog_offer(d, 0, row, p->sheet.n_needs);
}

static const char *day_text(struct arena *a, struct date day)
{
    char iso[DATE_TEXT_BYTES];
    return arena_strdup(a, date_iso(day, iso));
}

unsigned papers_ask_receive(struct papers_screen *p, const struct paper_need *need, const struct paper *paper)
{
    struct ui *ui = p->screen.ui;
    struct arena *a = &ui->action;
    struct paper none;
    record_init(&paper_type, &none);
    none.received_on = ui_today(ui);
    none.copies = 1;
    none.original = need && need->original_needed;
    none.class = need ? need->class : "";
    const struct paper *is = paper ? paper : &none;
    const struct ask ask[] = {
        {.fact = "class", .label = ui_word(ui, "papers.class"), .type = "text", .suggestion = label_of_class(p, is->class), .required = true},
        {.fact = "title", .label = ui_word(ui, "papers.title-asked"), .type = "text", .suggestion = is->title},
        {.fact = "received_on", .label = ui_word(ui, "papers.received-on"), .type = "date", .suggestion = day_text(a, is->received_on), .required = true},
        {.fact = "original", .label = ui_word(ui, "papers.original-asked"), .type = "bool", .suggestion = is->original ? "true" : "false", .required = true},
        {.fact = "copies", .label = ui_word(ui, "papers.copies-asked"), .type = "int", .suggestion = arena_printf(a, "%lld", (long long)is->copies), .required = true},
        {.fact = "issued_on", .label = ui_word(ui, "papers.issued-on"), .type = "date", .suggestion = day_text(a, is->issued_on)},
        {.fact = "expires_on", .label = ui_word(ui, "papers.expires-on"), .type = "date", .suggestion = day_text(a, is->expires_on)},
        {.fact = "edition", .label = ui_word(ui, "papers.edition"), .type = "text", .suggestion = is->edition},
        {.fact = "items", .label = ui_word(ui, "papers.items"), .type = "text", .suggestion = is->items},
        {.fact = "url", .label = "URL", .type = "text", .suggestion = is->url},
        {.fact = "shelf", .label = ui_word(ui, "papers.shelf-asked"), .type = "text", .suggestion = is->shelf},
        {.fact = "superseded_by", .label = ui_word(ui, "papers.superseded"), .type = "text", .suggestion = is->superseded_by},
    };
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_word(ui, paper ? "papers.correct" : "papers.receive"), .tag = ASK_RECEIVE});
    asks_add(d, ask, COUNT_OF(ask));
    offer_classes(p, d);
    if (need || paper)
        form_view_go(&d->form, 1, a);
    p->asking = paper ? paper->id : 0;
    return dialog_show(d);
}

unsigned papers_ask_move(struct papers_screen *p)
{
    struct ui *ui = p->screen.ui;
    const struct papers_row *r = papers_at(p);
    if (!r || r->kind != PAPERS_RECEIVED)
        return ui_say(ui, STYLE_INFO, "papers.choose-received", NULL);
    const char **choice = ARENA_ARRAY(&ui->action, const char *, MOVES);
    const char *suggestion = "";
    for (int i = 0; i < MOVES; i++) {
        choice[i] = ui_word(ui, custody_word[i]);
        if (str_eq(custody[i], r->paper->p.custody))
            suggestion = choice[i];
    }
    const struct ask ask[] = {
        {.fact = "custody", .label = ui_word(ui, "papers.custody"), .type = "enum", .choices = choice, .n_choices = MOVES, .suggestion = suggestion, .required = true},
        {.fact = "on", .label = ui_word(ui, "papers.moved-on"), .type = "date", .suggestion = day_text(&ui->action, ui_today(ui)), .required = true},
        {.fact = "note", .label = ui_word(ui, "papers.move-note"), .type = "text", .suggestion = ""},
    };
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = p->detail.head, .text = ui_word(ui, "papers.move-text"), .tag = ASK_MOVE});
    asks_add(d, ask, COUNT_OF(ask));
    p->asking = r->paper->p.id;
    return dialog_show(d);
}

unsigned papers_ask_return(struct papers_screen *p)
{
    struct ui *ui = p->screen.ui;
    const char *count = arena_printf(&ui->action, "%zu", p->sheet.n_to_return);
    const struct ask ask = {.fact = "on", .label = ui_word(ui, "papers.returned-on"), .type = "date", .suggestion = day_text(&ui->action, ui_today(ui)), .required = true};
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_word(ui, "papers.return"), .text = ui_text(ui, "papers.return-text", count, NULL), .tag = ASK_RETURN});
    asks_add(d, &ask, 1);
    return dialog_show(d);
}

unsigned papers_show_text(struct papers_screen *p, struct err *e)
{
    struct ui *ui = p->screen.ui;
    const struct papers_row *r = papers_at(p);
    AUTO(buf) struct buf text = BUF(PAPER_BYTES_MAX);
    if (!r || !r->paper)
        return ui_say(ui, STYLE_INFO, "papers.choose-paper", NULL);
    const struct paper *paper = &r->paper->p;
    const char *id = arena_printf(&ui->action, "%lld", (long long)paper->id);
    if (!*paper->blob)
        return ui_say(ui, STYLE_INFO, "papers.only-paper", NULL);
    if (!str_starts(paper->media, "text/"))
        return ui_say(ui, STYLE_INFO, "papers.no-text", paper->media, id, NULL);
    if (paper_bytes(ui_app(ui), paper->id, &text, e))
        return UI_REPAINT;
    return screen_page(ui, p->detail.head, buf_str(&text));
}

/* Puts a reason beside the field: the dialog stays. */
static unsigned refuse(struct dialog *d, int row, const char *message)
{
    struct ui *ui = d->screen.ui;
    form_row_set_error(&d->form.row[row], ui_word(ui, message));
    form_view_go(&d->form, row, &ui->action);
    d->on_answers = false;
    return UI_IGNORED;
}

/* The paper that is corrected: of this case, or on file from an earlier one. */
static const struct paper *paper_asked(const struct paper_sheet *sheet, int64_t id)
{
    for (size_t i = 0; i < sheet->n_received; i++)
        if (sheet->received[i].p.id == id)
            return &sheet->received[i].p;
    for (size_t i = 0; i < sheet->n_filed; i++)
        if (sheet->filed[i].p.id == id)
            return &sheet->filed[i].p;
    return NULL;
}

static unsigned receive(struct papers_screen *p, struct dialog *d, struct err *e)
{
    struct ui *ui = p->screen.ui;
    struct answer *answer;
    struct paper paper;
    size_t n;
    if (!asks_take(d, &ui->action, &answer, &n))
        return UI_IGNORED;
    const struct paper_need *class = class_typed(p, asks_text(answer, n, "class"));
    if (!class)
        return refuse(d, 0, "papers.unknown-class");
    record_init(&paper_type, &paper);
    const struct paper *before = p->asking ? paper_asked(&p->sheet, p->asking) : NULL;
    if (before)
        paper = *before;
    if (!str_to_int(asks_text(answer, n, "copies"), 0, 9999, &paper.copies))
        return refuse(d, 4, "papers.bad-copies");
    paper.case_id = before ? before->case_id : p->case_id;
    paper.direction = "received";
    paper.class = class->class;
    paper.title = asks_text(answer, n, "title");
    if (!*paper.title)
        paper.title = class->label;
    paper.received_on = asks_day(ui, answer, n, "received_on");
    paper.original = str_eq(asks_text(answer, n, "original"), "true");
    paper.issued_on = asks_day(ui, answer, n, "issued_on");
    paper.edition = asks_text(answer, n, "edition");
    paper.items = asks_text(answer, n, "items");
    paper.url = asks_text(answer, n, "url");
    paper.shelf = asks_text(answer, n, "shelf");
    paper.expires_on = asks_day(ui, answer, n, "expires_on");
    paper.superseded_by = asks_text(answer, n, "superseded_by");
    int64_t id;
    if (paper_receive(ui_app(ui), &paper, &id, e))
        return UI_IGNORED;
    const char *number = arena_printf(&ui->action, "%lld", (long long)id);
    ui_say(ui, STYLE_OK, p->asking ? "papers.corrected" : "papers.taken", paper.title, number, NULL);
    return UI_RELOAD;
}

static unsigned move(struct papers_screen *p, struct dialog *d, struct err *e)
{
    struct ui *ui = p->screen.ui;
    struct answer *answer;
    size_t n;
    if (!asks_take(d, &ui->action, &answer, &n))
        return UI_IGNORED;
    const char *to = "";
    for (int i = 0; i < MOVES; i++)
        if (str_eq(answer[0].value, ui_word(ui, custody_word[i])))
            to = custody[i];
    if (paper_move(ui_app(ui), p->asking, to, asks_day(ui, answer, n, "on"), asks_text(answer, n, "note"), e))
        return UI_IGNORED;
    ui_say(ui, STYLE_OK, "papers.moved", d->title, answer[0].value, NULL);
    return UI_RELOAD;
}

static unsigned return_all(struct papers_screen *p, struct dialog *d, struct err *e)
{
    struct ui *ui = p->screen.ui;
    struct answer *answer;
    size_t n, returned;
    if (!asks_take(d, &ui->action, &answer, &n))
        return UI_IGNORED;
    if (paper_return_all(ui_app(ui), p->case_id, asks_day(ui, answer, n, "on"), &returned, e))
        return UI_IGNORED;
    ui_say(ui, STYLE_OK, "papers.all-returned", arena_printf(&ui->action, "%zu", returned), NULL);
    return UI_RELOAD;
}

unsigned papers_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct papers_screen *p = (struct papers_screen *)s;
    if (d->result == DIALOG_CANCELLED)
        return 0;
    switch ((enum papers_dialog)d->tag) {
    case ASK_RECEIVE: return receive(p, d, e);
    case ASK_MOVE: return move(p, d, e);
    case ASK_RETURN: return return_all(p, d, e);
    }
    return 0;
}
