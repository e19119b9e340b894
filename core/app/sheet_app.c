/* Registers, ledgers and reports as they are printed. */
#include "core/app/sheet_internal.h"

#include <stdlib.h>
#include <string.h>

#include "core/app/cert_state.h"
#include "core/app/view_log.h"
#include "core/app/words.h"
#include "core/base/csv.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
#include "db/db.h"

/* Groups are mostly fiscal years: as numbers where they are. */
static int compare_groups(const char *a, const char *b)
{
    int64_t x, y;
    if (str_to_int(a, 0, INT64_MAX, &x) && str_to_int(b, 0, INT64_MAX, &y))
        return x < y ? -1 : x > y;
    return strcmp(a, b);
}

/* By group and order; what was found first stays first. */
static int compare_printed(const void *a, const void *b)
{
    const struct printed *const *x = a, *const *y = b;
    int order = compare_groups((*x)->line.group, (*y)->line.group);
    if (!order)
        order = sheet_line_compare(&(*x)->line, &(*y)->line);
    return order ? order : *x < *y ? -1 : *x > *y;
}

static bool is_tallied(const struct ledger_def *def)
{
    for (size_t i = 0; def && i < def->columns.n; i++)
        if (def->columns.at[i].tally != TALLY_NONE)
            return true;
    return false;
}

/* Do certificates or cases come in the order of the sheet by themselves? Then nothing has to be sorted. */
static bool comes_in_order(const struct walk *w)
{
    const struct formula *order = w->reg ? &w->reg->order : &w->ledger->order;
    bool by_case = w->reg && w->reg->cases.n;
    if (by_case || is_tallied(w->ledger))
        return false;
    const char *by = w->reg || w->ledger->per == PER_CERTIFICATE || w->ledger->per == PER_PERIOD || w->ledger->per == PER_EVENT
                         ? "cert.serial"
                         : "case.number";
    if (w->certificate_id)
        return true;
    if (w->year) /* comes by days */
        return false;
    return formula_given(order) && str_eq(order->text, by) && (w->reg || !formula_given(&w->ledger->group));
}

static void put_columns(const struct walk *w, struct sheet *sheet)
{
    const struct column_def *columns = w->reg ? w->reg->columns.at : w->ledger->columns.at;
    sheet->n_columns = w->reg ? w->reg->columns.n : w->ledger->columns.n;
    sheet->column = ARENA_ARRAY(w->a, struct sheet_column, sheet->n_columns);
    for (size_t i = 0; i < sheet->n_columns; i++) {
        const struct rule *rule = &columns[i].rule;
        const struct type *type = columns[i].value.expr ? expr_type(columns[i].value.expr) : NULL;
        sheet->column[i] = (struct sheet_column){
            .label = app_label(&w->app, rule->label, rule->label_en),
            .width = columns[i].width,
            .number = type && (type->type == VALUE_INT || type->type == VALUE_DECIMAL || type->type == VALUE_YEN)};
    }
}

static void put_rows(const struct walk *w, const struct printed *lines, size_t n, struct sheet *sheet)
{
    sheet->n_rows = n;
    sheet->cell = ARENA_ARRAY(w->a, const char *, n * sheet->n_columns);
    sheet->struck = ARENA_ARRAY(w->a, bool, n);
    sheet->certificate_id = ARENA_ARRAY(w->a, int64_t, n);
    sheet->case_id = ARENA_ARRAY(w->a, int64_t, n);
    sheet->row_id = ARENA_ARRAY(w->a, int64_t, n);
    sheet->group = ARENA_ARRAY(w->a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < sheet->n_columns; j++)
            sheet->cell[i * sheet->n_columns + j] = lines[i].line.cell[j];
        sheet->struck[i] = lines[i].struck;
        sheet->certificate_id[i] = lines[i].certificate_id;
        sheet->case_id[i] = lines[i].case_id;
        sheet->row_id[i] = lines[i].row_id;
        sheet->group[i] = lines[i].line.group;
    }
}

/* Do two lines agree in all that is not counted? */
static bool counts_with(const struct ledger_def *def, const struct sheet_line *x, const struct sheet_line *y)
{
    for (size_t i = 0; i < def->columns.n; i++)
        if (def->columns.at[i].tally == TALLY_NONE && !str_eq(x->cell[i], y->cell[i]))
            return false;
    return str_eq(x->group, y->group);
}

