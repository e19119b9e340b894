/* Numbers are given inside the transaction that needs them: without gaps, never twice, never again. */
#include "core/app/act.h"

#include "core/base/str.h"
#include "core/rule/number.h"
#include "db/rows.h"

/* Serial last given in a scope; 0 for none. Counters that this act already moved count. */
static int last_serial(struct act *act, const char *name, int64_t *last_r, struct err *e)
{
    for (size_t i = act->changes.change.n; i-- > 0;) {
        const struct change *c = &act->changes.change.at[i];
        const struct counter *counter = c->record;
        if (c->type == &counter_type && str_eq(counter->name, name)) {
            *last_r = counter->value;
            return 0;
        }
    }
    struct counter counter = {.name = name};
    int rc = rows_get(act->app->db, &counter_type, &counter, act->arena, e);
    *last_r = rc ? 0 : counter.value;
    return rc == E_NOTFOUND ? 0 : rc;
}

int act_number(struct act *act, const char *series_id, const char **value_r, int64_t *serial_r, const char *owner, int64_t owner_id,
               struct err *e)
{
    const struct series_def *series = scheme_series(act->b.scheme, series_id);
    if (!series)
        return err_set(e, E_BUG, "act.effect", series_id, NULL);
    const char *scope, *value;
    int64_t last;
    int rc = number_scope(series, &act->f, act->today, act->arena, &scope, e);
    if (rc)
        return rc;
    const char *name = arena_printf(act->arena, "%s/%s/%s", act->b.scheme->rule.id, series_id, scope);
    rc = last_serial(act, name, &last, e);
    if (rc)
        return rc;
    int64_t serial = last ? last + 1 : series->first;
    rc = number_write(series, &act->f, serial, act->arena, &value, NULL, e);
    if (rc)
        return rc;
    const struct counter counter = {.name = name, .value = serial};
    const struct number number = {.scheme = act->b.scheme->rule.id,
                                  .series = series_id,
                                  .value = value,
                                  .scope = scope,
                                  .serial = serial,
                                  .owner = owner,
                                  .owner_id = owner_id,
                                  .void_reason = ""};
    act_put(act, &counter_type, &counter);
    act_put(act, &number_type, &number);
    *value_r = value;
    *serial_r = serial;
    return 0;
}
