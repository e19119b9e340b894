#include "core/app/stats_app.h"

#include <stdlib.h>
#include <string.h>

#include "core/app/case_days.h"
#include "core/app/labels.h"
#include "core/base/str.h"
#include "core/model/case.h"
#include "db/rows_case.h"
#include "db/rows_tally.h"

enum { MONTH_CHARS = 7, CASES_BACK = 20000 };

struct counting {
    struct app *app;
    const char *scheme;
    struct arena *a;
    struct stats *to;
    LIST(int) own;
    LIST(int) applicant;
};

static const char *month_text(struct arena *a, struct date d)
{
    char iso[DATE_TEXT_BYTES];
    return arena_strndup(a, date_iso(d, iso), MONTH_CHARS);
}

static struct date first_of_month(struct date d)
{
    return (struct date){d.days - date_ymd(d).day + 1};
}

static void name_months(struct counting *c)
{
    struct date first = first_of_month(app_today(c->app));
    for (int i = 0; i < STATS_MONTHS; i++)
        c->to->month[i].month = month_text(c->a, date_add_months(first, i - STATS_MONTHS + 1));
    for (int i = 0; i < STATS_AHEAD; i++)
        c->to->ahead[i].month = month_text(c->a, date_add_months(first, i));
}

static struct stats_month *month_of(struct counting *c, const char *month)
{
    for (size_t i = 0; i < STATS_MONTHS; i++)
        if (str_eq(c->to->month[i].month, month))
            return &c->to->month[i];
    return NULL;
}

static const struct scheme *scheme_now(const struct counting *c, const char *scheme)
{
    return schemes_on(c->app->schemes, scheme, app_today(c->app));
}

/* A state in which cases of this scheme close, by the first machine that has it. */
static const char *outcome_label(const struct counting *c, const struct month_count *count)
{
    const struct scheme *s = scheme_now(c, count->scheme);
    for (size_t i = 0; s && i < s->case_types.n; i++) {
        const char *type = s->case_types.at[i].rule.id;
        const struct machine_def *m = scheme_case_machine(s, type);
        if (m && machine_state(m, count->state))
            return label_of_case_state(c->app, s, type, count->state);
    }
    return count->state;
}

static void add_outcome(struct counting *c, const char *label, int64_t n)
{
    struct stats *to = c->to;
    size_t i = 0;
    while (i < to->n_outcomes && !str_eq(to->outcome[i].label, label))
        i++;
    if (i == STATS_OUTCOMES_MAX)
        return;
    if (i == to->n_outcomes)
        to->outcome[to->n_outcomes++].label = label;
    to->outcome[i].n += n;
}

static int by_n(const void *a, const void *b)
{
    const struct stats_outcome *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->label, y->label);
}

static int read_months(struct counting *c, struct db *db, const char *what, struct month_count **count_r, size_t *n_r, struct err *e)
{
    return month_counts(db, what, c->scheme, c->to->month[0].month, c->to->month[STATS_MONTHS - 1].month, c->a, count_r, n_r, e);
}

static int count_cases(struct counting *c, struct db *db, struct err *e)
{
    struct month_count *in, *out;
    size_t n_in, n_out;
    int rc = read_months(c, db, "received", &in, &n_in, e);
    if (!rc)
        rc = read_months(c, db, "closed", &out, &n_out, e);
    for (size_t i = 0; !rc && i < n_in; i++) {
        struct stats_month *m = app_sees(c->app, in[i].scheme, "") ? month_of(c, in[i].month) : NULL;
        if (m)
            m->received += in[i].n;
    }
    for (size_t i = 0; !rc && i < n_out; i++) {
        struct stats_month *m = app_sees(c->app, out[i].scheme, "") ? month_of(c, out[i].month) : NULL;
        if (!m)
            continue;
        m->closed += out[i].n;
        add_outcome(c, outcome_label(c, &out[i]), out[i].n);
    }
    if (!rc && c->to->n_outcomes)
        qsort(c->to->outcome, c->to->n_outcomes, sizeof *c->to->outcome, by_n);
    return rc;
}

