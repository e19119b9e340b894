#include "tests/golden/facilities.h"

#include <stdlib.h>

#include "core/base/str.h"
#include "tests/support/facilities.h"

const struct case_arg facilities_case = {.case_id = FACILITIES_CASE};

static bool no_change(struct app *app)
{
    (void)app;
    return false;
}

int facilities_fixture_open(struct golden_case *c, struct ui_options *o, struct err *e)
{
    const char *reach = golden_value(c, "reach", "inspection");
    struct facilities *f = xcalloc(1, sizeof *f);
    c->fixture = f;
    int rc = facilities_open(f, o->clock, e);
    if (!rc && !str_eq(reach, "draft"))
        rc = facilities_inspect(f, e);
    if (!rc && str_eq(reach, "issued"))
        rc = facilities_issue(f, e);
    if (rc) {
        facilities_fixture_close(c);
        return rc;
    }
    f->app->language = o->language;
    f->app->say_error = message_of_err;
    o->app = f->app;
    o->changed = no_change;
    o->screen_for = screen_for_command;
    return 0;
}

void facilities_fixture_close(struct golden_case *c)
{
    struct facilities *f = c->fixture;
    if (!f)
        return;
    facilities_close(f);
    free(f);
    c->fixture = NULL;
}
