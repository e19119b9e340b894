#include <string.h>

#include "core/base/str.h"
#include "core/base/width.h"
#include "tui/screen/case_state.h"

/* Letters that start an action: those of the list's movement are left out. */
enum { REASONS_SHOWN = 3 };
static const char letters[] = "abcdefhilmnopqrstuvwxyz";

struct lines {
    LIST(struct case_line) all;
};

static struct case_line *add(struct case_screen *c, struct lines *lines, enum case_row_kind kind)
{
    struct case_line *l = LIST_ADD(&c->screen.arena, &lines->all);
    *l = (struct case_line){.kind = kind, .label = "", .text = "", .jump_label = "", .index = SIZE_MAX};
    return l;
}

static void add_heading(struct case_screen *c, struct lines *lines, const char *message)
{
    if (lines->all.n)
        add(c, lines, CASE_ROW_SPACE);
    add(c, lines, CASE_ROW_HEADING)->label = ui_word(c->screen.ui, message);
}

/* A screen is named as its tab is. */
static const char *jump_label(struct case_screen *c, const char *jump)
{
    static const struct {
        const char *prefix, *message;
    } targets[] = {{"form:", "case.tab-2"},
                   {"checklist:", "case.tab-3"},
                   {"query", "case.tab-4"},
                   {"paper:", "case.tab-5"},
                   {"fee", "case.tab-7"}};
    for (size_t i = 0; i < COUNT_OF(targets); i++)
        if (str_starts(jump, targets[i].prefix))
            return arena_printf(&c->screen.arena, "-> %s", ui_word(c->screen.ui, targets[i].message));
    return "";
}

const char *case_refusal_text(struct case_screen *c, const struct refusal *r, struct arena *a)
{
    return r->role ? message_of(a, c->screen.ui->o.language, "case.role-needed", r->text, NULL) : r->text;
}

/* One reason, over as many lines as it needs; the first takes the place of `first`. */
static void add_reason(struct case_screen *c, struct lines *lines, struct case_line *first, const struct refusal *r,
                       bool way_told, int cols)
{
    struct arena *a = &c->screen.arena;
    int ambiguous = ui_glyphs(c->screen.ui)->ambiguous;
    const char *text = case_refusal_text(c, r, a);
    if (!str_empty(r->src))
        text = arena_printf(a, "%s  %s", text, r->src);
    char **piece;
    size_t n = width_wrap(a, text, cols > 10 ? cols : 10, ambiguous, &piece);
    for (size_t i = 0; i < n; i++) {
        struct case_line *l = i == 0 && first ? first : add(c, lines, CASE_ROW_REASON);
        l->text = piece[i];
    }
    const char *way = way_told ? "" : jump_label(c, r->jump);
    if (!*way)
        return;
    bool fits = width_of(piece[n - 1], ambiguous) + 2 + width_of(way, ambiguous) <= cols;
    struct case_line *last = fits ? &lines->all.at[lines->all.n - 1] : add(c, lines, CASE_ROW_REASON);
    last->jump_label = way;
}

/* On the overview, what several units have is put together. */
static bool is_folded(const struct case_screen *c, const struct action *action)
{
    return !c->unit && *action->unit && c->view.n_units > 1;
}

static bool is_shown(const struct case_screen *c, const struct action *action)
{
    return c->unit ? str_eq(action->unit, c->unit) : !is_folded(c, action);
}

static const char *line_label(const struct case_screen *c, const struct action *action)
{
    return *action->unit && (c->unit || c->view.n_units == 1) ? action->bare_label : action->label;
}

static const char *units_way(struct case_screen *c)
{
    return arena_printf(&c->screen.arena, "-> 0%s", c->view.unit_label);
}

/* The same transition of two units. */
static bool same_kind(const struct action *a, const struct action *b)
{
    size_t n = strcspn(a->id, "@");
    return n == strcspn(b->id, "@") && strncmp(a->id, b->id, n) == 0;
}

/* An action that several units can do stands once, with their names. */
static void add_folded(struct case_screen *c, struct lines *lines, size_t i, char letter)
{
    struct arena *a = &c->screen.arena;
    const struct action *action = &c->view.action[i];
    const char *names = "";
    for (size_t j = 0; j < c->view.n_actions && c->view.action[j].possible; j++)
        if (same_kind(action, &c->view.action[j]))
            names = arena_printf(a, "%s%s%s", names, *names ? LIST_COMMA : "", c->view.action[j].unit);
    struct case_line *l = add(c, lines, CASE_ROW_UNITS);
    l->index = i;
    l->label = action->bare_label;
    l->letter = letter;
    l->text = names;
    l->jump_label = units_way(c);
}

static bool folded_before(const struct case_screen *c, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (is_folded(c, &c->view.action[j]) && same_kind(&c->view.action[i], &c->view.action[j]))
            return true;
    return false;
}

