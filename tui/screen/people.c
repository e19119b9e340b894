/* 利用者: who may sit down here: keys, roles, and whether they still may. */
#include "core/app/factor_app.h"
#include "core/app/interest_app.h"
#include "core/app/user_app.h"
#include "core/base/str.h"
#include "tui/screen/asks.h"
#include "tui/screen/detail.h"
#include "tui/screen/screens.h"
#include "tui/widget/choose.h"
#include "tui/widget/table.h"

enum { COLUMNS = 5, DETAIL_ROWS = 11 };
enum people_dialog { ASK_ADD = 1, ASK_KEY, ASK_GRANT, ASK_REVOKE, ASK_STATE, ASK_INTEREST };

struct people_screen {
    struct screen screen;
    struct user_view *user;
    size_t n;
    const char **text;
    struct list list;
    struct table table;
    struct column column[COLUMNS];
    struct detail detail;
    struct rect at_list, at_detail;
    char login[33]; /* the open dialog is about */
};

static void people_close(struct screen *s)
{
    detail_done(&((struct people_screen *)s)->detail);
}

static const struct user_view *user_at(const struct people_screen *p)
{
    return p->list.at < p->n ? &p->user[p->list.at] : NULL;
}

static bool is_active(const struct user_view *u)
{
    return str_eq(u->u.state, "active");
}

static const char *cell(const void *user, size_t row, int column, enum style *style_r)
{
    const struct people_screen *p = user;
    if (!is_active(&p->user[row]))
        *style_r = STYLE_DIM;
    return p->text[row * COLUMNS + (size_t)column];
}

static const char *where_of(const struct people_screen *p, const struct user_view *u, size_t i)
{
    return *u->role_scheme[i] ? u->role_scheme[i] : ui_word(p->screen.ui, "people.everywhere");
}

/* 受付担当 (ASPIC) 、… */
static const char *role_text(const struct people_screen *p, const struct user_view *u, size_t i, struct arena *a)
{
    return arena_printf(a, "%s (%s)", u->role_label[i], where_of(p, u, i));
}

static void make_texts(struct people_screen *p)
{
    struct arena *a = &p->screen.arena;
    p->text = ARENA_ARRAY(a, const char *, p->n * COLUMNS);
    for (size_t i = 0; i < p->n; i++) {
        const struct user_view *u = &p->user[i];
        const char **text = &p->text[i * COLUMNS];
        size_t keys = 0;
        for (size_t j = 0; j < u->n_keys; j++)
            keys += date_is_none(u->key[j].revoked_on);
        text[0] = u->u.login;
        text[1] = u->u.name;
        text[2] = ui_word(p->screen.ui, is_active(u) ? "people.active" : "people.disabled");
        text[3] = arena_printf(a, "%zu", keys);
        text[4] = "";
        for (size_t j = 0; j < u->n_roles; j++)
            if (date_is_none(u->role[j].revoked_on))
                text[4] = arena_printf(a, "%s%s%s", text[4], *text[4] ? "  " : "", role_text(p, u, j, a));
    }
}

static bool is_first_of_scheme(const struct user_view *u, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (str_eq(u->role[j].scheme, u->role[i].scheme))
            return false;
    return true;
}

/* All roles in the scheme of role i, those that were taken away with the day. */
static const char *roles_of_scheme(const struct people_screen *p, const struct user_view *u, size_t i, struct arena *a)
{
    char iso[DATE_TEXT_BYTES];
    const char *text = arena_printf(a, "%s:", where_of(p, u, i));
    for (size_t j = 0; j < u->n_roles; j++) {
        const struct user_role *r = &u->role[j];
        if (!str_eq(r->scheme, u->role[i].scheme))
            continue;
        text = arena_printf(a, "%s  %s", text, u->role_label[j]);
        if (!date_is_none(r->revoked_on))
            text = arena_printf(a, "%s (%s %s)", text, ui_word(p->screen.ui, "people.revoked"), date_iso(r->revoked_on, iso));
    }
    return text;
}

