/* Disposal 廃棄: what has been kept long enough, who agrees that it goes, and its going.
 *
 * One person proposes a list of all that is due; as many others as its rules name agree to exactly that list (to its digest);
 * then somebody carries it out: papers are marked destroyed and their bytes dropped, personal values are erased from the rows
 * and from the journal, whose chain stays whole. The list, who agreed and that it was done stay for good.
 *
 * Errors: those of app.h, and what a function says. */
#ifndef SHINSA_APP_DISPOSAL_APP_H
#define SHINSA_APP_DISPOSAL_APP_H

#include "core/app/app.h"
#include "core/model/disposal.h"

enum { DISPOSAL_ITEMS_MAX = 2000 };

struct disposal_line {
    struct disposal_item item;
    const char *case_number;  /* or #12 */
    const char *what;         /* title of the paper, or which values */
    const char *rule_label, *src;
};

struct disposal_list {
    struct disposal_line *line;
    size_t n;
    bool more;                /* DISPOSAL_ITEMS_MAX was reached: the rest comes with the next list */
};

/* What may be disposed of today in the closed cases of a scheme, by case. Whoever may work there. E_DENIED "app.role",
 * E_NOTFOUND "scheme.unknown". */
int disposal_due(struct app *app, const char *scheme, struct arena *a, struct disposal_list *list_r, struct err *e) WARN_UNUSED;

struct disposal_view {
    struct disposal d;
    struct disposal_list list;
    struct disposal_approval *approval; /* of this list as it stands */
    size_t n_approvals;
    bool ready;               /* enough people agreed */
    const char *state_label;
};
/* E_NOTFOUND "disposal.unknown". */
int disposal_view(struct app *app, int64_t id, struct arena *a, struct disposal_view *view_r, struct err *e) WARN_UNUSED;
/* Lists of a scheme, newest first. */
int disposal_lists(struct app *app, const char *scheme, struct arena *a, struct disposal_view **view_r, size_t *n_r, struct err *e) WARN_UNUSED;

/* Proposes all that is due as one list. E_RULE "disposal.nothing", "disposal.open" (another list of the scheme waits),
 * E_DENIED "app.role". */
int disposal_propose(struct app *app, const char *scheme, int64_t *id_r, struct err *e) WARN_UNUSED;
/* Agrees to the list whose digest is given as it was shown. E_RULE "disposal.own" (who proposed it), "disposal.twice",
 * "disposal.closed", E_CONFLICT "disposal.digest" (another list was shown), E_DENIED "app.role". */
int disposal_approve(struct app *app, int64_t id, const char *digest, struct err *e) WARN_UNUSED;
/* Takes the list back: nothing of it goes. E_NOTFOUND "disposal.unknown", E_RULE "disposal.closed". */
int disposal_withdraw(struct app *app, int64_t id, struct err *e) WARN_UNUSED;
/* Carries it out, all of it or nothing. n_r: values forgotten in the journal. E_RULE "disposal.approvals" (too few),
 * "disposal.not-due" {case} (something on it has to be kept now: propose a new list), "disposal.closed". */
int disposal_carry_out(struct app *app, int64_t id, int64_t *n_r, struct err *e) WARN_UNUSED;

#endif
