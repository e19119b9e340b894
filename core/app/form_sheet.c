/* The places of a form, in the order in which they are keyed in. */
#include <string.h>

#include "core/app/form_internal.h"
#include "core/app/words.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/diff.h"

struct laying {
    struct form_inside *in;
    struct arena *a;
    struct field_problems problems;
    LIST(struct form_place) places;
    LIST(const char *) lists;
    const char *section; /* of the place before */
    struct form_sheet *sheet;
};

/* One place in the making. */
struct spot {
    struct form_path at;
    const char *path, *section, *no, *label;
    const struct value *row; /* what `it` means there, or NULL */
    bool unasked;            /* in a list that is not asked for */
};

static int default_width(enum input_type type)
{
    static const int widths[INPUT_TYPE_COUNT] = {
        [INPUT_MULTILINE] = 60, [INPUT_INT] = 8,     [INPUT_DECIMAL] = 12, [INPUT_YEN] = 14,   [INPUT_DATE] = 12,
        [INPUT_PERIOD] = 12,    [INPUT_LEADTIME] = 40, [INPUT_BOOL] = 6,   [INPUT_EMAIL] = 40, [INPUT_URL] = 60,
        [INPUT_TEL] = 16,       [INPUT_POSTAL] = 9,  [INPUT_ADDRESS] = 60, [INPUT_PERSON] = 30, [INPUT_CORPORATE_NUMBER] = 14,
        [INPUT_CERTIFICATE_NUMBER] = 16, [INPUT_CASE_NUMBER] = 16, [INPUT_USER] = 16};
    return widths[type] ? widths[type] : 40;
}

static int max_chars(const struct field_def *field, enum input_type type)
{
    int most = type == INPUT_MULTILINE || type == INPUT_LEADTIME ? FIELD_MULTILINE_CHARS : FIELD_TEXT_CHARS;
    return field->max > 0 && field->max < most ? field->max : most;
}

static void put_choices(const struct field_def *field, const struct item_def *item, struct form_place *place)
{
    bool of_item = field->type == INPUT_FROM_ITEM && item;
    const struct texts *choices = of_item ? &item->choices : &field->choices;
    const struct texts *labels = of_item ? &item->choice_labels : &field->choice_labels;
    place->choices = choices->at;
    place->n_choices = choices->n;
    place->choice_labels = labels->n == choices->n && labels->n ? labels->at : NULL;
    place->multi = field->multi;
}

/* Is a problem at this path one of this place? What is wrong with a list as a whole stands at its first place. */
static bool is_here(const struct spot *spot, const char *path)
{
    const struct form_path *at = &spot->at;
    size_t n = strlen(path);
    bool first = at->column && at->index == 0 && at->column == at->field->of.at;
    return str_eq(path, spot->path) || (first && strncmp(spot->path, path, n) == 0 && spot->path[n] == '[');
}

/* What is wrong: with the text itself, else by the rules of the form. */
static void put_error(struct laying *l, const struct spot *spot, struct form_place *place)
{
    if (*place->value && !place->computed) {
        struct field_reading reading = form_read_typed(l->in, &spot->at, place->value, l->a);
        place->echo = reading.echo;
        place->error = reading.error;
        place->error_id = reading.error_id;
    }
    bool missing = false;
    for (size_t i = 0; !*place->error && i < l->problems.all.n; i++) {
        const struct field_problem *p = &l->problems.all.at[i];
        if (!is_here(spot, form_problem_path(l->in->def, p, l->a)))
            continue;
        missing = p->missing;
        if (missing && !l->in->revision)
            continue; /* a form that nobody has begun is not wrong yet */
        place->error = !str_empty(p->text) ? p->text : app_word(l->in->app, WORD_FILL_IN);
        place->error_id = p->id ? p->id : "";
    }
    l->sheet->n_errors += *place->error && !missing;
    size_t chars = place->warn_chars ? utf8_chars(place->value) : 0;
    if (chars > (size_t)place->warn_chars)
        place->echo = app_say(l->in->app, l->a, WORD_LONG, arena_printf(l->a, "%zu", chars), arena_printf(l->a, "%d", place->warn_chars));
}

static void count(struct form_sheet *sheet, const struct form_place *place)
{
    if (!place->relevant || place->computed)
        return;
    bool filled = *place->value;
    sheet->n_required_open += place->required && !filled;
    sheet->n_filled += filled;
    sheet->n_optional += !place->required;
    sheet->n_optional_filled += !place->required && filled;
}

