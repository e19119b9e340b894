/* One invented case, lived through the acts of the office. */
#ifndef SHINSA_APP_DEMO_LIFE_H
#define SHINSA_APP_DEMO_LIFE_H

#include "core/app/app.h"

enum { DEMO_STATES_MAX = 64, DEMO_WHOLE_LIFE = 20, DEMO_STEPS_MAX = 60, DEMO_GRANTED_MAX = 8 };

struct demo_way; /* core/app/demo_way.h */

struct demo_life {
    const char *scheme, *type;
    const char *specimen;   /* which one it hands in: that of its type, or of the state it goes to */
    int64_t certificate_id; /* the certificate it is about; 0 for none */
    uint64_t number;        /* which invented party */
    struct date from;       /* first day */
    struct date last;       /* the office has worked until this day, and asks questions; none: no such day, no questions */
    int steps;              /* at most so many days at the desk */
    uint64_t chance;
    struct demo_way *way;   /* it stops where it was to go; NULL: it goes as it comes */
    bool goes_on;           /* from its goal on as it comes */
    bool owes, silent;      /* this applicant does not pay, does not answer */
    /* what came of it */
    int64_t case_id, granted_id;
    int64_t granted[DEMO_GRANTED_MAX]; /* certificates: its own, those of its units */
    size_t n_granted;
    struct date until;
    struct date due;        /* once it is there: the first day on which something is due in it; none: nothing */
    bool ended;             /* nothing is left to be done */
    bool reached;           /* it is where it was to go, or time alone will bring it there */
    const char *been[DEMO_STATES_MAX]; /* states it has left: it does not go in circles */
    size_t n_been;
};

/* Inside db_write. What a rule refuses ends the life where it is; other errors are handed up. */
int demo_live(struct app *app, struct demo_life *life, struct arena *a, struct err *e) WARN_UNUSED;

#endif
