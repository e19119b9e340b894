#include "core/app/sheet_internal.h"

#include "core/base/str.h"
#include "core/rule/computed.h"
#include "db/rows_bundle.h"
#include "db/rows_case.h"
#include "db/rows_certificate.h"

enum { PAGE = 200 };

/* The day a period began to count, by which ledgers of periods are grouped. */
static const char BY_DECISION[] = "fiscal_year(period.decided_on ?? cert.granted_on)";

static bool transitions_have(const struct machine_def *m, enum effect_kind kind, const char *id)
{
    for (size_t i = 0; i < m->transitions.n; i++)
        for (size_t j = 0; j < m->transitions.at[i].effects.n; j++) {
            const struct effect_def *effect = &m->transitions.at[i].effects.at[j];
            if (effect->kind == kind && str_eq(effect->id, id))
                return true;
        }
    return false;
}

static bool effects_have(const struct scheme *s, enum effect_kind kind, const char *id)
{
    for (size_t i = 0; i < s->machines.n; i++)
        if (transitions_have(&s->machines.at[i], kind, id))
            return true;
    return false;
}

/* Do effects publish this register? Else everything visible is in it. */
static bool register_is_published(const struct scheme *s, const char *id)
{
    return effects_have(s, EFFECT_REGISTER_PUBLISH, id);
}

bool sheet_by_year(const struct walk *w)
{
    return w->ledger && formula_given(&w->ledger->group) && str_starts(w->ledger->group.text, "fiscal_year(");
}

/* Days of the year; the first one open where no index knows the day the sheet is grouped by, which is then a later one. */
static struct date year_first(const struct walk *w, const char *by)
{
    bool exact = !sheet_by_year(w) || str_eq(w->ledger->group.text, by);
    struct date d = DATE_NONE;
    return exact && date_from_ymd(w->year, 4, 1, &d) ? d : DATE_NONE;
}

static struct date year_last(const struct walk *w)
{
    struct date d = DATE_NONE;
    return date_from_ymd(w->year + 1, 3, 31, &d) ? d : DATE_NONE;
}

/* Is a line of this group one of the year asked for? What is not grouped by years was found by its day. */
static bool in_year(const struct walk *w, const char *group)
{
    int64_t year;
    return !w->year || !sheet_by_year(w) || (str_to_int(group, 0, DATE_YEAR_MAX, &year) && year == w->year);
}

static bool is_full(const struct walk *w)
{
    return w->lines.all.n >= w->enough || w->items >= w->items_max;
}

static struct value keep_value(struct arena *a, struct value v)
{
    return v.type == VALUE_TEXT ? value_text(arena_strdup(a, v.text)) : v;
}

/* Columns of the version the thing stands under, in the places of those that are printed. */
static const char *const *keep_cells(struct walk *w, const struct column_def *from, size_t n_from, const char *const *cell)
{
    const struct column_def *to = w->reg ? w->reg->columns.at : w->ledger->columns.at;
    size_t n = w->reg ? w->reg->columns.n : w->ledger->columns.n;
    const char **kept = ARENA_ARRAY(w->a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        kept[i] = "";
        for (size_t j = 0; j < n_from; j++)
            if (from == to ? i == j : str_eq(to[i].rule.label, from[j].rule.label))
                kept[i] = arena_strdup(w->a, cell[j]);
    }
    return kept;
}

static void keep_lines(struct walk *w, const struct bundle *b, const struct column_def *columns, size_t n_columns,
                       const struct sheet_lines *lines)
{
    for (size_t i = 0; i < lines->all.n; i++) {
        const struct sheet_line *line = &lines->all.at[i];
        if (!in_year(w, line->group))
            continue;
        *LIST_ADD(w->a, &w->lines.all) = (struct printed){
            .line = {.cell = keep_cells(w, columns, n_columns, line->cell),
                     .order = keep_value(w->a, line->order),
                     .group = arena_strdup(w->a, line->group),
                     .ref = arena_strdup(w->a, line->ref),
                     .withheld = line->withheld},
            .certificate_id = b->cert.id,
            .case_id = b->c.id};
    }
}

/* Was it published on that day? */
static bool was_published(const struct walk *w, const struct bundle *b)
{
    struct date on = app_today(&w->app);
    for (size_t i = 0; i < b->entry.n; i++) {
        const struct register_entry *entry = &b->entry.at[i];
        bool over = str_eq(entry->state, "withdrawn") && date_compare(entry->withdrawn_on, on) <= 0;
        if (str_eq(entry->register_id, w->id))
            return !over && date_compare(entry->published_on, on) <= 0;
    }
    return false;
}

static void ledger_rows(const struct ledger_def *def, struct facts *f, struct sheet_lines *lines)
{
    const char *list = ledger_list(def);
    const struct value_list *rows = list ? facts_list(f, list) : NULL;
    for (size_t i = 0; rows && i < rows->n; i++)
        ledger_line(def, f, rows->row[i], lines);
    if (!list)
        ledger_line(def, f, NULL, lines);
}

