/* Rows of registers, ledgers and reports that an example expects. */
#include <string.h>

#include "core/app/cert_app.h"
#include "core/app/examples_run.h"
#include "core/base/str.h"
#include "core/rule/sheet.h"

static int column_named(const struct sheet *sheet, const char *label)
{
    for (size_t i = 0; i < sheet->n_columns; i++)
        if (str_eq(sheet->column[i].label, label))
            return (int)i;
    return -1;
}

static bool row_fits(const struct sheet *sheet, size_t row, const struct yaml *want)
{
    for (size_t i = 0; i < want->n; i++)
        if (!expect_same(want->entry[i].value, sheet->cell[row * sheet->n_columns + (size_t)column_named(sheet, want->entry[i].key)]))
            return false;
    return true;
}

static const char *row_text(struct expecting *x, const struct sheet *sheet)
{
    const char *text = "";
    for (size_t i = 0; i < sheet->n_rows && i < 3; i++) {
        text = arena_printf(x->r->a, "%s | ", text);
        for (size_t j = 0; j < sheet->n_columns; j++)
            text = arena_printf(x->r->a, "%s%s%s", text, j ? ", " : "", sheet->cell[i * sheet->n_columns + j]);
    }
    return arena_printf(x->r->a, "%zu rows%s", sheet->n_rows, text);
}

/* Every column that the example names is there. */
static bool know_columns(struct expecting *x, const char *key, const struct yaml *want, const struct sheet *sheet)
{
    const char **known = ARENA_ARRAY(x->r->a, const char *, sheet->n_columns + 1);
    bool good = want->kind == YAML_MAP;
    if (!good)
        expect_differs(x, key, "a map of columns", row_text(x, sheet));
    for (size_t i = 0; i < sheet->n_columns; i++)
        known[i] = sheet->column[i].label;
    for (size_t i = 0; good && i < want->n; i++)
        if (column_named(sheet, want->entry[i].key) < 0) {
            expect_nothing_named(x, want->entry[i].key, known);
            good = false;
        }
    return good;
}

static void compare_rows(struct expecting *x, const char *key, const struct yaml *rows, const struct sheet *sheet)
{
    size_t n = rows->kind == YAML_LIST ? rows->n : rows->kind == YAML_MAP;
    for (size_t i = 0; i < n; i++) {
        const struct yaml *want = rows->kind == YAML_LIST ? rows->item[i] : rows;
        bool found = false;
        if (!know_columns(x, key, want, sheet))
            continue;
        for (size_t j = 0; j < sheet->n_rows; j++)
            found |= row_fits(sheet, j, want);
        if (!found)
            expect_differs(x, key, arena_printf(x->r->a, "row %zu", i + 1), row_text(x, sheet));
    }
    if (!n && sheet->n_rows)
        expect_differs(x, key, "no rows", row_text(x, sheet));
}

void expect_rows(struct expecting *x, const struct yaml *v)
{
    if (!x->r->sheet)
        expect_differs(x, "rows", "a register, ledger or report", NULL);
    else
        compare_rows(x, "rows", v, x->r->sheet);
}

void expect_absent(struct expecting *x, const struct yaml *v)
{
    const struct sheet *sheet = x->r->sheet;
    if (!sheet)
        expect_differs(x, "absent", "a register, ledger or report", NULL);
    for (size_t i = 0; sheet && i < (v->kind == YAML_LIST ? v->n : v->kind == YAML_SCALAR); i++) {
        const struct yaml *one = v->kind == YAML_LIST ? v->item[i] : v;
        for (size_t j = 0; j < sheet->n_rows * sheet->n_columns; j++)
            if (one->kind == YAML_SCALAR && strstr(sheet->cell[j], one->text))
                expect_differs(x, "absent", one->text, sheet->cell[j]);
    }
}

/* {id: rows}: each is read as the screens read it. */
void expect_sheets(struct expecting *x, const struct yaml *v)
{
    const struct scheme *s = x->r->scheme;
    for (size_t i = 0; i < v->n; i++) {
        const char *id = v->entry[i].key;
        const struct register_def *def = scheme_register(s, id);
        struct sheet sheet;
        struct err e;
        int64_t certificate = def && def->rows ? x->r->stage.certificate_id : 0;
        const struct sheet_query q = {
            .scheme = s->rule.id, .id = id, .certificate_id = certificate, .on = app_today(x->r->app), .limit = 500};
        if (sheet_rows(x->r->app, &q, x->r->a, &sheet, &e))
            expect_differs(x, id, "a register, ledger or report", app_error_text(x->r->app, x->r->a, &e));
        else
            compare_rows(x, id, v->entry[i].value, &sheet);
    }
}
