#include "core/rule/table.h"

#include <stdio.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/str.h"

enum { LINE_TEXT_BYTES = 24 };

/* A column by its id or by what people call it; -1: there is none. */
static int column_called(const struct type_columns *columns, const char *name)
{
    for (size_t i = 0; i < columns->n; i++)
        if (str_eq(columns->at[i].name, name) || str_eq(columns->at[i].label, name))
            return (int)i;
    return -1;
}

static int no_column(struct arena *a, const struct type_columns *columns, const char *name, struct err *e)
{
    const char **known = ARENA_ARRAY(a, const char *, columns->n);
    for (size_t i = 0; i < columns->n; i++)
        known[i] = columns->at[i].name;
    const char *nearest = str_nearest(name, known, columns->n);
    return err_set(e, E_INPUT, "table.column", name, nearest ? nearest : known[0], NULL);
}

static int read_header(struct arena *a, const struct type_columns *columns, char **names, size_t n, int **at_r, struct err *e)
{
    int *at = ARENA_ARRAY(a, int, n);
    for (size_t i = 0; i < n; i++)
        if ((at[i] = column_called(columns, names[i])) < 0)
            return no_column(a, columns, names[i], e);
    *at_r = at;
    return 0;
}

static int bad_cell(size_t line, const struct type_column *column, const char *text, struct err *e)
{
    char number[LINE_TEXT_BYTES];
    snprintf(number, sizeof number, "%zu", line);
    return err_set(e, E_INPUT, "table.cell", number, column->label ? column->label : column->name, text, NULL);
}

int table_read(struct arena *a, const struct type *type, const char *csv, struct value *v_r, struct err *e)
{
    struct csv_reader r = csv_reader_of(csv, strlen(csv));
    LIST(const struct value *) rows = {0};
    char **field;
    size_t n, n_header = 0;
    int *at = NULL, rc;
    while ((rc = csv_read(&r, a, &field, &n, e)) > 0) {
        if (!at) {
            n_header = n;
            if ((rc = read_header(a, type->columns, field, n, &at, e)) != 0)
                return rc;
            continue;
        }
        struct value *row = ARENA_ARRAY(a, struct value, type->columns->n);
        for (size_t i = 0; i < n && i < n_header; i++)
            if (value_read(a, &type->columns->at[at[i]].type, field[i], &row[at[i]], e) != 0)
                return bad_cell(r.line, &type->columns->at[at[i]], field[i], e);
        *LIST_ADD(a, &rows) = row;
    }
    if (rc)
        return rc;
    struct value_list *list = ARENA_NEW(a, struct value_list);
    *list = (struct value_list){.columns = type->columns, .n = rows.n, .row = rows.at};
    *v_r = value_list(list);
    return 0;
}

int table_of_yaml(struct arena *a, const struct type *type, const struct yaml *rows, const char **csv_r, struct err *e)
{
    AUTO(buf) struct buf out = BUF(TABLE_BYTES_MAX);
    const char **cell = ARENA_ARRAY(a, const char *, type->columns->n);
    for (size_t i = 0; i < type->columns->n; i++)
        cell[i] = type->columns->at[i].name;
    csv_write(&out, cell, type->columns->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct yaml *row = rows->kind == YAML_LIST ? rows->item[i] : NULL;
        if (!row || row->kind != YAML_MAP)
            return err_set(e, E_INPUT, "table.not-rows", NULL);
        for (size_t k = 0; k < type->columns->n; k++)
            cell[k] = "";
        for (size_t k = 0; k < row->n; k++) {
            int at = column_called(type->columns, row->entry[k].key);
            if (at < 0)
                return no_column(a, type->columns, row->entry[k].key, e);
            const struct yaml *v = row->entry[k].value;
            const char *text = v->kind == YAML_SCALAR ? v->text : "";
            for (size_t j = 0; v->kind == YAML_LIST && j < v->n; j++)
                text = arena_printf(a, "%s%s%s", text, j ? "\n" : "", v->item[j]->text);
            cell[at] = text;
        }
        csv_write(&out, cell, type->columns->n);
    }
    if (out.full)
        return err_set(e, E_LIMIT, "table.too-large", NULL);
    *csv_r = arena_strdup(a, buf_str(&out));
    return 0;
}