struct counted {
    struct printed *one;
    LIST(const struct printed *) all; /* that it stands for */
};

static void put_counts(struct walk *w, const struct counted *of)
{
    const struct ledger_def *def = w->ledger;
    const char **cell = ARENA_ARRAY(w->a, const char *, def->columns.n), **each = ARENA_ARRAY(w->a, const char *, of->all.n);
    for (size_t i = 0; i < def->columns.n; i++) {
        for (size_t j = 0; j < of->all.n; j++)
            each[j] = of->all.at[j]->line.cell[i];
        cell[i] = def->columns.at[i].tally == TALLY_NONE ? each[0] : sheet_tally(&def->columns.at[i], each, of->all.n, w->a);
    }
    of->one->line.cell = cell;
}

/* Lines that agree become the first of them, with the others' cells added up or averaged. Returns how many are left. */
static size_t tally(struct walk *w, const struct printed **lines, size_t n)
{
    const struct ledger_def *def = w->ledger;
    struct counted *of = ARENA_ARRAY(w->a, struct counted, n);
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        while (at < left && !counts_with(def, &of[at].one->line, &lines[i]->line))
            at++;
        if (at == left) {
            of[left] = (struct counted){.one = ARENA_ARRAY(w->a, struct printed, 1)};
            *of[left].one = (struct printed){.line = lines[i]->line};
            left++;
        }
        *LIST_ADD(w->a, &of[at].all) = lines[i];
    }
    for (size_t k = 0; k < left; k++) {
        put_counts(w, &of[k]);
        lines[k] = of[k].one;
    }
    return left;
}

struct page {
    struct walk w;
    size_t offset, limit;
    bool in_order, more, cut;
    struct printed_lines lines;
};

static int gather(struct db *db, void *arg, struct err *e)
{
    struct page *page = arg;
    struct walk *w = &page->w;
    (void)db;
    w->lines.all.n = page->lines.all.n = w->items = 0;
    w->more = false;
    int rc = sheet_walk(w, e);
    if (rc)
        return rc;
    size_t n = w->lines.all.n;
    const struct printed **lines = ARENA_ARRAY(w->a, const struct printed *, n);
    for (size_t i = 0; i < n; i++)
        lines[i] = &w->lines.all.at[i];
    if (is_tallied(w->ledger))
        n = tally(w, lines, n);
    if (!page->in_order)
        qsort(lines, n, sizeof *lines, compare_printed);
    size_t from = page->offset < n ? page->offset : n, left = n - from;
    size_t shown = left < page->limit ? left : page->limit;
    page->more = w->more || shown < left;
    page->cut = w->more && !page->in_order;
    return ledger_corrections(w, lines + from, shown, &page->lines, e);
}

static int find_def(struct walk *w, struct err *e)
{
    w->reg = scheme_register(w->s, w->id);
    w->ledger = w->reg ? NULL : scheme_ledger(w->s, w->id);
    if (!w->reg && !w->ledger)
        w->ledger = scheme_report(w->s, w->id);
    if (!w->reg && !w->ledger)
        return err_set(e, E_NOTFOUND, "sheet.unknown", w->id, w->s->rule.label, NULL);
    if (w->reg && w->reg->rows && !w->certificate_id)
        return err_set(e, E_INPUT, "sheet.needs-certificate", w->reg->rule.label, NULL);
    if (w->ledger || !w->reg->rows)
        w->certificate_id = 0;
    return 0;
}

