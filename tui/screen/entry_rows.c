#include <stdlib.h>
#include <string.h>

#include "core/base/str.h"
#include "tui/screen/entry_state.h"

enum {
    CHOICES_SHOWN_MAX = 12,
    FIELD_COLS_MIN = 4,
    NUMBER_COLS_MIN = 10,
    CODE_COLS = 20,
    DATE_COLS = 12,
    POSTAL_CHARS = 8,
    CORPORATE_CHARS = 13
};

static bool is_any(const char *type, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(type, names[i]))
            return true;
    return false;
}

static struct field_spec spec_of(const struct form_place *p)
{
    static const char *const numbers[] = {"int", "decimal", "yen"}, *const halves[] = {"email", "url", "tel", "user"},
                             *const codes[] = {"certificate_number", "case_number"};
    struct field_spec spec = {.type = INPUT_TEXT, .cols = p->width, .lines = p->lines};
    spec.max_chars = p->max_chars > 0 ? (size_t)p->max_chars : 0;
    if (is_any(p->type, numbers, COUNT_OF(numbers)))
        spec = (struct field_spec){
            .type = INPUT_NUMBER, .cols = p->width > NUMBER_COLS_MIN ? p->width : NUMBER_COLS_MIN, .max_chars = 24};
    else if (is_any(p->type, halves, COUNT_OF(halves)))
        spec.type = INPUT_HALF;
    else if (is_any(p->type, codes, COUNT_OF(codes)))
        spec = (struct field_spec){.type = INPUT_CODE, .cols = CODE_COLS, .max_chars = 40};
    else if (str_eq(p->type, "date"))
        spec = (struct field_spec){.type = INPUT_DATE, .cols = DATE_COLS, .max_chars = 40};
    else if (str_eq(p->type, "postal"))
        spec = (struct field_spec){.type = INPUT_HALF, .cols = POSTAL_CHARS, .max_chars = POSTAL_CHARS};
    else if (str_eq(p->type, "corporate_number"))
        spec = (struct field_spec){
            .type = INPUT_CODE, .cols = CORPORATE_CHARS, .max_chars = CORPORATE_CHARS, .fixed = true};
    if (spec.cols < FIELD_COLS_MIN)
        spec.cols = FIELD_COLS_MIN;
    return spec;
}

/* Options of a choice are numbered, so that a choice may contain anything. */
static struct form_option *options_of(struct entry_screen *en, const struct form_place *p)
{
    struct arena *a = &en->view_memory;
    struct form_option *option = ARENA_ARRAY(a, struct form_option, p->n_choices ? p->n_choices : 2);
    for (size_t i = 0; i < p->n_choices; i++)
        option[i] = (struct form_option){p->choices[i], p->choice_labels ? p->choice_labels[i] : p->choices[i]};
    if (!p->n_choices) {
        option[0] = (struct form_option){"true", ui_word(en->screen.ui, "entry.yes")};
        option[1] = (struct form_option){"false", ui_word(en->screen.ui, "entry.no")};
    }
    return option;
}

static const char *label_of(struct entry_screen *en, const struct form_place *p)
{
    return str_empty(p->no) ? p->label : arena_printf(&en->view_memory, "%s %s", p->no, p->label);
}

static const char *help_of(struct entry_screen *en, const struct form_place *p)
{
    enum language language = en->screen.ui->o.language;
    const char *help = p->help ? p->help : "";
    if (p->was)
        help = arena_printf(&en->view_memory, "%s%s%s",
                            message_of(&en->view_memory, language, "entry.was", *p->was ? p->was : "-", NULL),
                            *help ? "  " : "", help);
    if (!*help && str_eq(p->type, "date"))
        help = ui_word(en->screen.ui, "ask.date-help");
    return help;
}

static struct form_row *add_place(struct entry_screen *en, const struct form_place *p)
{
    struct form_view *f = &en->form;
    bool is_bool = str_eq(p->type, "bool");
    const char *label = label_of(en, p);
    if (p->computed)
        return form_view_add(f, FORM_SHOW, p->path, label, -1);
    if (is_bool || (p->n_choices && p->n_choices <= CHOICES_SHOWN_MAX)) {
        enum form_kind kind = p->multi ? FORM_CHOICES : FORM_CHOICE;
        return form_view_add_choice(f, kind, p->path, label, options_of(en, p), p->n_choices ? (int)p->n_choices : 2);
    }
    const struct field_spec spec = spec_of(p);
    return form_view_add_field(f, p->path, label, &spec);
}

