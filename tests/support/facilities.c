#include "tests/support/facilities.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/app/case_app.h"
#include "core/app/examples_stage.h"
#include "core/base/str.h"
#include "core/rule/scheme.h"

static int build_stage(struct facilities *f, struct err *e)
{
    struct stage stage;
    app_act_for_office(f->app, "office");
    const struct scheme *s = schemes_on(f->schemes, "group", app_today(f->app));
    return stage_build(&stage, f->app, s, "new", NULL, &f->arena, e);
}

int facilities_open(struct facilities *f, struct clock clock, struct err *e)
{
    const char *root = getenv("SRCDIR");
    char dir[4096];
    *f = (struct facilities){0};
    snprintf(dir, sizeof dir, "%s/tests/examples/schemes", root ? root : ".");
    int rc = schemes_load(dir, &f->schemes, NULL, e);
    if (!rc)
        rc = app_open(":memory:", APP_CREATE, f->schemes, clock, &f->app, e);
    if (!rc)
        rc = build_stage(f, e);
    if (rc)
        facilities_close(f);
    return rc;
}

static int act(struct facilities *f, const char *action, const struct answer *answer, size_t n, struct err *e)
{
    struct act_result result;
    int rc = case_act(f->app, FACILITIES_CASE, 0, action, answer, n, &f->arena, &result, e);
    if (rc)
        str_copy_cut(e->detail, sizeof e->detail, action);
    return rc;
}

/* Received two weeks ago; the inspection of one facility is done, that of the other has begun. */
int facilities_inspect(struct facilities *f, struct err *e)
{
    const struct answer found[] = {{"this.level", "良"}};
    struct clock today = f->app->clock;
    f->app->clock = clock_fixed((struct date){app_today(f->app).days - 14});
    int rc = act(f, "T1", NULL, 0, e);
    if (!rc)
        rc = act(f, "I1@本館", NULL, 0, e);
    if (!rc)
        rc = act(f, "I2@本館", found, COUNT_OF(found), e);
    f->app->clock = today;
    return rc;
}

int facilities_issue(struct facilities *f, struct err *e)
{
    const struct answer found[] = {{"this.level", "可"}};
    int rc = act(f, "I1@東館", NULL, 0, e);
    if (!rc)
        rc = act(f, "I2@東館", found, COUNT_OF(found), e);
    return rc ? rc : act(f, "T2", NULL, 0, e);
}

void facilities_close(struct facilities *f)
{
    app_close(f->app);
    arena_done(&f->arena);
    schemes_free(f->schemes);
    *f = (struct facilities){0};
}
