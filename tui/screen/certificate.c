/* 認定: what it is today, its periods, what happened to it, its cases, where it is published, and what may be opened for it. */
#include <stdio.h>

#include "core/app/cert_app.h"
#include "core/base/str.h"
#include "tui/screen/asks.h"
#include "tui/screen/headed.h"
#include "tui/screen/screens.h"
#include "tui/widget/choose.h"
#include "tui/widget/table.h"

enum { COLUMNS = 3, HEAD_ROWS = 7, LABEL_X = 1, VALUE_X = 13, LABEL2_X = 41, VALUE2_X = 53 };
enum certificate_dialog { ASK_STATE_ON = 1, ASK_NEW };

enum certificate_row_kind { ROW_HEADING, ROW_EVENT, ROW_PERIOD, ROW_CASE, ROW_ENTRY, ROW_WITHHELD };

struct certificate_row {
    enum certificate_row_kind kind;
    size_t index;
    const char *text[COLUMNS];
    bool to_come;
};

struct certificate_screen {
    struct screen screen;
    int64_t id;
    struct cert_view view;
    struct sheet_kind *kind; /* for the names of registers */
    size_t n_kinds;
    struct certificate_row *row;
    size_t n;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    const char *granted, *until, *published, *issued;
    struct rect at_head, at_list;
};

static int certificate_open(struct screen *s, const void *arg, struct err *e)
{
    const struct cert_arg *a = arg;
    if (!a)
        return err_set(e, E_NOTFOUND, "certificate.unknown", "", NULL);
    ((struct certificate_screen *)s)->id = a->certificate_id;
    return 0;
}

static bool is_heading(const void *user, size_t row)
{
    return ((const struct certificate_screen *)user)->row[row].kind == ROW_HEADING;
}

static struct certificate_row *add(struct certificate_screen *c, enum certificate_row_kind kind, size_t index)
{
    struct certificate_row *r = &c->row[c->n++];
    *r = (struct certificate_row){.kind = kind, .index = index, .text = {"", "", ""}};
    return r;
}

static void head(struct certificate_screen *c, size_t n, const char *message)
{
    if (n)
        add(c, ROW_HEADING, 0)->text[0] = ui_word(c->screen.ui, message);
}

/* 2026-04-01 - 2028-03-31 */
static const char *span(struct certificate_screen *c, struct date from, struct date until)
{
    char a[DATE_TEXT_BYTES], b[DATE_TEXT_BYTES];
    return arena_printf(&c->screen.arena, "%s - %s", date_iso(from, a), date_iso(until, b));
}

static void add_life(struct certificate_screen *c)
{
    const struct cert_view *v = &c->view;
    struct screen *s = &c->screen;
    head(c, v->n_events, "cert.events");
    for (size_t i = v->n_events; i-- > 0;) {
        struct certificate_row *r = add(c, ROW_EVENT, i);
        r->to_come = !v->event[i].performed;
        r->text[0] = screen_day(s, v->event[i].effective_on);
        r->text[1] = r->to_come ? message_of(&s->arena, s->ui->o.language, "cert.to-come", v->event_label[i], NULL) : v->event_label[i];
        r->text[2] = v->event[i].reason;
    }
    head(c, v->n_periods, "cert.periods");
    for (size_t i = v->n_periods; i-- > 0;) {
        struct certificate_row *r = add(c, ROW_PERIOD, i);
        const char *number = arena_printf(&s->arena, "%lld", (long long)v->period[i].position + 1);
        r->text[0] = span(c, v->period[i].valid_from, v->period[i].valid_until);
        r->text[1] = message_of(&s->arena, s->ui->o.language, "cert.period", number, NULL);
        r->text[2] = date_is_none(v->period[i].decided_on) ? "" : message_of(&s->arena, s->ui->o.language, "cert.decided", screen_day(s, v->period[i].decided_on), NULL);
    }
}

static const char *decision(struct certificate_screen *c, const struct withholding *w)
{
    const struct ui *ui = c->screen.ui;
    if (!*w->decision)
        return ui_word(ui, "cert.undecided");
    return ui_word(ui, str_eq(w->decision, "granted") ? "cert.granted" : "cert.refused");
}

