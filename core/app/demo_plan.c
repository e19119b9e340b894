#include "core/app/demo_plan.h"

#include <stdlib.h>

#include "core/app/demo_names.h"
#include "core/base/str.h"
#include "core/rule/yaml_dom.h"

enum { DAYS_BACK = 1100, TYPES_MAX = 64 };

const struct case_type_def *plan_first_type(const struct scheme *s)
{
    for (size_t i = 0; i < s->case_types.n; i++)
        if (s->case_types.at[i].certificate == CERT_NONE)
            return &s->case_types.at[i];
    return NULL;
}

/* How far from the opening of a case of this type; WAY_FAR: it does not lead there. */
static int way_of_type(const struct scheme *s, const struct case_type_def *type, struct demo_way *way)
{
    const struct machine_def *m = scheme_case_machine(s, type->rule.id);
    const struct state_def *start = machine_start(m);
    struct way_map map;
    way->type = type->rule.id;
    if (way->goal->of == MACHINE_CASE && way->goal != m)
        return WAY_FAR;
    way_measure(way);
    if (way->goal == m)
        return way_from(&way->map, m, start ? start->rule.id : NULL);
    way_help(way, m, &(struct way_place){.left = WAY_FAR, .any = type->certificate != CERT_NONE}, &map);
    int helps = way_from(&map, m, start ? start->rule.id : NULL);
    /* What officers do to a certificate they do in any case about it. */
    return helps >= WAY_FAR && type->certificate != CERT_NONE && way->goal->of == MACHINE_CERTIFICATE ? WAY_FAR - 1 : helps;
}

static bool comes_by_itself(const struct machine_def *m, const char *from, const char *state)
{
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (formula_given(&t->automatic) && str_eq(t->to, state) && (!from || transition_leaves(m, t, from)))
            return true;
    }
    return false;
}

/* The last step to the goal, but for what time brings, is an effect of one of its actions. */
static bool ends_there(const struct scheme *s, const struct case_type_def *type, const struct demo_way *way)
{
    const struct machine_def *m = scheme_case_machine(s, type->rule.id);
    for (size_t i = 0; i < m->transitions.n; i++) {
        const struct transition_def *t = &m->transitions.at[i];
        if (t->types.n && !texts_have(&t->types, type->rule.id))
            continue;
        for (size_t k = 0; k < t->effects.n; k++) {
            const struct effect_def *effect = &t->effects.at[k];
            const struct transition_def *by = effect->kind == EFFECT_CERTIFICATE && way_means(&effect->cond, type->rule.id) ? machine_transition(way->goal, effect->id) : NULL;
            if (by && by->to && (type->certificate != CERT_NONE || by->from_none) && (str_eq(by->to, way->state) || comes_by_itself(way->goal, by->to, way->state)))
                return true;
        }
    }
    return false;
}

/* A specimen may speak of a state instead of a case type: `application.deciding: {extends: new, …}`. */
static bool own_specimen(const struct scheme *s, struct planned *life, struct arena *a)
{
    const char *name = arena_printf(a, "%s.%s", life->way.goal->rule.id, life->way.state), *type = name;
    const struct yaml *own = yaml_get(s->specimen, name);
    for (int depth = 0; own && !scheme_case_type(s, type) && depth < 8; depth++)
        type = yaml_get_text(yaml_get(s->specimen, type), "extends");
    if (!own || !type || !scheme_case_type(s, type))
        return false;
    life->specimen = name;
    life->about = yaml_get_text(own, "about");
    life->type = type;
    life->way.type = type;
    return true;
}

/* Sets out for a state of the scheme's machines; `turn`: which of the case types that may lead there. False: none does. */
static bool set_out(const struct scheme *s, const struct machine_def *goal, const char *state, size_t turn, struct planned *life_r,
                    struct arena *a)
{
    *life_r = (struct planned){.scheme = s, .way = {.goal = goal, .state = state}};
    if (own_specimen(s, life_r, a))
        return true;
    struct demo_way way[TYPES_MAX];
    size_t n = 0, best = 0;
    for (int pass = 0; pass < 2; pass++) /* those first that end there */
        for (size_t i = 0; i < s->case_types.n && n < TYPES_MAX; i++) {
            way[n] = (struct demo_way){.goal = goal, .state = state};
            if (way_of_type(s, &s->case_types.at[i], &way[n]) < WAY_FAR &&
                (goal->of == MACHINE_CASE || ends_there(s, &s->case_types.at[i], &way[n])) == (pass == 0))
                n++;
        }
    if (!n)
        return false;
    best = turn % n;
    *life_r = (struct planned){.scheme = s, .type = way[best].type, .way = way[best]};
    return true;
}

bool plan_waits(const struct planned *life)
{
    return life->way.goal && comes_by_itself(life->way.goal, NULL, life->way.state);
}

