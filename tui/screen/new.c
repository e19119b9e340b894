/* 新しい案件: scheme and type first; then, for a type that is about a certificate, which one; then what opening asks. */
#include "core/app/case_app.h"
#include "core/app/lookup_app.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "tui/screen/asks.h"
#include "tui/screen/finder.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

#include <string.h>

enum { KIND_COLUMNS = 4, HIT_COLUMNS = 4, HEAD_ROWS = 5 };

struct new_screen {
    struct screen screen;
    struct finder finder;
    int64_t certificate_id;
    char scheme[48], type[48]; /* chosen; "" while types are listed */
    struct case_kind *kind; /* all, in the screen's arena */
    size_t n_kinds, *seen, n_seen;
    const struct case_kind *chosen;
    struct lookup found; /* certificates, once a type is chosen that needs one */
    size_t n_hits;
    struct list list;
    struct table table;
    struct column column[KIND_COLUMNS];
    struct rect at_head, at_list;
    char first_form[64];
};

static bool asks_certificate(const struct new_screen *n)
{
    return n->chosen != NULL;
}

static int new_open(struct screen *s, const void *arg, struct err *e)
{
    struct new_screen *n = (struct new_screen *)s;
    const struct new_arg *a = arg;
    (void)e;
    finder_open(&n->finder, s->ui, 40, a ? a->number : NULL);
    if (a) {
        n->certificate_id = a->certificate_id;
        str_copy_cut(n->scheme, sizeof n->scheme, a->scheme);
        str_copy_cut(n->type, sizeof n->type, a->type);
    }
    return 0;
}

static void new_close(struct screen *s)
{
    finder_close(&((struct new_screen *)s)->finder);
}

static const char *kind_cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct new_screen *n = user;
    const struct case_kind *k = &n->kind[n->seen[row]];
    const struct case_kind *above = row ? &n->kind[n->seen[row - 1]] : NULL;
    if (!k->may)
        *style_r = STYLE_DIM;
    switch (column) {
    case 0: return above && str_eq(above->scheme, k->scheme) ? "" : k->scheme_short;
    case 1: return k->label;
    case 2:
        return k->certificate_needed     ? ui_word(n->screen.ui, "new.needs")
               : k->certificate_optional ? ui_word(n->screen.ui, "new.may-need")
                                         : "";
    default: return k->may ? k->help : k->roles;
    }
}

static const char *hit_cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct hit *h = &((const struct new_screen *)user)->found.hit[row];
    switch (column) {
    case 0: return h->number;
    case 1: return h->subject;
    case 2: return h->party_name;
    default: *style_r = h->in_force ? STYLE_OK : STYLE_WARN; return h->state_label;
    }
}

static void list_kinds(struct new_screen *n)
{
    struct arena *a = &n->screen.arena;
    const struct ui *ui = n->screen.ui;
    const char *wanted = fold_text(a, n->finder.asked);
    n->seen = ARENA_ARRAY(a, size_t, n->n_kinds);
    n->n_seen = 0;
    for (size_t i = 0; i < n->n_kinds; i++) {
        const struct case_kind *k = &n->kind[i];
        bool fits = !n->certificate_id || k->certificate_needed || k->certificate_optional;
        if (fits &&
            strstr(fold_text(a, arena_printf(a, "%s|%s|%s|%s", k->scheme_label, k->scheme_short, k->label, k->scheme)),
                   wanted))
            n->seen[n->n_seen++] = i;
    }
    n->column[0] = (struct column){.heading = ui_word(ui, "new.scheme"), .cols = 18};
    n->column[1] = (struct column){.heading = ui_word(ui, "new.type"), .cols = 32};
    n->column[2] = (struct column){.heading = ui_word(ui, "new.certificate"), .cols = 11};
    n->column[3] = (struct column){.heading = ui_word(ui, "new.help"), .from_cols = 100};
    n->table = (struct table){.column = n->column,
                              .columns = KIND_COLUMNS,
                              .focus_column = 1,
                              .headings = true,
                              .cell = kind_cell,
                              .user = n};
}

