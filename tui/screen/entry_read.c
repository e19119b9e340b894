#include <stdlib.h>
#include <string.h>

#include "core/app/postal_app.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "tui/screen/entry_state.h"
#include "tui/widget/choose.h"

enum { ABOVE_MAX = 50 };

static bool is_input(const struct form_row *r)
{
    return r->kind == FORM_FIELD || r->kind == FORM_CHOICE || r->kind == FORM_CHOICES;
}

/* While the hands rest: how what stands in the row is understood. Half a date is no error yet. */
int entry_echo(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    struct form_row *r = &en->form.row[en->form.at];
    struct field_reading reading;
    size_t n;
    if (!is_input(r))
        return 0;
    const struct form_value *values = entry_values(en, true, &ui->action, &n);
    int rc = form_read_field(ui_app(ui), &en->view, values, n, r->id, entry_row_text(r, &ui->action), &ui->action,
                             &reading, e);
    if (rc)
        return rc;
    form_row_set_echo(r, STYLE_OK, reading.echo);
    form_row_set_error(r, "");
    return 0;
}

/* The row that was left takes the form in which it is kept. */
static void settle_row(struct entry_screen *en, int row, const struct form_sheet *now)
{
    struct form_row *r = &en->form.row[row];
    const struct form_place *p = is_input(r) ? entry_place(now, r->id, (size_t)row) : NULL;
    if (p && r->kind == FORM_FIELD && !*p->error && !str_eq(p->value, field_text(&r->field)))
        field_replace(&r->field, p->value);
    en->unread = false;
}

int entry_preview(struct entry_screen *en, int left, const char *add_row, struct err *e)
{
    struct ui *ui = en->screen.ui;
    struct form_sheet now;
    struct arena memory = {0};
    size_t n;
    struct form_value *values = entry_values(en, true, &ui->action, &n);
    if (add_row) {
        struct form_value *more = ARENA_ARRAY(&ui->action, struct form_value, n + 1);
        memcpy(more, values, n * sizeof *values);
        more[n++] = (struct form_value){add_row, ""};
        values = more;
    }
    int rc = form_preview(ui_app(ui), &en->saved, values, n, &memory, &now, e);
    if (rc) {
        arena_done(&memory);
        return rc;
    }
    if (left >= 0)
        settle_row(en, left, &now);
    if (entry_same_shape(&en->view, &now)) {
        entry_refresh(en, &now);
        arena_done(&memory);
        return 0;
    }
    /* Rows came or went: all are made anew, from the memory of the new sheet. */
    struct arena old = en->view_memory;
    en->view_memory = memory;
    en->view = now;
    entry_build(en);
    arena_done(&old);
    return 0;
}

/* A row that became relevant between the one left and the one entered is the next one. */
static void step_back_to_new(struct entry_screen *en, int left, const bool *was_hidden, int n)
{
    for (int i = left + 1; i < en->form.at && i < n; i++)
        if (was_hidden[i] && !en->form.row[i].hidden && is_input(&en->form.row[i])) {
            form_view_go(&en->form, i, &en->screen.ui->action);
            return;
        }
}

/* The row that was the last may have brought others behind it: the first of them is next. */
static bool step_on(struct entry_screen *en)
{
    struct form_event ev = form_view_command(&en->form, CMD_FORM_NEXT, &en->screen.ui->action);
    return ev.kind == FORM_LEFT;
}

static unsigned add_row(struct entry_screen *en, const char *list, struct err *e)
{
    struct ui *ui = en->screen.ui;
    size_t n = strlen(list);
    int64_t rows = 0;
    for (size_t i = 0; i < en->view.n; i++) {
        const char *path = en->view.field[i].path;
        if (str_starts(path, list) && path[n] == '[')
            rows = strtol(path + n + 1, NULL, 10) + 1;
    }
    const char *path = arena_printf(&ui->action, "%s[%lld]", list, (long long)rows);
    if (entry_preview(en, -1, path, e))
        return UI_REPAINT;
    for (int i = 0; i < en->form.n; i++)
        if (str_starts(en->form.row[i].id, path)) {
            form_view_go(&en->form, i, &ui->action);
            break;
        }
    return UI_LAYOUT;
}

