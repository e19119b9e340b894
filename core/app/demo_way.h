/* How far an invented case is from a state that the demo shall show: of its own machine, of a track, or of its certificate.
 * Counts actions over the tables of the definition; what guards say about them is not asked. */
#ifndef SHINSA_APP_DEMO_WAY_H
#define SHINSA_APP_DEMO_WAY_H

#include "core/rule/scheme.h"

enum { WAY_STATES_MAX = 64, WAY_FAR = 1000 };

/* Actions that are left from each state of a machine; 0: there; WAY_FAR: no way. */
struct way_map {
    int of[WAY_STATES_MAX]; /* by place in the machine */
    int none;               /* before it exists */
};

struct demo_way {
    const struct machine_def *goal; /* NULL: it goes nowhere in particular */
    const char *state;
    const char *type;               /* case type of the life */
    struct way_map map;             /* to the goal, of the goal's own machine */
};

/* A condition that speaks of the case type means these cases. */
bool way_means(const struct formula *cond, const char *type);
/* Makes the map of a way whose goal, state and type are set. */
void way_measure(struct demo_way *w);
/* Where the goal's machine stands: its state (NULL: it does not exist yet), and what is left from there. */
struct way_place {
    const char *state;
    int left;
    bool any; /* nobody knows: in whichever state */
};
/* Of another machine: how far until one of its actions brings the goal nearer than it is. */
void way_help(const struct demo_way *w, const struct machine_def *m, const struct way_place *now, struct way_map *map_r);
/* state NULL: it does not exist yet. */
int way_from(const struct way_map *map, const struct machine_def *m, const char *state);
/* What is left after t of machine m was taken; map: w->map of the goal's machine, else that of way_help. */
int way_after(const struct demo_way *w, const struct machine_def *m, const struct way_map *map, const struct transition_def *t,
              const struct way_place *now);
/* The next step of the way from this state of the goal's machine happens by itself, when its day comes. */
bool way_waits(const struct demo_way *w, const char *state);

#endif
