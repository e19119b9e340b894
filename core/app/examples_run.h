/* One worked example being run: the stage, what was asked, what came. Errors: E_INPUT with the place in the file for
 * what an author wrote wrong, and those of app.h and of what is asked; what the example expects to fail is no error
 * here. */
#ifndef SHINSA_APP_EXAMPLES_RUN_H
#define SHINSA_APP_EXAMPLES_RUN_H

#include "core/app/act.h"
#include "core/app/examples_stage.h"
#include "core/rule/deadline.h"

struct sheet;

/* One thing that came: a text, or a list of texts. */
struct answered {
    const char *key;
    const char *text;         /* NULL: nothing */
    const char *const *list;
    size_t n;
    bool is_list;
    bool absent;              /* the text stands for something that does not apply: nothing is as good */
};

struct run {
    struct app *app;
    struct arena *a;
    const struct scheme *scheme;
    struct stage stage;
    const struct yaml *when;
    LIST(struct answered) answer;
    bool has_day;                     /* a deadline was asked */
    struct deadline_day day;
    const struct deadline_def *deadline;
    struct sheet *sheet;              /* rows of a register, ledger or report */
    bool acted;                       /* can, do or create was asked */
    LIST(struct refused) refused;     /* of it */
    LIST(const char *) used;          /* facts that were given and have answered a question */
};

void run_answer(struct run *r, const char *key, const char *text);
void run_answer_absent(struct run *r, const char *key, const char *text);
void run_answer_bool(struct run *r, const char *key, bool b);
void run_answer_int(struct run *r, const char *key, int64_t v);
void run_answer_list(struct run *r, const char *key, const char *const *list, size_t n);
const struct answered *run_answered(const struct run *r, const char *key); /* NULL: not asked */

/* The steps of `given`, then the one question of `when`. Refusals are answers; errors are mistakes of the example. */
int run_steps(struct run *r, const struct yaml *steps, struct err *e) WARN_UNUSED;
int run_when(struct run *r, struct err *e) WARN_UNUSED;

/* The example cannot be run as written. */
int run_mistake(const char *msg, const char *what, const struct yaml *at, struct err *e);
/* The same, with the nearest of the known words, if one is near. */
int run_unknown(struct run *r, const char *what, const void *rules, size_t n, size_t size, const struct yaml *at, struct err *e);
/* number, lookup, decide, validate. */
int run_number(struct run *r, struct act *act, void *arg, struct err *e) WARN_UNUSED;
int run_lookup(struct run *r, struct err *e) WARN_UNUSED;
int run_decision(struct run *r, struct act *act, void *arg, struct err *e) WARN_UNUSED;
int run_validate(struct run *r, struct act *act, void *arg, struct err *e) WARN_UNUSED;
/* can, do, create, clock, assign. */
int run_can(struct run *r, struct err *e) WARN_UNUSED;
int run_do(struct run *r, struct err *e) WARN_UNUSED;
int run_create(struct run *r, struct err *e) WARN_UNUSED;
int run_clock(struct run *r, struct err *e) WARN_UNUSED;
/* Acts as somebody from now on: `role` and `actor` of a question or a step, else actor.roles and actor.login of `given`, else
 * the office itself. */
int run_as(struct run *r, const struct yaml *said, struct err *e) WARN_UNUSED;
/* The day an action is done when nothing else says so: the first date among its answers; DATE_NONE: none. */
struct date run_day_of_answers(const struct scheme *s, const char *type, const struct yaml *when);

/* Compares what is expected with what came; returns true if it holds, else writes expected and came into *why. */
bool run_expect(struct run *r, const struct yaml *expect, struct buf *why);

/* What is being compared, and what differs. */
struct expecting {
    struct run *r;
    struct act *act; /* the case as it is now; NULL outside a transaction */
    struct buf *why;
    bool good;
};
void expect_differs(struct expecting *x, const char *key, const char *expected, const char *came);
/* Is this what came? Nothing, null, "" and none are one; yes is true; 209,000 is 209000, 10% is 10. */
bool expect_same(const struct yaml *expected, const char *came);
void expect_text(struct expecting *x, const char *key, const struct yaml *expected, const char *came);
/* Lists: each of the expected is there. whole: and nothing else; in_order: at its place (numbers asked one by one). */
void expect_list(struct expecting *x, const char *key, const struct yaml *expected, const char *const *came, size_t n, bool in_order,
                 bool whole);
/* A key that names nothing: with the nearest of the known. known ends with NULL. */
void expect_nothing_named(struct expecting *x, const char *key, const char *const *known);
/* rows and absent of the sheet that was asked; registers: {id: rows}, ledgers, reports. */
void expect_rows(struct expecting *x, const struct yaml *v);
void expect_absent(struct expecting *x, const struct yaml *v);
void expect_sheets(struct expecting *x, const struct yaml *v);
/* Of the case, its certificate and its papers: what stands under `keys` (ended by NULL). False: the key is none of them. */
bool expect_of_world(struct expecting *x, const char *key, const struct yaml *v);
extern const char *const expect_world_keys[];

/* Loads the case as it is now and gives its facts to fn. */
typedef int run_fn(struct run *r, struct act *act, void *arg, struct err *e);
int run_person(struct run *r, struct act *act, void *arg, struct err *e) WARN_UNUSED;
int run_with_act(struct run *r, run_fn *fn, void *arg, struct err *e) WARN_UNUSED;

#endif