/* Lines of one bundle; period: the one the line is about, or NULL. */
static int print(struct walk *w, const struct bundle *b, const struct certificate_period *period, struct err *e)
{
    struct facts f;
    struct sheet_lines lines = {0};
    scheme_facts_init(&f, b->arena, b->scheme, &w->app.closed);
    int rc = bundle_facts(&w->app, b, &f, e);
    if (!rc && period) {
        struct err none;
        if (facts_set(&f, "period.from", value_date(period->valid_from), &none) ||
            facts_set(&f, "period.until", value_date(period->valid_until), &none) ||
            facts_set(&f, "period.position", value_int(period->position), &none) ||
            facts_set(&f, "period.decided_on", value_date(period->decided_on), &none))
            return err_set(e, E_BUG, "act.fact", "period", NULL);
    }
    if (rc)
        return rc;
    if (w->reg) {
        const struct register_def *def = b->scheme == w->s ? w->reg : scheme_register(b->scheme, w->id);
        bool stands = !def || def->cases.n || !register_is_published(b->scheme, w->id) || was_published(w, b);
        if (!def || !stands)
            return 0;
        register_lines(def, &f, &lines);
        keep_lines(w, b, def->columns.at, def->columns.n, &lines);
        return 0;
    }
    const struct ledger_def *def = b->scheme == w->s ? w->ledger : scheme_ledger(b->scheme, w->id);
    def = def ? def : scheme_report(b->scheme, w->id);
    if (!def)
        return 0;
    ledger_rows(def, &f, &lines);
    keep_lines(w, b, def->columns.at, def->columns.n, &lines);
    return 0;
}

static int walk_case(struct walk *w, int64_t case_id, const struct certificate_period *period, struct err *e)
{
    AUTO(arena) struct arena one = {0};
    struct bundle b;
    int rc = bundle_load(&w->app, case_id, &one, &b, e);
    return rc ? rc : print(w, &b, period, e);
}

/* A line of a certificate. Where another case than the approved one put it into this register (a request for improvement),
 * or had put it there by a day that is over, the forms are that case's. */
static int print_entry(struct walk *w, const struct bundle *b, struct err *e)
{
    const struct register_entry *entry = w->reg ? bundle_entry(b, w->id) : NULL;
    int64_t case_id = entry ? entry->case_id : 0;
    /* What only the granting case published has always read so. */
    int rc = w->past && case_id && case_id != b->cert.case_id
                 ? register_case_on(w->app.db, &b->cert, entry, app_today(&w->app), &case_id, e)
                 : 0;
    if (rc || !case_id || case_id == bundle_approved_case(b))
        return rc ? rc : print(w, b, NULL, e);
    return walk_case(w, case_id, NULL, e);
}

static bool is_granted(const struct walk *w, const struct certificate *c)
{
    return date_is_none(c->granted_on) || date_compare(c->granted_on, app_today(&w->app)) <= 0;
}

static int walk_period(struct walk *w, const struct certificate *c, const struct certificate_period *p, struct err *e)
{
    return is_granted(w, c) ? walk_case(w, p->case_id ? p->case_id : c->case_id, p, e) : 0;
}

static int walk_periods(struct walk *w, const struct certificate *c, struct err *e)
{
    AUTO(arena) struct arena one = {0};
    struct rows rows;
    int rc = rows_of(w->app.db, STMT_bundle_periods, c->id, &certificate_period_type, &one, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++)
        rc = walk_period(w, c, &((struct certificate_period *)rows.at)[i], e);
    return rc;
}

static int walk_certificate(struct walk *w, const struct certificate *c, struct err *e)
{
    AUTO(arena) struct arena one = {0};
    struct bundle b;
    w->items++;
    if (!is_granted(w, c))
        return 0;
    if (w->ledger && w->ledger->per == PER_PERIOD)
        return walk_periods(w, c, e);
    int rc = bundle_load_certificate(&w->app, c->id, &one, &b, e);
    return rc ? rc : print_entry(w, &b, e);
}

/* Where rows come from, a page after another, and what is done with each. after: the last row before, or NULL. */
struct source {
    int (*page)(struct walk *w, const void *after, struct arena *a, struct rows *rows_r, struct err *e);
    int (*row)(struct walk *w, const void *row, struct err *e);
    size_t row_bytes;
};

static int walk_pages(struct walk *w, const struct source *from, struct err *e)
{
    /* The last row of a page is the key of the next: two arenas take turns. */
    struct arena arenas[2] = {{0}};
    const char *after = NULL;
    int rc = 0;
    for (int turn = 0; !rc; turn = !turn) {
        struct rows rows;
        arena_reset(&arenas[turn]);
        rc = from->page(w, after, &arenas[turn], &rows, e);
        if (rc || !rows.n)
            break;
        for (size_t i = 0; !rc && i < rows.n && !is_full(w); i++)
            rc = from->row(w, (const char *)rows.at + i * from->row_bytes, e);
        w->more = is_full(w);
        if (w->more)
            break;
        after = (const char *)rows.at + (rows.n - 1) * from->row_bytes;
    }
    arena_done(&arenas[0]);
    arena_done(&arenas[1]);
    return rc;
}

