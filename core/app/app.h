/* The use cases of an office: one verb, one function, one transaction, one journal event.
 *
 * The screens, the command line, `ssh host VERB` and the tests call the same functions. Each takes the app (who acts, on
 * which store, on which day), checks the actor's rights, asks the rules, and writes through journal.h. Answers are plain
 * structs in the caller's arena, complete for drawing: labels are already in the seat's language, dates are dates.
 *
 * Errors that every use case may give and no header says again: those of the store (db/db.h); E_DENIED
 * "app.not-yours" for what the actor may not see, "app.role" and "app.admin" for what he may not do; E_NOTFOUND
 * "case.unknown", "certificate.unknown", "user.unknown"; E_VERSION "scheme.not-installed"; E_INPUT and E_LIMIT
 * "fact.…", "value.…", "table.…", "json.…" where what is stored does not fit its scheme; E_LIMIT
 * "journal.too-large". */
#ifndef SHINSA_APP_APP_H
#define SHINSA_APP_APP_H

#include "core/base/clock.h"
#include "core/base/err.h"
#include "core/base/holiday.h"
#include "core/base/language.h"
#include "core/base/mem.h"
#include "core/model/office.h"

struct db;
struct scheme;
struct schemes;
struct view_log;

struct actor {
    int64_t user_id;
    char login[33];
    char name[96];
    bool admin;               /* users, keys, parameters; no case decisions by itself */
    bool everything;          /* local owner of the store before any user exists, the clock, demo data */
    struct user_role *roles;  /* in force now; heap, owned by the app */
    size_t n_roles;
    char fingerprint[51];     /* of the key that came in; "" on the local terminal */
};

/* Between the words of a list. */
#define LIST_COMMA "\xE3\x80\x81"

/* A fact that stands whatever the records say. */
struct stated {
    const char *name, *text;
};

struct app {
    struct db *db;
    const struct schemes *schemes; /* borrowed; lives as long as the process */
    struct clock clock;
    struct actor actor;
    struct calendar closed;        /* the office's closed days */
    char seat[32];
    enum language language;
    const struct stated *stated;   /* of a worked example; borrowed */
    size_t n_stated;
    int64_t change_counter;        /* of the store when changes_waiting last looked */
    struct view_log *views;        /* what was looked at and is not written yet (view_log.h); NULL: nobody asks */
    /* The words of an error, for answers that carry what is wrong with a field; NULL: its id stands for them. */
    char *(*say_error)(struct arena *a, enum language language, const struct err *e);
};

enum app_open_flag { APP_READ_ONLY = 1 << 0, APP_CREATE = 1 << 1, APP_BULK = 1 << 2 };

/* Opens the store at path (":memory:" for a fresh one in memory). Nobody acts yet: app_act_as. schemes: the installed ones,
 * borrowed. E_NOTFOUND "store.missing", E_VERSION "store.old" "store.new", E_INPUT "store.not-a-store", E_BUSY. */
int app_open(const char *path, unsigned flags, const struct schemes *schemes, struct clock clock, struct app **app_r,
             struct err *e) WARN_UNUSED;
/* Writes first what was looked at. NULL is allowed. */
void app_close(struct app *app);

/* Acts as this user from now on. E_NOTFOUND "user.unknown", E_DENIED "user.disabled". */
int app_act_as(struct app *app, const char *login, struct err *e) WARN_UNUSED;
/* Nobody acts: everything is refused. */
void app_act_as_nobody(struct app *app);
/* Acts for the office itself (the clock, demo data, worked examples, the owner of the file): everything is allowed. */
void app_act_for_office(struct app *app, const char *name);
/* Acts under a name in these roles of a scheme and in nothing else: for worked examples. */
void app_act_in_roles(struct app *app, const char *name, const char *scheme, const char *const *roles, size_t n);
/* Reads the office's closed days again, after they were changed. */
int app_reload_calendar(struct app *app, struct err *e) WARN_UNUSED;
struct date app_today(const struct app *app);
/* May the actor act in one of these roles (space-separated ids) of this scheme? An admin may not, unless given the role. */
bool app_has_role(const struct app *app, const char *scheme, const char *roles);
/* May the actor read what belongs to this scheme and is in the charge of assignee ("": nobody's)? Whoever has a role there
 * may, except roles that see only what is assigned to them; so may an admin and those who may read everywhere (viewer). */
bool app_sees(const struct app *app, const char *scheme, const char *assignee);
/* The same as an error: E_DENIED "app.not-yours". */
int app_need_sight(const struct app *app, const char *scheme, const char *assignee, struct err *e) WARN_UNUSED;
/* May the actor do the office's ordinary work in this scheme (enter forms, review, receive papers)? In any role that has
 * something to do in it (a transition names it), and what is assigned to somebody else only where app_sees. E_DENIED "app.role". */
bool app_may_work(const struct app *app, const char *scheme, const char *assignee);
int app_need_work(const struct app *app, const char *scheme, const char *assignee, struct err *e) WARN_UNUSED;
/* E_DENIED "app.role" with the labels of the roles that may. */
int app_need_role(const struct app *app, const char *scheme, const char *roles, struct err *e) WARN_UNUSED;
int app_need_admin(const struct app *app, struct err *e) WARN_UNUSED;
/* A label in the seat's language: label_en when asked for and there. */
const char *app_label(const struct app *app, const char *ja, const char *en);
/* A scheme as lists call it, in short; its id where it is not installed. */
const char *app_scheme_label(const struct app *app, const char *id);
/* What an error says, in the seat's language. */
const char *app_error_text(const struct app *app, struct arena *a, const struct err *e);
/* Nobody acts for a while: gives memory back that the next question takes again. */
void app_rest(struct app *app);
/* True once the disk refused a write: screens show a banner, verbs that write answer E_IO "db.full". */
bool app_is_read_only(const struct app *app);

#endif
