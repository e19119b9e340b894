/* 照会: type anything, find it in one breath. It opens over any screen and closes to exactly where one was. */
#include <stdio.h>

#include "core/app/lookup_app.h"
#include "core/base/str.h"
#include "tui/screen/finder.h"
#include "tui/screen/screens.h"
#include "tui/widget/table.h"

enum { COLUMNS = 4, BOX_ROWS = 4, DETAIL_ROWS = 6 };

struct lookup_screen {
    struct screen screen;
    struct finder finder;
    struct lookup found;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    struct rect at_box, at_list, at_detail;
};

static int lookup_open(struct screen *s, const void *arg, struct err *e)
{
    struct lookup_screen *l = (struct lookup_screen *)s;
    const struct lookup_arg *a = arg;
    (void)e;
    finder_open(&l->finder, s->ui, 60, a ? a->text : NULL);
    return 0;
}

static void lookup_close(struct screen *s)
{
    finder_close(&((struct lookup_screen *)s)->finder);
}

static const struct hit *hit_at(const struct lookup_screen *l)
{
    return l->found.n ? &l->found.hit[l->list.at] : NULL;
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct lookup_screen *l = user;
    const struct hit *h = &l->found.hit[row];
    switch (column) {
    case 0: return h->number;
    case 1: return h->subject;
    case 2: return h->party_name;
    default:
        if (h->candidate)
            *style_r = STYLE_WARN;
        return h->state_label;
    }
}

static int lookup_reload(struct screen *s, struct err *e)
{
    struct lookup_screen *l = (struct lookup_screen *)s;
    finder_take(&l->finder);
    int rc = lookup(ui_app(s->ui), l->finder.asked, LOOKUP_HITS_MAX, &s->arena, &l->found, e);
    if (rc)
        l->found = (struct lookup){.understood = "", .suggest = ""};
    if (!*l->finder.asked)
        l->found.n = 0;
    const struct ui *ui = s->ui;
    l->column[0] = (struct column){.heading = ui_word(ui, "lookup.number"), .cols = 16};
    l->column[1] = (struct column){.heading = ui_word(ui, "lookup.subject")};
    l->column[2] = (struct column){.heading = ui_word(ui, "lookup.party")};
    l->column[3] = (struct column){.heading = ui_word(ui, "lookup.state"), .cols = 14};
    l->table = (struct table){.column = l->column, .columns = COLUMNS, .headings = true, .cell = cell, .user = l};
    list_go(&l->list, 0);
    return rc;
}

static void lookup_layout(struct screen *s, struct rect body)
{
    struct lookup_screen *l = (struct lookup_screen *)s;
    l->at_box = rect_top(&body, BOX_ROWS);
    l->at_detail = rect_bottom(&body, DETAIL_ROWS);
    l->at_list = body;
    list_fit(&l->list, l->found.n, table_height(&l->table, l->at_list));
}

static void draw_certificate(const struct lookup_screen *l, const struct hit *h, struct surface *to)
{
    const struct ui *ui = l->screen.ui;
    char iso[DATE_TEXT_BYTES], era[DATE_TEXT_BYTES];
    struct rect at = l->at_detail;
    if (!date_is_none(h->granted_on)) {
        surface_text(to, at, 3, 1, STYLE_DIM, ui_word(ui, "lookup.granted"));
        surface_printf(to, at, 17, 1, STYLE_NORMAL, "%s (%s)", date_iso(h->granted_on, iso),
                       date_era_short(h->granted_on, era));
    }
    if (!date_is_none(h->valid_until)) {
        surface_text(to, at, 43, 1, STYLE_DIM, ui_word(ui, "lookup.until"));
        surface_printf(to, at, 57, 1, STYLE_NORMAL, "%s (%s)", date_iso(h->valid_until, iso),
                       date_era_short(h->valid_until, era));
    }
    surface_text(to, at, 43, 2, STYLE_DIM, ui_word(ui, "lookup.register"));
    surface_text(to, at, 57, 2, STYLE_NORMAL,
                 ui_word(ui, h->on_register ? "lookup.published" : "lookup.not-published"));
}

static void draw_detail(const struct lookup_screen *l, struct surface *to)
{
    const struct hit *h = hit_at(l);
    if (!h)
        return;
    surface_printf(to, l->at_detail, 1, 0, STYLE_HEADING, "%s  %s", h->kind_label, h->scheme_short);
    bool certificate = h->kind == HIT_CERTIFICATE;
    if (certificate)
        draw_certificate(l, h, to);
    if (!str_empty(h->state_label)) {
        enum style style = !certificate ? STYLE_NORMAL : h->in_force ? STYLE_OK : STYLE_WARN;
        surface_text(to, l->at_detail, 3, 2, STYLE_DIM, ui_word(l->screen.ui, "lookup.state"));
        surface_text(to, l->at_detail, 17, 2, style, h->state_label);
    }
    surface_text(to, l->at_detail, 3, 3, STYLE_DIM, ui_word(l->screen.ui, "lookup.subject"));
    surface_text(to, l->at_detail, 17, 3, STYLE_NORMAL, h->subject);
    surface_text(to, l->at_detail, 3, 4, STYLE_DIM, ui_word(l->screen.ui, "lookup.party"));
    surface_text(to, l->at_detail, 17, 4, STYLE_NORMAL, h->party_name);
}

/* What may be typed, while nothing is. */
static void draw_help(const struct lookup_screen *l, struct surface *to)
{
    static const char *const line[] = {"lookup.help-1", "lookup.help-2", "lookup.help-3", "lookup.help-4"};
    for (int i = 0; i < (int)COUNT_OF(line); i++)
        surface_text(to, l->at_list, 3, i + 1, STYLE_DIM, ui_word(l->screen.ui, line[i]));
}