static const char *register_label(struct certificate_screen *c, const char *id)
{
    for (size_t i = 0; i < c->n_kinds; i++)
        if (c->kind[i].is_register && str_eq(c->kind[i].scheme, c->view.row.c.scheme) && str_eq(c->kind[i].id, id))
            return c->kind[i].label;
    return id;
}

static void add_papers(struct certificate_screen *c)
{
    const struct cert_view *v = &c->view;
    struct screen *s = &c->screen;
    head(c, v->n_cases, "cert.cases");
    for (size_t i = 0; i < v->n_cases; i++) {
        struct certificate_row *r = add(c, ROW_CASE, i);
        r->text[0] = screen_day(s, v->c[i].received_on);
        r->text[1] = v->case_label[i];
        r->text[2] = *v->c[i].number ? v->c[i].number : arena_printf(&s->arena, "#%lld", (long long)v->c[i].id);
    }
    head(c, v->n_entries, "cert.entries");
    for (size_t i = 0; i < v->n_entries; i++) {
        const struct register_entry *entry = &v->entry[i];
        struct certificate_row *r = add(c, ROW_ENTRY, i);
        bool gone = str_eq(entry->state, "withdrawn");
        r->text[0] = screen_day(s, gone ? entry->withdrawn_on : entry->published_on);
        r->text[1] = ui_word(s->ui, gone ? "cert.withdrawn" : "cert.published");
        r->text[2] = *entry->annotation ? arena_printf(&s->arena, "%s  %s", register_label(c, entry->register_id), entry->annotation)
                                        : register_label(c, entry->register_id);
    }
    head(c, v->n_withheld, "cert.withheld");
    for (size_t i = 0; i < v->n_withheld; i++) {
        const struct withholding *w = &v->withheld[i];
        struct certificate_row *r = add(c, ROW_WITHHELD, i);
        r->text[0] = *w->decision ? span(c, w->from_on, w->until_on) : span(c, w->wish_from, w->wish_until);
        r->text[1] = arena_printf(&s->arena, "%s %s", w->item, decision(c, w));
        r->text[2] = *w->decision_reason ? w->decision_reason : w->reason;
    }
}

static void make_head(struct certificate_screen *c)
{
    struct screen *s = &c->screen;
    const struct certificate *cert = &c->view.row.c;
    c->granted = screen_day_both(s, cert->granted_on);
    c->until = ui_word(s->ui, "cert.no-end");
    if (!date_is_none(cert->valid_until))
        c->until = arena_printf(&s->arena, "%s  %s", screen_day_both(s, cert->valid_until),
                                screen_days_left(s, cert->valid_until.days - ui_today(s->ui).days));
    c->published = ui_word(s->ui, !c->view.row.on_register ? "cert.not-on-register" : c->view.n_withheld ? "cert.on-register-withheld" : "cert.on-register");
    const char *count = arena_printf(&s->arena, "%lld", (long long)cert->issue_count);
    c->issued = date_is_none(cert->issued_on) ? "" : message_of(&s->arena, s->ui->o.language, "cert.issued", screen_day(s, cert->issued_on), count, NULL);
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct certificate_row *r = &((const struct certificate_screen *)user)->row[row];
    if (r->kind == ROW_HEADING)
        *style_r = STYLE_HEADING;
    else if (r->to_come)
        *style_r = STYLE_WARN;
    return r->text[column];
}

static int certificate_reload(struct screen *s, struct err *e)
{
    struct certificate_screen *c = (struct certificate_screen *)s;
    struct cert_view *v = &c->view;
    c->column[0] = (struct column){.heading = "", .cols = 24};
    c->column[1] = (struct column){.heading = "", .cols = 22};
    c->column[2] = (struct column){.heading = ""};
    c->table = (struct table){.column = c->column, .columns = COLUMNS, .focus_column = 1, .cell = cell, .user = c};
    c->n = 0;
    int rc = cert_view(ui_app(s->ui), c->id, &s->arena, v, e);
    if (!rc)
        rc = sheet_kinds(ui_app(s->ui), &s->arena, &c->kind, &c->n_kinds, e);
    if (rc) {
        *v = (struct cert_view){.row = {.c = {.number = ""}}};
        return rc;
    }
    c->row = ARENA_ARRAY(&s->arena, struct certificate_row, v->n_events + v->n_periods + v->n_cases + v->n_entries + v->n_withheld + 5);
    make_head(c);
    add_life(c);
    add_papers(c);
    return 0;
}