unsigned entry_left(struct entry_screen *en, struct form_event ev, struct err *e)
{
    struct ui *ui = en->screen.ui;
    if (ev.kind == FORM_ADDED)
        return add_row(en, arena_strdup(&ui->action, en->form.row[ev.row].id), e);
    if (ev.changed) {
        int n = en->form.n;
        bool *was_hidden = ARENA_ARRAY(&ui->action, bool, (size_t)n);
        for (int i = 0; i < n; i++)
            was_hidden[i] = en->form.row[i].hidden;
        en->undrafted = true;
        if (entry_preview(en, ev.row, NULL, e))
            return UI_REPAINT;
        if (en->form.n == n)
            step_back_to_new(en, ev.row, was_hidden, n);
        entry_make_head(en);
    }
    if (ev.kind == FORM_END && !(ev.changed && step_on(en)))
        ui_say(ui, STYLE_INFO, form_view_next_incomplete(&en->form) >= 0 ? "entry.end-open" : "entry.end", NULL);
    return UI_LAYOUT;
}

static unsigned put(struct entry_screen *en, int row, const char *value, struct err *e)
{
    struct form_row *r = &en->form.row[row];
    if (r->kind == FORM_FIELD)
        field_replace(&r->field, value);
    else
        entry_set_row(r, value);
    r->touched = true;
    struct form_event ev = form_view_command(&en->form, CMD_FORM_NEXT, &en->screen.ui->action);
    ev.changed = true;
    return entry_left(en, ev, e);
}

static int ask_previous(struct entry_screen *en, struct err *e)
{
    if (en->previous_asked)
        return 0;
    int rc = form_previous(ui_app(en->screen.ui), en->case_id, en->form_id, &en->previous_memory, &en->previous, e);
    en->previous_asked = rc == 0;
    return rc;
}

/* The list and the column of a path: "evidence" and ".title" of b02.evidence[0].title, "" and ".content" of b02.content. */
static void column_of(const char *path, struct str *list_r, const char **column_r)
{
    const char *open = strrchr(path, '['), *name = open;
    while (name && name > path && name[-1] != '.')
        name--;
    *list_r = (struct str){name ? name : "", name ? (size_t)(open - name) : 0};
    *column_r = strchr(open ? open : path, '.');
}

static bool same_column(const char *a, const char *b)
{
    struct str list_a, list_b;
    const char *column_a, *column_b;
    column_of(a, &list_a, &column_a);
    column_of(b, &list_b, &column_b);
    return column_a && column_b && str_eq(column_a, column_b) && list_a.n == list_b.n &&
           memcmp(list_a.p, list_b.p, list_a.n) == 0;
}

/* The nearest row above `at` of the same column that has a value; -1 for none. */
static int row_above(const struct entry_screen *en, int at)
{
    const struct form_row *r = &en->form.row[at];
    for (int i = at; i-- > 0;) {
        const struct form_row *other = &en->form.row[i];
        if (other->kind == r->kind && !other->hidden && !form_row_empty(other) && same_column(other->id, r->id))
            return i;
    }
    return -1;
}

static unsigned put_from_above(struct entry_screen *en, int above, struct err *e)
{
    return put(en, en->form.at, arena_strdup(&en->screen.ui->action, entry_row_text(&en->form.row[above], &en->screen.ui->action)), e);
}

/* The value the same field had: in the case it is compared with (the approved one), for a row of a list in the row above,
 * else in the form keyed before. */
unsigned entry_dup(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    if (en->form.at < 0 || !is_input(&en->form.row[en->form.at]))
        return UI_IGNORED;
    if (!en->view.editable)
        return ui_say(ui, STYLE_WARN, "entry.read-only", NULL);
    const char *path = en->form.row[en->form.at].id;
    const struct form_place *p = entry_place(&en->view, path, 0);
    if (p && !str_empty(p->was))
        return put(en, en->form.at, p->was, e);
    int above = row_above(en, en->form.at);
    if (above >= 0 && strchr(path, '['))
        return put_from_above(en, above, e);
    if (ask_previous(en, e))
        return UI_REPAINT;
    p = en->previous.revision ? entry_place(&en->previous, path, 0) : NULL;
    if ((!p || str_empty(p->value)) && above >= 0)
        return put_from_above(en, above, e);
    if (!p || str_empty(p->value))
        return ui_say(ui, STYLE_INFO, en->previous.revision ? "entry.dup-empty" : "entry.dup-none", NULL);
    return put(en, en->form.at, p->value, e);
}

