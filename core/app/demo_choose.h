/* Which action an invented case tries next: of its own machine, of its tracks and their units, of its certificate. */
#ifndef SHINSA_APP_DEMO_CHOOSE_H
#define SHINSA_APP_DEMO_CHOOSE_H

#include "core/app/act.h"
#include "core/app/demo_life.h"
#include "core/app/demo_way.h"

enum { DEMO_OPTIONS_MAX = 96 };

struct demo_option {
    const struct machine_def *m;
    const struct transition_def *t;
    const char *action; /* its id, with @unit where it is about one */
    const char *unit;   /* or NULL */
    const char *from;   /* state of the machine, in the unit */
    int left;           /* of the way to the goal afterwards; WAY_FAR: it does not lead there */
    bool on_way;        /* it brings the case nearer to its goal */
};

/* What is to be tried, best first; without a goal what carries on before what ends the case, in the order of the definition,
 * and once in a while another one first. Returns how many. Inside db_write. */
size_t demo_options(struct act *act, struct demo_life *life, struct demo_option *option_r, size_t max);
/* How far the case is from its goal, in whichever unit is nearest; *waits_r: time alone brings it on. WAY_FAR: no way. */
int demo_left(struct act *act, const struct demo_life *life, bool *waits_r);
/* How often the life has left this state (of a machine in a unit: demo_trace). */
int demo_times(const struct demo_life *life, const char *trace);
/* What a life remembers of an action that was done: the state it left, or the action if the state stays. */
const char *demo_trace(struct act *act, const struct demo_option *option);

#endif
