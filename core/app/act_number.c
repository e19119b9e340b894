/* Numbers are given inside the transaction that needs them: without gaps, never twice, never again. */
#include "core/app/act.h"

#include "core/base/str.h"
#include "core/rule/expr.h"
#include "core/rule/number.h"
#include "db/rows.h"
#include "db/rows_certificate.h"

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

/* A number that another body gave and somebody copied: written as it is, its serial where the series can read one. */
static int take_given(struct act *act, const struct series_def *series, const char *scope, const char *given, struct number *to,
                      struct err *e)
{
    struct number_parts parts;
    struct rows certificates = {0};
    struct number known = {.scheme = act->b.scheme->rule.id, .series = series->rule.id, .value = given};
    struct err none;
    *to = known;
    to->scope = scope;
    to->serial = number_parse(series, given, &parts) ? parts.serial : 0;
    int rc = rows_get(act->app->db, &number_type, &known, act->arena, &none);
    bool used = rc == 0;
    if (rc == E_NOTFOUND && series->of == SERIES_CERTIFICATE) {
        rc = certificates_by_number(act->app->db, given, known.scheme, act->arena, &certificates, e);
        if (rc)
            return rc;
        used = certificates.n > 0;
    }
    if (!used)
        return rc && rc != E_NOTFOUND ? err_set(e, rc, "act.effect", series->rule.id, NULL) : 0;
    err_set(e, E_RULE, "act.number-taken", given, NULL);
    return series->taken ? err_rule(e, series->taken, series->rule.src) : E_RULE;
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
    struct value given = formula_given(&series->given) ? expr_eval(series->given.expr, &act->f) : value_undefined();
    if (given.type == VALUE_TEXT && *given.text) {
        struct number copied;
        rc = take_given(act, series, scope, given.text, &copied, e);
        if (rc)
            return rc;
        copied.owner = owner;
        copied.owner_id = owner_id;
        copied.void_reason = "";
        act_put(act, &number_type, &copied);
        *value_r = copied.value;
        *serial_r = copied.serial;
        return 0;
    }
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