static void add_action(struct case_screen *c, struct lines *lines, size_t i, char letter)
{
    const struct action *action = &c->view.action[i];
    struct case_line *l = add(c, lines, CASE_ROW_ACTION);
    l->index = i;
    l->label = line_label(c, action);
    l->letter = letter;
    l->mandatory = action->mandatory;
    l->text = action->effects;
    if (!*l->text && *action->to_label)
        l->text = message_of(&c->screen.arena, c->screen.ui->o.language, "case.leads-to", action->to_label, NULL);
}

static void add_possible(struct case_screen *c, struct lines *lines, size_t *i)
{
    size_t n = 0;
    add_heading(c, lines, "case.possible");
    for (; *i < c->view.n_actions && c->view.action[*i].possible; ++*i) {
        bool folded = is_folded(c, &c->view.action[*i]);
        if (folded ? folded_before(c, *i) : !is_shown(c, &c->view.action[*i]))
            continue;
        char letter = n < sizeof letters - 1 ? letters[n++] : ' ';
        if (folded)
            add_folded(c, lines, *i, letter);
        else
            add_action(c, lines, *i, letter);
    }
    if (lines->all.at[lines->all.n - 1].kind == CASE_ROW_HEADING) {
        const char *waiting = c->view.waits_for_applicant ? "case.none-waiting" : "case.none";
        add(c, lines, CASE_ROW_REASON)->text = ui_word(c->screen.ui, c->unit ? "case.none-unit" : waiting);
    }
}

/* The next reason is mended in the same place: said once, behind the last. */
static bool same_way(const struct refusal *a, const struct refusal *b)
{
    return strcspn(a->jump, ":") == strcspn(b->jump, ":") && strncmp(a->jump, b->jump, strcspn(a->jump, ":")) == 0;
}

static void add_refused(struct case_screen *c, struct lines *lines, size_t i, int cols)
{
    const struct action *action = &c->view.action[i];
    struct case_line *l = add(c, lines, CASE_ROW_REFUSED);
    size_t first = lines->all.n - 1;
    l->label = line_label(c, action);
    for (size_t j = 0; j < action->n_refusals && j < REASONS_SHOWN; j++)
        add_reason(c, lines, j ? NULL : &lines->all.at[first], &action->refusal[j],
                   j + 1 < action->n_refusals && j + 1 < REASONS_SHOWN &&
                       same_way(&action->refusal[j], &action->refusal[j + 1]),
                   cols);
    if (action->n_refusals > REASONS_SHOWN) {
        const char *more = arena_printf(&c->screen.arena, "%zu", action->n_refusals - REASONS_SHOWN);
        add(c, lines, CASE_ROW_REASON)->text =
            message_of(&c->screen.arena, c->screen.ui->o.language, "case.more-reasons", more, NULL);
    }
    for (size_t j = first; j < lines->all.n; j++)
        lines->all.at[j].index = i;
}

static void add_impossible(struct case_screen *c, struct lines *lines, size_t from, int cols)
{
    size_t shown = 0, folded = 0;
    for (size_t i = from; i < c->view.n_actions; i++) {
        folded += is_folded(c, &c->view.action[i]);
        if (!is_shown(c, &c->view.action[i]))
            continue;
        if (!shown++)
            add_heading(c, lines, "case.impossible");
        add_refused(c, lines, i, cols);
    }
    if (!folded)
        return;
    if (!shown)
        add_heading(c, lines, "case.impossible");
    struct arena *a = &c->screen.arena;
    struct case_line *l = add(c, lines, CASE_ROW_UNITS);
    l->label = message_of(a, c->screen.ui->o.language, "case.of-units", c->view.unit_label, NULL);
    l->text = message_of(a, c->screen.ui->o.language, "case.of-units-many", arena_printf(a, "%zu", folded), NULL);
    l->jump_label = units_way(c);
}

static void add_tasks(struct case_screen *c, struct lines *lines)
{
    size_t shown = 0;
    for (size_t i = 0; i < c->view.n_tasks; i++) {
        const struct task *task = &c->view.task[i];
        if (c->unit && !str_eq(task->item, c->unit))
            continue;
        if (!shown++)
            add_heading(c, lines, "case.tasks");
        struct case_line *l = add(c, lines, CASE_ROW_TASK);
        l->index = i;
        l->label = c->view.task_label[i];
        if (!c->unit && !str_empty(task->item))
            l->label = arena_printf(&c->screen.arena, "%s  %s", l->label, task->item);
        const char *day = screen_day(&c->screen, task->due_on), *who = c->view.task_who[i];
        l->text = *who ? arena_printf(&c->screen.arena, "%s%s%s", day, *day ? "  " : "", who) : day;
    }
}

void case_make_lines(struct case_screen *c, int cols)
{
    struct lines lines = {0};
    size_t i = 0;
    add_possible(c, &lines, &i);
    add_tasks(c, &lines);
    add_impossible(c, &lines, i, cols - CASE_LABEL_COLS - 5);
    c->line = lines.all.at;
    c->n = lines.all.n;
}

bool case_line_chosen(const struct case_line *l)
{
    return l->kind != CASE_ROW_HEADING && l->kind != CASE_ROW_SPACE;
}
