/* A form while it is typed: the sheet again, over values that nobody saved yet. */
#include <string.h>

#include "core/app/form_internal.h"
#include "core/base/str.h"

/* An empty value takes its place too: an empty row of a list stays on the screen while it is filled in. */
static void lay(struct form_cells *cells, struct arena *a, const char *path, const char *value)
{
    for (size_t i = 0; i < cells->all.n; i++)
        if (strcmp(cells->all.at[i].path, path) == 0) {
            cells->all.at[i].value = value;
            return;
        }
    *LIST_ADD(a, &cells->all) = (struct form_cell){path, value};
}

/* "agents[1]": a list of the form, and a row of it. */
static bool is_new_row(const struct form_sheet *sheet, const char *path)
{
    size_t n = strlen(path);
    for (size_t i = 0; i < sheet->n_lists; i++) {
        size_t list = strlen(sheet->list[i]);
        if (str_starts(path, sheet->list[i]) && path[list] == '[' && path[n - 1] == ']')
            return true;
    }
    return false;
}

int form_preview(struct app *app, const struct form_sheet *sheet, const struct form_value *values, size_t n,
                 struct arena *a, struct form_sheet *sheet_r, struct err *e)
{
    const struct form_inside *base = sheet->inside_;
    struct form_inside *in = ARENA_NEW(a, struct form_inside);
    struct form_cells cells = {0};
    (void)app;
    if (n > FORM_VALUES_MAX)
        return err_set(e, E_LIMIT, "form.too-large", sheet->label, NULL);
    for (size_t i = 0; i < base->cells.all.n; i++)
        *LIST_ADD(a, &cells.all) = base->cells.all.at[i];
    for (size_t i = 0; i < n; i++) {
        struct form_path at;
        const char *path = arena_strdup(a, values[i].path);
        if (form_path_read(base->s, base->def, path, a, &at))
            lay(&cells, a, path, arena_strdup(a, form_read_typed(base, &at, values[i].value, a).value));
        else if (is_new_row(sheet, path))
            lay(&cells, a, path, "");
    }
    *in = *base;
    in->cells = cells;
    int rc = form_facts_with(base, &cells, a, &in->facts, e);
    if (!rc)
        form_sheet_fill(in, a, sheet_r);
    return rc;
}