/* The list to which rows may be added that path is in, or NULL. */
static const char *list_of(const struct form_sheet *sheet, const char *path)
{
    for (size_t i = 0; strchr(path, '[') && i < sheet->n_lists; i++)
        if (str_starts(path, sheet->list[i]) && path[strlen(sheet->list[i])] == '[')
            return sheet->list[i];
    return NULL;
}

/* Behind the rows of a list: one more. */
static void end_list(struct entry_screen *en, const char *list, const char *name, bool relevant)
{
    const char *label = message_of(&en->view_memory, en->screen.ui->o.language, "entry.add-row", name, NULL);
    form_view_add(&en->form, FORM_ADD, list, label, -1)->hidden = !relevant;
}

/* The heading above a place, or NULL: of a list only its own name, and none again behind it. */
static const char *heading_of(const struct form_place *p, const char **section)
{
    if (str_empty(p->section))
        return NULL;
    const char *name = p->section;
    for (const char *s = name; (s = strstr(s, " / ")) != NULL;)
        name = s += 3;
    if (strchr(p->path, '['))
        return name;
    bool again = str_eq(*section, p->section);
    *section = p->section;
    return again ? NULL : p->section;
}

/* A list within an item, b02.evidence[0]: the row that adds to it names it, and a heading for each would fill the screen. */
static bool is_inner(const char *path)
{
    const char *list = strchr(path, '[');
    return list && memchr(path, '.', (size_t)(list - path));
}

/* What was understood; with nothing to say of that, what stood there in the form it is compared with, if it differs. */
static const char *echo_of(struct entry_screen *en, const struct form_place *p)
{
    bool differs = p->was && p->changed && !*p->echo;
    return differs ? ui_text(en->screen.ui, "entry.was", *p->was ? p->was : "-", NULL) : p->echo;
}

/* An error names its field for who sees it alone; beside the field the name only takes the place of the rest. */
static const char *error_of(const struct form_place *p)
{
    size_t n = strlen(p->label);
    return n && str_starts(p->error, p->label) && str_starts(p->error + n, ": ") ? p->error + n + 2 : p->error;
}

static void fill_row(struct entry_screen *en, struct form_row *r, const struct form_place *p)
{
    r->help = help_of(en, p);
    r->required = p->required && !p->computed;
    r->hidden = !p->relevant;
    r->readonly = !en->view.editable;
    if (str_eq(p->type, "yen"))
        r->unit = ui_word(en->screen.ui, "ask.yen");
    if (p->computed) {
        form_row_set_echo(r, STYLE_STRONG, p->value);
        return;
    }
    entry_set_row(r, p->value);
    form_row_set_echo(r, STYLE_OK, echo_of(en, p));
    form_row_set_error(r, *p->value ? error_of(p) : ""); /* what is merely empty is counted, not scolded */
}

/* A heading without a row that is asked would stand there for nothing. */
static void hide_empty_sections(struct form_view *f)
{
    bool empty = true;
    for (int i = f->n; i-- > 0;) {
        if (f->row[i].kind == FORM_SECTION)
            f->row[i].hidden = empty;
        empty = f->row[i].kind == FORM_SECTION || (empty && f->row[i].hidden);
    }
}

static size_t row_prefix(const char *path)
{
    const char *end = strchr(path, ']');
    return end ? (size_t)(end - path) + 1 : 0;
}

/* A row of a list in which nothing stands is no row: nothing in it is required. */
static void relax_empty_rows(struct form_view *f)
{
    for (int i = 0, end; i < f->n; i = end) {
        size_t n = row_prefix(f->row[i].id);
        bool empty = true;
        for (end = i + 1; n && end < f->n && strncmp(f->row[end].id, f->row[i].id, n) == 0; end++)
            ;
        for (int k = i; k < end; k++)
            empty &= form_row_empty(&f->row[k]);
        for (int k = i; n && empty && k < end; k++)
            f->row[k].required = false;
    }
}

