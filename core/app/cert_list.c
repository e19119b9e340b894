/* Lists of certificates, by what each is today.
 *
 * The store knows the state after the newest event. What a day brought about by itself since then is found beside the
 * list, because no index could: certificates in a state that ends with their period, and transitions whose day has come. */
#include <stdlib.h>

#include "core/app/cert_app.h"
#include "core/app/cert_state.h"
#include "core/app/labels.h"
#include "core/base/str.h"
#include "db/rows_certificate.h"
#include "db/rows_clock.h"
#include "db/search.h"

enum { EXAMINED_MAX = 1000, LATE_MAX = 1000 };

struct certs {
    LIST(struct cert_row) all;
};

struct listing {
    struct app *app;
    const struct cert_filter *filter;
    struct certificate_query query;
    size_t limit;
    struct arena *a;
    struct cert_reader reader;
    struct certs found; /* as the store lists them */
    struct certs late; /* in the wanted state, but not yet on record */
    struct cert_list *list;
};

static bool in_days(struct date d, struct date from, struct date until)
{
    return (date_is_none(from) || (!date_is_none(d) && date_compare(d, from) >= 0)) &&
           (date_is_none(until) || (!date_is_none(d) && date_compare(d, until) <= 0));
}

static bool fits(const struct listing *l, const struct cert_row *row)
{
    const struct cert_filter *f = l->filter;
    const struct certificate *c = &row->c;
    return app_sees(l->app, c->scheme, "") && (str_empty(f->scheme) || str_eq(f->scheme, c->scheme)) &&
           (str_empty(f->state) || str_eq(f->state, row->state)) &&
           in_days(c->valid_until, f->expires_from, f->expires_until) &&
           in_days(c->granted_on, f->granted_from, f->granted_until);
}

/* Adds it if it is wanted. only_moved: and stands in another state on record. */
static int take_line(struct listing *l, const struct certificate_line *line, bool only_moved, struct certs *to,
                     struct err *e)
{
    struct cert_row row;
    int rc = cert_row_of(&l->reader, line, &row, e);
    if (!rc && fits(l, &row) && (!only_moved || !str_eq(row.state, line->c.state)))
        *LIST_ADD(l->a, &to->all) = row;
    return rc;
}

static struct date sort_day(const struct listing *l, const struct certificate *c)
{
    const struct certificate_query *q = &l->query;
    if (!date_is_none(q->expires_from) || !date_is_none(q->expires_until))
        return c->valid_until;
    return date_is_none(q->granted_from) && date_is_none(q->granted_until) ? DATE_NONE : c->granted_on;
}

/* The order of the list: by the day asked for, else newest first. */
static int compare(const struct listing *l, const struct certificate *a, const struct certificate *b)
{
    struct date x = sort_day(l, a), y = sort_day(l, b);
    bool by_day = !date_is_none(x) && !date_is_none(y);
    int order = by_day ? date_compare(x, y) : 0;
    if (order)
        return order;
    return a->id == b->id ? 0 : (a->id < b->id) == by_day ? -1 : 1;
}

static int read_late(struct listing *l, const char *scheme, const char *state, struct err *e)
{
    struct certificate_line *line;
    size_t n;
    int rc = certificates_overdue(l->app->db, scheme, state, app_today(l->app), LATE_MAX, l->a, &line, &n, e);
    for (size_t i = 0; !rc && i < n; i++)
        rc = take_line(l, &line[i], true, &l->late, e);
    return rc;
}

/* Is the wanted state one that certificates of this machine come to by themselves? */
static bool comes_by_itself(const struct machine_def *m, const char *state)
{
    for (size_t i = 0; i < m->transitions.n; i++)
        if (formula_given(&m->transitions.at[i].automatic) && str_eq(m->transitions.at[i].to, state))
            return true;
    return false;
}

/* Of the newest version of a scheme: older ones have its states. */
static int read_late_of(struct listing *l, const struct scheme *s, struct err *e)
{
    const struct machine_def *m = scheme_certificate_machine(s);
    int rc = 0;
    if (!m || !comes_by_itself(m, l->filter->state))
        return 0;
    for (size_t i = 0; !rc && i < m->states.n; i++) {
        bool leaves = false;
        for (size_t j = 0; j < m->transitions.n; j++)
            leaves |= formula_given(&m->transitions.at[j].automatic) &&
                      transition_leaves(m, &m->transitions.at[j], m->states.at[i].rule.id);
        if (leaves)
            rc = read_late(l, s->rule.id, m->states.at[i].rule.id, e);
    }
    return rc;
}

static bool is_listed(const struct certs *certs, int64_t id)
{
    for (size_t i = 0; i < certs->all.n; i++)
        if (certs->all.at[i].c.id == id)
            return true;
    return false;
}

static int read_waiting(struct listing *l, struct err *e)
{
    struct ids ids;
    int rc = rows_clock_waiting(l->app->db, app_today(l->app), 0, l->a, &ids, e);
    for (size_t i = 0; !rc && i < ids.all.n; i++) {
        struct certificate_line line;
        if (is_listed(&l->late, ids.all.at[i]))
            continue;
        rc = certificate_line(l->app->db, ids.all.at[i], l->a, &line, e);
        if (!rc)
            rc = take_line(l, &line, true, &l->late, e);
    }
    return rc;
}

