/* Who is in charge of a case, which applications came together, and what is done by hand. */
#include <inttypes.h>
#include <string.h>

#include "core/app/act.h"
#include "core/app/case_app.h"
#include "core/app/labels.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "db/rows.h"
#include "db/rows_office.h"

enum { BATCH_BYTES_MAX = 100 };

struct charge {
    struct app *app;
    int64_t id; /* of the case, or of the task */
    const char *text;
    struct arena *a;
    struct act act;
};

static int begin(struct charge *c, int64_t case_id, int64_t certificate_id, struct err *e)
{
    int rc = act_begin(&c->act, c->app, case_id, certificate_id, app_today(c->app), c->a, e);
    const struct bundle *b = &c->act.b;
    return rc ? rc : app_need_work(c->app, b->scheme->rule.id, b->c.assignee, e);
}

static int commit(struct charge *c, const char *verb, struct err *e)
{
    return act_commit(&c->act, verb, arena_printf(c->a, "case:%" PRId64, c->act.b.c.id), NULL, e);
}

/* Somebody who is there and has a role in the scheme. */
static int check_person(struct charge *c, struct err *e)
{
    struct user user;
    struct rows roles;
    int rc = rows_user(c->app->db, c->text, &user, c->a, e);
    if (rc == E_NOTFOUND)
        return err_set(e, E_NOTFOUND, "user.unknown", c->text, NULL);
    if (!rc && !str_eq(user.state, "active"))
        return err_set(e, E_DENIED, "user.disabled", c->text, NULL);
    if (!rc)
        rc = rows_user_roles(c->app->db, user.id, c->a, &roles, e);
    for (size_t i = 0; !rc && i < roles.n; i++) {
        const struct user_role *role = &((struct user_role *)roles.at)[i];
        if (date_is_none(role->revoked_on) && (str_eq(role->scheme, "*") || str_eq(role->scheme, c->act.b.scheme->rule.id)))
            return 0;
    }
    return rc ? rc : err_set(e, E_RULE, "case.no-role", c->text, c->act.b.scheme->rule.label, NULL);
}

/* What is still to come for the case is now this person's. */
static void hand_over_deadlines(struct act *act, const char *login)
{
    for (size_t i = 0; i < act->b.deadline.n; i++) {
        struct deadline *d = &act->b.deadline.at[i];
        bool pending = str_eq(d->state, "open") || str_eq(d->state, "missed");
        if (d->case_id != act->b.c.id || !pending)
            continue;
        d->assignee = login;
        act_put(act, &deadline_type, d);
    }
}

static int assign(struct db *db, void *arg, struct err *e)
{
    struct charge *c = arg;
    (void)db;
    int rc = begin(c, c->id, 0, e);
    if (!rc && *c->text)
        rc = check_person(c, e);
    if (rc || str_eq(c->act.b.c.assignee, c->text))
        return rc;
    c->act.b.c.assignee = c->text;
    hand_over_deadlines(&c->act, c->text);
    rc = act_put_case(&c->act, e);
    return rc ? rc : commit(c, "case.assign", e);
}

int case_assign(struct app *app, int64_t case_id, const char *login, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct charge c = {.app = app, .id = case_id, .text = login, .a = &a};
    return db_write(app->db, assign, &c, e);
}

static int set_batch(struct db *db, void *arg, struct err *e)
{
    struct charge *c = arg;
    (void)db;
    int rc = begin(c, c->id, 0, e);
    if (rc || str_eq(c->act.b.c.batch, c->text))
        return rc;
    c->act.b.c.batch = c->text;
    rc = act_put_case(&c->act, e);
    return rc ? rc : commit(c, "case.batch", e);
}

int case_set_batch(struct app *app, int64_t case_id, const char *batch, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct charge c = {.app = app, .id = case_id, .text = batch, .a = &a};
    if (strlen(batch) > BATCH_BYTES_MAX || !utf8_valid(batch, strlen(batch)) || utf8_has_controls(batch, false))
        return err_set(e, E_INPUT, "case.batch", NULL);
    return db_write(app->db, set_batch, &c, e);
}

static int need_task_role(const struct charge *c, const struct task *task, struct err *e)
{
    const struct scheme *s = c->act.b.scheme;
    const struct task_def *def = scheme_task(s, task->kind);
    const char *roles = "";
    for (size_t i = 0; def && i < def->roles.n; i++)
        roles = arena_printf(c->a, "%s%s%s", roles, i ? " " : "", def->roles.at[i]);
    return *roles ? app_need_role(c->app, s->rule.id, roles, e) : 0;
}