bool plan_passes(const struct planned *life)
{
    const struct machine_def *m = life->way.goal;
    const struct state_def *start = m && m->of == MACHINE_CERTIFICATE ? machine_start(m) : NULL;
    if (!m || m->of != MACHINE_CERTIFICATE || (start && str_eq(start->rule.id, life->way.state)))
        return false;
    for (size_t i = 0; i < m->transitions.n; i++)
        if (formula_given(&m->transitions.at[i].automatic) && transition_leaves(m, &m->transitions.at[i], life->way.state))
            return true;
    return plan_waits(life);
}

bool plan_turn(struct planned *life, size_t turn, struct arena *a)
{
    const int age = life->age;
    bool may = set_out(life->scheme, life->way.goal, life->way.state, turn, life, a);
    life->age = age;
    return may;
}

static int youngest_first(const void *a, const void *b)
{
    const struct planned *x = a, *y = b;
    return (x->age < y->age) - (x->age > y->age);
}

/* What time brings has had time. Cases that stand somewhere are recent; those that are over may be old. */
static int age_of(const struct planned *life, int oldest, uint64_t *chance)
{
    enum { RECENT = 12, LONG_AGO = 400 };
    const struct state_def *state = machine_state(life->way.goal, life->way.state);
    bool over = life->way.goal->of == MACHINE_CERTIFICATE || (state && (state->final || state->settled));
    if (plan_waits(life))
        return oldest * 2 / 3;
    int age = over ? 60 + (int)(demo_random(chance) % LONG_AGO) : 14 + (int)(demo_random(chance) % RECENT);
    return age < oldest ? age : oldest;
}

struct goals {
    struct plan *plan;
    const struct scheme *s;
    int oldest;
    uint64_t *chance;
    struct arena *a;
};

/* Every so manieth of the states of these machines, n in all. */
static void plan_some(struct goals *g, bool applications, size_t n)
{
    const struct scheme *s = g->s;
    const struct case_type_def *type = plan_first_type(s);
    const struct machine_def *first = type ? scheme_case_machine(s, type->rule.id) : NULL;
    size_t in_all = 0, at = 0, taken = 0;
    for (size_t i = 0; i < s->machines.n; i++)
        in_all += (&s->machines.at[i] == first) == applications ? s->machines.at[i].states.n : 0;
    for (size_t i = 0; i < s->machines.n; i++)
        for (size_t k = 0; (&s->machines.at[i] == first) == applications && k < s->machines.at[i].states.n; k++, at++) {
            struct planned life;
            if (taken >= n || at * n / in_all < taken || !set_out(s, &s->machines.at[i], s->machines.at[i].states.at[k].rule.id, 0, &life, g->a))
                continue;
            life.age = age_of(&life, g->oldest, g->chance);
            *LIST_ADD(g->a, &g->plan->all) = life;
            taken++;
        }
}

/* Where lives are few, applications come first: they are what an office works on. */
static void plan_goals(struct goals *g, size_t n)
{
    size_t before = g->plan->all.n;
    plan_some(g, true, n);
    plan_some(g, false, n - (g->plan->all.n - before));
}

/* Applications, of which most are granted. */
static void plan_applications(struct plan *plan, const struct scheme *s, size_t n, int oldest, uint64_t *chance, struct arena *a)
{
    const struct case_type_def *type = plan_first_type(s);
    const struct machine_def *m = scheme_certificate_machine(s);
    for (size_t i = 0; type && i < n; i++) {
        struct planned life = {.scheme = s, .type = type->rule.id, .age = oldest - (int)(i * (size_t)oldest / n)};
        const struct state_def *in_force = NULL;
        for (size_t k = 0; m && k < m->states.n && !in_force; k++)
            in_force = m->states.at[k].in_force ? &m->states.at[k] : NULL;
        if (in_force && demo_random(chance) % 4) {
            life.way = (struct demo_way){.goal = m, .state = in_force->rule.id, .type = life.type};
            life.goes_on = true;
        }
        *LIST_ADD(a, &plan->all) = life;
    }
}

void plan_lives(struct plan *plan, const struct scheme *const *schemes, size_t n_schemes, size_t n, struct date today, uint64_t *chance,
                struct arena *a)
{
    enum { APPLICATIONS = 3 }; /* of a third of the lives */
    for (size_t i = 0; i < n_schemes; i++) {
        const struct scheme *s = schemes[i];
        size_t own = n / n_schemes + (i < n % n_schemes);
        int oldest = today.days - s->version.days;
        if (oldest > DAYS_BACK)
            oldest = DAYS_BACK;
        if (oldest < 1)
            oldest = 1;
        size_t before = plan->all.n;
        plan_goals(&(struct goals){plan, s, oldest, chance, a}, own - own / APPLICATIONS);
        plan_applications(plan, s, own - (plan->all.n - before), oldest, chance, a);
    }
    if (plan->all.n)
        qsort(plan->all.at, plan->all.n, sizeof *plan->all.at, youngest_first);
}