/* 株式会社甲  2020-04-01～2024-03-31  元役員 */
static void add_interests(struct people_screen *p, const struct user_view *u)
{
    struct arena *a = &p->screen.ui->action;
    struct interest *tie;
    size_t n;
    struct err e; /* whoever may not know sees nothing */
    char from[DATE_TEXT_BYTES], until[DATE_TEXT_BYTES];
    const char *label = ui_word(p->screen.ui, "people.interest");
    if (interest_list(ui_app(p->screen.ui), u->u.login, a, &tie, &n, &e) != 0)
        return;
    for (size_t i = 0; i < n; i++) {
        if (!date_is_none(tie[i].withdrawn_on))
            continue;
        const char *subject = *tie[i].subject ? arena_printf(a, " (%s)", tie[i].subject) : "";
        detail_add(&p->detail, label, arena_printf(a, "%s%s  %s\xEF\xBD\x9E%s  %s", tie[i].party, subject,
                                                   date_iso(tie[i].from_on, from), date_iso(tie[i].until_on, until), tie[i].ground));
        label = "";
    }
}

static void add_factor(struct people_screen *p, const struct user_view *u)
{
    struct ui *ui = p->screen.ui;
    struct factor_view v;
    struct err e; /* whoever may not know sees nothing */
    if (factor_view(ui_app(ui), u->u.login, &v, &e) != 0)
        return;
    const char *left = arena_printf(&ui->action, "%d", v.recovery_left);
    detail_add(&p->detail, ui_word(ui, "factor.title"),
               v.on ? ui_text(ui, "factor.is-on", left, NULL) : ui_word(ui, v.begun ? "factor.is-begun" : "factor.is-off"));
}

static void make_detail(struct people_screen *p)
{
    const struct ui *ui = p->screen.ui;
    const struct user_view *u = user_at(p);
    struct arena *a = &p->screen.ui->action;
    char from[DATE_TEXT_BYTES], until[DATE_TEXT_BYTES];
    detail_begin(&p->detail, p->list.at, "");
    if (!u)
        return;
    p->detail.head = arena_printf(&p->detail.memory, "%s  %s", u->u.login, u->u.name);
    for (size_t i = 0; i < u->n_keys; i++) {
        const struct user_key *k = &u->key[i];
        const char *text = arena_printf(a, "%s  %s  %s  %s %s", k->fingerprint, k->comment, date_iso(k->added_on, from),
                                        date_is_none(k->revoked_on) ? "" : ui_word(ui, "people.revoked"), date_iso(k->revoked_on, until));
        detail_add(&p->detail, ui_word(ui, "people.key"), text);
    }
    for (size_t i = 0; i < u->n_roles; i++)
        if (is_first_of_scheme(u, i))
            detail_add(&p->detail, i ? "" : ui_word(ui, "people.role"), roles_of_scheme(p, u, i, a));
    if (!u->n_keys)
        detail_add(&p->detail, ui_word(ui, "people.key"), ui_word(ui, "people.no-key"));
    if (!u->n_roles)
        detail_add(&p->detail, ui_word(ui, "people.role"), ui_word(ui, "people.no-role"));
    add_factor(p, u);
    add_interests(p, u);
}

static int people_reload(struct screen *s, struct err *e)
{
    struct people_screen *p = (struct people_screen *)s;
    const struct ui *ui = s->ui;
    p->column[0] = (struct column){.heading = ui_word(ui, "people.login"), .cols = 14};
    p->column[1] = (struct column){.heading = ui_word(ui, "people.name"), .cols = 20};
    p->column[2] = (struct column){.heading = ui_word(ui, "people.state"), .cols = 8};
    p->column[3] = (struct column){.heading = ui_word(ui, "people.keys"), .cols = 4, .right = true};
    p->column[4] = (struct column){.heading = ui_word(ui, "people.roles")};
    p->table = (struct table){.column = p->column, .columns = COLUMNS, .headings = true, .cell = cell, .user = p};
    int rc = user_list(ui_app(ui), &s->arena, &p->user, &p->n, e);
    if (rc)
        p->n = 0;
    make_texts(p);
    return rc;
}