/* Certificates among the hits come first; the others are left out. */
static int list_hits(struct new_screen *n, struct err *e)
{
    const struct ui *ui = n->screen.ui;
    n->n_hits = 0;
    n->found = (struct lookup){.understood = "", .suggest = ""};
    int rc = *n->finder.asked ? lookup(ui_app(ui), n->finder.asked, LOOKUP_HITS_MAX, &n->screen.arena, &n->found, e) : 0;
    for (size_t i = 0; !rc && i < n->found.n; i++)
        if (n->found.hit[i].kind == HIT_CERTIFICATE)
            n->found.hit[n->n_hits++] = n->found.hit[i];
    n->column[0] = (struct column){.heading = ui_word(ui, "lookup.number"), .cols = 16};
    n->column[1] = (struct column){.heading = ui_word(ui, "lookup.subject")};
    n->column[2] = (struct column){.heading = ui_word(ui, "lookup.party")};
    n->column[3] = (struct column){.heading = ui_word(ui, "lookup.state"), .cols = 14};
    n->table =
        (struct table){.column = n->column, .columns = HIT_COLUMNS, .headings = true, .cell = hit_cell, .user = n};
    return rc;
}

static int new_reload(struct screen *s, struct err *e)
{
    struct new_screen *n = (struct new_screen *)s;
    bool other = finder_take(&n->finder);
    n->chosen = NULL;
    n->n_kinds = 0;
    int rc = case_kinds(ui_app(s->ui), &s->arena, &n->kind, &n->n_kinds, e);
    for (size_t i = 0; i < n->n_kinds; i++)
        if (str_eq(n->kind[i].scheme, n->scheme) && str_eq(n->kind[i].type, n->type))
            n->chosen = &n->kind[i];
    if (other)
        n->list.at = n->list.top = 0;
    if (!rc && asks_certificate(n))
        return list_hits(n, e);
    list_kinds(n);
    return rc;
}

static void new_layout(struct screen *s, struct rect body)
{
    struct new_screen *n = (struct new_screen *)s;
    n->at_head = rect_top(&body, HEAD_ROWS);
    n->at_list = body;
    list_fit(&n->list, asks_certificate(n) ? n->n_hits : n->n_seen, table_height(&n->table, body));
}

static void new_draw(const struct screen *s, struct surface *to)
{
    const struct new_screen *n = (const struct new_screen *)s;
    struct rect at = n->at_head;
    bool certificate = asks_certificate(n);
    if (certificate)
        surface_printf(to, at, 1, 1, STYLE_STRONG, "%s  %s", n->chosen->scheme_short, n->chosen->label);
    else
        surface_text(to, at, 1, 1, STYLE_STRONG, ui_word(s->ui, "new.choose"));
    int x = surface_text(to, at, 1, 2, STYLE_NORMAL, ui_word(s->ui, certificate ? "new.which" : "new.filter")) + 1;
    if (certificate)
        surface_text(to, at, 1, 3, STYLE_DIM,
                     *n->finder.asked
                         ? n->found.understood
                         : ui_word(s->ui, n->chosen->certificate_needed ? "new.which-help" : "new.which-or-none"));
    const char *empty = !certificate ? "new.no-kind" : *n->finder.asked ? "new.no-certificate" : "";
    table_draw(&n->table, &n->list, to, n->at_list, false, *empty ? ui_word(s->ui, empty) : "");
    finder_draw(&n->finder, to, at, x, 2);
}

/* Opens the case and goes on to where its first form is keyed in, or to the case itself. */
static unsigned open_case(struct new_screen *n, const struct answer *answer, size_t n_answers, struct err *e)
{
    struct ui *ui = n->screen.ui;
    struct case_arg arg = {.fresh = true};
    if (case_new(ui_app(ui), n->scheme, n->type, n->certificate_id, answer, n_answers, &ui->action, &arg.case_id, e))
        return UI_IGNORED;
    str_copy_cut(arg.part, sizeof arg.part, n->first_form);
    ui_say(ui, STYLE_OK, *n->first_form ? "new.opened-form" : "new.opened", NULL);
    return ui_replace(ui, *n->first_form ? &entry_screen : &case_screen, &arg, sizeof arg);
}

/* What opening asks, in a dialog; the dialog stands also when nothing is asked, so that no case is opened by a slip. */
static unsigned ask(struct new_screen *n, struct err *e)
{
    struct ui *ui = n->screen.ui;
    struct ask *ask;
    size_t n_asks;
    if (case_new_asks(ui_app(ui), n->scheme, n->type, n->certificate_id, &ui->action, &ask, &n_asks, e))
        return UI_REPAINT;
    const struct case_kind *kind = NULL;
    for (size_t i = 0; i < n->n_kinds; i++)
        if (str_eq(n->kind[i].scheme, n->scheme) && str_eq(n->kind[i].type, n->type))
            kind = &n->kind[i];
    if (!kind)
        return UI_REPAINT;
    str_copy_cut(n->first_form, sizeof n->first_form, kind->first_form);
    const char *text = ui_text(ui, n_asks ? "new.asks" : "new.sure", kind->scheme_short, kind->label, NULL);
    struct dialog *d =
        dialog_new(ui, &(struct dialog_spec){
                           .title = kind->label, .text = text, .answer = {{'y', ui_word(ui, "new.do")}}, .answers = 1});
    asks_add(d, ask, n_asks);
    return dialog_show(d);
}

