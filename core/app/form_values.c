#include "core/app/form_values.h"

#include <string.h>

#include "core/base/str.h"
#include "core/rule/form_facts.h"
#include "core/rule/form.h"

size_t field_rows_max(const struct field_def *list)
{
    return list->max > 0 && list->max < FIELD_LIST_ROWS ? (size_t)list->max : FIELD_LIST_ROWS;
}

static const struct field_def *find_field(const struct field_def *fields, size_t n, const char *id, size_t length)
{
    for (size_t i = 0; i < n; i++)
        if (str_is((struct str){id, length}, fields[i].rule.id))
            return &fields[i];
    return NULL;
}

/* "field" or "list[2].column". */
static bool read_field_part(const struct field_def *fields, size_t n, const char *part, struct arena *a, struct form_path *to)
{
    size_t length = strcspn(part, "[.");
    to->field = find_field(fields, n, part, length);
    if (!to->field)
        return false;
    if (to->field->type != INPUT_LIST)
        return !part[length];
    if (part[length] != '[')
        return false;
    const char *digits = part + length + 1;
    size_t n_digits = strspn(digits, "0123456789");
    int64_t index;
    if (!str_to_int(arena_strndup(a, digits, n_digits), 0, (int64_t)field_rows_max(to->field) - 1, &index) ||
        strncmp(digits + n_digits, "].", 2) != 0)
        return false;
    to->index = (size_t)index;
    to->column = field_column(to->field, digits + n_digits + 2);
    return to->column != NULL;
}

/* "b01.content", "b70@大阪DC.content". */
static bool read_row_part(const struct scheme *s, const struct form_def *form, const char *path, struct arena *a, struct form_path *to)
{
    const struct item_list_def *items = scheme_item_list(s, form->rows);
    const char *dot = strchr(path, '.');
    if (!items || !dot)
        return false;
    to->ref = arena_strndup(a, path, (size_t)(dot - path));
    const char *at = strchr(to->ref, '@');
    to->unit = at ? at + 1 : "";
    to->item = item_list_item(items, at ? arena_strndup(a, to->ref, (size_t)(at - to->ref)) : to->ref);
    if (!to->item || (to->item->per != NULL) != (*to->unit != 0))
        return false;
    return read_field_part(form->fields.at, form->fields.n, dot + 1, a, to);
}

bool form_path_read(const struct scheme *s, const struct form_def *form, const char *path, struct arena *a, struct form_path *path_r)
{
    struct form_path to = {.ref = "", .unit = ""};
    if (strlen(path) > FORM_PATH_MAX)
        return false;
    bool found = form->rows ? read_field_part(form->head.at, form->head.n, path, a, &to) ||
                                  (to = (struct form_path){.ref = "", .unit = ""}, read_row_part(s, form, path, a, &to))
                            : read_field_part(form->fields.at, form->fields.n, path, a, &to);
    if (found)
        *path_r = to;
    return found;
}

static void add_json(const struct json *json, const char *path, struct arena *a, struct form_cells *to)
{
    size_t i = 0;
    if (json->kind == JSON_TEXT && *json->text)
        *LIST_ADD(a, &to->all) = (struct form_cell){path, json->text};
    for (const struct json *child = json->child; child; child = child->next, i++) {
        const char *name = json->kind == JSON_ARRAY ? arena_printf(a, "%s[%zu]", path, i)
                           : *path                  ? arena_printf(a, "%s.%s", path, child->key)
                                                    : child->key;
        add_json(child, name, a, to);
    }
}

void form_cells_of(const struct json *body, struct arena *a, struct form_cells *cells_r)
{
    *cells_r = (struct form_cells){0};
    if (body)
        add_json(body, "", a, cells_r);
}

static struct form_cell *find_cell(const struct form_cells *cells, const char *path)
{
    for (size_t i = 0; i < cells->all.n; i++)
        if (strcmp(cells->all.at[i].path, path) == 0)
            return &cells->all.at[i];
    return NULL;
}

const char *form_cells_get(const struct form_cells *cells, const char *path)
{
    const struct form_cell *cell = find_cell(cells, path);
    return cell ? cell->value : "";
}

void form_cells_set(struct form_cells *cells, struct arena *a, const char *path, const char *value)
{
    struct form_cell *cell = find_cell(cells, path);
    if (cell)
        cell->value = value;
    else if (*value)
        *LIST_ADD(a, &cells->all) = (struct form_cell){path, value};
}

size_t form_cells_rows(const struct form_cells *cells, const char *list)
{
    size_t length = strlen(list), rows = 0;
    for (size_t i = 0; i < cells->all.n; i++) {
        const char *path = cells->all.at[i].path;
        if (strncmp(path, list, length) != 0 || path[length] != '[')
            continue;
        size_t index = 0;
        for (const char *p = path + length + 1; *p >= '0' && *p <= '9' && index < FIELD_LIST_ROWS; p++)
            index = index * 10 + (size_t)(*p - '0');
        if (index + 1 > rows)
            rows = index + 1;
    }
    return rows;
}

