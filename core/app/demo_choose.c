#include "core/app/demo_choose.h"

#include <string.h>

#include "core/app/demo_names.h"
#include "core/app/demo_work.h"
#include "core/base/str.h"
#include "core/rule/expr.h"

/* What may be done from nearly everywhere is giving up. */
static bool gives_up(const struct transition_def *t)
{
    enum { FROM_EVERYWHERE = 4 };
    return t->from.n >= FROM_EVERYWHERE;
}

static bool is_end(const struct machine_def *m, const struct transition_def *t)
{
    const struct state_def *to = machine_state(m, t->to);
    if (!to || to->final || gives_up(t))
        return true;
    /* A state that only leads to a final one ends the case too: withdrawn, refused, done. */
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *next = &m->transitions.at[i];
        const struct state_def *then = next->to ? machine_state(m, next->to) : NULL;
        if (next->from.n && texts_have(&next->from, t->to) && then && !then->final)
            return false;
    }
    return true;
}

/* It changes a certificate: what the case is there for. */
static bool is_aim(struct act *act, const struct transition_def *t)
{
    for (size_t i = 0; i < t->effects.n; i++) {
        const struct effect_def *effect = &t->effects.at[i];
        if (effect->kind == EFFECT_CERTIFICATE && (!formula_given(&effect->cond) || expr_is_true(effect->cond.expr, &act->f)))
            return true;
    }
    return false;
}

int demo_times(const struct demo_life *life, const char *trace)
{
    int times = 0;
    for (size_t i = 0; i < life->n_been; i++)
        times += str_eq(life->been[i], trace);
    return times;
}

static const char *trace(struct act *act, const struct demo_option *o, const char *state)
{
    const char *what = o->t->to ? state : o->t->rule.id;
    return o->m->of == MACHINE_CASE ? what : arena_printf(act->arena, "%s@%s", what, o->unit ? o->unit : "");
}

const char *demo_trace(struct act *act, const struct demo_option *option)
{
    return trace(act, option, option->from);
}

/* What the case has left behind already, or would only do again. */
static int times_there(struct act *act, const struct demo_life *life, const struct demo_option *o)
{
    return demo_times(life, trace(act, o, o->t->to));
}

struct options {
    struct demo_option *at;
    size_t n, max;
};

/* What a machine offers in its state, about the unit in hand or about the whole. */
static void offer(struct act *act, const struct machine_def *m, const char *unit, struct options *to)
{
    const char *state = act_state_of(act, m);
    for (size_t i = 0; state && i < m->transitions.n && to->n < to->max; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (t->roles.n && !t->from_none && transition_fits(m, t, state, act->b.c.type))
            to->at[to->n++] = (struct demo_option){
                .m = m, .t = t, .from = state, .unit = unit, .left = WAY_FAR,
                .action = unit ? arena_printf(act->arena, "%s@%s", t->rule.id, unit) : t->rule.id,
            };
    }
}

typedef void unit_fn(struct act *act, const struct machine_def *m, const char *unit, void *arg);

/* Calls fn with each unit in hand that the machine has one for; for a machine of the whole, once. */
static void each_unit(struct act *act, const struct machine_def *m, unit_fn *fn, void *arg)
{
    const struct bundle *b = &act->b;
    struct err e;
    if (m->of == MACHINE_CASE || (m->of == MACHINE_TRACK && !m->unit) || (m->of == MACHINE_CERTIFICATE && !b->other_cert.n)) {
        if (m->of != MACHINE_CERTIFICATE || b->cert.id)
            fn(act, m, NULL, arg);
        return;
    }
    for (size_t i = 0; i < b->scheme->units.n; i++) {
        if (m->unit && !str_eq(m->unit, b->scheme->units.at[i].rule.id))
            continue;
        const struct texts units = bundle_units(b, &b->scheme->units.at[i], act->arena);
        for (size_t u = 0; u < units.n; u++)
            if (!act_about_unit(act, units.at[u], &e) && (m->of != MACHINE_CERTIFICATE || b->cert.id))
                fn(act, m, units.at[u], arg);
    }
    if (act_about_unit(act, NULL, &e))
        return;
}

static void offer_unit(struct act *act, const struct machine_def *m, const char *unit, void *arg)
{
    offer(act, m, unit, arg);
}