static int page_serials(struct walk *w, const void *after, struct arena *a, struct rows *rows_r, struct err *e)
{
    return certificates_in_order(w->app.db, w->s->rule.id, after, PAGE, a, rows_r, e);
}

static int row_certificate(struct walk *w, const void *row, struct err *e)
{
    return walk_certificate(w, row, e);
}

static int page_granted(struct walk *w, const void *after, struct arena *a, struct rows *rows_r, struct err *e)
{
    return certificates_granted(w->app.db, w->s->rule.id, year_first(w, "fiscal_year(cert.granted_on)"), year_last(w), after, PAGE, a,
                                rows_r, e);
}

static int page_periods(struct walk *w, const void *after, struct arena *a, struct rows *rows_r, struct err *e)
{
    return certificate_periods_decided(w->app.db, w->s->rule.id, year_first(w, BY_DECISION), year_last(w), after, PAGE, a, rows_r, e);
}

static int row_period(struct walk *w, const void *row, struct err *e)
{
    AUTO(arena) struct arena one = {0};
    struct certificate c;
    const struct certificate_period *p = row;
    w->items++;
    int rc = rows_get_id(w->app.db, &certificate_type, p->certificate_id, &c, &one, e);
    return rc ? rc : walk_period(w, &c, p, e);
}

static int page_received(struct walk *w, const void *after, struct arena *a, struct rows *rows_r, struct err *e)
{
    return cases_received(w->app.db, w->s->rule.id, year_first(w, "fiscal_year(case.received_on)"), year_last(w), after, PAGE, a, rows_r, e);
}

static int row_case(struct walk *w, const void *row, struct err *e)
{
    w->items++;
    return walk_case(w, ((const struct case_file *)row)->id, NULL, e);
}

static int walk_certificates(struct walk *w, struct err *e)
{
    static const struct source by_serial = {page_serials, row_certificate, sizeof(struct certificate)};
    static const struct source by_grant = {page_granted, row_certificate, sizeof(struct certificate)};
    static const struct source by_decision = {page_periods, row_period, sizeof(struct certificate_period)};
    bool periods = w->ledger && w->ledger->per == PER_PERIOD;
    return walk_pages(w, !w->year ? &by_serial : periods ? &by_decision : &by_grant, e);
}

/* Cases with a number in its order, then the others. */
static int walk_cases(struct walk *w, enum case_order order, const char *type, struct err *e)
{
    int64_t after = 0;
    do {
        AUTO(arena) struct arena a = {0};
        struct case_lines lines;
        const struct case_query q = {.scheme = w->s->rule.id, .type = type, .order = order, .after = after, .limit = PAGE};
        int rc = case_lines(w->app.db, &q, &a, &lines, e);
        for (size_t i = 0; !rc && i < lines.n && !is_full(w); i++) {
            const struct case_file *c = &lines.at[i].c;
            if (order == CASE_ORDER_NEWEST && *c->number)
                continue;
            w->items++;
            rc = walk_case(w, c->id, NULL, e);
        }
        if (rc)
            return rc;
        w->more = is_full(w);
        after = lines.next;
    } while (after && !w->more);
    return 0;
}

static int walk_types(struct walk *w, const struct texts *types, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; !rc && !w->more && i < types->n; i++) {
        rc = walk_cases(w, CASE_ORDER_NUMBER, types->at[i], e);
        if (!rc && !w->more)
            rc = walk_cases(w, CASE_ORDER_NEWEST, types->at[i], e);
    }
    return rc;
}

int sheet_walk(struct walk *w, struct err *e)
{
    if (w->certificate_id) {
        AUTO(arena) struct arena one = {0};
        struct bundle b;
        int rc = bundle_load_certificate(&w->app, w->certificate_id, &one, &b, e);
        return rc ? rc : print_entry(w, &b, e);
    }
    if (w->reg && w->reg->cases.n)
        return walk_types(w, &w->reg->cases, e);
    if (w->reg || w->ledger->per == PER_CERTIFICATE || w->ledger->per == PER_PERIOD || w->ledger->per == PER_EVENT)
        return walk_certificates(w, e);
    if (w->year) {
        static const struct source by_receipt = {page_received, row_case, sizeof(struct case_file)};
        return walk_pages(w, &by_receipt, e);
    }
    int rc = walk_cases(w, CASE_ORDER_NUMBER, NULL, e);
    return rc || w->more ? rc : walk_cases(w, CASE_ORDER_NEWEST, NULL, e);
}