static void people_layout(struct screen *s, struct rect body)
{
    struct people_screen *p = (struct people_screen *)s;
    rect_top(&body, 1);
    p->at_detail = rect_bottom(&body, DETAIL_ROWS);
    p->at_list = body;
    rect_bottom(&p->at_list, 1);
    list_fit(&p->list, p->n, table_height(&p->table, p->at_list));
    make_detail(p);
}

static void people_draw(const struct screen *s, struct surface *to)
{
    const struct people_screen *p = (const struct people_screen *)s;
    detail_draw(&p->detail, to, p->at_detail);
    table_draw(&p->table, &p->list, to, p->at_list, true, ui_word(s->ui, "people.none"));
}

static unsigned people_key(struct screen *s, const struct key *k, struct err *e)
{
    (void)e;
    return list_key(&((struct people_screen *)s)->list, &s->ui->keymap, k) == LIST_IGNORED ? UI_IGNORED : UI_REPAINT;
}

static unsigned people_paused(struct screen *s, struct err *e)
{
    struct people_screen *p = (struct people_screen *)s;
    (void)e;
    if (p->detail.row == p->list.at)
        return 0;
    make_detail(p);
    return UI_REPAINT;
}

static unsigned ask(struct people_screen *p, int64_t tag, const char *title, const char *text, const struct ask *rows, size_t n)
{
    struct ui *ui = p->screen.ui;
    const struct user_view *u = user_at(p);
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_text(ui, title, u ? u->u.login : "", NULL), .text = ui_word(ui, text), .tag = tag});
    asks_add(d, rows, n);
    str_copy_cut(p->login, sizeof p->login, u ? u->u.login : "");
    return dialog_show(d);
}

static unsigned ask_add(struct people_screen *p)
{
    const struct ui *ui = p->screen.ui;
    const struct ask rows[] = {
        {.fact = "login", .label = ui_word(ui, "people.login"), .type = "text", .suggestion = "", .required = true},
        {.fact = "name", .label = ui_word(ui, "people.name"), .type = "text", .suggestion = "", .required = true},
    };
    return ask(p, ASK_ADD, "people.add", "people.add-text", rows, COUNT_OF(rows));
}

static unsigned ask_key(struct people_screen *p)
{
    const struct ask row = {.fact = "key", .label = ui_word(p->screen.ui, "people.key"), .type = "text", .suggestion = "", .required = true};
    return ask(p, ASK_KEY, "people.add-key", "people.add-key-text", &row, 1);
}

static unsigned ask_grant(struct people_screen *p, struct err *e)
{
    struct ui *ui = p->screen.ui;
    struct role_kind *kind;
    size_t n;
    const struct user_view *u = user_at(p);
    if (role_kinds(ui_app(ui), &ui->action, &kind, &n, e))
        return UI_REPAINT;
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, n);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct choose_row){kind[i].label, str_eq(kind[i].scheme, "*") ? ui_word(ui, "people.everywhere") : kind[i].scheme_short, kind[i].role};
    str_copy_cut(p->login, sizeof p->login, u->u.login);
    return ui_choose(ui, ui_text(ui, "people.grant", u->u.login, NULL), row, n, ASK_GRANT);
}

/* Keys first, then roles: those in force, as ask_revoke lists them. */
struct in_force {
    LIST(struct choose_row) row;
    LIST(const struct user_key *) key;
    LIST(const struct user_role *) role;
};

