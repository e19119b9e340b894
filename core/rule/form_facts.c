#include "core/rule/form_facts.h"

#include <string.h>

#include "core/base/str.h"

bool leadtime_period(const char *text, struct period *p_r)
{
    char word[24];
    size_t n = strcspn(text, " \n");
    if (n == 0 || n >= sizeof word)
        return false;
    memcpy(word, text, n);
    word[n] = '\0';
    return value_period_read(word, p_r);
}

/* One cell of text by its type; unreadable text is undefined. */
static struct value value_of_text(struct arena *a, const struct type *type, const char *text)
{
    struct value v;
    struct err e;
    struct period p;
    if (str_empty(text))
        return value_undefined();
    if (type->type == VALUE_PERIOD)
        return leadtime_period(text, &p) ? value_period(p) : value_undefined();
    return value_read(a, type, text, &v, &e) == 0 ? v : value_undefined();
}

static struct value value_of_json(struct arena *a, const struct type *type, const struct json *json);

/* Array of objects to a list of records; columns that the type does not have are passed over. */
static struct value list_of_json(struct arena *a, const struct type_columns *columns, const struct json *array)
{
    LIST(const struct value *) rows = {0};
    for (const struct json *object = array->child; object && rows.n < FACTS_ROWS_MAX; object = object->next) {
        struct value *row = ARENA_ARRAY(a, struct value, columns->n);
        for (size_t i = 0; i < columns->n; i++)
            row[i] = value_of_json(a, &columns->at[i].type, json_get(object, columns->at[i].name));
        *LIST_ADD(a, &rows) = row;
    }
    struct value_list *list = ARENA_NEW(a, struct value_list);
    *list = (struct value_list){.columns = columns, .n = rows.n, .row = rows.at};
    return value_list(list);
}

static struct value value_of_json(struct arena *a, const struct type *type, const struct json *json)
{
    if (!json)
        return value_undefined();
    if (json->kind == JSON_TEXT)
        return value_of_text(a, type, json->text);
    if (json->kind == JSON_ARRAY && type->type == VALUE_LIST && type->columns)
        return list_of_json(a, type->columns, json);
    return value_undefined();
}

static int set_list(struct facts *f, const char *name, const struct type *type, const struct json *array, struct err *e)
{
    int rc = facts_list_clear(f, name, e);
    const struct json *object = array && array->kind == JSON_ARRAY ? array->child : NULL;
    for (; !rc && object; object = object->next) {
        struct value *row;
        rc = facts_list_add_row(f, name, &row, e);
        for (size_t i = 0; !rc && i < type->columns->n; i++)
            row[i] = value_of_json(f->arena, &type->columns->at[i].type, json_get(object, type->columns->at[i].name));
    }
    return rc;
}

static int set_field(struct facts *f, const struct fact_name *known, const struct json *json, struct err *e)
{
    if (known && known->type.type == VALUE_LIST && known->type.columns)
        return set_list(f, known->name, &known->type, json, e);
    if (!known || known->origin != FACT_GIVEN)
        return 0; /* computed fields are not stored */
    facts_set_slot(f, known, value_of_json(f->arena, &known->type, json));
    return 0;
}

struct texts form_units(const struct scheme *s, const char *kind, const struct json *body, struct arena *a)
{
    const struct unit_def *unit = scheme_unit(s, kind);
    const char *field = unit ? strrchr(unit->list, '.') : NULL;
    const struct json *list = body && field ? json_get(body, field + 1) : NULL;
    LIST(const char *) names = {0};
    if (list && list->kind == JSON_ARRAY)
        for (const struct json *row = list->child; row; row = row->next) {
            const char *name = json_get_text(row, unit->name);
            if (!str_empty(name))
                *LIST_ADD(a, &names) = name;
        }
    return (struct texts){names.at, names.n};
}

