#include "core/base/str.h"
#include "tui/screen/asks.h"
#include "tui/screen/case_state.h"
#include "tui/widget/choose.h"

unsigned case_open_part(struct case_screen *c, const char *screen, const char *part, const char *place)
{
    struct case_arg arg = {.case_id = c->case_id};
    str_copy_cut(arg.part, sizeof arg.part, part);
    str_copy_cut(arg.place, sizeof arg.place, place);
    return screen_push(c->screen.ui, screen, &arg, sizeof arg);
}

/* One of several: by its label, with how far it is; one alone opens at once. */
static unsigned choose_part(struct case_screen *c, const struct case_part *part, size_t n, const char *screen,
                            const char *title, const char *done, const char *open, int64_t tag)
{
    struct ui *ui = c->screen.ui;
    if (n == 1)
        return case_open_part(c, screen, part[0].id, "");
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, n);
    for (size_t i = 0; i < n; i++) {
        const char *count = arena_printf(&ui->action, "%lld", (long long)part[i].revision);
        row[i] = (struct choose_row){.value = part[i].label,
                                     .text = ui_text(ui, part[i].revision ? done : open, count, NULL),
                                     .reading = part[i].id};
    }
    return ui_choose(ui, ui_word(ui, title), row, n, tag);
}

unsigned case_open_forms(struct case_screen *c)
{
    if (!c->view.n_forms)
        return ui_say(c->screen.ui, STYLE_INFO, "case.no-forms", NULL);
    return choose_part(c, c->view.form, c->view.n_forms, "entry", "case.choose-form", "case.form-saved",
                       "case.form-open", CASE_ASK_FORM);
}

unsigned case_open_checklists(struct case_screen *c)
{
    if (!c->view.n_checklists)
        return ui_say(c->screen.ui, STYLE_INFO, "case.no-checklists", NULL);
    return choose_part(c, c->view.checklist, c->view.n_checklists, "review", "case.choose-checklist",
                       "case.checklist-done", "case.checklist-open", CASE_ASK_CHECKLIST);
}

unsigned case_open_units(struct case_screen *c, const char *unit)
{
    if (!*c->view.unit_label)
        return ui_say(c->screen.ui, STYLE_INFO, "case.no-units", NULL);
    return case_open_part(c, "units", "", unit);
}

/* "form:F-A:field", "checklist:CL-B", "fee", "paper:CLASS", "query" */
static unsigned jump(struct case_screen *c, const char *where)
{
    static const struct {
        const char *kind, *screen;
    } targets[] = {
        {"form", "entry"}, {"checklist", "review"}, {"fee", "fees"}, {"paper", "papers"}, {"query", "queries"}};
    struct ui *ui = c->screen.ui;
    struct str rest = str_of(where), kind = {"", 0}, part = {"", 0};
    str_split(&rest, ':', &kind);
    str_split(&rest, ':', &part);
    for (size_t i = 0; i < COUNT_OF(targets); i++)
        if (str_is(kind, targets[i].kind))
            return case_open_part(c, targets[i].screen, arena_strndup(&ui->action, part.p, part.n),
                                  arena_strndup(&ui->action, rest.p ? rest.p : "", rest.n));
    return ui_say(ui, STYLE_INFO, "case.no-jump", NULL);
}

static unsigned ask_action(struct case_screen *c, const struct action *action)
{
    struct ui *ui = c->screen.ui;
    const char *text = *action->effects ? ui_text(ui, "case.will", action->effects, NULL) : "";
    if (*action->to_label)
        text = arena_printf(&ui->action, "%s%s%s", text, *text ? "\n" : "",
                            ui_text(ui, "case.leads-to", action->to_label, NULL));
    if (*action->src)
        text = arena_printf(&ui->action, "%s  %s", text, action->src);
    struct dialog *d =
        dialog_new(ui, &(struct dialog_spec){.title = action->label, .text = text, .tag = CASE_ASK_ACTION});
    asks_add(d, action->ask, action->n_asks);
    str_copy_cut(c->acting, sizeof c->acting, action->id);
    c->acting_version = c->view.c.version;
    return dialog_show(d);
}

