/* Lists of cases, and one by its number. */
#include <string.h>

#include "core/app/case_app.h"
#include "core/app/desk_app.h"
#include "core/app/labels.h"
#include "core/base/str.h"
#include "core/rule/number.h"
#include "db/rows_case.h"
#include "db/search.h"

enum { TOTAL_MAX = 10000, SEARCH_PAGES_MAX = 20 };

struct listing {
    struct app *app;
    const struct case_filter *filter;
    size_t limit;
    struct arena *a;
    LIST(struct case_row) rows;
    int64_t next;
    size_t total;
    bool total_is_more;
};

static const char *short_state(const struct scheme *s, const struct case_file *c, const char *label)
{
    const struct machine_def *m = s && scheme_case_type(s, c->type) ? scheme_case_machine(s, c->type) : NULL;
    const struct state_def *def = m ? machine_state(m, c->state) : NULL;
    return def && !str_empty(def->short_label) ? def->short_label : label;
}

/* Without what stands in brackets at its end: 新規（初回審査） is 新規 in a narrow column. */
static const char *without_brackets(struct arena *a, const char *label)
{
    static const char open[] = "\xEF\xBC\x88", close[] = "\xEF\xBC\x89";
    const char *from = strstr(label, open);
    size_t n = strlen(label);
    bool ends = from && from > label && n > strlen(close) && str_eq(label + n - strlen(close), close);
    return ends ? arena_strndup(a, label, (size_t)(from - label)) : label;
}

static int add_row(struct listing *l, const struct case_line *line, struct err *e)
{
    const struct case_file *c = &line->c;
    const struct scheme *s = schemes_find(l->app->schemes, c->scheme, c->edition);
    struct date today = app_today(l->app);
    struct case_row *row = LIST_ADD(l->a, &l->rows);
    *row = (struct case_row){
        .c = *c,
        .type_label = label_of_case_type(l->app, s, c->type),
        .state_label = label_of_case_state(l->app, s, c->type, c->state),
        .scheme_short = s ? s->short_label : c->scheme,
        .party_name = line->party_name,
        .next_due = line->next_due,
        .next_due_label = *line->next_rule ? label_of_deadline(l->app, s, line->next_rule) : "",
        .overdue = !date_is_none(line->next_due) && date_compare(line->next_due, today) < 0};
    row->state_short = without_brackets(l->a, short_state(s, c, row->state_label));
    row->type_short = without_brackets(l->a, row->type_label);
    return desk_case_changed(l->app, c->id, &row->changed, e);
}

static bool fits_text(const char *wanted, const char *is)
{
    return str_empty(wanted) || str_eq(wanted, is);
}

static bool fits(const struct listing *l, const struct case_file *c)
{
    const struct case_filter *f = l->filter;
    return app_sees(l->app, c->scheme, c->assignee) && fits_text(f->scheme, c->scheme) && fits_text(f->type, c->type) &&
           fits_text(f->state, c->state) && fits_text(f->assignee, c->assignee) && (!f->open_only || date_is_none(c->closed_on));
}

/* Found by words, newest first: what the index finds and the other conditions leave. */
static int list_found(struct listing *l, struct err *e)
{
    int64_t before = l->filter->after;
    for (int page = 0; page < SEARCH_PAGES_MAX; page++) {
        struct search_hits hits = {0};
        int rc = search(l->app->db, l->filter->text, 1u << SEARCH_CASE, before, (int64_t)(l->limit - l->rows.n), l->a, &hits, e);
        for (size_t i = 0; !rc && i < hits.n; i++) {
            struct case_line line;
            rc = case_line(l->app->db, hits.at[i].id, l->a, &line, e);
            if (!rc && fits(l, &line.c))
                rc = add_row(l, &line, e);
        }
        if (rc)
            return rc;
        before = l->next = hits.next;
        if (!before || l->rows.n == l->limit)
            break;
    }
    return 0;
}

static int list_pages(struct listing *l, struct err *e)
{
    static const enum case_order orders[] = {[CASE_SORT_NEWEST] = CASE_ORDER_NEWEST, [CASE_SORT_NUMBER] = CASE_ORDER_NUMBER,
                                             [CASE_SORT_DUE] = CASE_ORDER_DUE};
    const struct case_filter *f = l->filter;
    struct case_query q = {.scheme = f->scheme, .state = f->state, .type = f->type, .assignee = f->assignee, .open_only = f->open_only,
                           .order = orders[f->sort], .after = f->after};
    do {
        struct case_lines lines;
        q.limit = (int64_t)(l->limit - l->rows.n);
        int rc = case_lines(l->app->db, &q, l->a, &lines, e);
        if (rc)
            return rc;
        for (size_t i = 0; !rc && i < lines.n; i++)
            if (fits(l, &lines.at[i].c))
                rc = add_row(l, &lines.at[i], e);
        if (rc)
            return rc;
        q.after = l->next = lines.next;
    } while (q.after && l->rows.n < l->limit);
    return 0;
}