static void certificate_layout(struct screen *s, struct rect body)
{
    struct certificate_screen *c = (struct certificate_screen *)s;
    c->at_head = rect_top(&body, HEAD_ROWS);
    c->at_list = body;
    list_fit(&c->list, c->n, table_height(&c->table, body));
    headed_settle(&c->list, is_heading, c);
}

static void pair(const struct certificate_screen *c, struct surface *to, bool right, int y, const char *message, enum style style, const char *text)
{
    struct rect at = c->at_head;
    int x = right ? LABEL2_X : LABEL_X, value = right ? VALUE2_X : VALUE_X;
    int cols = right ? at.w - value - 1 : LABEL2_X - value - 1;
    surface_text(to, at, x, y, STYLE_DIM, ui_word(c->screen.ui, message));
    surface_column(to, at, value, y, cols, style, false, text ? text : "");
}

static void certificate_draw(const struct screen *s, struct surface *to)
{
    const struct certificate_screen *c = (const struct certificate_screen *)s;
    const struct cert_view *v = &c->view;
    if (!v->row.state_label)
        return;
    pair(c, to, false, 1, "cert.number", STYLE_STRONG, v->row.c.number);
    pair(c, to, true, 1, "cert.scheme", STYLE_NORMAL, v->scheme_label);
    pair(c, to, false, 2, "cert.state", v->row.in_force ? STYLE_STRONG : STYLE_WARN, v->row.state_label);
    pair(c, to, true, 2, "cert.register", STYLE_NORMAL, c->published);
    pair(c, to, false, 3, "cert.party", STYLE_NORMAL, v->row.party_name);
    pair(c, to, true, 3, "cert.subject", STYLE_NORMAL, v->row.c.subject);
    pair(c, to, false, 4, "cert.granted-on", STYLE_NORMAL, c->granted);
    pair(c, to, true, 4, "cert.issued-on", STYLE_NORMAL, c->issued);
    surface_text(to, c->at_head, LABEL_X, 5, STYLE_DIM, ui_word(s->ui, "cert.until"));
    surface_column(to, c->at_head, VALUE_X, 5, c->at_head.w - VALUE_X - 1, STYLE_NORMAL, false, c->until);
    headed_draw(&c->table, &c->list, to, c->at_list, is_heading);
}

static unsigned certificate_key(struct screen *s, const struct key *k, struct err *e)
{
    struct certificate_screen *c = (struct certificate_screen *)s;
    (void)e;
    return headed_key(&c->list, &s->ui->keymap, k, is_heading, c) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

static unsigned open_new(struct certificate_screen *c, size_t i)
{
    struct new_arg arg = {.certificate_id = c->id};
    str_copy_cut(arg.scheme, sizeof arg.scheme, c->view.row.c.scheme);
    str_copy_cut(arg.type, sizeof arg.type, c->view.may_open[i]);
    str_copy_cut(arg.number, sizeof arg.number, c->view.row.c.number);
    return screen_push(c->screen.ui, "new", &arg, sizeof arg);
}

static unsigned ask_new(struct certificate_screen *c)
{
    struct ui *ui = c->screen.ui;
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, c->view.n_may_open);
    if (!c->view.n_may_open)
        return ui_say(ui, STYLE_INFO, "cert.may-open-none", NULL);
    for (size_t i = 0; i < c->view.n_may_open; i++)
        row[i] = (struct choose_row){c->view.may_open_label[i], "", c->view.may_open[i]};
    return ui_choose(ui, ui_text(ui, "cert.may-open", c->view.row.c.number, NULL), row, c->view.n_may_open, ASK_NEW);
}

static unsigned open_register(struct certificate_screen *c, size_t i)
{
    struct sheet_arg arg = {.certificate_id = c->id};
    str_copy_cut(arg.scheme, sizeof arg.scheme, c->view.row.c.scheme);
    str_copy_cut(arg.id, sizeof arg.id, c->view.entry[i].register_id);
    return screen_push(c->screen.ui, "sheet", &arg, sizeof arg);
}

