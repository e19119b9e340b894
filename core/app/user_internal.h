/* Inside of users, keys and parameters: changes of the office itself, each one event. */
#ifndef SHINSA_APP_USER_INTERNAL_H
#define SHINSA_APP_USER_INTERNAL_H

#include "core/app/journal.h"
#include "core/app/user_app.h"

/* One change of the office by an admin (or who `may` says), about a user. */
struct office_change {
    struct app *app;
    const char *login, *reason, *arg0, *arg1, *arg2; /* what they mean is the change's business */
    bool on;
    struct arena *a;
    struct change_set set;
    struct user user;  /* of login, once found */
    int64_t id;
};
typedef int office_fn(struct office_change *c, struct err *e);

/* Runs fn in a write and commits what it put under the verb; nothing put is nothing written. With a login the user is found
 * first: E_NOTFOUND "user.unknown". */
int office_run(struct office_change *c, office_fn *fn, const char *verb, const char *object, struct err *e) WARN_UNUSED;

#endif
