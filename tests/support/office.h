/* An office in memory with the installed schemes, for tests of use cases and screens. */
#ifndef SHINSA_TESTS_OFFICE_H
#define SHINSA_TESTS_OFFICE_H

#include <stdio.h>
#include <stdlib.h>

#include "core/app/app.h"
#include "core/rule/scheme.h"

struct office {
    struct schemes *schemes;
    struct app *app;
};

static inline void office_close(struct office *o)
{
    if (o->app)
        app_close(o->app);
    if (o->schemes)
        schemes_free(o->schemes);
    *o = (struct office){0};
}

/* Acts for the office itself; o is empty on failure. */
static inline int office_open(struct office *o, struct clock clock, struct err *e)
{
    char dir[4096];
    const char *root = getenv("SRCDIR");
    *o = (struct office){0};
    snprintf(dir, sizeof dir, "%s/schemes", root ? root : ".");
    int rc = schemes_load(dir, &o->schemes, NULL, e);
    if (!rc)
        rc = app_open(":memory:", APP_CREATE, o->schemes, clock, &o->app, e);
    if (!rc)
        app_act_for_office(o->app, "office");
    else
        office_close(o);
    return rc;
}

#endif