static unsigned open_row(struct certificate_screen *c)
{
    const struct certificate_row *r = c->list.at < c->n ? &c->row[c->list.at] : NULL;
    struct case_arg of_case = {0};
    switch (r ? r->kind : ROW_HEADING) {
    case ROW_ENTRY: return open_register(c, r->index);
    case ROW_CASE: of_case.case_id = c->view.c[r->index].id; break;
    case ROW_EVENT: of_case.case_id = c->view.event[r->index].case_id; break;
    case ROW_PERIOD: of_case.case_id = c->view.period[r->index].case_id; break;
    case ROW_WITHHELD: of_case.case_id = c->view.withheld[r->index].case_id; break;
    case ROW_HEADING: break;
    }
    return of_case.case_id ? screen_push(c->screen.ui, "case", &of_case, sizeof of_case) : ui_say(c->screen.ui, STYLE_INFO, "cert.no-case", NULL);
}

static unsigned ask_state_on(struct certificate_screen *c)
{
    struct ui *ui = c->screen.ui;
    char iso[DATE_TEXT_BYTES];
    const struct ask ask = {.fact = "on", .label = ui_word(ui, "cert.on"), .type = "date", .suggestion = date_iso(ui_today(ui), iso), .required = true};
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = c->view.row.c.number, .text = ui_word(ui, "cert.state-on-text"), .tag = ASK_STATE_ON});
    asks_add(d, &ask, 1);
    return dialog_show(d);
}

static unsigned certificate_command(struct screen *s, enum command cmd, struct err *e)
{
    struct certificate_screen *c = (struct certificate_screen *)s;
    struct history_arg history = {0};
    (void)e;
    switch (cmd) {
    case CMD_CERTIFICATE_OPEN: return open_row(c);
    case CMD_CERTIFICATE_REGISTER: return c->view.n_entries ? open_register(c, 0) : ui_say(s->ui, STYLE_INFO, "cert.not-published", NULL);
    case CMD_CERTIFICATE_HISTORY:
        str_copy_cut(history.subject, sizeof history.subject, c->view.row.c.number);
        snprintf(history.object, sizeof history.object, "certificate:%lld", (long long)c->id);
        return screen_push(s->ui, "history", &history, sizeof history);
    case CMD_CERTIFICATE_NEW: return ask_new(c);
    case CMD_CERTIFICATE_ON: return ask_state_on(c);
    default: return UI_IGNORED;
    }
}

static unsigned certificate_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct certificate_screen *c = (struct certificate_screen *)s;
    struct answer *answer;
    const char *state, *label;
    size_t n;
    int row = d->tag == ASK_NEW ? dialog_chosen_row(d) : -1;
    if (row >= 0)
        return open_new(c, (size_t)row);
    if (d->tag != ASK_STATE_ON || d->result == DIALOG_CANCELLED)
        return 0;
    if (!asks_take(d, &s->ui->action, &answer, &n))
        return UI_IGNORED;
    struct date on = asks_day(s->ui, answer, n, "on");
    if (cert_state_on(ui_app(s->ui), c->id, on, &s->ui->action, &state, &label, e))
        return UI_IGNORED;
    return ui_say(s->ui, STYLE_INFO, *state ? "cert.was" : "cert.was-not", screen_day_both(s, on), label, NULL);
}

static unsigned certificate_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *certificate_subject(const struct screen *s)
{
    return ((const struct certificate_screen *)s)->view.row.c.number;
}

static const char *certificate_hint(const struct screen *s)
{
    return ui_word(s->ui, "cert.hint");
}

static const char *certificate_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops certificate_screen = {
    .name = "certificate",
    .title = "cert.title",
    .where = WHERE_CERTIFICATE,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct certificate_screen),
    .open = certificate_open,
    .reload = certificate_reload,
    .layout = certificate_layout,
    .draw = certificate_draw,
    .command = certificate_command,
    .key = certificate_key,
    .changed = certificate_changed,
    .answered = certificate_answered,
    .subject = certificate_subject,
    .hint = certificate_hint,
    .refuses = certificate_refuses,
};
