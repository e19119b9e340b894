/* user add, conflict, key, role, disable, list, totp; param; closed-day */
#include "core/app/factor_app.h"
#include "core/app/interest_app.h"
#include "core/app/user_app.h"
#include "core/base/str.h"
#include "core/rule/table.h"
#include "tui/qr.h"
#include "tui/serve/settings.h"
#include "tui/verb/verb.h"

enum { KEY_BYTES_MAX = 16384 };

/* "aspic:reviewer aspic:viewer" */
static const char *roles_of(const struct user_view *user, struct arena *a)
{
    const char *text = "";
    for (size_t i = 0; i < user->n_roles; i++)
        if (date_is_none(user->role[i].revoked_on))
            text = arena_printf(a, "%s%s%s:%s", text, *text ? " " : "", user->role[i].scheme, user->role[i].role);
    return text;
}

int verb_user_list(struct verb_call *call, struct err *e)
{
    struct user_view *user;
    size_t n;
    int rc = verb_done(call, e);
    if (!rc)
        rc = user_list(call->app, call->arena, &user, &n, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < n; i++) {
        verb_list_row(&l);
        verb_list_text(&l, "login", user[i].u.login, 16);
        verb_list_text(&l, "name", user[i].u.name, 24);
        verb_list_text(&l, "state", user[i].u.state, 9);
        verb_list_text(&l, "roles", roles_of(&user[i], call->arena), 0);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}

int verb_user_add(struct verb_call *call, struct err *e)
{
    const char *login, *name = verb_option(call, "name");
    int64_t id;
    int rc = verb_need(call, "LOGIN", &login, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : user_add(call->app, login, name ? name : login, &id, e);
}

/* The key comes on the standard input: over SSH no file of this machine is read. */
int verb_user_key(struct verb_call *call, struct err *e)
{
    const char *login, *revoke = verb_option(call, "revoke");
    AUTO(buf) struct buf line = BUF(KEY_BYTES_MAX);
    int rc = verb_need(call, "LOGIN", &login, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc && revoke)
        return user_revoke_key(call->app, login, revoke, e);
    if (!rc)
        rc = verb_input(call, KEY_BYTES_MAX, &line, e);
    if (rc)
        return rc;
    while (line.n && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
        line.p[--line.n] = '\0';
    return user_add_key(call->app, login, buf_str(&line), e);
}

int verb_user_role(struct verb_call *call, struct err *e)
{
    const char *login, *scheme, *role;
    bool revoke = verb_switch(call, "revoke");
    int rc = verb_need(call, "LOGIN", &login, e);
    if (!rc)
        rc = verb_need(call, "SCHEME", &scheme, e);
    if (!rc)
        rc = verb_need(call, "ROLE", &role, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : user_grant(call->app, login, scheme, role, !revoke, e);
}

static int list_interests(struct verb_call *call, const char *login, struct err *e)
{
    struct interest *tie;
    size_t n;
    int rc = interest_list(call->app, login, call->arena, &tie, &n, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < n; i++) {
        verb_list_row(&l);
        verb_list_text(&l, "party", tie[i].party, 30);
        verb_list_text(&l, "subject", tie[i].subject, 20);
        verb_list_text(&l, "from", verb_day(call, tie[i].from_on), 10);
        verb_list_text(&l, "until", verb_day(call, tie[i].until_on), 10);
        verb_list_text(&l, "withdrawn", verb_day(call, tie[i].withdrawn_on), 10);
        verb_list_text(&l, "reason", date_is_none(tie[i].withdrawn_on) ? tie[i].ground : tie[i].withdrawn_why, 0);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}

int verb_user_conflict(struct verb_call *call, struct err *e)
{
    const char *login, *party = NULL, *from = verb_option(call, "from"), *until = verb_option(call, "until");
    struct interest_said said = {.subject = verb_option(call, "subject"), .from = DATE_NONE, .until = DATE_NONE,
                                 .ground = verb_option(call, "reason")};
    bool withdrawn = verb_switch(call, "withdraw");
    int rc = verb_need(call, "LOGIN", &login, e);
    if (!rc)
        party = verb_word(call);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc && !party)
        return list_interests(call, login, e);
    if (!rc && from)
        rc = verb_date(call, from, &said.from, e);
    if (!rc && until)
        rc = verb_date(call, until, &said.until, e);
    if (rc)
        return rc;
    said.login = login;
    said.party = party;
    return withdrawn ? interest_withdraw(call->app, login, party, said.subject, said.ground, e) : interest_declare(call->app, &said, e);
}

static int set_state(struct verb_call *call, bool active, struct err *e)
{
    const char *login;
    int rc = verb_need(call, "LOGIN", &login, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : user_set_state(call->app, login, active, e);
}

int verb_user_disable(struct verb_call *call, struct err *e)
{
    return set_state(call, false, e);
}

int verb_user_enable(struct verb_call *call, struct err *e)
{
    return set_state(call, true, e);
}

/* What is printed here is printed once and stands nowhere else. */
static int begin_totp(struct verb_call *call, const char *login, struct err *e)
{
    struct factor_offer offer;
    const char **row;
    int cols;
    int rc = factor_begin(call->app, login, call->settings ? call->settings->office : "shinsa", call->arena, &offer, e);
    if (rc)
        return rc;
    size_t n = qr_rows(call->arena, offer.uri, false, &row, &cols);
    for (size_t i = 0; i < n; i++)
        verb_print(call, "%s\n", row[i]);
    verb_print(call, "%s\n", offer.uri);
    verb_say(call, "factor.begun", offer.secret, login, NULL);
    return 0;
}

static int confirm_totp(struct verb_call *call, const char *login, const char *code, struct err *e)
{
    const char *recovery[FACTOR_RECOVERY];
    int rc = factor_confirm(call->app, login, code, call->arena, recovery, e);
    if (rc)
        return rc;
    verb_say(call, "factor.confirmed", login, NULL);
    for (size_t i = 0; i < FACTOR_RECOVERY; i++)
        verb_print(call, "%s\n", recovery[i]);
    return 0;
}

int verb_user_totp(struct verb_call *call, struct err *e)
{
    const char *login, *code = verb_option(call, "confirm");
    bool reset = verb_switch(call, "reset");
    int rc = verb_need(call, "LOGIN", &login, e);
    if (!rc)
        rc = verb_done(call, e);
    if (rc)
        return rc;
    if (!reset)
        return code ? confirm_totp(call, login, code, e) : begin_totp(call, login, e);
    rc = factor_reset(call->app, login, e);
    if (!rc)
        verb_say(call, "factor.reset", login, NULL);
    return rc;
}

int verb_param_list(struct verb_call *call, struct err *e)
{
    const char *scheme;
    struct param_row *row;
    size_t n;
    int rc = verb_need(call, "SCHEME", &scheme, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc)
        rc = param_list(call->app, scheme, call->arena, &row, &n, e);
    if (rc)
        return rc;
    struct verb_list l = verb_list(call);
    for (size_t i = 0; i < n; i++) {
        verb_list_row(&l);
        verb_list_text(&l, "confirm", row[i].confirm ? "!" : "", 1);
        verb_list_text(&l, "name", row[i].p.name, 26);
        verb_list_text(&l, "value", row[i].p.value, 22);
        verb_list_text(&l, "label", row[i].label, 0);
        verb_list_end_row(&l);
    }
    verb_list_end(&l);
    return 0;
}

int verb_param_set(struct verb_call *call, struct err *e)
{
    const char *scheme, *name, *value, *reason = verb_option(call, "reason");
    int rc = verb_need(call, "SCHEME", &scheme, e);
    if (!rc)
        rc = verb_need(call, "NAME", &name, e);
    if (!rc)
        rc = verb_need(call, "VALUE", &value, e);
    if (!rc)
        rc = verb_done(call, e);
    if (!rc && str_empty(reason))
        rc = err_set(e, E_INPUT, "verb.missing", "--reason", NULL);
    AUTO(buf) struct buf input = BUF(TABLE_BYTES_MAX);
    if (!rc && str_eq(value, "-")) { /* a table */
        rc = verb_input(call, TABLE_BYTES_MAX, &input, e);
        value = buf_str(&input);
    }
    return rc ? rc : param_set(call->app, scheme, name, value, reason, e);
}

int verb_closed_day(struct verb_call *call, struct err *e)
{
    const char *day, *label = verb_option(call, "label");
    bool open = verb_switch(call, "open");
    int rc = verb_need(call, "DAY", &day, e);
    if (!rc)
        rc = verb_done(call, e);
    return rc ? rc : closed_day_set(call->app, day, label ? label : "", !open, e);
}
