/* まとめて: several cases of the list are picked, and one action is done with each that allows it. */
#include "core/base/buf.h"
#include "core/base/str.h"
#include "tui/screen/asks.h"
#include "tui/screen/cases_state.h"
#include "tui/widget/choose.h"

enum { REPORT_BYTES = 64 << 10, ACTIONS_MAX = 200 };

bool cases_is_picked(const struct cases_screen *c, int64_t case_id)
{
    for (size_t i = 0; i < c->n_picked; i++)
        if (c->picked[i] == case_id)
            return true;
    return false;
}

unsigned cases_pick(struct cases_screen *c)
{
    if (!c->rows.n)
        return ui_say(c->screen.ui, STYLE_WARN, "cases.nothing", NULL);
    int64_t id = c->rows.row[c->list.at].c.id;
    size_t n = 0;
    bool picked = cases_is_picked(c, id);
    for (size_t i = 0; i < c->n_picked; i++)
        if (c->picked[i] != id)
            c->picked[n++] = c->picked[i];
    if (!picked && n == CASES_PICKED_MAX)
        return ui_say(c->screen.ui, STYLE_WARN, "cases.picked-full", NULL);
    if (!picked)
        c->picked[n++] = id;
    c->n_picked = n;
    list_command(&c->list, CMD_LIST_DOWN);
    return UI_RELOAD;
}

/* An action that some of the picked cases allow now. */
struct offer {
    const struct action *action; /* as the first of them has it */
    size_t n;
};

struct offers {
    struct offer at[ACTIONS_MAX];
    size_t n;
};

static void count_actions(struct offers *all, const struct case_view *v)
{
    for (size_t i = 0; i < v->n_actions; i++) {
        size_t j = 0;
        while (j < all->n && !(str_eq(all->at[j].action->id, v->action[i].id) && str_eq(all->at[j].action->label, v->action[i].label)))
            j++;
        if (!v->action[i].possible || j == ACTIONS_MAX)
            continue;
        if (j == all->n)
            all->at[all->n++] = (struct offer){.action = &v->action[i]};
        all->at[j].n++;
    }
}

/* What the picked cases allow, in the action's arena. */
static int gather(struct cases_screen *c, struct offers *all, struct err *e)
{
    struct ui *ui = c->screen.ui;
    int rc = 0;
    all->n = 0;
    for (size_t i = 0; !rc && i < c->n_picked; i++) {
        struct case_view *v = ARENA_NEW(&ui->action, struct case_view);
        rc = case_view(ui_app(ui), c->picked[i], &ui->action, v, e);
        if (!rc)
            count_actions(all, v);
    }
    return rc;
}

unsigned cases_ask_bulk(struct cases_screen *c, struct err *e)
{
    struct ui *ui = c->screen.ui;
    struct offers all;
    if (!c->n_picked)
        return ui_say(ui, STYLE_INFO, "cases.pick-first", NULL);
    if (gather(c, &all, e))
        return UI_REPAINT;
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, all.n + 2);
    const char *in_all = arena_printf(&ui->action, "%zu", c->n_picked);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const char *some = arena_printf(&ui->action, "%zu", all.at[i].n);
        row[n++] = (struct choose_row){all.at[i].action->label, ui_text(ui, "cases.bulk-some", in_all, some, NULL), all.at[i].action->id};
    }
    row[n++] = (struct choose_row){ui_word(ui, "case.assign"), ui_text(ui, "cases.bulk-all", in_all, NULL), "-assign"};
    row[n++] = (struct choose_row){ui_word(ui, "cases.bulk-none"), "", "-none"};
    return ui_choose(ui, ui_text(ui, "cases.bulk", in_all, NULL), row, n, CASES_ASK_BULK);
}

static unsigned ask_assignee(struct cases_screen *c, struct err *e)
{
    struct ui *ui = c->screen.ui;
    return asks_person(ui, ui_word(ui, "case.assign"), CASES_ASK_BULK_ASSIGNEE, e);
}

static unsigned ask_answers(struct cases_screen *c, const struct offer *offer)
{
    struct ui *ui = c->screen.ui;
    const struct action *action = offer->action;
    const char *some = arena_printf(&ui->action, "%zu", offer->n), *in_all = arena_printf(&ui->action, "%zu", c->n_picked);
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = action->label,
                                                            .text = ui_text(ui, "cases.bulk-will", in_all, some, NULL),
                                                            .tag = CASES_ASK_BULK_ANSWERS});
    asks_add(d, action->ask, action->n_asks);
    str_copy_cut(c->bulk_action, sizeof c->bulk_action, action->id);
    return dialog_show(d);
}

