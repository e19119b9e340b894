/* One worked example being run: the stage, what was asked, what came. */
#ifndef SHINSA_APP_EXAMPLES_RUN_H
#define SHINSA_APP_EXAMPLES_RUN_H

#include "core/app/act.h"
#include "core/app/examples_stage.h"
#include "core/rule/deadline.h"

/* One thing that came: a text, or a list of texts. */
struct answered {
    const char *key;
    const char *text;         /* NULL: nothing */
    const char *const *list;
    size_t n;
    bool is_list;
};

struct run {
    struct app *app;
    struct arena *a;
    const struct scheme *scheme;
    struct stage stage;
    const struct yaml *when;
    LIST(struct answered) answer;
    LIST(const char *) papers;        /* issued on the way, steps included */
    LIST(const char *) opened;        /* types of cases that were opened */
    bool has_day;                     /* a deadline was asked */
    struct deadline_day day;
    const struct deadline_def *deadline;
    struct sheet *sheet;              /* rows of a register, ledger or report */
    LIST(struct refused) refused;     /* of can, do and create */
};

void run_answer(struct run *r, const char *key, const char *text);
void run_answer_date(struct run *r, const char *key, struct date d);
void run_answer_bool(struct run *r, const char *key, bool b);
void run_answer_int(struct run *r, const char *key, int64_t v);
void run_answer_list(struct run *r, const char *key, const char *const *list, size_t n);
const struct answered *run_answered(const struct run *r, const char *key); /* NULL: not asked */

/* The steps of `given`, then the one question of `when`. Refusals are answers; errors are mistakes of the example. */
int run_steps(struct run *r, const struct yaml *steps, struct err *e) WARN_UNUSED;
int run_when(struct run *r, struct err *e) WARN_UNUSED;

/* The example cannot be run as written. */
int run_mistake(const char *msg, const char *what, const struct yaml *at, struct err *e);
/* can, do, create, clock, assign. */
int run_can(struct run *r, struct err *e) WARN_UNUSED;
int run_do(struct run *r, struct err *e) WARN_UNUSED;
int run_create(struct run *r, struct err *e) WARN_UNUSED;
int run_clock(struct run *r, struct err *e) WARN_UNUSED;

/* Compares what is expected with what came; returns true if it holds, else writes expected and came into *why. */
bool run_expect(struct run *r, const struct yaml *expect, struct buf *why);

/* Loads the case as it is now and gives its facts to fn. */
typedef int run_fn(struct run *r, struct act *act, void *arg, struct err *e);
int run_person(struct run *r, struct act *act, void *arg, struct err *e) WARN_UNUSED;
int run_with_act(struct run *r, run_fn *fn, void *arg, struct err *e) WARN_UNUSED;

#endif
