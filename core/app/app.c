#include "core/app/app.h"

#include <stdlib.h>
#include <string.h>

#include "core/app/view_log.h"
#include "core/base/log.h"
#include "core/base/str.h"
#include "core/rule/problem.h"
#include "core/rule/scheme.h"
#include "db/rows_office.h"

/* Closed days of the whole office: the weekend and national holidays come from the calendar itself. */
static int load_closed_days(struct db *db, void *arg, struct err *e)
{
    struct app *app = arg;
    AUTO(arena) struct arena a = {0};
    struct rows rows;
    int rc = rows_closed_days(db, &a, &rows, e);
    app->closed = (struct calendar){0};
    for (size_t i = 0; !rc && i < rows.n; i++)
        rc = calendar_add_closed(&app->closed, ((struct office_closed_day *)rows.at)[i].day, e);
    return rc;
}

int app_reload_calendar(struct app *app, struct err *e)
{
    return db_read(app->db, load_closed_days, app, e);
}

static int open_store(const char *path, unsigned flags, struct clock *clock, struct db **db_r, struct err *e)
{
    unsigned bulk = flags & APP_BULK ? DB_BULK : 0;
    if (flags & APP_CREATE)
        return db_create(path, clock_now(clock), bulk, db_r, e);
    return db_open(path, (flags & APP_READ_ONLY ? DB_READ_ONLY : 0) | bulk, db_r, e);
}

int app_open(const char *path, unsigned flags, const struct schemes *schemes, struct clock clock, struct app **app_r, struct err *e)
{
    struct db *db;
    int rc = open_store(path, flags, &clock, &db, e);
    if (rc)
        return rc;
    struct app *app = xcalloc(1, sizeof *app);
    app->db = db;
    app->schemes = schemes;
    app->clock = clock;
    str_copy_cut(app->seat, sizeof app->seat, "local");
    rc = app_reload_calendar(app, e);
    if (rc) {
        app_close(app);
        return rc;
    }
    *app_r = app;
    return 0;
}

static void forget_roles(struct actor *actor)
{
    for (size_t i = 0; i < actor->n_roles; i++) {
        free((char *)actor->roles[i].scheme);
        free((char *)actor->roles[i].role);
    }
    free(actor->roles);
    *actor = (struct actor){0};
}

/* The last occasion. */
static void write_views(struct app *app)
{
    struct err e = {0};
    if (views_write(app, &e) != 0)
        log_line(LOG_ERROR, "views lost msg=%s detail=%s", e.msg, e.detail);
}

void app_close(struct app *app)
{
    if (!app)
        return;
    write_views(app);
    view_log_free(app->views);
    forget_roles(&app->actor);
    db_close(app->db);
    free(app);
}

struct find_user {
    struct app *app;
    const char *login;
    struct actor found;
};

static void take_roles(struct actor *actor, const struct rows *rows)
{
    actor->roles = xcalloc(rows->n, sizeof *actor->roles);
    for (size_t i = 0; i < rows->n; i++) {
        const struct user_role *role = &((struct user_role *)rows->at)[i];
        if (!date_is_none(role->revoked_on))
            continue;
        actor->roles[actor->n_roles++] = (struct user_role){.user_id = role->user_id,
                                                             .scheme = xstrdup(role->scheme),
                                                             .role = xstrdup(role->role),
                                                             .granted_on = role->granted_on,
                                                             .revoked_on = DATE_NONE};
        actor->admin |= str_eq(role->role, "admin");
    }
}

static int find_user(struct db *db, void *arg, struct err *e)
{
    struct find_user *find = arg;
    AUTO(arena) struct arena a = {0};
    struct user user;
    struct rows roles;
    int rc = rows_user(db, find->login, &user, &a, e);
    if (rc == E_NOTFOUND)
        return err_set(e, E_NOTFOUND, "user.unknown", find->login, NULL);
    if (!rc && !str_eq(user.state, "active"))
        rc = err_set(e, E_DENIED, "user.disabled", find->login, NULL);
    if (!rc)
        rc = rows_user_roles(db, user.id, &a, &roles, e);
    if (rc)
        return rc;
    forget_roles(&find->found);
    find->found.user_id = user.id;
    str_copy_cut(find->found.login, sizeof find->found.login, user.login);
    str_copy_cut(find->found.name, sizeof find->found.name, user.name);
    take_roles(&find->found, &roles);
    find->app->language = str_eq(user.language, "en") ? LANGUAGE_EN : LANGUAGE_JA;
    return 0;
}

int app_act_as(struct app *app, const char *login, struct err *e)
{
    struct find_user find = {.app = app, .login = login};
    int rc = db_read(app->db, find_user, &find, e);
    if (rc) {
        forget_roles(&find.found);
        return rc;
    }
    forget_roles(&app->actor);
    app->actor = find.found;
    return 0;
}

void app_act_as_nobody(struct app *app)
{
    forget_roles(&app->actor);
}

void app_act_for_office(struct app *app, const char *name)
{
    forget_roles(&app->actor);
    str_copy_cut(app->actor.login, sizeof app->actor.login, name);
    app->actor.admin = app->actor.everything = true;
}

void app_act_in_roles(struct app *app, const char *name, const char *scheme, const char *const *roles, size_t n)
{
    forget_roles(&app->actor);
    str_copy_cut(app->actor.login, sizeof app->actor.login, name);
    app->actor.roles = xcalloc(n, sizeof *app->actor.roles);
    for (size_t i = 0; i < n; i++)
        app->actor.roles[app->actor.n_roles++] = (struct user_role){.scheme = xstrdup(scheme), .role = xstrdup(roles[i]), .revoked_on = DATE_NONE};
}

