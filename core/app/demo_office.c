#include "core/app/demo_office.h"

#include <string.h>

#include "core/app/examples_stage.h"
#include "core/app/journal.h"
#include "core/base/str.h"
#include "core/model/case.h"
#include "core/rule/table.h"
#include "core/rule/yaml_dom.h"
#include "db/db.h"

/* Does a fee ask for this value whatever happens? With a condition of its own it may wait until the office enters it. */
static bool is_needed(const struct scheme *s, const struct param_def *param, struct arena *a)
{
    const char *name = arena_printf(a, "param.%s", param->rule.id);
    for (size_t i = 0; i < s->fees.n; i++)
        for (size_t k = 0; k < s->fees.at[i].rows.n; k++) {
            const struct price_def *price = &s->fees.at[i].rows.at[k];
            if (formula_given(&price->entered) && !formula_given(&price->cond) && str_eq(price->entered.text, name))
                return true;
        }
    return false;
}

bool demo_ready(const struct scheme *s)
{
    AUTO(arena) struct arena a = {0};
    for (size_t i = 0; i < s->params.n; i++)
        if (s->params.at[i].type.type == VALUE_YEN && str_empty(s->params.at[i].value) && is_needed(s, &s->params.at[i], &a))
            return false;
    return !s->abstract && s->specimen;
}

struct entering {
    struct app *app;
    const struct scheme *scheme;
};

static int enter(struct entering *in, const struct given *given, struct change_set *set, struct err *e)
{
    const char *id = given->name + strlen("param."), *text = stage_text(given->value, set->a);
    const struct param_def *def = scheme_param(in->scheme, id);
    int rc = def && def->type.columns && given->value->kind == YAML_LIST ? table_of_yaml(set->a, &def->type, given->value, &text, e) : 0;
    const struct param param = {.scheme = in->scheme->rule.id, .name = id, .value = text ? text : "", .reason = "",
                                .set_by = in->app->actor.login, .set_on = app_today(in->app)};
    if (!rc && def)
        change_put(set, &param_type, &param);
    return rc;
}

static int enter_all(struct db *db, void *arg, struct err *e)
{
    struct entering *in = arg;
    AUTO(arena) struct arena a = {0};
    struct change_set set = change_set_in(&a);
    int rc = 0;
    for (size_t i = 0; !rc && i < in->scheme->specimen->n; i++) {
        struct stage st = {.app = in->app, .scheme = in->scheme, .a = &a, .type = in->scheme->specimen->entry[i].key};
        stage_specimen(&st);
        for (size_t k = 0; !rc && k < st.all.n; k++)
            if (str_starts(st.all.at[k].name, "param."))
                rc = enter(in, &st.all.at[k], &set, e);
    }
    if (rc || !set.change.n)
        return rc;
    const struct journal_entry entry = {.at = clock_now(&in->app->clock), .actor = in->app->actor.login, .seat = in->app->seat,
                                        .verb = "demo.work", .object = arena_printf(&a, "scheme:%s", in->scheme->rule.id)};
    return journal_commit(db, &entry, &set, NULL, e);
}

int demo_params(struct app *app, const struct scheme *s, struct err *e)
{
    struct entering in = {app, s};
    return db_write(app->db, enter_all, &in, e);
}