/* Once in a while another one comes first. */
static void shuffle(struct options *o, uint64_t *chance)
{
    if (o->n < 2 || demo_random(chance) % 8)
        return;
    size_t other = demo_random(chance) % o->n;
    const struct demo_option first = o->at[0];
    o->at[0] = o->at[other];
    o->at[other] = first;
}

/* What the case is there for, new states, then back to a known one (from an inspection to the review), then the ends. What
 * changes a certificate and ends the case comes when nothing new is left to do: a decision, not a withdrawal. */
enum kind { AIM, NEW, AIM_END, KNOWN, END, NEVER };

static enum kind kind_of(struct act *act, const struct demo_life *life, const struct demo_option *o)
{
    enum { ROUNDS = 4 };
    bool end = o->t->to && is_end(o->m, o->t);
    int times = times_there(act, life, o);
    if (o->m->of == MACHINE_CERTIFICATE)
        return NEVER; /* an officer does these because something happened */
    if (o->m->of == MACHINE_TRACK)
        return times ? NEVER : NEW;
    if (!gives_up(o->t) && is_aim(act, o->t))
        return end ? AIM_END : AIM;
    if (end)
        return END;
    if (!times)
        return NEW;
    return o->t->to && life->n_been < DEMO_WHOLE_LIFE && (date_is_none(life->last) || times < ROUNDS) ? KNOWN : NEVER;
}

static void as_it_comes(struct act *act, struct demo_life *life, const struct options *all, struct options *to)
{
    /* Not every case that waits is given up, but none of them waits for ever, or goes round and round. */
    enum { GIVE_UP_DAYS = 75 };
    const struct machine_def *m = scheme_case_machine(act->b.scheme, act->b.c.type);
    bool tired = !date_is_none(life->last) && act->today.days - life->from.days > GIVE_UP_DAYS;
    bool ends = demo_random(&life->chance) % 20 == 0 || demo_is_over(m, act->b.c.state) || tired;
    for (enum kind kind = AIM; kind <= (ends ? END : KNOWN); kind++)
        for (size_t i = 0; i < all->n; i++)
            if (kind_of(act, life, &all->at[i]) == kind)
                to->at[to->n++] = all->at[i];
    shuffle(to, &life->chance);
}

struct nearest {
    const struct demo_life *life;
    struct way_place place;
    bool waits;
};

static void see_unit(struct act *act, const struct machine_def *m, const char *unit, void *arg)
{
    struct nearest *to = arg;
    const char *state = act_state_of(act, m);
    int left = way_from(&to->life->way->map, m, state);
    (void)unit;
    if (left >= to->place.left)
        return;
    to->place.left = left;
    to->place.state = state;
    to->waits = way_waits(to->life->way, state);
}

static struct nearest nearest_unit(struct act *act, const struct demo_life *life)
{
    struct nearest nearest = {life, {.left = WAY_FAR}, false};
    each_unit(act, life->way->goal, see_unit, &nearest);
    if (nearest.place.left == WAY_FAR) /* it does not exist yet */
        nearest.place.left = life->way->map.none;
    return nearest;
}

int demo_left(struct act *act, const struct demo_life *life, bool *waits_r)
{
    const struct nearest nearest = nearest_unit(act, life);
    *waits_r = nearest.waits;
    return nearest.place.left;
}

/* The state of this machine that a guard of t speaks of first: what it waits for. NULL: of none. */
static const char *waited_for(const struct transition_def *t, const struct machine_def *m, struct arena *a)
{
    for (size_t i = 0; i < t->guards.n; i++) {
        const char *text = t->guards.at[i].cond.text, *first = NULL, *state = NULL;
        for (size_t k = 0; text && k < m->states.n; k++) {
            const char *at = strstr(text, arena_printf(a, "\"%s\"", m->states.at[k].rule.id));
            if (at && (!first || at < first)) {
                first = at;
                state = m->states.at[k].rule.id;
            }
        }
        if (state)
            return state;
    }
    return NULL;
}