static struct in_force in_force_of(struct people_screen *p, const struct user_view *u)
{
    struct arena *a = &p->screen.ui->action;
    struct in_force f = {0};
    for (size_t i = 0; i < u->n_keys; i++)
        if (date_is_none(u->key[i].revoked_on)) {
            *LIST_ADD(a, &f.key) = &u->key[i];
            *LIST_ADD(a, &f.row) = (struct choose_row){ui_word(p->screen.ui, "people.key"), arena_printf(a, "%s  %s", u->key[i].comment, u->key[i].fingerprint), NULL};
        }
    for (size_t i = 0; i < u->n_roles; i++)
        if (date_is_none(u->role[i].revoked_on)) {
            *LIST_ADD(a, &f.role) = &u->role[i];
            *LIST_ADD(a, &f.row) = (struct choose_row){ui_word(p->screen.ui, "people.role"), role_text(p, u, i, a), NULL};
        }
    return f;
}

static unsigned ask_revoke(struct people_screen *p)
{
    struct ui *ui = p->screen.ui;
    const struct user_view *u = user_at(p);
    struct in_force f = in_force_of(p, u);
    if (!f.row.n)
        return ui_say(ui, STYLE_INFO, "people.nothing-to-revoke", NULL);
    str_copy_cut(p->login, sizeof p->login, u->u.login);
    return ui_choose(ui, ui_text(ui, "people.revoke", u->u.login, NULL), f.row.at, f.row.n, ASK_REVOKE);
}

static unsigned ask_state(struct people_screen *p)
{
    const struct user_view *u = user_at(p);
    return ask(p, ASK_STATE, is_active(u) ? "people.disable" : "people.enable", is_active(u) ? "people.disable-text" : "people.enable-text", NULL, 0);
}

static unsigned ask_interest(struct people_screen *p)
{
    const struct ui *ui = p->screen.ui;
    const struct ask rows[] = {
        {.fact = "party", .label = ui_word(ui, "people.interest-party"), .type = "text", .suggestion = "", .required = true},
        {.fact = "subject", .label = ui_word(ui, "people.interest-subject"), .type = "text", .suggestion = ""},
        {.fact = "from", .label = ui_word(ui, "people.interest-from"), .type = "date", .suggestion = ""},
        {.fact = "until", .label = ui_word(ui, "people.interest-until"), .type = "date", .suggestion = ""},
        {.fact = "ground", .label = ui_word(ui, "people.interest-ground"), .type = "text", .suggestion = "", .required = true},
    };
    return ask(p, ASK_INTEREST, "people.interest-of", "people.interest-text", rows, COUNT_OF(rows));
}

static unsigned open_factor(const struct people_screen *p)
{
    struct factor_arg arg = {0};
    str_copy_cut(arg.login, sizeof arg.login, user_at(p)->u.login);
    return screen_push(p->screen.ui, "factor", &arg, sizeof arg);
}

static unsigned people_command(struct screen *s, enum command c, struct err *e)
{
    struct people_screen *p = (struct people_screen *)s;
    if (c == CMD_PEOPLE_ADD)
        return ask_add(p);
    if (c != CMD_PEOPLE_KEY && c != CMD_PEOPLE_GRANT && c != CMD_PEOPLE_REVOKE && c != CMD_PEOPLE_STATE &&
        c != CMD_PEOPLE_INTEREST && c != CMD_PEOPLE_FACTOR)
        return UI_IGNORED;
    if (!user_at(p))
        return ui_say(s->ui, STYLE_INFO, "people.none", NULL);
    return c == CMD_PEOPLE_KEY        ? ask_key(p)
           : c == CMD_PEOPLE_GRANT    ? ask_grant(p, e)
           : c == CMD_PEOPLE_REVOKE   ? ask_revoke(p)
           : c == CMD_PEOPLE_INTEREST ? ask_interest(p)
           : c == CMD_PEOPLE_FACTOR   ? open_factor(p)
                                      : ask_state(p);
}

static int grant(struct people_screen *p, int row, struct err *e)
{
    struct ui *ui = p->screen.ui;
    struct role_kind *kind;
    size_t n;
    int rc = role_kinds(ui_app(ui), &ui->action, &kind, &n, e);
    if (rc || (size_t)row >= n)
        return rc;
    return user_grant(ui_app(ui), p->login, kind[row].scheme, kind[row].role, true, e);
}

