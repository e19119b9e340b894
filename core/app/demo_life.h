/* One invented case, lived through the acts of the office. */
#ifndef SHINSA_APP_DEMO_LIFE_H
#define SHINSA_APP_DEMO_LIFE_H

#include "core/app/app.h"

enum { DEMO_STATES_MAX = 32, DEMO_WHOLE_LIFE = 20, DEMO_STEPS_MAX = 60 };

struct demo_life {
    const char *scheme, *type;
    int64_t certificate_id; /* the certificate it is about; 0 for none */
    uint64_t number;        /* which invented party */
    struct date from;       /* first day */
    struct date last;       /* the office has worked until this day, and asks questions; none: no such day, no questions */
    int steps;              /* at most so many days at the desk */
    uint64_t chance;
    /* what came of it */
    int64_t case_id, granted_id;
    struct date until;
    bool ended;             /* nothing is left to be done */
    const char *been[DEMO_STATES_MAX]; /* states it has left: it does not go in circles */
    size_t n_been;
};

/* Inside db_write. What a rule refuses ends the life where it is; other errors are handed up. */
int demo_live(struct app *app, struct demo_life *life, struct arena *a, struct err *e) WARN_UNUSED;

#endif
