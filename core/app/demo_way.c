#include "core/app/demo_way.h"

#include <string.h>

#include "core/base/str.h"

bool way_means(const struct formula *cond, const char *type)
{
    const char *said = formula_given(cond) ? strstr(cond->text, "case.type") : NULL;
    const char *at = said ? strstr(said, type) : NULL;
    return !said || (at && at[-1] == '"' && at[strlen(type)] == '"');
}

int way_from(const struct way_map *map, const struct machine_def *m, const char *state)
{
    if (!state)
        return map->none;
    for (size_t i = 0; i < m->states.n && i < WAY_STATES_MAX; i++)
        if (str_eq(m->states.at[i].rule.id, state))
            return map->of[i];
    return WAY_FAR;
}

/* Whom t is for; and nobody takes a transition of a case that has neither role nor day, while one of a track or a certificate
 * may be an effect. */
static bool is_taken(const struct demo_way *w, const struct machine_def *m, const struct transition_def *t)
{
    if (m->of != MACHINE_CASE)
        return true;
    return (!t->types.n || texts_have(&t->types, w->type)) && (t->roles.n || t->from_none || formula_given(&t->automatic));
}

/* Where t may be taken one is one action further than where it leads, or than `by` says. True: that is news. */
static bool relax(const struct machine_def *m, const struct transition_def *t, int by, struct way_map *map)
{
    int after = t->to ? way_from(map, m, t->to) : WAY_FAR;
    int here = (after < by ? after : by) + 1;
    bool nearer = false;
    if (here > WAY_FAR)
        return false;
    for (size_t i = 0; i < m->states.n && i < WAY_STATES_MAX; i++)
        if (here < map->of[i] && transition_leaves(m, t, m->states.at[i].rule.id)) {
            map->of[i] = here;
            nearer = true;
        }
    if (t->from_none && here < map->none) {
        map->none = here;
        nearer = true;
    }
    return nearer;
}

static void set_far(struct way_map *map)
{
    for (size_t i = 0; i < WAY_STATES_MAX; i++)
        map->of[i] = WAY_FAR;
    map->none = WAY_FAR;
}

void way_measure(struct demo_way *w)
{
    const struct machine_def *m = w->goal;
    bool nearer = true;
    set_far(&w->map);
    for (size_t i = 0; i < m->states.n && i < WAY_STATES_MAX; i++)
        if (str_eq(m->states.at[i].rule.id, w->state))
            w->map.of[i] = 0;
    while (nearer) {
        nearer = false;
        for (size_t i = 0; i < m->transitions.n; i++)
            if (is_taken(w, m, &m->transitions.at[i]))
                nearer |= relax(m, &m->transitions.at[i], WAY_FAR, &w->map);
    }
    /* A track begins by an effect, in its start state. */
    const struct state_def *start = machine_start(m);
    if (start && way_from(&w->map, m, start->rule.id) + 1 < w->map.none)
        w->map.none = way_from(&w->map, m, start->rule.id) + 1;
}

/* This transition of the certificate, or one that it calls, leads nearer than `left`. */
static bool leads_nearer(const struct demo_way *w, const struct transition_def *k, int left, int depth)
{
    enum { DEPTH_MAX = 3 };
    if (k->to && way_from(&w->map, w->goal, k->to) < left)
        return true;
    for (size_t i = 0; !k->to && depth < DEPTH_MAX && i < k->effects.n; i++) {
        const struct effect_def *effect = &k->effects.at[i];
        const struct transition_def *called = effect->kind == EFFECT_CERTIFICATE ? machine_transition(w->goal, effect->id) : NULL;
        if (called && leads_nearer(w, called, left, depth + 1))
            return true;
    }
    return false;
}

/* An effect of t brings the goal nearer than it is. */
static bool helps(const struct demo_way *w, const struct transition_def *t, const struct way_place *now)
{
    for (size_t i = 0; i < t->effects.n; i++) {
        const struct effect_def *effect = &t->effects.at[i];
        if (!way_means(&effect->cond, w->type))
            continue;
        if (effect->kind == EFFECT_CERTIFICATE && w->goal->of == MACHINE_CERTIFICATE) {
            const struct transition_def *k = machine_transition(w->goal, effect->id);
            if (k && (now->any || transition_leaves(w->goal, k, now->state)) && leads_nearer(w, k, now->left, 0))
                return true;
        }
        const struct state_def *start = machine_start(w->goal);
        if (effect->kind == EFFECT_TRACK_START && str_eq(effect->id, w->goal->rule.id) && (now->any || !now->state) && start &&
            way_from(&w->map, w->goal, start->rule.id) < now->left)
            return true;
    }
    return false;
}

void way_help(const struct demo_way *w, const struct machine_def *m, const struct way_place *now, struct way_map *map_r)
{
    bool nearer = true;
    set_far(map_r);
    while (nearer) {
        nearer = false;
        for (size_t i = 0; i < m->transitions.n; i++) {
            const struct transition_def *t = &m->transitions.at[i];
            if (is_taken(w, m, t))
                nearer |= relax(m, t, helps(w, t, now) ? 0 : WAY_FAR, map_r);
        }
    }
}

int way_after(const struct demo_way *w, const struct machine_def *m, const struct way_map *map, const struct transition_def *t,
              const struct way_place *now)
{
    if (m != w->goal && helps(w, t, now))
        return 0;
    return t->to ? way_from(map, m, t->to) : WAY_FAR;
}

bool way_waits(const struct demo_way *w, const char *state)
{
    const struct machine_def *m = w->goal;
    int here = way_from(&w->map, m, state);
    for (size_t i = 0; state && here > 0 && i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (formula_given(&t->automatic) && is_taken(w, m, t) && t->to && transition_leaves(m, t, state) &&
            way_from(&w->map, m, t->to) < here)
            return true;
    }
    return false;
}