static void lookup_draw(const struct screen *s, struct surface *to)
{
    const struct lookup_screen *l = (const struct lookup_screen *)s;
    int x = surface_text(to, l->at_box, 1, 1, STYLE_STRONG, ui_word(s->ui, "lookup.prompt")) + 1;
    surface_text(to, l->at_box, 1, 3, STYLE_DIM, l->found.understood);
    if (!str_empty(l->found.suggest))
        surface_text(to, l->at_box, 1, 2, STYLE_WARN, l->found.suggest);
    if (*l->finder.asked)
        table_draw(&l->table, &l->list, to, l->at_list, false, ui_word(s->ui, "lookup.nothing"));
    else
        draw_help(l, to);
    draw_detail(l, to);
    finder_draw(&l->finder, to, l->at_box, x, 1);
}

/* Opens the record: what a look-up is for. */
static unsigned open_hit(struct lookup_screen *l)
{
    const struct hit *h = hit_at(l);
    struct ui *ui = l->screen.ui;
    if (!h)
        return ui_say(ui, STYLE_WARN, *l->finder.asked ? "lookup.nothing" : "lookup.type", NULL);
    struct case_arg arg = {.case_id = h->kind == HIT_CASE ? h->id : h->case_id};
    struct cases_arg of_party = {""};
    switch (h->kind) {
    case HIT_CERTIFICATE: return screen_push(ui, "certificate", &(struct cert_arg){h->id}, sizeof(struct cert_arg));
    case HIT_CASE: return screen_push(ui, "case", &arg, sizeof arg);
    case HIT_FEE: return screen_push(ui, "fees", &arg, sizeof arg);
    case HIT_PAPER: return screen_push(ui, "papers", &arg, sizeof arg);
    case HIT_PARTY: break;
    }
    str_copy_cut(of_party.text, sizeof of_party.text, h->party_name);
    return screen_push(ui, "cases", &of_party, sizeof of_party);
}

static unsigned lookup_key(struct screen *s, const struct key *k, struct err *e)
{
    struct lookup_screen *l = (struct lookup_screen *)s;
    (void)e;
    if (k->code == K_TAB && (!k->mods || k->mods == KEY_MOD_SHIFT) && l->found.n) {
        size_t step = k->mods ? l->found.n - 1 : 1;
        list_go(&l->list, (l->list.at + step) % l->found.n);
        return UI_REPAINT;
    }
    if (finder_leaves(k))
        return list_key(&l->list, &s->ui->keymap, k) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
    return finder_key(&l->finder, s->ui, k);
}

static unsigned lookup_paused(struct screen *s, struct err *e)
{
    (void)e;
    return finder_paused(&((struct lookup_screen *)s)->finder);
}

/* Typed ahead of the search: look first, then open what there is. */
static unsigned look_and_open(struct lookup_screen *l, struct err *e)
{
    struct screen *s = &l->screen;
    if (!finder_waits(&l->finder))
        return open_hit(l);
    arena_reset(&s->arena);
    if (lookup_reload(s, e))
        return UI_REPAINT;
    lookup_layout(s, s->body);
    return l->found.n == 1 && !l->found.hit[0].candidate ? open_hit(l) : UI_REPAINT;
}

static unsigned open_history(struct lookup_screen *l)
{
    static const char *const kind[] = {[HIT_CERTIFICATE] = "certificate",
                                       [HIT_CASE] = "case",
                                       [HIT_PARTY] = "party",
                                       [HIT_FEE] = "case",
                                       [HIT_PAPER] = "case"};
    const struct hit *h = hit_at(l);
    struct history_arg arg = {0};
    if (!h)
        return ui_say(l->screen.ui, STYLE_INFO, "lookup.nothing", NULL);
    bool of_case = h->kind == HIT_FEE || h->kind == HIT_PAPER;
    str_copy_cut(arg.subject, sizeof arg.subject, h->number);
    snprintf(arg.object, sizeof arg.object, "%s:%lld", kind[h->kind], (long long)(of_case ? h->case_id : h->id));
    return screen_push(l->screen.ui, "history", &arg, sizeof arg);
}

static unsigned lookup_command(struct screen *s, enum command c, struct err *e)
{
    struct lookup_screen *l = (struct lookup_screen *)s;
    const struct hit *h = hit_at(l);
    switch (c) {
    case CMD_LOOKUP_OPEN: return look_and_open(l, e);
    case CMD_LOOKUP_HISTORY: return open_history(l);
    case CMD_LOOKUP: return UI_REPAINT; /* here already */
    case CMD_NEW_CASE:
        if (!h || h->kind != HIT_CERTIFICATE)
            return UI_IGNORED;
        return screen_push(s->ui, "new", &(struct new_arg){.certificate_id = h->id}, sizeof(struct new_arg));
    default: return UI_IGNORED;
    }
}

static const char *lookup_hint(const struct screen *s)
{
    return ui_word(s->ui, ((const struct lookup_screen *)s)->found.n ? "lookup.hint" : "lookup.hint-type");
}

static const char *lookup_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops lookup_screen = {
    .name = "lookup",
    .title = "lookup.title",
    .where = WHERE_LOOKUP,
    .widgets = WIDGET(FIELD),
    .size = sizeof(struct lookup_screen),
    .open = lookup_open,
    .close = lookup_close,
    .reload = lookup_reload,
    .layout = lookup_layout,
    .draw = lookup_draw,
    .command = lookup_command,
    .key = lookup_key,
    .typing = finder_typing,
    .paused = lookup_paused,
    .hint = lookup_hint,
    .refuses = lookup_refuses,
};
