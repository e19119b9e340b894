/* Tracks: parts of a case that move beside each other, one for the whole or one for every unit. */
#include <stdlib.h>
#include <string.h>

#include "core/app/act.h"
#include "core/base/sha256.h"
#include "core/base/str.h"
#include "core/rule/expr.h"
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

enum { SEED_BYTES = 16 };

/* The seed of the draw: what somebody entered, else new random digits, kept as that fact. */
static int take_seed(struct act *act, const char *fact, const char **seed_r, struct err *e)
{
    struct value seed = facts_get(&act->f, fact);
    if (seed.type != VALUE_TEXT) {
        struct sha256 h = {{0}};
        char hex[SHA256_HEX_BYTES];
        random_bytes(h.byte, SEED_BYTES);
        sha256_hex(&h, hex);
        seed = value_text(arena_strndup(act->arena, hex, (size_t)2 * SEED_BYTES));
        int rc = act_set(act, fact, seed, e);
        if (rc)
            return rc;
    }
    *seed_r = seed.text;
    return 0;
}

struct lot {
    struct sha256 number;
    size_t unit;
};

static int by_number(const void *a, const void *b)
{
    return memcmp(((const struct lot *)a)->number.byte, ((const struct lot *)b)->number.byte, SHA256_BYTES);
}

/* Units in the order of SHA-256(seed, line feed, name): anybody can repeat the draw. */
static int cast_lots(struct act *act, const struct effect_def *effect, const struct texts *units, const char *seed, struct lot *lots,
                     size_t *n_r, struct err *e)
{
    *n_r = 0;
    for (size_t i = 0; i < units->n; i++) {
        int rc = act_about_unit(act, units->at[i], e);
        if (rc)
            return rc;
        if (formula_given(&effect->among) && !expr_is_true(effect->among.expr, &act->f))
            continue;
        const struct sha256_piece pieces[] = {{seed, strlen(seed)}, {"\n", 1}, {units->at[i], strlen(units->at[i])}, {NULL, 0}};
        lots[(*n_r)++] = (struct lot){sha256_of_pieces(pieces), i};
    }
    qsort(lots, *n_r, sizeof *lots, by_number);
    return 0;
}

int act_draw(struct act *act, const struct effect_def *effect, struct err *e)
{
    const struct texts units = bundle_units(&act->b, scheme_unit(act->b.scheme, effect->unit), act->arena);
    struct lot *lots = ARENA_ARRAY(act->arena, struct lot, units.n + 1);
    const char *seed, *before = act->b.about;
    struct value count = expr_eval(effect->count.expr, &act->f);
    size_t n = 0;
    if (count.type != VALUE_INT)
        return err_set(e, E_RULE, "act.no-count", effect->id, act->f.missing ? act->f.missing : "", NULL);
    int rc = take_seed(act, effect->seed, &seed, e);
    if (!rc)
        rc = cast_lots(act, effect, &units, seed, lots, &n, e);
    for (size_t i = 0; !rc && i < units.n; i++) {
        bool drawn = false;
        for (size_t k = 0; k < n && (int64_t)k < count.i; k++)
            drawn |= lots[k].unit == i;
        rc = act_about_unit(act, units.at[i], e);
        if (!rc)
            rc = act_set(act, effect->id, value_bool(drawn), e);
    }
    return rc ? rc : act_about_unit(act, before, e);
}
