#include "core/app/interest_app.h"

#include <string.h>

#include "core/app/user_internal.h"
#include "core/base/fold.h"
#include "core/base/str.h"
#include "core/base/utf8.h"
#include "db/rows_office.h"

enum { INTEREST_BYTES_MAX = 300, INTERESTS_OF_ONE_MAX = 200 };

struct tie {
    struct office_change c;
    const struct interest_said *said;
    const char *party; /* a corporate number without its spaces, else as it was said */
    const char *reason;
};

static bool fits(const char *text, bool may_be_empty)
{
    size_t n = strlen(text);
    return (n || may_be_empty) && n <= INTEREST_BYTES_MAX && utf8_valid(text, n) && !utf8_has_controls(text, false);
}

/* Digits that somebody typed in groups or full width are a number; anything else is a name. */
static const char *party_of(const char *said, struct arena *a)
{
    const char *code = fold_code(a, said);
    return strlen(code) == 13 && strspn(code, "0123456789") == 13 ? code : said;
}

/* The tie that is meant, if it stands: *there_r id 0: none. */
static int find(struct tie *t, struct interest *there_r, size_t *n_r, struct err *e)
{
    struct rows rows;
    int rc = rows_interests(t->c.app->db, t->c.user.login, t->c.a, &rows, e);
    record_init(&interest_type, there_r);
    if (rc)
        return rc;
    *n_r = rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        const struct interest *at = &((struct interest *)rows.at)[i];
        if (date_is_none(at->withdrawn_on) && fold_equal(at->party, t->party) && fold_equal(at->subject, t->said->subject))
            *there_r = *at;
    }
    return 0;
}

/* Nobody frees himself: that a tie is over, or was over earlier than it was said, an admin says. */
static int may_declare(const struct tie *t, const struct interest *there, struct err *e)
{
    bool own = str_eq(t->c.user.login, t->c.app->actor.login);
    bool shorter = there->id && !date_is_none(t->said->until) &&
                   (date_is_none(there->until_on) || date_compare(t->said->until, there->until_on) < 0);
    return own && !shorter ? 0 : app_need_admin(t->c.app, e);
}

static int declare(struct office_change *c, struct err *e)
{
    struct tie *t = (struct tie *)c;
    struct interest tie;
    size_t n;
    int rc = find(t, &tie, &n, e);
    if (!rc)
        rc = may_declare(t, &tie, e);
    if (!rc && !tie.id && n >= INTERESTS_OF_ONE_MAX)
        rc = err_set(e, E_LIMIT, "interest.too-many", c->user.login, NULL);
    if (!rc && !tie.id)
        rc = rows_next_id(c->app->db, &interest_type, &tie.id, e);
    if (rc)
        return rc;
    tie.login = c->user.login;
    tie.party = t->party;
    tie.subject = t->said->subject;
    tie.from_on = t->said->from;
    tie.until_on = t->said->until;
    tie.ground = t->said->ground;
    tie.declared_by = c->app->actor.login;
    tie.declared_on = app_today(c->app);
    change_put(&c->set, &interest_type, &tie);
    return 0;
}

static int withdraw(struct office_change *c, struct err *e)
{
    struct tie *t = (struct tie *)c;
    struct interest tie;
    size_t n;
    int rc = app_need_admin(c->app, e);
    if (!rc)
        rc = find(t, &tie, &n, e);
    if (!rc && !tie.id)
        rc = err_set(e, E_NOTFOUND, "interest.unknown", c->user.login, t->party, NULL);
    if (rc)
        return rc;
    tie.withdrawn_on = app_today(c->app);
    tie.withdrawn_why = t->reason;
    change_put(&c->set, &interest_type, &tie);
    return 0;
}

static int check_texts(const struct interest_said *said, const char *ground, struct err *e)
{
    if (!fits(said->party, false) || !fits(said->subject, true))
        return err_set(e, E_INPUT, "interest.party", said->login, NULL);
    return fits(ground, false) ? 0 : err_set(e, E_INPUT, "interest.ground", said->login, NULL);
}

int interest_declare(struct app *app, const struct interest_said *said, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    struct interest_said whole = *said;
    whole.subject = said->subject ? said->subject : "";
    whole.ground = said->ground ? said->ground : "";
    struct tie t = {.c = {.app = app, .login = said->login, .a = &a}, .said = &whole, .party = party_of(said->party, &a)};
    int rc = check_texts(&whole, whole.ground, e);
    if (!rc && !date_is_none(said->from) && !date_is_none(said->until) && date_compare(said->until, said->from) < 0)
        rc = err_set(e, E_INPUT, "interest.days", said->login, NULL);
    return rc ? rc : office_run(&t.c, declare, "user.interest", NULL, e);
}

int interest_withdraw(struct app *app, const char *login, const char *party, const char *subject, const char *reason, struct err *e)
{
    AUTO(arena) struct arena a = {0};
    const struct interest_said said = {.login = login, .party = party, .subject = subject ? subject : ""};
    struct tie t = {.c = {.app = app, .login = login, .a = &a}, .said = &said, .party = party_of(party, &a), .reason = reason ? reason : ""};
    int rc = check_texts(&said, t.reason, e);
    return rc ? rc : office_run(&t.c, withdraw, "user.interest-withdrawn", NULL, e);
}

struct ties {
    struct app *app;
    const char *login;
    struct arena *a;
    struct rows rows;
};

static int list_ties(struct db *db, void *arg, struct err *e)
{
    struct ties *t = arg;
    struct user user;
    int rc = rows_user(db, t->login, &user, t->a, e);
    if (rc == E_NOTFOUND)
        return err_set(e, E_NOTFOUND, "user.unknown", t->login, NULL);
    return rc ? rc : rows_interests(db, t->login, t->a, &t->rows, e);
}

int interest_list(struct app *app, const char *login, struct arena *a, struct interest **interest_r, size_t *n_r, struct err *e)
{
    struct ties t = {.app = app, .login = login, .a = a};
    int rc = str_eq(login, app->actor.login) ? 0 : app_need_admin(app, e);
    if (!rc)
        rc = db_read(app->db, list_ties, &t, e);
    if (rc)
        return rc;
    *interest_r = t.rows.at;
    *n_r = t.rows.n;
    return 0;
}