static unsigned ask_task(struct case_screen *c, size_t i)
{
    c->task_id = c->view.task[i].id;
    const char *text = ui_text(c->screen.ui, "case.task-done", c->view.task_label[i], NULL);
    return ui_ask(c->screen.ui,
                  &(struct dialog_spec){.title = c->view.task_label[i], .text = text, .tag = CASE_ASK_TASK});
}

unsigned case_open_reasons(struct case_screen *c)
{
    struct ui *ui = c->screen.ui;
    const struct case_line *l = c->n ? &c->line[c->list.at] : NULL;
    bool refused = l && (l->kind == CASE_ROW_REFUSED || l->kind == CASE_ROW_REASON);
    if (!refused || l->index >= c->view.n_actions)
        return ui_say(ui, STYLE_INFO, "case.no-reasons", NULL);
    const struct action *action = &c->view.action[l->index];
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, action->n_refusals);
    for (size_t i = 0; i < action->n_refusals; i++)
        row[i] = (struct choose_row){.value = str_empty(action->refusal[i].src) ? action->refusal[i].id
                                                                                : action->refusal[i].src,
                                     .text = case_refusal_text(c, &action->refusal[i], &ui->action)};
    c->asked_action = l->index;
    return ui_choose(ui, ui_text(ui, "case.reasons", action->label, NULL), row, action->n_refusals, CASE_ASK_REASON);
}

/* One reason alone: to where it is mended. Several: which? */
static unsigned mend(struct case_screen *c, size_t i)
{
    const struct action *action = &c->view.action[i];
    return action->n_refusals == 1 ? jump(c, action->refusal[0].jump) : case_open_reasons(c);
}

unsigned case_open_line(struct case_screen *c, const struct case_line *l)
{
    switch (l->kind) {
    case CASE_ROW_ACTION: return ask_action(c, &c->view.action[l->index]);
    case CASE_ROW_TASK: return ask_task(c, l->index);
    case CASE_ROW_UNITS: return case_open_units(c, l->index < c->view.n_actions ? c->view.action[l->index].unit : "");
    case CASE_ROW_REFUSED: return mend(c, l->index);
    case CASE_ROW_REASON: return l->index < c->view.n_actions ? mend(c, l->index) : UI_IGNORED;
    case CASE_ROW_HEADING:
    case CASE_ROW_SPACE: break;
    }
    return UI_IGNORED;
}

unsigned case_open_letter(struct case_screen *c, char letter)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->line[i].letter == letter) {
            list_go(&c->list, i);
            return case_open_line(c, &c->line[i]);
        }
    return ui_say(c->screen.ui, STYLE_INFO, "case.no-letter", NULL);
}

unsigned case_ask_assignee(struct case_screen *c, struct err *e)
{
    struct ui *ui = c->screen.ui;
    const struct case_line *l = c->n ? &c->line[c->list.at] : NULL;
    c->task_id = l && l->kind == CASE_ROW_TASK ? c->view.task[l->index].id : 0; /* on a task, its own; else the case's */
    const char *title = c->task_id ? ui_text(ui, "case.assign-task", c->view.task_label[l->index], NULL) : ui_word(ui, "case.assign");
    return asks_person(ui, title, CASE_ASK_ASSIGN, e);
}

/* The name of the batch a case came with; empty takes it out. */
unsigned case_ask_batch(struct case_screen *c)
{
    struct ui *ui = c->screen.ui;
    const struct ask ask = {.fact = "batch", .label = ui_word(ui, "case.batch-name"), .type = "text", .suggestion = c->view.c.batch};
    struct dialog *d = dialog_new(ui, &(struct dialog_spec){.title = ui_word(ui, "case.batch-title"), .text = ui_word(ui, "case.batch-text"), .tag = CASE_ASK_BATCH});
    asks_add(d, &ask, 1);
    return dialog_show(d);
}