bool form_lists_units(const struct scheme *s, const struct form_def *form, const char *kind)
{
    const struct unit_def *unit = scheme_unit(s, kind);
    const char *id = unit ? unit->list + strlen("form.") : "";
    size_t n = strlen(form->rule.id);
    return strncmp(id, form->rule.id, n) == 0 && id[n] == '.';
}

struct texts form_units_elsewhere(const struct scheme *s, const char *kind, enum form_view view, struct facts *f, struct arena *a)
{
    const struct unit_def *unit = scheme_unit(s, kind);
    const struct value_list *rows = unit ? facts_list(f, arena_join(a, form_view_names[view], unit->list + strlen("form"), NULL)) : NULL;
    int name = rows && rows->columns ? type_column(rows->columns, unit->name) : -1;
    LIST(const char *) names = {0};
    for (size_t i = 0; name >= 0 && i < rows->n; i++)
        if (rows->row[i][name].type == VALUE_TEXT && !str_empty(rows->row[i][name].text))
            *LIST_ADD(a, &names) = rows->row[i][name].text;
    return (struct texts){names.at, names.n};
}

static void put(const struct type_columns *columns, struct value *row, const char *column, struct value v)
{
    int i = type_column(columns, column);
    if (i >= 0)
        row[i] = v;
}

static struct value texts_value(struct arena *a, const struct texts *texts)
{
    struct value_list *list = ARENA_NEW(a, struct value_list);
    const struct value **rows = ARENA_ARRAY(a, const struct value *, texts->n);
    for (size_t i = 0; i < texts->n; i++) {
        struct value *cell = ARENA_NEW(a, struct value);
        *cell = value_text(texts->at[i]);
        rows[i] = cell;
    }
    *list = (struct value_list){.n = texts->n, .row = rows};
    return value_list(list);
}

/* Where the columns that every matrix may have stand in its type; -1: not there. Looked up once, since there are many rows. */
enum { AT_REF, AT_ITEM, AT_UNIT, AT_NO, AT_LABEL, AT_DESCRIBE, AT_GROUP, AT_CLASS, AT_MARKS, AT_PERMITS, AT_COUNT };
struct places {
    const struct type_columns *columns;
    int at[AT_COUNT];
};

static struct places places_of(const struct type_columns *columns)
{
    static const char *const names[AT_COUNT] = {"ref", "item", "unit", "no", "label", "describe", "group", "class", "marks", "permits"};
    struct places p = {.columns = columns};
    for (int i = 0; i < AT_COUNT; i++)
        p.at[i] = type_column(columns, names[i]);
    return p;
}

static void put_at(const struct places *p, struct value *row, int which, struct value v)
{
    if (p->at[which] >= 0)
        row[p->at[which]] = v;
}

static void add_row(struct facts *f, const char *list, const struct places *places, const struct item_def *item, const char *unit,
                    const struct json *body)
{
    const struct type_columns *columns = places->columns;
    struct value *row;
    struct err e;
    int rc = facts_list_add_row(f, list, &row, &e);
    assert(rc == 0); /* the list is there, and they were counted */
    (void)rc;
    const char *ref = *unit ? arena_join(f->arena, item->rule.id, "@", unit, NULL) : item->rule.id;
    put_at(places, row, AT_REF, value_text(ref));
    put_at(places, row, AT_ITEM, value_text(item->rule.id));
    put_at(places, row, AT_UNIT, value_text(unit));
    put_at(places, row, AT_NO, value_text(item->no));
    put_at(places, row, AT_LABEL, value_text(item->rule.label));
    put_at(places, row, AT_DESCRIBE, value_text(item->describe));
    const char *group = item->group.n ? item->group.at[0] : "";
    for (size_t i = 1; i < item->group.n; i++)
        group = arena_join(f->arena, group, " / ", item->group.at[i], NULL);
    put_at(places, row, AT_GROUP, value_text(group));
    put_at(places, row, AT_CLASS, value_text(item->class_));
    put_at(places, row, AT_MARKS, texts_value(f->arena, &item->marks));
    put_at(places, row, AT_PERMITS, texts_value(f->arena, &item->permits));
    for (size_t i = 0; i < item->extra.n; i++)
        put(columns, row, item->extra.at[i].name, value_text(item->extra.at[i].text));
    const struct json *cells = body ? json_get(body, ref) : NULL;
    for (const struct json *cell = cells ? cells->child : NULL; cell; cell = cell->next) {
        int i = type_column(columns, cell->key);
        if (i >= 0)
            row[i] = value_of_json(f->arena, &columns->at[i].type, cell);
    }
}