/* A track moves towards what the way waits for, else through its states in the order of the definition. */
static bool brings_on(struct act *act, const struct demo_life *life, const struct transition_def *next, const struct demo_option *o)
{
    const struct machine_def *m = scheme_case_machine(act->b.scheme, act->b.c.type);
    const struct way_place here = {.state = o->from};
    struct demo_way way = {.goal = o->m, .state = next ? waited_for(next, o->m, act->arena) : NULL, .type = act->b.c.type};
    for (size_t i = 0; i < m->transitions.n && !way.state; i++)
        way.state = waited_for(&m->transitions.at[i], o->m, act->arena);
    if (!way.state)
        return !times_there(act, life, o);
    way_measure(&way);
    return way_after(&way, o->m, &way.map, o->t, &here) < way_from(&way.map, o->m, o->from);
}

/* What leads to the goal, nearest first; then the tracks, and what a state offers once without being left, which may be what
 * a guard waits for; then a longer way. */
enum on_way { ON_WAY, BESIDE, ROUND, OFF_WAY };

static enum on_way how(struct act *act, const struct demo_life *life, const struct transition_def *next, const struct demo_option *o)
{
    if (o->on_way)
        return ON_WAY;
    bool again = times_there(act, life, o) > 0;
    if (o->m == life->way->goal && !o->t->to && !again)
        return BESIDE;
    if (o->m->of == MACHINE_CERTIFICATE)
        return OFF_WAY;
    if (o->m == life->way->goal)
        return o->m->of == MACHINE_CASE && o->t->to && o->left < WAY_FAR && !again && !is_end(o->m, o->t) ? ROUND : OFF_WAY;
    if (o->m->of == MACHINE_TRACK)
        return brings_on(act, life, next, o) ? BESIDE : OFF_WAY;
    if (again || gives_up(o->t))
        return OFF_WAY;
    return !o->t->to ? BESIDE : o->left < WAY_FAR && !is_end(o->m, o->t) ? ROUND : OFF_WAY;
}

/* How far each leads; returns the nearest. */
static const struct transition_def *measure(struct act *act, const struct demo_life *life, struct options *all)
{
    const struct transition_def *next = NULL;
    const struct machine_def *of = NULL;
    struct way_map map;
    const struct way_place now = nearest_unit(act, life).place;
    int nearest = WAY_FAR;
    for (size_t i = 0; i < all->n; i++) {
        struct demo_option *o = &all->at[i];
        if (o->m != of) {
            of = o->m;
            map = life->way->map;
            if (of != life->way->goal)
                way_help(life->way, of, &now, &map);
        }
        o->left = way_after(life->way, of, &map, o->t, &now);
        o->on_way = o->left < way_from(&map, of, o->from);
        if (o->on_way && o->left < nearest) {
            next = o->t;
            nearest = o->left;
        }
    }
    return next;
}

/* Puts the last of the options from `first` on before those that leave more of the way; equals stay in their order. */
static void nearer_first(struct demo_option *option, size_t first, size_t last)
{
    for (size_t i = last; i > first && option[i].left < option[i - 1].left; i--) {
        const struct demo_option swap = option[i];
        option[i] = option[i - 1];
        option[i - 1] = swap;
    }
}

static void towards(struct act *act, struct demo_life *life, struct options *all, struct options *to)
{
    const struct transition_def *next = measure(act, life, all);
    enum on_way *is = ARENA_ARRAY(act->arena, enum on_way, all->n + 1);
    for (size_t i = 0; i < all->n; i++)
        is[i] = how(act, life, next, &all->at[i]);
    for (enum on_way kind = ON_WAY; kind < OFF_WAY; kind++) {
        size_t first = to->n;
        for (size_t i = 0; i < all->n; i++)
            if (is[i] == kind) {
                to->at[to->n] = all->at[i];
                nearer_first(to->at, first, to->n++);
            }
    }
}

size_t demo_options(struct act *act, struct demo_life *life, struct demo_option *option_r, size_t max)
{
    struct options all = {ARENA_ARRAY(act->arena, struct demo_option, DEMO_OPTIONS_MAX), 0, max < DEMO_OPTIONS_MAX ? max : DEMO_OPTIONS_MAX};
    struct options to = {option_r, 0, max};
    const struct machine_def *m;
    struct err e;
    for (size_t i = 0; (m = act_machine(act, i)) != NULL; i++)
        each_unit(act, m, offer_unit, &all);
    if (life->way)
        towards(act, life, &all, &to);
    else
        as_it_comes(act, life, &all, &to);
    return act_about_unit(act, NULL, &e) ? 0 : to.n;
}