/* What was typed into the same column before, the nearest first, each once. */
static void candidates_above(const struct entry_screen *en, const char *typed, struct candidate **candidate_r, size_t *n_r)
{
    struct arena *a = &en->screen.ui->action;
    LIST(struct candidate) all = {0};
    const char *folded = fold_text(a, typed);
    for (int i = en->form.at; (i = row_above(en, i)) >= 0 && all.n < ABOVE_MAX;) {
        const char *value = arena_strdup(a, entry_row_text(&en->form.row[i], a));
        bool known = !strstr(fold_text(a, value), folded);
        for (size_t k = 0; k < all.n && !known; k++)
            known = str_eq(all.at[k].value, value);
        if (!known)
            *LIST_ADD(a, &all) = (struct candidate){value, ""};
    }
    *candidate_r = all.at;
    *n_r = all.n;
}

static bool is_of_type(const struct entry_screen *en, int row, const char *type)
{
    bool there = row >= 0 && row < (int)en->form.n && is_input(&en->form.row[row]);
    const struct form_place *p = there ? entry_place(&en->view, en->form.row[row].id, 0) : NULL;
    return p && str_eq(p->type, type);
}

/* The postal code of this row or shortly above it, and the address it belongs to, of this row or shortly below. */
static bool is_address(const struct entry_screen *en, int *code_r, int *address_r)
{
    enum { NEAR = 4 };
    int at = en->form.at;
    if (is_of_type(en, at, "postal")) {
        *code_r = at;
        for (*address_r = at + 1; *address_r <= at + NEAR; ++*address_r)
            if (is_of_type(en, *address_r, "address"))
                return true;
    } else if (is_of_type(en, at, "address")) {
        *address_r = at;
        for (*code_r = at - 1; *code_r >= at - NEAR; --*code_r)
            if (is_of_type(en, *code_r, "postal"))
                return true;
    }
    return false;
}

/* Addresses of the postal code: what is chosen goes to the address, from whichever of the two one asked. */
static unsigned pick_address(struct entry_screen *en, int code, int address, struct err *e)
{
    struct ui *ui = en->screen.ui;
    const char **found, *typed = entry_row_text(&en->form.row[code], &ui->action);
    size_t n;
    bool any;
    if (postal_candidates(ui_app(ui), typed, &ui->action, &found, &n, &any, e))
        return UI_REPAINT;
    if (!n)
        return ui_say(ui, STYLE_INFO, any ? "entry.postal-unknown" : "entry.postal-none", NULL);
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, n);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct choose_row){found[i], "", NULL};
    str_copy_cut(en->picking, sizeof en->picking, en->form.row[address].id);
    return ui_choose(ui, en->form.row[address].label, row, n, ENTRY_PICK);
}

unsigned entry_pick(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    struct candidate *candidate;
    size_t n;
    if (en->form.at < 0 || !is_input(&en->form.row[en->form.at]))
        return ui_say(ui, STYLE_INFO, "entry.no-candidates", NULL);
    if (!en->view.editable)
        return ui_say(ui, STYLE_WARN, "entry.read-only", NULL);
    int code, address;
    if (is_address(en, &code, &address))
        return pick_address(en, code, address, e);
    const struct form_row *r = &en->form.row[en->form.at];
    const char *typed = entry_row_text(r, &ui->action);
    if (form_candidates(ui_app(ui), &en->view, r->id, typed, &ui->action, &candidate, &n, e))
        return UI_REPAINT;
    if (!n)
        candidates_above(en, typed, &candidate, &n);
    if (!n)
        return ui_say(ui, STYLE_INFO, "entry.no-candidates", NULL);
    struct choose_row *row = ARENA_ARRAY(&ui->action, struct choose_row, n);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct choose_row){candidate[i].value, candidate[i].label, NULL};
    str_copy_cut(en->picking, sizeof en->picking, r->id);
    return ui_choose(ui, r->label, row, n, ENTRY_PICK);
}

