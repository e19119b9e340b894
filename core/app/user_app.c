#include "core/app/user_app.h"

#include <inttypes.h>
#include <string.h>

#include "core/app/labels.h"
#include "core/app/user_internal.h"
#include "core/app/words.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "db/rows_office.h"

enum { LOGIN_MAX = 32, NAME_BYTES_MAX = 95 };

struct office_run {
    struct office_change *c;
    office_fn *fn;
    const char *verb, *object;
};

static int run(struct db *db, void *arg, struct err *e)
{
    const struct office_run *run = arg;
    struct office_change *c = run->c;
    c->set = change_set_in(c->a);
    int rc = c->login ? rows_user(db, c->login, &c->user, c->a, e) : 0;
    if (rc == E_NOTFOUND)
        return err_set(e, E_NOTFOUND, "user.unknown", c->login, NULL);
    if (!rc)
        rc = run->fn(c, e);
    if (rc || !c->set.change.n)
        return rc;
    const char *object = run->object ? run->object : arena_printf(c->a, "user:%" PRId64, c->user.id);
    const struct journal_entry entry = {.at = clock_now(&c->app->clock), .actor = c->app->actor.login, .seat = c->app->seat,
                                        .verb = run->verb, .object = object};
    return journal_commit(db, &entry, &c->set, NULL, e);
}

int office_run(struct office_change *c, office_fn *fn, const char *verb, const char *object, struct err *e)
{
    struct office_run arg = {c, fn, verb, object};
    struct err inside = {0}; /* what is only looked for may be missing: success leaves *e alone */
    int rc = db_write(c->app->db, run, &arg, &inside);
    if (rc)
        *e = inside;
    return rc;
}

static bool is_login(const char *s)
{
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_.-");
    return *s >= 'a' && *s <= 'z' && !s[n] && n <= LOGIN_MAX;
}

static int add_user(struct office_change *c, struct err *e)
{
    int64_t n;
    struct user there, user = {.login = c->arg0, .name = c->arg1, .state = "active", .language = "ja", .created_on = app_today(c->app)};
    int rc = rows_users_count(c->app->db, &n, e);
    if (!rc && n)
        rc = app_need_admin(c->app, e);
    if (rc)
        return rc;
    rc = rows_user(c->app->db, c->arg0, &there, c->a, e);
    if (rc != E_NOTFOUND)
        return rc ? rc : err_set(e, E_CONFLICT, "user.known", c->arg0, NULL);
    rc = rows_next_id(c->app->db, &user_type, &user.id, e);
    if (rc)
        return rc;
    c->user = user;
    c->id = user.id;
    change_put(&c->set, &user_type, &user);
    const struct user_role admin = {.user_id = user.id, .scheme = "*", .role = "admin", .granted_on = user.created_on, .revoked_on = DATE_NONE};
    if (!n)
        change_put(&c->set, &user_role_type, &admin);
    return 0;
}

int user_add(struct app *app, const char *login, const char *name, int64_t *id_r, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    size_t n = strlen(name);
    if (!is_login(login))
        return err_set(e, E_INPUT, "user.login", login, NULL);
    if (!n || n > NAME_BYTES_MAX || !utf8_valid(name, n) || utf8_has_controls(name, false))
        return err_set(e, E_INPUT, "user.name", login, NULL);
    struct office_change c = {.app = app, .arg0 = login, .arg1 = name, .a = &a};
    int rc = office_run(&c, add_user, "user.add", NULL, e);
    if (!rc)
        *id_r = c.id;
    return rc;
}

/* Would the office have no active admin left without this user (or this role)? Everybody counts who is active and has the
 * role. Inside a write. */
static int user_is_last_admin(struct app *app, int64_t user_id, struct arena *a, bool *last_r, struct err *e)
{
    struct rows users, roles;
    int rc = rows_users(app->db, a, &users, e);
    bool is_admin = false, others = false;
    for (size_t i = 0; !rc && i < users.n; i++) {
        const struct user *user = &((struct user *)users.at)[i];
        rc = str_eq(user->state, "active") ? rows_user_roles(app->db, user->id, a, &roles, e) : 0;
        for (size_t j = 0; !rc && str_eq(user->state, "active") && j < roles.n; j++) {
            const struct user_role *role = &((struct user_role *)roles.at)[j];
            bool admin = str_eq(role->role, "admin") && date_is_none(role->revoked_on);
            is_admin |= admin && user->id == user_id;
            others |= admin && user->id != user_id;
        }
    }
    *last_r = is_admin && !others;
    return rc;
}