/* What the actor may see of a scheme: all of it, or what is in the own charge. */
static int count_scheme(struct listing *l, const char *scheme, int64_t *n_r, struct err *e)
{
    const struct case_filter *f = l->filter;
    const char *me = l->app->actor.login;
    struct case_query q = {.scheme = scheme, .state = f->state, .type = f->type, .assignee = f->assignee,
                           .open_only = f->open_only || f->sort == CASE_SORT_DUE};
    *n_r = 0;
    if (!app_sees(l->app, scheme, "") && str_empty(q.assignee))
        q.assignee = me;
    return app_sees(l->app, scheme, str_empty(q.assignee) ? "" : q.assignee) ? case_count(l->app->db, &q, n_r, e) : 0;
}

/* The schemes of an edition each: one of them counts. */
static bool is_first(const struct schemes *all, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (str_eq(all->at[i]->rule.id, all->at[at]->rule.id))
            return false;
    return !all->at[at]->abstract;
}

/* How many there are: from the tallies where they answer it, else what is known so far. */
static int count_all(struct listing *l, struct err *e)
{
    const struct case_filter *f = l->filter;
    const struct schemes *all = l->app->schemes;
    int64_t n = 0, sum = 0;
    int rc = 0;
    if (!str_empty(f->text)) {
        l->total = l->rows.n;
        l->total_is_more = l->next != 0 || f->after != 0;
        return 0;
    }
    if (!str_empty(f->scheme) || l->app->actor.admin)
        rc = count_scheme(l, f->scheme, &sum, e);
    for (size_t i = 0; !rc && str_empty(f->scheme) && !l->app->actor.admin && i < all->n; i++) {
        rc = is_first(all, i) ? count_scheme(l, all->at[i]->rule.id, &n, e) : 0;
        sum += rc || !is_first(all, i) ? 0 : n;
    }
    l->total_is_more = sum > TOTAL_MAX;
    l->total = l->total_is_more ? TOTAL_MAX : (size_t)sum;
    return rc;
}

static int list_cases(struct db *db, void *arg, struct err *e)
{
    struct listing *l = arg;
    (void)db;
    int rc = str_empty(l->filter->text) ? list_pages(l, e) : list_found(l, e);
    return rc ? rc : count_all(l, e);
}

int case_list(struct app *app, const struct case_filter *filter, struct arena *a, struct case_list *list_r, struct err *e)
{
    struct listing l = {.app = app, .filter = filter, .a = a};
    l.limit = filter->limit < 1 ? 1 : filter->limit > CASE_PAGE_MAX ? CASE_PAGE_MAX : filter->limit;
    int rc = db_read(app->db, list_cases, &l, e);
    if (!rc)
        *list_r = (struct case_list){.row = l.rows.at, .n = l.rows.n, .next = l.next, .total = l.total, .total_is_more = l.total_is_more};
    return rc;
}

struct finding {
    struct app *app;
    const char *text;
    struct arena *a;
    int64_t case_id;
};

/* As it stands in the index of keys, or as a series of receipt numbers reads it. */
static int by_number(struct finding *f, const char *number, struct err *e)
{
    struct key_hits keys = {0};
    int rc = search_key(f->app->db, number, CASE_PAGE_MAX, f->a, &keys, e);
    for (size_t i = 0; !rc && i < keys.n && !f->case_id; i++)
        if (str_eq(keys.at[i].kind, "case"))
            f->case_id = keys.at[i].owner_id;
    return rc;
}

static int by_series(struct finding *f, struct err *e)
{
    const struct schemes *all = f->app->schemes;
    int rc = 0;
    for (size_t i = 0; i < all->n; i++)
        for (size_t j = 0; !all->at[i]->abstract && j < all->at[i]->series.n; j++) {
            struct number_reading reading[NUMBER_READINGS_MAX];
            const struct series_def *series = &all->at[i]->series.at[j];
            size_t n = series->of == SERIES_CASE ? number_read(series, f->text, f->a, reading) : 0;
            for (size_t k = 0; !rc && k < n && !f->case_id; k++)
                rc = *reading[k].number ? by_number(f, reading[k].number, e) : 0;
        }
    return rc;
}

static int find_case(struct db *db, void *arg, struct err *e)
{
    struct finding *f = arg;
    struct case_file c;
    int64_t id;
    int rc = 0;
    if (*f->text == '#' && str_to_int(f->text + 1, 1, INT64_MAX, &id))
        f->case_id = id;
    else
        rc = by_number(f, f->text, e);
    if (!rc && !f->case_id)
        rc = by_series(f, e);
    if (!rc)
        rc = f->case_id ? rows_get_id(db, &case_file_type, f->case_id, &c, f->a, e) : E_NOTFOUND;
    if (rc == E_NOTFOUND)
        return err_set(e, E_NOTFOUND, "case.unknown", f->text, NULL);
    return rc ? rc : app_need_sight(f->app, c.scheme, c.assignee, e);
}

int case_find(struct app *app, const char *text, int64_t *case_id_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct finding f = {.app = app, .text = text, .a = &a};
    if (strlen(text) > NUMBER_TYPED_MAX)
        return err_set(e, E_NOTFOUND, "case.unknown", "", NULL);
    int rc = db_read(app->db, find_case, &f, e);
    if (!rc)
        *case_id_r = f.case_id;
    return rc;
}