static int run(struct app *app, const struct sheet_query *q, struct page *page, struct sheet *sheet_r, struct err *e)
{
    struct walk *w = &page->w;
    w->id = q->id;
    w->certificate_id = q->certificate_id;
    w->app = app_on_day(app, q->on);
    w->past = date_compare(app_today(&w->app), app_today(app)) < 0;
    w->s = schemes_on(app->schemes, q->scheme, q->on);
    if (!w->s || w->s->abstract)
        return err_set(e, E_NOTFOUND, "scheme.unknown", q->scheme, NULL);
    int rc = app_need_sight(app, q->scheme, "", e);
    if (!rc)
        rc = find_def(w, e);
    if (rc)
        return rc;
    if (q->year && !w->certificate_id) /* the rows of one certificate are of no year */
        w->year = q->year != SHEET_THIS_YEAR ? q->year : sheet_by_year(w) ? date_fiscal_year(q->on) : 0;
    page->in_order = comes_in_order(w);
    w->enough = page->in_order && page->limit < SIZE_MAX - page->offset ? page->offset + page->limit + 1 : SIZE_MAX;
    rc = db_read(app->db, gather, page, e);
    if (rc)
        return rc;
    const struct rule *rule = w->reg ? &w->reg->rule : &w->ledger->rule;
    *sheet_r = (struct sheet){.id = w->id, .label = app_label(app, rule->label, rule->label_en), .year = w->year,
                               .more = page->more, .cut = page->cut,
                               .is_register = w->reg, .correctable = w->ledger && scheme_ledger(w->s, w->id)};
    put_columns(w, sheet_r);
    put_rows(w, page->lines.all.at, page->lines.all.n, sheet_r);
    if (w->ledger) /* a register is public */
        views_saw_sheet(app, q->scheme, w->id);
    return 0;
}

int sheet_rows(struct app *app, const struct sheet_query *query, struct arena *a, struct sheet *sheet_r, struct err *e)
{
    struct page page = {.w = {.a = a, .items_max = SHEET_SCREEN_ITEMS}, .offset = query->offset, .limit = query->limit};
    return run(app, query, &page, sheet_r, e);
}

/* A column of its own says which rows are struck, where there are any. */
static bool has_struck(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_rows; i++)
        if (sheet->struck[i])
            return true;
    return false;
}

int sheet_csv(struct app *app, const struct sheet_query *query, struct buf *out, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct page page = {.w = {.a = &a, .items_max = SHEET_FILE_ITEMS}, .limit = SIZE_MAX};
    struct sheet sheet;
    int rc = run(app, query, &page, &sheet, e);
    if (rc)
        return rc;
    if (sheet.more)
        return err_set(e, E_LIMIT, "sheet.too-many", sheet.label, NULL);
    bool struck = has_struck(&sheet);
    size_t n = sheet.n_columns + struck;
    const char **cell = ARENA_ARRAY(&a, const char *, n);
    for (size_t j = 0; j < sheet.n_columns; j++)
        cell[j] = csv_safe(&a, sheet.column[j].label);
    if (struck)
        cell[n - 1] = app_word(app, WORD_CORRECTION);
    csv_write(out, cell, n);
    for (size_t i = 0; i < sheet.n_rows; i++) {
        for (size_t j = 0; j < sheet.n_columns; j++)
            cell[j] = csv_safe(&a, sheet.cell[i * sheet.n_columns + j]);
        if (struck)
            cell[n - 1] = sheet.struck[i] ? app_word(app, WORD_STRUCK) : "";
        csv_write(out, cell, n);
    }
    return out->full ? err_set(e, E_LIMIT, "sheet.too-long", sheet.label, NULL) : 0;
}

struct kinds {
    LIST(struct sheet_kind) all;
};

static void add_kind(const struct app *app, const struct scheme *s, const struct rule *rule, bool is_register, struct arena *a,
                     struct kinds *kinds)
{
    *LIST_ADD(a, &kinds->all) = (struct sheet_kind){.scheme = s->rule.id,
                                                    .id = rule->id,
                                                    .label = app_label(app, rule->label, rule->label_en),
                                                    .scheme_short = s->short_label,
                                                    .is_register = is_register};
}

int sheet_kinds(struct app *app, struct arena *a, struct sheet_kind **kind_r, size_t *n_r, struct err *e)
{
    struct kinds kinds = {0};
    (void)e;
    for (size_t i = 0; i < app->schemes->n; i++) {
        const struct scheme *s = app->schemes->at[i];
        if (s->abstract || s != schemes_on(app->schemes, s->rule.id, app_today(app)) || !app_sees(app, s->rule.id, ""))
            continue;
        for (size_t j = 0; j < s->registers.n; j++)
            add_kind(app, s, &s->registers.at[j].rule, true, a, &kinds);
        for (size_t j = 0; j < s->ledgers.n; j++)
            add_kind(app, s, &s->ledgers.at[j].rule, false, a, &kinds);
        for (size_t j = 0; j < s->reports.n; j++)
            add_kind(app, s, &s->reports.at[j].rule, false, a, &kinds);
    }
    *kind_r = kinds.all.at;
    *n_r = kinds.all.n;
    return 0;
}