/* The cases may have changed since they were asked: the label says whether it is still the same action. */
static unsigned choose_action(struct cases_screen *c, size_t at, const char *label, struct err *e)
{
    struct offers all;
    if (gather(c, &all, e))
        return UI_REPAINT;
    if (at < all.n)
        return str_eq(all.at[at].action->label, label) ? ask_answers(c, &all.at[at]) : cases_ask_bulk(c, e);
    if (at == all.n)
        return ask_assignee(c, e);
    c->n_picked = 0;
    return UI_RELOAD;
}

/* One line a case: its number, and what came of it. */
static void report(struct cases_screen *c, int64_t case_id, const char *number, int rc, const char *said, struct err *e, struct buf *to)
{
    struct ui *ui = c->screen.ui;
    const char *name = !str_empty(number) ? number : arena_printf(&ui->action, "#%lld", (long long)case_id);
    const char *text = rc ? message_of_err(&ui->action, ui->o.language, e) : said;
    buf_add_str(to, ui_text(ui, rc ? "cases.bulk-not" : "cases.bulk-done", name, text, NULL));
    buf_add_str(to, "\n");
    *e = (struct err){0};
}

/* A refusal is a result of that case; anything else (the store is busy, the disk full) ends the walk. */
static bool is_answer(int rc)
{
    return rc == 0 || rc == E_RULE || rc == E_INPUT || rc == E_DENIED || rc == E_CONFLICT || rc == E_NOTFOUND;
}

static int do_one(struct cases_screen *c, int64_t case_id, const char *login, const struct answer *answer, size_t n, struct buf *to,
                  size_t *done, struct err *e)
{
    struct ui *ui = c->screen.ui;
    struct case_view v;
    struct act_result result = {.state_label = ""};
    int rc = case_view(ui_app(ui), case_id, &ui->action, &v, e);
    const char *number = rc ? "" : v.c.number, *said = login;
    if (!rc && login)
        rc = case_assign(ui_app(ui), case_id, login, e);
    else if (!rc)
        rc = case_act(ui_app(ui), case_id, v.c.version, c->bulk_action, answer, n, &ui->action, &result, e);
    if (!login)
        said = str_empty(result.said) ? result.state_label : arena_printf(&ui->action, "%s  %s", result.state_label, result.said);
    if (!is_answer(rc))
        return rc;
    *done += rc == 0;
    report(c, case_id, number, rc, said, e, to);
    return 0;
}

/* login NULL: the action; else who shall look after them. What was done is no longer picked when all of it was. */
static unsigned do_all(struct cases_screen *c, const char *title, const char *login, const struct answer *answer, size_t n, struct err *e)
{
    struct ui *ui = c->screen.ui;
    AUTO(buf) struct buf lines = BUF(REPORT_BYTES);
    size_t done = 0;
    int rc = 0;
    for (size_t i = 0; !rc && i < c->n_picked; i++)
        rc = do_one(c, c->picked[i], login, answer, n, &lines, &done, e);
    if (rc)
        ui_say_err(ui, e);
    e->code = 0;
    const char *in_all = arena_printf(&ui->action, "%zu", c->n_picked), *some = arena_printf(&ui->action, "%zu", done);
    const char *head = ui_text(ui, "cases.bulk-result", title, in_all, some, NULL);
    if (done == c->n_picked)
        c->n_picked = 0;
    return screen_page(ui, title, arena_printf(&ui->action, "%s\n\n%s", head, buf_str(&lines)));
}

unsigned cases_bulk_answered(struct cases_screen *c, struct dialog *d, struct err *e)
{
    struct ui *ui = c->screen.ui;
    struct answer *answer;
    size_t n;
    if (d->tag == CASES_ASK_BULK)
        return choose_action(c, (size_t)dialog_chosen_row(d), dialog_chosen(d), e);
    if (d->tag == CASES_ASK_BULK_ASSIGNEE) {
        const char *login = str_eq(dialog_chosen(d), "-") ? "" : arena_strdup(&ui->action, dialog_chosen(d));
        return do_all(c, ui_word(ui, "case.assign"), login, NULL, 0, e);
    }
    if (!asks_take(d, &ui->action, &answer, &n))
        return UI_IGNORED;
    return do_all(c, arena_strdup(&ui->action, d->title), NULL, answer, n, e);
}