static int set_state(struct office_change *c, struct err *e)
{
    bool last = false;
    int rc = app_need_admin(c->app, e);
    if (!rc && !c->on)
        rc = user_is_last_admin(c->app, c->user.id, c->a, &last, e);
    if (!rc && last)
        rc = err_set(e, E_RULE, "user.last-admin", c->login, NULL);
    const char *state = c->on ? "active" : "disabled";
    if (rc || str_eq(c->user.state, state))
        return rc;
    c->user.state = state;
    change_put(&c->set, &user_type, &c->user);
    return 0;
}

int user_set_state(struct app *app, const char *login, bool active, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct office_change c = {.app = app, .login = login, .on = active, .a = &a};
    return office_run(&c, set_state, active ? "user.enable" : "user.disable", NULL, e);
}

static int set_language(struct office_change *c, struct err *e)
{
    bool own = str_eq(c->login, c->app->actor.login);
    int rc = own ? 0 : app_need_admin(c->app, e);
    if (rc || str_eq(c->user.language, c->arg0))
        return rc;
    c->user.language = c->arg0;
    change_put(&c->set, &user_type, &c->user);
    return 0;
}

int user_set_language(struct app *app, const char *login, enum language language, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct office_change c = {.app = app, .login = login, .arg0 = language == LANGUAGE_EN ? "en" : "ja", .a = &a};
    int rc = office_run(&c, set_language, "user.language", NULL, e);
    if (!rc && str_eq(login, app->actor.login))
        app->language = language;
    return rc;
}

/* A role of the scheme, of any scheme for all, or one of the office itself. */
static const struct role_def *find_role(const struct app *app, const char *scheme, const char *role)
{
    for (size_t i = 0; i < app->schemes->n; i++) {
        const struct scheme *s = app->schemes->at[i];
        if (s->abstract || (!str_eq(scheme, "*") && !str_eq(scheme, s->rule.id)))
            continue;
        const struct role_def *def = scheme_role(s, role);
        if (def)
            return def;
    }
    return NULL;
}

static const char *role_label(const struct app *app, const struct user_role *role)
{
    const struct role_def *def = find_role(app, role->scheme, role->role);
    if (def)
        return label_of_rule(app, &def->rule, role->role);
    return str_eq(role->role, "admin") ? app_word(app, WORD_ADMIN) : str_eq(role->role, "viewer") ? app_word(app, WORD_VIEWER) : role->role;
}

static const char *scheme_short(const struct app *app, const char *scheme)
{
    const struct scheme *s = schemes_on(app->schemes, scheme, app_today(app));
    if (str_eq(scheme, "*"))
        return "";
    return s && !str_empty(s->short_label) ? s->short_label : scheme;
}

static bool role_exists(const struct app *app, const char *scheme, const char *role)
{
    bool office = str_eq(scheme, "*") && (str_eq(role, "admin") || str_eq(role, "viewer"));
    return office || find_role(app, scheme, role);
}

/* The role as it was given before, if it was. */
static int stored_role(struct office_change *c, struct user_role *role_r, struct err *e)
{
    *role_r = (struct user_role){.user_id = c->user.id, .scheme = c->arg0, .role = c->arg1};
    int rc = rows_get(c->app->db, &user_role_type, role_r, c->a, e);
    if (rc == E_NOTFOUND) {
        *role_r = (struct user_role){.user_id = c->user.id, .scheme = c->arg0, .role = c->arg1, .granted_on = DATE_NONE, .revoked_on = DATE_NONE};
        return 0;
    }
    return rc;
}