struct date app_today(const struct app *app)
{
    return clock_today(&app->clock);
}

static bool listed(struct str roles, const char *role)
{
    struct str one;
    while (str_split(&roles, ' ', &one))
        if (str_is(one, role))
            return true;
    return false;
}

/* The role itself, or one it acts as. */
static bool acts_in(const struct scheme *s, const char *roles, const char *role)
{
    const struct role_def *def = s ? scheme_role(s, role) : NULL;
    bool found = listed(str_of(roles), role);
    for (size_t i = 0; def && !found && i < def->acts_as.n; i++)
        found = listed(str_of(roles), def->acts_as.at[i]);
    return found;
}

bool app_has_role(const struct app *app, const char *scheme, const char *roles)
{
    if (app->actor.everything)
        return true;
    const struct scheme *s = schemes_on(app->schemes, scheme, app_today(app));
    for (size_t i = 0; i < app->actor.n_roles; i++) {
        const struct user_role *role = &app->actor.roles[i];
        if ((str_eq(role->scheme, "*") || str_eq(role->scheme, scheme)) && acts_in(s, roles, role->role))
            return true;
    }
    return false;
}

bool app_sees(const struct app *app, const char *scheme, const char *assignee)
{
    if (app->actor.everything || app->actor.admin)
        return true;
    const struct scheme *s = schemes_on(app->schemes, scheme, app_today(app));
    for (size_t i = 0; i < app->actor.n_roles; i++) {
        const struct user_role *role = &app->actor.roles[i];
        if (!str_eq(role->scheme, "*") && !str_eq(role->scheme, scheme))
            continue;
        const struct role_def *def = s ? scheme_role(s, role->role) : NULL;
        bool all = def ? !def->sees_assigned_only : str_eq(role->role, "viewer");
        if (all || (def && str_eq(assignee, app->actor.login)))
            return true;
    }
    return false;
}

int app_need_sight(const struct app *app, const char *scheme, const char *assignee, struct err *e)
{
    return app_sees(app, scheme, assignee) ? 0 : err_set(e, E_DENIED, "app.not-yours", NULL);
}

int app_need_role(const struct app *app, const char *scheme, const char *roles, struct err *e)
{
    if (app_has_role(app, scheme, roles))
        return 0;
    const struct scheme *s = schemes_on(app->schemes, scheme, app_today(app));
    AUTO(arena) struct arena a = {0};
    const char *labels = "";
    struct str rest = str_of(roles), one;
    while (str_split(&rest, ' ', &one)) {
        const char *id = arena_strndup(&a, one.p, one.n);
        const struct role_def *def = s ? scheme_role(s, id) : NULL;
        labels = arena_printf(&a, "%s%s%s", labels, *labels ? LIST_COMMA : "", def ? app_label(app, def->rule.label, def->rule.label_en) : id);
    }
    return err_set(e, E_DENIED, "app.role", labels, NULL);
}

/* Some transition is this role's to do: it does more than look. */
static bool role_works(const struct scheme *s, const char *role)
{
    for (size_t i = 0; i < s->machines.n; i++)
        for (size_t j = 0; j < s->machines.at[i].transitions.n; j++)
            if (texts_have(&s->machines.at[i].transitions.at[j].roles, role))
                return true;
    return false;
}

bool app_may_work(const struct app *app, const char *scheme, const char *assignee)
{
    const struct scheme *s = schemes_on(app->schemes, scheme, app_today(app));
    if (app->actor.everything)
        return true;
    for (size_t i = 0; s && i < s->roles.n; i++)
        if (role_works(s, s->roles.at[i].rule.id) && app_has_role(app, scheme, s->roles.at[i].rule.id))
            return app_sees(app, scheme, assignee);
    return false;
}

int app_need_work(const struct app *app, const char *scheme, const char *assignee, struct err *e)
{
    if (app_may_work(app, scheme, assignee))
        return 0;
    const struct scheme *s = schemes_on(app->schemes, scheme, app_today(app));
    AUTO(arena) struct arena a = {0};
    const char *labels = "";
    for (size_t i = 0; s && i < s->roles.n; i++)
        if (role_works(s, s->roles.at[i].rule.id))
            labels = arena_printf(&a, "%s%s%s", labels, *labels ? LIST_COMMA : "", app_label(app, s->roles.at[i].rule.label, s->roles.at[i].rule.label_en));
    return err_set(e, E_DENIED, "app.role", labels, NULL);
}

int app_need_admin(const struct app *app, struct err *e)
{
    return app->actor.admin ? 0 : err_set(e, E_DENIED, "app.admin", NULL);
}

const char *app_label(const struct app *app, const char *ja, const char *en)
{
    return app->language == LANGUAGE_EN && !str_empty(en) ? en : ja;
}

const char *app_scheme_label(const struct app *app, const char *id)
{
    const struct scheme *s = schemes_on(app->schemes, id, app_today(app));
    return s && !str_empty(s->short_label) ? s->short_label : id;
}

const char *app_error_text(const struct app *app, struct arena *a, const struct err *e)
{
    return app->say_error ? app->say_error(a, app->language, e) : e->msg;
}

void app_rest(struct app *app)
{
    db_shrink(app->db);
    mem_give_back();
}

bool app_is_read_only(const struct app *app)
{
    return db_is_read_only(app->db);
}