struct texts form_cells_units(const struct scheme *s, const struct form_def *form, const struct form_cells *cells, const char *kind,
                              struct facts *f, struct arena *a)
{
    if (!form_lists_units(s, form, kind))
        return form_units_elsewhere(s, kind, FORM_OWN, f, a);
    const struct unit_def *unit = scheme_unit(s, kind);
    const char *dot = unit ? strrchr(unit->list, '.') : NULL;
    LIST(const char *) names = {0};
    size_t rows = dot ? form_cells_rows(cells, dot + 1) : 0;
    for (size_t i = 0; i < rows; i++) {
        const char *name = form_cells_get(cells, arena_printf(a, "%s[%zu].%s", dot + 1, i, unit->name));
        if (*name)
            *LIST_ADD(a, &names) = name;
    }
    return (struct texts){names.at, names.n};
}

static void rename_unit(struct form_cells *cells, const char *from, const char *to, struct arena *a)
{
    size_t length = strlen(from);
    for (size_t i = 0; i < cells->all.n; i++) {
        const char *path = cells->all.at[i].path, *at = strchr(path, '@');
        if (at && strncmp(at + 1, from, length) == 0 && at[1 + length] == '.')
            cells->all.at[i].path = arena_printf(a, "%.*s%s%s", (int)(at + 1 - path), path, to, at + 1 + length);
    }
}

void form_cells_rename_units(const struct scheme *s, const struct form_def *form, const struct form_cells *old, struct form_cells *cells,
                             struct arena *a)
{
    for (size_t i = 0; form->rows && i < s->units.n; i++) {
        const char *kind = s->units.at[i].rule.id;
        if (!form_lists_units(s, form, kind))
            continue;
        struct texts was = form_cells_units(s, form, old, kind, NULL, a);
        struct texts is = form_cells_units(s, form, cells, kind, NULL, a);
        for (size_t j = 0; was.n == is.n && j < is.n; j++)
            if (!texts_have(&is, was.at[j]) && !texts_have(&was, is.at[j]))
                rename_unit(cells, was.at[j], is.at[j], a);
    }
}

static bool row_is_empty(const struct form_cells *cells, const char *row)
{
    size_t length = strlen(row);
    for (size_t i = 0; i < cells->all.n; i++)
        if (*cells->all.at[i].value && strncmp(cells->all.at[i].path, row, length) == 0 && cells->all.at[i].path[length] == '.')
            return false;
    return true;
}

static void write_list(struct json_writer *w, const struct field_def *field, const char *path, const struct form_cells *cells, struct arena *a)
{
    size_t rows = form_cells_rows(cells, path);
    bool begun = false;
    for (size_t i = 0; i < rows; i++) {
        const char *row = arena_printf(a, "%s[%zu]", path, i);
        if (row_is_empty(cells, row))
            continue;
        if (!begun) {
            json_key(w, field->rule.id);
            json_begin_array(w);
            begun = true;
        }
        json_begin_object(w);
        for (size_t k = 0; k < field->of.n; k++) {
            const char *value = form_cells_get(cells, arena_printf(a, "%s.%s", row, field->of.at[k].rule.id));
            if (*value)
                json_put_text(w, field->of.at[k].rule.id, value);
        }
        json_end_object(w);
    }
    if (begun)
        json_end_array(w);
}

/* prefix: "" or "b70@大阪DC." */
static void write_fields(struct json_writer *w, const struct field_def *fields, size_t n, const char *prefix, const struct form_cells *cells,
                         struct arena *a)
{
    for (size_t i = 0; i < n; i++) {
        const char *path = *prefix ? arena_join(a, prefix, fields[i].rule.id, NULL) : fields[i].rule.id;
        if (fields[i].type == INPUT_LIST) {
            write_list(w, &fields[i], path, cells, a);
            continue;
        }
        const char *value = formula_given(&fields[i].calculate) ? "" : form_cells_get(cells, path);
        if (*value)
            json_put_text(w, fields[i].rule.id, value);
    }
}

static void write_row(struct json_writer *w, const struct form_def *form, const char *ref, const struct form_cells *cells, struct arena *a)
{
    if (row_is_empty(cells, ref))
        return;
    json_key(w, ref);
    json_begin_object(w);
    write_fields(w, form->fields.at, form->fields.n, arena_printf(a, "%s.", ref), cells, a);
    json_end_object(w);
}

void form_cells_write(const struct scheme *s, const struct form_def *form, const struct form_cells *cells, struct facts *f,
                      struct arena *a, struct buf *out)
{
    struct json_writer w = json_writer_to(out);
    const struct item_list_def *items = form->rows ? scheme_item_list(s, form->rows) : NULL;
    json_begin_object(&w);
    if (form->rows)
        write_fields(&w, form->head.at, form->head.n, "", cells, a);
    else
        write_fields(&w, form->fields.at, form->fields.n, "", cells, a);
    for (size_t i = 0; items && i < items->items.n; i++) {
        const struct item_def *item = &items->items.at[i];
        if (!item->per) {
            write_row(&w, form, item->rule.id, cells, a);
            continue;
        }
        struct texts units = form_cells_units(s, form, cells, item->per, f, a);
        for (size_t u = 0; u < units.n; u++)
            write_row(&w, form, arena_printf(a, "%s@%s", item->rule.id, units.at[u]), cells, a);
    }
    json_end_object(&w);
}