/* The rows of a matrix form: its items, those that repeat once for each unit. */
struct matrix {
    const struct json *body;
    LIST(struct matrix_row {
        const struct item_def *item;
        const char *unit;
    }) rows;
};

static void fill_matrix(struct facts *f, const struct fact_name *list, const void *arg)
{
    const struct matrix *matrix = arg;
    const struct places places = places_of(list->type.columns);
    for (size_t i = 0; i < matrix->rows.n; i++)
        add_row(f, list->name, &places, matrix->rows.at[i].item, matrix->rows.at[i].unit, matrix->body);
}

static int matrix_rows(const struct scheme *s, const struct form_def *form, const struct json *body, enum form_view view,
                       const struct fact_name *list, struct facts *f, struct err *e)
{
    const struct item_list_def *items = scheme_item_list(s, form->rows);
    if (!items || !list || !list->type.columns)
        return 0;
    struct matrix *matrix = ARENA_NEW(f->arena, struct matrix);
    matrix->body = body;
    for (size_t i = 0; i < items->items.n; i++) {
        const struct item_def *item = &items->items.at[i];
        if (!item->per) {
            *LIST_ADD(f->arena, &matrix->rows) = (struct matrix_row){item, ""};
            continue;
        }
        struct texts units = form_lists_units(s, form, item->per) ? form_units(s, item->per, body, f->arena)
                                                                  : form_units_elsewhere(s, item->per, view, f, f->arena);
        for (size_t u = 0; u < units.n; u++)
            *LIST_ADD(f->arena, &matrix->rows) = (struct matrix_row){item, units.at[u]};
    }
    return facts_owe_rows(f, list, fill_matrix, matrix, matrix->rows.n, e);
}

int form_facts(const struct scheme *s, const struct form_def *form, const struct json *body, enum form_view view, struct facts *f,
               struct err *e)
{
    const struct form_facts_of *of = &s->form_facts[form - s->forms.at];
    const struct field_def *fields = form->rows ? form->head.at : form->fields.at;
    size_t n = form->rows ? form->head.n : form->fields.n;
    int rc = 0;
    for (size_t i = 0; !rc && i < n; i++)
        rc = set_field(f, of->field[view][i], body ? json_get(body, fields[i].rule.id) : NULL, e);
    return rc || !form->rows ? rc : matrix_rows(s, form, body, view, of->rows[view], f, e);
}

/* A step of a path: a key, then perhaps [n]. Returns the rest behind the '.', or NULL at the end. */
static const char *step(const struct json **at, struct arena *a, const char *path)
{
    /* Keys hold no '.' and no '['; units do not either (the form screen refuses them). */
    size_t n = strcspn(path, ".[");
    *at = *at ? json_get(*at, arena_strndup(a, path, n)) : NULL;
    path += n;
    if (*path == '[') {
        size_t digits = strspn(path + 1, "0123456789");
        int64_t index = 0;
        if (!str_to_int(arena_strndup(a, path + 1, digits), 0, FACTS_ROWS_MAX, &index) || path[1 + digits] != ']')
            *at = NULL;
        const struct json *child = *at ? (*at)->child : NULL;
        while (child && index-- > 0)
            child = child->next;
        *at = child;
        path += digits + 2;
    }
    return *path == '.' ? path + 1 : NULL;
}

const char *form_body_text(const struct json *body, struct arena *a, const char *path)
{
    const struct json *at = body;
    while (path && at)
        path = step(&at, a, path);
    return at && at->kind == JSON_TEXT ? at->text : "";
}