/* What a calculated field comes to. */
static const char *computed_text(struct laying *l, const struct spot *spot)
{
    struct facts *f = &l->in->facts;
    const char *form = l->in->def->rule.id;
    if (spot->at.column)
        return spot->row ? value_store_text(l->a, spot->row[spot->at.column - spot->at.field->of.at]) : "";
    if (!*spot->at.ref)
        return value_store_text(l->a, facts_get(f, arena_printf(l->a, "form.%s.%s", form, spot->path)));
    const struct value_list *rows = facts_list(f, arena_printf(l->a, "form.%s", form));
    int column = rows->columns ? type_column(rows->columns, spot->at.field->rule.id) : -1;
    return column >= 0 && spot->row ? value_store_text(l->a, spot->row[column]) : "";
}

static void add_place(struct laying *l, const struct spot *spot)
{
    struct form_inside *in = l->in;
    const struct field_def *field = spot->at.column ? spot->at.column : spot->at.field;
    enum input_type type = field_input_type(field, spot->at.item);
    struct form_place *place = LIST_ADD(l->a, &l->places);
    *place = (struct form_place){
        .path = spot->path,
        .section = str_eq(spot->section, l->section) ? "" : spot->section,
        .no = spot->no,
        .label = spot->label,
        .help = field->rule.help ? field->rule.help : spot->at.item && spot->at.item->describe ? spot->at.item->describe : "",
        .type = input_type_name(type),
        .relevant = !spot->unasked && field_is_relevant(field, &in->facts, spot->row),
        .computed = formula_given(&field->calculate),
        .personal = field->personal,
        .width = field->width ? field->width : spot->at.item && field->type == INPUT_FROM_ITEM && spot->at.item->width ? spot->at.item->width : default_width(type),
        .lines = type == INPUT_MULTILINE ? 3 : 1,
        .max_chars = max_chars(field, type),
        .warn_chars = field->warn_chars ? field->warn_chars : spot->at.item ? spot->at.item->warn_chars : 0,
        .echo = "",
        .error = "",
        .error_id = ""};
    l->section = spot->section;
    put_choices(field, spot->at.item, place);
    place->required = place->relevant && field_is_required(field, &in->facts, spot->row);
    place->value = place->computed ? computed_text(l, spot) : form_cells_get(&in->cells, spot->path);
    place->was = in->compared ? form_cells_get(&in->was, spot->path) : NULL;
    place->changed = place->was && !place->computed && !diff_equal(place->was, place->value);
    put_error(l, spot, place);
    count(l->sheet, place);
}

/* The rows of a list, and an empty one where there is none yet. rows: as facts, for `it`. */
static void add_list(struct laying *l, const struct spot *spot, const struct value_list *rows)
{
    const struct field_def *list = spot->at.field;
    size_t n = form_cells_rows(&l->in->cells, spot->path);
    size_t shown = n || !l->in->editable ? n : 1;
    bool unasked = !field_is_relevant(list, &l->in->facts, spot->row);
    const struct value *blank = rows && rows->columns ? ARENA_ARRAY(l->a, struct value, rows->columns->n) : NULL;
    if (l->in->editable && n < field_rows_max(list))
        *LIST_ADD(l->a, &l->lists) = spot->path;
    for (size_t i = 0; i < shown; i++)
        for (size_t k = 0; k < list->of.n; k++) {
            struct spot column = *spot;
            column.at.column = &list->of.at[k];
            column.at.index = i;
            column.unasked = unasked;
            column.path = arena_printf(l->a, "%s[%zu].%s", spot->path, i, list->of.at[k].rule.id);
            column.section = arena_printf(l->a, "%s%s%s", spot->section, *spot->section ? " / " : "", spot->label);
            column.no = arena_printf(l->a, "%zu", i + 1);
            column.label = app_label(l->in->app, list->of.at[k].rule.label, list->of.at[k].rule.label_en);
            column.row = rows && i < rows->n ? rows->row[i] : blank;
            add_place(l, &column);
        }
}

static const struct value_list *rows_of_field(struct laying *l, const struct spot *spot, const struct value_list *matrix)
{
    if (!*spot->at.ref)
        return facts_list(&l->in->facts, arena_printf(l->a, "form.%s.%s", l->in->def->rule.id, spot->at.field->rule.id));
    int column = matrix && matrix->columns ? type_column(matrix->columns, spot->at.field->rule.id) : -1;
    return column >= 0 && spot->row && spot->row[column].type == VALUE_LIST ? spot->row[column].list : NULL;
}

