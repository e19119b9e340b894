#include "tests/support/office.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/rule/scheme.h"

int office_open(struct office *o, struct clock clock, struct err *e)
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

void office_close(struct office *o)
{
    if (o->app)
        app_close(o->app);
    if (o->schemes)
        schemes_free(o->schemes);
    *o = (struct office){0};
}
