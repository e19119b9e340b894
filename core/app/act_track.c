/* Tracks: parts of a case that move beside each other, one for the whole or one for every unit. */
#include <string.h>

#include "core/app/act.h"
#include "core/base/str.h"
#include "db/rows.h"

int act_about_unit(struct act *act, const char *unit, struct err *e)
{
    if ((!unit && !act->b.about) || (unit && str_eq(unit, act->b.about)))
        return 0;
    act->item = unit;
    int rc = bundle_about_unit(&act->b, unit, &act->f, e);
    facts_forget_computed(&act->f);
    return rc;
}

static struct track *find_track(struct act *act, const char *machine, const char *unit)
{
    for (size_t i = 0; i < act->b.track.n; i++)
        if (str_eq(act->b.track.at[i].track, machine) && str_eq(act->b.track.at[i].unit, unit))
            return &act->b.track.at[i];
    return NULL;
}

static void put_state(struct act *act, const char *machine, const char *unit, const char *state)
{
    struct track *track = find_track(act, machine, unit);
    if (!track) {
        track = LIST_ADD(act->arena, &act->b.track);
        *track = (struct track){.case_id = act->b.c.id, .unit = unit, .track = machine};
    }
    track->state = state;
    track->since = act->today;
    act_put(act, &track_type, track);
}

int act_start_track(struct act *act, const struct effect_def *effect, struct err *e)
{
    const struct machine_def *m = scheme_machine(act->b.scheme, effect->id);
    const struct state_def *start = m ? machine_start(m) : NULL;
    const char *kind = effect->unit ? effect->unit : m ? m->unit : NULL;
    if (!start)
        return err_set(e, E_BUG, "act.track", effect->id, NULL);
    if (effect->each || !kind) { /* of the unit in hand, or of the whole */
        put_state(act, effect->id, effect->each && act->b.about ? act->b.about : "", start->rule.id);
        return bundle_facts_case(&act->b, &act->f, e);
    }
    const struct texts units = bundle_units(&act->b, scheme_unit(act->b.scheme, kind), act->arena);
    for (size_t i = 0; i < units.n; i++)
        put_state(act, effect->id, units.at[i], start->rule.id);
    return bundle_facts_case(&act->b, &act->f, e);
}

const char *act_track_state(struct act *act, const struct machine_def *m, const char *unit)
{
    const struct track *track = find_track(act, m->rule.id, unit ? unit : "");
    return track ? track->state : NULL;
}

int act_move_track(struct act *act, const struct machine_def *m, const struct transition_def *t, struct err *e)
{
    int rc = 0;
    if (t->to) {
        put_state(act, m->rule.id, m->unit && act->b.about ? act->b.about : "", t->to);
        rc = bundle_facts_case(&act->b, &act->f, e);
    }
    return rc ? rc : act_effects(act, t->effects.at, t->effects.n, e);
}