static int count_fees(struct counting *c, struct db *db, struct err *e)
{
    struct month_count *billed, *paid;
    size_t n_billed, n_paid;
    int rc = read_months(c, db, "billed", &billed, &n_billed, e);
    if (!rc)
        rc = read_months(c, db, "paid", &paid, &n_paid, e);
    for (size_t i = 0; !rc && i < n_billed; i++) {
        struct stats_month *m = app_sees(c->app, billed[i].scheme, "") ? month_of(c, billed[i].month) : NULL;
        if (m)
            m->billed += billed[i].yen;
    }
    for (size_t i = 0; !rc && i < n_paid; i++) {
        struct stats_month *m = app_sees(c->app, paid[i].scheme, "") ? month_of(c, paid[i].month) : NULL;
        if (m)
            m->paid += paid[i].yen;
    }
    return rc;
}

static int count_ahead(struct counting *c, struct db *db, struct err *e)
{
    struct month_count *count;
    size_t n;
    int rc = month_counts(db, "until", c->scheme, c->to->ahead[0].month, c->to->ahead[STATS_AHEAD - 1].month, c->a, &count, &n, e);
    for (size_t i = 0; !rc && i < n; i++) {
        const struct scheme *s = app_sees(c->app, count[i].scheme, "") ? scheme_now(c, count[i].scheme) : NULL;
        const struct machine_def *m = s ? scheme_certificate_machine(s) : NULL;
        const struct state_def *state = m ? machine_state(m, count[i].state) : NULL;
        for (size_t j = 0; state && state->in_force && j < STATS_AHEAD; j++)
            if (str_eq(c->to->ahead[j].month, count[i].month))
                c->to->ahead[j].ending += count[i].n;
    }
    return rc;
}

/* Days of the newest closed cases of one scheme; those in which nobody was waited for say nothing. */
static int sample_scheme(struct counting *c, struct db *db, const struct scheme *s, int64_t last_id, struct err *e)
{
    struct rows rows;
    int rc = cases_closed_newest(db, s->rule.id, last_id - CASES_BACK, STATS_SAMPLE, c->a, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct case_file *of = &((struct case_file *)rows.at)[i];
        const struct scheme *version = schemes_find(c->app->schemes, of->scheme, of->edition);
        const struct machine_def *m = version && scheme_case_type(version, of->type) ? scheme_case_machine(version, of->type) : NULL;
        AUTO(arena) struct arena one = {0};
        int own = 0, applicant = 0;
        rc = m ? case_days(c->app, of, m, &one, &own, &applicant, e) : 0;
        if (rc || own + applicant == 0)
            continue;
        *LIST_ADD(c->a, &c->own) = own;
        *LIST_ADD(c->a, &c->applicant) = applicant;
    }
    return rc;
}

static int by_days(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int median(int *days, size_t n)
{
    if (!n)
        return 0;
    qsort(days, n, sizeof *days, by_days);
    return days[n / 2];
}

static int count_days(struct counting *c, struct db *db, struct err *e)
{
    int64_t last = 0;
    const struct schemes *all = c->app->schemes;
    int rc = case_last_id(db, &last, e);
    for (size_t i = 0; !rc && i < all->n; i++) {
        const struct scheme *s = all->at[i];
        bool wanted = !s->abstract && s == scheme_now(c, s->rule.id) && app_sees(c->app, s->rule.id, "");
        if (wanted && (str_empty(c->scheme) || str_eq(c->scheme, s->rule.id)))
            rc = sample_scheme(c, db, s, last, e);
    }
    c->to->n_sample = c->own.n;
    c->to->own_days = median(c->own.at, c->own.n);
    c->to->applicant_days = median(c->applicant.at, c->applicant.n);
    return rc;
}

static int count_all(struct db *db, void *arg, struct err *e)
{
    struct counting *c = arg;
    int rc = count_cases(c, db, e);
    if (!rc)
        rc = count_fees(c, db, e);
    if (!rc)
        rc = count_ahead(c, db, e);
    return rc ? rc : count_days(c, db, e);
}

int stats(struct app *app, const char *scheme, struct arena *a, struct stats *stats_r, struct err *e)
{
    struct counting c = {.app = app, .scheme = scheme ? scheme : "", .a = a, .to = stats_r};
    *stats_r = (struct stats){.outcome = ARENA_ARRAY(a, struct stats_outcome, STATS_OUTCOMES_MAX)};
    memset(stats_r->outcome, 0, STATS_OUTCOMES_MAX * sizeof *stats_r->outcome);
    if (*c.scheme && !scheme_now(&c, c.scheme))
        return err_set(e, E_NOTFOUND, "scheme.unknown", c.scheme, NULL);
    int rc = *c.scheme ? app_need_sight(app, c.scheme, "", e) : 0;
    name_months(&c);
    return rc ? rc : db_read(app->db, count_all, &c, e);
}
