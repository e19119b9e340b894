#include "core/app/demo_morning.h"

#include <inttypes.h>

#include "core/app/journal.h"
#include "core/base/str.h"
#include "core/model/case.h"
#include "core/rule/scheme.h"
#include "db/rows_bundle.h"
#include "db/rows_deadline.h"

enum { PAGE = 200, LATE_DAYS = 6, LATE_MAX = 4, TODAY_MAX = 6, SCHEMES_MAX = 64 };

/* What stays undone of a scheme. */
struct undone {
    const char *scheme;
    int late; /* on different days */
    struct date late_on;
    int today;
};

struct morning {
    struct app *app;
    int64_t after;  /* last deadline looked at */
    struct undone of[SCHEMES_MAX];
    size_t n;
    int schemes;    /* that the office works under */
    bool more;
};

static struct undone *undone_of(struct morning *m, const char *scheme)
{
    for (size_t i = 0; i < m->n; i++)
        if (str_eq(m->of[i].scheme, scheme))
            return &m->of[i];
    const struct scheme *s = schemes_on(m->app->schemes, scheme, app_today(m->app));
    if (m->n == COUNT_OF(m->of) || !s)
        return NULL;
    m->of[m->n] = (struct undone){.scheme = s->rule.id, .late_on = DATE_NONE};
    return &m->of[m->n++];
}

/* A share of what a healthy office has on its desk, and at least one thing. */
static int share(const struct morning *m, int of)
{
    return of / m->schemes > 1 ? of / m->schemes : 1;
}

static bool stays(struct morning *m, const struct deadline *d)
{
    struct undone *u = undone_of(m, d->scheme);
    int days = app_today(m->app).days - d->due_on.days;
    if (!u || !d->case_id || days > LATE_DAYS)
        return false;
    if (days == 0)
        return u->today++ < share(m, TODAY_MAX);
    if (u->late >= share(m, LATE_MAX) || date_compare(u->late_on, d->due_on) == 0)
        return false;
    u->late++;
    u->late_on = d->due_on;
    return true;
}

/* The tasks that this deadline is about are done with it. */
static int do_tasks(struct morning *m, const struct deadline *d, struct change_set *set, struct err *e)
{
    struct rows rows;
    const struct scheme *s = schemes_on(m->app->schemes, d->scheme, app_today(m->app));
    int rc = rows_of(m->app->db, d->case_id ? STMT_bundle_tasks : STMT_bundle_certificate_tasks, d->case_id ? d->case_id : d->certificate_id,
                     &task_type, set->a, &rows, e);
    for (size_t i = 0; !rc && s && i < rows.n; i++) {
        struct task task = ((struct task *)rows.at)[i];
        const struct task_def *def = scheme_task(s, task.kind);
        if (!date_is_none(task.done_on) || !def || !str_eq(def->due, d->rule))
            continue;
        task.done_on = date_compare(d->due_on, task.opened_on) < 0 ? task.opened_on : d->due_on;
        change_put(set, &task_type, &task);
    }
    return rc;
}

static int do_deadline(struct morning *m, const struct deadline *was, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct change_set set = change_set_in(&a);
    struct deadline d = *was;
    d.state = "met";
    d.closed_on = d.due_on;
    change_put(&set, &deadline_type, &d);
    int rc = do_tasks(m, was, &set, e);
    const struct journal_entry entry = {
        .at = clock_now(&m->app->clock), .actor = m->app->actor.login, .seat = m->app->seat, .verb = "demo.work",
        .object = arena_printf(&a, "%s:%" PRId64, d.case_id ? "case" : "certificate", d.case_id ? d.case_id : d.certificate_id)};
    return rc ? rc : journal_commit(m->app->db, &entry, &set, NULL, e);
}

static int one_page(struct db *db, void *arg, struct err *e)
{
    struct morning *m = arg, now = *m;
    AUTO(arena) struct arena a = {0};
    struct deadline_line *line;
    size_t n;
    struct date today = app_today(m->app);
    const struct deadline_query query = {.from = DATE_NONE, .until = today, .after = now.after, .limit = PAGE};
    int rc = deadline_lines(db, &query, &a, &line, &n, e);
    for (size_t i = 0; !rc && i < n; i++) {
        now.after = line[i].d.id;
        rc = stays(&now, &line[i].d) ? 0 : do_deadline(&now, &line[i].d, e);
    }
    now.more = n == PAGE;
    if (!rc)
        *m = now;
    return rc;
}

int demo_morning(struct app *app, size_t schemes, struct err *e)
{
    struct morning m = {.app = app, .schemes = (int)schemes};
    int rc = 0;
    do
        rc = db_write(app->db, one_page, &m, e);
    while (!rc && m.more);
    return rc;
}