unsigned entry_picked(struct entry_screen *en, const char *value, struct err *e)
{
    int row = form_view_find(&en->form, en->picking, 0);
    if (!value || row < 0)
        return 0;
    form_view_go(&en->form, row, &en->screen.ui->action);
    return put(en, row, value, e);
}

/* What belongs into the field: its help, what was there before, what is wrong now. */
unsigned entry_help(struct entry_screen *en)
{
    struct ui *ui = en->screen.ui;
    if (en->form.at < 0)
        return UI_IGNORED;
    const struct form_row *r = &en->form.row[en->form.at];
    const struct form_place *p = entry_place(&en->view, r->id, 0);
    const char *text = str_empty(r->help) ? ui_word(ui, "entry.no-help") : r->help;
    if (p && p->required)
        text = arena_printf(&ui->action, "%s\n%s", text, ui_word(ui, "entry.required"));
    if (p && p->max_chars)
        text = arena_printf(&ui->action, "%s\n%s", text,
                            ui_text(ui, "entry.at-most", arena_printf(&ui->action, "%d", p->max_chars), NULL));
    if (*r->error)
        text = arena_printf(&ui->action, "%s\n%s", text, r->error);
    return ui_ask(ui, &(struct dialog_spec){.title = r->label,
                                            .text = text,
                                            .answer = {{'x', ui_word(ui, "entry.close")}},
                                            .answers = 1,
                                            .tag = ENTRY_HELP});
}

static void begin_list(struct entry_screen *en, struct choose_row **row_r)
{
    arena_reset(&en->listed_memory);
    en->listed = ARENA_ARRAY(&en->listed_memory, int, (size_t)en->form.n);
    en->n_listed = 0;
    *row_r = ARENA_ARRAY(&en->screen.ui->action, struct choose_row, (size_t)en->form.n);
}

static void list_row(struct entry_screen *en, struct choose_row *row, int i, const char *text)
{
    row[en->n_listed] = (struct choose_row){en->form.row[i].label, text, NULL};
    en->listed[en->n_listed++] = i;
}

/* Errors first, then what is required and empty. */
unsigned entry_errors(struct entry_screen *en, struct err *e)
{
    struct ui *ui = en->screen.ui;
    struct choose_row *row;
    if (entry_preview(en, en->unread ? en->form.at : -1, NULL, e))
        return UI_REPAINT;
    begin_list(en, &row);
    for (int i = 0; i < en->form.n; i++)
        if (!en->form.row[i].hidden && *en->form.row[i].error)
            list_row(en, row, i, en->form.row[i].error);
    for (int i = 0; i < en->form.n; i++) {
        const struct form_row *r = &en->form.row[i];
        if (!r->hidden && !*r->error && is_input(r) && r->required && form_row_empty(r))
            list_row(en, row, i, ui_word(ui, "entry.missing"));
    }
    if (!en->n_listed)
        return ui_say(ui, STYLE_OK, "entry.no-errors", NULL) | UI_LAYOUT;
    return ui_choose(ui, ui_word(ui, "entry.errors"), row, en->n_listed, ENTRY_LISTED);
}

/* Every field with what stands in it. */
unsigned entry_fields(struct entry_screen *en)
{
    struct ui *ui = en->screen.ui;
    struct choose_row *row;
    begin_list(en, &row);
    for (int i = 0; i < en->form.n; i++) {
        const struct form_row *r = &en->form.row[i];
        if (r->hidden || !is_input(r))
            continue;
        char *text = arena_strdup(&ui->action, entry_row_text(r, &ui->action));
        for (char *p = text; *p; p++)
            *p = *p == '\n' ? ' ' : *p;
        list_row(en, row, i, text);
    }
    return ui_choose(ui, ui_word(ui, "entry.fields"), row, en->n_listed, ENTRY_LISTED);
}