int act_need_done(const struct act *act, const char *task, struct err *e)
{
    const struct task_def *def = task ? scheme_task(act->b.scheme, task) : NULL;
    for (size_t i = 0; def && i < act->b.task.n; i++) {
        if (!str_eq(act->b.task.at[i].kind, task) || !date_is_none(act->b.task.at[i].done_on))
            continue;
        err_set(e, E_RULE, "task.after", label_of_rule(act->app, &def->rule, def->rule.id), NULL);
        return err_rule(e, def->rule.id, def->rule.src);
    }
    return 0;
}

static bool has_task_role(const struct rows *roles, const struct scheme *s, const struct task_def *def)
{
    for (size_t i = 0; i < roles->n; i++) {
        const struct user_role *role = &((const struct user_role *)roles->at)[i];
        bool here = str_eq(role->scheme, "*") || str_eq(role->scheme, s->rule.id);
        if (date_is_none(role->revoked_on) && here && texts_have(&def->roles, role->role))
            return true;
    }
    return false;
}

const char *act_task_assignee(struct act *act, const struct task_def *def, struct err *e, int *rc_r)
{
    struct user user;
    struct rows roles;
    struct err why = {0};
    const char *login = act->b.c.id ? act->b.c.assignee : "";
    *rc_r = 0;
    if (!*login || !def || !def->roles.n)
        return "";
    int rc = rows_user(act->app->db, login, &user, act->arena, &why);
    if (!rc)
        rc = rows_user_roles(act->app->db, user.id, act->arena, &roles, &why);
    if (rc && rc != E_NOTFOUND) {
        *e = why;
        *rc_r = rc;
    }
    return !rc && str_eq(user.state, "active") && has_task_role(&roles, act->b.scheme, def) ? login : "";
}

static int begin_task(struct charge *c, struct task *task, struct err *e)
{
    int rc = rows_get_id(c->app->db, &task_type, c->id, task, c->a, e);
    if (rc)
        return rc == E_NOTFOUND ? err_set(e, E_NOTFOUND, "task.unknown", NULL) : rc;
    rc = begin(c, task->case_id, task->certificate_id, e);
    return !rc && !date_is_none(task->done_on) ? err_set(e, E_CONFLICT, "task.done", NULL) : rc;
}

static int commit_task(struct charge *c, const struct task *task, const char *verb, struct err *e)
{
    const char *object = task->case_id ? arena_printf(c->a, "case:%" PRId64, task->case_id)
                                       : arena_printf(c->a, "certificate:%" PRId64, task->certificate_id);
    act_put(&c->act, &task_type, task);
    return act_commit(&c->act, verb, object, NULL, e);
}

static int assign_task(struct db *db, void *arg, struct err *e)
{
    struct charge *c = arg;
    struct task task;
    (void)db;
    int rc = begin_task(c, &task, e);
    if (!rc && *c->text)
        rc = check_person(c, e);
    if (rc || str_eq(task.assignee, c->text))
        return rc;
    task.assignee = c->text;
    return commit_task(c, &task, "task.assign", e);
}

int task_assign(struct app *app, int64_t task_id, const char *login, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct charge c = {.app = app, .id = task_id, .text = login, .a = &a};
    return db_write(app->db, assign_task, &c, e);
}

/* A task that comes first is open still. */
static int need_task_before(const struct charge *c, const struct task *task, struct err *e)
{
    const struct scheme *s = c->act.b.scheme;
    const struct task_def *def = scheme_task(s, task->kind);
    const struct return_def *back = scheme_return(s, task->kind);
    return act_need_done(&c->act, def ? def->after : back ? back->after : NULL, e);
}

static int finish_task(struct db *db, void *arg, struct err *e)
{
    struct charge *c = arg;
    struct task task;
    (void)db;
    int rc = begin_task(c, &task, e);
    if (!rc)
        rc = need_task_role(c, &task, e);
    if (!rc)
        rc = need_task_before(c, &task, e);
    if (rc)
        return rc;
    task.done_on = c->act.today;
    return commit_task(c, &task, "task.done", e);
}

int task_done(struct app *app, int64_t task_id, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct charge c = {.app = app, .id = task_id, .a = &a};
    return db_write(app->db, finish_task, &c, e);
}
