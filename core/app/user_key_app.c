/* SSH keys of users, and coming and going with them. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/app/user_internal.h"
#include "core/base/ssh_public.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "db/rows_event.h"
#include "db/rows_office.h"

enum { CLIENT_BYTES_MAX = 100, NOTE_BYTES_MAX = 2000 };

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

/* What the client calls itself is hostile: cut, and only what could stand on a screen. */
static const char *client_name(struct arena *a, const char *text)
{
    char cut[CLIENT_BYTES_MAX];
    if (!utf8_valid(text, strlen(text)) || utf8_has_controls(text, false))
        return "?";
    (void)str_copy_cut(cut, sizeof cut, text);
    return arena_strdup(a, cut);
}

static int commit_event(struct app *app, const char *seat, const char *verb, int64_t user_id, const char *note, struct arena *a,
                        struct err *e)
{
    const struct change_set none = change_set_in(a);
    const struct journal_entry entry = {.at = clock_now(&app->clock),
                                        .actor = app->actor.login,
                                        .seat = seat,
                                        .verb = verb,
                                        .object = arena_printf(a, "user:%" PRId64, user_id),
                                        .note = note};
    return journal_commit(app->db, &entry, &none, NULL, e);
}

struct coming {
    struct app *app;
    const char *fingerprint, *client;
    char seat[sizeof((struct app *)NULL)->seat];
};

/* The seat is called after the event that opens it: no other ever has the same name. */
static int write_login(struct db *db, void *arg, struct err *e)
{
    struct coming *c = arg;
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf note = BUF(NOTE_BYTES_MAX);
    struct key_question q = {.login = c->app->actor.login, .fingerprint = c->fingerprint};
    struct sha256 hash;
    int64_t seq;
    int rc = ask_fingerprint(db, &q, e);
    if (!rc && !q.known)
        rc = err_set(e, E_DENIED, "key.not-there", c->app->actor.login, c->fingerprint, NULL);
    if (!rc)
        rc = event_tip(db, &seq, &hash, e);
    if (rc)
        return rc;
    struct json_writer w = json_writer_to(&note);
    json_begin_object(&w);
    json_put_text(&w, "key", c->fingerprint);
    json_put_text(&w, "client", client_name(&a, c->client));
    json_end_object(&w);
    snprintf(c->seat, sizeof c->seat, "ssh-%" PRId64, seq + 1);
    return commit_event(c->app, c->seat, "user.login", c->app->actor.user_id, buf_str(&note), &a, e);
}

int user_login(struct app *app, const char *login, const char *fingerprint, const char *source, const char *client, struct err *e)
{
    struct coming c = {.app = app, .fingerprint = fingerprint, .client = client};
    (void)source; /* the server's log has it: the journal forgets nothing */
    int rc = app_act_as(app, login, e);
    if (rc)
        return rc;
    rc = db_write(app->db, write_login, &c, e);
    if (rc) {
        app_act_as_nobody(app);
        return rc;
    }
    (void)str_copy_cut(app->actor.fingerprint, sizeof app->actor.fingerprint, fingerprint);
    (void)str_copy_cut(app->seat, sizeof app->seat, c.seat);
    return 0;
}

struct going {
    struct app *app;
    const char *reason;
};

static int write_logout(struct db *db, void *arg, struct err *e)
{
    const struct going *g = arg;
    AUTO(arena) struct arena a = {0};
    AUTO(buf) struct buf note = BUF(NOTE_BYTES_MAX);
    (void)db;
    struct json_writer w = json_writer_to(&note);
    json_begin_object(&w);
    json_put_text(&w, "reason", g->reason ? client_name(&a, g->reason) : "");
    json_end_object(&w);
    return commit_event(g->app, g->app->seat, "user.logout", g->app->actor.user_id, buf_str(&note), &a, e);
}

int user_logout(struct app *app, const char *reason, struct err *e)
{
    struct going g = {app, reason};
    return db_write(app->db, write_logout, &g, e);
}

struct seat_event {
    struct app *app;
    const char *login, *verb;
};

static int write_seat_event(struct db *db, void *arg, struct err *e)
{
    const struct seat_event *s = arg;
    AUTO(arena) struct arena a = {0};
    struct user user;
    int rc = rows_user(db, s->login, &user, &a, e);
    if (rc == E_NOTFOUND)
        return err_set(e, E_NOTFOUND, "user.unknown", s->login, NULL);
    return rc ? rc : commit_event(s->app, s->app->seat, s->verb, user.id, NULL, &a, e);
}

int user_seat_event(struct app *app, const char *login, const char *verb, struct err *e)
{
    struct seat_event s = {app, login, verb};
    int rc = app_need_admin(app, e);
    return rc ? rc : db_write(app->db, write_seat_event, &s, e);
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