/* Late ones in the order of the list, those of earlier pages left out. */
static int gather_late(struct listing *l, struct err *e)
{
    const char *scheme = l->query.scheme;
    int rc = 0;
    for (size_t i = 0; !rc && i < l->app->schemes->n; i++) {
        const struct scheme *s = l->app->schemes->at[i];
        if (!s->abstract && s == schemes_on(l->app->schemes, s->rule.id, app_today(l->app)) &&
            app_sees(l->app, s->rule.id, "") && (str_empty(scheme) || str_eq(scheme, s->rule.id)))
            rc = read_late_of(l, s, e);
    }
    if (!rc)
        rc = read_waiting(l, e);
    struct certificate last;
    if (!rc && l->filter->after)
        rc = rows_get_id(l->app->db, &certificate_type, l->filter->after, &last, l->a, e);
    if (rc)
        return rc;
    struct certs kept = {0};
    for (size_t i = 0; i < l->late.all.n; i++) {
        if (l->filter->after && compare(l, &l->late.all.at[i].c, &last) <= 0)
            continue;
        (void)LIST_ADD(l->a, &kept.all);
        size_t at = kept.all.n - 1;
        for (; at > 0 && compare(l, &kept.all.at[at - 1].c, &l->late.all.at[i].c) > 0; at--)
            kept.all.at[at] = kept.all.at[at - 1];
        kept.all.at[at] = l->late.all.at[i];
    }
    l->late = kept;
    return 0;
}

/* Both kinds in one order, up to the limit. done: the store has no more behind what was found; cursor: the last one seen. */
static void merge(struct listing *l, bool done, int64_t cursor)
{
    struct cert_list *list = l->list;
    size_t i = 0, j = 0, n = l->found.all.n, n_late = l->late.all.n;
    list->row = ARENA_ARRAY(l->a, struct cert_row, l->limit);
    while (list->n < l->limit && (i < n || (done && j < n_late))) {
        bool late = j < n_late && (i == n || compare(l, &l->late.all.at[j].c, &l->found.all.at[i].c) < 0);
        list->row[list->n++] = late ? l->late.all.at[j++] : l->found.all.at[i++];
    }
    bool full = list->n == l->limit && (i < n || j < n_late || !done);
    list->next = full ? list->row[list->n - 1].c.id : done ? 0 : cursor;
}

static int list_pages(struct listing *l, struct err *e)
{
    size_t examined = 0;
    bool done = false;
    struct certificate_query *q = &l->query;
    q->limit = (int64_t)l->limit + 1;
    while (!done && l->found.all.n <= l->limit && examined < EXAMINED_MAX) {
        struct certificate_line *line;
        size_t n;
        int rc = certificate_lines(l->app->db, q, l->a, &line, &n, e);
        for (size_t i = 0; !rc && i < n; i++)
            rc = take_line(l, &line[i], false, &l->found, e);
        if (rc)
            return rc;
        examined += n;
        done = (int64_t)n < q->limit;
        q->after = n ? line[n - 1].c.id : q->after;
    }
    int rc = str_empty(l->filter->state) ? 0 : gather_late(l, e);
    if (!rc)
        merge(l, done, q->after);
    return rc;
}

/* Found by words, newest first: what the index finds and the other conditions leave. */
static int list_found(struct listing *l, struct err *e)
{
    int64_t before = l->filter->after;
    size_t examined = 0;
    do {
        struct search_hits hits = {0};
        size_t left = l->limit - l->found.all.n;
        int rc = search(l->app->db, l->filter->text, 1u << SEARCH_CERTIFICATE, before, (int64_t)left, l->a, &hits, e);
        for (size_t i = 0; !rc && i < hits.n; i++) {
            struct certificate_line line;
            rc = certificate_line(l->app->db, hits.at[i].id, l->a, &line, e);
            if (!rc)
                rc = take_line(l, &line, false, &l->found, e);
        }
        if (rc)
            return rc;
        examined += hits.n ? hits.n : SEARCH_EXAMINED_MAX;
        before = hits.next;
    } while (before && l->found.all.n < l->limit && examined < EXAMINED_MAX);
    *l->list = (struct cert_list){.row = l->found.all.at, .n = l->found.all.n, .next = before};
    return 0;
}

static int list_certificates(struct db *db, void *arg, struct err *e)
{
    struct listing *l = arg;
    (void)db;
    *l->list = (struct cert_list){0};
    return str_empty(l->filter->text) ? list_pages(l, e) : list_found(l, e);
}

/* The one scheme of which this person sees certificates: its index is the shorter way. NULL: none or several. */
static const char *only_scheme(const struct app *app)
{
    const char *only = NULL;
    for (size_t i = 0; i < app->schemes->n; i++) {
        const struct scheme *s = app->schemes->at[i];
        if (s->abstract || !app_sees(app, s->rule.id, "") || str_eq(only, s->rule.id))
            continue;
        if (only)
            return NULL;
        only = s->rule.id;
    }
    return only;
}

int cert_list(struct app *app, const struct cert_filter *filter, struct arena *a, struct cert_list *list_r,
              struct err *e)
{
    struct cert_list list = {0};
    struct listing l = {
        .app = app, .filter = filter, .a = a, .list = &list, .reader = {.app = app, .on = app_today(app), .a = a}};
    l.limit = filter->limit < 1 ? 1 : filter->limit > CERT_PAGE_MAX ? CERT_PAGE_MAX : filter->limit;
    l.query = (struct certificate_query){.scheme = str_empty(filter->scheme) ? only_scheme(app) : filter->scheme,
                                         .state = filter->state,
                                         .expires_from = filter->expires_from,
                                         .expires_until = filter->expires_until,
                                         .granted_from = filter->granted_from,
                                         .granted_until = filter->granted_until,
                                         .after = filter->after};
    int rc = db_read(app->db, list_certificates, &l, e);
    if (!rc)
        *list_r = list;
    return rc;
}
