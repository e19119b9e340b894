/* A group of facilities under the example scheme `group`: 本館 and 東館 are drawn to be inspected, 別館 is not. */
#ifndef SHINSA_TESTS_FACILITIES_H
#define SHINSA_TESTS_FACILITIES_H

#include "core/app/app.h"

enum { FACILITIES_CASE = 3 }; /* as the stage of an example lays it */

struct facilities {
    struct schemes *schemes;
    struct app *app;
    struct arena arena;
};

/* An office in memory with the application keyed in. Closed again when it fails. */
int facilities_open(struct facilities *f, struct clock clock, struct err *e) WARN_UNUSED;
/* Received two weeks ago, the inspection of 本館 done, that of 東館 not begun. */
int facilities_inspect(struct facilities *f, struct err *e) WARN_UNUSED;
/* The other inspected, and every facility certified. */
int facilities_issue(struct facilities *f, struct err *e) WARN_UNUSED;
void facilities_close(struct facilities *f);

#endif
