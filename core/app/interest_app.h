/* 利害関係: what ties people of the office to parties. Declared with days and a ground, kept for the look-back of each
 * scheme (`conflict` in its people.yaml); actor.conflict and the list `interest` read it. */
#ifndef SHINSA_APP_INTEREST_APP_H
#define SHINSA_APP_INTEREST_APP_H

#include "core/app/app.h"

struct interest_said {
    const char *login;    /* whose */
    const char *party;    /* name, or corporate number */
    const char *subject;  /* "" or NULL: whatever the party applies for */
    struct date from, until; /* DATE_NONE: since ever; it goes on */
    const char *ground;
};

/* All ties of a person, those withdrawn too, in the order in which they were declared. One's own, or anybody's by an
 * admin. E_NOTFOUND "user.unknown". */
int interest_list(struct app *app, const char *login, struct arena *a, struct interest **interest_r, size_t *n_r, struct err *e) WARN_UNUSED;
/* Declares a tie, or says anew what is known of one (same person, party and subject): its days and its ground. One's own, or
 * anybody's by an admin; only an admin says that a tie that stood is over. E_INPUT "interest.party" "interest.ground"
 * "interest.days", E_NOTFOUND "user.unknown", E_DENIED, E_LIMIT "interest.too-many". */
int interest_declare(struct app *app, const struct interest_said *said, struct err *e) WARN_UNUSED;
/* It was declared by mistake; by an admin. E_NOTFOUND "interest.unknown", E_INPUT "interest.ground". */
int interest_withdraw(struct app *app, const char *login, const char *party, const char *subject, const char *reason, struct err *e) WARN_UNUSED;

#endif