static unsigned put_in_batch(struct case_screen *c, struct dialog *d, struct err *e)
{
    struct ui *ui = c->screen.ui;
    struct answer *answer;
    size_t n;
    if (!asks_take(d, &ui->action, &answer, &n))
        return UI_IGNORED;
    const char *name = asks_text(answer, n, "batch");
    if (case_set_batch(ui_app(ui), c->case_id, name, e))
        return UI_IGNORED;
    ui_say(ui, STYLE_OK, *name ? "case.in-batch" : "case.out-of-batch", name, NULL);
    return UI_RELOAD;
}

static unsigned act(struct case_screen *c, struct dialog *d, struct err *e)
{
    struct ui *ui = c->screen.ui;
    struct answer *answer;
    struct act_result result;
    size_t n;
    if (!asks_take(d, &ui->action, &answer, &n))
        return UI_IGNORED;
    int rc = case_act(ui_app(ui), c->case_id, c->acting_version, c->acting, answer, n, &ui->action, &result, e);
    if (rc == E_CONFLICT) { /* the dialog asks about a case that is no more: show it as it is now */
        ui_say_err(ui, e);
        e->code = 0;
        return UI_RELOAD;
    }
    if (rc)
        return UI_IGNORED;
    const char *said = str_empty(result.said) ? "" : result.said;
    ui_say(ui, STYLE_OK, *said ? "case.acted-said" : "case.acted", d->title, result.state_label, said, NULL);
    return UI_RELOAD;
}

static unsigned assign(struct case_screen *c, struct dialog *d, struct err *e)
{
    struct ui *ui = c->screen.ui;
    const char *chosen = dialog_chosen(d), *login = !chosen || str_eq(chosen, "-") ? "" : chosen;
    int rc = c->task_id ? task_assign(ui_app(ui), c->task_id, login, e) : case_assign(ui_app(ui), c->case_id, login, e);
    if (rc)
        return UI_IGNORED;
    ui_say(ui, STYLE_OK, *login ? "case.assigned" : "case.unassigned", login, NULL);
    return UI_RELOAD;
}

static unsigned open_chosen(struct case_screen *c, const struct case_part *part, size_t n, const char *screen,
                            const char *label)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(part[i].label, label))
            return case_open_part(c, screen, part[i].id, "");
    return 0;
}

unsigned case_answered(struct screen *s, struct dialog *d, struct err *e)
{
    struct case_screen *c = (struct case_screen *)s;
    if (d->result == DIALOG_CANCELLED)
        return 0;
    switch ((enum case_dialog)d->tag) {
    case CASE_ASK_ACTION: return act(c, d, e);
    case CASE_ASK_TASK:
        if (task_done(ui_app(s->ui), c->task_id, e))
            return UI_IGNORED;
        ui_say(s->ui, STYLE_OK, "case.task-closed", d->title, NULL);
        return UI_RELOAD;
    case CASE_ASK_ASSIGN: return assign(c, d, e);
    case CASE_ASK_BATCH: return put_in_batch(c, d, e);
    case CASE_ASK_FORM: return open_chosen(c, c->view.form, c->view.n_forms, "entry", dialog_chosen(d));
    case CASE_ASK_REASON:
        if (c->asked_action >= c->view.n_actions ||
            (size_t)dialog_chosen_row(d) >= c->view.action[c->asked_action].n_refusals)
            return 0; /* the case changed meanwhile */
        return jump(c, c->view.action[c->asked_action].refusal[dialog_chosen_row(d)].jump);
    case CASE_ASK_CHECKLIST: return open_chosen(c, c->view.checklist, c->view.n_checklists, "review", dialog_chosen(d));
    }
    return 0;
}
