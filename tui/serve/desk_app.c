#include "tui/serve/desk_app.h"

#include "core/app/factor_app.h"
#include "core/app/user_app.h"
#include "core/app/view_log.h"
#include "core/base/log.h"
#include "core/base/ssh_public.h"
#include "core/base/str.h"
#include "tui/message.h"

static struct desk_app *office_of(const struct desk *d)
{
    return d->ops->arg;
}

static int desk_app_open(void *arg, struct desk *d, struct err *e)
{
    struct desk_app *office = arg;
    struct app *app;
    int rc = app_open(office->store, 0, office->schemes, office->clock, &app, e);
    if (rc)
        return rc;
    app->say_error = message_of_err;
    views_keep(app);
    d->app = app;
    return 0;
}

static int desk_app_key_known(struct desk *d, const char *user, const char *key_type, const char *key_blob, bool *known_r,
                              struct err *e)
{
    return user_key_known(d->app, user, key_type, key_blob, known_r, e);
}

/* The login stands in the journal once all that was asked for was given. */
static int come_in(struct desk *d, const char *user, const char *fingerprint, const char *source, const char *client, bool *in_r,
                   struct err *e)
{
    int rc = user_login(d->app, user, fingerprint, source, client, e);
    if (rc && rc != E_DENIED && rc != E_NOTFOUND)
        return rc;
    *in_r = rc == 0;
    return 0;
}

static int desk_app_login(struct desk *d, const struct desk_login *login, enum desk_answer *answer_r, struct err *e)
{
    struct desk_app *office = office_of(d);
    char fingerprint[SSH_PUBLIC_FINGERPRINT_BYTES];
    bool code = false, in = false;
    *answer_r = ANSWER_NO;
    if (!ssh_public_fingerprint(login->key_blob, fingerprint))
        return 0;
    int rc = factor_needed(d->app, login->user, &code, e);
    if (rc)
        return rc;
    if (code) {
        str_copy_cut(office->owes.user, sizeof office->owes.user, login->user);
        str_copy_cut(office->owes.fingerprint, sizeof office->owes.fingerprint, fingerprint);
        str_copy_cut(office->owes.source, sizeof office->owes.source, login->source);
        str_copy_cut(office->owes.client, sizeof office->owes.client, login->client);
        *answer_r = ANSWER_CODE_NEEDED;
        return 0;
    }
    rc = come_in(d, login->user, fingerprint, login->source, login->client, &in, e);
    if (!rc && in)
        *answer_r = ANSWER_YES;
    return rc;
}

static int desk_app_check_code(struct desk *d, const char *code, bool *right_r, struct err *e)
{
    const struct desk_app *office = office_of(d);
    bool right = false;
    int rc = factor_check(d->app, office->owes.user, code, &right, e);
    if (!rc && right)
        rc = come_in(d, office->owes.user, office->owes.fingerprint, office->owes.source, office->owes.client, &right, e);
    if (!rc)
        *right_r = right;
    return rc;
}

static int desk_app_active(struct desk *d, bool *active_r, struct err *e)
{
    (void)e;
    *active_r = user_still_allowed(d->app);
    return 0;
}

static int desk_app_run_ui(struct desk *d, struct line *line, const struct desk_hello *hello, struct err *e)
{
    return office_of(d)->screens(d->app, d, line, hello, e);
}

static void desk_app_run_verb(struct desk *d, int argc, char **argv, const struct desk_io *io, int *exit_status_r)
{
    *exit_status_r = office_of(d)->verb(d->app, d, argc, argv, io);
}

static void desk_app_close(struct desk *d)
{
    struct err e = {0};
    office_of(d)->screens_end(office_of(d));
    if (views_write(d->app, &e) != 0) /* tried once more when the store is closed */
        log_line(LOG_WARN, "user=%s views msg=%s detail=%s", d->user, e.msg, e.detail);
    if (!str_empty(d->user) && user_logout(d->app, d->ended, &e) != 0)
        log_line(LOG_ERROR, "user=%s logout msg=%s detail=%s", d->user, e.msg, e.detail);
    app_close(d->app);
}

struct desk_ops desk_app_ops(struct desk_app *office)
{
    return (struct desk_ops){
        .arg = office, .open = desk_app_open, .key_known = desk_app_key_known,
        .login = desk_app_login, .check_code = desk_app_check_code, .active = desk_app_active, .resumes = true, .run_ui = desk_app_run_ui, .run_verb = desk_app_run_verb,
        .close = desk_app_close,
    };
}