static unsigned choose_kind(struct new_screen *n, struct err *e)
{
    struct ui *ui = n->screen.ui;
    if (!n->n_seen)
        return ui_say(ui, STYLE_WARN, "new.no-kind", NULL);
    const struct case_kind *k = &n->kind[n->seen[n->list.at]];
    if (!k->may)
        return ui_say(ui, STYLE_WARN, "new.no-right", k->roles, NULL);
    str_copy_cut(n->scheme, sizeof n->scheme, k->scheme);
    str_copy_cut(n->type, sizeof n->type, k->type);
    if (!n->certificate_id && (k->certificate_needed || k->certificate_optional)) {
        finder_clear(&n->finder);
        return UI_RELOAD;
    }
    return ask(n, e);
}

static unsigned choose_certificate(struct new_screen *n, struct err *e)
{
    struct ui *ui = n->screen.ui;
    if (finder_waits(&n->finder)) { /* typed ahead of the search */
        arena_reset(&n->screen.arena);
        if (new_reload(&n->screen, e))
            return UI_REPAINT;
        new_layout(&n->screen, n->screen.body);
        if (n->n_hits != 1)
            return UI_REPAINT;
    }
    if (!*n->finder.asked && n->chosen->certificate_optional)
        return ask(n, e);
    if (!n->n_hits)
        return ui_say(ui, STYLE_WARN, *n->finder.asked ? "new.no-certificate" : "new.which-help", NULL);
    n->certificate_id = n->found.hit[n->list.at].id;
    return ask(n, e);
}

static unsigned new_command(struct screen *s, enum command c, struct err *e)
{
    struct new_screen *n = (struct new_screen *)s;
    switch (c) {
    case CMD_NEW_CHOOSE: return asks_certificate(n) ? choose_certificate(n, e) : choose_kind(n, e);
    case CMD_BACK:
        if (finder_clear(&n->finder)) {
            return UI_RELOAD;
        }
        if (!asks_certificate(n))
            return UI_IGNORED;
        n->scheme[0] = n->type[0] = '\0'; /* back to the types */
        n->certificate_id = 0;
        return UI_RELOAD;
    default: return UI_IGNORED;
    }
}

static unsigned new_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct new_screen *n = (struct new_screen *)s;
    struct answer *answer;
    size_t n_answers;
    if (d->result == DIALOG_CANCELLED)
        return UI_RELOAD;
    if (!asks_take(d, &s->ui->action, &answer, &n_answers))
        return UI_IGNORED;
    return open_case(n, answer, n_answers, e);
}

static unsigned new_key(struct screen *s, const struct key *k, struct err *e)
{
    struct new_screen *n = (struct new_screen *)s;
    (void)e;
    if (finder_leaves(k))
        return list_key(&n->list, &s->ui->keymap, k) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
    enum field_event ev = field_key(&n->finder.box, &s->ui->keymap, k);
    bool changed = ev == FIELD_CHANGED || ev == FIELD_DONE;
    return changed && !asks_certificate(n) ? UI_RELOAD : finder_wish(s->ui, ev);
}

static unsigned new_paused(struct screen *s, struct err *e)
{
    (void)e;
    return finder_paused(&((struct new_screen *)s)->finder);
}

static const char *new_hint(const struct screen *s)
{
    const struct new_screen *n = (const struct new_screen *)s;
    return ui_word(s->ui, asks_certificate(n) ? "new.hint-certificate" : "new.hint");
}

static const char *new_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT || c == CMD_NEW_CASE ? "" : NULL;
}

const struct screen_ops new_screen = {
    .name = "new",
    .title = "new.title",
    .where = WHERE_NEW,
    .widgets = WIDGET(FIELD),
    .size = sizeof(struct new_screen),
    .open = new_open,
    .close = new_close,
    .reload = new_reload,
    .layout = new_layout,
    .draw = new_draw,
    .command = new_command,
    .key = new_key,
    .typing = finder_typing,
    .paused = new_paused,
    .answered = new_answered,
    .hint = new_hint,
    .refuses = new_refuses,
};
