/* SSH keys of users, and coming and going with them. */
#include <inttypes.h>
#include <string.h>

#include "core/app/user_internal.h"
#include "core/base/ssh_public.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "db/rows_office.h"

enum { ORIGIN_BYTES_MAX = 100 };

static int add_key(struct office_change *c, struct err *e)
{
    struct ssh_public key;
    struct rows there;
    int rc = app_need_admin(c->app, e);
    if (!rc)
        rc = ssh_public_read(c->arg0, &key, e);
    if (!rc)
        rc = rows_keys(c->app->db, key.blob, NULL, c->a, &there, e);
    if (!rc && there.n)
        rc = err_set(e, E_CONFLICT, "key.known", key.fingerprint, NULL);
    struct user_key record = {.user_id = c->user.id, .added_on = app_today(c->app), .revoked_on = DATE_NONE};
    if (!rc)
        rc = rows_next_id(c->app->db, &user_key_type, &record.id, e);
    if (rc)
        return rc;
    record.type = arena_strdup(c->a, key.type);
    record.blob = arena_strdup(c->a, key.blob);
    record.fingerprint = arena_strdup(c->a, key.fingerprint);
    record.comment = arena_strdup(c->a, key.comment);
    change_put(&c->set, &user_key_type, &record);
    return 0;
}

int user_add_key(struct app *app, const char *login, const char *line, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct office_change c = {.app = app, .login = login, .arg0 = line, .a = &a};
    return office_run(&c, add_key, "user.key", NULL, e);
}

static int revoke_key(struct office_change *c, struct err *e)
{
    struct rows rows;
    int rc = str_eq(c->login, c->app->actor.login) ? 0 : app_need_admin(c->app, e);
    if (!rc)
        rc = rows_user_keys(c->app->db, c->user.id, c->a, &rows, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < rows.n; i++) {
        struct user_key key = ((struct user_key *)rows.at)[i];
        if (!str_eq(key.fingerprint, c->arg0) || !date_is_none(key.revoked_on))
            continue;
        key.revoked_on = app_today(c->app);
        change_put(&c->set, &user_key_type, &key);
        return 0;
    }
    return err_set(e, E_NOTFOUND, "key.not-there", c->login, c->arg0, NULL);
}

int user_revoke_key(struct app *app, const char *login, const char *fingerprint, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct office_change c = {.app = app, .login = login, .arg0 = fingerprint, .a = &a};
    return office_run(&c, revoke_key, "user.key-revoke", NULL, e);
}

struct key_question {
    const char *login, *type, *blob, *fingerprint;
    bool known;
};

static int ask_key(struct db *db, void *arg, struct err *e)
{
    struct key_question *q = arg;
    AUTO(arena) struct arena a = {0};
    struct rows rows;
    int rc = rows_keys(db, q->blob, q->login, &a, &rows, e);
    q->known = false;
    for (size_t i = 0; !rc && i < rows.n; i++)
        q->known |= str_eq(((struct user_key *)rows.at)[i].type, q->type);
    return rc;
}

int user_key_known(struct app *app, const char *login, const char *type, const char *blob, bool *known_r, struct err *e)
{
    struct key_question q = {.login = login, .type = type, .blob = blob};
    int rc = db_read(app->db, ask_key, &q, e);
    if (!rc)
        *known_r = q.known;
    return rc;
}

static int ask_fingerprint(struct db *db, void *arg, struct err *e)
{
    struct key_question *q = arg;
    AUTO(arena) struct arena a = {0};
    struct user user;
    struct rows rows;
    q->known = false;
    int rc = rows_user(db, q->login, &user, &a, e);
    if (!rc)
        rc = rows_user_keys(db, user.id, &a, &rows, e);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct user_key *key = &((struct user_key *)rows.at)[i];
        q->known |= str_eq(key->fingerprint, q->fingerprint) && date_is_none(key->revoked_on);
    }
    return rc;
}

/* What came from outside, fit to stand in a name or a note: cut, and without control characters. */
static const char *origin(struct arena *a, const char *text)
{
    char cut[ORIGIN_BYTES_MAX];
    (void)str_copy_cut(cut, sizeof cut, text);
    return utf8_valid(cut, strlen(cut)) && !utf8_has_controls(cut, false) ? arena_strdup(a, cut) : "?";
}

struct coming {
    struct app *app;
    const char *verb, *note, *object;
};

static int write_coming(struct db *db, void *arg, struct err *e)
{
    const struct coming *c = arg;
    AUTO(arena) struct arena a = {0};
    const struct change_set none = change_set_in(&a);
    const struct journal_entry entry = {.at = clock_now(&c->app->clock), .actor = c->app->actor.login, .seat = c->app->seat,
                                        .verb = c->verb, .object = c->object, .note = c->note};
    return journal_commit(db, &entry, &none, NULL, e);
}

static int note_coming(struct app *app, const char *verb, const char *const *keys, const char *const *values, size_t n, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf note = BUF(JOURNAL_NOTE_MAX_BYTES);
    struct json_writer w = json_writer_to(&note);
    json_begin_object(&w);
    for (size_t i = 0; i < n; i++)
        json_put_text(&w, keys[i], origin(&a, values[i]));
    json_end_object(&w);
    struct coming c = {app, verb, buf_str(&note), arena_printf(&a, "user:%" PRId64, app->actor.user_id)};
    return db_write(app->db, write_coming, &c, e);
}

int user_login(struct app *app, const char *login, const char *fingerprint, const char *source, const char *terminal, struct err *e)
{
    static const char *const keys[] = {"key", "from", "terminal"};
    const char *const values[] = {fingerprint, source, terminal};
    AUTO(arena) struct arena a = {0};
    int rc = app_act_as(app, login, e);
    if (rc)
        return rc;
    struct key_question q = {.login = login, .fingerprint = fingerprint};
    rc = db_read(app->db, ask_fingerprint, &q, e);
    if (!rc && !q.known)
        rc = err_set(e, E_DENIED, "key.not-there", login, fingerprint, NULL);
    if (!rc) {
        (void)str_copy_cut(app->actor.fingerprint, sizeof app->actor.fingerprint, fingerprint);
        (void)str_copy_cut(app->seat, sizeof app->seat, arena_printf(&a, "ssh %s", origin(&a, source)));
        rc = note_coming(app, "user.login", keys, values, COUNT_OF(keys), e);
    }
    if (rc)
        app_act_as_nobody(app);
    return rc;
}

int user_logout(struct app *app, const char *reason, struct err *e)
{
    static const char *const keys[] = {"reason"};
    return note_coming(app, "user.logout", keys, &reason, 1, e);
}

bool user_still_allowed(struct app *app)
{
    struct err e;
    char login[sizeof app->actor.login], fingerprint[sizeof app->actor.fingerprint];
    if (app->actor.everything)
        return true;
    (void)str_copy_cut(login, sizeof login, app->actor.login);
    (void)str_copy_cut(fingerprint, sizeof fingerprint, app->actor.fingerprint);
    struct key_question q = {.login = login, .fingerprint = fingerprint, .known = !*fingerprint};
    int rc = *fingerprint ? db_read(app->db, ask_fingerprint, &q, &e) : 0;
    if (rc == E_BUSY)
        return true; /* asked again soon */
    enum language language = app->language;
    if (rc || !q.known || app_act_as(app, login, &e) != 0)
        return false;
    app->language = language;
    (void)str_copy_cut(app->actor.fingerprint, sizeof app->actor.fingerprint, fingerprint);
    return true;
}