/* All rows anew from en->view; the focus stays where it was. */
void entry_build(struct entry_screen *en)
{
    char at[128] = "";
    struct form_view *f = &en->form;
    int top = f->top;
    if (f->at >= 0)
        str_copy_cut(at, sizeof at, f->row[f->at].id);
    form_view_done(f);
    form_view_init(f, ui_glyphs(en->screen.ui));
    const char *list = NULL, *name = "", *section = "";
    for (size_t i = 0; i < en->view.n; i++) {
        const struct form_place *p = &en->view.field[i];
        const char *of = list_of(&en->view, p->path), *heading = heading_of(p, &section);
        if (list && list != of)
            end_list(en, list, name, en->view.field[i - 1].relevant);
        list = of;
        if (heading)
            name = heading;
        if (heading && !is_inner(p->path))
            form_view_add(f, FORM_SECTION, "", heading, -1);
        fill_row(en, add_place(en, p), p);
    }
    if (list)
        end_list(en, list, name, en->view.field[en->view.n - 1].relevant);
    hide_empty_sections(f);
    relax_empty_rows(f);
    form_view_go(f, *at ? form_view_find(f, at, 0) : -1, &en->screen.ui->action);
    f->top = top; /* layout moves it only if the focus is out of sight */
}

void entry_refresh(struct entry_screen *en, const struct form_sheet *now)
{
    size_t near = 0;
    bool relevant = true;
    for (int i = 0; i < en->form.n; i++) {
        struct form_row *r = &en->form.row[i];
        if (r->kind == FORM_ADD)
            r->hidden = !relevant; /* as the rows above it */
        const struct form_place *p = *r->id && r->kind != FORM_ADD ? entry_place(now, r->id, near) : NULL;
        if (!p)
            continue;
        near = (size_t)(p - now->field);
        relevant = p->relevant;
        r->hidden = !p->relevant;
        r->required = p->required && !p->computed;
        if (p->computed) {
            form_row_set_echo(r, STYLE_STRONG, p->value);
            continue;
        }
        if (i == en->form.at && en->unread)
            continue; /* it is being typed in */
        form_row_set_echo(r, STYLE_OK, echo_of(en, p));
        form_row_set_error(r, form_row_empty(r) ? "" : error_of(p));
    }
    hide_empty_sections(&en->form);
    relax_empty_rows(&en->form);
}

bool entry_same_shape(const struct form_sheet *a, const struct form_sheet *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!str_eq(a->field[i].path, b->field[i].path))
            return false;
    return true;
}

const char *entry_row_text(const struct form_row *r, struct arena *a)
{
    if (r->kind == FORM_FIELD)
        return arena_strdup(a, field_text(&r->field));
    const char *text = "";
    for (int i = 0; i < r->choices; i++)
        if (r->chosen >> i & 1)
            text = arena_printf(a, "%s%s%s", text, *text ? "\n" : "", r->choice[i].value);
    return text;
}

void entry_set_row(struct form_row *r, const char *stored)
{
    if (r->kind == FORM_FIELD) {
        field_set(&r->field, stored);
        return;
    }
    struct str rest = str_of(stored), piece;
    r->chosen = 0;
    while (str_split(&rest, '\n', &piece))
        for (int i = 0; i < r->choices; i++)
            if (str_is(piece, r->choice[i].value)) {
                r->chosen |= UINT64_C(1) << i;
                r->choice_at = i;
            }
}

const struct form_place *entry_place(const struct form_sheet *sheet, const char *path, size_t near)
{
    for (size_t i = 0; i < sheet->n; i++) {
        size_t at = (near + i) % sheet->n;
        if (str_eq(sheet->field[at].path, path))
            return &sheet->field[at];
    }
    return NULL;
}

static bool is_input(const struct form_row *r)
{
    return r->kind == FORM_FIELD || r->kind == FORM_CHOICE || r->kind == FORM_CHOICES;
}

struct form_value *entry_values(const struct entry_screen *en, bool all, struct arena *a, size_t *n_r)
{
    struct form_value *value = ARENA_ARRAY(a, struct form_value, (size_t)en->form.n);
    size_t n = 0, near = 0;
    for (int i = 0; i < en->form.n; i++) {
        const struct form_row *r = &en->form.row[i];
        if (!is_input(r))
            continue;
        const struct form_place *p = entry_place(&en->saved, r->id, near);
        const char *text = entry_row_text(r, a);
        near = p ? (size_t)(p - en->saved.field) : near;
        if (all || !str_eq(text, p ? p->value : ""))
            value[n++] = (struct form_value){r->id, text};
    }
    *n_r = n;
    return value;
}

bool entry_changed(const struct entry_screen *en)
{
    size_t n;
    entry_values(en, false, &en->screen.ui->action, &n);
    return n > 0;
}