static void add_field(struct laying *l, const struct spot *spot, const struct value_list *matrix)
{
    if (spot->at.field->type == INPUT_LIST)
        add_list(l, spot, l->in->def->record ? NULL : rows_of_field(l, spot, matrix));
    else
        add_place(l, spot);
}

static void add_plain(struct laying *l, const struct field_def *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct spot spot = {.at = {.field = &fields[i], .ref = "", .unit = ""},
                                  .path = fields[i].rule.id,
                                  .section = fields[i].section ? fields[i].section : "",
                                  .no = "",
                                  .label = app_label(l->in->app, fields[i].rule.label, fields[i].rule.label_en)};
        add_field(l, &spot, NULL);
    }
}

/* One row of the matrix: its first field bears the words of the item, the others their own. */
static void add_row(struct laying *l, const struct item_def *item, const char *unit, const struct value_list *matrix)
{
    const struct form_def *def = l->in->def;
    const char *ref = *unit ? arena_printf(l->a, "%s@%s", item->rule.id, unit) : item->rule.id;
    int column = matrix->columns ? type_column(matrix->columns, "ref") : -1;
    struct spot spot = {.at = {.item = item, .ref = ref, .unit = unit}, .section = ""};
    for (size_t i = 0; column >= 0 && i < matrix->n && !spot.row; i++)
        if (str_eq(matrix->row[i][column].text, ref))
            spot.row = matrix->row[i];
    for (size_t i = 0; i < item->group.n; i++)
        spot.section = arena_printf(l->a, "%s%s%s", spot.section, i ? " / " : "", item->group.at[i]);
    const char *name = app_label(l->in->app, item->rule.label, item->rule.label_en);
    for (size_t i = 0; i < def->fields.n; i++) {
        const struct field_def *field = &def->fields.at[i];
        spot.at.field = field;
        spot.path = arena_printf(l->a, "%s.%s", ref, field->rule.id);
        spot.no = i == 0 && item->no ? item->no : "";
        spot.label = i ? app_label(l->in->app, field->rule.label, field->rule.label_en) : *unit ? arena_printf(l->a, "%s (%s)", name, unit) : name;
        add_field(l, &spot, matrix);
    }
}

static void add_matrix(struct laying *l)
{
    const struct form_inside *in = l->in;
    const struct item_list_def *items = scheme_item_list(in->s, in->def->rows);
    const struct value_list *matrix = facts_list(&l->in->facts, arena_printf(l->a, "form.%s", in->def->rule.id));
    for (size_t i = 0; items && i < items->items.n; i++) {
        const struct item_def *item = &items->items.at[i];
        if (!item->per) {
            add_row(l, item, "", matrix);
            continue;
        }
        struct texts units = form_cells_units(in->s, in->def, &in->cells, item->per, &l->in->facts, l->a);
        for (size_t u = 0; u < units.n; u++)
            add_row(l, item, units.at[u], matrix);
    }
}

static const char *mark_of(const struct form_inside *in)
{
    for (size_t i = 0; in->compared && i < in->s->diffs.n; i++)
        if (str_eq(in->s->diffs.at[i].form, in->def->rule.id) && in->s->diffs.at[i].mark)
            return in->s->diffs.at[i].mark;
    return "";
}

void form_sheet_fill(struct form_inside *in, struct arena *a, struct form_sheet *sheet_r)
{
    *sheet_r = (struct form_sheet){.case_id = in->case_id,
                                   .form = in->def->rule.id,
                                   .label = app_label(in->app, in->def->rule.label, in->def->rule.label_en),
                                   .revision = in->revision,
                                   .saved_by = in->saved_by,
                                   .saved_at = in->saved_at,
                                   .editable = in->editable,
                                   .mark = mark_of(in),
                                   .inside_ = in};
    struct laying l = {.in = in, .a = a, .sheet = sheet_r, .section = ""};
    if (!in->def->record)
        form_check(in->s, in->def, &in->facts, &l.problems);
    if (in->def->rows)
        add_plain(&l, in->def->head.at, in->def->head.n);
    else
        add_plain(&l, in->def->fields.at, in->def->fields.n);
    if (in->def->rows)
        add_matrix(&l);
    sheet_r->field = l.places.at;
    sheet_r->n = l.places.n;
    sheet_r->list = l.lists.at;
    sheet_r->n_lists = l.lists.n;
}