static int revoke(struct people_screen *p, size_t row, struct err *e)
{
    struct app *app = ui_app(p->screen.ui);
    for (size_t i = 0; i < p->n; i++) {
        if (!str_eq(p->user[i].u.login, p->login))
            continue;
        struct in_force f = in_force_of(p, &p->user[i]);
        if (row < f.key.n)
            return user_revoke_key(app, p->login, f.key.at[row]->fingerprint, e);
        if (row - f.key.n < f.role.n)
            return user_grant(app, p->login, f.role.at[row - f.key.n]->scheme, f.role.at[row - f.key.n]->role, false, e);
    }
    return 0;
}

static int set_state(struct people_screen *p, struct err *e)
{
    for (size_t i = 0; i < p->n; i++)
        if (str_eq(p->user[i].u.login, p->login))
            return user_set_state(ui_app(p->screen.ui), p->login, !is_active(&p->user[i]), e);
    return 0;
}

static int declare(struct people_screen *p, const struct answer *answer, size_t n, struct err *e)
{
    struct ui *ui = p->screen.ui;
    const struct interest_said said = {.login = p->login, .party = asks_text(answer, n, "party"), .subject = asks_text(answer, n, "subject"),
                                       .from = asks_day(ui, answer, n, "from"), .until = asks_day(ui, answer, n, "until"),
                                       .ground = asks_text(answer, n, "ground")};
    return interest_declare(ui_app(ui), &said, e);
}

static unsigned people_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct people_screen *p = (struct people_screen *)s;
    struct app *app = ui_app(s->ui);
    struct answer *answer = NULL;
    size_t n = 0;
    int64_t id;
    int rc = 0, row = dialog_chosen_row(d);
    if (d->result == DIALOG_CANCELLED)
        return 0;
    if ((d->tag == ASK_ADD || d->tag == ASK_KEY || d->tag == ASK_INTEREST) && !asks_take(d, &s->ui->action, &answer, &n))
        return UI_IGNORED;
    switch ((enum people_dialog)d->tag) {
    case ASK_ADD: rc = user_add(app, answer[0].value, answer[1].value, &id, e); break;
    case ASK_KEY: rc = user_add_key(app, p->login, answer[0].value, e); break;
    case ASK_GRANT: rc = row < 0 ? 0 : grant(p, row, e); break;
    case ASK_REVOKE: rc = row < 0 ? 0 : revoke(p, (size_t)row, e); break;
    case ASK_STATE: rc = set_state(p, e); break;
    case ASK_INTEREST: rc = declare(p, answer, n, e); break;
    }
    if (rc)
        return UI_IGNORED;
    ui_say(s->ui, STYLE_OK, d->tag == ASK_ADD ? "people.added" : "people.done", d->tag == ASK_ADD ? answer[0].value : p->login, NULL);
    return UI_RELOAD;
}

static unsigned people_changed(struct screen *s, struct err *e)
{
    (void)s, (void)e;
    return UI_RELOAD;
}

static const char *people_hint(const struct screen *s)
{
    return ui_word(s->ui, "people.hint");
}

static const char *people_refuses(const struct screen *s, enum command c)
{
    (void)s;
    return c == CMD_PROMPT ? "" : NULL;
}

const struct screen_ops people_screen = {
    .name = "people",
    .title = "people.title",
    .where = WHERE_PEOPLE,
    .widgets = WIDGET(LIST),
    .size = sizeof(struct people_screen),
    .close = people_close,
    .reload = people_reload,
    .layout = people_layout,
    .draw = people_draw,
    .command = people_command,
    .key = people_key,
    .changed = people_changed,
    .paused = people_paused,
    .answered = people_answered,
    .hint = people_hint,
    .refuses = people_refuses,
};