static int grant_role(struct office_change *c, struct err *e)
{
    struct user_role role;
    bool last = false;
    int rc = app_need_admin(c->app, e);
    if (!rc && !role_exists(c->app, c->arg0, c->arg1))
        rc = err_set(e, E_NOTFOUND, "user.no-role", c->arg1, c->arg0, NULL);
    if (!rc)
        rc = stored_role(c, &role, e);
    if (rc)
        return rc;
    bool has = !date_is_none(role.granted_on) && date_is_none(role.revoked_on);
    if (has == c->on)
        return 0;
    if (!c->on && str_eq(c->arg1, "admin"))
        rc = user_is_last_admin(c->app, c->user.id, c->a, &last, e);
    if (!rc && last)
        rc = err_set(e, E_RULE, "user.last-admin", c->login, NULL);
    if (rc)
        return rc;
    if (c->on)
        role.granted_on = app_today(c->app);
    role.revoked_on = c->on ? DATE_NONE : app_today(c->app);
    change_put(&c->set, &user_role_type, &role);
    return 0;
}

int user_grant(struct app *app, const char *login, const char *scheme, const char *role, bool grant, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct office_change c = {.app = app, .login = login, .arg0 = scheme, .arg1 = role, .on = grant, .a = &a};
    return office_run(&c, grant_role, grant ? "user.grant" : "user.revoke", NULL, e);
}

struct role_kinds {
    LIST(struct role_kind) all;
};

int role_kinds(struct app *app, struct arena *a, struct role_kind **kind_r, size_t *n_r, struct err *e)
{
    struct role_kinds kinds = {0};
    (void)e;
    *LIST_ADD(a, &kinds.all) = (struct role_kind){"*", "", "admin", app_word(app, WORD_ADMIN)};
    *LIST_ADD(a, &kinds.all) = (struct role_kind){"*", "", "viewer", app_word(app, WORD_VIEWER)};
    for (size_t i = 0; i < app->schemes->n; i++) {
        const struct scheme *s = app->schemes->at[i];
        if (s->abstract || s != schemes_on(app->schemes, s->rule.id, app_today(app)))
            continue;
        for (size_t j = 0; j < s->roles.n; j++)
            *LIST_ADD(a, &kinds.all) = (struct role_kind){s->rule.id, s->short_label, s->roles.at[j].rule.id,
                                                          label_of_rule(app, &s->roles.at[j].rule, "")};
    }
    *kind_r = kinds.all.at;
    *n_r = kinds.all.n;
    return 0;
}

struct user_views {
    struct app *app;
    struct arena *a;
    LIST(struct user_view) all;
};

static int list_one(struct user_views *list, const struct user *user, struct err *e)
{
    struct rows keys, roles;
    int rc = rows_user_keys(list->app->db, user->id, list->a, &keys, e);
    if (!rc)
        rc = rows_user_roles(list->app->db, user->id, list->a, &roles, e);
    if (rc)
        return rc;
    struct user_view *view = LIST_ADD(list->a, &list->all);
    *view = (struct user_view){.u = *user, .key = keys.at, .n_keys = keys.n, .role = roles.at, .n_roles = roles.n};
    view->role_label = ARENA_ARRAY(list->a, const char *, roles.n);
    view->role_scheme = ARENA_ARRAY(list->a, const char *, roles.n);
    for (size_t i = 0; i < roles.n; i++) {
        view->role_label[i] = role_label(list->app, &view->role[i]);
        view->role_scheme[i] = scheme_short(list->app, view->role[i].scheme);
    }
    return 0;
}

static int list_users(struct db *db, void *arg, struct err *e)
{
    struct user_views *list = arg;
    struct rows users;
    int rc = rows_users(db, list->a, &users, e);
    for (size_t i = 0; !rc && i < users.n; i++)
        rc = list_one(list, &((struct user *)users.at)[i], e);
    return rc;
}

int user_list(struct app *app, struct arena *a, struct user_view **user_r, size_t *n_r, struct err *e)
{
    struct user_views list = {.app = app, .a = a};
    int rc = db_read(app->db, list_users, &list, e);
    if (!rc) {
        *user_r = list.all.at;
        *n_r = list.all.n;
    }
    return rc;
}

int user_add_for_all(struct app *app, const char *login, struct err *e)
{
    int64_t id;
    int rc = user_add(app, login, login, &id, e);
    if (!rc)
        rc = user_grant(app, login, "*", "admin", true, e);
    for (size_t i = 0; !rc && i < app->schemes->n; i++) {
        const struct scheme *s = app->schemes->at[i];
        for (size_t j = 0; !rc && !s->abstract && j < s->roles.n; j++)
            rc = user_grant(app, login, s->rule.id, s->roles.at[j].rule.id, true, e);
    }
    return rc;
}
