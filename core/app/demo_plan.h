/* The lives of an invented office, before anybody lives them: of each scheme as many, begun one after the other, so that
 * numbers grow with their days. Some go as it comes; each of the others has a state to reach that the office shall show. */
#ifndef SHINSA_APP_DEMO_PLAN_H
#define SHINSA_APP_DEMO_PLAN_H

#include "core/app/app.h"
#include "core/app/demo_way.h"

enum { PLAN_LIVES_MAX = 4096 };

struct planned {
    const struct scheme *scheme;
    const char *type;      /* case type */
    const char *specimen;  /* of the state it goes to, `machine.state` in the specimens; NULL: that of the type */
    const char *about;     /* `about` of that specimen: the one by which its certificate is granted; NULL: any certificate */
    struct demo_way way;   /* goal NULL: as it comes */
    bool goes_on;          /* it goes on from its goal: an application that was granted */
    int age;               /* days before today on which it begins */
    bool reached;
};

struct plan {
    LIST(struct planned) all; /* oldest first */
};

/* n lives, spread over the schemes, of the last `days` days at most. chance: where the numbers that look like chance go on. */
void plan_lives(struct plan *plan, const struct scheme *const *schemes, size_t n_schemes, size_t n, struct date today, uint64_t *chance,
                struct arena *a);
/* The first kind of case that opens without a certificate: applications. NULL: there is none. */
const struct case_type_def *plan_first_type(const struct scheme *s);
/* Sets out for the same state once more, if it can be by another kind of case. False: no kind of case leads there. */
bool plan_turn(struct planned *life, size_t turn, struct arena *a);
/* The state it goes to comes about by itself on some day. */
bool plan_waits(const struct planned *life);
/* It goes to a state of a certificate that comes or ends by itself on some day, beyond the first one. */
bool plan_passes(const struct planned *life);

#endif
