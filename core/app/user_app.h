/* Users 利用者, their SSH keys and roles; parameters and closed days of the office. Errors: those of app.h, and what a
 * function says. */
#ifndef SHINSA_APP_USER_APP_H
#define SHINSA_APP_USER_APP_H

#include "core/app/app.h"
#include "core/model/office.h"

struct user_view {
    struct user u;
    struct user_key *key;
    size_t n_keys;
    struct user_role *role;
    const char **role_label;
    const char **role_scheme; /* where it holds, in short; "" everywhere */
    size_t n_roles;
};
int user_list(struct app *app, struct arena *a, struct user_view **user_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* By an admin; the first user of a store may be added by anybody and becomes its admin. E_INPUT "user.login" "user.name",
 * E_CONFLICT "user.known". */
int user_add(struct app *app, const char *login, const char *name, int64_t *id_r, struct err *e) WARN_UNUSED;
/* E_RULE "user.last-admin": somebody must be able to undo it. */
/* A user who administers and has every role of every installed scheme: the first one, from whom an office takes
 * roles away as others come, and the one of the demo office. E_CONFLICT "user.known", E_INPUT "user.login",
 * "user.name". */
int user_add_for_all(struct app *app, const char *login, struct err *e) WARN_UNUSED;
/* E_RULE "user.last-admin". */
int user_set_state(struct app *app, const char *login, bool active, struct err *e) WARN_UNUSED;
/* One's own, or anybody's by an admin. */
int user_set_language(struct app *app, const char *login, enum language language, struct err *e) WARN_UNUSED;
/* line: as in authorized_keys (type, base64, comment). E_INPUT "key.unreadable", "key.type", "key.too-short"; E_CONFLICT "key.known". */
int user_add_key(struct app *app, const char *login, const char *line, struct err *e) WARN_UNUSED;
/* One's own, or anybody's by an admin. E_NOTFOUND "key.not-there". */
int user_revoke_key(struct app *app, const char *login, const char *fingerprint, struct err *e) WARN_UNUSED;
/* Roles that may be given: those of every scheme in force, and admin and viewer for all (scheme "*"). */
struct role_kind {
    const char *scheme, *scheme_short, *role, *label;
};
int role_kinds(struct app *app, struct arena *a, struct role_kind **kind_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* scheme "*": everywhere; admin and viewer are roles of the office. E_NOTFOUND "user.no-role", E_RULE "user.last-admin". */
int user_grant(struct app *app, const char *login, const char *scheme, const char *role, bool grant, struct err *e) WARN_UNUSED;

/* Is this key an unrevoked key of this active user? The same work for unknown users; rc is 0 either way. */
int user_key_known(struct app *app, const char *login, const char *type, const char *blob, bool *known_r, struct err *e) WARN_UNUSED;
/* After the key was proved: becomes the actor, names the seat (after the number of the event), writes the login to the
 * journal: the key, and the client as it calls itself. source, the address, is for the log: a journal does not forget.
 * E_NOTFOUND "user.unknown", E_DENIED "user.disabled" "key.not-there". */
int user_login(struct app *app, const char *login, const char *fingerprint, const char *source, const char *client, struct err *e) WARN_UNUSED;
int user_logout(struct app *app, const char *reason, struct err *e) WARN_UNUSED;
/* Journals what an administrator did to a seat of this user: "seat.end", "seat.tell". E_DENIED, E_NOTFOUND "user.unknown". */
int user_seat_event(struct app *app, const char *login, const char *verb, struct err *e) WARN_UNUSED;
/* Still active, key still good? Takes roles that changed. Asked every few seconds by a seat. */
bool user_still_allowed(struct app *app);

/* A parameter of a scheme: what the office set, else its default (set_by "", no date). */
struct param_row {
    struct param p;
    const char *label;
    const char *type;           /* of the scheme language; "lines": several values or the rows of a table */
    const char *const *choices, *const *choice_labels; /* the only words allowed, NULL: any; labels NULL: the words themselves */
    size_t n_choices;
    const char *shown; /* the value as label_of_value says it */
    bool confirm;      /* the scheme's value stands until somebody confirms it */
};
/* In `a`, in the order of the definition. E_NOTFOUND "scheme.unknown", E_DENIED. */
int param_list(struct app *app, const char *scheme, struct arena *a, struct param_row **row_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* E_INPUT "param.needs-reason" and what value_read says. */
int param_set(struct app *app, const char *scheme, const char *name, const char *value, const char *reason, struct err *e) WARN_UNUSED;
int closed_day_list(struct app *app, struct arena *a, struct office_closed_day **day_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* "2026-12-29", or "12-29" every year. The calendar is read again. E_INPUT "calendar.closed-day". */
int closed_day_set(struct app *app, const char *day, const char *label, bool closed, struct err *e) WARN_UNUSED;

#endif
