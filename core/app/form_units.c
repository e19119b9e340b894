/* Units of a case follow the form that lists them. */
#include "core/app/bundle_internal.h"
#include "core/app/form_internal.h"
#include "core/base/str.h"
#include "db/rows.h"

static int put_unit(struct act *act, const char *kind, const char *label, int64_t position, struct err *e)
{
    struct unit *unit = NULL;
    for (size_t i = 0; i < act->b.unit.n && !unit; i++)
        if (str_eq(act->b.unit.at[i].kind, kind) && str_eq(act->b.unit.at[i].label, label))
            unit = &act->b.unit.at[i];
    if (unit && unit->position == position)
        return 0;
    if (!unit) {
        unit = LIST_ADD(act->arena, &act->b.unit);
        *unit = (struct unit){.case_id = act->b.c.id, .kind = kind, .label = label};
        int rc = rows_next_id(act->app->db, &unit_type, &unit->id, e);
        if (rc)
            return rc;
    }
    unit->position = position;
    act_put(act, &unit_type, unit);
    return 0;
}

/* What stands in the list no longer. */
static void drop_units(struct act *act, const char *kind, const struct texts *names)
{
    size_t kept = 0;
    for (size_t i = 0; i < act->b.unit.n; i++) {
        const struct unit *unit = &act->b.unit.at[i];
        if (str_eq(unit->kind, kind) && !texts_have(names, unit->label))
            change_remove(&act->changes, &unit_type, unit);
        else
            act->b.unit.at[kept++] = *unit;
    }
    act->b.unit.n = kept;
}

int form_put_units(struct act *act, const char *form, struct err *e)
{
    const struct scheme *s = act->b.scheme;
    const char *prefix = arena_printf(act->arena, "form.%s.", form);
    int rc = 0;
    for (size_t i = 0; !rc && i < s->units.n; i++) {
        const struct unit_def *def = &s->units.at[i];
        if (!str_starts(def->list, prefix))
            continue;
        struct texts names = bundle_units(&act->b, def, act->arena);
        drop_units(act, def->rule.id, &names);
        for (size_t u = 0; !rc && u < names.n; u++)
            rc = put_unit(act, def->rule.id, names.at[u], (int64_t)u, e);
    }
    return rc;
}
