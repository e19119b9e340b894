/* Another day for a deadline, entered by hand where its rule allows it: what was promised on the telephone, what a letter says.
 * It stands in place of the rule's day until the deadline is opened anew, for guards as well. */
#include <inttypes.h>
#include <string.h>

#include "core/app/act.h"
#include "core/app/deadline_app.h"
#include "core/app/labels.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "core/rule/deadline.h"
#include "db/rows.h"

enum { REASON_BYTES_MAX = 600 };

struct entering {
    struct app *app;
    int64_t id;
    struct date day; /* DATE_NONE: the rule's own again */
    const char *reason;
    struct arena *a;
    struct act act;
};

static struct deadline *of_bundle(struct entering *x)
{
    for (size_t i = 0; i < x->act.b.deadline.n; i++)
        if (x->act.b.deadline.at[i].id == x->id)
            return &x->act.b.deadline.at[i];
    return NULL;
}

static int begin(struct entering *x, struct db *db, struct deadline **d_r, struct err *e)
{
    struct deadline stored;
    int rc = rows_get_id(db, &deadline_type, x->id, &stored, x->a, e);
    if (rc)
        return rc == E_NOTFOUND ? err_set(e, E_NOTFOUND, "deadline.unknown", NULL) : rc;
    rc = act_begin(&x->act, x->app, stored.case_id, stored.case_id ? 0 : stored.certificate_id, app_today(x->app), x->a, e);
    if (!rc)
        rc = app_need_work(x->app, stored.scheme, stored.assignee, e);
    *d_r = rc ? NULL : of_bundle(x);
    return rc || *d_r ? rc : err_set(e, E_NOTFOUND, "deadline.unknown", NULL);
}

static int may_enter(struct entering *x, const struct deadline *d, const struct deadline_def *def, struct err *e)
{
    const char *label = label_of_deadline(x->app, x->act.b.scheme, d->rule);
    if (!def || !def->adjustable || def->each) {
        err_set(e, E_RULE, "deadline.not-editable", label, NULL);
        return err_rule(e, NULL, def ? def->rule.src : NULL);
    }
    if (!str_eq(d->state, "open") && !str_eq(d->state, "missed"))
        return err_set(e, E_RULE, "deadline.not-open", label, NULL);
    if (!date_is_none(x->day) && date_compare(x->day, d->base_on) < 0)
        return err_set(e, E_INPUT, "deadline.before-base", label, NULL);
    return 0;
}

static int enter(struct db *db, void *arg, struct err *e)
{
    struct entering *x = arg;
    struct deadline *d;
    struct deadline_day rule;
    char was[DATE_TEXT_BYTES], now[DATE_TEXT_BYTES];
    int rc = begin(x, db, &d, e);
    const struct deadline_def *def = rc ? NULL : scheme_deadline(x->act.b.scheme, d->rule);
    if (!rc)
        rc = may_enter(x, d, def, e);
    if (!rc)
        rc = act_set(&x->act, arena_printf(x->a, "deadline.%s.entered", d->rule), value_date(x->day), e);
    if (!rc)
        rc = deadline_compute(x->act.b.scheme, def, &x->act.f, NULL, &rule, e);
    if (rc)
        return rc;
    AUTO(buf) struct buf note = BUF(JOURNAL_NOTE_MAX_BYTES);
    struct json_writer w = json_writer_to(&note);
    json_begin_object(&w);
    json_put_int(&w, "deadline", d->id);
    json_put_text(&w, "was", date_iso(d->due_on, was));
    json_put_text(&w, "due", date_iso(rule.due, now));
    json_put_text(&w, "reason", x->reason);
    json_end_object(&w);
    act_move_deadline(&x->act, d, &rule);
    const char *object = d->case_id ? arena_printf(x->a, "case:%" PRId64, d->case_id) : arena_printf(x->a, "certificate:%" PRId64, d->certificate_id);
    return act_commit(&x->act, "deadline.set", object, buf_str(&note), e);
}

int deadline_set(struct app *app, int64_t deadline_id, struct date day, const char *reason, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    size_t n = reason ? strlen(reason) : 0;
    struct entering x = {.app = app, .id = deadline_id, .day = day, .reason = reason, .a = &a};
    if (!n || n > REASON_BYTES_MAX || !utf8_valid(reason, n) || utf8_has_controls(reason, false))
        return err_set(e, E_INPUT, "deadline.reason", NULL);
    return db_write(app->db, enter, &x, e);
}
