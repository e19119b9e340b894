/* Invented cases for demonstrations, tests and measurements: the same number gives the same office, on any machine.
 *
 * The first cases live whole lives through the same acts that people do: forms keyed in from the specimen of each scheme,
 * checked, billed, paid, decided, renewed, ended, revoked, and stopped at some point of it, so that every state is there.
 * Beyond them, cases are stamped after those lives with names and numbers of their own, at bulk speed. */
#ifndef SHINSA_APP_DEMO_APP_H
#define SHINSA_APP_DEMO_APP_H

#include "core/app/app.h"

enum { DEMO_LIVES_OF_A_SCHEME = 200, DEMO_CASES_MAX = 5000000 };

typedef void demo_progress_fn(void *arg, int64_t done, int64_t in_all);

/* Fills an empty store with n cases of all schemes that have a specimen. E_CONFLICT "demo.not-empty" if there are cases. */
int demo_fill(struct app *app, int64_t n, demo_progress_fn *progress, void *arg, struct err *e) WARN_UNUSED;
/* The person of the demo office: "demo", who has every role of every scheme; with this key unless it is NULL. E_INPUT of the key. */
int demo_people(struct app *app, const char *key_line, struct err *e) WARN_UNUSED;

#endif
