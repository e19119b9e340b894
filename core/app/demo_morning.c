#include "core/app/demo_morning.h"

#include <inttypes.h>

#include "core/app/journal.h"
#include "core/base/str.h"
#include "core/model/case.h"
#include "core/rule/scheme.h"
#include "db/rows_bundle.h"
#include "db/rows_deadline.h"

enum { PAGE = 200, LATE_MAX = 3, LATE_DAYS = 6, TODAY_MAX = 6 };

struct morning {
    struct app *app;
    int64_t after;  /* last deadline looked at */
    int late;       /* left undone so far, on different days */
    struct date late_on;
    int due_today;  /* left for today */
    bool more;
};

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
        bool due_today = date_compare(line[i].d.due_on, today) == 0;
        bool late = !due_today && today.days - line[i].d.due_on.days <= LATE_DAYS && line[i].d.case_id && now.late < LATE_MAX &&
                    date_compare(now.late_on, line[i].d.due_on) != 0;
        bool stays = late || (due_today && now.due_today < TODAY_MAX);
        now.late += late;
        now.late_on = late ? line[i].d.due_on : now.late_on;
        now.due_today += due_today && stays;
        now.after = line[i].d.id;
        rc = stays ? 0 : do_deadline(&now, &line[i].d, e);
    }
    now.more = n == PAGE;
    if (!rc)
        *m = now;
    return rc;
}

int demo_morning(struct app *app, struct err *e)
{
    struct morning m = {.app = app, .late_on = DATE_NONE};
    int rc = 0;
    do
        rc = db_write(app->db, one_page, &m, e);
    while (!rc && m.more);
    return rc;
}
